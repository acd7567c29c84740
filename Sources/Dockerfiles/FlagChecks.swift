import Findings

/// Which flags the instructions take.
extension DockerfileReader {
    private enum FlagKind { case text, texts, switching }

    private static func flags(_ kind: Instruction.Kind) -> [(name: String, kind: FlagKind)] {
        switch kind {
        case .from: [("platform", .text)]
        case .run: [("mount", .texts), ("network", .text), ("security", .text), ("device", .texts)]
        case .copy:
            [
                ("from", .text), ("chown", .text), ("chmod", .text), ("link", .switching), ("parents", .switching),
                ("exclude", .texts),
            ]
        case .add:
            [
                ("chown", .text), ("chmod", .text), ("link", .switching), ("keep-git-dir", .switching),
                ("checksum", .text), ("unpack", .switching), ("exclude", .texts),
            ]
        case .healthcheck:
            [
                ("interval", .text), ("timeout", .text), ("start-period", .text), ("start-interval", .text),
                ("retries", .text),
            ]
        default: []
        }
    }

    mutating func check(_ instruction: inout Instruction, _ kind: Instruction.Kind) {
        guard !instruction.flags.isEmpty else { return }
        let known = DockerfileReader.flags(kind)
        var seen: Set<String> = []
        for flag in instruction.flags {
            guard let found = known.first(where: { $0.name == flag.name }) else {
                unknown(flag, kind, known.map(\.name))
                continue
            }
            let isRepeated = !seen.insert(flag.name).inserted
            if isRepeated, found.kind != .texts {
                report(.flag, flag.token.range, "--\(flag.name) is said twice", "keep one of the two")
            }
            let value = flag.value?.value.lowercased()
            if found.kind != .switching, value == nil || value == "" && found.kind == .text && kind == .from {
                report(.flag, flag.token.range, "--\(flag.name) wants a value", "write --\(flag.name)=VALUE")
            } else if found.kind == .switching, let value, value != "true", value != "false" {
                report(
                    .flag, flag.token.range, "--\(flag.name) is true or false, not \(Visible.text(value))",
                    "write --\(flag.name)")
            }
        }
    }

    private mutating func unknown(_ flag: Flag, _ kind: Instruction.Kind, _ known: [String]) {
        let near = Suggestions.near(flag.name, in: known).first
        let remedy =
            if let near { "write --\(near)" } else if known.isEmpty { "remove it: \(kind.word) takes no flags" } else {
                "remove it; \(kind.word) takes " + known.map { "--" + $0 }.joined(separator: ", ")
            }
        report(.flag, flag.token.range, "\(kind.word) has no flag --\(Visible.text(flag.name))", remedy)
    }
}
