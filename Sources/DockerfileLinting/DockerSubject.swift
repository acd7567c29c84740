import Dockerfiles
import Findings

/// A Dockerfile that is linted, and what several rules want to know about it.
struct DockerSubject: Sendable {
    let file: Dockerfile
    let conventions: DockerfileConventions
    /// The files that COPY can take; nil where the folder isn't known.
    let context: BuildContext?
    let ignore: DockerIgnore?
    /// The RUNs of all stages, those of ONBUILD too, in order.
    let runs: [RunScript]
    /// The numbers of the stages that the last one is built from or copies from, itself too.
    let usedStages: Set<Int>
    /// The numbers of the stages that become a part of the image: the last one, and what it is based on.
    let finalStages: Set<Int>

    init(
        _ file: Dockerfile, _ conventions: DockerfileConventions, context: BuildContext? = nil,
        ignore: DockerIgnore? = nil
    ) {
        self.file = file
        self.conventions = conventions
        self.context = context
        self.ignore = ignore
        runs = RunScript.all(in: file)
        usedStages = DockerSubject.used(file)
        var final: Set<Int> = []
        var next = file.stages.last?.index
        while let index = next, final.insert(index).inserted { next = file.stages[index].baseStage }
        finalStages = final
    }

    /// The stages that any other stage names, and the last one.
    private static func used(_ file: Dockerfile) -> Set<Int> {
        var used: Set<Int> = []
        if let last = file.stages.last { used.insert(last.index) }
        let names = Dictionary(
            file.stages.compactMap { stage in stage.name.map { ($0.value, stage.index) } }, uniquingKeysWith: { $1 })
        for stage in file.stages {
            if let base = stage.baseStage { used.insert(base) }
            for instruction in stage.instructions {
                for reference in (instruction.nested.first ?? instruction).stageReferences {
                    if let number = names[reference.lowercased()] ?? Int(reference) { used.insert(number) }
                }
            }
        }
        return used
    }
}

extension Instruction {
    /// The stages and images that `--from` and `--mount=from=` name.
    var stageReferences: [String] {
        flags.compactMap { flag in
            switch flag.name {
            case "from": return flag.value?.value
            case "mount": return flag.mountOptions["from"]
            default: return nil
            }
        }
    }

    /// The word of its keyword and what follows, for places.
    var head: Range<Int> { keyword.range }
}

extension Flag {
    /// `type=cache,target=/x` of a `--mount`.
    var mountOptions: [String: String] {
        var options: [String: String] = [:]
        for part in (value?.value ?? "").split(separator: ",") {
            let pieces = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            options[pieces[0].lowercased()] = pieces.count > 1 ? String(pieces[1]) : ""
        }
        return options
    }
}

/// A RUN, its commands, and where it stands.
struct RunScript: Sendable {
    let instruction: Instruction
    let script: ShellScript
    /// The number of its stage.
    let stage: Int
    /// Whether the stage's environment tells pip to keep no cache.
    let keepsNoPipCache: Bool
    /// Whether the shell gives up where a part of a pipe fails, or is none of the Bourne family.
    let hasPipeFailure: Bool

    /// Whether text can be inserted between its words.
    var isEditable: Bool { !instruction.isJSON }

    /// Whether a cache or a memory file system is mounted at a folder whose path holds this.
    func mounts(_ path: String) -> Bool {
        instruction.flags.contains { flag in
            guard flag.name == "mount" else { return false }
            let options = flag.mountOptions
            guard let type = options["type"], type == "cache" || type == "tmpfs" else { return false }
            return (options["target"] ?? options["dst"] ?? options["destination"] ?? "").contains(path)
        }
    }

    static func all(in file: Dockerfile) -> [RunScript] {
        var runs: [RunScript] = []
        var pipCaches: [Bool] = []
        for stage in file.stages {
            var keepsNoPipCache = stage.baseStage.map { pipCaches[$0] } ?? false
            var hasPipeFailure = false
            var isForeign = file.escape != UInt8(ascii: "\\")
            for outer in stage.instructions {
                let instruction = outer.nested.first ?? outer
                switch instruction.kind {
                case .env:
                    for pair in instruction.pairs where pair.key.value == "PIP_NO_CACHE_DIR" {
                        keepsNoPipCache = isTrue(pair.value?.value ?? "")
                    }
                case .shell:
                    let words = instruction.words.map(\.value)
                    let program = words.first?.split(separator: "/").last.map { String($0) } ?? ""
                    isForeign = ["pwsh", "powershell", "powershell.exe", "cmd", "cmd.exe"].contains(
                        program.lowercased())
                    hasPipeFailure =
                        isForeign || words.contains("pipefail") || words.contains { $0.hasSuffix("pipefail") }
                case .run:
                    // What another shell is told, nothing here can read.
                    if isForeign { continue }
                    runs.append(
                        RunScript(
                            instruction: instruction, script: ShellScript(instruction, in: file), stage: stage.index,
                            keepsNoPipCache: keepsNoPipCache, hasPipeFailure: hasPipeFailure))
                default: break
                }
            }
            pipCaches.append(keepsNoPipCache)
        }
        return runs
    }

    static func isTrue(_ text: String) -> Bool { ["1", "true", "yes", "on"].contains(text.lowercased()) }
}
