import CCurl
import Glibc
import OS

/// How the client behaves towards every server.
package struct HTTPSettings: Sendable {
    package var userAgent = "davit"
    package var tls = TLSSettings()
    /// Seconds for resolving the name, connecting and the TLS handshake.
    package var connectTimeout = 15.0
    /// Seconds without progress after which a transfer is given up.
    package var stallTimeout = 30
    /// How often a request that may succeed later is repeated.
    package var retries = 4
    /// Seconds before the first repetition; each further one waits about twice as long.
    package var firstDelay = 0.5
    /// The longest wait that a server may ask for.
    package var longestDelay = 60.0
    /// Told of each failure that is followed by another try, and of the seconds until then; from any thread.
    package var onRetry: (@Sendable (TransferError, Double) -> Void)?

    package init() {}
}

/// Makes http and https requests over libcurl, which is loaded at the first one.
///
/// Every call blocks until it is done: call it on a thread of its own (`Workers`), never on the cooperative pool.
package final class HTTPClient: Sendable {
    package let settings: HTTPSettings
    private let pool = CurlPool()
    private static let mostRedirects = 10
    /// How many bytes an attempt must have brought to count as one that got further.
    private static let worthwhile = 1 << 18

    package init(_ settings: HTTPSettings = HTTPSettings()) {
        self.settings = settings
    }

    /// Makes one request, redirects followed, and hands a successful answer to `sink` as it comes; `accept` sees its
    /// head first. Throws for every status but 2xx and 304. Nothing is repeated here.
    @discardableResult
    package func send(
        _ request: HTTPRequest, limit: Int, cancellation: Cancellation? = nil,
        accept: (HTTPResponse) throws -> Void = { _ in },
        sink: (UnsafeRawBufferPointer) throws -> Void = { _ in }
    ) throws -> HTTPResponse {
        try withoutActuallyEscaping(accept) { accept in
            try withoutActuallyEscaping(sink) { sink in
                try follow(request, limit, cancellation, accept, sink)
            }
        }
    }

    /// Makes a request, repeating it where that helps, and returns the whole answer.
    package func fetch(
        _ request: HTTPRequest, limit: Int, cancellation: Cancellation? = nil
    ) throws -> (HTTPResponse, [UInt8]) {
        try retrying(cancellation) {
            var content: [UInt8] = []
            let response = try send(request, limit: limit, cancellation: cancellation) { _ in
                content.removeAll()
            } sink: { bytes in
                content.append(contentsOf: bytes)
            }
            return (response, content)
        }
    }

    /// Repeats `attempt` after a growing, scattered delay while it fails in a way that may pass. Attempts that got
    /// further (by `received`, in bytes) don't count: a long download over a bad line is worth going on with.
    package func retrying<Result>(
        _ cancellation: Cancellation? = nil, received: () -> Int = { 0 }, _ attempt: () throws -> Result
    ) throws -> Result {
        var round = 0
        var best = received()
        while true {
            do {
                return try attempt()
            } catch let error as TransferError where error.isTransient {
                if received() >= best + HTTPClient.worthwhile {
                    best = received()
                    round = 0
                }
                if round >= settings.retries { throw error }
                // Scattered, so that many clients that failed together don't come back together.
                var delay = settings.firstDelay * Double(1 << min(round, 16)) * Double.random(in: 0.5...1)
                if let asked = error.retryAfter {
                    if asked > settings.longestDelay { throw error }
                    delay = max(delay, asked)
                }
                delay = min(delay, settings.longestDelay)
                settings.onRetry?(error, delay)
                guard (cancellation ?? Cancellation()).sleep(seconds: delay) else {
                    throw HTTPClient.cancelled(error.address)
                }
                round += 1
            }
        }
    }

    private func follow(
        _ request: HTTPRequest, _ limit: Int, _ cancellation: Cancellation?,
        _ accept: @escaping (HTTPResponse) throws -> Void, _ sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws -> HTTPResponse {
        var request = request
        if request.authorization == nil, let user = request.address.user {
            request.authorization = .basic(user: user, password: request.address.password ?? "")
        }
        for _ in 0...HTTPClient.mostRedirects {
            let exchange = Exchange(
                request.address, limit: limit, cancellation: cancellation, accept: accept, sink: sink)
            try pool.with { try perform(request, exchange, on: $0) }
            if exchange.isSuccess {
                try exchange.begin()
                return exchange.response
            }
            if exchange.status == 304 { return exchange.response }
            guard [301, 302, 303, 307, 308].contains(exchange.status), let location = exchange.headers["location"]
            else {
                throw TransferError(status: exchange.response, request: request, answer: exchange.answer)
            }
            try redirect(&request, to: location)
        }
        throw TransferError(
            .redirect, request.address.description,
            "\(request.address.place) redirects more than \(HTTPClient.mostRedirects) times",
            remedy: "check the address, or ask who runs the server")
    }

    /// Points the request to where a server sends it. What shows who asks goes to no other server.
    private func redirect(_ request: inout HTTPRequest, to location: String) throws {
        let from = request.address
        let target: WebAddress
        do throws(InvalidAddress) {
            target = try from.resolving(location)
        } catch {
            throw TransferError(
                .redirect, from.description, "\(from.place) redirects to a place that is no address: \(error)")
        }
        guard request.method == "GET" || request.method == "HEAD" else {
            throw TransferError(
                .redirect, from.description, "\(from.place) redirects a \(request.method) request to \(target)")
        }
        guard target.scheme == from.scheme || target.scheme == "https" else {
            throw TransferError(
                .redirect, from.description,
                "\(from.place) redirects from https to \(target), where anyone on the way could change the content",
                remedy: "ask who runs \(from.place) to redirect to https, or name the other address yourself")
        }
        if !from.hasSameOrigin(as: target) {
            request.authorization = nil
            request.headers.removeAll { ["authorization", "cookie"].contains($0.name.lowercased()) }
            var tls = request.tls ?? settings.tls
            tls.certificateFile = nil
            tls.keyFile = nil
            request.tls = tls
        }
        // A user in the new address would be the server's word, not the user's.
        request.address = target.withoutUser
    }

    private func perform(_ request: HTTPRequest, _ exchange: Exchange, on curl: CurlHandle) throws {
        let address = request.address
        guard address.scheme == "http" || address.scheme == "https" else {
            throw TransferError(.invalidAddress, address.description, "\(address) is no http or https address")
        }
        if exchange.isCancelled { throw HTTPClient.cancelled(address.description) }
        curl.reset()
        curl.set(.address, address.text)
        curl.set(.pathAsIs, 1)
        curl.set(.protocols, CCURL_PROTOCOLS_HTTP_AND_HTTPS)
        curl.set(.followLocation, 0)
        curl.set(.noSignal, 1)
        curl.set(.suppressConnectHeaders, 1)
        curl.set(.userAgent, settings.userAgent)
        curl.set(.connectTimeout, Int(settings.connectTimeout * 1000))
        // Less than that for so long is a transfer that stands still.
        curl.set(.lowSpeedLimit, 16)
        curl.set(.lowSpeedTime, max(1, settings.stallTimeout))
        // This machine is never reached over a proxy, as in Go.
        if address.isLoopback { curl.set(.noProxy, "*") }
        let tls = request.tls ?? settings.tls
        try set(tls, for: address, on: curl)

        let lines = CurlList()
        var fields = request.headers
        if let authorization = request.authorization {
            guard let value = authorization.header else {
                throw TransferError(
                    .badAnswer, address.description, "the token for \(address.place) can't stand in a header")
            }
            fields.append(("Authorization", value))
        }
        for field in fields {
            guard (field.name + field.value).utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else {
                throw TransferError(
                    .invalidAddress, address.description,
                    "the header \(field.name) for \(address.place) holds a control character")
            }
            lines.append("\(field.name): \(field.value)")
        }
        // libcurl would otherwise wait for an interim answer before it sends a large body.
        lines.append("Expect:")
        curl.set(.headers, UnsafeRawPointer(lines.pointer))

        if request.method == "HEAD" {
            curl.set(.noBody, 1)
        } else if request.method != "GET" {
            curl.set(.postFieldSize, request.body?.count ?? 0)
            curl.set(.method, request.method)
        }
        let outcome = (request.body ?? []).withUnsafeBytes { body in
            if request.method != "GET" && request.method != "HEAD" {
                curl.set(.postFields, body.baseAddress ?? UnsafeRawPointer(bitPattern: 1))
            }
            return withExtendedLifetime(lines) { curl.perform(exchange) }
        }
        if let failure = exchange.failure { throw failure }
        if exchange.isCancelled { throw HTTPClient.cancelled(address.description) }
        if outcome.code == 0 || exchange.cutShort { return }
        throw TransferError(
            curl: outcome.code, detail: outcome.detail, systemError: outcome.systemError, address: address,
            settings: settings, tls: tls, started: exchange.status != 0)
    }

    private func set(_ tls: TLSSettings, for address: WebAddress, on curl: CurlHandle) throws {
        guard address.scheme == "https" else { return }
        curl.set(.tlsVersion, CCURL_TLS_1_2)
        curl.set(.verifyPeer, tls.skipsVerification ? 0 : 1)
        curl.set(.verifyHost, tls.skipsVerification ? 0 : 2)
        for (flag, file) in [
            ("--ca-file", tls.caFile), ("--cert-file", tls.certificateFile), ("--key-file", tls.keyFile),
        ] {
            guard let file else { continue }
            do {
                // libcurl's own words for an unreadable file differ between its TLS libraries.
                let descriptor = try check("open", file.string) { open(file.string, O_RDONLY | O_CLOEXEC) }
                close(descriptor)
            } catch {
                throw TransferError(
                    .localFile, address.description, "the file of \(flag) can't be read: \(error)",
                    remedy: "give \(flag) a PEM file that exists and can be read")
            }
        }
        if let file = tls.caFile {
            curl.set(.caFile, file.string)
            // Only what this file says is trusted: the system's folder would be added to it otherwise.
            curl.set(.caFolder, String?.none)
        } else if let file = Environment.nonEmpty("SSL_CERT_FILE") {
            curl.set(.caFile, file)
        }
        if let file = tls.certificateFile {
            curl.set(.certificate, file.string)
            curl.set(.key, (tls.keyFile ?? file).string)
        }
    }

    static func cancelled(_ address: String) -> TransferError {
        TransferError(.cancelled, address, "the download of \(address) was cancelled")
    }
}
