import Dockerfiles
import Extensions
import Findings
import Linting
import PythonSources

/// What DAG files and operators import.
enum ImportRules {
    static let rules = [importName, packageMismatch, notCopied, importModule]

    static let importName = Rule(
        "import-name", .error, [.extension], "a name that the module doesn't have",
        explanation: """
            The module is there, and defines nothing of that name. Python raises an ImportError when the file is imported, so \
            the workflow never appears. Mostly a class was renamed in one of two places.
            """,
        file: "dag_tissue.py", bad: "from tissue.TissueOperator import TissuOperator\n",
        good: "from tissue.TissueOperator import TissueOperator\n")

    static let packageMismatch = Rule(
        "import-package-mismatch", .error, [.extension], "a module that is installed under another name",
        explanation: """
            The name by which an operator is imported is made by the destination of COPY in the DAG image's Dockerfile, not by the \
            folder that it is kept in: `COPY files/tissue-map/TissueOperator.py /kaapana/tmp/dags/tissue_map/` makes \
            `tissue_map.TissueOperator`. Names of modules can't have dashes.
            """,
        file: "dag_tissue.py",
        bad: "from tissue_map.TissueOperator import TissueOperator  # COPY … /kaapana/tmp/dags/tissue-map/\n",
        good: "from tissue_map.TissueOperator import TissueOperator  # COPY … /kaapana/tmp/dags/tissue_map/\n")

    static let notCopied = Rule(
        "operator-not-copied", .error, [.extension], "a module that the DAG image doesn't install",
        explanation: """
            The file is in the extension, and no COPY of the DAG image's Dockerfile takes it to the folder of the DAG files. \
            Python doesn't find it on the platform, so the workflow never appears. (Guide, step 3.)
            """,
        file: "Dockerfile", bad: "COPY files/dag_tissue.py /kaapana/tmp/dags/\n",
        good:
            "COPY files/dag_tissue.py /kaapana/tmp/dags/\nCOPY files/tissue/TissueOperator.py /kaapana/tmp/dags/tissue/\n"
    )

    static let importModule = Rule(
        "import-module", .error, [.extension], "a module that the platform doesn't have",
        explanation: """
            DAG files and operators are imported by Airflow, where neither the packages of the processing containers nor other \
            extensions' modules need be installed. What the platform has stands in its profile; a profile of your own can \
            name more (`operators.provided-modules`).
            """,
        file: "dag_tissue.py", bad: "import monai\n", good: "import json\n")

    static func check(_ context: PythonContext) -> [Finding] {
        let importer = Importer(context)
        return context.world.modules.filter { $0.role == .flow || $0.role == .operators }.flatMap(importer.check)
    }
}

/// Looks up what the files of an extension import.
private struct Importer {
    /// So many imports of a file are looked up.
    private static let most = 2000

    let context: PythonContext
    /// The installed modules by what is left of their names without case and separators.
    private let plain: [String: String]
    /// Whether everything that is installed is known: no RUN, no variable in a path.
    private let isExact: Bool

    init(_ context: PythonContext) {
        self.context = context
        var plain: [String: String] = [:]
        for name in context.subject.model.modules.modules.keys.sorted() { plain[Importer.plain(name)] = name }
        self.plain = plain
        isExact = context.subject.model.flowContainers.allSatisfy { container in
            container.copies.allSatisfy { $0.target != nil }
                && !container.dockerfile.stages.contains { stage in
                    stage.instructions.contains { $0.kind == .run || $0.kind == .add }
                }
        }
    }

    private var modules: [String: ModuleTree.Entry] { context.subject.model.modules.modules }
    private var packages: Set<String> { context.subject.model.modules.packages }

    /// An import with where it stands.
    private struct Import {
        let module: String
        let name: String?
        let position: Position
        /// Where it runs when the file is loaded, and nothing catches that it fails.
        let isSure: Bool
    }

    func check(_ module: SourceModule) -> [Finding] {
        // Where nothing is installed, nothing can be said about what is.
        guard !context.subject.model.flowContainers.isEmpty else { return [] }
        var imports: [Import] = []
        collect(module.source.body, module, isSure: true, &imports)
        var seen: Set<String> = []
        return imports.prefix(Importer.most).compactMap { check($0, module) }.filter {
            seen.insert("\($0.place.position?.line ?? 0)\($0.message)").inserted
        }
    }

    private func collect(_ body: [Statement], _ module: SourceModule, isSure: Bool, _ imports: inout [Import]) {
        for statement in body {
            switch statement.node {
            case .import(let names):
                for name in names {
                    imports.append(Import(module: name.name, name: nil, position: statement.position, isSure: isSure))
                }
            case .importFrom(let from):
                guard let absolute = context.world.absolute(from.module?.name ?? "", level: from.level, in: module)
                else { continue }
                for name in from.names {
                    // In a list over several lines the name is the place; else the statement is.
                    let isBelow = name.position.line != statement.position.line
                    imports.append(
                        Import(
                            module: absolute, name: name.name, position: isBelow ? name.position : statement.position,
                            isSure: isSure))
                }
            case .try(let attempt):
                collect(attempt.body, module, isSure: isSure && attempt.handlers.isEmpty, &imports)
                collect(attempt.otherwise, module, isSure: isSure, &imports)
                collect(attempt.finally, module, isSure: isSure, &imports)
            // `if TYPE_CHECKING:` and the like.
            case .conditional, .function, .while, .match: break
            default: for block in statement.blocks { collect(block, module, isSure: isSure, &imports) }
            }
        }
    }

    private func check(_ item: Import, _ module: SourceModule) -> Finding? {
        guard item.isSure else { return nil }
        let place = context.place(module.path, item.position)
        if modules[item.module] != nil { return name(item, place) }
        if packages.contains(item.module) {
            guard let name = item.name, name != "*", modules[item.module + "." + name] == nil,
                !packages.contains(item.module + "." + name)
            else { return nil }
            return missing(
                Import(module: item.module + "." + name, name: nil, position: item.position, isSure: true), module,
                place)
        }
        let first = String(item.module.prefix { $0 != "." })
        if !packages.contains(first), modules[first] == nil {
            if PythonLibrary.modules.contains(first) { return nil }
            if context.profile.operators.providedModules.contains(first) { return provided(item, place) }
        }
        return missing(item, module, place)
    }

    /// A name of a module of the extension.
    private func name(_ item: Import, _ place: Place) -> Finding? {
        guard let name = item.name, name != "*", let found = context.world.module(item.module) else { return nil }
        if found.names.contains(name) || found.names.isOpen || found.names.contains("__getattr__") { return nil }
        if modules[item.module + "." + name] != nil || packages.contains(item.module + "." + name) { return nil }
        // Names that are made while the module runs.
        if name.hasPrefix("__") || usesGlobals(found) { return nil }
        let classes = found.names.meanings.keys.sorted()
        let near = Suggestions.near(name, in: classes)
        let types = found.source.body.compactMap { statement -> String? in
            if case .classDefinition(let type) = statement.node { return type.name.name }
            return nil
        }
        let remedy =
            Suggestions.question(near)
            ?? (types.count == 1 ? "did you mean \(types[0])?" : "import a name that \(found.path) defines")
        return ImportRules.importName.finding(
            place, "`\(item.module)` (\(found.path)) defines no `\(name)`", remedy: remedy)
    }

    private func usesGlobals(_ module: SourceModule) -> Bool {
        var uses = false
        PythonWalk.expressions(module.source.body) { expression in
            if case .call(let call) = expression.node, case .name(let name) = call.function.node,
                name == "globals" || name == "exec" || name == "setattr"
            {
                uses = true
            }
        }
        return uses
    }

    /// A module of the platform's: only its operators are known by name.
    private func provided(_ item: Import, _ place: Place) -> Finding? {
        let operators = context.profile.operators
        if item.module == operators.constantsModule { return constant(item, place) }
        guard !operators.package.isEmpty, !operators.classes.isEmpty else { return nil }
        let known = Set(operators.classes.values.map(\.module))
        if item.module == operators.package, let name = item.name, name.hasSuffix("Operator") {
            return check(operators.package + "." + name, place)
        }
        if let mistyped = package(item, place) { return mistyped }
        guard item.module.hasPrefix(operators.package + ".") else { return nil }
        if !known.contains(item.module) { return check(item.module, place) }
        guard let name = item.name, operators.classes[name]?.module != item.module, name != operators.base else {
            return nil
        }
        let classes = operators.classes.values.filter { $0.module == item.module }.map(\.name)
        guard let near = Suggestions.near(name, in: classes).first else { return nil }
        return ImportRules.importName.finding(
            place, "`\(item.module)` of the platform has no `\(name)`", remedy: "did you mean \(near)?")
    }

    /// A typo in the package of the operators or of the constants: `kaapana.operator.MinioOperator`.
    private func package(_ item: Import, _ place: Place) -> Finding? {
        let operators = context.profile.operators
        let packages = [operators.package, operators.constantsModule]
            .map { $0.split(separator: ".").prefix(2).map(String.init) }.filter { $0.count == 2 }
        let parts = item.module.split(separator: ".").map(String.init)
        guard parts.count > 2, !packages.contains(Array(parts.prefix(2))) else { return nil }
        let meant = packages.first {
            $0[0] == parts[0] && !Suggestions.near(parts[1], in: [$0[1]]).isEmpty
        }
        return meant.map { meant in
            ImportRules.importModule.finding(
                place, "the platform has no package `\(parts[0]).\(parts[1])`",
                remedy: "did you mean \((meant + parts.dropFirst(2)).joined(separator: "."))?")
        }
    }

    /// One of the platform's constants: what nearly is one was meant to be.
    private func constant(_ item: Import, _ place: Place) -> Finding? {
        let constants = context.profile.operators.constants
        guard let name = item.name, name != "*", constants[name] == nil, constants[name.uppercased()] == nil else {
            return nil
        }
        let near = Suggestions.near(name, in: constants.keys.sorted())
        guard !near.isEmpty || name.uppercased() == name else { return nil }
        return ImportRules.importName.finding(
            place, "`\(item.module)` of the platform has no `\(name)`",
            remedy: Suggestions.question(near)
                ?? "import one of \(constants.keys.sorted().prefix(8).joined(separator: ", ")) …",
            severity: context.world.isListedVersion ? nil : .warning)
    }

    /// A module in the package of the platform's operators.
    private func check(_ module: String, _ place: Place) -> Finding? {
        let operators = context.profile.operators
        if operators.classes.values.contains(where: { $0.module == module }) { return nil }
        let name = String(module.dropFirst(operators.package.utf8.count + 1))
        let near = Suggestions.near(name, in: operators.classes.keys.sorted())
        // There are helpers beside the operators, whose names no profile lists.
        let isCalledOperator =
            !operators.fileWord.isEmpty && name.lowercased().contains(operators.fileWord.lowercased())
        guard isCalledOperator || !near.isEmpty, name != operators.task.className else { return nil }
        if let question = Suggestions.question(near) {
            return ImportRules.importModule.finding(place, "the platform has no module `\(module)`", remedy: question)
        }
        return ImportRules.importModule.finding(
            place, "the profile `\(context.profile.name)` knows no module `\(module)` of the platform",
            remedy: "check the name and the platform's version",
            severity: context.world.isListedVersion ? nil : .warning)
    }

    /// A module that is nowhere.
    private func missing(_ item: Import, _ module: SourceModule, _ place: Place) -> Finding? {
        // A file that isn't installed itself harms nobody yet.
        let isInstalled = !context.subject.model.modules.entries(of: module.path).isEmpty
        let severity: Severity? = isExact && isInstalled ? nil : .warning
        let last = item.module.split(separator: ".").last.map(String.init) ?? item.module
        if let installed = plain[Importer.plain(item.module)] { return mismatch(item, installed, severity, place) }
        let sources = context.subject.model.pythonFiles.filter { file in
            file.role != .processing && file.role != .definition
                && (file.name == last + ".py" || file.path.hasSuffix("/\(last)/__init__.py"))
        }
        // The COPY that was to install it is the defect then, and said by the rules about it.
        if sources.contains(where: isAstray) || !sources.isEmpty && isCopyBroken(item.module) { return nil }
        if let source = sources.first(where: { context.subject.model.modules.entries(of: $0.path).isEmpty }) {
            let image =
                context.subject.model.flowContainers.first { $0.path == source.container }
                ?? context.subject.model.flowContainers.first
            let folder = item.module.split(separator: ".").dropLast().joined(separator: "/")
            let install = context.profile.install
            let target = install.folders.first { $0.hasFlows }.map {
                "\(install.root)/\($0.name)/\(folder.isEmpty ? "" : folder + "/")"
            }
            let from = image.flatMap { SourceTree.relative(source.path, to: $0.folder) }
            let line = from.flatMap { from in target.map { "COPY \(from) \($0)" } }
            return ImportRules.notCopied.finding(
                place,
                "`\(item.module)` is imported, and \(source.path) is never copied\(image.map { " by \($0.path)" } ?? "")",
                remedy: line.map { "add `\($0)` to \(image?.path ?? "the Dockerfile")" }
                    ?? "copy it in the DAG image's Dockerfile",
                severity: severity)
        }
        var near = Suggestions.near(item.module, in: modules.keys.sorted())
        if let source = sources.first,
            let name = context.subject.model.modules.entries(of: source.path).lazy.compactMap(PythonWorld.moduleName)
                .first
        {
            // Whose package has the name of the folder is right: the Dockerfile's or the import's.
            let folder = Importer.plain(SourceTree.name(SourceTree.folder(source.path)))
            guard folder == Importer.package(name), folder != Importer.package(item.module) else {
                return mismatch(item, name, severity, place)
            }
            near = [name]
        }
        return ImportRules.importModule.finding(
            place,
            "the module `\(item.module)` is neither in the extension nor in the platform's Airflow",
            remedy: Suggestions.question(near)
                ?? "install it with COPY, or import it where the processing runs: in the container", severity: severity)
    }

    /// Whether a file is copied, but to where no module is looked for.
    private func isAstray(_ file: PythonFile) -> Bool {
        context.subject.model.modules.entries(of: file.path).allSatisfy { PythonWorld.moduleName($0) == nil }
            && context.subject.model.flowContainers.contains { $0.files.contains { $0.source == file.path } }
    }

    /// Whether a COPY to the place of a module doesn't find its source.
    private func isCopyBroken(_ module: String) -> Bool {
        let install = context.profile.install
        let below = module.split(separator: ".").joined(separator: "/")
        let places = install.folders.filter(\.hasModules).flatMap { folder in
            [
                "\(install.root)/\(folder.name)/\(below).py",
                SourceTree.folder("\(install.root)/\(folder.name)/\(below)"),
            ]
        }
        return context.subject.model.flowContainers.contains { container in
            container.copies.contains { !$0.sources.missing.isEmpty && $0.target.map(places.contains) ?? false }
        }
    }

    private func mismatch(_ item: Import, _ installed: String, _ severity: Severity?, _ place: Place) -> Finding {
        let entry = modules[installed]
        let copy = entry.flatMap { entry in
            context.subject.model.flowContainers.first {
                $0.files.contains { $0.path == entry.file.path && $0.source == entry.file.source }
            }
            .map { context.subject.named($0.path, entry.file.position) }
        }
        let isName = installed.utf8.allSatisfy { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: " ") }
        return ImportRules.packageMismatch.finding(
            place,
            "`\(item.module)` is imported, and the file is installed as `\(installed)`\(copy.map { " (\($0))" } ?? "")",
            remedy: isName
                ? "import `\(installed)`, or copy it to the folder of that name"
                : "change the destination in the Dockerfile: a module's name can't have dashes", severity: severity)
    }

    /// What a module's package is called, without case and separators.
    private static func package(_ module: String) -> String {
        plain(module.split(separator: ".").dropLast().last.map(String.init) ?? "")
    }

    private static func plain(_ name: String) -> String {
        String(decoding: name.lowercased().utf8.filter { $0 != 0x2D && $0 != 0x5F && $0 != 0x20 }, as: UTF8.self)
    }
}
