/// How much work following the COPY and ADD of one Dockerfile may take.
///
/// Many instructions, a folder of many files and a long .dockerignore multiply. Where it would take too long, what an
/// instruction copies isn't known, as where the folder holds more files than are looked at.
package struct CopyBudget: Sendable {
    /// In files looked at, each by some parts of patterns: what a second or two is enough for.
    private var left: Int
    private let ignore: DockerIgnore?
    private let context: BuildContext
    /// What one file costs.
    private let price: Int

    package init(_ context: BuildContext, ignore: DockerIgnore?, limit: Int = 8_000_000) {
        left = limit
        self.context = context
        self.ignore = ignore
        price = 1 + (ignore?.cost ?? 0) / 4
    }

    /// What an instruction takes from the context, as far as the budget goes.
    package mutating func sources(_ instruction: Instruction, folders: Set<String> = []) -> CopySources {
        let cost = instruction.sources.reduce(0) { $0 + context.cost(of: $1.value) } * price
        let isAffordable = cost <= left
        if isAffordable { left -= cost }
        return CopySources(
            instruction, context: isAffordable ? context : .unknown, ignore: ignore, folders: folders)
    }
}

extension BuildContext {
    /// One of which nothing is known.
    static let unknown = BuildContext(files: [], isCut: true)

    /// How many files are looked at for a source.
    func cost(of source: String) -> Int {
        let path = String(FolderPath.clean(source).dropFirst())
        if path.utf8.contains(where: { "*?[".utf8.contains($0) }) { return 1 + files.count + folders.count }
        guard !path.isEmpty else { return 1 + files.count }
        // The byte behind the slash ends what begins with the folder.
        return 1 + files.partition(at: path + "0") - files.partition(at: path + "/")
    }
}
