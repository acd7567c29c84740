import Foundation
import Glibc
import OS
import Registries
import Synchronization
import TestSupport

/// A program that a test talks to. It ends when its standard input does, so with the test, however that ends.
final class TestProgram {
    private let process: pid_t
    private let input: Int32
    /// What it printed first: its port.
    let port: Int

    init(_ program: String, _ arguments: [String]) throws {
        guard let path = Child.find(program) else { throw MissingProgram(program: program) }
        var toChild: [Int32] = [-1, -1]
        var fromChild: [Int32] = [-1, -1]
        try check("pipe") { pipe(&toChild) }
        try check("pipe") { pipe(&fromChild) }
        for end in toChild + fromChild { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, toChild[0], 0)
        posix_spawn_file_actions_adddup2(&actions, fromChild[1], 1)
        var words = ([path.string] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var process = pid_t()
        let code = posix_spawn(&process, path.string, &actions, nil, &words, environ)
        close(toChild[0])
        close(fromChild[1])
        guard code == 0 else { throw SystemError("start", path.string, code) }
        self.process = process
        input = toChild[1]
        var text = ""
        var byte: UInt8 = 0
        while read(fromChild[0], &byte, 1) == 1, byte != 10 { text.unicodeScalars.append(Unicode.Scalar(byte)) }
        close(fromChild[0])
        port = Int(text) ?? -1
        if port < 0 { throw MissingProgram(program: "\(program) (it didn't start)") }
    }

    deinit {
        close(input)
        var status: Int32 = 0
        waitpid(process, &status, 0)
    }
}

struct MissingProgram: Error, CustomStringConvertible {
    let program: String
    var description: String { "this test needs \(program): run scripts/install-deps" }
}

/// The web server of `serverScript`.
final class TestServer {
    private let program: TestProgram
    let scratch: Scratch
    let scheme: String
    /// The settings that reach it.
    private let tls: TLSSettings

    init(identity: TestIdentity? = nil, clientCA: Bool = false, _ name: String = #function) throws {
        scratch = try Scratch(name)
        scheme = identity == nil ? "http" : "https"
        tls = TLSSettings(
            caFile: identity?.ca, certificateFile: clientCA ? identity?.clientCertificate : nil,
            keyFile: clientCA ? identity?.clientKey : nil)
        var arguments = ["-I", "-S", "-c", serverScript, scratch.folder.string]
        if let identity {
            arguments += [identity.certificate.string, identity.key.string]
            if clientCA { arguments.append(identity.ca.string) }
        }
        program = try TestProgram("python3", arguments)
    }

    var port: Int { program.port }
    var base: String { "\(scheme)://127.0.0.1:\(port)" }

    func address(_ path: String) throws -> WebAddress { try WebAddress(base + path) }

    struct Entry: Decodable {
        let method: String
        let path: String
        let body: String
        let headers: [String: String]
    }

    /// What was asked so far.
    func log() throws -> [Entry] {
        let client = HTTPClient()
        var request = HTTPRequest(try address("/_log"))
        request.tls = tls
        let (_, content) = try client.fetch(request, limit: 1 << 20)
        return try JSONDecoder().decode([Entry].self, from: Data(content))
    }
}

/// A private CA with a certificate for 127.0.0.1 and one for a client, made by openssl.
final class TestIdentity: @unchecked Sendable {
    private let scratch: Scratch
    var ca: Path { scratch.folder / "ca.pem" }
    var certificate: Path { scratch.folder / "server.pem" }
    var key: Path { scratch.folder / "server.key" }
    var clientCertificate: Path { scratch.folder / "client.pem" }
    var clientKey: Path { scratch.folder / "client.key" }

    /// For this machine, made once: several tests use it.
    static func shared() throws -> TestIdentity { try made.get() }
    private static let made: Result<TestIdentity, any Error> = Result {
        let identity = try TestIdentity(name: "IP:127.0.0.1,DNS:localhost")
        // What lives as long as the process is never deinitialised: its folder is removed at the end.
        leftover.withLock { $0 = identity.scratch.folder }
        atexit(removeLeftover)
        return identity
    }

    init(name: String) throws {
        scratch = try Scratch("identity")
        try openssl(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test-ca -keyout ca.key -out ca.pem"
        )
        try scratch.write("server.ext", "subjectAltName=\(name)\n")
        for who in ["server", "client"] {
            try openssl(
                "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=\(who) -keyout \(who).key -out \(who).csr"
            )
            let names = who == "server" ? " -extfile server.ext" : ""
            try openssl(
                "x509 -req -in \(who).csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out \(who).pem\(names)")
        }
    }

    private func openssl(_ arguments: String) throws {
        let result = try Child("openssl", arguments.split(separator: " ").map(String.init), folder: scratch.folder)
            .run()
        if !result.succeeded {
            throw MissingProgram(program: "openssl (\(String(decoding: result.errors, as: UTF8.self)))")
        }
    }
}

private let leftover = Mutex<Path?>(nil)

nonisolated private func removeLeftover() {
    if let folder = leftover.withLock({ $0 }) { try? Files.remove(folder) }
}

/// Settings that give up quickly, for tests.
func quickSettings(_ tls: TLSSettings = TLSSettings()) -> HTTPSettings {
    var settings = HTTPSettings()
    settings.tls = tls
    settings.firstDelay = 0.01
    settings.connectTimeout = 3
    settings.stallTimeout = 1
    return settings
}

/// Bytes that look random and are always the same.
func content(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 33)
    }
}

/// A port of this machine that nothing listens on.
func freePort() throws -> Int {
    let descriptor = try check("socket") { socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    try withUnsafeMutablePointer(to: &address) { pointer in
        try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
            _ = try check("bind") { bind(descriptor, pointer, length) }
            _ = try check("getsockname") { getsockname(descriptor, pointer, &length) }
        }
    }
    return Int(UInt16(bigEndian: address.sin_port))
}

/// What a transfer fails with; nil where it succeeds, or fails with something else.
func failure(_ body: () throws -> Void) -> TransferError? {
    do {
        try body()
        return nil
    } catch {
        return error as? TransferError
    }
}
