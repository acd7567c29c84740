import Charts

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
        var chunks: [Chunk] = []
        var start = 0
        var startLine = 1
        var line = 1
        var index = 0
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
