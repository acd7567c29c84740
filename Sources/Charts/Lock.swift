import Archives
import Findings
import OS
import Values

/// What Chart.lock or requirements.lock says: each dependency with the one version that was chosen.
package struct Lock: Sendable {
    package var dependencies: [ChartDependency?]?
    package var digest: String
    /// When it was made, as RFC 3339 has it; nil if the file doesn't say.
    package var generated: Timestamp?

    package init(dependencies: [ChartDependency], digest: String, generated: Timestamp?) {
        self.dependencies = dependencies
        self.digest = digest
        self.generated = generated
    }

    /// Reads a lock file; nil for an empty one.
    package init?(_ bytes: [UInt8]) throws(ChartError) {
        let reader = try MetadataReader(bytes, typeName: "v2.Lock")
        if reader.document.value.isNull { return nil }
        (dependencies, digest, generated) = try reader.lock()
    }

    /// The file's text.
    package var text: String { YAML.text(value.throughJSON) }

    var value: Value {
        let entries: Value =
            dependencies.map { Value(.list($0.map { $0.map(\.value) ?? Value(.null) })) } ?? Value(.null)
        return [
            "dependencies": entries, "digest": Value(.string(digest)),
            "generated": Value(.string((generated ?? Timestamp.zero).text)),
        ]
    }

    /// Helm's digest of what Chart.yaml asks for and what the lock gives.
    package static func digest(requested: [ChartDependency], locked: [ChartDependency]) -> String {
        let value: Value = [Value(.list(requested.map(\.jsonValue))), Value(.list(locked.map(\.jsonValue)))]
        return Digest(of: Array(JSON.text(value, JSON.Style(escapesHTML: true)).utf8)).description
    }

    /// The digest that Helm 2 wrote, which charts of apiVersion v1 may still carry.
    package static func helm2Digest(requested: [ChartDependency]) -> String {
        let value: Value = ["dependencies": Value(.list(requested.map(\.jsonValue)))]
        return Digest(of: Array(JSON.text(value, JSON.Style(escapesHTML: true)).utf8)).description
    }
}

extension ChartDependency {
    /// The keys as Go's JSON writes them, in the struct's order: the lock's digest is made of them.
    var jsonValue: Value {
        var table = Table()
        table["name"] = Value(.string(name))
        if !version.isEmpty { table["version"] = Value(.string(version)) }
        table["repository"] = Value(.string(repository))
        if !condition.isEmpty { table["condition"] = Value(.string(condition)) }
        if !tags.isEmpty { table["tags"] = Value(.list(tags.map { Value(.string($0)) })) }
        if enabled { table["enabled"] = true }
        if !importValues.isEmpty { table["import-values"] = Value(.list(importValues.map(\.sortedDeeply))) }
        if !alias.isEmpty { table["alias"] = Value(.string(alias)) }
        return Value(.table(table))
    }

    /// The same for YAML, whose writer sorts the keys.
    var value: Value { jsonValue }
}

extension Value {
    /// Tables with their keys in the order of their bytes, as Go writes the maps inside a struct.
    fileprivate var sortedDeeply: Value {
        switch content {
        case .list(let list): return Value(.list(list.map(\.sortedDeeply)))
        case .table(let table):
            var sorted = Table()
            for entry in table.entries.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
                sorted.set(Table.Entry(entry.key, entry.value.sortedDeeply))
            }
            return Value(.table(sorted))
        default: return self
        }
    }
}
