import Charts
import Values

/// The documents of a file of Kubernetes objects, split as Kubernetes' own reader does: at lines that begin with `---`.
enum ManifestChunks {
    struct Chunk {
        let bytes: [UInt8]
        /// The line, from 1, at which it starts.
        let line: Int
        /// What follows a `---` on its line and isn't a comment: Helm reads no further.
        var badSeparator: String?
    }

    static func split(_ content: [UInt8]) -> [Chunk] {
        let (objects, end, line) = leadingObjects(content)
        if objects.isEmpty { return documents(content, from: 0, line: 1) }
        return objects + documents(content, from: end, line: line)
    }

    /// The JSON objects at the file's start, one after the other without a separator: a file that begins with `{` is
    /// read as JSON as far as it is JSON. Where they end, and in which line.
    private static func leadingObjects(_ content: [UInt8]) -> ([Chunk], end: Int, line: Int) {
        var chunks: [Chunk] = []
        var end = 0
        var line = 1
        while let start = content[end...].firstIndex(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }),
            content[start] == UInt8(ascii: "{"), let close = objectEnd(content, start)
        {
            let object = Array(content[start..<close])
            guard (try? JSON.read(object)) != nil else { break }
            line += content[end..<start].count { $0 == 0x0A }
            chunks.append(Chunk(bytes: object, line: line))
            line += object.count { $0 == 0x0A }
            end = close
        }
        return (chunks, end, line)
    }

    /// Behind the brace that closes the one at `start`; nil where none does.
    private static func objectEnd(_ content: [UInt8], _ start: Int) -> Int? {
        var depth = 0
        var isText = false
        var index = start
        while index < content.count {
            switch content[index] {
            case UInt8(ascii: "\\") where isText: index += 1
            case UInt8(ascii: "\""): isText.toggle()
            case UInt8(ascii: "{") where !isText: depth += 1
            case UInt8(ascii: "}") where !isText:
                depth -= 1
                if depth == 0 { return index + 1 }
            default: break
            }
            index += 1
        }
        return nil
    }

    private static func documents(_ content: [UInt8], from: Int, line firstLine: Int) -> [Chunk] {
        var chunks: [Chunk] = []
        var start = from
        var startLine = firstLine
        var line = firstLine
        var index = from
        while index < content.count {
            let end = content[index...].firstIndex(of: 0x0A).map { $0 + 1 } ?? content.count
            if content[index..<end].starts(with: "---".utf8) {
                let rest = GoText.trimmed(String(decoding: content[(index + 3)..<end], as: UTF8.self))
                if !rest.isEmpty, rest.unicodeScalars.first != "#" {
                    return chunks + [Chunk(bytes: [], line: line, badSeparator: rest)]
                }
            }
            if content[index..<end].starts(with: "---".utf8), index > 0 {
                chunks.append(Chunk(bytes: Array(content[start..<index]), line: startLine))
                start = end
                startLine = line + 1
            }
            index = end
            line += 1
        }
        chunks.append(Chunk(bytes: Array(content[start...]), line: startLine))
        return chunks
    }
}
