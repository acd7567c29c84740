import Console
import Extensions
import Findings
import Images
import OS
import Values

/// `davit images`: every image that extensions need, whose it is, and what asks for it.
enum ImagesCommand {
    enum Format: String, Choice { case text, list, json }

    static let format = Option<Format>(
        "format", default: .text, help: "text with reasons, a list of references, or JSON")
    static let kinds = Option<[String]>(
        "class", value: "CLASS", splitsCommas: true, help: "these alone: own, base, platform, foreign")
    static let output = Option<String?>(
        "output", short: "o", value: "FILE", help: "write the list of references to a file", completes: .path)

    static let command = Command(
        "images", summary: "list every image that an extension needs, and why",
        discussion: """
            Reads Dockerfiles, operators, DAG files, values, annotations and templates, of charts that are depended on too. \
            Nothing is executed: what only a run can tell is listed as unresolved, never guessed.

            An image is own (built from the extension), base (what own images build upon), platform (the platform has it) \
            or foreign. References are those of the target: its registry, its version. davit.yaml may keep images in the \
            list or leave them out, with a reason each. `davit explain errimagepull` says why a platform can't get an \
            image.
            """,
        examples: [
            Example("davit images", "the extension in this folder"),
            Example("davit images --class own --format list", "what is to be built, for scripts"),
            Example("davit images extensions -o images.txt", "of several extensions, into a file"),
        ],
        arguments: [Argument("PATH", .any, completes: .folder, help: "an extension's folder, or one with several")],
        options: [format, kinds, output] + TargetOptions.all, seeAlso: ["davit info", "davit explain"],
        run: run)

    static func run(_ invocation: Invocation) throws -> ExitCode {
        let kinds = try chosenKinds(invocation)
        let paths = invocation.arguments.isEmpty ? ["."] : invocation.arguments
        var lists: [ImageList] = []
        var problems: [Finding] = []
        var isAnnounced = false
        for path in paths.map(Path.init) {
            guard Files.isFolder(path) else {
                _ = try Files.status(path)
                throw Failure(
                    Finding(
                        "extension-empty", .error, Place(path: path.string),
                        "this is a file, not an extension's folder", remedy: "name the folder"))
            }
            let chosen = try TargetOptions.choose(for: path, invocation)
            let tree = SourceTree(path)
            guard !Discovery.isEmpty(tree) else { throw Failure(InfoCommand.empty(path, tree)) }
            let found = Extension.discover(in: tree, target: chosen.target)
            if !isAnnounced { TargetOptions.announce(chosen, invocation) }
            isAnnounced = true
            problems += found.flatMap(\.problems)
            lists += Parallel.map(found) { ImageList($0, project: chosen.project).seen(from: path) }
                .compactMap { try? $0.get() }
        }
        let list = ImageList(lists).only(kinds)
        if let file = invocation[output] {
            try AtomicFile.write(Array(ImageReport.references(list).utf8), to: Path(file))
            // The list is in the file: what is left to say is what it lacks.
            if invocation[format] != .json {
                warn(list, problems, paths, invocation)
                if !invocation.isQuiet {
                    invocation.output.line("\(Text.safe(file)): \(Quantity.count(list.images.count, "image"))")
                }
                return problems.contains { $0.severity == .error } ? .failed : .done
            }
        }
        switch invocation[format] {
        case .json: invocation.output.line(JSON.text(ImageReport.document(list, problems), .printed))
        case .list:
            invocation.output.write(ImageReport.references(list))
            warn(list, problems, paths, invocation)
        case .text:
            ImageReport.write(list, invocation)
            Reporting.write(problems, paths, invocation)
        }
        return problems.contains { $0.severity == .error } ? .failed : .done
    }

    private static func chosenKinds(_ invocation: Invocation) throws -> Set<ImageList.Kind> {
        let words = invocation[kinds]
        guard !words.isEmpty else { return Set(ImageList.Kind.allCases) }
        return Set(
            try words.map { word in
                if let kind = ImageList.Kind(rawValue: word) { return kind }
                let all = ImageList.Kind.allCases.map(\.rawValue)
                let meant = Suggestions.question(Suggestions.near(word, in: all)).map { $0 + " " } ?? ""
                throw WrongUsage(
                    "unknown class \"\(Visible.text(word))\"",
                    remedy: "\(meant)The classes are \(all.joined(separator: ", ")).")
            })
    }

    /// A list for scripts holds references alone; what is missing in it is said beside it.
    private static func warn(
        _ list: ImageList, _ problems: [Finding], _ paths: [String], _ invocation: Invocation
    ) {
        let unresolved = list.unresolved.map { item in
            Finding(
                "image-unresolved", .warning, item.place, "\(item.what): \(item.reason)",
                remedy: "name the image in davit.yaml under images.keep if it is needed")
        }
        Reporting.write(problems + unresolved, paths, invocation)
    }
}

/// An image list for people and for programs.
private enum ImageReport {
    /// One reference a line.
    static func references(_ list: ImageList) -> String {
        list.images.map { "\($0.reference)\n" }.sorted().joined()
    }

    static func document(_ list: ImageList, _ problems: [Finding]) -> Value {
        var document: Value = [
            "images": Value(
                .list(
                    list.images.map { image in
                        [
                            "reference": Value(.string(image.reference.description)),
                            "class": Value(.string(image.kind.rawValue)),
                            "digest": Value(image.digest.map { .string($0) } ?? .null),
                            "reasons": Value(.list(image.reasons.map { place($0.place, $0.what) })),
                        ]
                    })),
            "unresolved": Value(
                .list(
                    list.unresolved.map { item in
                        var value = place(item.place, item.what)
                        if var table = value.table {
                            table.set(Table.Entry("reason", Value(.string(item.reason))))
                            value = Value(.table(table))
                        }
                        return value
                    })),
        ]
        // What couldn't be read may have named images.
        if !problems.isEmpty, var table = document.table {
            table.set(Table.Entry("findings", FindingJSON.list(problems)))
            document = Value(.table(table))
        }
        return document
    }

    private static func place(_ place: Place, _ what: String) -> Value {
        [
            "path": Value(.string(place.path)), "line": Value(place.line.map { .integer(Int64($0)) } ?? .null),
            "what": Value(.string(what)),
        ]
    }

    /// Each class with its images, below each what asks for it.
    static func write(_ list: ImageList, _ invocation: Invocation) {
        let style = invocation.style
        for kind in ImageList.Kind.allCases {
            let images = list.images.filter { $0.kind == kind }
            if images.isEmpty { continue }
            invocation.output.line("\(style.paint(kind.rawValue, .bold)): \(meaning(kind))")
            for image in images {
                invocation.output.line("  \(Text.safe(image.reference.description))")
                for reason in image.reasons {
                    invocation.output.line(style.dim("    \(shown(reason.place))  \(Text.safe(reason.what))"))
                }
            }
            invocation.output.line()
        }
        if !list.unresolved.isEmpty {
            invocation.output.line("\(style.paint("unresolved", .bold)): known only where something runs")
            for item in list.unresolved {
                invocation.output.line("  \(shown(item.place))  \(Text.safe(item.what))")
                invocation.output.line(style.dim("    \(Text.safe(item.reason))"))
            }
            invocation.output.line()
        }
        let counts = ImageList.Kind.allCases.compactMap { kind -> String? in
            let count = list.images.count { $0.kind == kind }
            return count == 0 ? nil : "\(count) \(kind.rawValue)"
        }
        let parts = counts + (list.unresolved.isEmpty ? [] : ["\(list.unresolved.count) unresolved"])
        invocation.output.line(
            "\(Quantity.count(list.images.count, "image"))\(parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))")
    }

    private static func meaning(_ kind: ImageList.Kind) -> String {
        switch kind {
        case .own: "built from the extension"
        case .base: "what own images are built upon"
        case .platform: "the platform has them in its registry"
        case .foreign: "from elsewhere"
        }
    }

    private static func shown(_ place: Place) -> String {
        let root = place.root == "." || place.root.isEmpty ? "" : place.root + "/"
        let line = place.line.map { ":\($0)" } ?? ""
        return Text.safe(root + place.path + line)
    }
}
