import Archives
import OS
import TestSupport

/// A source that hands out one byte, then two, three…, and fails where it is told to.
final class Drip: ByteSource {
    struct Broken: Error, Equatable {}
    private let bytes: [UInt8]
    private let failure: Int?
    private var position = 0
    private var step = 1

    init(_ bytes: [UInt8], failingAt failure: Int? = nil) {
        self.bytes = bytes
        self.failure = failure
    }

    func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
        if let failure, position >= failure { throw Broken() }
        let count = min(step, target.count, bytes.count - position)
        step = step % 700 + 1
        target.copyBytes(from: bytes[position..<position + count])
        position += count
        return count
    }
}

/// A member with its content.
struct Member: Equatable {
    var entry: TarEntry
    var content: [UInt8]

    init(_ entry: TarEntry, _ content: [UInt8] = []) {
        self.entry = entry
        self.entry.size = content.count
        self.content = content
    }

    init(_ name: String, _ text: String = "", modified: Int = 0) {
        self.init(TarEntry(name: name, modified: FileTime(seconds: modified)), Array(text.utf8))
    }
}

func tar(_ members: [Member]) throws -> [UInt8] {
    var writer = TarWriter(into: [UInt8]())
    for member in members { try writer.append(member.entry, member.content) }
    return try writer.finish()
}

func members(_ source: any ByteSource) throws -> [Member] {
    let reader = TarReader(source)
    var members: [Member] = []
    while let entry = try reader.next() {
        var member = Member(entry)
        member.content = try reader.content()
        member.entry = entry
        members.append(member)
    }
    return members
}

func members(_ bytes: [UInt8]) throws -> [Member] { try members(BytesSource(bytes)) }

/// Runs a program that every machine for tests has, and returns what it printed.
func run(_ program: String, _ arguments: [String], in folder: Path? = nil, input: [UInt8] = []) throws -> [UInt8] {
    let result = try Child(program, arguments, folder: folder, input: input).run()
    guard result.succeeded else { throw Failed(text: String(decoding: result.errors, as: UTF8.self)) }
    return result.output
}

struct Failed: Error { let text: String }
