import Findings
import Templating
import Values

/// What a template prints or holds, as far as it is known before anything is rendered.
indirect enum StaticTerm {
    case value(Value)
    /// Text of which parts may be unknown.
    case text([StaticPiece])
    /// What `dict` makes, and the things below the dot of a file.
    case fields([String: StaticTerm])
    /// Why nobody knows it.
    case unknown(String)

    static let null = StaticTerm.value(Value(.null))

    static func string(_ text: String) -> StaticTerm { .value(Value(.string(text))) }

    /// Whether a condition holds; nil where nobody knows.
    var truth: Bool? {
        switch self {
        case .value(let value):
            switch value.content {
            case .null: return false
            case .bool(let bool): return bool
            case .string(let text): return !text.isEmpty
            case .list(let list): return !list.isEmpty
            case .table(let table): return !table.isEmpty
            case .integer, .unsigned, .number: return value.double != 0
            }
        case .text(let pieces):
            // Text with an unknown part may still be empty only if nothing else stands there.
            if pieces.contains(where: { $0.isText && !$0.bytes.isEmpty }) { return true }
            return pieces.contains { !$0.isText } ? nil : false
        case .fields(let fields): return !fields.isEmpty
        case .unknown: return nil
        }
    }

    /// Its text, where all of it is known.
    var string: String? {
        switch self {
        case .value(let value):
            switch value.content {
            case .string(let text): return text
            case .bool(let bool): return bool ? "true" : "false"
            case .integer(let number): return String(number)
            case .unsigned(let number): return String(number)
            case .number(let number):
                // Larger numbers print with an exponent; nobody writes those into an image's name.
                return number == number.rounded() && abs(number) < 1_000_000 ? String(Int(number)) : nil
            case .null, .list, .table: return nil
            }
        case .text(let pieces):
            guard pieces.allSatisfy(\.isText) else { return nil }
            return String(decoding: pieces.flatMap(\.bytes), as: UTF8.self)
        case .fields, .unknown: return nil
        }
    }
}

/// A piece of text that a template prints, and where in the template it comes from.
struct StaticPiece {
    enum Content {
        case text(ArraySlice<UInt8>)
        case unknown(String)
    }

    let content: Content
    let source: Source
    let offset: Int
    /// Whether the bytes stand in the source just so, which gives each of them its own place.
    var isVerbatim = false

    var isText: Bool { if case .text = content { true } else { false } }

    var bytes: ArraySlice<UInt8> { if case .text(let bytes) = content { bytes } else { [] } }

    var reason: String? { if case .unknown(let reason) = content { reason } else { nil } }
}

/// One line of what a template prints.
struct StaticLine {
    let pieces: ArraySlice<StaticPiece>

    /// The lines of pieces of text.
    static func lines(_ pieces: [StaticPiece]) -> [StaticLine] {
        var cut: [StaticPiece] = []
        // Where lines begin and end; they are cut out at the end, since a slice that is kept makes the next append copy all.
        var bounds = [0]
        for piece in pieces {
            guard case .text(var rest) = piece.content else {
                cut.append(piece)
                continue
            }
            let first = rest.startIndex
            func part(_ bytes: ArraySlice<UInt8>) -> StaticPiece {
                let offset = piece.isVerbatim ? piece.offset + bytes.startIndex - first : piece.offset
                return StaticPiece(
                    content: .text(bytes), source: piece.source, offset: offset, isVerbatim: piece.isVerbatim)
            }
            while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                cut.append(part(rest[..<end]))
                bounds.append(cut.count)
                rest = rest[(end + 1)...]
            }
            if !rest.isEmpty { cut.append(part(rest)) }
        }
        bounds.append(cut.count)
        return zip(bounds, bounds.dropFirst()).map { StaticLine(pieces: cut[$0..<$1]) }
    }
}
