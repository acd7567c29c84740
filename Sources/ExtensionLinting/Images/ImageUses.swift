import Extensions
import Findings
import Images
import PythonSources
import Values

/// Where an extension's files refer to an image by its name.
enum ImageUses {
    /// The first place that refers to the image for certain, as messages name it.
    static func first(of name: String, _ subject: ExtensionSubject) -> String? {
        for chart in subject.model.charts {
            guard let values = subject.values(chart) else { continue }
            if let value = scalar(naming: name, in: values.value) { return subject.named(values.path, value.position) }
        }
        for container in subject.model.containers {
            if let base = container.bases.first(where: { $0.reference?.name == name }) {
                return subject.named(container.path, base.position)
            }
        }
        let text = Array("/\(name):".utf8)
        for path in texts(subject) {
            guard let bytes = content(path, subject), let offset = find(text, in: bytes) else { continue }
            return subject.named(path, Position(line: line(of: offset, in: bytes)))
        }
        return nil
    }

    /// Whether the name stands anywhere in the charts, the Python files or another Dockerfile, as a word of its own.
    static func mentions(_ name: String, _ subject: ExtensionSubject) -> Bool {
        if first(of: name, subject) != nil { return true }
        let text = Array(name.utf8)
        return (texts(subject) + subject.model.workflows.map(\.path)).contains { path in
            guard let bytes = content(path, subject) else { return false }
            var start = 0
            while let offset = find(text, in: bytes, from: start) {
                let end = offset + text.count
                if offset == 0 || !isWord(bytes[offset - 1]), end == bytes.count || !isWord(bytes[end]) { return true }
                start = offset + 1
            }
            return false
        }
    }

    /// The files that may refer to images: Python, templates and what charts hold besides.
    private static func texts(_ subject: ExtensionSubject) -> [String] {
        let python = subject.model.pythonFiles.filter { $0.role != .processing }.map(\.path)
        return python
            + subject.model.charts.flatMap { chart in
                subject.model.tree.files(below: chart.folder).filter { file in
                    file.size < 1 << 20 && [".yaml", ".yml", ".tpl", ".json"].contains { file.name.hasSuffix($0) }
                }.map(\.path)
            }
    }

    /// The bytes of a file; those of Python files are there already.
    private static func content(_ path: String, _ subject: ExtensionSubject) -> [UInt8]? {
        subject.model.pythonFile(path)?.tree?.bytes ?? subject.bytes(path)
    }

    /// The first text in a document that is the image's name, or a reference with it.
    private static func scalar(naming name: String, in document: Value) -> Value? {
        var open = [document]
        while let value = open.popLast() {
            switch value.content {
            case .string(let text):
                if text == name || text.hasSuffix("/" + name) || text.contains("/\(name):") { return value }
            case .list(let items): open += items.reversed()
            case .table(let table): open += table.entries.reversed().map(\.value)
            default: break
            }
        }
        return nil
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-")
    }

    /// The first place of `text` at or behind `start`.
    static func find(_ text: [UInt8], in bytes: [UInt8], from start: Int = 0) -> Int? {
        guard let first = text.first, bytes.count >= text.count else { return nil }
        return bytes.withUnsafeBufferPointer { buffer in
            var index = start
            let last = buffer.count - text.count
            while index <= last {
                if buffer[index] == first, buffer[index..<index + text.count].elementsEqual(text) { return index }
                index += 1
            }
            return nil
        }
    }

    static func line(of offset: Int, in bytes: [UInt8]) -> Int { bytes[..<offset].count { $0 == 0x0A } + 1 }
}
