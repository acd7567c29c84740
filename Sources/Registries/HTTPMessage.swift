package import OS
import Texts

/// Header fields as they came: names in lower case, in their order.
package struct HTTPHeaders: Sendable {
    package private(set) var fields: [(name: String, value: String)] = []

    package init() {}

    /// The first field of that name (given in lower case).
    package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// All fields of a name, in their order.
    package func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    mutating func append(_ name: String, _ value: String) { fields.append((name, value)) }
}

/// Who asks. Its description names the user and never a secret.
package enum Authorization: Hashable, Sendable, CustomStringConvertible {
    case basic(user: String, password: String)
    case bearer(String)

    package var description: String {
        switch self {
        case .basic(let user, _): "user \(user)"
        case .bearer: "a token"
        }
    }

    /// The value of the Authorization header; nil where it can't be written into one.
    var header: String? {
        switch self {
        case .basic(let user, let password): "Basic " + Base64.encode(Array("\(user):\(password)".utf8))
        case .bearer(let token): token.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f } ? "Bearer " + token : nil
        }
    }
}

/// How the server is known to be the right one, and how this client shows who it is.
package struct TLSSettings: Hashable, Sendable {
    /// Certificates to trust instead of the system's.
    package var caFile: Path?
    package var certificateFile: Path?
    package var keyFile: Path?
    package var skipsVerification = false

    package init(
        caFile: Path? = nil, certificateFile: Path? = nil, keyFile: Path? = nil, skipsVerification: Bool = false
    ) {
        self.caFile = caFile
        self.certificateFile = certificateFile
        self.keyFile = keyFile
        self.skipsVerification = skipsVerification
    }
}

/// What is asked for.
package struct HTTPRequest: Sendable {
    package var method = "GET"
    package var address: WebAddress
    package var headers: [(name: String, value: String)] = []
    package var body: [UInt8]?
    package var authorization: Authorization?
    /// Nil for the client's own settings.
    package var tls: TLSSettings?

    package init(
        _ address: WebAddress, method: String = "GET", headers: [(name: String, value: String)] = [],
        authorization: Authorization? = nil, tls: TLSSettings? = nil
    ) {
        self.address = address
        self.method = method
        self.headers = headers
        self.authorization = authorization
        self.tls = tls
    }
}

/// The head of an answer.
package struct HTTPResponse: Sendable {
    package let status: Int
    package let headers: HTTPHeaders
    /// Where the answer came from, redirects followed.
    package let address: WebAddress

    /// The length that the server promises, nil where it says none.
    package var length: Int? { headers["content-length"].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil } }
}
