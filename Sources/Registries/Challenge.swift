/// One way in which a server wants to be shown who asks (the WWW-Authenticate header).
package struct Challenge: Hashable, Sendable {
    /// In lower case: `bearer`, `basic`.
    package let scheme: String
    /// By their names in lower case.
    package let parameters: [String: String]

    private static let mostParameters = 32

    /// Reads a header, which may hold several challenges. What can't be understood is passed over.
    package static func read(_ header: String) -> [Challenge] {
        var reader = ChallengeReader(header)
        var challenges: [Challenge] = []
        var scheme: String?
        var parameters: [String: String] = [:]
        while challenges.count < 8, let item = reader.next() {
            switch item {
            case .word(let word):
                if let scheme { challenges.append(Challenge(scheme: scheme, parameters: parameters)) }
                scheme = word.lowercased()
                parameters = [:]
            case .parameter(let name, let value):
                if parameters.count < mostParameters { parameters[name.lowercased()] = value }
            }
        }
        if let scheme { challenges.append(Challenge(scheme: scheme, parameters: parameters)) }
        return challenges
    }
}

private struct ChallengeReader {
    enum Item {
        case word(String)
        case parameter(String, String)
    }

    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) { bytes = Array(text.utf8.prefix(16 << 10)) }

    mutating func next() -> Item? {
        while index < bytes.count {
            skip { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: ",") }
            let word = token()
            if word.isEmpty {
                // Nothing that could start a word: go past it.
                index += 1
                continue
            }
            let after = index
            skip { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
                index = after
                return .word(word)
            }
            index += 1
            skip { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            return .parameter(word, value())
        }
        return nil
    }

    private mutating func skip(_ condition: (UInt8) -> Bool) {
        while index < bytes.count, condition(bytes[index]) { index += 1 }
    }

    private mutating func token() -> String {
        let start = index
        skip { $0.isLetter || $0.isDigit || "!#$%&'*+-.^_`|~/:".utf8.contains($0) }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func value() -> String {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return token() }
        index += 1
        var text: [UInt8] = []
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count { index += 1 }
            text.append(bytes[index])
            index += 1
        }
        index += 1
        return String(decoding: text, as: UTF8.self)
    }
}
