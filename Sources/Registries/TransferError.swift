package import Findings

/// A download that failed: what was asked for, why it failed, and what helps. Holds no secret.
package struct TransferError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is, for who decides what to do next.
    package enum Kind: Hashable, Sendable {
        /// libcurl can't be loaded: the machine lacks something.
        case missingLibrary
        case invalidAddress
        case unknownHost
        case refused
        case timeout
        /// The server's certificate isn't trusted, or names another host.
        case untrusted
        /// TLS failed for another reason, such as a server that speaks plain HTTP.
        case tls
        /// A file of ours (CA file, certificate, key) can't be used.
        case localFile
        /// The connection ended before the answer did.
        case interrupted
        /// An HTTP status that isn't success.
        case status(Int)
        case redirect
        case tooLarge
        /// What came isn't what its digest or size promised.
        case corrupt
        /// An answer that breaks the protocol.
        case badAnswer
        case cancelled
        /// No copy is on this machine, and none may be fetched.
        case notCached
    }

    package var kind: Kind
    /// What was asked for, without secrets.
    package var address: String
    /// One sentence that names the host.
    package var message: String
    package var remedy: String?
    /// How long the server asks to wait before the next try, in seconds.
    package var retryAfter: Double?
    /// The start of the server's own explanation.
    package var answer: [UInt8] = []
    /// The headers of an answer that isn't success.
    package var headers = HTTPHeaders()

    package init(_ kind: Kind, _ address: String, _ message: String, remedy: String? = nil) {
        self.kind = kind
        self.address = address
        self.message = message
        self.remedy = remedy
    }

    package init(_ error: InvalidAddress) {
        self.init(.invalidAddress, error.address, error.description, remedy: "correct the address")
    }

    package var description: String { message }

    /// Whether the machine lacks something that a package installs (exit code 3).
    package var lacksSomething: Bool { kind == .missingLibrary }

    /// Whether the same request may succeed a moment later.
    package var isTransient: Bool {
        switch kind {
        case .refused, .timeout, .interrupted: true
        case .status(let code): code == 408 || code == 425 || code == 429 || (500...599).contains(code) && code != 501
        default: false
        }
    }

    /// The failure as a finding; `place` is what needed the download.
    package func finding(at place: Place = Place(path: "")) -> Finding {
        Finding(rule, .error, place, message, remedy: remedy)
    }

    /// The rule's stable id.
    package var rule: String {
        switch kind {
        case .missingLibrary: "machine-libcurl"
        case .invalidAddress: "download-address"
        case .unknownHost: "download-host-unknown"
        case .refused: "download-refused"
        case .timeout: "download-timeout"
        case .untrusted: "download-untrusted"
        case .tls: "download-tls"
        case .localFile: "download-local-file"
        case .interrupted: "download-interrupted"
        case .status: "download-status"
        case .redirect: "download-redirect"
        case .tooLarge: "download-too-large"
        case .corrupt: "download-corrupt"
        case .badAnswer: "download-bad-answer"
        case .cancelled: "download-cancelled"
        case .notCached: "download-not-cached"
        }
    }
}
