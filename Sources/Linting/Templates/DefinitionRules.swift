import Charts
import Findings
import OS
import Templating

/// Named templates: defined twice, or never used.
enum DefinitionRules {
    static let rules = [unused, redefined]

    static let unused = Rule(
        "unused-template", .info, [.chart], "a named template that nothing includes",
        explanation: """
            A `define` prints nothing by itself. One that no template of the chart, of its subcharts or of the chart that \
            holds it includes is left over, or its name is misspelt where it is included. Library charts are exempt.
            """,
        file: "templates/_helpers.tpl", bad: "{{- define \"app.lables\" }}app: web{{ end }}\n",
        good: "{{- define \"app.labels\" }}app: web{{ end }}\n")
    static let redefined = Rule(
        "template-redefined", .warning, [.chart], "two definitions of one template name",
        explanation: """
            All templates share one space of names. Of two definitions in different files the one wins that Helm parses \
            later: the one in the folder nearer to the top, and among equals the one whose file name comes first.
            """,
        file: "templates/_b.tpl", bad: "{{- define \"app.name\" }}b{{ end }}\n",
        good: "{{- define \"app.b\" }}b{{ end }}\n")

    static func check(_ subject: ChartSubject, _ chart: Chart, _ templates: ChartTemplates) -> [Finding] {
        redefinitions(subject, templates) + unusedOnes(subject, chart, templates)
    }

    private static func redefinitions(_ subject: ChartSubject, _ templates: ChartTemplates) -> [Finding] {
        var findings: [Finding] = []
        for file in templates.own {
            for template in file.templates where template.kind != .file && !template.isEmpty {
                guard let winner = templates.set.templates[template.name], winner.source.name != file.source.name,
                    templates.isOwn(winner.source)
                else { continue }
                let line = winner.source.line(at: winner.offset)
                findings.append(
                    redefined.finding(
                        subject.place(templates.path(file.source), file.source.position(at: template.offset)),
                        "\"\(Visible.text(template.name))\" is defined at \(templates.path(winner.source)):\(line) too, "
                            + "and that definition wins",
                        remedy: "remove one of them, or give it another name"))
            }
        }
        return findings
    }

    private static func unusedOnes(_ subject: ChartSubject, _ chart: Chart, _ templates: ChartTemplates) -> [Finding] {
        guard templates.isComplete, chart.metadata.type != "library", !standsInAnotherChart(subject) else { return [] }
        let defined = templates.own.flatMap(\.templates).filter { $0.kind == .define }
        if defined.isEmpty { return [] }
        guard let used = used(templates) else { return [] }
        // Values and files may hold text that is rendered by `tpl`.
        let texts = ([chart.valuesFile].compactMap { $0 } + chart.files).map(\.content)
        return defined.compactMap { template in
            let name = template.name
            if used.contains(where: { $0.matches(name) }) { return nil }
            if texts.contains(where: { ByteSearch.contains($0, Array(name.utf8)) }) { return nil }
            return unused.finding(
                subject.place(templates.path(template.source), template.source.position(at: template.offset)),
                "the template \"\(Visible.text(name))\" is never included", remedy: "remove it, or include it")
        }
    }

    /// A chart in the `charts/` of another lends its templates to that one.
    private static func standsInAnotherChart(_ subject: ChartSubject) -> Bool {
        guard let folder = subject.tree.folder, let real = try? Files.real(folder) else { return false }
        let parts = real.string.split(separator: "/")
        guard parts.count > 2, parts[parts.count - 2] == "charts" else { return false }
        return Files.exists(real / "../../Chart.yaml")
    }

    /// The names that templates include, nil where any name may be meant.
    private static func used(_ templates: ChartTemplates) -> [NamePattern]? {
        var patterns: Set<NamePattern> = []
        for file in templates.set.files {
            for template in file.templates {
                TemplateVisitor.calls(template.body) { patterns.insert(NamePattern([.text($0.name)])) }
                TemplateVisitor.commands(template.body) { command in
                    guard case .function("include") = command.operands[0].term else { return }
                    // A name that is piped in is the last argument, and `include` has two.
                    let name = command.operands.count > 1 ? command.operands[1] : nil
                    patterns.insert(NamePattern(name.map(NamePattern.pieces) ?? [.anything]))
                }
            }
        }
        return patterns.contains { $0.matchesEverything } ? nil : Array(patterns)
    }
}

/// A template name that is put together: what is known of it.
struct NamePattern: Hashable {
    enum Piece: Hashable {
        case text(String)
        case anything
    }

    let pieces: [Piece]

    init(_ pieces: [Piece]) { self.pieces = pieces }

    var matchesEverything: Bool {
        pieces.allSatisfy { piece in
            if case .text(let text) = piece { return text.isEmpty }
            return true
        }
    }

    static func pieces(_ operand: Operand) -> [Piece] {
        guard operand.fields.isEmpty else { return [.anything] }
        switch operand.term {
        case .string(let text, _): return [.text(text)]
        case .pipeline(let pipeline):
            guard pipeline.commands.count == 1, pipeline.variables.isEmpty,
                case .function(let name) = pipeline.commands[0].operands[0].term
            else { return [.anything] }
            let arguments = pipeline.commands[0].operands.dropFirst()
            if name == "print" {
                // Blanks may come between two operands.
                return arguments.flatMap { pieces($0) + [.anything] }
            }
            guard name == "printf", case .string(let format, _)? = arguments.first?.term else { return [.anything] }
            return formatted(format)
        default: return [.anything]
        }
    }

    private static func formatted(_ format: String) -> [Piece] {
        var result: [Piece] = []
        var text: [UInt8] = []
        var isVerb = false
        for byte in format.utf8 {
            if isVerb {
                let letter = byte | 0x20
                if byte == UInt8(ascii: "%") {
                    text.append(byte)
                    isVerb = false
                } else if letter >= UInt8(ascii: "a"), letter <= UInt8(ascii: "z") {
                    result += [.text(String(decoding: text, as: UTF8.self)), .anything]
                    text = []
                    isVerb = false
                }
            } else if byte == UInt8(ascii: "%") {
                isVerb = true
            } else {
                text.append(byte)
            }
        }
        return result + [.text(String(decoding: text, as: UTF8.self))]
    }

    func matches(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        var from = 0
        var mayJump = false
        for (index, piece) in pieces.enumerated() {
            guard case .text(let text) = piece else {
                mayJump = true
                continue
            }
            let wanted = Array(text.utf8)
            let isLast = index == pieces.count - 1
            if isLast && mayJump {
                return bytes.count - from >= wanted.count && bytes[from...].suffix(wanted.count).elementsEqual(wanted)
            }
            guard
                let found = mayJump
                    ? ByteSearch.first(bytes, wanted, from: from)
                    : bytes[from...].starts(with: wanted) ? from : nil
            else { return false }
            from = found + wanted.count
            mayJump = false
        }
        return mayJump || from == bytes.count
    }
}

/// Bytes in bytes.
enum ByteSearch {
    static func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool { first(bytes, wanted, from: 0) != nil }

    static func first(_ bytes: [UInt8], _ wanted: [UInt8], from: Int) -> Int? {
        guard let head = wanted.first else { return from }
        return bytes.withUnsafeBufferPointer { bytes in
            guard bytes.count >= wanted.count else { return nil }
            var index = from
            while index <= bytes.count - wanted.count {
                if bytes[index] == head, bytes[index..<(index + wanted.count)].elementsEqual(wanted) { return index }
                index += 1
            }
            return nil
        }
    }
}
