import Findings
import Values

/// Turns documents into nodes. Schemas are compiled in the order in which they are met, each once.
final class Compiler {
    let library: Library
    let literals: Literals
    let assertsFormats: Bool

    private struct Waiting {
        let spot: Spot
        let asker: Library.Asker
    }

    private var numbers: [Spot: Int] = [:]
    private var queue: [Waiting] = []
    private var patterns: [String: Pattern] = [:]

    init(library: Library, literals: Literals, assertsFormats: Bool) {
        self.library = library
        self.literals = literals
        self.assertsFormats = assertsFormats
    }

    func compile(_ address: String) throws(SchemaFailure) -> Schema {
        let nobody = Library.Asker(document: library.name(of: address), position: nil)
        _ = try library.document(at: address, for: nobody)
        _ = number(of: Spot(address: address, pointer: ""), for: nobody)
        var nodes: [Node] = []
        while nodes.count < queue.count {
            if nodes.count >= Limits.schemas {
                throw .limit(
                    "the schema has more than \(Limits.schemas) parts",
                    remedy: "split the schema, or generate less of it")
            }
            let next = queue[nodes.count]
            nodes.append(try node(next.spot, for: next.asker))
        }
        return Schema(nodes: nodes, warnings: library.warnings)
    }

    /// The number of the node that a place is compiled to.
    func number(of spot: Spot, for asker: Library.Asker) -> Int {
        if let number = numbers[spot] { return number }
        let number = queue.count
        numbers[spot] = number
        queue.append(Waiting(spot: spot, asker: asker))
        return number
    }

    /// A regular expression; the same text is compiled once.
    func pattern(_ text: String) throws(PatternError) -> Pattern {
        if let pattern = patterns[text] { return pattern }
        let pattern = try Pattern(text)
        patterns[text] = pattern
        return pattern
    }

    private func node(_ spot: Spot, for asker: Library.Asker) throws(SchemaFailure) -> Node {
        let document = try library.document(at: spot.address, for: asker)
        try library.ensure(spot, in: document, for: asker)
        let value = try library.lookup(spot, in: document, for: asker)
        var rules = Rules()
        let here = Library.Asker(document: document.name, position: value.position)
        if let resource = document.resource(at: spot.pointer) {
            rules.draft = resource.dialect.draft
            rules.resource = number(of: Spot(address: spot.address, pointer: resource.pointer), for: here)
            if rules.draft >= .draft2020, resource.pointer == spot.pointer {
                for anchor in resource.dynamicAnchors {
                    guard let pointer = resource.anchors[anchor] else { continue }
                    rules.dynamicAnchors[anchor] = number(
                        of: Spot(address: spot.address, pointer: pointer), for: here)
                }
            }
            switch value.content {
            case .bool(let bool): rules.bool = bool
            case .table(let table) where table.isEmpty: rules.bool = true
            case .table(let table):
                var keywords = Keywords(
                    table: table, value: value, spot: spot, document: document, resource: resource, compiler: self)
                try keywords.compile(&rules)
            default: break
            }
        }
        return Node(rules: rules, location: spot.text, source: value, document: document.name)
    }
}
