import Findings
import Texts
import Values

/// The documents that one compilation reads, and how it finds them.
final class Library {
    /// Reads a document below the schema's folder by its path there; nil where there is none.
    typealias Loader = @Sendable (_ path: String) throws -> Value?

    private(set) var documents: [String: Document] = [:]
    private(set) var warnings: [SchemaWarning] = []
    private var values: [String: Value] = [:]
    private let mainAddress: String
    private let mainName: String
    private let loader: Loader?
    /// False while the metaschemas themselves are compiled.
    private let checks: Bool

    init(main: Value?, address: String, name: String, loader: Loader?, checks: Bool) {
        mainAddress = address
        mainName = name
        self.loader = loader
        self.checks = checks
        if let main { values[address] = main }
    }

    /// What asked for a document: blamed if it can't be had.
    struct Asker {
        let document: String
        let position: Position?
    }

    func document(at address: String, for asker: Asker) throws(SchemaFailure) -> Document {
        if let document = documents[address] { return document }
        let value = try value(at: address, for: asker)
        try Limits.check(document: value, name: name(of: address))
        let document = Document(address: address, name: name(of: address), value: value)
        try collect(
            document, value, base: address, pointer: "", fallback: Dialect(draft: .latest))
        let isMeta = address.hasPrefix("http://json-schema.org/") || address.hasPrefix("https://json-schema.org/")
        if checks, !isMeta { try check(document, value, pointer: "") }
        documents[address] = document
        return document
    }

    func name(of address: String) -> String {
        if address == mainAddress { return mainName }
        return address.hasPrefix("file:///") ? String(address.dropFirst(8)) : address
    }

    /// Makes sure that a place that a `$ref` leads to was looked through, though no keyword says it holds a schema.
    func ensure(_ spot: Spot, in document: Document, for asker: Asker) throws(SchemaFailure) {
        if document.processed.contains(spot.pointer) { return }
        let value = try lookup(spot, in: document, for: asker)
        guard let base = document.resource(at: spot.pointer) else { return }
        try collect(document, value, base: base.identity, pointer: spot.pointer, fallback: base.dialect)
        if checks { try check(document, value, pointer: spot.pointer) }
    }

    func lookup(_ spot: Spot, in document: Document, for asker: Asker) throws(SchemaFailure) -> Value {
        do {
            return try document.lookup(spot.pointer)
        } catch {
            let text =
                error == .invalid
                ? "invalid json-pointer \(GoQuoting.quoted(spot.text))"
                : "json-pointer in \(GoQuoting.quoted(spot.text)) not found"
            throw SchemaFailure(
                kind: .reference, text: text, document: asker.document, position: asker.position,
                remedy: "write a reference to a schema that exists, such as #/$defs/name")
        }
    }

    /// Where a target lies, seen from a document: inside it, by what its parts call themselves, or in another one.
    func spot(of target: Target, from document: Document, for asker: Asker) throws(SchemaFailure) -> Spot {
        if target.address == document.address, let root = document.resources[""] {
            return try spot(of: target, in: root, document, for: asker)
        }
        if let resource = document.byIdentity[target.address] {
            return try spot(of: target, in: resource, document, for: asker)
        }
        let other = try self.document(at: target.address, for: asker)
        guard let root = other.resources[""] else { return Spot(address: other.address, pointer: "") }
        return try spot(of: target, in: root, other, for: asker)
    }

    private func spot(
        of target: Target, in resource: Resource, _ document: Document, for asker: Asker
    ) throws(SchemaFailure) -> Spot {
        if target.isPointer {
            return Spot(address: document.address, pointer: resource.pointer + target.fragment)
        }
        guard let pointer = resource.anchors[target.fragment] else {
            let reference = resource.identity + "#" + Address.encoded(pointer: target.fragment)
            throw SchemaFailure(
                kind: .reference,
                text:
                    "anchor in \(GoQuoting.quoted(reference)) not found in schema \(GoQuoting.quoted(document.address))",
                document: asker.document, position: asker.position,
                remedy: "add an $anchor of that name, or refer to the schema by its place, such as #/$defs/name")
        }
        return Spot(address: document.address, pointer: pointer)
    }

    /// Checks a schema against the metaschema of its dialect.
    private func check(_ document: Document, _ value: Value, pointer: String) throws(SchemaFailure) {
        let dialect = document.resource(at: pointer)?.dialect ?? Dialect(draft: .latest)
        let meta = try Metaschemas.compiled(dialect.draft).get()
        var others: [String: Draft] = [:]
        for (place, resource) in document.resources where resource.dialect.draft != dialect.draft {
            others[place] = resource.dialect.draft
        }
        let violations: [Violation]
        do {
            violations = try meta.validate(value, otherDrafts: others)
        } catch {
            var failure = error
            failure.document = document.name
            throw failure
        }
        guard let first = violations.first else { return }
        let spot = Spot(address: document.address, pointer: pointer)
        throw SchemaFailure(
            kind: .metaschema,
            text: "\(GoQuoting.quoted(spot.text)) is not valid against metaschema: jsonschema validation failed with "
                + "'\(dialect.draft.address)#'\n" + violations.helmText,
            document: document.name, position: first.leaves.first?.position ?? value.position,
            remedy: "correct the schema; its draft is \(dialect.draft.address)", violations: violations)
    }

    // MARK: - Finding documents

    func value(at address: String, for asker: Asker) throws(SchemaFailure) -> Value {
        if let value = values[address] { return value }
        let value: Value
        if let meta = Metaschemas.document(at: address) { value = meta } else { value = try load(address, for: asker) }
        values[address] = value
        return value
    }

    private func load(_ address: String, for asker: Asker) throws(SchemaFailure) -> Value {
        func failure(_ kind: SchemaFailure.Kind, _ reason: String, _ remedy: String) -> SchemaFailure {
            SchemaFailure(
                kind: kind, text: "failing loading \(GoQuoting.quoted(address)): \(reason)", document: asker.document,
                position: asker.position, remedy: remedy)
        }
        let parsed: Address
        do {
            parsed = try Address(parsing: address)
        } catch {
            throw failure(.reference, error.reason, "write a valid address")
        }
        switch parsed.scheme {
        case "http", "https":
            throw failure(
                .network, "schemas are never loaded over the network",
                "save the schema beside this one and refer to the file, or put it under $defs with its $id")
        case "urn":
            warnings.append(
                SchemaWarning(
                    text: "unresolved URN reference ignored; using permissive schema urn=\(address)",
                    document: asker.document, position: asker.position))
            return true
        case "file":
            let path = (try? Address.unescaped(parsed.path)) ?? parsed.path
            do {
                // A path has no way up: an address can't climb above its root, and the root is the schema's folder.
                let parts = path.split(separator: "/")
                if !parsed.host.isEmpty || parts.contains("..") || path.utf8.contains(0) {
                    throw AddressError("open \(path): outside the folder of the schema")
                }
                if let loader, let value = try loader(parts.joined(separator: "/")) { return value }
            } catch {
                let reason = (error as? AddressError)?.reason ?? "\(error)"
                throw failure(.reference, reason, "keep referenced schemas, as valid JSON, in the folder of the schema")
            }
            throw failure(
                .reference, "open \(path): no such file or directory",
                "put the file beside the schema, or copy what is needed of it under $defs")
        default:
            throw failure(
                .reference, "no URLLoader registered for \(GoQuoting.quoted(parsed.text))",
                "refer to a schema in this document or to a file beside it")
        }
    }
}
