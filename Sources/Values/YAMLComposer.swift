import CYAML
import Findings

/// Makes value trees of libyaml's events, without recursion: the depth of hostile input can't reach the stack.
struct YAMLComposer: ~Copyable {
    private let parser: YAMLEvents
    private let limits: YAML.Limits

    /// A list or table whose end hasn't come yet.
    private struct Open {
        enum Kind {
            case list([Value])
            case table(Table)
        }

        var kind: Kind
        let position: Position
        let anchor: String?
        /// How many nodes had been counted when it began.
        let countBefore: Int
        /// The key that waits for its value.
        var key: Key?
        /// A `<<` waits for what it merges.
        var merges = false
    }

    private struct Key {
        let text: String
        let position: Position
        /// The kind of key that no JSON object has, in Helm's words, which name the value too.
        var unsupported: String?
    }

    private struct Anchored {
        let value: Value
        /// How many nodes the value unfolds to.
        let count: Int
    }

    /// The first thing that is well-formed and yet can't be a value. It waits for the document's end, since an error of
    /// form further down comes first in Helm.
    private var objection: YAMLError?
    /// The first thing that YAML has and JSON hasn't: Helm converts the document when it has been read as a whole.
    private var conversionObjection: YAMLError?
    private var remarks: [YAML.Remark] = []
    private var anchors: [String: Anchored] = [:]
    private var openAnchors: Set<String> = []
    private var stack: [Open] = []
    /// Nodes seen, with aliases unfolded, and those that came out of aliases: Go's guard against alias bombs.
    private var count = 0
    private var fromAliases = 0

    init(_ bytes: [UInt8], firstLine: Int, limits: YAML.Limits) throws(YAMLError) {
        self.limits = limits
        // Go's yaml.v2 reads an empty text as one empty line.
        parser = YAMLEvents(bytes.isEmpty ? [0x0A] : bytes, firstLine: firstLine)
        if bytes.count > limits.bytes {
            throw YAMLError("the document is larger than \(limits.bytes) bytes")
        }
        // This libyaml takes any version 1; Helm's takes 1.1 alone.
        if bytes.starts(with: "%YAML ".utf8), !bytes.dropFirst(6).drop(while: { $0 == 0x20 }).starts(with: "1.1".utf8) {
            throw YAMLError("found incompatible YAML document", position: Position(line: firstLine, column: 1))
        }
    }

    /// The next document, nil at the end of the stream.
    mutating func next() throws(YAMLError) -> YAML.Document? {
        objection = nil
        conversionObjection = nil
        remarks = []
        anchors = [:]
        openAnchors = []
        stack = []
        count = 1
        fromAliases = 0
        var result: Value?
        while true {
            let event = try parser.next()
            switch event.kind {
            case .streamStart: continue
            case .streamEnd: return nil
            case .documentStart:
                if let version = event.version, version != (1, 1) {
                    throw YAMLError("found incompatible YAML document", position: event.position)
                }
            case .documentEnd:
                if let objection = objection ?? conversionObjection { throw objection }
                guard let value = result else { return nil }
                return YAML.Document(value: value, remarks: remarks, position: value.position)
            case .alias:
                let value = try alias(event)
                add(value, &result)
            case .scalar:
                try scalar(event, &result)
            case .listStart: try open(.list([]), event)
            case .tableStart: try open(.table(Table()), event)
            case .listEnd, .tableEnd: try close(&result)
            }
        }
    }

    private mutating func open(_ kind: Open.Kind, _ event: YAMLEvents.Event) throws(YAMLError) {
        if stack.count >= limits.depth {
            throw YAMLError(
                "exceeded max depth of \(limits.depth)", reportedLine: Int(event.position.line),
                position: event.position)
        }
        try tick(1)
        if let anchor = event.anchor { openAnchors.insert(anchor) }
        stack.append(Open(kind: kind, position: event.position, anchor: event.anchor, countBefore: count - 1))
    }

    private mutating func close(_ result: inout Value?) throws(YAMLError) {
        let open = stack.removeLast()
        let value: Value
        switch open.kind {
        case .list(let list): value = Value(.list(list), at: open.position)
        case .table(let table): value = Value(.table(table), at: open.position)
        }
        remember(value, as: open.anchor, count: count - open.countBefore)
        add(value, &result)
    }

    private mutating func remember(_ value: Value, as anchor: String?, count: Int) {
        guard let anchor else { return }
        anchors[anchor] = Anchored(value: value, count: count)
        openAnchors.remove(anchor)
    }

    private mutating func alias(_ event: YAMLEvents.Event) throws(YAMLError) -> Value {
        let name = event.anchor ?? ""
        if openAnchors.contains(name) {
            object(YAMLError("anchor '\(name)' value contains itself", position: event.position))
            return Value(.null, at: event.position)
        }
        guard let anchored = anchors[name] else {
            throw YAMLError("unknown anchor '\(name)' referenced", position: event.position)
        }
        try tick(1)
        fromAliases += anchored.count
        try tick(anchored.count)
        // The tree is shared, not copied. Its places stay those of the anchor: there the text can be mended.
        return anchored.value
    }

    /// Counts nodes, and refuses a document that is mostly made of unfolded aliases, by yaml.v2's figures.
    private mutating func tick(_ nodes: Int) throws(YAMLError) {
        count += nodes
        guard fromAliases > 100, count > 1000 else { return }
        let low = 400_000.0
        let high = 4_000_000.0
        let allowed = min(max(0.99 - 0.89 * ((Double(count) - low) / (high - low)), 0.10), 0.99)
        if Double(fromAliases) / Double(count) > allowed {
            throw YAMLError("document contains excessive aliasing")
        }
    }

    private mutating func scalar(_ event: YAMLEvents.Event, _ result: inout Value?) throws(YAMLError) {
        try tick(1)
        let isKey: Bool
        if let parent = stack.last, case .table = parent.kind, parent.key == nil, !parent.merges {
            isKey = true
        } else {
            isKey = false
        }
        if isKey, event.text == "<<", event.isPlain || event.tag == YAMLTag.merge {
            stack[stack.count - 1].merges = true
            return
        }
        let content: Value.Content
        do throws(YAMLError) {
            content = try YAMLTag.content(of: event)
        } catch {
            object(error)
            content = .string(event.text)
        }
        let value = Value(content, at: event.position)
        if let anchor = event.anchor { anchors[anchor] = Anchored(value: value, count: 1) }
        if isKey {
            try key(value, event)
            return
        }
        if event.isPlain && event.tag == nil { remark(on: content, event) }
        add(value, &result)
    }

    private mutating func remark(on content: Value.Content, _ event: YAMLEvents.Event) {
        switch content {
        case .bool where !event.text.isEmpty:
            switch event.text.lowercased() {
            case "true", "false": break
            default: note(.booleanWord(event.text), event.position)
            }
        case .integer(let integer):
            let digits = event.text.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
            if digits.count > 1, digits.first == UInt8(ascii: "0"),
                digits.dropFirst().allSatisfy({
                    $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "7") || $0 == UInt8(ascii: "_")
                })
            {
                note(.octal(written: event.text, value: integer), event.position)
            } else {
                noteSpelling(event, String(integer))
            }
        case .unsigned(let unsigned): noteSpelling(event, String(unsigned))
        case .number(let number): noteSpelling(event, GoNumber.general32(number))
        default: break
        }
    }

    private mutating func noteSpelling(_ event: YAMLEvents.Event, _ text: String) {
        if event.text != text { note(.numberSpelling(written: event.text, becomes: text), event.position) }
    }

    private mutating func note(_ kind: YAML.Remark.Kind, _ position: Position) {
        remarks.append(YAML.Remark(kind: kind, position: position))
    }

    private mutating func key(_ value: Value, _ event: YAMLEvents.Event) throws(YAMLError) {
        let text: String
        var unsupported: String?
        switch value.content {
        case .string(let string): text = string
        case .integer(let integer):
            text = String(integer)
            note(.numberKey(written: event.text, becomes: text), event.position)
        case .unsigned(let unsigned):
            text = String(unsigned)
            unsupported = "unsupported map key of type: uint64, key: 0x\(String(unsigned, radix: 16))"
        case .number(let number):
            switch number {
            case .infinity: text = ".inf"
            case -.infinity: text = "-.inf"
            default: text = number.isNaN ? ".nan" : GoNumber.general32(number)
            }
            note(.numberKey(written: event.text, becomes: text), event.position)
        case .bool(let bool):
            text = bool ? "true" : "false"
            if event.text.lowercased() != text {
                note(.booleanKey(written: event.text, becomes: text), event.position)
            }
        case .null, .list, .table:
            text = ""
            unsupported = YAMLComposer.nullKey
        }
        stack[stack.count - 1].key = Key(text: text, position: event.position, unsupported: unsupported)
    }

    private static let nullKey = "unsupported map key of type: %!s(<nil>), key: <nil>"

    /// Puts a finished node where it belongs: into the open list or table, or on top.
    private mutating func add(_ value: Value, _ result: inout Value?) {
        guard !stack.isEmpty else {
            result = value
            return
        }
        let top = stack.count - 1
        switch stack[top].kind {
        case .list(var list):
            // Taken out and put back, so that the array is never shared while it grows.
            stack[top].kind = .list([])
            list.append(value)
            stack[top].kind = .list(list)
        case .table(var table):
            stack[top].kind = .table(Table())
            defer { stack[top].kind = .table(table) }
            if stack[top].merges {
                stack[top].merges = false
                merge(value, into: &table)
                return
            }
            guard let key = stack[top].key else {
                // An alias or a whole list that stands as a key.
                if value.list != nil || value.table != nil {
                    object(YAMLError("invalid map key: \(GoSyntax.text(value))", position: value.position))
                }
                stack[top].key = Key(
                    text: value.string ?? "", position: value.position ?? Position(line: 1),
                    unsupported: value.isNull ? YAMLComposer.nullKey : nil)
                return
            }
            stack[top].key = nil
            if let unsupported = key.unsupported, conversionObjection == nil {
                conversionObjection = YAMLError(
                    "\(unsupported), value: \(GoSyntax.text(value))", position: key.position, fromYAML: false)
            }
            if let first = table.entry(key.text) {
                var remark = YAML.Remark(
                    kind: .duplicateKey(key.text, first: first.position ?? key.position), position: key.position)
                if let line = value.position?.line, line != key.position.line { remark.valueLine = Int(line) }
                remarks.append(remark)
            }
            table.set(Table.Entry(key.text, at: key.position, value))
        }
    }

    /// `<<`: the keys of a table, or of several, the earlier of which wins.
    private mutating func merge(_ value: Value, into table: inout Table) {
        let tables = value.table.map { [$0] } ?? value.list?.reversed().compactMap(\.table) ?? []
        if value.table == nil && tables.count != value.list?.count {
            object(YAMLError("map merge requires map or sequence of maps as the value", position: value.position))
        }
        for merged in tables {
            for entry in merged.entries { table.set(entry) }
        }
    }

    private mutating func object(_ error: YAMLError) {
        if objection == nil { objection = error }
    }
}
