import Glibc
import OS
import TestSupport
import Testing

@Suite struct ChildTests {
    static func shell(_ script: String, input: [UInt8] = []) throws -> Child.Result {
        try Child("sh", ["-c", script], input: input).run()
    }

    @Test func outputErrorsAndCode() throws {
        let result = try ChildTests.shell("echo out; echo err >&2; exit 7")
        #expect(result.output == Array("out\n".utf8))
        #expect(result.errors == Array("err\n".utf8))
        #expect(result.end == .exit(7))
        #expect(!result.succeeded)
        #expect(try ChildTests.shell("true").succeeded)
    }

    @Test(arguments: [SIGTERM, SIGKILL, SIGPIPE, SIGINT, SIGHUP])
    func signals(number: Int32) throws {
        // Each signal has its default action in a child, whatever this process ignores.
        #expect(try ChildTests.shell("kill -\(number) $$; exit 0").end == .signal(number))
    }

    /// One that hangs, one that leaves a grandchild with its pipes, one that closes them and stays, one that reads nothing.
    @Test(arguments: ["sleep 60", "sleep 60 & sleep 60", "exec >&- 2>&-; sleep 60", "exec <&-; sleep 60"])
    func whatHangsIsEnded(_ script: String) throws {
        let clock = ContinuousClock()
        let taken = try clock.measure {
            let error = try #require(
                #expect(throws: ChildTimeout.self) {
                    try Child("sh", ["-c", script], input: [UInt8](repeating: 1, count: 1 << 20), limit: 0.2).run()
                })
            #expect("\(error)" == "`sh` gave no answer within 1 seconds and was ended")
        }
        #expect(taken < .seconds(20))
    }

    @Test func whatIsQuickHasItsTime() throws {
        let result = try Child("sh", ["-c", "cat; exit 3"], input: Array("x".utf8), limit: 60).run()
        #expect(result.end == .exit(3))
        #expect(result.output == Array("x".utf8))
    }

    @Test func muchInBothDirections() throws {
        var random = SeededGenerator(seed: 3)
        let content = (0..<4_000_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        let result = try ChildTests.shell("tee /dev/stderr", input: content)
        #expect(result.succeeded)
        #expect(result.output == content)
        #expect(result.errors == content)
    }

    @Test func inputThatNobodyReads() throws {
        let content = [UInt8](repeating: 1, count: 4_000_000)
        #expect(try ChildTests.shell("exit 3", input: content).end == .exit(3))
        #expect(try ChildTests.shell("head -c 5", input: content).output == [1, 1, 1, 1, 1])
        // A child that closes its output early and goes on reading is waited for.
        #expect(try ChildTests.shell("exec >&- 2>&-; cat >/dev/null; exit 4", input: [1, 2, 3]).end == .exit(4))
    }

    @Test func noInputIsAnEmptyInput() throws {
        #expect(try Child("cat", []).run().output == [])
    }

    @Test func environment() throws {
        let child = Child(
            "sh", ["-c", "echo \"$DAVIT_A|${HOME-none}|$DAVIT_B\""], environment: ["DAVIT_A": "x=y z", "HOME": nil])
        #expect(try child.run().output == Array("x=y z|none|\n".utf8))
    }

    @Test func folder() throws {
        let scratch = try Scratch()
        let real = try Files.real(scratch.folder)
        #expect(try Child("pwd", ["-P"], folder: scratch.folder).run().output == Array("\(real)\n".utf8))
        #expect(throws: SystemError.self) { try Child("pwd", [], folder: scratch.folder / "missing").run() }
    }

    @Test func argumentsArriveAsTheyAre() throws {
        let words = ["", "a b", "ä'\"$x", "-n", "*", "line\nbreak"]
        let result = try Child("printf", ["%s\\0"] + words).run()
        #expect(result.output == words.flatMap { Array($0.utf8) + [0] })
    }

    @Test func aMissingProgramIsAnError() throws {
        #expect(throws: SystemError("start", "davit-no-such-program", ENOENT)) {
            try Child("davit-no-such-program", []).run()
        }
        let scratch = try Scratch()
        let file = try scratch.write("not-executable", "text")
        #expect(throws: SystemError.self) { try Child(file.string, []).run() }
        #expect(Child.find("davit-no-such-program") == nil)
        #expect(Child.find("sh").map { $0.name == "sh" && $0.isAbsolute } == true)
    }

    @Test func onlyTheStandardDescriptorsAreInherited() throws {
        let descriptor = open("/dev/null", O_RDONLY)
        defer { close(descriptor) }
        #expect(descriptor > 2)
        // The listing itself opens one more: the folder that it lists.
        let names = String(decoding: try ChildTests.shell("ls /proc/self/fd").output, as: UTF8.self)
        #expect(names == "0\n1\n2\n3\n")
    }

    @Test func manyChildrenLeaveNoDescriptorBehind() async throws {
        // Tests beside this one open files too: what grows with each child is what counts.
        let before = try Files.names(in: Path("/proc/self/fd")).count
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<25 {
                        let output = try ChildTests.shell("echo x").output
                        #expect(output == Array("x\n".utf8))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try Files.names(in: Path("/proc/self/fd")).count < before + 50)
    }
}
