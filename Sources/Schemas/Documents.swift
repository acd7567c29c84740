import Findings
import Texts
import Values

/// A place in a document: its address and a JSON pointer.
struct Spot: Hashable {
    var address: String
    var pointer: String

    var text: String { address + "#" + Address.encoded(pointer: pointer) }
}

/// One document of schemas, with the resources (parts with an identity of their own) that were found in it.
final class Document {
    let address: String
    /// What people call it: the name it was compiled under, else its address.
    let name: String
    let value: Value
    var resources: [String: Resource] = [:]
    /// The same resources by what they call themselves.
    var byIdentity: [String: Resource] = [:]
    var processed: Set<String> = []

    init(address: String, name: String, value: Value) {
        self.address = address
        self.name = name
        self.value = value
    }

    /// The resource that a place belongs to.
    func resource(at pointer: String) -> Resource? {
        if resources.count == 1 { return resources[""] }
        var pointer = pointer
        while true {
            if let resource = resources[pointer] { return resource }
            guard let slash = pointer.utf8.lastIndex(of: UInt8(ascii: "/")) else { return resources[""] }
            pointer = String(pointer[..<slash])
        }
    }

    enum LookupError: Error {
        case invalid, missing
    }

    /// The value at a place.
    func lookup(_ pointer: String) throws(LookupError) -> Value {
        var value = value
        for token in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            guard let token = Document.unescaped(String(token)) else { throw .invalid }
            switch value.content {
            case .table(let table):
                guard let next = table[token] else { throw .missing }
                value = next
            case .list(let list):
                guard let index = Int(token), list.indices.contains(index) else { throw .missing }
                value = list[index]
            default: throw .missing
            }
        }
        return value
    }

    private static func unescaped(_ token: String) -> String? {
        guard token.utf8.contains(UInt8(ascii: "~")) else { return token }
        var result = String.UnicodeScalarView()
        var scalars = token.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == "~" else {
                result.append(scalar)
                continue
            }
            switch scalars.next() {
            case "0": result.append("~")
            case "1": result.append("/")
            default: return nil
            }
        }
        return String(result)
    }
}

/// A part of a document with an identity: the root, or what has an `$id`.
final class Resource {
    let pointer: String
    let identity: String
    var dialect: Dialect
    /// Where each anchor stands.
    var anchors: [String: String] = [:]
    var dynamicAnchors: [String] = []

    init(pointer: String, identity: String, dialect: Dialect) {
        self.pointer = pointer
        self.identity = identity
        self.dialect = dialect
    }
}

/// An address and what stands behind its `#`, unescaped.
struct Target {
    var address: String
    var fragment: String

    var isPointer: Bool { fragment.isEmpty || fragment.utf8.first == UInt8(ascii: "/") }
    var text: String { address + "#" + Address.encoded(pointer: fragment) }

    /// What `reference` means inside a resource.
    init(joining reference: String, to base: String) throws(AddressError) {
        let parts = Address.split(reference)
        do {
            fragment = try Address.unescaped(parts.fragment)
        } catch {
            throw AddressError("error in parsing \(GoQuoting.quoted(reference)): \(error.reason)")
        }
        do {
            let from = try Address(parsing: base)
            address = from.resolving(try Address(parsing: parts.address)).text
        } catch {
            throw AddressError("error in parsing \(GoQuoting.quoted(parts.address)): \(error.reason)")
        }
    }
}
