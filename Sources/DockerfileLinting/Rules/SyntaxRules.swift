import Dockerfiles
import Findings

/// How the file is written.
enum SyntaxRules {
    static var rules: [DockerRule] { [syntax, casing, emptyLine] }

    static let syntax = DockerRule(
        "docker-syntax", .error, "something that builders can't read",
        """
        The build ends here: the instruction doesn't exist, lacks something, or stands where it may not. The message \
        says what the builder expects.
        """,
        bad: "FROM debian:12.5\nCOPPY a /a\n", good: "FROM debian:12.5\nCOPY a /a\n",
        hadolint: ["DL1000", "DL3043", "DL3061"],
        .file { subject in
            subject.file.problems.map { problem in
                .init(
                    problem.range, problem.message, problem.remedy,
                    severity: problem.kind == .encoding ? .warning : nil)
            }
        })

    static let casing = DockerRule(
        "docker-instruction-casing", .info, "instructions in different case",
        "Builders don't mind the case of instructions; people read a file more easily that keeps to one.",
        bad: "FROM debian:12.5\nCOPY a /a\nrun true\n", good: "FROM debian:12.5\nCOPY a /a\nRUN true\n",
        buildKit: ["ConsistentInstructionCasing"], isFixable: true,
        .file { subject in
            let known = subject.file.instructions.filter { $0.kind != nil }
            let lower = known.count { $0.keyword.text == $0.keyword.text.lowercased() }
            let upper = known.count { $0.keyword.text == $0.keyword.text.uppercased() }
            return known.compactMap { instruction in
                let text = instruction.keyword.text
                let wanted = lower > upper ? text.lowercased() : text.uppercased()
                guard text != wanted else { return nil }
                let isWhole = instruction.head.count == text.utf8.count
                return .init(
                    instruction.head, "\(text) isn't written like the others", "write \(wanted)",
                    edits: isWhole ? [TextEdit(instruction.head, wanted)] : [])
            }
        })

    static let emptyLine = DockerRule(
        "docker-empty-continuation", .warning, "an empty line inside of an instruction",
        """
        The line above says that the instruction goes on, and this one is empty. Builders pass over it today and will \
        refuse it; often the instruction was meant to end here.
        """,
        bad: "FROM debian:12.5\nRUN true && \\\n\n    true\n", good: "FROM debian:12.5\nRUN true && \\\n    true\n",
        buildKit: ["NoEmptyContinuation"], isFixable: true,
        .instruction { instruction, subject in
            instruction.emptyLines.prefix(200).map { position in
                let range = subject.file.range(ofLine: Int(position.line))
                return .init(
                    range.lowerBound..<range.lowerBound, "an empty line continues this \(instruction.keyword.text)",
                    "remove the line, or the continuation above it", edits: [TextEdit(range, "")])
            }
        })
}
