import Findings
import Values

/// What Helm would change without a word, or pack and then not load: each a reason not to pack.
struct PackingChecks {
    let root: String
    let options: Packer.Options

    func findings(_ chart: Chart, _ entries: [ArchiveLayout.Entry]) -> [Finding] {
        changes(chart, folder: "") + names(entries) + size(entries) + damages(chart)
    }

    /// Archives in `charts/` whose checksum is wrong or missing: what they hold would be packed unchecked.
    private func damages(_ chart: Chart) -> [Finding] {
        chart.damagedArchives.map { ChartArchive.finding(damage: $0.reason, root: root, path: $0.path) }
    }

    /// Keys that are dropped and numbers that become other text when Chart.yaml is rewritten.
    private func changes(_ chart: Chart, folder: String) -> [Finding] {
        var findings: [Finding] = []
        if let file = chart.metadataFile, var reader = try? MetadataReader(file.content) {
            var metadata = Metadata()
            reader.read(into: &metadata)
            let path = folder + file.name
            for key in reader.unknownKeys where !options.allowedKeys.contains(key.key) {
                findings.append(
                    Finding(
                        "dropped-key", .error, Place(root: root, path: path, position: key.position),
                        "Helm doesn't know the key `\(key.path)` and drops it when it packs",
                        remedy: "move it below `annotations:`, which Helm keeps, or pack with `--allow-key \(key.key)`")
                )
            }
            for remark in reader.document.remarks {
                guard let (written, becomes) = remark.changedSpelling else { continue }
                if overridden(remark, in: reader.document.value, folder: folder) { continue }
                findings.append(
                    Finding(
                        "version-number", .error, Place(root: root, path: path, position: remark.position),
                        "`\(written)` is a number in YAML, and Helm packs it as `\(becomes)`",
                        remedy: "put it in quotation marks: \"\(written)\""))
            }
        }
        for subchart in chart.subcharts {
            findings += changes(subchart, folder: folder + "charts/" + subchart.name + "/")
        }
        return findings
    }

    /// A version that a flag replaces isn't written as it stands.
    private func overridden(_ remark: YAML.Remark, in document: Value, folder: String) -> Bool {
        folder.isEmpty
            && (options.version != nil && document["version"]?.position == remark.position
                || options.appVersion != nil && document["appVersion"]?.position == remark.position)
    }

    /// Names that Helm's loader refuses or reads differently, and names that stand in the archive twice.
    private func names(_ entries: [ArchiveLayout.Entry]) -> [Finding] {
        var findings: [Finding] = []
        var seen: Set<[UInt8]> = []
        for entry in entries {
            let inner = String(entry.name.utf8.drop { $0 != UInt8(ascii: "/") }.dropFirst()) ?? ""
            let place = Place(root: root, path: inner)
            do throws(ChartError) {
                if try ChartArchive.inside(entry.name) != inner {
                    findings.append(
                        Finding(
                            "unloadable", .error, place, "Helm's loader would take `\(entry.name)` for another file",
                            remedy: "rename the file: a backslash separates folders in archives made on Windows"))
                }
            } catch {
                findings.append(
                    Finding(
                        "unloadable", .error, place, "Helm would pack this file and then not load the chart: \(error)",
                        remedy: "rename the file or name it in .helmignore"))
            }
            if !seen.insert(Array(entry.name.utf8)).inserted {
                findings.append(
                    Finding(
                        "unloadable", .error, place, "two files of the archive would have the name `\(entry.name)`",
                        remedy: "keep one subchart of each name in charts/, as a folder or as an archive"))
            }
        }
        return findings
    }

    private func size(_ entries: [ArchiveLayout.Entry]) -> [Finding] {
        let total = entries.reduce(0) { $0 + $1.content.count }
        if total < ChartLimits.archive { return [] }
        return [
            Finding(
                "unloadable", .error, Place(root: root, path: ""),
                "the files of the chart have \(total) bytes together, and Helm loads no chart of "
                    + "\(ChartLimits.archive) bytes (100 MiB) or more",
                remedy: "move large files out of the chart or name them in .helmignore")
        ]
    }
}

extension YAML.Remark {
    /// A number whose text isn't what it becomes when it is taken as text.
    package var changedSpelling: (written: String, becomes: String)? {
        switch kind {
        case .numberSpelling(let written, let becomes): (written, becomes)
        case .octal(let written, let value): (written, String(value))
        default: nil
        }
    }
}
