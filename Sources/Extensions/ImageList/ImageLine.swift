import Images
import Templating
import Values

/// A line of a manifest that names an image: `image: …`.
struct ImageLine {
    enum Content {
        case text(String)
        /// Why it isn't known.
        case unknown(String)
    }

    let value: Content
    let source: Source
    let offset: Int

    init?(_ line: StaticLine) {
        guard let first = line.pieces.first(where: { !$0.isText || !$0.bytes.isEmpty }), first.isText,
            let head = ImageLine.head(first.bytes)
        else { return nil }
        source = first.source
        offset = first.isVerbatim ? first.offset + (head.key - first.bytes.startIndex) : first.offset
        var text: [UInt8] = []
        var reason: String?
        for (index, piece) in line.pieces.drop(while: { $0.isText && $0.bytes.isEmpty }).enumerated() {
            text += index == 0 ? piece.bytes[head.value...] : piece.bytes
            reason = reason ?? piece.reason
        }
        if let reason {
            value = .unknown(reason)
        } else {
            value = .text(ImageLine.scalar(text))
        }
    }

    /// Where the key `image` stands and where its value begins.
    private static func head(_ bytes: ArraySlice<UInt8>) -> (key: Int, value: Int)? {
        var index = bytes.startIndex
        while index < bytes.endIndex, bytes[index] == 0x20 || bytes[index] == UInt8(ascii: "-") { index += 1 }
        let quote = index < bytes.endIndex && (bytes[index] == 0x22 || bytes[index] == 0x27)
        let key = quote ? index + 1 : index
        let word = Array("image".utf8)
        guard bytes[key...].starts(with: word) else { return nil }
        var end = key + word.count
        if quote { end += 1 }
        while end < bytes.endIndex, bytes[end] == 0x20 { end += 1 }
        guard end < bytes.endIndex, bytes[end] == UInt8(ascii: ":") else { return nil }
        // A colon without a blank behind it is part of a word.
        guard end + 1 == bytes.endIndex || bytes[end + 1] == 0x20 else { return nil }
        return (key, end + 1)
    }

    /// The value of a plain or quoted scalar on one line; empty where it is none: a table, a block, an anchor's name.
    private static func scalar(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let value = try? YAML.read(text).value else { return "" }
        return value.string ?? ""
    }
}
