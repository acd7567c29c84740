package import Dockerfiles
package import Findings
package import Linting
package import OS

/// Lints a Dockerfile.
package struct DockerfileLinter: Sendable {
    private let selection: RuleSelection
    private let conventions: DockerfileConventions
    private let rules: [DockerRule]

    package init(_ selection: RuleSelection = .all, _ conventions: DockerfileConventions = DockerfileConventions()) {
        self.selection = selection
        self.conventions = conventions
        rules = DockerfileRules.all.filter { selection.includes($0.rule) }
    }

    /// What the rules say about a Dockerfile, in the order of its lines. Findings that comments of hadolint's, BuildKit's
    /// or our own kind take away aren't among them.
    ///
    /// `context` is the folder that the build sees; without it nothing is said about missing files. `registry` is of all
    /// rules that ignore comments may name.
    package func lint(
        _ bytes: [UInt8], root: String = "", path: String, context: Path? = nil, registry: RuleRegistry? = nil
    ) -> [Finding] {
        let file = Dockerfile.read(bytes)
        let found = findings(file, root: root, path: path, context: context)
        let comments = DockerfileLinter.ignoreComments(file, root: root, path: path)
        let registry = registry ?? RuleRegistry(DockerfileRules.rules + Suppression.rules)
        return Suppression(registry, selection).apply(found, [comments]).left
    }

    /// The ignore comments of a Dockerfile: one above an instruction covers all of its lines.
    package static func ignoreComments(_ bytes: [UInt8], root: String, path: String) -> IgnoreComments {
        ignoreComments(Dockerfile.read(bytes), root: root, path: path)
    }

    /// The same of a file that is read already.
    package static func ignoreComments(_ file: Dockerfile, root: String, path: String) -> IgnoreComments {
        let spans = file.instructions.map { $0.line...max($0.line, $0.lastLine) }
        return IgnoreComments(file.bytes, root: root, path: path, spans: spans)
    }

    /// The findings before our own ignore comments are heeded.
    package func findings(_ bytes: [UInt8], root: String = "", path: String, context: Path? = nil) -> [Finding] {
        findings(Dockerfile.read(bytes), root: root, path: path, context: context)
    }

    /// The same of a file that is read already.
    package func findings(_ file: Dockerfile, root: String, path: String, context folder: Path?) -> [Finding] {
        var context: BuildContext?
        var ignore: DockerIgnore?
        if let folder, rules.contains(where: { $0.rule.id == CopyRules.missing.rule.id }) {
            let whole = BuildContext.read(folder)
            context = whole
            let name = Path(path).name
            if let own = DockerIgnore.name(for: name, among: whole.files),
                let bytes = try? Files.read(folder / own, limit: 1 << 20)
            {
                ignore = DockerIgnore(bytes)
            }
        }
        return findings(DockerSubject(file, conventions, context: context, ignore: ignore), root: root, path: path)
    }

    private func findings(_ subject: DockerSubject, root: String, path: String) -> [Finding] {
        let pragmas = Pragmas(subject.file)
        var findings: [(place: Int, finding: Finding)] = []
        for rule in rules {
            var count = 0
            for said in said(rule, subject) {
                if pragmas.cover(rule, said.range.lowerBound) { continue }
                count += 1
                if count > DockerfileLinter.most { break }
                let more = count == DockerfileLinter.most ? " (more in this file are not listed)" : ""
                let place = Place(
                    root: root, path: path, position: subject.file.position(of: said.range.lowerBound))
                findings.append(
                    (
                        said.range.lowerBound,
                        rule.rule.finding(
                            place, said.message + more, remedy: said.remedy, severity: said.severity,
                            edits: said.edits)
                    ))
            }
        }
        let order = findings.indices.sorted { (findings[$0].place, $0) < (findings[$1].place, $1) }
        return order.map { findings[$0].finding }
    }

    /// Nobody reads more findings of one rule in one file.
    private static let most = 200

    private func said(_ rule: DockerRule, _ subject: DockerSubject) -> [DockerRule.Said] {
        switch rule.check {
        case .file(let check): return check(subject)
        case .instruction(let check):
            var said: [DockerRule.Said] = []
            for instruction in subject.file.instructions {
                said += check(instruction, subject)
                if let nested = instruction.nested.first { said += check(nested, subject) }
                if said.count > DockerfileLinter.most { break }
            }
            return said
        case .command(let check):
            var said: [DockerRule.Said] = []
            for run in subject.runs {
                for command in run.script.commands { said += check(command, run) }
                if said.count > DockerfileLinter.most { break }
            }
            return said
        }
    }
}
