package import Findings

/// The text of a Dockerfile, as instructions with places.
package struct Dockerfile: Sendable {
    /// A comment at the top that tells the builder how to read: `# escape=`, `# syntax=` or `# check=`.
    package struct Directive: Hashable, Sendable {
        package let name: String
        package let value: String
        package let token: Token
    }

    package internal(set) var directives: [Directive] = []
    /// All comments, those inside of instructions too, without their `#`; their range holds it.
    package internal(set) var comments: [Token] = []
    /// All instructions in order: global ARGs, FROMs and what the stages hold.
    package internal(set) var instructions: [Instruction] = []
    package internal(set) var stages: [Stage] = []
    package internal(set) var problems: [DockerfileProblem] = []
    /// The byte that continues lines and escapes.
    package internal(set) var escape = UInt8(ascii: "\\")
    let lines: LineTable

    /// Larger files are read up to here: nobody writes such ones.
    package static let largest = 4 << 20
    /// The most instructions that are read.
    package static let most = 10_000
    /// The most words or pairs of one instruction: each takes far more memory than the bytes it is written with.
    static let mostWords = 20_000

    /// Reads a Dockerfile. Whatever is wrong with it is among its problems.
    ///
    /// `arguments` are those of the build: they win over the defaults of ARGs.
    package static func read(_ bytes: [UInt8], arguments: [String: String] = [:]) -> Dockerfile {
        var reader = DockerfileReader(bytes, arguments: arguments)
        return reader.read()
    }

    init(_ lines: LineTable) { self.lines = lines }

    package var bytes: [UInt8] { lines.bytes }

    /// The ARGs above the first FROM.
    package var globalArguments: [Pair] {
        instructions.prefix { $0.kind != .from }.filter { $0.kind == .arg }.flatMap(\.pairs)
    }

    /// The labels that the image of the last stage has, with those of the stages that it is based on: for each key the
    /// pair that counts, in the order in which they are written.
    package var labels: [Pair] { stages.last.map { labels(of: $0) } ?? [] }

    /// The labels of a stage with those of the stages below it.
    package func labels(of stage: Stage) -> [Pair] {
        var chain: [Stage] = [stage]
        while let base = chain.last?.baseStage { chain.append(stages[base]) }
        var last: [String: Pair] = [:]
        for pair in chain.reversed().flatMap(\.ownLabels) { last[pair.key.value] = pair }
        return last.values.sorted { $0.token.range.lowerBound < $1.token.range.lowerBound }
    }

    /// The label of a key that counts.
    package func label(_ key: String) -> Pair? { labels.first { $0.key.value == key } }

    /// The stage that a name or a number means at a place: those before the stage `index`.
    package func stage(_ reference: String, before index: Int) -> Stage? {
        let name = reference.lowercased()
        if let stage = stages.prefix(index).last(where: { $0.name?.value == name }) { return stage }
        guard let number = Int(reference), number >= 0, number < min(index, stages.count) else { return nil }
        return stages[number]
    }

    /// The line and column of a byte.
    package func position(of offset: Int) -> Position { lines.position(of: offset) }

    /// Whether a file of that name is a Dockerfile: `Dockerfile`, `Dockerfile.gpu`, `gpu.Dockerfile`, `Containerfile`.
    package static func looksLike(name: String) -> Bool {
        let lower = name.lowercased()
        if lower.hasSuffix(".dockerignore") || lower.hasSuffix("~") || lower.hasSuffix(".swp") { return false }
        return ["dockerfile", "containerfile"].contains { word in
            lower == word || lower.hasPrefix(word + ".") || lower.hasSuffix("." + word)
        }
    }
}

extension Dockerfile {
    /// The bytes of a line, counted from 1, with what ends it.
    package func range(ofLine line: Int) -> Range<Int> {
        guard line > 0, line <= lines.starts.count else { return bytes.count..<bytes.count }
        return lines.starts[line - 1]..<(line < lines.starts.count ? lines.starts[line] : bytes.count)
    }
}
