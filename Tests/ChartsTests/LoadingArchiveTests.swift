import Archives
import OS
import TestSupport
import Testing

@testable import Charts

/// What the loader refuses, and that nothing it is given brings it down.
@Suite struct LoadingArchiveTests {
    private func archive(_ files: [(String, String)]) throws -> [UInt8] {
        var writer = TarWriter(into: [UInt8]())
        for (name, text) in files { try writer.append(TarEntry(name: name, size: text.utf8.count), Array(text.utf8)) }
        return Gzip.compress(try writer.finish())
    }

    @Test(arguments: [
        ("a//etc/passwd", "chart illegally contains absolute paths"),
        ("a/../../x", "chart illegally references parent directory"),
        ("plain", "chart illegally contains content outside the base directory: \"plain\""),
        ("a/..x", "chart illegally references parent directory"), ("a/c:/x", "chart contains illegally named files"),
        ("a\\c:\\x", "chart contains illegally named files"), ("Chart.yaml/x", "chart yaml not in base directory"),
    ])
    func refusesNames(name: String, message: String) throws {
        let error = #expect(throws: ChartError.self) { try ChartArchive.inside(name) }
        #expect(error?.message == message)
    }

    @Test func refusesAnEmptyArchive() throws {
        let error = #expect(throws: ChartError.self) { try ChartArchive.files(try archive([])) }
        #expect(error?.message == "no files in chart archive")
    }

    @Test func takesOffMarksAndFolders() throws {
        let files = try ChartArchive.files(try archive([("c/Chart.yaml", "\u{FEFF}a"), ("c/a/./b", "x")]))
        #expect(files.map(\.name) == ["Chart.yaml", "a/b"])
        #expect(files[0].text == "a")
    }

    @Test func refusesPipes() throws {
        let scratch = try Scratch()
        let tree = GeneratedTree([("Chart.yaml", .file(Array("name: a".utf8))), ("pipe", .fifo)])
        try tree.write(to: scratch.folder / "c")
        let error = #expect(throws: ChartError.self) { try ChartFolder(scratch.folder / "c") }
        #expect(error?.path == "pipe")
    }

    @Test(arguments: [("loop", "."), ("self", "self"), ("broken", "gone/x"), ("through", "Chart.yaml/x")])
    func refusesLinksThatLeadNowhere(name: String, target: String) throws {
        let scratch = try Scratch()
        let tree = GeneratedTree([("Chart.yaml", .file(Array("name: a".utf8))), (name, .link(target))])
        try tree.write(to: scratch.folder / "c")
        let error = #expect(throws: ChartError.self) { try ChartFolder(scratch.folder / "c") }
        #expect(error?.remedy?.hasPrefix("remove the link") == true)
        #expect(error?.path == name, "the place is the link, not where the system gave up")
    }

    @Test func theLinkThatBeginsALoopIsThePlace() throws {
        let scratch = try Scratch()
        let tree = GeneratedTree([
            ("Chart.yaml", .file(Array("name: a".utf8))), ("files/sub/a", .file([1])), ("files/sub/up", .link("..")),
        ])
        try tree.write(to: scratch.folder / "c")
        #expect(#expect(throws: ChartError.self) { try ChartFolder(scratch.folder / "c") }?.path == "files/sub/up")
    }

    @Test func fuzzArchives() throws {
        var random = SeededGenerator(seed: 5)
        let good = try archive([
            ("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n"), ("c/values.yaml", "a: 1\n"),
        ])
        let end = ContinuousClock().now + FuzzBudget.duration
        var refused = 0
        while ContinuousClock().now < end {
            var bytes = good
            for _ in 0...random.below(4) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
            if random.below(4) == 0 { bytes.removeLast(random.below(bytes.count)) }
            do {
                var loader = ChartLoader()
                _ = try loader.load(files: try ChartArchive.files(bytes))
            } catch {
                refused += 1
            }
        }
        #expect(refused > 0)
    }

    @Test func fuzzMetadataAndLocks() {
        let end = ContinuousClock().now + FuzzBudget.duration
        var seed: UInt64 = 0
        while ContinuousClock().now < end {
            seed += 1
            var generator = ChartGenerator(seed: seed, metadataOnly: true)
            guard case .file(var bytes)? = generator.chart().entries.first?.1, !bytes.isEmpty else { continue }
            for _ in 0..<generator.random.below(4) {
                bytes[generator.random.below(bytes.count)] = UInt8(generator.random.below(256))
            }
            if var reader = try? MetadataReader(bytes) {
                var metadata = Metadata()
                reader.read(into: &metadata)
                try? metadata.validate()
                _ = metadata.yaml
            }
            if let lock = try? Lock(bytes) { _ = lock.text }
        }
        #expect(seed > 1)
    }
}
