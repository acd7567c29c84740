package import Findings

/// One instruction of a Dockerfile.
package struct Instruction: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case add, arg, cmd, copy, entrypoint, env, expose, from, healthcheck, label, maintainer, onbuild, run, shell
        case stopsignal, user, volume, workdir

        /// As it is written by most.
        package var word: String { rawValue.uppercased() }
    }

    /// The first word, as written.
    package let keyword: Token
    /// Nil for what is no instruction.
    package let kind: Kind?
    package internal(set) var flags: [Flag] = []
    /// The arguments as words: of FROM all that follow its flags, of COPY and ADD the sources and the destination, of
    /// RUN, CMD, ENTRYPOINT, SHELL and HEALTHCHECK those of the exec form, of EXPOSE and VOLUME each, of WORKDIR, USER,
    /// STOPSIGNAL and MAINTAINER one.
    package internal(set) var words: [Word] = []
    /// What LABEL, ENV and ARG say.
    package internal(set) var pairs: [Pair] = []
    /// Whether the arguments are a JSON array: the exec form.
    package internal(set) var isJSON = false
    /// The instruction's text without continuations.
    package let text: LogicalText
    /// What stands behind the keyword and the flags, in `text`. For a HEALTHCHECK: behind CMD.
    package internal(set) var arguments: Range<Int>
    package internal(set) var heredocs: [Heredoc] = []
    /// The instruction of an ONBUILD: none or one.
    package internal(set) var nested: [Instruction] = []
    /// The first argument of a HEALTHCHECK: CMD or NONE.
    package internal(set) var check: Token?
    /// All bytes, with continuations and heredocs.
    package internal(set) var range: Range<Int>
    /// The line behind which nothing of it stands, counted from 1.
    package internal(set) var lastLine: Int
    /// The comments directly above.
    package internal(set) var comments: [Token] = []
    /// The lines with nothing on them inside the instruction.
    package internal(set) var emptyLines: [Position] = []
    /// The absolute folder that relative paths are seen from; nil where only the base image knows.
    package internal(set) var workingFolder: String?

    package var position: Position { keyword.position }
    package var line: Int { Int(keyword.position.line) }

    package func flag(_ name: String) -> Flag? { flags.first { $0.name == name } }

    /// The arguments as they are written, continuations taken out.
    package var argumentText: String { text.string(arguments) }

    /// What is copied: all words but the last of COPY and ADD, without heredocs.
    package var sources: [Word] {
        guard kind == .copy || kind == .add else { return [] }
        return words.dropLast().filter { isJSON || HeredocWord($0.text) == nil }
    }

    /// Where COPY and ADD put it.
    package var destination: Word? { (kind == .copy || kind == .add) && words.count > 1 ? words.last : nil }

    init(keyword: Token, kind: Kind?, text: LogicalText, arguments: Range<Int>, range: Range<Int>, lastLine: Int) {
        self.keyword = keyword
        self.kind = kind
        self.text = text
        self.arguments = arguments
        self.range = range
        self.lastLine = lastLine
    }
}

/// One stage: a FROM and what follows up to the next.
package struct Stage: Sendable {
    /// Its number, from 0.
    package let index: Int
    package let from: Instruction
    /// The base as written, and as it comes to.
    package let base: Word
    /// The name behind AS; its value is in lower case, as builders compare it.
    package let name: Word?
    /// The earlier stage that is its base.
    package let baseStage: Int?
    /// All behind its FROM.
    package internal(set) var instructions: [Instruction] = []

    package var position: Position { from.position }
    package var platform: Flag? { from.flag("platform") }
    /// Whether it starts from nothing.
    package var isFromScratch: Bool { base.value == "scratch" }
    /// The labels that it sets itself, in order.
    package var ownLabels: [Pair] { instructions.filter { $0.kind == .label }.flatMap(\.pairs) }
}
