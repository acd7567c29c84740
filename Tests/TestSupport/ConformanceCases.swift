package import Foundation
package import Values

/// The cases of a conformance file, one JSON object a line.
package enum ConformanceCases {
    package struct Case: Sendable, CustomStringConvertible {
        package let id: String
        package let value: Value
        package var description: String { id }
        package var category: String { value["category"]?.string ?? "" }
        package var arguments: [String] { value["args"]?.list?.compactMap(\.string) ?? [] }
    }

    package static func load(_ url: URL?) -> [Case] {
        guard let url, let data = try? Data(contentsOf: url) else { return [] }
        return data.split(separator: 0x0A).compactMap { line in
            guard let value = try? JSON.read(Array(line)), let id = value["id"]?.string else { return nil }
            return Case(id: id, value: value)
        }
    }
}
