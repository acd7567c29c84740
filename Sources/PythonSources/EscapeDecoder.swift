/// Decodes what stands between the quotes of a string.
struct EscapeDecoder {
    private let text: UnsafePointer<UInt8>
    private var index: Int
    private let end: Int
    private let isRaw: Bool
    /// Whether `{{` and `}}` stand for one brace.
    var hasDoubledBraces = false
    /// False once something was met that a String of Swift can't hold or that only a table of names could tell.
    private(set) var isExact = true
    /// Why it failed.
    private(set) var problem = ""
    private var result: [UInt8] = []

    init(_ text: UnsafePointer<UInt8>, _ start: Int, _ count: Int, isRaw: Bool) {
        self.text = text
        index = start
        end = start + count
        self.isRaw = isRaw
    }

    /// A text with its line ends made LF.
    static func withLineEnds(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard let start = bytes.baseAddress else { return "" }
        var decoder = EscapeDecoder(start, 0, bytes.count, isRaw: true)
        return decoder.string() ?? ""
    }

    /// Whether the bytes stand for themselves.
    private var isPlain: Bool {
        for offset in index..<end {
            let byte = text[offset]
            if byte == 0x0D || byte == 0x5C && !isRaw { return false }
            if hasDoubledBraces, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") { return false }
        }
        return true
    }

    /// The text of a string, nil where it has an escape that means nothing.
    mutating func string() -> String? {
        if isPlain {
            return String(decoding: UnsafeBufferPointer(start: text + index, count: end - index), as: UTF8.self)
        }
        result.reserveCapacity(end - index)
        while index < end {
            let byte = text[index]
            if byte == 0x5C, !isRaw {
                guard escape(isBytes: false) else { return nil }
                continue
            }
            copy(byte)
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The bytes of a bytes literal.
    mutating func bytes() -> [UInt8]? {
        result.reserveCapacity(end - index)
        while index < end {
            let byte = text[index]
            if byte >= 0x80 {
                problem = "bytes can only contain ASCII literal characters"
                return nil
            }
            if byte == 0x5C, !isRaw {
                guard escape(isBytes: true) else { return nil }
                continue
            }
            copy(byte)
        }
        return result
    }

    private mutating func copy(_ byte: UInt8) {
        index += 1
        if byte == 0x0D {
            if index < end, text[index] == 0x0A { index += 1 }
            result.append(0x0A)
            return
        }
        if hasDoubledBraces, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}"), index < end, text[index] == byte {
            index += 1
        }
        result.append(byte)
    }

    private mutating func escape(isBytes: Bool) -> Bool {
        index += 1
        guard index < end else {
            result.append(0x5C)
            return true
        }
        let byte = text[index]
        index += 1
        switch byte {
        case 0x0A: break
        case 0x0D: if index < end, text[index] == 0x0A { index += 1 }
        case 0x5C, UInt8(ascii: "'"), UInt8(ascii: "\""): result.append(byte)
        case UInt8(ascii: "a"): result.append(0x07)
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "v"): result.append(0x0B)
        case 0x30...0x37: octal(byte, isBytes)
        case UInt8(ascii: "x"): return hexadecimal(2, "\\xXX", isBytes)
        case UInt8(ascii: "u") where !isBytes: return hexadecimal(4, "\\uXXXX", false)
        case UInt8(ascii: "U") where !isBytes: return hexadecimal(8, "\\UXXXXXXXX", false)
        case UInt8(ascii: "N") where !isBytes: return named()
        default:
            // What means nothing stands for itself.
            result.append(0x5C)
            index -= 1
            if !(byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")) || !hasDoubledBraces { copy(byte) }
        }
        return true
    }

    private mutating func octal(_ first: UInt8, _ isBytes: Bool) {
        var value = UInt32(first - 0x30)
        var more = 0
        while more < 2, index < end, text[index] >= 0x30, text[index] <= 0x37 {
            value = value * 8 + UInt32(text[index] - 0x30)
            index += 1
            more += 1
        }
        isBytes ? result.append(UInt8(truncatingIfNeeded: value)) : append(value)
    }

    private mutating func hexadecimal(_ length: Int, _ name: String, _ isBytes: Bool) -> Bool {
        var value: UInt32 = 0
        for offset in 0..<length {
            guard index + offset < end, let digit = ASCII.digit(text[index + offset]) else {
                problem =
                    isBytes
                    ? "(value error) invalid \\x escape"
                    : "(unicode error) 'unicodeescape' codec can't decode bytes: truncated \(name) escape"
                return false
            }
            value = value << 4 | UInt32(digit)
        }
        index += length
        if isBytes {
            result.append(UInt8(truncatingIfNeeded: value))
            return true
        }
        guard value <= 0x10FFFF else {
            problem = "(unicode error) 'unicodeescape' codec can't decode bytes: illegal Unicode character"
            return false
        }
        append(value)
        return true
    }

    private mutating func named() -> Bool {
        let start = index
        guard index < end, text[index] == UInt8(ascii: "{") else { return malformed() }
        while index < end, text[index] != UInt8(ascii: "}") { index += 1 }
        guard index < end, index > start + 1 else { return malformed() }
        index += 1
        isExact = false
        append(0xFFFD)
        return true
    }

    private mutating func malformed() -> Bool {
        problem = "(unicode error) 'unicodeescape' codec can't decode bytes: malformed \\N character escape"
        return false
    }

    private mutating func append(_ value: UInt32) {
        guard let scalar = Unicode.Scalar(value) else {
            isExact = false
            result.append(contentsOf: [0xEF, 0xBF, 0xBD])
            return
        }
        result.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
    }
}
