import CYAML

/// One token of a YAML text: what a linter of layout looks at.
package struct YAMLToken: Hashable, Sendable {
    /// The kinds of libyaml.
    package enum Kind: UInt8, Sendable {
        case streamStart, streamEnd, directive, documentStart, documentEnd
        case blockSequenceStart, blockMappingStart, blockEnd
        case flowSequenceStart, flowSequenceEnd, flowMappingStart, flowMappingEnd
        case blockEntry, flowEntry, key, value
        case alias, anchor, tag
        case plain, singleQuoted, doubleQuoted, literal, folded
    }

    /// A place in the text: the byte, and line and column (in Unicode scalars) counted from 0.
    package struct Mark: Hashable, Sendable {
        package let byte: Int32
        package let line: Int32
        package let column: Int32

        package var offset: Int { Int(byte) }
    }

    package let kind: Kind
    package let start: Mark
    /// Behind the last byte.
    package let end: Mark
}

/// The tokens of a YAML text, as far as it can be read.
package struct YAMLTokens: Sendable {
    package let tokens: [YAMLToken]
    /// False where the text isn't YAML from some place on, or has more than a linter should look at.
    package let isComplete: Bool

    /// More tokens than a file of 5 MiB has that a person wrote.
    private static let most = 1_000_000
    /// The scanner's work for each token grows with the depth of brackets.
    private static let deepest = 1000

    /// Scans UTF-8 text; a byte order mark at its start is passed over. Only lines that end in a line feed are counted,
    /// so that places are those of every editor (YAML itself ends lines at some rare characters more).
    package init(_ bytes: [UInt8]) {
        var tokens: [YAMLToken] = []
        var isComplete = false
        let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        if !isUTF16, bytes.count <= Int(Int32.max) {
            bytes.withUnsafeBufferPointer { buffer in
                isComplete = YAMLTokens.scan(buffer, into: &tokens)
            }
        }
        self.tokens = tokens
        self.isComplete = isComplete
    }

    private static func scan(_ bytes: UnsafeBufferPointer<UInt8>, into tokens: inout [YAMLToken]) -> Bool {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var walker = Walker(bytes, from: start)
        // The parser keeps its own address, so it lives behind a pointer and is never moved.
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { parser.deallocate() }
        guard yaml_parser_initialize(parser) == 1 else { return false }
        defer { yaml_parser_delete(parser) }
        yaml_parser_set_input_string(parser, bytes.baseAddress.map { $0 + start }, bytes.count - start)
        var depth = 0
        while tokens.count < most && depth < deepest {
            var token = yaml_token_t()
            guard yaml_parser_scan(parser, &token) == 1 else { return false }
            defer { yaml_token_delete(&token) }
            guard let kind = kind(of: token) else { return false }
            switch kind {
            case .flowSequenceStart, .flowMappingStart, .blockSequenceStart, .blockMappingStart: depth += 1
            case .flowSequenceEnd, .flowMappingEnd, .blockEnd: depth -= 1
            default: break
            }
            let start = walker.mark(at: token.start_mark.index)
            let end = walker.mark(at: token.end_mark.index)
            tokens.append(YAMLToken(kind: kind, start: start, end: end))
            if kind == .streamEnd { return true }
        }
        return false
    }

    private static func kind(of token: yaml_token_t) -> YAMLToken.Kind? {
        switch token.type {
        case YAML_STREAM_START_TOKEN: .streamStart
        case YAML_STREAM_END_TOKEN: .streamEnd
        case YAML_VERSION_DIRECTIVE_TOKEN, YAML_TAG_DIRECTIVE_TOKEN: .directive
        case YAML_DOCUMENT_START_TOKEN: .documentStart
        case YAML_DOCUMENT_END_TOKEN: .documentEnd
        case YAML_BLOCK_SEQUENCE_START_TOKEN: .blockSequenceStart
        case YAML_BLOCK_MAPPING_START_TOKEN: .blockMappingStart
        case YAML_BLOCK_END_TOKEN: .blockEnd
        case YAML_FLOW_SEQUENCE_START_TOKEN: .flowSequenceStart
        case YAML_FLOW_SEQUENCE_END_TOKEN: .flowSequenceEnd
        case YAML_FLOW_MAPPING_START_TOKEN: .flowMappingStart
        case YAML_FLOW_MAPPING_END_TOKEN: .flowMappingEnd
        case YAML_BLOCK_ENTRY_TOKEN: .blockEntry
        case YAML_FLOW_ENTRY_TOKEN: .flowEntry
        case YAML_KEY_TOKEN: .key
        case YAML_VALUE_TOKEN: .value
        case YAML_ALIAS_TOKEN: .alias
        case YAML_ANCHOR_TOKEN: .anchor
        case YAML_TAG_TOKEN: .tag
        case YAML_SCALAR_TOKEN:
            switch token.data.scalar.style {
            case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
            case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
            case YAML_LITERAL_SCALAR_STYLE: .literal
            case YAML_FOLDED_SCALAR_STYLE: .folded
            default: .plain
            }
        default: nil
        }
    }

    /// Turns the scanner's character numbers into places, walking over the text once.
    private struct Walker {
        private let bytes: UnsafeBufferPointer<UInt8>
        private var byte: Int
        private var character = 0
        private var line: Int32 = 0
        private var column: Int32 = 0

        init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
            self.bytes = bytes
            byte = start
        }

        /// The place of a character. Tokens come in the order of their places, so there is no way back.
        mutating func mark(at index: Int) -> YAMLToken.Mark {
            while character < index, byte < bytes.count {
                if bytes[byte] == 0x0A {
                    line += 1
                    column = 0
                } else {
                    column += 1
                }
                character += 1
                byte += 1
                while byte < bytes.count, bytes[byte] & 0xC0 == 0x80 { byte += 1 }
            }
            return YAMLToken.Mark(byte: Int32(byte), line: line, column: column)
        }
    }
}
