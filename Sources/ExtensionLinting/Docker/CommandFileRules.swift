import Dockerfiles
import Extensions
import Findings
import Linting
import Values

/// The script that an image runs, and whether it is in the image.
enum CommandFileRules {
    static let missing = Rule(
        "cmd-missing-file", .error, [.extension], "an image whose command is a file that nothing copies there",
        explanation: """
            `CMD`, `ENTRYPOINT` or the `command` of a processing-container.json names a script below a folder that the \
            Dockerfile fills from the extension, and none of the files copied has that path. The container ends at once with \
            "No such file or directory". Mostly the file was renamed. A file that comes from the base image, or that a RUN \
            makes, isn't meant.
            """,
        file: "Dockerfile",
        bad:
            "COPY files/ /kaapana/app/\nCMD [\"python3\", \"-u\", \"/kaapana/app/tisue.py\"]  # files/ holds tissue.py\n",
        good: "COPY files/ /kaapana/app/\nCMD [\"python3\", \"-u\", \"/kaapana/app/tissue.py\"]\n")

    static let family = ExtensionRules.Family([missing]) { subject in
        subject.model.containers.flatMap { check($0, subject) }
    }

    /// A word of a command, where it stands, and the folder that relative paths are seen from.
    private struct Part {
        let text: String
        let place: Place
    }

    private static func check(_ container: Container, _ subject: ExtensionSubject) -> [Finding] {
        // A source that is missing is the defect then, and said by the rule about it.
        if container.copies.contains(where: { !$0.sources.missing.isEmpty }) { return [] }
        var findings: [Finding] = []
        let (entry, command) = commands(of: container.dockerfile)
        let start = entry ?? command
        if let start {
            var words = parts(start, container, subject)
            // What CMD says follows an entry point in exec form.
            if let entry, entry.isJSON, let command, command.isJSON { words += parts(command, container, subject) }
            findings += check(words, start.workingFolder, container, subject)
        }
        guard let descriptor = container.descriptor, let templates = descriptor.value?["templates"]?.list else {
            return findings
        }
        let folder = container.dockerfile.stages.last.flatMap { stage -> String? in
            guard let last = stage.instructions.last else { return nil }
            return last.kind == .workdir
                ? last.words.first.flatMap { absolute($0.value, last.workingFolder) } : last.workingFolder
        }
        for template in templates {
            let words = (template["command"]?.list ?? []).compactMap { word in
                word.string.map { Part(text: $0, place: subject.place(descriptor.path, word.position)) }
            }
            findings += check(words, folder, container, subject)
        }
        return findings
    }

    /// The last ENTRYPOINT and CMD that count.
    private static func commands(of file: Dockerfile) -> (entry: Instruction?, command: Instruction?) {
        var entry: Instruction?
        var command: Instruction?
        var stage = file.stages.last
        for _ in file.stages {
            guard let current = stage else { break }
            entry = entry ?? current.instructions.last { $0.kind == .entrypoint }
            command = command ?? current.instructions.last { $0.kind == .cmd }
            stage = current.baseStage.map { file.stages[$0] }
        }
        return (entry, command)
    }

    private static func parts(_ instruction: Instruction, _ container: Container, _ subject: ExtensionSubject) -> [Part]
    {
        if instruction.isJSON {
            return instruction.words.map { Part(text: $0.value, place: subject.place(container.path, $0.position)) }
        }
        let text = instruction.argumentText
        // A shell makes more of these than one command.
        if text.contains(where: { ";&|$()<>`\"'*".contains($0) }) { return [] }
        return text.split(whereSeparator: \.isWhitespace).map {
            Part(text: String($0), place: subject.place(container.path, instruction.position))
        }
    }

    private static let endings = [
        ".py", ".sh", ".bash", ".R", ".r", ".jl", ".js", ".mjs", ".pl", ".rb", ".jar", ".ipynb",
    ]
    private static let wrappers: Set<String> = ["tini", "dumb-init", "env", "exec", "nice", "stdbuf", "xvfb-run"]

    /// The word that names a script.
    private static func script(_ words: [Part]) -> Part? {
        var rest = words[...]
        while let first = rest.first, wrappers.contains(SourceTree.name(first.text)) {
            rest = rest.dropFirst().drop { $0.text.hasPrefix("-") || $0.text.contains("=") }
        }
        guard let program = rest.popFirst() else { return nil }
        let name = SourceTree.name(program.text)
        if name == "java" {
            rest = rest.drop { $0.text != "-jar" }
            return rest.dropFirst().first
        }
        let isInterpreter =
            name.hasPrefix("python")
            || ["bash", "sh", "dash", "zsh", "ash", "node", "Rscript", "julia", "perl", "ruby"].contains(name)
        guard isInterpreter else {
            return endings.contains { program.text.hasSuffix($0) } && program.text.contains("/") ? program : nil
        }
        while let word = rest.popFirst() {
            if word.text == "-m" { return nil }
            if word.text.hasPrefix("-"), !word.text.hasPrefix("--"), word.text.contains("c") { return nil }
            if word.text == "-W" || word.text == "-X" || word.text == "-o" { rest = rest.dropFirst() }
            if !word.text.hasPrefix("-") { return word }
        }
        return nil
    }

    private static func check(
        _ words: [Part], _ folder: String?, _ container: Container, _ subject: ExtensionSubject
    ) -> [Finding] {
        guard let word = script(words), !word.text.contains("$"),
            let path = absolute(word.text, folder), !container.files.contains(where: { $0.path == path })
        else { return [] }
        let parent = SourceTree.folder(path)
        guard isOurs(parent, SourceTree.name(path), container, subject), !mayBeMade(path, container) else { return [] }
        let here = container.files.filter { SourceTree.folder($0.path) == parent }
        let names = here.map { SourceTree.name($0.path) }
        let near =
            Suggestions.near(SourceTree.name(path), in: names).first
            ?? container.files.first { SourceTree.name($0.path) == SourceTree.name(path) }?.path
        let list = names.filter { name in endings.contains { name.hasSuffix($0) } }.prefix(4).joined(separator: ", ")
        let line = container.copies.last { covers($0, parent) }.map {
            subject.named(container.path, $0.instruction.position)
        }
        return [
            missing.finding(
                word.place,
                "`\(path)` isn't in the image: \(line.map { "\($0) copies no such file there" } ?? "no COPY puts it there")\(list.isEmpty ? "" : " (there is \(list))")",
                remedy: near.map { "write `\($0.hasPrefix("/") ? $0 : parent == "" ? "/" + $0 : parent + "/" + $0)`" }
                    ?? "copy the file, or name the one that is to run")
        ]
    }

    /// A path in the image; nil where only the base image knows the folder that it is seen from.
    private static func absolute(_ text: String, _ folder: String?) -> String? {
        guard !text.isEmpty else { return nil }
        var parts: [Substring] = []
        guard let whole = text.hasPrefix("/") ? text : folder.map({ $0 + "/" + text }) else { return nil }
        for part in whole.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    private static func isBelow(_ path: String, _ folder: String) -> Bool {
        folder == "/" || path == folder || SourceTree.relative(path, to: folder) != nil
    }

    /// Whether a COPY of the extension's files fills the folder.
    private static func covers(_ step: CopyStep, _ folder: String) -> Bool {
        step.from == nil && step.target.map { isBelow(folder, $0) } ?? false
            && (step.takesFiles || step.takesNothing)
    }

    /// Whether the extension itself is what fills a folder: with a whole folder of its own, or with scripts one by one, of
    /// which one is called nearly the same.
    private static func isOurs(_ folder: String, _ name: String, _ container: Container, _ subject: ExtensionSubject)
        -> Bool
    {
        let steps = container.copies.filter { covers($0, folder) && $0.target != "/" }
        if steps.contains(where: { $0.takesFolder || $0.takesNothing }) { return true }
        let here = container.files.filter { SourceTree.folder($0.path) == folder }.map { SourceTree.name($0.path) }
        if !Suggestions.near(name, in: here).isEmpty { return true }
        // Bases that the profile knows bring no scripts of their own there.
        return here.contains { file in endings.contains { file.hasSuffix($0) } } && container.bases.last?.known != nil
    }

    private static let makers = [
        "git clone", "wget", "curl", "unzip", "tar ", "mv ", "cp ", "ln ", "rsync", "make", "npm ", "yarn ", "tee ",
        "install ", ">",
    ]

    /// Whether something else than a copy of the extension's files may put the file there.
    private static func mayBeMade(_ path: String, _ container: Container) -> Bool {
        let name = SourceTree.name(path)
        let folder = SourceTree.folder(path)
        for step in container.copies {
            // A heredoc of COPY is a file without a source.
            if step.sources.copied.contains(where: { $0.source.isEmpty && $0.destination == path }) { return true }
            guard step.isOpaque else { continue }
            guard let target = step.target else { return true }
            if isBelow(folder, target) || isBelow(target, folder) { return true }
        }
        return container.dockerfile.stages.contains { stage in
            stage.instructions.contains { instruction in
                guard instruction.kind == .run else { return false }
                let text = instruction.argumentText
                guard instruction.heredocs.isEmpty else { return true }
                if text.contains(name) && !text.contains("chmod") { return true }
                let isThere = text.contains(folder) || instruction.workingFolder.map { isBelow(folder, $0) } ?? true
                return isThere
                    && makers.contains { text.contains($0) && !($0 == "install " && !text.hasPrefix("install ")) }
            }
        }
    }
}
