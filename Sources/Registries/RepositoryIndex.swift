package import Archives
import Findings
package import Values

/// One version of a chart, as a repository's index lists it.
package struct IndexedChart: Sendable {
    package let name: String
    package let version: String
    /// Where its archive is; seen from the repository where an address is relative.
    package let urls: [String]
    /// The digest text as it stands there; empty where there is none.
    package let digestText: String
    package let created: String?
    package let isDeprecated: Bool
    /// The whole entry: the chart's metadata, too.
    package let value: Value

    init?(_ value: Value) {
        // Helm passes over entries without a name or a version: no such chart can be loaded.
        guard let name = value["name"]?.string, !name.isEmpty, let version = value["version"]?.string, !version.isEmpty
        else { return nil }
        self.name = name
        self.version = version
        urls = (value["urls"]?.list ?? []).compactMap(\.string)
        digestText = value["digest"]?.string ?? ""
        created = value["created"]?.string
        isDeprecated = value["deprecated"]?.bool ?? false
        self.value = value
    }

    /// The digest of the archive, nil where the index gives none. One that can't be checked is an error: it would
    /// otherwise switch the check off unnoticed.
    package func digest() throws -> Digest? {
        if digestText.isEmpty { return nil }
        let hex = digestText.hasPrefix("sha256:") ? String(digestText.dropFirst(7)) : digestText
        guard let digest = Digest(hex: hex.lowercased()) else {
            throw TransferError(
                .badAnswer, "", "the index gives \(name) \(version) a digest that isn't sha256",
                remedy: "ask who runs the repository to write its index anew")
        }
        return digest
    }
}

/// A chart repository's `index.yaml`.
package struct RepositoryIndex: Sendable {
    /// Every chart's versions, in the order of the file.
    package let charts: [String: [IndexedChart]]

    /// Reads the text of an index. The errors have Helm's words.
    package init(_ bytes: [UInt8]) throws(InvalidIndex) {
        guard !bytes.isEmpty else { throw InvalidIndex(reason: "empty index.yaml file") }
        let value: Value
        // JSON is YAML, but much faster to read.
        if bytes.first == UInt8(ascii: "{"), let read = try? JSON.read(bytes) {
            value = read
        } else {
            do throws(YAMLError) {
                value = try YAML.read(bytes).value
            } catch {
                throw InvalidIndex(reason: "\(error)")
            }
        }
        try self.init(value)
    }

    package init(_ value: Value) throws(InvalidIndex) {
        guard value.table != nil || value.isNull else {
            throw InvalidIndex(reason: "it is no table but a \(value.kind)")
        }
        guard let version = value["apiVersion"]?.string, !version.isEmpty else {
            throw InvalidIndex(reason: "no API version specified")
        }
        var charts: [String: [IndexedChart]] = [:]
        for entry in value["entries"]?.table?.entries ?? [] {
            charts[entry.key] = (entry.value.list ?? []).compactMap { IndexedChart($0) }
        }
        self.charts = charts
    }

    /// The versions of a chart, in the order of the file; nil where the index doesn't have it.
    package func versions(of name: String) -> [IndexedChart]? { charts[name] }
}

/// Why an index can't be used.
package struct InvalidIndex: Error, Hashable, CustomStringConvertible {
    package let reason: String
    package var description: String { reason }
}
