package import OS
import Values

/// Generated charts, and what the real Helm answers about each.
package struct GeneratedCharts {
    package let folders: [Path]
    /// One for each folder; nil where the library is missing.
    package let answers: [HelmLibrary.Answer]?

    /// Asks one kind of question about charts from a seed on. `DAVIT_CHARTS` and `DAVIT_SEED` widen the search by hand.
    package init(
        asking question: String, count: Int, metadataOnly: Bool, in scratch: Scratch
    ) throws {
        let count = Environment.nonEmpty("DAVIT_CHARTS").flatMap { Int($0) } ?? count
        let first = Environment.nonEmpty("DAVIT_SEED").flatMap { UInt64($0) } ?? 1
        folders = try (first..<first + UInt64(count)).map { seed in
            var generator = ChartGenerator(seed: seed, metadataOnly: metadataOnly)
            let folder = scratch.folder / "c\(seed)"
            try generator.chart().write(to: folder)
            return folder
        }
        answers = try HelmLibrary.ask(question, folders.map { ["chart": Value(.string($0.string))] })
    }
}
