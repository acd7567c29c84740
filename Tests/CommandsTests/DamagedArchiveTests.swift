import Archives
import Charts
import OS
import TestSupport
import Testing

/// Archives that are damaged behind their last file. Helm loads every one of them.
struct DamagedArchiveTests {
    private func archive(_ name: String) throws -> [UInt8] {
        var writer = TarWriter(into: [UInt8]())
        for (file, text) in [
            ("Chart.yaml", "apiVersion: v2\nname: \(name)\nversion: 1.0.0\n"), ("values.yaml", "a: 1\n"),
        ] {
            try writer.append(TarEntry(name: name + "/" + file, size: text.utf8.count), Array(text.utf8))
        }
        return Gzip.compress(try writer.finish())
    }

    private static let damages: [(String, @Sendable ([UInt8]) -> [UInt8], String?)] = [
        ("whole", { $0 }, nil),
        ("wrong checksum", { $0.dropLast(5) + [$0[$0.count - 5] ^ 1] + $0.suffix(4) }, "gzip: invalid checksum"),
        ("wrong length", { $0.dropLast(1) + [7] }, "gzip: invalid checksum"),
        ("no length", { $0.dropLast(4) }, "unexpected EOF"), ("no trailer", { $0.dropLast(8) }, "unexpected EOF"),
        ("half a second member", { $0 + Gzip.compress([1, 2]).dropLast(3) }, "unexpected EOF"),
        ("something behind it", { $0 + [UInt8](repeating: 0, count: 512) }, nil),
    ]

    @Test(arguments: damages.map(\.0)) func isSaid(_ name: String) throws {
        let damage = try #require(Self.damages.first { $0.0 == name })
        let scratch = try Scratch()
        let chart = try scratch.write("c-1.0.0.tgz", damage.1(archive("c"))).string
        #expect(try ChartArchive.contents(at: Path(chart)).damage == damage.2)
        let lint = DavitRun(["lint", chart])
        let show = DavitRun(["show", "chart", chart])
        if let reason = damage.2 {
            #expect(lint.code == 1 && lint.output.contains("the archive is damaged: \(reason) [archive-damaged]"))
            #expect(show.code == 1 && show.errors.contains(reason) && show.output.isEmpty)
        } else {
            #expect(lint.code == 0 && !lint.output.contains("damaged"))
            #expect(show.code == 0)
        }
        // Helm says nothing of it, and so isn't quoted with it.
        #expect(DavitRun(["lint", "--only", "helm", chart]).code == 0)
    }

    @Test func inChartsItIsNotPacked() throws {
        let scratch = try Scratch()
        try scratch.write("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n")
        try scratch.write("c/charts/leaf-1.0.0.tgz", Array(archive("leaf").dropLast(2)))
        let folder = (scratch.folder / "c").string
        let out = (scratch.folder / "out").string
        let refused = DavitRun(["package", folder, "-o", out])
        #expect(refused.code == 1)
        #expect(refused.errors.contains("c/charts/leaf-1.0.0.tgz: error: the archive is damaged: unexpected EOF"))
        #expect(!Files.exists(Path(out)))
        let helm = DavitRun(["package", "--as-helm", folder, "-o", out])
        #expect(helm.code == 0 && helm.errors.contains("[archive-damaged]"))
        #expect(DavitRun(["lint", folder]).output.contains("charts/leaf-1.0.0.tgz: error: the archive is damaged"))
    }
}
