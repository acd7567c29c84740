import Archives
import Findings
import OS
import TestSupport
import Testing
import Values

@testable import Charts

/// Generated charts, packed by the real Helm and by this package: the same verdicts, words, entries and bytes.
@Suite struct PackingDifferentialTests {
    @Test(arguments: [true, false])
    func packsAsHelmDoes(metadataOnly: Bool) throws {
        let scratch = try Scratch()
        let charts = try GeneratedCharts(asking: "pack", count: 250, metadataOnly: metadataOnly, in: scratch)
        let folders = charts.folders
        guard let answers = charts.answers else {
            #expect(HelmLibrary.mayBeMissing, "the Helm library is missing: scripts/install-deps --test")
            return
        }
        #expect(answers.count == folders.count)
        var packed = 0
        for (folder, answer) in zip(folders, answers) {
            guard case .text(let text) = answer else {
                Issue.record("\(folder.name): \(answer)")
                continue
            }
            let helm = try JSON.read(Array(text.utf8))
            let ours = PackingAnswer(packing: folder)
            if helm["archive"] != nil { packed += 1 }
            if let difference = ours.difference(from: PackingAnswer(helm)) {
                let chart =
                    (try? Files.read(folder / "Chart.yaml")).map { String(decoding: $0, as: UTF8.self) } ?? "none"
                let rules =
                    (try? Files.read(folder / ".helmignore")).map { String(decoding: $0, as: UTF8.self) } ?? "none"
                Issue.record(
                    "\(folder.name): \(difference)\n.helmignore:\n\(rules.debugDescription)\nChart.yaml:\n\(chart)")
            }
        }
        // Odd as they are, many of them have to be charts.
        #expect(packed > folders.count / 6)
    }
}

/// What packing gave: an archive's entries, or why there is none.
struct PackingAnswer {
    struct Entry: Equatable {
        var name: String
        var mode: Int
        var digest: String
        var text: String

        /// The chart or subchart that the entry belongs to: Helm's order of these is chance.
        var group: String {
            let parts = name.split(separator: "/", omittingEmptySubsequences: false)
            var end = 1
            while parts.count > end + 2, parts[end] == "charts" { end += 2 }
            return parts[..<min(end, parts.count)].joined(separator: "/")
        }
    }

    var file = ""
    var entries: [Entry] = []
    /// Helm may have several errors to choose from.
    var errors: [String] = []

    init(_ helm: Value) {
        errors = helm["errors"]?.list?.compactMap(\.string) ?? []
        file = helm["archive"]?["file"]?.string ?? ""
        for entry in helm["archive"]?["entries"]?.list ?? [] {
            entries.append(
                Entry(
                    name: entry["name"]?.string ?? "", mode: Int(entry["mode"]?.double ?? 0),
                    digest: entry["sha256"]?.string ?? "", text: entry["text"]?.string ?? ""))
        }
    }

    init(packing folder: Path) {
        var options = Packer.Options()
        options.asHelm = true
        do {
            let package = try Packer(options).pack(folder)
            file = package.fileName
            let reader = TarReader(try GzipReader(BytesSource(package.archive)))
            while let entry = try reader.next() {
                let content = try reader.content(limit: 64 << 20)
                entries.append(
                    Entry(
                        name: entry.name, mode: Int(entry.mode), digest: Digest(of: content).hex,
                        text: String(String.UnicodeScalarView(content.prefix(4000).map { Unicode.Scalar($0) }))))
            }
        } catch let failure as Failure {
            errors = [failure.findings[0].message]
        } catch {
            errors = ["unexpected: \(error)"]
        }
    }

    func difference(from helm: PackingAnswer) -> String? {
        if !errors.isEmpty || !helm.errors.isEmpty {
            let same = errors.contains { ours in
                helm.errors.contains { PackingAnswer.core($0) == PackingAnswer.core(ours) }
            }
            return same ? nil : "ours \(errors)\nhelm \(helm.errors)"
        }
        if file != helm.file { return "file \(file) helm \(helm.file)" }
        let groups = Dictionary(grouping: entries, by: \.group),
            wanted = Dictionary(grouping: helm.entries, by: \.group)
        for group in Set(groups.keys).union(wanted.keys).sorted() {
            var own = groups[group] ?? [], theirs = wanted[group] ?? []
            if own.map(\.name) != theirs.map(\.name) || own.filter({ $0.name == own[0].name }).count > 1 {
                // Two subcharts of one name, whose files lie in any order.
                if own.filter({ $0.name.hasSuffix("/Chart.yaml") }).count > 1 {
                    own.sort { ($0.name, $0.digest) < ($1.name, $1.digest) }
                    theirs.sort { ($0.name, $0.digest) < ($1.name, $1.digest) }
                }
            }
            if own.map(\.name) != theirs.map(\.name) { return "names \(own.map(\.name))\nhelm \(theirs.map(\.name))" }
            for (a, b) in zip(own, theirs) where a != b {
                return "\(a.name): mode \(a.mode)/\(b.mode)\n--- ours\n\(a.text)\n--- helm\n\(b.text)"
            }
        }
        return nil
    }

    /// The library puts a word before Helm's.
    private static func core(_ text: String) -> String { text }
}
