/// Why a template can't be read, in Go's words.
package struct ParseError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file, as the template set knows it: `chart/templates/cm.yaml`.
    package let name: String
    /// The line that Go names: that of the last token it read.
    package let line: Int
    /// Where that token stands in the file.
    package let offset: Int
    /// What is wrong: `unexpected "}" in operand`.
    package let message: String

    package init(name: String, line: Int, offset: Int, message: String) {
        self.name = name
        self.line = line
        self.offset = offset
        self.message = message
    }

    /// The whole error as Go words it.
    package var description: String { "template: \(name):\(line): \(message)" }

    /// The error as Helm rewrites it. Helm cuts Go's text at every colon that a blank follows and keeps the second and
    /// the last piece, so a message with a colon of its own loses its beginning.
    package var helmDescription: String {
        var pieces: [String] = []
        var piece: [UInt8] = []
        let bytes = Array(description.utf8)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: ":"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: " ") {
                pieces.append(String(decoding: piece, as: UTF8.self))
                piece = []
                index += 2
            } else {
                piece.append(bytes[index])
                index += 1
            }
        }
        pieces.append(String(decoding: piece, as: UTF8.self))
        return "parse error at (\(pieces[1])): \(pieces[pieces.count - 1])"
    }
}
