import Charts
import Findings
import Images
import OS
import TestSupport
import Testing
import Values

@testable import Extensions

@Suite struct ProfileTests {
    private func kaapana() throws -> Profile { try Profiles.profile("kaapana") }

    @Test func builtIn() throws {
        #expect(Profiles.builtIn == ["kaapana-edk", "kaapana"])
        for name in Profiles.builtIn {
            let profile = try Profiles.profile(name)
            #expect(profile.name == name)
            #expect(try Version(profile.assumedVersion) >= Version("0.6.0"))
            // An embedded chart that isn't there would be a promise that nobody keeps; it may come with another change.
            for chart in profile.charts { #expect(chart.embedded?.hasPrefix("charts/") ?? true) }
        }
    }

    @Test func whatItKnows() throws {
        let profile = try kaapana()
        #expect(profile.label(.image)?.name == "IMAGE")
        #expect(profile.label(.image)?.isRequired == true)
        #expect(profile.label(.version)?.isRequired == false)
        #expect(profile.bases.filter(\.installs).map(\.repository).contains("local-only/base-installer"))
        #expect(profile.install.root == "/kaapana/tmp")
        #expect(profile.install.folders.map(\.name) == ["dags", "plugins", "mounted_scripts", "extensions"])
        #expect(profile.install.folders.filter(\.hasFlows).map(\.name) == ["dags"])
        #expect(profile.keyword("kaapanaworkflow")?.kind == .workflow)
        #expect(profile.keyword("gpurequired")?.kind == nil)
        #expect(profile.keyword("kaapanaworkflows") == nil)
        #expect(profile.values(.image)?.path == "global.image")
        #expect(profile.values(.action)?.words == ["copy", "remove", "prefetch"])
        #expect(profile.parameterType("list_multi")?.hasChoices == true)
        #expect(profile.parameterType("text") == nil)
        #expect(profile.globals.contains { $0.name == "registry_url" && $0.meaning == .registry })
        #expect(profile.environment.contains { $0.name == "OPERATOR_IN_DIR" && $0.needsInput })
        #expect(profile.chart("dag-installer-chart")?.kind == .installer)
        #expect(profile.provides("mitk-fileconverter")?.name == "operators")
        #expect(profile.provides("otsus-method") == nil)
        #expect(profile.containerDescriptor == "processing-container.json")
        #expect(profile.adminNamespace == "admin")
    }

    @Test(
        arguments: [
            ("GetInputOperator", "get-input", "get-input-data"),
            ("MinioOperator", "minio-operator", "transfer-files-with-minio"),
            ("DcmConverterOperator", "mitk-fileconverter", "dcm-converter"), ("LocalDcm2JsonOperator", nil, "dcm2json"),
            ("LocalMinioOperator", nil, nil), ("KaapanaBaseOperator", nil, nil),
        ] as [(String, String?, String?)])
    func operators(name: String, image: String?, directory: String?) throws {
        let known = try #require(try kaapana().operators.classes[name])
        #expect(known.image == image)
        #expect(known.directory == directory)
        #expect(known.module == "kaapana.operators.\(name)")
    }

    @Test func everyOperatorImageIsProvided() throws {
        let profile = try kaapana()
        #expect(profile.operators.classes.count > 55)
        for known in profile.operators.classes.values {
            if let image = known.image { #expect(profile.provides(image)?.name == "operators", "\(known.name)") }
        }
        #expect(profile.operators.constants["DEFAULT_REGISTRY"] == .registry)
        #expect(profile.operators.constants["KAAPANA_BUILD_VERSION"] == .version)
        #expect(profile.operators.constants["BATCH_NAME"] == .text("batch"))
        #expect(profile.operators.constants["GPU_SUPPORT"] == .unknown)
    }

    @Test(
        arguments: [
            ("0.5.0", Profile.ImageRules.Tag.platformVersion), ("0.4.2", .platformVersion), ("0.5.1", .chartVersion),
            ("0.5.1-45-g1a2b3c4", .chartVersion), ("0.6.0", .chartVersion), ("0.6.0-latest", .chartVersion),
        ])
    func tagRule(version: String, tag: Profile.ImageRules.Tag) throws {
        #expect(try kaapana().installerTag(in: Version(version))?.tag == tag)
    }

    @Test(
        arguments: [
            ("drops-commands", "0.6.0", true), ("drops-commands", "0.6.1-dev", true),
            ("drops-commands", "0.5.3", false),
            ("drops-commands", "0.7.0", false), ("ignores-pull-policy", "0.6.1", false),
            ("ignores-pull-policy", "0.6.0", true), ("task-api", "0.5.3", false), ("no-such-thing", "0.6.0", false),
        ])
    func behaviour(name: String, version: String, does: Bool) throws {
        #expect(try kaapana().behaves(name, in: Version(version)) == does)
    }

    @Test func developmentKit() throws {
        let edk = try Profiles.profile("kaapana-edk")
        let plain = try kaapana()
        #expect(edk.isForeignToPlatform(registry: "localhost:32000") == false)
        #expect(plain.isForeignToPlatform(registry: "localhost:32000"))
        #expect(plain.isForeignToPlatform(registry: "registry.example.org/a") == false)
        #expect(edk.isForeignToPlatform(registry: "localhost:5000"))
        let base = try #require(ImageReference("local-registry.services.svc.cluster.local:5000/base-python-cpu:0.6.0"))
        #expect(edk.base(base)?.repository == "local-only/base-python-cpu")
        #expect(plain.base(base) == nil)
        #expect(edk.chart("dag-installer-chart")?.paths.first?.hasPrefix("file:///kaapana/app") == true)
        #expect(edk.chart("dag-installer-chart")?.embedded == "charts/dag-installer-chart")
        // What it doesn't say is as in the profile that it extends.
        #expect(edk.operators.classes.count == plain.operators.classes.count)
        #expect(edk.values(.image)?.path == "global.image")
        #expect(edk.values(.registry)?.fallback == "localhost:32000")
        #expect(edk.values(.registry)?.kind == .registry)
    }

    private func kind(_ yaml: String) throws -> ChartKind {
        var reader = try MetadataReader(Array(yaml.utf8))
        var metadata = Metadata()
        reader.read(into: &metadata)
        return try kaapana().kind(of: metadata, document: reader.document.value)
    }

    @Test(arguments: [
        ("keywords: [kaapanaworkflow]", ChartKind.workflow),
        ("keywords: [gpurequired, kaapanaapplication]", .application),
        ("keywords: [kaapanaworkflow-v2]", .workflowV2), ("type: library", .library),
        ("kaapana_type: extension-collection", .collection), ("keywords: [web]", .other),
        ("dependencies: [{name: dag-installer-chart, version: 0.0.0}]", .workflow),
        ("dependencies: [{name: workflow-helpers, version: 0.0.0}]", .workflowV2),
    ])
    func chartKind(yaml: String, expected: ChartKind) throws { #expect(try kind(yaml) == expected) }
}

@Suite struct ProfileFileTests {
    private func read(_ text: String, base: Path = Path(".")) throws -> Profile {
        try Profiles.read(Array(text.utf8), place: Place(path: "p.yaml"), base: base)
    }

    private func findings(_ text: String) -> [Finding] {
        do {
            _ = try read(text)
            return []
        } catch {
            return (error as? Failure)?.findings ?? []
        }
    }

    @Test func own() throws {
        let profile = try read(
            """
            extends: kaapana
            name: ours
            keywords: {ourworkflow: {kind: workflow, meaning: ours}, kaapanaint: null}
            bases:
              ours/base: {installs: true, for: everything}
            """)
        #expect(profile.name == "ours")
        #expect(profile.keyword("ourworkflow")?.kind == .workflow)
        #expect(profile.keyword("kaapanaworkflow")?.kind == .workflow)
        #expect(profile.keyword("kaapanaint") == nil)
        #expect(profile.bases.last?.repository == "ours/base")
    }

    @Test(arguments: [
        ("name: a\nassumed-version: \"1\"\nkeyword: {}\n", 3, "keyword", "keywords"),
        ("name: a\nassumed-version: 0.6\n", 2, "assumed-version", "quotation"),
        ("name: a\nassumed-version: \"1\"\nkeywords: [a]\n", 3, "keywords", "name:"),
        ("name: a\nassumed-version: \"1\"\nkeywords: {a: {kind: workflo}}\n", 3, "workflo", "workflow"),
        (
            "name: a\nassumed-version: \"1\"\nbehaviours: {a: {versions: \">>x\"}}\n", 3, "behaviours.a.versions",
            "range"
        ),
        ("assumed-version: \"1\"\n", 1, "name", "add"), ("extends: kapana\nname: a\n", 1, "kapana", "kaapana"),
        ("- a\n", 1, "array", "key"), ("name: a\nname: b\nassumed-version: \"1\"\n", 2, "second", "keep one"),
        ("name: [\n", 2, "yaml", "YAML"), ("extends: [a]\nname: a\n", 1, "extends", "kaapana"),
    ])
    func wrong(text: String, line: Int, words: String, remedy: String) throws {
        let finding = try #require(findings(text).first { $0.message.contains(words) }, "\(findings(text))")
        #expect(finding.rule == "profile-invalid")
        #expect(finding.place.line == line)
        #expect(finding.place.path == "p.yaml")
        #expect(finding.remedy?.contains(remedy) == true, "\(finding.remedy ?? "")")
    }

    @Test func circle() throws {
        let scratch = try Scratch()
        try scratch.write("a.yaml", "extends: ./b.yaml\nname: a\n")
        try scratch.write("b.yaml", "extends: ./a.yaml\nname: b\n")
        #expect(throws: Failure.self) { try Profiles.profile((scratch.folder / "a.yaml").string) }
    }

    @Test func files() throws {
        let scratch = try Scratch()
        try scratch.write("ours.yaml", "extends: kaapana\nname: ours\n")
        try scratch.write("more/mine.yaml", "extends: ../ours.yaml\nname: mine\ntitle: Mine\n")
        #expect(try Profiles.profile("more/mine.yaml", from: scratch.folder).title == "Mine")
        #expect(throws: Failure.self) { try Profiles.profile("./none.yaml", from: scratch.folder) }
        let error = #expect(throws: WrongUsage.self) { try Profiles.profile("kaapna") }
        #expect(error?.remedy?.contains("did you mean kaapana?") == true)
    }
}
