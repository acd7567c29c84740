import OS
import TestSupport
import Testing

/// The program as it ships: the release build, which `scripts/test` makes and names in DAVIT_BINARY.
struct Program {
    let path: Path

    /// Where the release build should be.
    static var expected: Path {
        if let named = Environment.nonEmpty("DAVIT_BINARY") { return Path(named) }
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        return Path("\(root)/.build/release/davit")
    }

    /// Where somebody asked for it, or on CI, a missing program is a failure; a plain `swift test` leaves these tests out.
    static var isWanted: Bool {
        Environment.nonEmpty("DAVIT_BINARY") != nil || Environment.nonEmpty("CI") != nil || Files.isFile(expected)
    }

    init() throws {
        path = Program.expected
        try #require(Files.isFile(path), "\(path) is missing: swift build -c release --product davit")
    }

    func run(_ arguments: String..., environment: [String: String?] = [:], folder: Path? = nil) throws -> Child.Result {
        try Child(path.string, arguments, environment: environment, folder: folder).run()
    }
}

extension Trait where Self == ConditionTrait {
    /// For suites that start the release build.
    static var withProgram: Self {
        .enabled(if: Program.isWanted, "no release build: swift build -c release --product davit")
    }
}
