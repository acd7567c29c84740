package import Findings
import Values

/// One way in which a value breaks its schema, with the ways below it that explain it.
package struct Violation: Sendable {
    /// What is wrong.
    package let reason: Reason
    /// Where in the value, as a list that shares its beginning with its neighbours.
    let path: InstancePath?
    /// Where the value stands in its file.
    package internal(set) var position: Position?
    let node: Node
    package var causes: [Violation]

    init(_ reason: Reason, path: InstancePath?, position: Position?, node: Node, causes: [Violation] = []) {
        self.reason = reason
        self.path = path
        self.position = position
        self.node = node
        self.causes = causes
    }

    /// What is wrong, in the words of Helm's validator.
    package var message: String { reason.message }

    /// The place in the value as a JSON pointer: `/size`, empty for the whole.
    package var location: String { path?.pointer ?? "" }

    /// The tokens of that place: keys, and numbers of items.
    package var tokens: [String] { path?.tokens ?? [] }

    /// The keyword that was broken: `required`; nil for a schema that allows nothing and for a group.
    package var keyword: String? { reason.keywordPath.first }

    /// The place in the schema, its address and a pointer to the keyword:
    /// `file:///values.schema.json#/properties/size/type`.
    package var schemaLocation: String {
        if case .reference(_, let address) = reason { return address }
        return node.location + Address.encoded(pointer: InstancePath.pointer(reason.keywordPath))
    }

    /// The document of the schema: the name it was compiled under, or the address of what a `$ref` led to.
    package var schemaDocument: String { node.document }

    /// Where the keyword stands in the schema's file; where the schema itself starts if the keyword has no place.
    package var schemaPosition: Position? {
        var position = node.source.position
        var value: Value? = node.source
        for token in reason.keywordPath {
            guard let entry = value?.table?.entry(token) else { break }
            position = entry.position ?? entry.value.position ?? position
            value = entry.value
        }
        return position
    }

    /// The violations without others below them: what a person has to mend.
    package var leaves: [Violation] {
        causes.isEmpty ? [self] : causes.flatMap(\.leaves)
    }
}

/// A place in a value, as a chain from the inside out.
final class InstancePath: Sendable {
    let parent: InstancePath?
    let token: Token

    enum Token: Sendable {
        case key(String)
        /// An item, and the number that Helm's validator gives it: it counts those behind a prefix from 0.
        case index(Int, helm: Int)
    }

    init(_ parent: InstancePath?, _ token: Token) {
        self.parent = parent
        self.token = token
    }

    var tokens: [String] { tokens(helm: false) }

    func tokens(helm: Bool) -> [String] {
        var result: [String] = []
        var next: InstancePath? = self
        while let path = next {
            switch path.token {
            case .key(let key): result.append(key)
            case .index(let index, let theirs): result.append(String(helm ? theirs : index))
            }
            next = path.parent
        }
        return result.reversed()
    }

    var pointer: String { InstancePath.pointer(tokens) }

    static func pointer(_ tokens: [String]) -> String {
        tokens.reduce(into: "") { $0 += "/" + escaped($1) }
    }

    static func escaped(_ token: String) -> String {
        guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return token }
        var result = ""
        for scalar in token.unicodeScalars {
            switch scalar {
            case "~": result += "~0"
            case "/": result += "~1"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

extension [Violation] {
    /// The lines that Helm prints, without a newline at the end.
    package var helmText: String {
        var text = ""
        for violation in self { violation.write(to: &text, indent: 0) }
        return text
    }
}

extension Violation {
    /// A reference with one cause isn't shown: the cause says it all.
    private var isTransparent: Bool {
        if case .reference = reason { causes.count == 1 } else { false }
    }

    /// The place that Helm names.
    private var helmLocation: String {
        // Names of properties are checked apart from their object, so Helm has no place for them.
        if case .propertyName = reason { return "" }
        return path.map { InstancePath.pointer($0.tokens(helm: true)) } ?? ""
    }

    fileprivate func write(to text: inout String, indent: Int) {
        var indent = indent
        if !isTransparent {
            if !text.isEmpty { text += "\n" }
            text += String(repeating: "  ", count: indent)
            text += "- at " + GoText.singleQuoted(helmLocation) + ": " + message
            indent += 1
        }
        for cause in causes { cause.write(to: &text, indent: indent) }
    }
}
