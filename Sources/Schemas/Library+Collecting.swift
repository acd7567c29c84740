import Findings
import Texts
import Values

/// Walking through a document for what has an identity: `$id`, anchors, and the dialect of each part.
extension Library {
    func collect(
        _ document: Document, _ value: Value, base: String, pointer: String, fallback: Dialect
    ) throws(SchemaFailure) {
        if document.processed.contains(pointer) { return }
        if document.processed.count >= Limits.schemas {
            throw .limit(
                "the schema has more than \(Limits.schemas) parts", remedy: "split the schema, or generate less of it")
        }
        switch value.content {
        case .bool:
            if pointer.isEmpty { add(Resource(pointer: pointer, identity: base, dialect: fallback), to: document) }
        case .table(let table):
            try collect(document, table, at: value, base: base, pointer: pointer, fallback: fallback)
        default:
            // Not a schema: the metaschema will say so, but the document still needs a root.
            if pointer.isEmpty { add(Resource(pointer: pointer, identity: base, dialect: fallback), to: document) }
        }
        document.processed.insert(pointer)
    }

    private func add(_ resource: Resource, to document: Document) {
        document.resources[resource.pointer] = resource
        document.byIdentity[resource.identity] = resource
    }

    private func collect(
        _ document: Document, _ table: Table, at value: Value, base: String, pointer: String, fallback: Dialect
    ) throws(SchemaFailure) {
        var namesDraft = table["$schema"]?.string != nil
        var draft = try draft(
            of: table, at: Spot(address: document.address, pointer: pointer), in: document, default: fallback.draft,
            seen: [])
        var id = draft.id(table)
        if id == nil, !pointer.isEmpty {
            // Only a part with an identity may choose its draft.
            draft = fallback.draft
            namesDraft = false
            id = draft.id(table)
        }
        let spot = Spot(address: document.address, pointer: pointer)
        var base = base
        if let id {
            do {
                base = try Target(joining: id, to: base).address
            } catch {
                throw SchemaFailure(
                    kind: .reference, text: "error in parsing id at \(GoQuoting.quoted(spot.text))",
                    document: document.name, position: draft.idEntry(table)?.position ?? value.position,
                    remedy: "write a valid address: \(error.reason)")
            }
        }
        if id != nil || pointer.isEmpty {
            if let other = document.byIdentity[base] {
                if other.pointer != pointer {
                    throw SchemaFailure(
                        kind: .reference,
                        text: "duplicate id \(GoQuoting.quoted(base)) in \(GoQuoting.quoted(document.address)) at "
                            + "\(GoQuoting.quoted(pointer)) and \(GoQuoting.quoted(other.pointer))",
                        document: document.name, position: draft.idEntry(table)?.position ?? value.position,
                        remedy: "give each part an id of its own")
                }
            } else {
                var dialect = fallback
                if namesDraft {
                    dialect = Dialect(draft: draft, vocabularies: try vocabularies(table, draft, document))
                }
                add(Resource(pointer: pointer, identity: base, dialect: dialect), to: document)
            }
        }
        guard let resource = document.byIdentity[base] ?? document.resource(at: pointer) else { return }
        try collectAnchors(document, table, at: value, pointer: pointer, resource)
        for (keyword, holder) in draft.holders {
            guard let held = table[keyword] else { continue }
            let place = pointer + "/" + keyword
            switch (holder, held.content) {
            case (.one, _):
                try collect(document, held, base: base, pointer: place, fallback: resource.dialect)
            case (.list, .list(let list)):
                for (index, item) in list.enumerated() {
                    try collect(document, item, base: base, pointer: "\(place)/\(index)", fallback: resource.dialect)
                }
            case (.map, .table(let map)):
                for entry in map.entries {
                    try collect(
                        document, entry.value, base: base, pointer: place + "/" + InstancePath.escaped(entry.key),
                        fallback: resource.dialect)
                }
            default: break
            }
        }
    }

    private func collectAnchors(
        _ document: Document, _ table: Table, at value: Value, pointer: String, _ resource: Resource
    ) throws(SchemaFailure) {
        func add(_ anchor: String, _ entry: Table.Entry?) throws(SchemaFailure) {
            if let other = resource.anchors[anchor], other != pointer {
                throw SchemaFailure(
                    kind: .reference,
                    text: "duplicate anchor \(GoQuoting.quoted(anchor)) in \(GoQuoting.quoted(document.address)) at "
                        + "\(GoQuoting.quoted(other)) and \(GoQuoting.quoted(pointer))",
                    document: document.name, position: entry?.position ?? value.position,
                    remedy: "give each anchor a name of its own")
            }
            resource.anchors[anchor] = pointer
        }
        let draft = resource.dialect.draft
        if draft < .draft2019 {
            if table["$ref"] != nil { return }
            guard let id = draft.fullID(table) else { return }
            let fragment: String
            do {
                fragment = try Address.unescaped(Address.split(id).fragment)
            } catch {
                throw SchemaFailure(
                    kind: .reference,
                    text: "error in parsing anchor at "
                        + GoQuoting.quoted(Spot(address: document.address, pointer: pointer).text),
                    document: document.name, position: draft.idEntry(table)?.position ?? value.position,
                    remedy: "write a valid address: \(error.reason)")
            }
            if !fragment.isEmpty, !fragment.hasPrefix("/") { try add(fragment, draft.idEntry(table)) }
            return
        }
        if let anchor = table["$anchor"]?.string { try add(anchor, table.entry("$anchor")) }
        if draft >= .draft2020, let anchor = table["$dynamicAnchor"]?.string {
            try add(anchor, table.entry("$dynamicAnchor"))
            if !resource.dynamicAnchors.contains(anchor) { resource.dynamicAnchors.append(anchor) }
        }
    }

    /// The draft that a schema's `$schema` means, by way of metaschemas of its own if need be.
    private func draft(
        of table: Table, at spot: Spot, in document: Document?, default other: Draft, seen: Set<String>
    ) throws(SchemaFailure) -> Draft {
        guard let entry = table.entry("$schema"), let schema = entry.value.string else { return other }
        if let draft = Draft(schema: schema) { return draft }
        let asker = Asker(document: document?.name ?? name(of: spot.address), position: entry.value.position)
        func failure(_ text: String) -> SchemaFailure {
            SchemaFailure(
                kind: .draft, text: text, document: asker.document, position: asker.position,
                remedy: "use \(Draft.latest.address) or another draft: 2019-09, draft-07, draft-06, draft-04")
        }
        let address = Address.split(schema).address
        do {
            _ = try Address(parsing: address)
        } catch {
            throw failure("invalid $schema in \(GoQuoting.quoted(spot.text)): \(error.reason)")
        }
        if spot.pointer.isEmpty, address == spot.address {
            throw failure("draft \(GoQuoting.quoted(address)) is not supported")
        }
        if seen.contains(address) || seen.count > 8 {
            throw failure("cycle in resolving $schema in \(GoQuoting.quoted(address))")
        }
        let meta: Value
        do {
            meta = try value(at: address, for: asker)
        } catch {
            throw error.kind == .network ? failure(error.text) : error
        }
        guard let table = meta.table else { return other }
        return try draft(
            of: table, at: Spot(address: address, pointer: ""), in: nil, default: other, seen: seen.union([address]))
    }

    /// The vocabularies that a metaschema other than the standard ones requires.
    private func vocabularies(
        _ table: Table, _ draft: Draft, _ document: Document
    ) throws(SchemaFailure) -> Set<String>? {
        guard draft >= .draft2019, let schema = table["$schema"]?.string, Draft(schema: schema) == nil else {
            return nil
        }
        let address = Address.split(schema).address
        let asker = Asker(document: document.name, position: table["$schema"]?.position)
        guard let wanted = try value(at: address, for: asker)["$vocabulary"]?.table else { return nil }
        var names: Set<String> = ["core"]
        for entry in wanted.entries where entry.value.bool == true {
            let known = entry.key.hasPrefix(draft.vocabularyPrefix)
            let name = known ? String(entry.key.dropFirst(draft.vocabularyPrefix.count)) : ""
            guard draft.vocabularyNames.contains(name) else {
                throw SchemaFailure(
                    kind: .draft,
                    text: "unsupported vocabulary \(GoQuoting.quoted(entry.key)) in \(GoQuoting.quoted(address))",
                    document: asker.document, position: asker.position, remedy: "use a standard metaschema")
            }
            names.insert(name)
        }
        return names
    }
}
