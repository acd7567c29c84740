import Findings

/// Gives an instruction's words their values, in the scope that it stands in, and puts it where it belongs.
extension DockerfileReader {
    mutating func evaluate(_ instruction: inout Instruction) {
        if instruction.kind == .from {
            beginStage(&instruction)
            file.instructions.append(instruction)
            return
        }
        if file.stages.isEmpty {
            evaluateGlobal(&instruction)
            file.instructions.append(instruction)
            return
        }
        instruction.workingFolder = scopes.folder
        expand(&instruction)
        file.instructions.append(instruction)
        file.stages[file.stages.count - 1].instructions.append(instruction)
    }

    private mutating func evaluateGlobal(_ instruction: inout Instruction) {
        guard instruction.kind == .arg else {
            guard let kind = instruction.kind else { return }
            return report(
                .order, instruction.keyword.range, "\(kind.word) stands above the first FROM",
                "only ARG may stand there: move it behind FROM")
        }
        for index in instruction.pairs.indices {
            expand(&instruction.pairs[index].key, scopes.forBases)
            if instruction.pairs[index].value != nil { expandValue(&instruction.pairs[index], scopes.forBases) }
            let pair = instruction.pairs[index]
            scopes.declareGlobal(pair.key.value, binding(pair.value))
        }
    }

    private mutating func beginStage(_ instruction: inout Instruction) {
        guard !instruction.words.isEmpty else { return }
        let lookup = scopes.forBases
        expand(&instruction.words[0], lookup)
        for index in instruction.flags.indices { expandValue(&instruction.flags[index], lookup) }
        var name: Word?
        if instruction.words.count == 3, instruction.words[1].text.lowercased() == "as" {
            instruction.words[2].value = instruction.words[2].text.lowercased()
            name = instruction.words[2]
        }
        let base = instruction.words[0]
        let index = file.stages.count
        let earlier = scopes.stage(base.value, count: index)
        file.stages.append(Stage(index: index, from: instruction, base: base, name: name, baseStage: earlier))
        scopes.begin(index: index, name: name?.value, base: earlier, isFromScratch: base.value == "scratch")
        if base.value.isEmpty, base.isResolved {
            report(.arguments, base.range, "the base image is empty", "name an image")
        }
    }

    private mutating func expand(_ instruction: inout Instruction) {
        let lookup = scopes.forStage
        switch instruction.kind {
        case .arg:
            for index in instruction.pairs.indices {
                let lookup = scopes.forStage
                expand(&instruction.pairs[index].key, lookup)
                expandValue(&instruction.pairs[index], lookup)
                let pair = instruction.pairs[index]
                scopes.declare(pair.key.value, pair.value.map { binding($0) })
            }
        case .env, .label:
            for index in instruction.pairs.indices {
                expand(&instruction.pairs[index].key, lookup)
                expandValue(&instruction.pairs[index], lookup)
            }
            guard instruction.kind == .env else { return }
            for pair in instruction.pairs { scopes.setEnvironment(pair.key.value, binding(pair.value)) }
        case .copy, .add:
            for index in instruction.words.indices
            where instruction.isJSON || HeredocWord(instruction.words[index].text) == nil {
                expand(&instruction.words[index], lookup)
            }
            expandFlags(&instruction, lookup)
        case .workdir:
            guard !instruction.words.isEmpty else { return }
            expand(&instruction.words[0], lookup)
            scopes.changeFolder(instruction.words[0].value, isResolved: instruction.words[0].isResolved)
        case .user, .stopsignal, .volume, .expose:
            for index in instruction.words.indices { expand(&instruction.words[index], lookup) }
        case .run: expandFlags(&instruction, lookup)
        default: break
        }
    }

    private mutating func expandFlags(_ instruction: inout Instruction, _ lookup: Scopes.Lookup) {
        for index in instruction.flags.indices {
            if instruction.flags[index].name == "from" {
                guard let value = instruction.flags[index].value, value.text.utf8.contains(UInt8(ascii: "$")) else {
                    continue
                }
                report(
                    .expansion, value.range, "--from can't hold variables",
                    "give the image a name: FROM \(Visible.text(value.text)) AS name, with the ARG above the first FROM"
                )
            }
            expandValue(&instruction.flags[index], lookup)
        }
    }

    private func binding(_ word: Word?) -> Variables.Binding {
        guard let word, word.undefined.isEmpty, word.unset.isEmpty else { return .unset }
        return .value(word.value)
    }

    private mutating func expandValue(_ pair: inout Pair, _ lookup: Scopes.Lookup) {
        guard var value = pair.value else { return }
        expand(&value, lookup)
        pair.value = value
    }

    private mutating func expandValue(_ flag: inout Flag, _ lookup: Scopes.Lookup) {
        guard var value = flag.value else { return }
        expand(&value, lookup)
        flag.value = value
    }

    private mutating func expand(_ word: inout Word, _ lookup: Scopes.Lookup) {
        // In JSON words the text is the JSON string; its value is what is expanded.
        let source = word.value
        guard Expander.isNeeded(source, escape: file.escape) else { return }
        var expander = Expander(source, escape: file.escape, lookup: { lookup[$0] }, work: work)
        do throws(Expander.Failure) {
            word.value = try expander.expand()
        } catch {
            report(error.isLimit ? .limit : .expansion, word.range, error.message, error.remedy)
        }
        work = expander.work
        word.undefined = expander.undefined
        word.unset = expander.unset
    }
}
