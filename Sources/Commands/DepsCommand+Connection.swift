import Charts
import Console
import Findings
import Glibc
import OS
import Registries
import Synchronization

/// How commands reach repositories and registries: the options for it, and what is made of them.
final class DepsConnection: Sendable {
    private static let group = "Connection"
    static let username = Option<String?>(
        "username", value: "NAME", help: "user name for the repository or registry", variable: "DAVIT_USERNAME",
        group: group)
    static let password = Option<String?>(
        "password", value: "TEXT", help: "password for it; better in the variable, where other users don't see it",
        variable: "DAVIT_PASSWORD", group: group)
    static let passwordStdin = Flag("password-stdin", help: "read the password from standard input", group: group)
    static let certificate = Option<String?>(
        "cert-file", value: "FILE", help: "identify HTTPS client using this certificate file", group: group,
        completes: .file(endings: [".pem", ".crt"]))
    static let key = Option<String?>(
        "key-file", value: "FILE", help: "the certificate's private key", group: group,
        completes: .file(endings: [".pem", ".key"]))
    static let authority = Option<String?>(
        "ca-file", value: "FILE", help: "verify certificates of HTTPS servers using this CA bundle", group: group,
        completes: .file(endings: [".pem", ".crt"]))
    static let insecure = Flag(
        "insecure-skip-tls-verify", help: "do not check the certificates of servers", group: group)
    static let plainHTTP = Flag("plain-http", help: "reach registries without TLS", group: group)

    static var options: [any DeclaredOption] {
        [username, password, passwordStdin, certificate, key, authority, insecure, plainHTTP]
    }

    private let invocation: Invocation
    private let meter: DepsMeter

    private let given: (user: String, password: String)?

    init(_ invocation: Invocation) throws {
        self.invocation = invocation
        given = try DepsConnection.credentials(invocation)
        meter = DepsMeter(invocation.progress("fetching charts"))
    }

    func finish() { meter.finish() }

    /// Everything that is needed to fetch charts. Called only where something is to be fetched.
    func sources() throws -> DependencySources {
        var settings = HTTPSettings()
        settings.userAgent = "davit/\(Davit.version)"
        settings.tls = TLSSettings(
            caFile: file(Self.authority), certificateFile: file(Self.certificate), keyFile: file(Self.key),
            skipsVerification: invocation[Self.insecure])
        if invocation.isVerbose {
            let errors = invocation.errors
            settings.onRetry = { error, delay in
                errors.line("\(error.message); trying again in \(Quantity.time(seconds: delay))")
            }
        }
        let meter = meter
        let transfer = Transfer(HTTPClient(settings), progress: { meter.show($0) })
        let variable: (String) -> String? = { [invocation] name in
            invocation.variable(name).flatMap { $0.isEmpty ? nil : $0 }
        }
        let folder = try variable("DAVIT_HOME").map { Path($0).absolute } ?? DownloadCache.standardFolder()
        let cache = DownloadCache(folder: folder)
        let given = given
        let registry = RegistryClient(
            RegistryClient.Settings(
                plainHTTP: invocation[Self.plainHTTP],
                credentials: CredentialSources(
                    given: given.map { .password(user: $0.user, password: $0.password) },
                    files: CredentialSources.standardFiles(variable))), transfer: transfer, cache: cache)
        let file = try RepositoriesFile(at: RepositoriesFile.standardPath(variable))
        return DependencySources(file: file, registry: registry, given: given, transfer: transfer, cache: cache)
    }

    private func file(_ option: Option<String?>) -> Path? { invocation[option].map { Path($0) } }

    private static func credentials(_ invocation: Invocation) throws -> (user: String, password: String)? {
        var password = invocation[Self.password]
        if invocation[Self.passwordStdin] { password = try DepsConnection.passwordFromInput() }
        guard let user = invocation[Self.username], !user.isEmpty else {
            // A password of the environment may be meant for another day.
            if invocation[Self.passwordStdin] || invocation.occurrences.contains(where: { $0.option == "password" }) {
                throw UsageError("a password needs a user name", suggestion: "Add --username NAME.")
            }
            return nil
        }
        return (user, password ?? "")
    }

    /// The first line of standard input.
    private static func passwordFromInput() throws -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while try check("read", "standard input", { read(0, &byte, 1) }) == 1, byte != UInt8(ascii: "\n") {
            bytes.append(byte)
            if bytes.count > 4096 { throw UsageError("the password on standard input is longer than 4096 bytes") }
        }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        if bytes.isEmpty { throw UsageError("there is no password on standard input") }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The time of day, for a new lock.
    static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(seconds: Int(time.tv_sec), nanoseconds: Int(time.tv_nsec))
    }

    /// What the machine lacks ends the program with a code of its own.
    static func explained(_ error: any Error) -> any Error {
        let errors = (error as? WorkFailures)?.errors ?? [error]
        for case let error as TransferError in errors where error.lacksSomething {
            return Lacking(error.message, remedy: error.remedy ?? "")
        }
        if let error = error as? TransferError { return Failure(error.finding()) }
        return error
    }
}

/// The progress of several downloads at once, as one sum.
final class DepsMeter: Sendable {
    private let progress: Progress
    private let transfers = Mutex<[String: TransferProgress]>([:])

    init(_ progress: Progress) { self.progress = progress }

    func show(_ transfer: TransferProgress) {
        let (received, total) = transfers.withLock { transfers in
            transfers[transfer.address] = transfer
            return (
                transfers.values.reduce(0) { $0 + $1.received },
                transfers.values.reduce(0) { $0 + max($1.total ?? 0, $1.received) }
            )
        }
        progress.expect(total)
        progress.show(transfer.address)
        progress.reach(received)
    }

    func finish() { progress.finish() }
}
