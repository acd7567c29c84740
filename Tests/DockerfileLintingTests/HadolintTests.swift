import Dockerfiles
import Findings
import OS
import TestSupport
import Testing

@testable import DockerfileLinting

/// The rules against hadolint, on files that are made here: the same codes at the same lines, but for the differences
/// that are listed.
@Suite struct HadolintTests {
    /// A difference that is meant. docs/dockerfile-rules.md has the same table for people.
    struct Difference: Sendable {
        let code: String
        /// Whether hadolint says it and davit doesn't; else it is the other way round.
        let isTheirs: Bool
        let why: String
        /// Whether a case is one: the file, and the instruction at the line.
        let holds: @Sendable (DockerSubject, Instruction) -> Bool
    }

    static let differences: [Difference] =
        [
            Difference(
                code: "DL3002", isTheirs: true,
                why: "only the last USER of the image itself says what the container runs as"
            ) { subject, instruction in !isLastUser(subject, instruction) },
            Difference(code: "DL3025", isTheirs: true, why: "a HEALTHCHECK gets no signals") { _, instruction in
                instruction.kind == .healthcheck
            },
            Difference(code: "DL3066", isTheirs: true, why: "as DL3002") { subject, instruction in
                !isLastUser(subject, instruction)
            },
            Difference(code: "DL3007", isTheirs: false, why: "defaults of ARGs are known") { _, instruction in
                instruction.argumentText.contains("$")
            },
            Difference(code: "DL3013", isTheirs: true, why: "pipx is no pip") { subject, instruction in
                text(subject, instruction).contains("pipx install")
            },
            Difference(
                code: "DL3022", isTheirs: false, why: "hadolint counts the stage itself among those above it"
            ) { subject, instruction in text(subject, instruction).contains("--from=") },
            Difference(
                code: "DL3042", isTheirs: false,
                why: "hadolint takes two stages on one image for the same, and carries ENV from one to the other"
            ) { subject, instruction in sharesBase(subject, instruction) },
            Difference(code: "DL3045", isTheirs: false, why: "as DL3042, with WORKDIR") { subject, instruction in
                sharesBase(subject, instruction)
            },
            Difference(
                code: "DL3044", isTheirs: false,
                why: "hadolint remembers variables of stages that this one isn't built on"
            ) { subject, _ in subject.file.stages.count > 1 },
            Difference(
                code: "DL3009", isTheirs: true, why: "what isn't a part of the image leaves nothing in it"
            ) { subject, instruction in !isFinal(subject, instruction) },
            Difference(code: "DL3060", isTheirs: true, why: "as DL3009") { subject, instruction in
                !isFinal(subject, instruction)
            },
        ]
        // hadolint takes the first `rm -rf` of anything for the cleaning that it looks for.
        + ["DL3009", "DL3032", "DL3040"].flatMap { code in
            [true, false].map { isTheirs in
                Difference(code: code, isTheirs: isTheirs, why: "only what removes the cache in question cleans it") {
                    subject, instruction in text(subject, instruction).contains("rm -rf")
                }
            }
        }
        + ["DL3032", "DL3036", "DL3040", "DL3060"].map { code in
            Difference(code: code, isTheirs: false, why: "what is installed behind the cleaning isn't cleaned") {
                subject, instruction in text(subject, instruction).contains("clean")
            }
        }
        + claimed.map { code in
            Difference(
                code: code, isTheirs: true, why: "behind SHELL of PowerShell nothing is read as if it were a shell"
            ) {
                subject, instruction in
                guard let stage = stage(subject, instruction) else { return false }
                let before = stage.instructions.prefix { $0.range.lowerBound < instruction.range.lowerBound }
                return before.last { $0.kind == .shell }?.words.first?.value == "pwsh"
                    && (instruction.kind == .run || instruction.nested.first?.kind == .run)
            }
        }

    private static func text(_ subject: DockerSubject, _ instruction: Instruction) -> String {
        String(decoding: subject.file.bytes[instruction.range], as: UTF8.self)
    }

    private static func stage(_ subject: DockerSubject, _ instruction: Instruction) -> Stage? {
        subject.file.stages.last { $0.from.range.lowerBound <= instruction.range.lowerBound }
    }

    private static func isFinal(_ subject: DockerSubject, _ instruction: Instruction) -> Bool {
        stage(subject, instruction).map { subject.finalStages.contains($0.index) } ?? false
    }

    private static func isLastUser(_ subject: DockerSubject, _ instruction: Instruction) -> Bool {
        subject.file.stages.last?.instructions.last { $0.kind == .user }?.range == instruction.range
    }

    private static func sharesBase(_ subject: DockerSubject, _ instruction: Instruction) -> Bool {
        guard let own = stage(subject, instruction) else { return false }
        return subject.file.stages.contains { $0.index != own.index && $0.base.text == own.base.text }
    }

    /// The codes that one of our rules claims.
    static var claimed: Set<String> { Set(DockerfileRules.all.flatMap(\.hadolint)) }

    /// Codes for which the two linters look at different configuration.
    static let configured: Set<String> = ["DL3026", "DL3051", "DL3052", "DL3053"]

    static func ours(_ text: String) -> Set<Hadolint.Said> {
        let bytes = Array(text.utf8)
        let file = Dockerfile.read(bytes)
        var said: Set<Hadolint.Said> = []
        for finding in DockerfileLinter().lint(bytes, path: "Dockerfile") {
            let codes = DockerfileRules.hadolint(finding.rule)
            // hadolint speaks of instructions, not of the words in them.
            let line = finding.place.line ?? 0
            let start = file.instructions.last { $0.line <= line }?.line ?? line
            for code in codes { said.insert(Hadolint.Said(code: code, line: start)) }
        }
        return said
    }

    @Test(arguments: [7, 13]) func generatedFiles(_ seed: UInt64) throws {
        var generator = DockerfileGenerator(seed: seed)
        let said = try compare((0..<150).map { _ in generator.dockerfile() })
        #expect(said.compared ?? 600 >= 600)
        #expect(said.unexplained.isEmpty, "\(said.unexplained.prefix(40).joined(separator: "\n"))")
    }

    @Test func realisticFiles() throws {
        let said = try compare(RealisticDockerfiles.all)
        #expect(said.compared ?? 30 >= 30)
        #expect(said.unexplained.isEmpty, "\(said.unexplained.prefix(40).joined(separator: "\n"))")
    }

    /// The differences that aren't listed, and how many findings of hadolint's were compared; nil where there is none.
    private func compare(_ texts: [String]) throws -> (unexplained: [String], compared: Int?) {
        let scratch = try Scratch("hadolint")
        let paths = try texts.enumerated().map { try scratch.write("f\($0.offset)/Dockerfile", $0.element) }
        guard let theirs = try Hadolint.lint(paths) else {
            #expect(HelmLibrary.mayBeMissing, "hadolint isn't installed: scripts/install-deps --test")
            return ([], nil)
        }
        var compared = 0
        var unexplained: [String] = []
        for (text, said) in zip(texts, theirs) {
            if said.contains(where: { $0.code == "DL1000" }) { continue }
            let all = Set(said).filter { Self.claimed.contains($0.code) && !Self.configured.contains($0.code) }
            let own = Self.ours(text).filter { !Self.configured.contains($0.code) }
            compared += all.count
            let file = Dockerfile.read(Array(text.utf8))
            let subject = DockerSubject(file, DockerfileConventions())
            for difference in all.symmetricDifference(own).sorted() {
                guard let instruction = file.instructions.last(where: { $0.line <= difference.line }) else { continue }
                let isTheirs = all.contains(difference)
                let isListed = Self.differences.contains {
                    $0.code == difference.code && $0.isTheirs == isTheirs && $0.holds(subject, instruction)
                }
                if isListed { continue }
                let lines = String(decoding: file.bytes[instruction.range], as: UTF8.self)
                unexplained.append("\(difference.code) \(isTheirs ? "only hadolint" : "only davit"): \(lines)")
            }
        }
        return (unexplained, compared)
    }
}
