import Findings
import Glibc
package import OS

/// A program that this machine lacks.
package struct MissingProgram: Error, Hashable, Sendable, CustomStringConvertible {
    package let program: String
    /// What it is needed for: `verifying signatures`.
    package let purpose: String

    package init(_ program: String, for purpose: String) {
        self.program = program
        self.purpose = purpose
    }

    package var description: String { "\(purpose) needs the program `\(program)`, which is not in PATH" }
}

/// GnuPG, as a program: signatures are never computed here.
package struct GPG: Sendable {
    let program: Path
    /// The seconds that one call may take: long enough to type a passphrase into a window of gpg's own.
    private static let limit = 300.0
    /// The folder with the user's own keys.
    let userHome: Path
    private let temporary: Path

    /// Finds gpg in the PATH that `environment` has.
    package init(for purpose: String, environment: (String) -> String?) throws(MissingProgram) {
        guard let program = GPG.find("gpg", in: environment("PATH")) else { throw MissingProgram("gpg", for: purpose) }
        self.program = program
        func named(_ name: String) -> String? { environment(name).flatMap { $0.isEmpty ? nil : $0 } }
        userHome = named("GNUPGHOME").map { Path($0) } ?? Path(named("HOME") ?? "/") / ".gnupg"
        temporary = Path(named("TMPDIR") ?? "/tmp").absolute
    }

    /// Where a program stands in a PATH; where none is set, the system's folders are searched.
    package static func find(_ name: String, in path: String?) -> Path? {
        for folder in (path ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":") {
            let candidate = Path("\(folder)") / name
            if Files.isFile(candidate), Child.find(candidate.absolute.string) != nil { return candidate.absolute }
        }
        return nil
    }

    /// Runs gpg in a home folder. Nothing secret is ever among the arguments.
    func run(_ arguments: [String], home: Path, input: [UInt8] = []) throws -> Child.Result {
        let result: Child.Result
        do {
            result = try Child(
                program.string, ["--homedir", home.absolute.string, "--batch", "--no-tty"] + arguments,
                environment: ["LC_ALL": "C", "GNUPGHOME": nil], input: input, limit: GPG.limit
            ).run()
        } catch let error as ChildTimeout {
            throw Failure(
                Finding(
                    Provenance.rule, .error, Place(path: program.string), "\(error)",
                    remedy: "its agent may wait for a passphrase: give it with --passphrase-file"))
        }
        if case .signal(let number) = result.end {
            throw Failure(
                Finding(
                    Provenance.rule, .error, Place(path: program.string), "gpg was ended by signal \(number)",
                    remedy: "run the command again; if memory is short, close other programs"))
        }
        return result
    }

    /// A private home folder, which is gone with its last user.
    func makeHome() throws -> Home { try Home(in: temporary, gpg: self) }

    /// A home folder of gpg for one use: what is done in it never touches the user's own keys.
    final class Home: Sendable {
        let folder: Path
        private let gpg: GPG

        init(in temporary: Path, gpg: GPG) throws(SystemError) {
            // The agent's sockets are in here, and a socket's path has room for 107 bytes.
            let base = temporary.string.utf8.count <= 60 ? temporary : Path("/tmp")
            Home.removeLeftovers(in: base)
            self.gpg = gpg
            // mkdtemp makes the folder readable for its owner alone.
            folder = try Files.makeTemporaryFolder(in: base, prefix: "\(Home.prefix)\(Home.processID)-")
        }

        deinit {
            stopAgent()
            try? Files.remove(folder)
        }

        /// Where secret keys were used, gpg has left an agent running for this folder.
        private func stopAgent() {
            guard Files.exists(folder / "private-keys-v1.d") else { return }
            let tool = gpg.program.parent / "gpgconf"
            for arguments in [["--kill", "gpg-agent"], ["--remove-socketdir"]] {
                _ = try? Child(tool.string, ["--homedir", folder.string] + arguments, limit: 10).run()
            }
        }

        private static let prefix = "davit-gpg-"
        private static var processID: String { (try? Files.linkTarget(Path("/proc/self"))) ?? "0" }

        /// Removes the folders of processes that were killed.
        private static func removeLeftovers(in base: Path) {
            guard let names = try? Files.names(in: base) else { return }
            for name in names where name.hasPrefix(prefix) {
                let owner = String(name.dropFirst(prefix.count).prefix { $0 != "-" })
                let folder = base / name
                guard Int(owner) != nil, !Files.exists(Path("/proc") / owner), isOwn(folder) else { continue }
                try? Files.remove(folder)
            }
        }

        /// Is it a folder that nobody else can change while it is removed? Anybody may make such a name in /tmp.
        private static func isOwn(_ folder: Path) -> Bool {
            var status = stat()
            guard lstat(folder.string, &status) == 0 else { return false }
            return status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid() && status.st_mode & 0o077 == 0
        }
    }
}
