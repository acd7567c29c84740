import OS

extension TransferError {
    /// A failure that libcurl reports.
    init(
        curl code: Int32, detail: String, systemError: Int32, address: WebAddress, settings: HTTPSettings,
        tls: TLSSettings, started: Bool
    ) {
        let place = address.place
        let shown = address.description
        // libcurl's words may quote what the server sent.
        let detail = String(detail.unicodeScalars.prefix(300).map { $0.value < 0x20 ? " " : Character($0) })
        let reason = systemError == 0 ? detail : SystemError.words(of: systemError)
        switch code {
        case 5, 97:
            self.init(
                .unknownHost, shown, "the proxy for \(place) can't be used: \(detail)",
                remedy: "check the variables https_proxy, http_proxy and no_proxy")
        case 6:
            self.init(
                .unknownHost, shown, "the host name \(address.host) can't be resolved",
                remedy: "check the name in \(shown), and this machine's network and DNS")
        case 7:
            self.init(
                .refused, shown, "no connection to \(place): \(reason)",
                remedy: "check the port, that the server runs, and whether a firewall or a missing proxy is in the way")
        case 28:
            self.init(
                .timeout, shown,
                started
                    ? "\(place) sent nothing more for \(settings.stallTimeout) s"
                    : "\(place) didn't answer in time: \(detail)",
                remedy: "try again later, or check the network between here and \(place)")
        case 60
        where detail.contains("subject name") || detail.contains("hostname") || detail.contains("does not match"):
            self.init(
                .untrusted, shown, "the certificate of \(place) is for another host: \(detail)",
                remedy: "use the name that stands in the certificate "
                    + "(--insecure-skip-tls-verify goes on without any check)")
        case 60:
            self.init(
                .untrusted, shown, "the certificate of \(place) isn't trusted: \(detail)",
                remedy: tls.caFile == nil
                    ? "give the CA's certificate with --ca-file FILE, or install it on this machine "
                        + "(--insecure-skip-tls-verify goes on without any check)"
                    : "check that the file of --ca-file holds the CA that signed it, and this machine's clock")
        case 77:
            self.init(
                .localFile, shown, "the trusted certificates can't be loaded: \(detail)",
                remedy: tls.caFile == nil
                    ? "install them: apt-get install ca-certificates" : "give --ca-file a PEM file with certificates")
        case 58, 66:
            self.init(
                .localFile, shown, "the client certificate can't be used: \(detail)",
                remedy: "give --cert-file and --key-file PEM files that belong together, the key without a passphrase")
        case 35
        where detail.contains("wrong version number") || detail.contains("unexpected TLS packet")
            || detail.contains("packet length too long") || detail.contains("record overflow"):
            self.init(
                .tls, shown, "\(place) doesn't speak TLS: \(detail)",
                remedy: "for a server without TLS, use an http:// address, or --plain-http with oci://")
        case 35:
            self.init(
                .tls, shown, "no TLS connection with \(place): \(detail)",
                remedy: "check that the server offers TLS 1.2 or later, and whether it asks for a client certificate "
                    + "(--cert-file, --key-file)")
        case 56
        where detail.contains("certificate required") || detail.contains("bad certificate")
            || detail.contains("handshake failure"):
            self.init(
                .tls, shown, "\(place) wants a client certificate: \(detail)",
                remedy: "give one that it accepts with --cert-file and --key-file")
        case 56 where detail.contains("CONNECT tunnel failed") || detail.contains("from proxy after CONNECT"):
            self.init(
                .unknownHost, shown, "the proxy doesn't let \(place) be reached: \(detail)",
                remedy: "check the variables https_proxy and no_proxy")
        case 16, 18, 52, 55, 56, 92:
            self.init(
                .interrupted, shown, "the connection to \(place) broke off: \(detail)",
                // A server that misses a client certificate may simply hang up.
                remedy: !started && address.scheme == "https" && tls.certificateFile == nil
                    ? "try again, or give a client certificate with --cert-file and --key-file if \(place) asks for one"
                    : "try again; what has come is kept and the rest fetched")
        default:
            self.init(.badAnswer, shown, "the answer of \(place) can't be used: \(detail)")
        }
    }

    /// An answer whose status isn't success.
    init(status response: HTTPResponse, request: HTTPRequest, answer: [UInt8]) {
        let code = response.status
        let words = HTTPStatus.words(code)
        let shown = response.address.description
        let place = response.address.place
        self.init(
            .status(code), shown, "failed to fetch \(shown) : \(code)\(words.isEmpty ? "" : " " + words)")
        self.answer = answer
        headers = response.headers
        switch code {
        case 401:
            remedy =
                request.authorization == nil
                ? "log in to \(place), or give --username and --password"
                : "check the user name and the password for \(place)"
        case 403: remedy = "ask who runs \(place) for the right to read this"
        case 404, 410: remedy = "check the address; a server may also answer so to who isn't logged in"
        case 407: remedy = "give the proxy's user and password in https_proxy"
        case 429: remedy = "\(place) limits how often it is asked: wait, or log in"
        case 500...: remedy = "try again later, or ask who runs \(place)"
        default: remedy = nil
        }
        if let text = response.headers["retry-after"] { retryAfter = RetryAfter.seconds(text) }
    }
}

/// The words of HTTP's statuses, as Go has them.
enum HTTPStatus {
    static func words(_ code: Int) -> String {
        switch code {
        case 300: "Multiple Choices"
        case 301: "Moved Permanently"
        case 302: "Found"
        case 303: "See Other"
        case 307: "Temporary Redirect"
        case 308: "Permanent Redirect"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 402: "Payment Required"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 406: "Not Acceptable"
        case 407: "Proxy Authentication Required"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 410: "Gone"
        case 412: "Precondition Failed"
        case 413: "Request Entity Too Large"
        case 416: "Requested Range Not Satisfiable"
        case 421: "Misdirected Request"
        case 422: "Unprocessable Entity"
        case 425: "Too Early"
        case 429: "Too Many Requests"
        case 451: "Unavailable For Legal Reasons"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 507: "Insufficient Storage"
        default: ""
        }
    }
}
