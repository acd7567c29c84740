import Archives
import Charts
import Findings
import Foundation
import OS
import Registries
import TestSupport
import Testing
import Values

/// Generated charts with dependencies, updated and built by the real Helm library and by davit: the same succeed, with the
/// same lock and the same charts.
@Suite(.serialized) struct DependencyDifferentialTests {
    private static let versions = ["1.0.0", "0.9.3", "2.1.0-rc.1", "v1.2.0", "1.2.0+b.7", "10.0.0", "1.2"]
    private static let ranges = [
        "1.0.0", "^1", ">=0.5 <2", "1.x", "*", ">=1.0.0-0", "~1.2", "^0.9 || ^10", "2.1.0-rc.1", "!=1.0.0", "",
        "latest", "v1.2.0",
        "1.2.0+b.7", ">1 <1",
    ]

    private struct World {
        var files: [(String, [UInt8])] = []
        var commands: [String] = []

        mutating func add(_ name: String, _ text: String) { files.append((name, Array(text.utf8))) }
    }

    private static func world(
        _ random: inout SeededGenerator, _ repository: String, _ archives: [[UInt8]]
    ) -> World {
        var world = World()
        let names = ["leaf", "twig", "branch"]
        for name in names {
            var text = "apiVersion: v2\nname: \(name)\nversion: \(random.pick(versions))\n"
            if random.below(8) == 0 { text += "unknown: key\n" }
            if random.below(6) == 0 {
                text += "dependencies: [{name: twig, version: '*', repository: 'file://../twig'}]\n"
            }
            if random.below(20) == 0 { text = "apiVersion: v2\nname: \(name)\n" }
            world.add("\(name)/Chart.yaml", text)
            world.add("\(name)/values.yaml", "a: \(name)\n")
        }
        let places: [(String) -> String] = [
            { "file://../\($0)" }, { "file://./../\($0)/" }, { _ in "file://../gone" }, { _ in "" },
            { _ in repository }, { _ in repository + "/" }, { _ in "@nobody" },
        ]
        var entries = ""
        for _ in 0..<random.below(4) {
            let name = random.pick(names + ["demo"])
            let place = name == "demo" ? repository : places[[0, 0, 0, 1, 1, 2, 3, 3, 4, 5, 6][random.below(11)]](name)
            entries += "- name: \(name)\n  version: \"\(random.pick(ranges))\"\n"
            if !place.isEmpty || random.below(2) == 0 { entries += "  repository: \"\(place)\"\n" }
            if random.below(3) == 0 { entries += "  alias: a\(random.below(1000))\n" }
            if random.below(4) == 0 { entries += "  condition: \"\(name).enabled,x<y\"\n" }
            if random.below(5) == 0 { entries += "  tags: [one, two]\n" }
            if random.below(6) == 0 { entries += "  import-values: [data, {child: a, parent: b}]\n" }
        }
        let isV1 = random.below(4) == 0
        let list = entries.isEmpty ? random.pick(["", "dependencies: []\n"]) : "dependencies:\n\(entries)"
        let isApart = isV1 || random.below(8) == 0
        world.add(
            "app/Chart.yaml", "apiVersion: \(isV1 ? "v1" : "v2")\nname: app\nversion: 1.0.0\n" + (isApart ? "" : list))
        if isApart { world.add("app/requirements.yaml", list) }
        if random.below(3) == 0 {
            world.add("app/charts/leaf/Chart.yaml", "apiVersion: v2\nname: leaf\nversion: 1.0.0\n")
        }
        if random.below(4) == 0 { world.files.append(("app/charts/old-0.1.0.tgz", random.pick(archives))) }
        if random.below(8) == 0 { world.add("app/charts/_note.txt", "not a chart") }
        if random.below(8) == 0 {
            world.add(
                "app/\(isV1 ? "requirements" : "Chart").lock",
                "dependencies: []\ndigest: sha256:00\ngenerated: \"2024-01-02T03:04:05Z\"\n")
        }
        world.commands = random.pick([["update"], ["update", "build"], ["build"], ["update", "update"]])
        return world
    }

    @Test func doesWhatHelmDoes() throws {
        let server = try TestServer()
        let archives = try [("demo", "1.0.0"), ("demo", "1.2.0"), ("demo", "2.1.0-rc.1"), ("leaf", "1.5.0")].map {
            ($0.0, $0.1, try DependencyWorld.archive($0.0, $0.1))
        }
        let repository = try TestRepository(server, archives)
        let scratch = try Scratch("differ")
        var random = SeededGenerator(seed: 7)
        let worlds = (0..<100).map { _ in Self.world(&random, repository.url, archives.map(\.2)) }
        for (index, world) in worlds.enumerated() {
            for side in ["helm", "davi"] {
                for (name, content) in world.files {
                    try Files.makeFolder((scratch.folder / "\(side)/\(index)/\(name)").parent)
                    try Data(content).write(to: URL(fileURLWithPath: "\(scratch.folder)/\(side)/\(index)/\(name)"))
                }
            }
        }
        guard let answers = try Self.askHelm(scratch.folder / "helm", worlds) else {
            #expect(HelmLibrary.mayBeMissing, "CI needs the Helm library")
            return
        }
        #expect(answers.count == worlds.count)
        var succeeded = 0
        for (index, answer) in answers.enumerated() {
            let root = scratch.folder / "davi/\(index)"
            var failure: String?
            for command in worlds[index].commands where failure == nil {
                failure = Self.run(command, root / "app", scratch)
            }
            let shown =
                "case \(index): \(worlds[index].commands) \(String(decoding: try Files.read(root / "app/Chart.yaml"), as: UTF8.self))"
            let theirs = answer["error"]?.string
            #expect(
                (failure == nil) == (theirs == nil), "\(shown)\nhelm: \(theirs ?? "fine")\ndavit: \(failure ?? "fine")")
            if let failure, let theirs, !theirs.contains("no cached repository") {
                let mine = failure.replacing("\(scratch.folder)/davi/", with: "")
                #expect(mine.contains(theirs), "\(shown)\nhelm: \(theirs)\ndavit: \(mine)")
            }
            if (failure == nil) == (theirs == nil) { try Self.compareList(root / "app", answer["list"], shown) }
            if failure == nil, theirs == nil {
                succeeded += 1
                try Self.compare(root / "app", scratch.folder / "helm/\(index)/app", shown)
            }
        }
        #expect(succeeded > 25, "too few succeed to say much: \(succeeded)")
    }

    private static func run(_ command: String, _ chart: Path, _ scratch: Scratch) -> String? {
        do {
            let transfer = Transfer(HTTPClient(quickSettings()))
            let cache = DownloadCache(folder: scratch.folder / "home")
            let registry = RegistryClient(
                RegistryClient.Settings(plainHTTP: true, credentials: CredentialSources(files: [])), transfer: transfer,
                cache: cache)
            let options = DependencyOptions(command == "update" ? .update : .build, now: { Timestamp(seconds: 1) })
            _ = try DependencyUpdater(
                options,
                sources: {
                    DependencySources(
                        file: RepositoriesFile(), registry: registry, given: nil, transfer: transfer, cache: cache)
                }
            ).run(chart)
            return nil
        } catch {
            return "\(error)"
        }
    }

    private static func compare(_ mine: Path, _ theirs: Path, _ shown: String) throws {
        #expect(try Files.names(in: mine) == Files.names(in: theirs), "\(shown)")
        for name in ["Chart.lock", "requirements.lock"] where Files.exists(theirs / name) {
            let (one, other) = (try Lock(Files.read(mine / name)), try Lock(Files.read(theirs / name)))
            #expect(one?.digest == other?.digest, "\(shown)")
            #expect(one?.dependencies == other?.dependencies, "\(shown)")
        }
        guard Files.exists(theirs / "charts") else { return }
        let names = try Files.names(in: theirs / "charts")
        #expect(try Files.names(in: mine / "charts") == names, "\(shown)")
        for name in names where name.hasSuffix(".tgz") {
            let (one, other) = (
                try ChartArchive.files(at: mine / "charts" / name), try ChartArchive.files(at: theirs / "charts" / name)
            )
            #expect(one.map(\.name).sorted() == other.map(\.name).sorted(), "\(shown)")
            for file in one {
                #expect(other.first { $0.name == file.name }?.content == file.content, "\(shown): \(name) \(file.name)")
            }
        }
    }

    private static func compareList(_ chart: Path, _ wanted: Value?, _ shown: String) throws {
        let mine = (try? DependencyListing(chart)).map { listing in
            (listing.rows ?? []).map {
                [$0.dependency.name, $0.dependency.version, $0.dependency.repository, $0.status]
            }
        }
        let theirs = wanted?.list?.map { row in
            ["name", "version", "repository", "status"].map { row[$0]?.string ?? "" }
        }
        #expect(mine == theirs, "\(shown)")
    }

    private static func askHelm(_ folder: Path, _ worlds: [World]) throws -> [Value]? {
        guard let python = HelmLibrary.python else { return nil }
        let input = Value(.list(worlds.map { Value(.list($0.commands.map { Value(.string($0)) })) }))
        let result = try Child(python, ["-c", script], folder: folder, input: Array(JSON.text(input).utf8)).run()
        try #require(result.succeeded, "\(String(decoding: result.errors, as: UTF8.self))")
        return try JSON.read(result.output).list
    }

    private static let script = """
        import json, sys
        import helm_python as helm
        answers = []
        for number, commands in enumerate(json.load(sys.stdin)):
            answer = {}
            for command in commands:
                try: getattr(helm, "dependency_" + command)("%d/app" % number)
                except helm.HelmError as error:
                    answer["error"] = str(error)
                    break
            try: answer["list"] = helm.dependency_list("%d/app" % number) or []
            except helm.HelmError: answer["list"] = None
            answers.append(answer)
        json.dump(answers, sys.stdout)
        """
}
