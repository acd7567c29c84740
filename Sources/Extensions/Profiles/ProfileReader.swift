import Charts
import Findings
import Values

/// A profile's document to a `Profile`. Every key is asked for once; what isn't asked for is a finding.
struct ProfileReader {
    private var fields: Fields

    init(_ document: Value, log: FieldLog) {
        fields = Fields(document, log: log)
    }

    mutating func profile() -> Profile {
        var profile = Profile()
        profile.name = fields.required("name")
        profile.title = fields.text("title") ?? profile.name
        profile.documentation = fields.text("documentation") ?? ""
        profile.assumedVersion = fields.required("assumed-version")
        _ = fields.value("extends")
        profile.labels = labels()
        profile.bases = bases()
        profile.install = install()
        profile.image = image()
        profile.keywords = fields.entries("keywords").map(ProfileReader.keyword)
        profile.keywordPrefix = fields.text("keyword-prefix") ?? ""
        profile.kindKey = fields.text("kind-key") ?? ""
        profile.kindWords = kindWords()
        for (name, entry) in fields.entries("annotations") {
            var fields = entry
            profile.annotations[name] = fields.text("meaning") ?? ""
            fields.finish()
        }
        profile.values = fields.entries("values").map(ProfileReader.valuesKey)
        parameters(&profile)
        profile.globals = fields.entries("globals").map(ProfileReader.global)
        profile.environment = fields.entries("environment").map(ProfileReader.variable)
        var form = fields.fields("form-environment")
        profile.formEnvironment = .init(form: form.text("form") ?? "", isUpperCase: form.bool("upper-case"))
        form.finish()
        profile.charts = fields.entries("charts").map(ProfileReader.chart)
        images(&profile)
        profile.operators = operators()
        var descriptors = fields.fields("descriptors")
        profile.containerDescriptor = descriptors.text("container") ?? ""
        profile.workflowDescriptor = descriptors.text("workflow") ?? ""
        descriptors.finish()
        profile.adminNamespace = fields.text("admin-namespace") ?? ""
        profile.behaviours = fields.entries("behaviours").map { name, fields in
            var fields = fields
            defer { fields.finish() }
            return .init(name: name, range: fields.range("versions"), meaning: fields.text("meaning") ?? "")
        }
        fields.finish()
        return profile
    }

    private mutating func labels() -> [Profile.Label] {
        var labels = fields.fields("labels")
        defer { labels.finish() }
        return Profile.Label.Role.allCases.compactMap { role in
            guard labels.keys.contains(role.rawValue) else {
                _ = labels.value(role.rawValue)
                return nil
            }
            var label = labels.fields(role.rawValue)
            defer { label.finish() }
            return .init(
                role: role, name: label.required("name"), isRequired: label.bool("required"),
                meaning: label.text("meaning") ?? "")
        }
    }

    private mutating func bases() -> [Profile.Base] {
        fields.entries("bases").map { name, fields in
            var fields = fields
            defer { fields.finish() }
            return .init(
                repository: name, tag: fields.text("tag") ?? "latest", installs: fields.bool("installs"),
                purpose: fields.text("for") ?? "", source: fields.text("from") ?? "")
        }
    }

    private mutating func install() -> Profile.Install {
        var install = fields.fields("install")
        defer { install.finish() }
        return .init(
            root: install.text("root") ?? "", target: install.text("target") ?? "",
            folders: install.entries("folders").map { name, fields in
                var fields = fields
                defer { fields.finish() }
                return .init(
                    name: name, holds: fields.text("holds") ?? "", hasModules: fields.bool("modules"),
                    hasFlows: fields.bool("flows"))
            })
    }

    private mutating func image() -> Profile.ImageRules {
        var image = fields.fields("image")
        defer { image.finish() }
        var rules = Profile.ImageRules()
        rules.pattern = image.text("pattern") ?? "{registry}/{name}:{version}"
        rules.installerTags = image.list("installer-tag").map { item in
            var fields = Fields(item, path: "image.installer-tag", log: image.log)
            defer { fields.finish() }
            return .init(
                range: fields.range("versions"), tag: fields.word("tag", .platformVersion),
                reason: fields.text("why") ?? "")
        }
        rules.pullSecret = image.text("pull-secret") ?? ""
        rules.pullPolicy = image.text("pull-policy") ?? ""
        rules.pullPolicies = image.texts("pull-policies")
        rules.machineRegistries = image.texts("machine-registries")
        rules.localRegistries = image.texts("local-registries")
        rules.unpublishedRegistries = image.texts("unpublished-registries")
        return rules
    }

    private mutating func kindWords() -> [String: ChartKind] {
        var words = fields.fields("kind-words")
        var kinds: [String: ChartKind] = [:]
        for key in words.keys { kinds[key] = words.word(key, ChartKind.other) }
        return kinds
    }

    private static func keyword(_ name: String, _ fields: Fields) -> Profile.Keyword {
        var fields = fields
        defer { fields.finish() }
        let kind = fields.keys.contains("kind") ? fields.word("kind", ChartKind.other) : nil
        return .init(word: name, kind: kind, meaning: fields.text("meaning") ?? "")
    }

    private static func valuesKey(_ name: String, _ fields: Fields) -> Profile.ValuesKey {
        var fields = fields
        defer { fields.finish() }
        return .init(
            path: name, kind: fields.word("kind", .string), role: fields.word("role", .none),
            words: fields.texts("words"), fallback: fields.text("default"), meaning: fields.text("meaning") ?? "",
            fields: fields.entries("fields").map { name, fields in
                var fields = fields
                defer { fields.finish() }
                return .init(
                    name: name, kind: fields.word("kind", .string), words: fields.texts("words"),
                    isRequired: fields.bool("required"))
            })
    }

    private mutating func parameters(_ profile: inout Profile) {
        var parameters = fields.fields("parameters")
        profile.parameterTypes = parameters.entries("types").map { name, fields in
            var fields = fields
            defer { fields.finish() }
            return .init(
                word: name, fallback: fields.word("default", .any), hasChoices: fields.bool("choices"),
                isHeading: fields.bool("heading"), meaning: fields.text("meaning") ?? "")
        }
        profile.parameterFields = parameters.texts("fields")
        parameters.finish()
    }

    private static func global(_ name: String, _ fields: Fields) -> Profile.Global {
        var fields = fields
        defer { fields.finish() }
        return .init(
            name: name, sample: fields.value("sample") ?? "", meaning: fields.word("is", .other),
            isSecret: fields.bool("secret"))
    }

    private static func variable(_ name: String, _ fields: Fields) -> Profile.EnvironmentVariable {
        var fields = fields
        defer { fields.finish() }
        return .init(
            name: name, contract: fields.word("of", .workflow), needsInput: fields.bool("needs-input"),
            needs: fields.text("needs"), meaning: fields.text("meaning") ?? "")
    }

    private static func chart(_ name: String, _ fields: Fields) -> Profile.KnownChart {
        var fields = fields
        defer { fields.finish() }
        return .init(
            name: name, kind: fields.word("kind", .other), embedded: fields.text("embedded"),
            paths: fields.texts("paths"), tagValue: fields.text("tag-value"), meaning: fields.text("meaning") ?? "")
    }

    private mutating func images(_ profile: inout Profile) {
        profile.imageGroups = fields.entries("images").map { name, fields in
            var fields = fields
            defer { fields.finish() }
            return .init(name: name, meaning: fields.text("meaning") ?? "", images: fields.texts("names"))
        }
        for group in profile.imageGroups {
            for image in group.images { profile.platformImages[image] = group }
        }
    }

    private mutating func operators() -> Profile.Operators {
        var fields = fields.fields("operators")
        defer { fields.finish() }
        var operators = Profile.Operators()
        operators.package = fields.text("package") ?? ""
        operators.base = fields.text("base") ?? ""
        operators.withoutContainer = fields.texts("without-container")
        operators.fileWord = fields.text("file-word") ?? ""
        operators.providedModules = fields.texts("provided-modules")
        var constants = fields.fields("constants")
        operators.constantsModule = constants.text("module") ?? ""
        var names = constants.fields("names")
        for name in names.keys { operators.constants[name] = ProfileReader.constant(name, &names) }
        constants.finish()
        var task = fields.fields("task")
        operators.task = .init(
            className: task.text("class") ?? "", image: task.text("image") ?? "",
            template: task.text("template") ?? "", environment: task.text("parameters") ?? "")
        task.finish()
        operatorParameters(&fields, &operators)
        for (name, entry) in fields.entries("classes") {
            var fields = entry
            let module = fields.text("module") ?? name
            operators.classes[name] = .init(
                name: name, module: operators.package.isEmpty ? module : operators.package + "." + module,
                base: fields.text("base") ?? operators.base, image: fields.text("image"),
                directory: fields.text("directory"), gives: fields.texts("gives"))
            fields.finish()
        }
        return operators
    }

    private func operatorParameters(_ fields: inout Fields, _ operators: inout Profile.Operators) {
        var parameters = fields.fields("parameters")
        for parameter in Profile.OperatorParameter.allCases {
            operators.parameters[parameter] = parameters.text(parameter.rawValue)
        }
        parameters.finish()
        operators.sequences = fields.texts("sequences")
        operators.defaultMemory = fields.text("default-memory").flatMap { Int64($0) }
        operators.devServers = fields.texts("dev-servers")
    }

    private enum ConstantWord: String, CaseIterable { case registry, version, other }

    /// `registry`, `version`, `other`, or a table with its `text`.
    private static func constant(_ name: String, _ names: inout Fields) -> Profile.Constant {
        if names.value(name)?.table != nil {
            var fields = names.fields(name)
            defer { fields.finish() }
            return .text(fields.required("text"))
        }
        return switch names.word(name, ConstantWord.other) {
        case .registry: .registry
        case .version: .version
        case .other: .unknown
        }
    }
}
