import CYAML
import Findings

/// The owner of one libyaml parser and of the bytes that it reads.
///
/// libyaml keeps the address of its parser and of its input, so both stand still in memory of their own.
final class YAMLEvents {
    struct Event {
        enum Kind {
            case streamStart, streamEnd, documentStart, documentEnd
            case alias, scalar, listStart, listEnd, tableStart, tableEnd
        }

        var kind: Kind
        var position: Position
        /// The anchor's name, or for an alias the name that it refers to.
        var anchor: String?
        var tag: String?
        var text = ""
        /// Whether a scalar was written without quotes and without a tag.
        var isPlain = false
        /// The version of a `%YAML` directive.
        var version: (Int, Int)?
    }

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    /// The line in the file at which the bytes start.
    private let firstLine: Int

    init(_ content: [UInt8], firstLine: Int) {
        self.firstLine = firstLine
        bytes = .allocate(capacity: content.count)
        _ = bytes.initialize(from: content)
        parser = .allocate(capacity: 1)
        yaml_parser_initialize(parser)
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        bytes.deallocate()
    }

    func next() throws(YAMLError) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
        defer { yaml_event_delete(&event) }
        let position = self.position(event.start_mark)
        switch event.type {
        case YAML_SCALAR_EVENT: return try scalar(&event, position)
        case YAML_ALIAS_EVENT:
            return Event(kind: .alias, position: position, anchor: YAMLEvents.text(event.data.alias.anchor))
        case YAML_SEQUENCE_START_EVENT:
            return Event(
                kind: .listStart, position: position, anchor: YAMLEvents.text(event.data.sequence_start.anchor))
        case YAML_SEQUENCE_END_EVENT: return Event(kind: .listEnd, position: position)
        case YAML_MAPPING_START_EVENT:
            return Event(
                kind: .tableStart, position: position, anchor: YAMLEvents.text(event.data.mapping_start.anchor))
        case YAML_MAPPING_END_EVENT: return Event(kind: .tableEnd, position: position)
        case YAML_DOCUMENT_START_EVENT:
            let directive = event.data.document_start.version_directive
            return Event(
                kind: .documentStart, position: position,
                version: directive.map { (Int($0.pointee.major), Int($0.pointee.minor)) })
        case YAML_DOCUMENT_END_EVENT: return Event(kind: .documentEnd, position: position)
        case YAML_STREAM_START_EVENT: return Event(kind: .streamStart, position: position)
        default: return Event(kind: .streamEnd, position: position)
        }
    }

    private func scalar(_ event: inout yaml_event_t, _ position: Position) throws(YAMLError) -> Event {
        let scalar = event.data.scalar
        if scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE { try refuseEscapedSlash(event, position) }
        let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
        return Event(
            kind: .scalar, position: position, anchor: YAMLEvents.text(scalar.anchor), tag: YAMLEvents.text(scalar.tag),
            text: text, isPlain: scalar.plain_implicit != 0 && scalar.style == YAML_PLAIN_SCALAR_STYLE)
    }

    /// YAML 1.1 has no `\/`, and Helm refuses it; this libyaml takes it.
    private func refuseEscapedSlash(_ event: yaml_event_t, _ position: Position) throws(YAMLError) {
        // Marks count characters, not bytes, so a text before it that isn't ASCII moves the slice; a document without
        // the two bytes anywhere, which is nearly every document, is done at once.
        guard hasEscapedSlash else { return }
        let span = characters(from: event.start_mark.index, to: event.end_mark.index)
        var escaped = false
        var line = event.start_mark.line
        for byte in span {
            if escaped {
                if byte == UInt8(ascii: "/") {
                    throw YAMLError(
                        "found unknown escape character", reportedLine: line == 0 ? nil : line + 1, position: position)
                }
                escaped = false
            } else {
                escaped = byte == UInt8(ascii: "\\")
            }
            if byte == 0x0A { line += 1 }
        }
    }

    private lazy var hasEscapedSlash: Bool = {
        var previous: UInt8 = 0
        for byte in bytes {
            if previous == UInt8(ascii: "\\"), byte == UInt8(ascii: "/") { return true }
            previous = byte
        }
        return false
    }()

    private func characters(from start: Int, to end: Int) -> Slice<UnsafeMutableBufferPointer<UInt8>> {
        var character = -1
        var first = bytes.count
        var last = bytes.count
        for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
            character += 1
            if character == start { first = offset }
            if character == end {
                last = offset
                break
            }
        }
        return bytes[min(first, last)..<last]
    }

    private func position(_ mark: yaml_mark_t) -> Position {
        Position(line: mark.line + firstLine, column: mark.column + 1)
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(decodingCString: $0, as: UTF8.self) }
    }

    /// The error as Go's yaml.v2 words and counts it: the line of the problem, which counts from 0 except in the
    /// scanner, else that of its context; the first line isn't named.
    private func failure() -> YAMLError {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "unknown problem parsing YAML content"
        let at = parser.pointee.problem_mark
        var line = 0
        if at.line != 0 {
            line = at.line + (parser.pointee.error == YAML_SCANNER_ERROR ? 1 : 0)
        } else if parser.pointee.context_mark.line != 0 {
            line = parser.pointee.context_mark.line
        }
        let isReader = parser.pointee.error == YAML_READER_ERROR
        return YAMLError(
            problem, reportedLine: line == 0 || isReader ? nil : line,
            position: isReader ? readerPosition() : position(at))
    }

    /// Where the byte stands that isn't UTF-8.
    private func readerPosition() -> Position {
        let offset = min(parser.pointee.problem_offset, bytes.count)
        var line = firstLine
        var column = 1
        for byte in bytes[..<offset] {
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return Position(line: line, column: column)
    }
}
