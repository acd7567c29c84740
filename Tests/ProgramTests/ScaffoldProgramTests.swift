import OS
import TestSupport
import Testing

/// `davit new` as a process: killed at any moment, and asked on a real terminal.
@Suite(.withProgram)
struct ScaffoldProgramTests {
    @Test func aKilledOneLeavesNothing() throws {
        let scratch = try Scratch()
        let program = try Program().path.string
        let folder = scratch.folder / "edge-map"
        try #require(try Program().run("new", "edge-map", "-o", folder.string).succeeded)
        let whole = try Child("find", [folder.string, "-type", "f"]).run().output.count(where: { $0 == 0x0A })
        #expect(whole > 20)
        var killed = 0
        for round in 0..<30 {
            try Files.remove(folder)
            let script =
                "\"$0\" new edge-map -o \"$1\" >/dev/null & sleep 0.\(round < 10 ? "00" : "0")\(round); kill -9 $!; wait $!"
            let result = try Child("bash", ["-c", script, program, folder.string]).run()
            if result.end == .exit(137) { killed += 1 }
            guard Files.exists(folder) else { continue }
            let found = try Child("find", [folder.string, "-type", "f"]).run().output.count(where: { $0 == 0x0A })
            #expect(found == whole, "half an extension")
        }
        #expect(killed > 0)
        try Files.remove(folder)
        try #require(try Program().run("new", "edge-map", "-o", folder.string).succeeded)
        #expect(try Files.names(in: scratch.folder) == ["edge-map"], "the next one clears away")
    }

    /// On a terminal it asks; in CI, or where either stream is no terminal, it says what is missing.
    @Test func asksOnATerminalAlone() throws {
        let program = try Program().path.string
        let result = try Child("python3", ["-c", Self.terminal, program], limit: 60).run()
        let said = String(decoding: result.output + result.errors, as: UTF8.self)
        #expect(result.succeeded, "\(said)")
    }

    private static let terminal = #"""
        import os, pty, subprocess, sys
        program = sys.argv[1]
        def talk(answers, environment, arguments=("new", "--dry-run")):
            process, terminal = pty.fork()
            if process == 0:
                os.execve(program, [program, *arguments], {"TERM": "xterm", "PATH": os.environ["PATH"], **environment})
            os.write(terminal, answers.encode())
            said = b""
            while True:
                try: part = os.read(terminal, 65536)
                except OSError: break
                if not part: break
                said += part
            return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), said.decode()
        code, said = talk("1\nedge-map\nbash\n", {})
        assert code == 0 and "What kind of extension?" in said and "edge_map.sh" in said, said
        code, said = talk("", {"CI": "true"})
        assert code == 2 and "What kind" not in said, said
        # Its output goes into a pipe, and then its input comes from a file: nobody is asked.
        code, said = talk("", {}, ("new", "--dry-run", "--format", "json", "--color", "never", "--kind", "flow"))
        assert code == 2, said
        master, slave = pty.openpty()
        for streams in ({"stdin": slave, "stdout": subprocess.PIPE, "stderr": slave},
                        {"stdin": subprocess.DEVNULL, "stdout": slave, "stderr": slave}):
            ended = subprocess.run([program, "new", "--dry-run"], timeout=20, env={"PATH": os.environ["PATH"]}, **streams)
            assert ended.returncode == 2, ended
        """#
}
