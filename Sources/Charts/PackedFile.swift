package import Archives

/// One file as a packed chart holds it.
package struct PackedFile: Sendable {
    /// The name below the chart's folder.
    package let name: String
    package let size: Int
    package let digest: Digest

    init(name: String, content: [UInt8]) {
        self.name = name
        size = content.count
        digest = Digest(of: content)
    }

    /// What packing this chart would put into the archive, in its order, without making one.
    package static func of(_ chart: Chart) throws(ChartError) -> [PackedFile] {
        var layout = ArchiveLayout()
        try layout.add(chart, prefix: "")
        let folder = chart.name.utf8.count + 1
        return layout.entries.map { entry in
            PackedFile(
                name: String(decoding: entry.name.utf8.dropFirst(folder), as: UTF8.self), content: entry.content)
        }
    }

    /// What an archive holds, in its order.
    package static func of(_ files: [ChartFile]) -> [PackedFile] {
        files.map { PackedFile(name: $0.name, content: $0.content) }
    }
}
