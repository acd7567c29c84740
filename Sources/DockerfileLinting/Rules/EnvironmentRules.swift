import Dockerfiles
import Findings

/// ENV, ARG, and the variables that other instructions use.
enum EnvironmentRules {
    static var rules: [DockerRule] { [itself, secret, undefined] }

    static let itself = DockerRule(
        "docker-env-itself", .warning, "ENV that uses a variable which it sets itself",
        """
        All values of one ENV are expanded before any of them is set: the variable still has its old value there, or \
        none.
        """,
        bad: "FROM debian:12.5\nENV HOME_DIR=/srv DATA=$HOME_DIR/data\n",
        good: "FROM debian:12.5\nENV HOME_DIR=/srv\nENV DATA=$HOME_DIR/data\n", hadolint: ["DL3044"],
        .instruction { instruction, _ in
            guard instruction.kind == .env, instruction.pairs.count > 1 else { return [] }
            let names = Set(instruction.pairs.map(\.key.value))
            return instruction.pairs.compactMap { pair in
                guard let value = pair.value,
                    let name = value.undefined.first(where: { names.contains($0) && $0 != pair.key.value })
                else { return nil }
                return .init(
                    value.range, "\(Visible.text(name)) has no value yet here: this ENV sets it",
                    "set \(Visible.text(name)) in an ENV above")
            }
        })

    static let secret = DockerRule(
        "docker-secret", .warning, "ARG or ENV for something secret",
        """
        Values of ENV stand in the image for everyone who pulls it, and those of ARG in its history. Give secrets to a \
        single RUN with `--mount=type=secret`, and to the container when it is started.
        """,
        bad: "FROM debian:12.5\nARG API_TOKEN\n",
        good: "FROM debian:12.5\nRUN --mount=type=secret,id=token true\n", hadolint: ["DL3064"],
        buildKit: ["SecretsUsedInArgOrEnv"], isSecurity: true,
        .instruction { instruction, _ in
            guard instruction.kind == .env || instruction.kind == .arg, let kind = instruction.kind else { return [] }
            return instruction.pairs.compactMap { pair in
                guard isSecret(pair.key.value) else { return nil }
                return .init(
                    pair.key.range, "\(kind.word) \(Visible.text(pair.key.value)) looks like a secret",
                    "use RUN --mount=type=secret, or give it to the container when it starts")
            }
        })

    /// Whether a name's words say that it holds a secret. `..._FILE` and `..._PATH` hold the name of a place.
    static func isSecret(_ name: String) -> Bool {
        let words = name.uppercased().split { $0 == "_" || $0 == "-" || $0 == "." }.map { String($0) }
        guard let last = words.last, !["FILE", "PATH", "DIR", "URL", "ID", "NAME", "TTL", "LENGTH"].contains(last)
        else {
            return words.last == "ID" && words.suffix(3) == ["ACCESS", "KEY", "ID"]
        }
        let whole: Set<String> = [
            "TOKEN", "SECRET", "SECRETS", "PASSWORD", "PASSWD", "PASSPHRASE", "CREDENTIALS", "CREDENTIAL", "APIKEY",
            "TOKENS", "PASSWORDS",
        ]
        if words.contains(where: { whole.contains($0) || $0.hasSuffix("PASSWORD") || $0.hasSuffix("TOKEN") }) {
            return !words.contains("PUBLIC")
        }
        let before = words.count > 1 ? words[words.count - 2] : ""
        return last == "KEY"
            && ["API", "PRIVATE", "CLIENT", "SECRET", "APPLICATION", "ACCESS", "SSH", "ENCRYPTION"].contains(before)
    }

    static let undefined = DockerRule(
        "docker-undefined-variable", .warning, "a variable that nothing sets",
        """
        The variable is empty here: no ARG or ENV above sets it in this stage. ARGs hold only in the stage that declares \
        them, and those above the first FROM must be declared again (`ARG NAME`). Where the base image may set it, the \
        finding is a hint only.
        """,
        bad: "FROM scratch\nWORKDIR /srv\nCOPY a $TARGET/\n",
        good: "FROM scratch\nARG TARGET=/srv\nCOPY a $TARGET/\n", buildKit: ["UndefinedVar"],
        .file { subject in
            var bare: [Bool] = []
            var said: [DockerRule.Said] = []
            for stage in subject.file.stages {
                // Only what builds on nothing has no other environment.
                let isBare = stage.baseStage.map { bare[$0] } ?? stage.isFromScratch
                bare.append(isBare)
                var names: Set<String> = []
                for instruction in stage.instructions where instruction.kind != .onbuild {
                    // `PATH=/x:$PATH` goes on from what the base has set.
                    let own = isBare ? [] : Set(instruction.pairs.map(\.key.value))
                    for word in instruction.expandedWords where !word.undefined.isEmpty {
                        for name in word.undefined where !own.contains(name) {
                            said.append(report(name, word, isBare: isBare, names: names, subject))
                        }
                    }
                    if names.count < 1000 { names.formUnion(instruction.pairs.map(\.key.value)) }
                }
            }
            return said
        })

    private static func report(
        _ name: String, _ word: Word, isBare: Bool, names: Set<String>, _ subject: DockerSubject
    ) -> DockerRule.Said {
        let shown = Visible.text(name)
        if subject.file.globalArguments.contains(where: { $0.key.value == name }) {
            return .init(
                word.range, "the ARG \(shown) above the first FROM isn't declared in this stage",
                "write ARG \(shown) above")
        }
        let near = Suggestions.near(name, in: names.sorted()).first { abs($0.utf8.count - name.utf8.count) < 2 }
        if let near {
            return .init(word.range, "nothing sets \(shown) in this stage", "write $\(near), or declare ARG \(shown)")
        }
        return .init(
            word.range, "nothing sets \(shown) in this stage" + (isBare ? "" : ", unless the base image does"),
            "declare ARG \(shown), or set it with ENV", severity: isBare ? .warning : .info)
    }
}

extension Instruction {
    /// The words whose variables the builder expands.
    fileprivate var expandedWords: [Word] {
        let own = words + pairs.flatMap { [$0.key] + ($0.value.map { [$0] } ?? []) }
        return own + flags.compactMap(\.value)
    }
}
