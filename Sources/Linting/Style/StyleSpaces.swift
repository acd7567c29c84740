import Findings
import Values

extension YAMLToken.Kind {
    var isScalar: Bool {
        switch self {
        case .plain, .singleQuoted, .doubleQuoted, .literal, .folded: true
        default: false
        }
    }

    var isFlowEnd: Bool { self == .flowSequenceEnd || self == .flowMappingEnd }
    var isFlowStart: Bool { self == .flowSequenceStart || self == .flowMappingStart }
}

extension StyleFile {
    /// The rules about spaces beside brackets, colons, commas and hyphens, and about words that are booleans.
    mutating func checkSpaces() {
        for index in tokens.indices {
            let token = tokens[index]
            switch token.kind {
            case .flowMappingStart, .flowSequenceStart: checkBracketStart(index)
            case .flowMappingEnd, .flowSequenceEnd: checkBracketEnd(index)
            case .value: checkColon(index)
            case .key: checkQuestionMark(index)
            case .flowEntry: checkComma(index)
            case .blockEntry: checkHyphen(index)
            case .plain: checkTruthy(index)
            default: break
            }
        }
    }

    /// The bytes between a token and the one before it, if both stand on one line.
    private func gap(before index: Int) -> Range<Int>? {
        guard index > 0 else { return nil }
        let previous = tokens[index - 1]
        let token = tokens[index]
        guard previous.end.line == token.start.line, previous.end.byte <= token.start.byte else { return nil }
        // A block scalar ends at the start of the next line: what follows there is no neighbour of it.
        if previous.end.offset > 0, bytes[previous.end.offset - 1] == 0x0A { return nil }
        return previous.end.offset..<token.start.offset
    }

    /// The bytes between a token and the next one, if both stand on one line.
    private func gap(after index: Int) -> Range<Int>? {
        guard index + 1 < tokens.count, tokens[index].end.line == tokens[index + 1].start.line else { return nil }
        let range = tokens[index].end.offset...max(tokens[index].end.offset, tokens[index + 1].start.offset)
        return range.lowerBound..<range.upperBound
    }

    private mutating func checkBracketStart(_ index: Int) {
        guard index + 1 < tokens.count, let gap = gap(after: index), !gap.isEmpty else { return }
        let next = tokens[index + 1]
        let isMapping = tokens[index].kind == .flowMappingStart
        let isEmpty = next.kind.isFlowEnd
        add(
            isMapping ? StyleRules.braces : StyleRules.brackets, line: Int(next.start.line),
            column: Int(next.start.column) - 1,
            "too many spaces inside \(isEmpty ? "empty " : "")\(isMapping ? "braces" : "brackets")",
            remedy: isEmpty ? "remove the spaces" : "remove the spaces behind the opening one",
            edits: [TextEdit(gap, "")])
    }

    private mutating func checkBracketEnd(_ index: Int) {
        guard let gap = gap(before: index), !gap.isEmpty else { return }
        let previous = tokens[index - 1].kind
        // Spaces in an empty pair are told at its start.
        if previous.isFlowStart { return }
        let isMapping = tokens[index].kind == .flowMappingEnd
        // Behind these the space is a part of the syntax: `a: }` is not `a:}`.
        let isNeeded = [.value, .key, .flowEntry, .tag].contains(previous)
        add(
            isMapping ? StyleRules.braces : StyleRules.brackets, line: Int(tokens[index].start.line),
            column: Int(tokens[index].start.column) - 1,
            "too many spaces inside \(isMapping ? "braces" : "brackets")",
            remedy: "remove the spaces before the closing one", edits: isNeeded ? [] : [TextEdit(gap, "")])
    }

    private mutating func checkColon(_ index: Int) {
        let token = tokens[index]
        // Some values have no colon of their own.
        guard token.end.byte > token.start.byte else { return }
        if let gap = gap(before: index), !gap.isEmpty {
            // An alias takes a colon for a part of its name, so one space stands between them.
            let previous = tokens[index - 1].kind
            if !(previous == .alias && gap.count == 1) {
                let end = token.end.offset
                let isApart = end == bytes.count || [0x20, 0x0A, 0x0D].contains(bytes[end])
                let canMove = isApart && (previous.isScalar || previous.isFlowEnd)
                add(
                    StyleRules.colons, line: Int(token.start.line), column: Int(token.start.column) - 1,
                    "too many spaces before colon", remedy: "remove the spaces",
                    edits: canMove ? [TextEdit(gap, "")] : [])
            }
        }
        checkAfter(index, StyleRules.colons, "colon")
    }

    private mutating func checkQuestionMark(_ index: Int) {
        let token = tokens[index]
        guard token.end.byte > token.start.byte, bytes[token.start.offset] == UInt8(ascii: "?") else { return }
        checkAfter(index, StyleRules.colons, "question mark")
    }

    private mutating func checkHyphen(_ index: Int) {
        guard tokens[index].end.byte > tokens[index].start.byte else { return }
        checkAfter(index, StyleRules.hyphens, "hyphen")
    }

    /// At most one space stands behind a token.
    private mutating func checkAfter(_ index: Int, _ rule: Rule, _ word: String) {
        guard let gap = gap(after: index), gap.count > 1 else { return }
        let next = tokens[index + 1]
        // The lines below a block that starts here are aligned with it, so only what stands alone can be moved.
        let canMove = next.kind.isScalar || next.kind == .alias || next.kind.isFlowStart
        add(
            rule, line: Int(next.start.line), column: Int(next.start.column) - 1, "too many spaces after \(word)",
            remedy: "leave one space",
            edits: canMove ? [TextEdit(gap.lowerBound + 1..<gap.upperBound, "")] : [])
    }

    private mutating func checkComma(_ index: Int) {
        let token = tokens[index]
        if index > 0, tokens[index - 1].end.line < token.start.line {
            add(
                StyleRules.commas, line: Int(token.start.line), column: max(0, Int(token.start.column) - 1),
                "a comma on a new line", remedy: "write it behind the item before it")
        } else if let gap = gap(before: index), !gap.isEmpty {
            let previous = tokens[index - 1].kind
            let isNeeded = [.value, .key, .flowEntry, .tag].contains(previous)
            add(
                StyleRules.commas, line: Int(token.start.line), column: Int(token.start.column) - 1,
                "too many spaces before comma", remedy: "remove the spaces",
                edits: isNeeded ? [] : [TextEdit(gap, "")])
        }
        guard let gap = gap(after: index) else { return }
        let next = tokens[index + 1].start
        if gap.isEmpty {
            add(
                StyleRules.commas, line: Int(next.line), column: Int(next.column), "too few spaces after comma",
                remedy: "add a space", edits: [TextEdit(gap, " ")])
        } else if gap.count > 1 {
            add(
                StyleRules.commas, line: Int(next.line), column: Int(next.column) - 1, "too many spaces after comma",
                remedy: "leave one space", edits: [TextEdit(gap.lowerBound + 1..<gap.upperBound, "")])
        }
    }

    private mutating func checkTruthy(_ index: Int) {
        let token = tokens[index]
        // What has a tag is what the tag says.
        if index > 0, tokens[index - 1].kind == .tag { return }
        let length = token.end.offset - token.start.offset
        guard (2...5).contains(length) else { return }
        let word = String(decoding: bytes[token.start.offset..<token.end.offset], as: UTF8.self)
        let meaning: String
        switch word {
        case "yes", "Yes", "YES", "on", "On", "ON", "True", "TRUE": meaning = "true"
        case "no", "No", "NO", "off", "Off", "OFF", "False", "FALSE": meaning = "false"
        default: return
        }
        add(
            StyleRules.truthy, line: Int(token.start.line), column: Int(token.start.column),
            "`\(word)` is read as \(meaning)",
            remedy: "write \(meaning) if the boolean is meant, and \"\(word)\" in quotation marks if the word is")
    }
}
