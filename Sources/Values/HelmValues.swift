package import Findings

/// A values file as Helm reads it: one document or several, merged, each a table.
package enum HelmValues {
    /// Why a values file can't be loaded, in Helm's words, with the true place where there is one.
    package struct ReadError: Error, Sendable, CustomStringConvertible {
        package let description: String
        package let cause: YAMLError?

        init(_ description: String, _ cause: YAMLError? = nil) {
            self.description = description
            self.cause = cause
        }
    }

    /// Reads a values file. Nulls stay; numbers that aren't finite are an error, as JSON has none.
    package static func read(_ bytes: [UInt8]) throws(ReadError) -> Value {
        try readWithRemarks(bytes).value
    }

    /// Reads a values file and what a careful reader would remark on.
    package static func readWithRemarks(_ bytes: [UInt8]) throws(ReadError) -> YAML.Document {
        var merged = Table()
        var remarks: [YAML.Remark] = []
        // Helm adds the newline that a last line lacks, which shows in literal text.
        let bytes = bytes.isEmpty || bytes.last == 0x0A ? bytes : bytes + [0x0A]
        for chunk in try chunks(bytes) {
            let document: YAML.Document
            do throws(YAMLError) {
                document = try YAML.read(Array(bytes[chunk.range]), firstLine: chunk.line)
            } catch {
                throw ReadError("cannot unmarshal yaml document: error converting YAML to JSON: \(error)", error)
            }
            if let odd = document.value.firstNonFinite {
                throw ReadError(
                    "cannot unmarshal yaml document: error converting YAML to JSON: json: unsupported value: \(odd.words)",
                    YAMLError("\(odd.words) is not a number that JSON has", position: odd.position))
            }
            remarks += document.remarks
            if document.value.isNull { continue }
            guard let table = document.value.table else {
                throw ReadError(
                    "cannot unmarshal yaml document: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
                        + "\(document.value.goKind) into Go value of type map[string]interface {}",
                    YAMLError("values must be a table of keys", position: document.value.position))
            }
            merged = merge(merged, table.roundedAsInHelm)
        }
        return YAML.Document(value: Value(.table(merged)), remarks: remarks, position: nil)
    }

    /// Merges tables key by key; where both don't have a table, the later wins.
    package static func merge(_ a: Table, _ b: Table) -> Table {
        var merged = a
        for entry in b.entries {
            if let more = entry.value.table, let old = merged[entry.key]?.table {
                merged.set(
                    Table.Entry(
                        entry.key, at: entry.position, Value(.table(merge(old, more)), at: entry.value.position)))
            } else {
                merged.set(entry)
            }
        }
        return merged
    }

    private struct Chunk {
        let range: Range<Int>
        /// The line, from 1, at which it starts.
        let line: Int
    }

    /// The documents of a file as Kubernetes' reader splits them: at lines that are `---` alone or with a comment.
    private static func chunks(_ bytes: [UInt8]) throws(ReadError) -> [Chunk] {
        var chunks: [Chunk] = []
        var start = 0
        var startLine = 1
        var index = 0
        var line = 1
        while index < bytes.count {
            let end = bytes[index...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
            if bytes[index..<end].starts(with: "---".utf8) {
                let rest = bytes[(index + 3)..<end].drop { $0 == 0x20 || $0 >= 0x09 && $0 <= 0x0D }
                if let first = rest.first, first != UInt8(ascii: "#") {
                    let text = String(
                        decoding: rest.reversed().drop { $0 == 0x20 || $0 >= 0x09 && $0 <= 0x0D }.reversed(),
                        as: UTF8.self)
                    throw ReadError(
                        "error reading yaml document: invalid Yaml document separator: \(text)",
                        YAMLError(
                            "only a comment may follow `---` on its line", position: Position(line: line, column: 4)))
                }
                if index > start {
                    chunks.append(Chunk(range: start..<index, line: startLine))
                    start = end
                    startLine = line + 1
                }
            }
            index = end
            line += 1
        }
        if start < bytes.count { chunks.append(Chunk(range: start..<bytes.count, line: startLine)) }
        return chunks
    }
}

extension Table {
    /// Helm has every number as a 64-bit float, so an integer above 2^53 loses its last digits.
    fileprivate var roundedAsInHelm: Table { rounded ?? self }

    /// Nil where nothing has to be rounded, which is nearly always.
    fileprivate var rounded: Table? {
        var result: Table?
        for entry in entries {
            guard let value = entry.value.rounded else { continue }
            var table = result ?? self
            table.set(Entry(entry.key, at: entry.position, value))
            result = table
        }
        return result
    }
}

extension Value {
    fileprivate var rounded: Value? {
        switch content {
        case .integer(let integer):
            return integer.magnitude <= 1 << 53 ? nil : Value(.number(Double(integer)), at: position)
        case .unsigned(let unsigned): return Value(.number(Double(unsigned)), at: position)
        case .list(var list):
            var changed = false
            for index in list.indices {
                guard let value = list[index].rounded else { continue }
                list[index] = value
                changed = true
            }
            return changed ? Value(.list(list), at: position) : nil
        case .table(let table): return table.rounded.map { Value(.table($0), at: position) }
        default: return nil
        }
    }
}

extension Value {
    /// Go's word for this kind of JSON value in its messages.
    package var goKind: String {
        switch content {
        case .bool: "bool"
        default: kind
        }
    }

    /// The first number in the tree that JSON can't hold.
    package var firstNonFinite: (words: String, position: Position?)? {
        switch content {
        case .number(let number) where !number.isFinite:
            (number.isNaN ? "NaN" : number < 0 ? "-Inf" : "+Inf", position)
        case .list(let list): list.lazy.compactMap(\.firstNonFinite).first
        case .table(let table): table.entries.lazy.compactMap(\.value.firstNonFinite).first
        default: nil
        }
    }
}
