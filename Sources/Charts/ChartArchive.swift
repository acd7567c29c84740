import Archives
package import Findings
package import OS

/// The files of a packed chart, with the checks that Helm makes of their names and sizes.
package enum ChartArchive {
    /// Reads a `.tgz`. The first part of every name, the chart's folder, is taken off.
    ///
    /// It may unpack to so many bytes as `unpacked` says, names and padding included.
    package static func files(_ bytes: [UInt8], unpacked: Int = ChartLimits.unpacked) throws -> [ChartFile] {
        try contents(bytes, unpacked: unpacked).files
    }

    /// The files of an archive, and what is wrong behind the last of them.
    package struct Contents: Sendable {
        package let files: [ChartFile]
        /// Why the rest of the archive can't be read: a wrong checksum, an end that was cut off. Helm doesn't look
        /// there and loads the chart; what it holds may not be what was packed.
        package let damage: String?
    }

    /// The same with a look at what follows the files.
    package static func contents(_ bytes: [UInt8], unpacked: Int = ChartLimits.unpacked) throws -> Contents {
        let reader = TarReader(try GzipReader(BytesSource(bytes), limit: unpacked))
        var files: [ChartFile] = []
        var rest = ChartLimits.archive
        while let entry = try reader.next() {
            if entry.isFolder || entry.kind == .globalHeader { continue }
            let name = try inside(entry.name)
            if entry.size > rest { throw tooLarge() }
            if entry.size > ChartLimits.file {
                throw ChartError(
                    "decompressed chart file \(GoText.quoted(entry.name)) is larger than the maximum file size "
                        + "\(ChartLimits.file)", path: name)
            }
            let content = try reader.content(limit: rest)
            rest -= content.count
            if rest <= 0 { throw tooLarge() }
            files.append(ChartFile(name: name, modified: entry.modified, content: ChartFolder.withoutMark(content)))
        }
        if files.isEmpty { throw ChartError("no files in chart archive") }
        return Contents(files: files, damage: damage(behind: reader))
    }

    private static func tooLarge() -> ChartError {
        ChartError("decompressed chart is larger than the maximum size \(ChartLimits.archive)")
    }

    static func tooMuch() -> ChartError {
        ChartError(
            "the archive, with the archives inside it, unpacks to more than \(ChartLimits.unpacked >> 20) MiB",
            remedy: "don't trust it: no chart needs that much")
    }

    /// An entry's name below the chart's folder, or the reason why Helm refuses the archive.
    static func inside(_ entry: String) throws(ChartError) -> String {
        let separator: UInt8 = entry.utf8.contains(UInt8(ascii: "\\")) ? UInt8(ascii: "\\") : UInt8(ascii: "/")
        var parts = entry.utf8.split(separator: separator, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        let first = parts.removeFirst()
        let joined = parts.joined(separator: "/")
        if GoText.starts(joined, with: "/") { throw ChartError("chart illegally contains absolute paths") }
        let name = Path(joined).string
        if name == "." {
            throw ChartError("chart illegally contains content outside the base directory: \(GoText.quoted(entry))")
        }
        if GoText.starts(name, with: "..") { throw ChartError("chart illegally references parent directory") }
        let start = Array(name.utf8.prefix(3))
        if start.count == 3, start[0] | 0x20 >= 0x61, start[0] | 0x20 <= 0x7A, start[1...] == Array(":/".utf8)[...] {
            throw ChartError("chart contains illegally named files")
        }
        if first == "Chart.yaml" { throw ChartError("chart yaml not in base directory") }
        return name
    }

    /// Says that an archive is damaged.
    package static func finding(damage: String, root: String, path: String) -> Finding {
        Finding(
            "archive-damaged", .error, Place(root: root, path: path), "the archive is damaged: \(damage)",
            remedy: "fetch or pack it again; Helm doesn't notice, and takes what it holds")
    }

    /// Reads on to the end of the compressed data, where its checksum stands.
    private static func damage(behind reader: TarReader) -> String? {
        do {
            try reader.drain()
            return nil
        } catch ArchiveError.gzipHeader, ArchiveError.tooLarge {
            // Something that is no part of the archive was put behind it: the chart itself is whole.
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// Reads a packed chart's file, with Helm's words for what isn't one.
    package static func files(at path: Path) throws -> [ChartFile] { try contents(at: path).files }

    /// The same with a look at what follows the files.
    package static func contents(at path: Path) throws -> Contents {
        let bytes = try Files.read(path, limit: ChartLimits.archive)
        guard bytes.starts(with: [0x1F, 0x8B, 0x08]) else {
            if path.string.hasSuffix(".yml") || path.string.hasSuffix(".yaml") {
                throw ChartError("file '\(path)' seems to be a YAML file, but expected a gzipped archive")
            }
            throw ChartError("file '\(path)' does not appear to be a gzipped archive")
        }
        do {
            return try contents(bytes)
        } catch ArchiveError.tooLarge {
            throw tooMuch()
        } catch let error as ArchiveError {
            throw ChartError(
                "file '\(path)' does not appear to be a valid chart file (details: \(error))",
                remedy: "fetch or pack it again: the archive is damaged")
        }
    }
}
