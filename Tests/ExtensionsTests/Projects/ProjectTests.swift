import Findings
import Glibc
import Images
import OS
import Schemas
import TestSupport
import Testing
import Values

@testable import Extensions

@Suite struct ProjectTests {
    static let good = """
        targets:
          site:
            profile: kaapana
            platform-version: "0.5.3"
            registry: registry.example.org/site/
          kit:
            profile: kaapana-edk
        default-target: site
        images:
          keep:
            - {image: quay.io/example/viewer:1, reason: "started by hand"}
          ignore:
            - {image: dummy, reason: only for tests}
        bases:
          local-only/base-python-cpu: registry.example.org/bases/python:1
        dev: {anything: true}
        """

    static func read(_ text: String) throws -> Project {
        try Project.read(Array(text.utf8), path: Path("x/davit.yaml"))
    }

    @Test func everything() throws {
        let project = try Self.read(Self.good)
        #expect(project.targets.map(\.name) == ["site", "kit"])
        #expect(project.defaultTarget == "site")
        #expect(project.keep.first?.reason == "started by hand")
        #expect(project.ignore.first?.image == "dummy")
        #expect(project.bases["local-only/base-python-cpu"] == "registry.example.org/bases/python:1")
        #expect(project.dev?["anything"]?.bool == true)
        #expect(try Self.read("").targets.isEmpty)
    }

    @Test(arguments: [
        ("target:\n  a: {}\n", 1, "target", "targets"), ("targets:\n  a: {profil: kaapana}\n", 2, "profil", "profile"),
        ("targets:\n  a: {platform-version: 0.6}\n", 2, "number", "quotation"),
        ("targets: {a: {}}\ndefault-target: b\n", 2, "no target `b`", "name one"),
        ("images:\n  keep:\n  - {image: a}\n", 3, "reason", "add"), ("images:\n  kep: []\n", 2, "images.kep", "keep"),
        ("targets:\n  a: {platform-version: latest}\n", 2, "pattern", "davit schema"),
        ("targets:\n  a b: {}\n", 2, "", "davit schema"), ("[]\n", 1, "array", "key"),
        ("dev: {}\ndev: {}\n", 2, "second", "line 1"), ("targets: {\n", 2, "yaml", "YAML"),
        ("dev: text\n", 1, "dev", ""),
    ])
    func wrong(text: String, line: Int, words: String, remedy: String) throws {
        let failure = #expect(throws: Failure.self) { try Self.read(text) }
        let finding = try #require(failure?.findings.first { $0.message.contains(words) }, "\(failure?.findings ?? [])")
        #expect(finding.rule == "project-invalid")
        #expect(finding.place.path == "davit.yaml")
        #expect(finding.place.root == "x")
        if !words.isEmpty { #expect(finding.place.line == line, "\(finding)") }
        #expect(finding.remedy?.contains(remedy) == true, "\(finding.remedy ?? "")")
    }

    /// The schema that editors use and the reader take and refuse the same.
    @Test func schemaAgrees() throws {
        let file = try #require(Embedded.file(Project.schemaPath))
        let schema = try Schema.compile(text: file.bytes, name: "davit.json")
        #expect(schema.warnings.isEmpty)
        #expect(try schema.validate(YAML.read(Self.good).value).isEmpty)
        var generator = SeededGenerator(seed: 3)
        let lines = Self.good.split(separator: "\n").map(String.init)
        var refused = 0
        for _ in 0..<400 {
            var changed = lines
            let index = generator.below(lines.count)
            switch generator.below(4) {
            case 0: changed[index] = changed[index].replacing("e", with: "", maxReplacements: 1)
            case 1: changed[index] = changed[index].replacing(": ", with: ": [a] #", maxReplacements: 1)
            case 2: changed[index] = changed[index].replacing(": ", with: ": 7 #", maxReplacements: 1)
            default: changed.remove(at: index)
            }
            let text = changed.joined(separator: "\n")
            guard let value = try? YAML.read(text).value else { continue }
            let isValid = value.isNull || (try? schema.validate(value).isEmpty) == true
            let project = try? Self.read(text)
            if !isValid {
                refused += 1
                #expect(project == nil, "\(text)")
            }
            // What only the reader knows: a default target that isn't among the targets, a key that stands twice.
            if project != nil { #expect(isValid, "\(text)") }
        }
        #expect(refused > 50)
    }

    @Test func searched() throws {
        let scratch = try Scratch()
        try Files.makeFolder(scratch.folder / "repo/.git")
        try Files.makeFolder(scratch.folder / "repo/ext/extension/chart")
        try scratch.write("davit.yaml", "targets: {outside: {}}\n")
        #expect(try Project.find(from: scratch.folder / "repo/ext/extension/chart") == nil)
        try scratch.write("repo/davit.yaml", "targets: {tree: {}}\n")
        #expect(try Project.find(from: scratch.folder / "repo/ext/extension/chart")?.targets.first?.name == "tree")
        try scratch.write("repo/ext/davit.yaml", "targets: {mine: {}}\n")
        #expect(try Project.find(from: scratch.folder / "repo/ext/extension/chart")?.targets.first?.name == "mine")
        #expect(try Project.find(from: scratch.folder / "repo")?.targets.first?.name == "tree")
        // A file's own folder counts.
        try scratch.write("repo/ext/a.txt", "")
        #expect(try Project.find(from: scratch.folder / "repo/ext/a.txt")?.targets.first?.name == "mine")
    }

    /// What lies in a folder that everybody may write to is nobody's project.
    @Test func notFromSharedFolders() throws {
        let scratch = try Scratch()
        try scratch.write("davit.yaml", "targets: {other: {}}\n")
        try Files.makeFolder(scratch.folder / "mine/ext")
        #expect(try Project.find(from: scratch.folder / "mine/ext") != nil)
        #expect(chmod(scratch.folder.string, 0o1777) == 0)
        #expect(try Project.find(from: scratch.folder / "mine/ext") == nil)
    }
}

@Suite struct TargetTests {
    @Test func assumed() throws {
        let target = try Target.resolve(nil)
        #expect(target.profile.name == "kaapana")
        #expect(target.versionText == "0.6.0")
        #expect(target.registry == nil)
        #expect(target.assumptions == ["profile kaapana", "version 0.6.0"])
        #expect(target.reference("a")?.description == "a:0.6.0")
    }

    @Test func ofProject() throws {
        let project = try ProjectTests.read(ProjectTests.good)
        let target = try Target.resolve(project)
        #expect(target.name == "site")
        #expect(target.versionText == "0.5.3")
        #expect(target.reference("a")?.description == "registry.example.org/site/a:0.5.3")
        #expect(target.installerTag(chartVersion: "0.0.0") == "0.0.0")
        #expect(target.assumptions.isEmpty)
        let kit = try Target.resolve(project, .init(target: "kit"))
        #expect(kit.profile.name == "kaapana-edk")
        #expect(kit.assumptions == ["version 0.6.0"])
        let other = try Target.resolve(
            project, .init(profile: "kaapana-edk", platformVersion: "v0.4.1", registry: "localhost:32000"))
        #expect(other.profile.name == "kaapana-edk")
        #expect(other.installerTag(chartVersion: "0.0.0") == "0.4.1")
        #expect(other.registry == "localhost:32000")
    }

    @Test(
        arguments: [
            (Target.Overrides(target: "sit"), "site"), (.init(platformVersion: "new"), "0.6.0"),
            (.init(registry: "https://registry.example.org"), "https"), (.init(registry: "a b"), "host"),
        ] as [(Target.Overrides, String)])
    func wrong(overrides: Target.Overrides, remedy: String) throws {
        let project = try ProjectTests.read(ProjectTests.good)
        let error = #expect(throws: WrongUsage.self) { try Target.resolve(project, overrides) }
        #expect(error?.remedy?.contains(remedy) == true)
    }

    @Test func placesInTheFile() throws {
        func finding(_ text: String) throws -> Finding? {
            let project = try ProjectTests.read(text)
            let failure = #expect(throws: Failure.self) { try Target.resolve(project) }
            return failure?.findings.first
        }
        #expect(try finding("targets:\n  a: {registry: \"https://x\"}\n")?.place.line == 2)
        #expect(try finding("targets:\n  a:\n    profile: kaapna\n")?.place.line == 3)
        #expect(try finding("targets:\n  a: {}\n  b: {}\n")?.place.line == 3)
        #expect(throws: WrongUsage.self) { try Target.resolve(nil, .init(target: "a")) }
    }
}
