import Archives
import Console
import Extensions
import Findings
import Glibc
import OS
import Values

/// `davit new`: a complete extension in a second.
enum NewCommand {
    enum Kind: String, Choice {
        case workflow
        case workflowV2 = "workflow-v2"
        case application, collection

        var scaffold: Scaffold.Kind {
            switch self {
            case .workflow: .workflow
            case .workflowV2: .workflowV2
            case .application: .application
            case .collection: .collection
            }
        }
    }

    static let kind = Option<Kind>("kind", value: "KIND", default: .workflow, help: "what kind of extension it is")
    static let containers = Option<[String]>(
        "container", value: "KIND", splitsCommas: true,
        help: "a processing container of a workflow: python (as without this option), bash, notebook or gpu",
        completes: .choice(Scaffold.Container.allCases.map(\.rawValue)), check: checkContainer)
    static let output = Option<String?>(
        "output", short: "o", value: "DIR", help: "the extension's folder", shownDefault: "NAME", completes: .folder)
    static let from = Option<String?>(
        "from", value: "TEMPLATE", help: "take a template of your own: a folder, or the URL of a git repository",
        completes: .folder)
    static let force = Flag("force", help: "overwrite files that are there already")
    static let dryRun = Flag("dry-run", help: "list the files and write nothing")
    static let command = Command(
        "new", summary: "make a new extension",
        discussion: """
            Writes a complete extension: charts, images, operators, code with tests and test data, CI files, a README and a \
            davit.yaml. What it writes has no finding, packs, and runs as it is: begin there and change it piece by piece.

            Kinds: workflow (a DAG file with operators, and processing containers), workflow-v2 (the same for the Task \
            API), application (a service with a page), collection (several extensions in one image).

            Nothing is overwritten without --force. Without a NAME, on a terminal, it asks.
            """,
        examples: [
            Example("davit new otsus-method", "a workflow with one Python container"),
            Example("davit new otsus-method --container notebook", "with a notebook that reports on the results"),
            Example("davit new viewer --kind application", "a service with a page"),
            Example("davit new lesions --from https://git.example.org/templates.git", "from a template of your own"),
        ],
        arguments: [Argument("NAME", .optional, help: "the extension's name, such as otsus-method")],
        options: [
            kind, containers, output, from, force, dryRun, TargetOptions.profile, TargetOptions.platformVersion,
            TargetOptions.registry, Reporting.format,
        ], seeAlso: ["davit add", "davit lint", "davit package"], run: run)

    private static func checkContainer(_ word: String) -> String? {
        let words = Scaffold.Container.allCases.map(\.rawValue)
        if words.contains(word) { return nil }
        let question = Suggestions.question(Suggestions.near(word, in: words)).map { "; " + $0 } ?? ""
        return "there is no container of kind `\(word)`: take \(words.joined(separator: ", "))\(question)"
    }

    static func run(_ invocation: Invocation) throws -> ExitCode {
        var answers = Answers(
            name: invocation.arguments.first ?? "", kind: invocation[kind].scaffold,
            containers: invocation[containers].compactMap(Scaffold.Container.init))
        if invocation.arguments.isEmpty {
            guard let ask = invocation.surroundings.ask else {
                throw WrongUsage("the new extension has no name", remedy: "name it: davit new otsus-method")
            }
            answers = try Answers.asked(ask, answers, invocation, isPlain: invocation[from] != nil)
        }
        let plan = try plan(answers, invocation)
        let folder = folder(answers, invocation)
        return try ScaffoldOutput.finish(
            plan, folder, invocation, next: "davit lint \(folder)", force: invocation[force], dryRun: invocation[dryRun]
        )
    }

    private static func plan(_ answers: Answers, _ invocation: Invocation) throws -> ScaffoldPlan {
        if let source = invocation[from] {
            if invocation.isGiven(kind) || invocation.isGiven(containers) {
                throw WrongUsage("--from takes the template as it is: --kind and --container don't go with it")
            }
            guard ScaffoldClone.isAddress(source) else {
                return try ScaffoldTemplate(Path(source)).plan(answers.name)
            }
            let clone = try ScaffoldClone(source, in: Path(invocation.variable("TMPDIR") ?? "/tmp"))
            return try withExtendedLifetime(clone) { try ScaffoldTemplate(clone.folder).plan(answers.name) }
        }
        // What goes into davit.yaml has to be something that davit reads again.
        let target = try Target.resolve(
            nil,
            .init(
                profile: invocation[TargetOptions.profile], platformVersion: invocation[TargetOptions.platformVersion],
                registry: invocation[TargetOptions.registry]))
        if target.profile.provides(answers.name) != nil {
            throw WrongUsage(
                "the platform has an image `\(answers.name)` of its own, which this one would replace",
                remedy: "choose another name, such as my-\(answers.name)")
        }
        var options = Scaffold.Options(kind: answers.kind, containers: answers.containers, program: try program())
        options.profile = profileText(invocation[TargetOptions.profile], seenFrom: folder(answers, invocation))
        options.platformVersion = target.versionText
        if let registry = target.registry { options.registry = registry }
        return try Scaffold.plan(answers.name, options)
    }

    private static func folder(_ answers: Answers, _ invocation: Invocation) -> Path {
        Path(invocation[output] ?? answers.name)
    }

    /// The profile as davit.yaml names it: a file's path is seen from there.
    private static func profileText(_ given: String?, seenFrom folder: Path) -> String {
        guard let given else { return Profiles.assumed }
        guard Profiles.isPath(given) else { return given }
        var path = Path(given)
        let above = folder.string.split(separator: "/")
        if !path.isAbsolute, !folder.isAbsolute, !above.contains("..") {
            path = Path(above.map { _ in "../" }.joined() + path.string)
        } else {
            path = path.absolute
        }
        return JSON.text(Value(.string(path.string)))
    }

    /// The program that runs: CI takes the very same.
    private static func program() throws -> Scaffold.Program {
        let path = try Files.real(Path("/proc/self/exe"))
        var hash = SHA256()
        let descriptor = try OS.check("open", path.string) { open(path.string, O_RDONLY | O_CLOEXEC) }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = try OS.check("read", path.string) { read(descriptor, &buffer, buffer.count) }
            if count == 0 { break }
            buffer[..<count].withUnsafeBytes { hash.update($0) }
        }
        return Scaffold.Program(version: Davit.version, sha256: hash.finish().hex)
    }
}

/// What has to be known for a new extension: from the command line, or asked.
struct Answers {
    var name: String
    var kind: Scaffold.Kind
    var containers: [Scaffold.Container]

    /// More wrong answers than this, and nobody is there who answers.
    private static let patience = 10

    static func asked(
        _ ask: (String) -> String?, _ known: Answers, _ invocation: Invocation, isPlain: Bool
    ) throws -> Answers {
        var answers = known
        if !isPlain, !invocation.isGiven(NewCommand.kind) {
            answers.kind = try choice(
                ask, invocation, "What kind of extension?", Scaffold.Kind.allCases.map { ($0, $0.rawValue, $0.meaning) }
            )
        }
        let role = ScaffoldName.Role.extensionName(suffix: answers.kind.chartSuffix)
        answers.name = try answer(ask, invocation, "Its name, such as otsus-method: ") { text in
            do throws(WrongUsage) {
                return .success(try ScaffoldName(text, for: role).text)
            } catch {
                return .failure(error)
            }
        }
        if !isPlain, answers.kind == .workflow, !invocation.isGiven(NewCommand.containers) {
            answers.containers = try choices(
                ask, invocation, "What do its processing containers run? Several are separated by commas.",
                Scaffold.Container.allCases.map { ($0, $0.rawValue, $0.meaning) })
        }
        return answers
    }

    private typealias Choices<Value> = [(value: Value, word: String, meaning: String)]

    private static func choice<Value>(
        _ ask: (String) -> String?, _ invocation: Invocation, _ question: String, _ all: Choices<Value>
    ) throws -> Value {
        show(question, all, invocation)
        return try answer(ask, invocation, "1 to \(all.count), or the word [1]: ") { one($0, of: all) }
    }

    /// As `choice`, for one or several.
    private static func choices<Value>(
        _ ask: (String) -> String?, _ invocation: Invocation, _ question: String, _ all: Choices<Value>
    ) throws -> [Value] {
        show(question, all, invocation)
        return try answer(ask, invocation, "1 to \(all.count), or the words [1]: ") { text in
            let parts = text.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init)
            var values: [Value] = []
            for part in parts.isEmpty ? [""] : parts {
                switch one(part, of: all) {
                case .success(let value): values.append(value)
                case .failure(let error): return .failure(error)
                }
            }
            return .success(values)
        }
    }

    private static func one<Value>(_ text: String, of all: Choices<Value>) -> Result<Value, WrongUsage> {
        let index = text.isEmpty ? 0 : Int(text).map { $0 - 1 } ?? all.firstIndex { $0.word == text }
        guard let index, all.indices.contains(index) else { return .failure(WrongUsage("`\(text)` is none of them")) }
        return .success(all[index].value)
    }

    private static func show<Value>(_ question: String, _ all: Choices<Value>, _ invocation: Invocation) {
        let width = all.map(\.word.utf8.count).max() ?? 0
        invocation.errors.line(question)
        for (number, item) in all.enumerated() {
            let pad = String(repeating: " ", count: width - item.word.utf8.count)
            invocation.errors.line("  \(number + 1)  \(item.word)\(pad)  \(invocation.errorStyle.dim(item.meaning))")
        }
    }

    private static func answer<Value>(
        _ ask: (String) -> String?, _ invocation: Invocation, _ question: String,
        _ read: (String) -> Result<Value, WrongUsage>
    ) throws -> Value {
        for _ in 0..<patience {
            guard let line = ask(question) else { break }
            let words = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            switch read(words) {
            case .success(let value): return value
            case .failure(let error):
                invocation.errors.line(Text.safe(error.message))
                if let remedy = error.remedy { invocation.errors.line(invocation.errorStyle.dim(Text.safe(remedy))) }
            }
        }
        throw WrongUsage("there was no answer", remedy: "say it on the command line: davit new otsus-method")
    }
}
