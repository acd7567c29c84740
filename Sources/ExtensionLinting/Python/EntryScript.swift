import Dockerfiles
import Extensions
import Findings

/// The script that an image is to run instead of one command: it picks by a variable what to run.
struct EntryScript {
    /// The variable that operators set.
    static let variable = "RUN_WHAT"

    /// The file to make, seen from the extension's root.
    let path: String
    /// Where the image will have it.
    private let destination: String
    /// What CMD says so far.
    private let own: [String]
    /// The edit that makes CMD run the script.
    let edit: TextEdit

    /// How a script beside others may be called.
    private static let names = ["run.sh", "run-what.sh", "entry.sh"]
    /// Larger files aren't looked into for the variable's name.
    private static let largest = 1 << 20

    init(_ container: Container, _ subject: ExtensionSubject) throws(ByHand) {
        let dockerfile = container.dockerfile
        let all = dockerfile.instructions
        guard container.kind == .processing || container.kind == .service, dockerfile.problems.isEmpty,
            let stage = dockerfile.stages.last
        else { throw ByHand("\(container.path) can't be read as a processing container's") }
        if all.contains(where: { $0.kind == .entrypoint }) { throw ByHand("\(container.path) has an ENTRYPOINT") }
        let commands = all.filter { $0.kind == .cmd }
        guard commands.count == 1, let command = stage.instructions.last(where: { $0.kind == .cmd }) else {
            throw ByHand("\(container.path) doesn't have one CMD in its last stage")
        }
        own = command.words.map(\.value)
        guard command.isJSON, let program = own.first, !program.isEmpty else {
            throw ByHand("the CMD of \(container.path) isn't a JSON array")
        }
        // Such a CMD is completed by an entry point of the base.
        let isProgram = program.hasPrefix("/") || !(program.hasPrefix("-") || program.contains("."))
        guard isProgram || program.hasPrefix("python") else {
            throw ByHand("the CMD of \(container.path) seems to need an entry point of its base")
        }
        let base = dockerfile.stages.first { $0.baseStage == nil && $0.index <= stage.index }?.base.value ?? ""
        if base == "scratch" || stage.base.value == "scratch" || base.contains("distroless") {
            throw ByHand("the base of \(container.path) has no shell")
        }
        if EntryScript.mentions(container, subject) {
            throw ByHand("files of \(container.path) know `\(EntryScript.variable)` already: add the command there")
        }
        guard let (path, destination) = EntryScript.free(container, own, subject) else {
            throw ByHand("no COPY of \(container.path) takes a whole folder")
        }
        self.path = path
        self.destination = destination
        let start = command.keyword.range.upperBound
        guard let close = dockerfile.bytes[start..<command.range.upperBound].lastIndex(of: UInt8(ascii: "]")),
            !dockerfile.comments.contains(where: { (start..<close).contains($0.range.lowerBound) })
        else { throw ByHand("the CMD of \(container.path) is written in an unusual way") }
        edit = TextEdit(start..<close + 1, " [\"/bin/sh\", \"\(destination)\"]")
    }

    /// Whether something in the image may already choose by the variable.
    private static func mentions(_ container: Container, _ subject: ExtensionSubject) -> Bool {
        let word = Array(variable.utf8)
        func holds(_ bytes: [UInt8]) -> Bool {
            var index = bytes.startIndex
            while let start = bytes[index...].firstIndex(of: word[0]) {
                if bytes[start...].starts(with: word) { return true }
                index = start + 1
            }
            return false
        }
        if holds(container.dockerfile.bytes) { return true }
        return container.files.contains { file in
            guard let size = subject.model.tree.file(file.source)?.size, size <= largest else { return false }
            return subject.bytes(file.source).map(holds) ?? true
        }
    }

    /// A file that isn't there yet and would be copied: beside what CMD runs, else in the topmost folder.
    private static func free(
        _ container: Container, _ own: [String], _ subject: ExtensionSubject
    ) -> (String, String)? {
        let run = container.files.filter { own.contains($0.path) }.map { SourceTree.folder($0.source) }
        let others = Set(container.files.map { SourceTree.folder($0.source) })
            .filter { SourceTree.relative($0, to: container.folder) != nil }
            .sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        for folder in (run + others).prefix(50) {
            for name in names {
                let path = SourceTree.join(folder, name)
                guard let destination = subject.model.destination(ofNewFile: path, in: container) else { continue }
                // It goes into CMD as it is.
                if destination.utf8.allSatisfy({ isPlain($0) }) { return (path, destination) }
            }
        }
        return nil
    }

    /// The script: without the variable what CMD said, else what the operators ask for.
    func text(_ choices: [(value: String, words: [String])]) -> String {
        var lines = [
            "#!/bin/sh",
            "# What the image does is picked by an environment variable that the operator sets: every version of the platform",
            "# hands those over, while some drop an operator's commands and arguments.",
            "set -eu", "", "case ${\(EntryScript.variable):-} in", "    '') exec \(EntryScript.line(own)) ;;",
        ]
        lines += choices.map { "    \($0.value)) exec \(EntryScript.line($0.words)) ;;" }
        let known = choices.map(\.value).joined(separator: ", ")
        lines += [
            "    *)",
            "        echo \"\(EntryScript.variable)=$\(EntryScript.variable): what is known is \(known), or nothing at all\" >&2",
            "        exit 2", "        ;;", "esac", "",
        ]
        return lines.joined(separator: "\n")
    }

    /// A command as a shell has it.
    private static func line(_ words: [String]) -> String {
        words.map { word in
            if !word.isEmpty, word.utf8.allSatisfy(isPlain) { return word }
            return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
        }.joined(separator: " ")
    }

    /// Whether a shell takes a byte as it is.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: "_./:,@%+-".utf8.contains(byte)
        }
    }

    /// A short word for a command: the name of the script that it runs, else of its operator.
    static func value(_ words: [String], otherwise name: String?) -> String {
        let file = words.last { word in
            let name = SourceTree.name(word)
            return !word.hasPrefix("-") && name.contains(".") && name.utf8.allSatisfy(isPlain)
        }
        let stem = file.map { SourceTree.name($0) }.flatMap { $0.split(separator: ".").first.map(String.init) }
        let word = EntryScript.plain(stem ?? "")
        if !word.isEmpty { return word }
        let other = EntryScript.plain(name ?? "")
        return other.isEmpty ? "command" : other
    }

    private static func plain(_ text: String) -> String {
        let bytes = text.lowercased().utf8.filter { byte in
            byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        return String(decoding: bytes.prefix(63).drop { $0 == UInt8(ascii: "-") }, as: UTF8.self)
    }
}
