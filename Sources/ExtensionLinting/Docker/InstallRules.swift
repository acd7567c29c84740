import Dockerfiles
import Extensions
import Findings
import Linting
import PythonSources

/// The files that a DAG image carries, and where they are installed.
enum InstallRules {
    static let rules = [destination, notCopied, fileName]

    static let destination = Rule(
        "copy-destination", .error, [.extension], "a DAG image that copies files where the installer doesn't look",
        explanation: """
            The installer takes what lies in `/kaapana/tmp/dags`, `/kaapana/tmp/plugins`, `/kaapana/tmp/mounted_scripts` and \
            `/kaapana/tmp/extensions`. It ends with an error if there is another folder in `/kaapana/tmp`, and passes over \
            everything else. DAG files belong into `dags`; a destination that is a folder ends with `/`, otherwise the copied \
            file itself gets that name. (Guide, step 2.)
            """,
        file: "Dockerfile", bad: "COPY files/dag_tissue.py /kaapana/tmp/dag/\n",
        good: "COPY files/dag_tissue.py /kaapana/tmp/dags/\n")

    static let notCopied = Rule(
        "dag-not-copied", .error, [.extension], "a DAG file that the DAG image doesn't carry",
        explanation: """
            Only what a COPY line of the DAG image names is installed. A DAG file without one is never seen by the platform, \
            and its workflow isn't listed. (Guide, step 2.)
            """,
        file: "Dockerfile",
        bad: "COPY files/dag_train.py /kaapana/tmp/dags/\n# files/dag_apply.py is copied by no line\n",
        good: "COPY files/dag_train.py files/dag_apply.py /kaapana/tmp/dags/\n")

    static let fileName = Rule(
        "operator-file-name", .error, [.extension], "an operator's file without the word operator in its name",
        explanation: """
            The platform's build finds the images of an extension by looking through the files with `operator` in their \
            names. An operator in another file works, but its image isn't built. (Guide, step 2.)
            """,
        file: "Dockerfile", bad: "COPY files/tissue/TissueStep.py /kaapana/tmp/dags/tissue/  # defines an operator\n",
        good: "COPY files/tissue/TissueOperator.py /kaapana/tmp/dags/tissue/\n")

    static let family = ExtensionRules.Family(rules) { subject in
        var findings: [Finding] = []
        for container in subject.model.flowContainers { findings += destinations(container, subject) }
        for file in subject.model.pythonFiles {
            findings += notCopied(file, subject)
            findings += fileName(file, subject)
        }
        return findings
    }

    private static func destinations(_ container: Container, _ subject: ExtensionSubject) -> [Finding] {
        let install = subject.profile.install
        guard !install.root.isEmpty, let last = container.dockerfile.stages.last else { return [] }
        return container.copies.compactMap { step -> Finding? in
            guard step.stage == last.index, let target = step.target, step.from == nil,
                let word = step.instruction.destination
            else { return nil }
            let files = step.files(of: container)
            let place = subject.place(container.path, word.position)
            let names = install.folders.map(\.name)
            let holdsFlow = files.contains { subject.model.pythonFile($0)?.role == .flow }
            guard let below = SourceTree.relative(target, to: install.root) else {
                return outside(files, step, target, place, holdsFlow, install, subject)
            }
            let top = String(below.prefix { $0 != "/" })
            guard let folder = install.folders.first(where: { $0.name == top }) else {
                let near = Suggestions.near(top, in: names).first ?? (holdsFlow ? "dags" : nil)
                return destination.finding(
                    place,
                    "the installer ends with an error at `\(install.root)/\(top)`: it knows \(names.joined(separator: ", "))",
                    remedy: near.map {
                        "write `\(install.root)/\($0)\(below.dropFirst(top.count))\(step.sources.isFolder && below == top ? "/" : "")`"
                    }
                        ?? "copy to one of these folders of \(install.root)")
            }
            // One file, copied to the folder's own name.
            if below == top, !step.sources.isFolder, !step.takesFolder, step.takesFiles {
                return destination.finding(
                    place, "the file itself is called `\(target)` in the image: the destination doesn't end with `/`",
                    remedy: "write `\(target)/`")
            }
            guard holdsFlow, !folder.hasFlows, let right = install.folders.first(where: \.hasFlows) else { return nil }
            return destination.finding(
                place, "a DAG file is copied to `\(folder.name)`, where the platform looks for none",
                remedy: "copy it to `\(install.root)/\(right.name)/`")
        }
    }

    /// Python that is copied past the folders that are installed.
    private static func outside(
        _ sources: [String], _ step: CopyStep, _ target: String, _ place: Place, _ holdsFlow: Bool,
        _ install: Profile.Install,
        _ subject: ExtensionSubject
    ) -> Finding? {
        if target == install.root {
            if step.takesFolder { return unknownTop(step, place, install) }
            guard let file = sources.first(where: { $0.hasSuffix(".py") }) else { return nil }
            return destination.finding(
                place,
                "`\(SourceTree.name(file))` is copied to `\(install.root)` itself, which the installer doesn't take",
                remedy: "copy it to `\(install.root)/\(install.folders.first(where: \.hasFlows)?.name ?? "dags")/`")
        }
        let isPython = holdsFlow || sources.contains { subject.model.pythonFile($0)?.role == .operators }
        guard isPython else { return nil }
        return destination.finding(
            place, "what is copied to `\(target)` is never installed: the installer looks in `\(install.root)`",
            remedy: "copy it to `\(install.root)/\(install.folders.first(where: \.hasFlows)?.name ?? "dags")/`")
    }

    /// The first folder of the copied ones that the installer ends at.
    private static func unknownTop(_ step: CopyStep, _ place: Place, _ install: Profile.Install) -> Finding? {
        let names = install.folders.map(\.name)
        let tops = step.sources.copied.compactMap { SourceTree.relative($0.destination, to: install.root) }
            .map { String($0.prefix { $0 != "/" }) }
        guard let top = tops.first(where: { !names.contains($0) }) else { return nil }
        let near = Suggestions.near(top, in: names).first
        return destination.finding(
            place,
            "`\(top)` comes to lie in `\(install.root)`, where the installer knows only \(names.joined(separator: ", "))",
            remedy: near.map { "call it `\($0)`" } ?? "copy only these folders there")
    }

    private static func notCopied(_ file: PythonFile, _ subject: ExtensionSubject) -> [Finding] {
        guard file.role == .flow, let path = file.container, let container = subject.model.container(path: path),
            container.kind == .flows, subject.model.modules.entries(of: file.path).isEmpty
        else { return [] }
        // Said by the line that copies it elsewhere, or past a folder that isn't there.
        let isCopied = container.files.contains { $0.source == file.path }
        if isCopied { return [] }
        let name = SourceTree.relative(file.path, to: container.folder) ?? file.path
        let folder = subject.profile.install.folders.first(where: \.hasFlows)?.name ?? ""
        let lost = container.copies.flatMap(\.sources.missing).map { SourceTree.name($0.word.value) }
        // The line is there, and can't find the file: the rule about sources says why.
        if lost.contains(file.name) { return [] }
        let near = Suggestions.near(file.name, in: lost).first
        return [
            notCopied.finding(
                subject.place(file.path),
                "\(subject.named(container.path, nil)) copies this DAG file nowhere, so it is never installed\(near.map { "; it names `\($0)`" } ?? "")",
                remedy: "add `COPY \(name) \(subject.profile.install.root)/\(folder)/` there, or remove the file")
        ]
    }

    private static func fileName(_ file: PythonFile, _ subject: ExtensionSubject) -> [Finding] {
        let word = subject.profile.operators.fileWord
        guard !word.isEmpty, !file.name.lowercased().contains(word), file.role == .operators || file.role == .other,
            let container = file.container.flatMap(subject.model.container(path:)), container.kind == .flows,
            !subject.model.modules.entries(of: file.path).isEmpty, let tree = file.tree,
            let name = OperatorText.imageClass(tree)
        else { return [] }
        return [
            fileName.finding(
                subject.place(file.path),
                "the operator `\(name)` names an image, and the platform's build doesn't find it: the file's name has no `\(word)` in it",
                remedy:
                    "call the file `\(name.lowercased().contains(word) ? name : name + "Operator").py`, in the COPY line and in imports too"
            )
        ]
    }
}

/// The little that rules here must know about operators' classes.
enum OperatorText {
    /// The first class of a file whose constructor hands an image on.
    static func imageClass(_ source: PythonSource) -> String? {
        for statement in source.body {
            guard case .classDefinition(let definition) = statement.node, !definition.arguments.isEmpty else {
                continue
            }
            for member in definition.body {
                guard case .function(let function) = member.node, function.name.name == "__init__" else { continue }
                for part in function.body {
                    guard case .expression(let expression) = part.node, case .call(let call) = expression.node else {
                        continue
                    }
                    if call.arguments.contains(where: { $0.name == "image" }) { return definition.name.name }
                }
            }
        }
        return nil
    }
}
