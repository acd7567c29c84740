import Charts
import Console
import Extensions
import Findings
import OS

/// Which charts `davit package` packs: those that were named, and all of the extensions that were.
struct PackagingPlan {
    struct Item: Sendable {
        /// The chart's folder as messages name it.
        let folder: String
        let supply: Packer.Supply?
        /// A key of Chart.yaml that the platform's own tools read from the sources: that packing drops it is right.
        var kindKey: String?
    }

    private(set) var items: [Item] = []
    private(set) var findings: [Finding] = []

    var folders: [String] { items.map(\.folder) }

    init(_ invocation: Invocation) throws {
        for argument in invocation.arguments {
            let path = Path(argument)
            // What is no folder, and what Helm would be asked for, is taken as a chart: the packer says what is wrong.
            guard !invocation[PackageCommand.asHelm] else {
                items.append(Item(folder: argument, supply: nil))
                continue
            }
            if Files.exists(path / "Chart.yaml") || !Files.isFolder(path) {
                items.append(Item(folder: argument, supply: PackagingPlan.lone(path, invocation)))
                continue
            }
            try addExtensions(path, argument, invocation)
        }
    }

    /// A chart by itself: the target matters only if something is missing in its `charts/`.
    private static func lone(_ path: Path, _ invocation: Invocation) -> Packer.Supply {
        { chart, folder in
            guard ChartSupply.isNeeded(chart) else { return [] }
            let chosen = try TargetOptions.choose(for: path, invocation)
            return try ChartSupply(target: chosen.target).supply(&chart, folder)
        }
    }

    private mutating func addExtensions(_ path: Path, _ argument: String, _ invocation: Invocation) throws {
        let tree = SourceTree(path)
        guard !Discovery.isEmpty(tree) else {
            // Helm's own words for a folder without a chart.
            items.append(Item(folder: argument, supply: nil))
            return
        }
        if invocation[PackageCommand.dependencyUpdate] {
            throw WrongUsage(
                "--dependency-update is for charts, and \(argument) is an extension",
                remedy: "name its charts' folders, or leave it out: charts known by name need no update")
        }
        let found = try TargetOptions.extensions(in: tree, invocation).map(\.item)
        for item in found {
            let supply = ChartSupply(item)
            items += item.charts.map { chart in
                Item(
                    folder: (item.root / chart.folder).string, supply: { try supply.supply(&$0, $1) },
                    kindKey: item.target.profile.kindKey)
            }
        }
        if found.allSatisfy(\.charts.isEmpty) {
            findings.append(
                Finding(
                    "extension-empty", .error, Place(root: argument, path: ""),
                    "the extension has images and no chart: there is nothing to pack",
                    remedy: "write a chart for it; `davit add chart` makes one"))
        }
    }
}
