import CLinux
import Glibc

/// A program to run: what, with which arguments, where, and with which environment.
package struct Child: Sendable {
    /// How a child ended.
    package enum End: Hashable, Sendable {
        case exit(Int32)
        case signal(Int32)
    }

    /// How a child process ended, and what it wrote.
    package struct Result: Sendable {
        package let end: End
        package let output: [UInt8]
        package let errors: [UInt8]
        package var succeeded: Bool { end == .exit(0) }
    }

    /// The program's name (looked up in PATH) or its path.
    package var program: String
    package var arguments: [String]
    /// Variables that differ from this process's environment; nil takes one away.
    package var environment: [String: String?]
    package var folder: Path?
    package var input: [UInt8]
    /// The seconds that it may take; then it is killed, and `ChildTimeout` thrown. Nil lets it run as long as it likes.
    package var limit: Double?

    package init(
        _ program: String, _ arguments: [String], environment: [String: String?] = [:], folder: Path? = nil,
        input: [UInt8] = [], limit: Double? = nil
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.folder = folder
        self.input = input
        self.limit = limit
    }

    /// Where a program of that name stands in PATH.
    package static func find(_ program: String) -> Path? {
        if program.utf8.contains(UInt8(ascii: "/")) { return Path(program) }
        for folder in (Environment.value("PATH") ?? "/usr/bin:/bin").split(separator: ":") {
            let candidate = Path("\(folder)/\(program)")
            if Files.isFile(candidate), access(candidate.string, X_OK) == 0 { return candidate }
        }
        return nil
    }

    /// Runs it to its end and collects what it printed. Blocks: never call it on the cooperative pool.
    ///
    /// Output and errors are drained together with the input's writing, so no pipe can fill up and stop the child.
    package func run() throws -> Result {
        guard let path = Child.find(program) else { throw SystemError("start", program, ENOENT) }
        var input = try Pipe()
        var output = try Pipe()
        var errors = try Pipe()

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input.reading, 0)
        posix_spawn_file_actions_adddup2(&actions, output.writing, 1)
        posix_spawn_file_actions_adddup2(&actions, errors.writing, 2)
        if let folder { _ = clinux_spawn_change_directory(&actions, folder.string) }
        _ = clinux_spawn_close_from(&actions, 3)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A child starts with default signals, whatever this process ignores or blocks.
        var all = sigset_t()
        sigfillset(&all)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

        var process = pid_t()
        let words = CStrings([path.string] + arguments)
        let variables = CStrings(mergedEnvironment())
        let code = posix_spawn(&process, path.string, &actions, &attributes, words.pointers, variables.pointers)
        guard code == 0 else { throw SystemError("start", path.string, code) }
        input.closeReading()
        output.closeWriting()
        errors.closeWriting()

        let deadline = limit.map { ContinuousClock.now + .seconds($0) }
        let status: Int32
        let out: [UInt8]
        let err: [UInt8]
        do {
            (out, err) = try exchange(&input, &output, &errors, deadline)
            status = try wait(for: process, deadline)
        } catch {
            // What it started itself may live on with our pipes' ends: nobody waits for that.
            kill(process, SIGKILL)
            _ = try? check("wait", path.string) { waitpid(process, nil, 0) }
            throw error
        }
        let end: End = clinux_exited(status) != 0 ? .exit(clinux_exit_code(status)) : .signal(clinux_signal(status))
        return Result(end: end, output: out, errors: err)
    }

    /// The status with which it ended. A child that has closed its output and stays is waited for no longer than the rest.
    private func wait(for process: pid_t, _ deadline: ContinuousClock.Instant?) throws -> Int32 {
        var status: Int32 = 0
        while try check("wait", program, { waitpid(process, &status, deadline == nil ? 0 : WNOHANG) }) == 0 {
            _ = try remaining(deadline)
            usleep(2000)
        }
        return status
    }

    /// The milliseconds that are left, -1 for any number.
    private func remaining(_ deadline: ContinuousClock.Instant?) throws(ChildTimeout) -> Int32 {
        guard let deadline else { return -1 }
        let left = (deadline - .now) / .milliseconds(1)
        guard left > 0 else { throw ChildTimeout(program: program, seconds: limit ?? 0) }
        return Int32(min(left.rounded(.up), 1e9))
    }

    private func mergedEnvironment() -> [String] {
        var lines: [String] = []
        var index = 0
        while let line = environ[index] {
            let text = String(cString: line)
            let name = String(text.prefix { $0 != "=" })
            if environment[name] == nil { lines.append(text) }
            index += 1
        }
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) {
            if let value { lines.append("\(name)=\(value)") }
        }
        return lines
    }

    private func exchange(
        _ input: inout Pipe, _ output: inout Pipe, _ errors: inout Pipe, _ deadline: ContinuousClock.Instant?
    ) throws -> ([UInt8], [UInt8]) {
        var written = 0
        var out: [UInt8] = []
        var err: [UInt8] = []
        var outOpen = true
        var errOpen = true
        if self.input.isEmpty { input.closeWriting() }
        // A child that ends before it has read its input must not end this process.
        _ = signal(SIGPIPE, SIG_IGN)
        while outOpen || errOpen {
            var waiting = [
                pollfd(fd: outOpen ? output.reading : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: errOpen ? errors.reading : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: input.writing, events: Int16(POLLOUT), revents: 0),
            ]
            let time = try remaining(deadline)
            try check("poll", program) { poll(&waiting, nfds_t(waiting.count), time) }
            if waiting[0].revents != 0 { outOpen = try drain(output.reading, into: &out) }
            if waiting[1].revents != 0 { errOpen = try drain(errors.reading, into: &err) }
            if waiting[2].revents != 0 {
                let rest = self.input[written...].prefix(1 << 16)
                let count = rest.withUnsafeBytes { write(input.writing, $0.baseAddress, $0.count) }
                if count > 0 { written += count }
                if count < 0 && errno != EINTR || written == self.input.count { input.closeWriting() }
            }
        }
        return (out, err)
    }

    private func drain(_ descriptor: Int32, into bytes: inout [UInt8]) throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = try check("read", program) { read(descriptor, &buffer, buffer.count) }
        bytes.append(contentsOf: buffer[..<count])
        return count > 0
    }
}

/// A child that took longer than it may, and was killed.
package struct ChildTimeout: Error, Hashable, Sendable, CustomStringConvertible {
    package let program: String
    package let seconds: Double

    package var description: String {
        "`\(Path(program).name)` gave no answer within \(Int(seconds.rounded(.up))) seconds and was ended"
    }
}

/// Both ends of a pipe, each closed once.
private struct Pipe: ~Copyable {
    private(set) var reading: Int32
    private(set) var writing: Int32

    init() throws(SystemError) {
        var ends: [Int32] = [-1, -1]
        try check("pipe") { pipe(&ends) }
        // Never inherited by another child that starts at the same moment.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (reading, writing) = (ends[0], ends[1])
    }

    mutating func closeReading() {
        if reading >= 0 { close(reading) }
        reading = -1
    }

    mutating func closeWriting() {
        if writing >= 0 { close(writing) }
        writing = -1
    }

    deinit {
        if reading >= 0 { close(reading) }
        if writing >= 0 { close(writing) }
    }
}

/// A null-terminated list of C strings, freed with its owner.
private final class CStrings {
    let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ texts: [String]) {
        count = texts.count
        pointers = .allocate(capacity: count + 1)
        for (index, text) in texts.enumerated() { pointers[index] = strdup(text) }
        pointers[count] = nil
    }

    deinit {
        for index in 0..<count { free(pointers[index]) }
        pointers.deallocate()
    }
}
