import Dockerfiles
import Extensions
import Findings
import Linting
import PythonSources

/// What `--fix` makes of an operator whose command the platform drops: the operator sets a variable instead, and the
/// image's own command runs what the variable says.
enum CommandChoice {
    static let rules = [fixed]

    /// The variable that says what is to run.
    private static let variable = "RUN_COMMAND"

    static let fixed = Rule(
        "command-fixed", .warning, [.extension],
        "an image that always runs one command, though an operator wants another",
        explanation: """
            An operator gives `cmds` and `arguments` to run something else than the image's own command, and the target's \
            version of the platform doesn't pass them on. Environment variables it does: let the image run what a variable \
            says, and its own command without one. `--fix` changes the Dockerfile and the DAG file together.
            """,
        file: "Dockerfile", bad: "CMD [\"python3\", \"-u\", \"/kaapana/app/tissue.py\"]\n",
        good: "CMD [\"/bin/sh\", \"-c\", \"exec ${RUN_COMMAND:-python3 -u /kaapana/app/tissue.py}\"]\n", isFixable: true
    )

    /// The findings, with edits where the change can be made in both files.
    static func offered(_ findings: [Finding], _ subject: ExtensionSubject) -> [Finding] {
        var findings = findings
        var said: Set<String> = []
        for index in findings.indices where findings[index].rule == "cmds-dropped" {
            guard let change = change(for: findings[index], subject) else { continue }
            findings[index].edits = change.edits
            if said.insert(change.finding.place.path).inserted { findings.append(change.finding) }
        }
        return findings
    }

    private static func change(for finding: Finding, _ subject: ExtensionSubject) -> (
        edits: [TextEdit], finding: Finding
    )? {
        guard let file = subject.model.pythonFile(finding.place.path), let source = file.tree,
            let position = finding.place.position,
            let call = PythonCalls.calls(in: source).first(where: { call in
                call.arguments.contains { given($0) && $0.position == position }
            }), let words = words(call), let name = PythonCalls.function(call),
            let container = container(of: name, subject), let (range, own) = command(container)
        else { return nil }
        let parts = call.arguments.filter(given)
        guard let first = parts.first else { return nil }
        let text = words.joined(separator: " ")
        var edits = [TextEdit(first.range, "env_vars={\"\(variable)\": \"\(text)\"}")]
        for part in parts.dropFirst() {
            let before = call.arguments.last { $0.range.upperBound <= part.range.lowerBound }
            guard let start = before?.range.upperBound,
                !source.bytes[start..<part.range.lowerBound].contains(UInt8(ascii: "#"))
            else { return nil }
            edits.append(TextEdit(start..<part.range.upperBound, ""))
        }
        let line = range.lowerBound
        let replacement = "CMD [\"/bin/sh\", \"-c\", \"exec ${\(variable):-\(own.joined(separator: " "))}\"]"
        return (
            edits,
            fixed.finding(
                subject.place(container.path, container.dockerfile.position(of: line)),
                "the image always runs `\(own.joined(separator: " "))`, and \(subject.named(finding.place.path, position)) wants `\(text)`",
                remedy: "let it run what a variable says: `--fix` writes it so, here and there",
                edits: [TextEdit(range, replacement)])
        )
    }

    private static func given(_ argument: Argument) -> Bool { argument.name == "cmds" || argument.name == "arguments" }

    /// The command that a call gives, if it is plain words and nothing else sets variables.
    private static func words(_ call: Call) -> [String]? {
        guard !call.arguments.contains(where: { $0.name == "env_vars" || $0.kind == .unpackedKeywords }) else {
            return nil
        }
        var words: [String] = []
        for name in ["cmds", "arguments"] {
            guard let value = call.arguments.first(where: { $0.name == name })?.value else { continue }
            if let text = PythonCalls.text(value) {
                words.append(text)
            } else if case .list(let items) = value.node {
                let texts = items.compactMap(PythonCalls.text)
                guard texts.count == items.count else { return nil }
                words += texts
            } else {
                return nil
            }
        }
        return !words.isEmpty && words.allSatisfy(isPlain) ? words : nil
    }

    /// Whether a shell takes a word as it is.
    private static func isPlain(_ word: String) -> Bool {
        !word.isEmpty
            && word.utf8.allSatisfy { byte in
                byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
                    || "_./=:,@%+-".utf8.contains(byte)
            }
    }

    /// The container of an operator's class that hands its keywords on and sets no variables of its own.
    private static func container(of name: String, _ subject: ExtensionSubject) -> Container? {
        for file in subject.model.pythonFiles where file.role == .operators {
            guard let source = file.tree else { continue }
            for statement in source.body {
                guard case .classDefinition(let definition) = statement.node, definition.name.name == name else {
                    continue
                }
                for case .function(let function) in definition.body.map(\.node) where function.name.name == "__init__" {
                    for case .expression(let expression) in function.body.map(\.node) {
                        guard case .call(let call) = expression.node,
                            call.arguments.contains(where: { $0.kind == .unpackedKeywords }),
                            !call.arguments.contains(where: { $0.name == "env_vars" }),
                            let image = call.arguments.first(where: { $0.name == "image" }).flatMap({
                                PythonCalls.imageName($0.value)
                            }),
                            let containers = subject.images[image], containers.count == 1
                        else { continue }
                        return containers[0]
                    }
                }
            }
        }
        return nil
    }

    /// The image's command in exec form, with its place.
    private static func command(_ container: Container) -> (Range<Int>, [String])? {
        guard let stage = container.dockerfile.stages.last, stage.baseStage == nil,
            !stage.instructions.contains(where: { $0.kind == .entrypoint }),
            let command = stage.instructions.last(where: { $0.kind == .cmd }), command.isJSON
        else { return nil }
        let words = command.words.map(\.value)
        guard !words.isEmpty, words.allSatisfy(isPlain), words.dropFirst().first != "-c" else { return nil }
        let bytes = container.dockerfile.bytes
        guard let end = bytes[command.range].lastIndex(of: UInt8(ascii: "]")) else { return nil }
        return (command.range.lowerBound..<end + 1, words)
    }
}
