import Findings
import TestSupport
import Testing

@testable import Dockerfiles

@Suite struct DockerfileFuzzTests {
    static let seeds: [[UInt8]] = [
        "# escape=`\nFROM a AS b\nRUN x `\n  y\n",
        "ARG A=${B:-c}\nFROM x:$A\nENV a=$b c=\"${d#e*}\" f='g' h\\ i=j\nLABEL a b c\n",
        "FROM a\nCOPY <<-\"E\" --chown=1 b /c\nx\n\tE\nRUN <<A <<B\nA\nB\nONBUILD RUN <<C\nC\n",
        "FROM a\nCMD [\"a\", \"\\u00e9\"]\nHEALTHCHECK --interval=1s CMD x\nSHELL [\"a\"]\nEXPOSE 1 2/udp\n",
        "FROM a\r\nRUN a \\\r\n# c\r\n\r\n b\r\nWORKDIR ${x//a*/b}\nVOLUME [\"/a\"]\nUSER a:b\n",
        "*\n!a/**/b\n[a-c]?\n**/x\n\\*\n",
    ].map { Array($0.utf8) }

    static func mutated(_ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = generator.pick(seeds)
        for _ in 0..<(1 + generator.below(6)) {
            let index = generator.below(bytes.count + 1)
            switch generator.below(5) {
            case 0: bytes.insert(UInt8(generator.below(256)), at: index)
            case 1: if index < bytes.count { bytes.remove(at: index) }
            case 2: bytes.insert(contentsOf: generator.pick(seeds).prefix(60), at: index)
            case 3: bytes.removeLast(bytes.count - index)
            default:
                bytes.insert(
                    contentsOf: Array("\\\n$\"'<{}#=[]:-%/*? \t".utf8.shuffled(using: &generator).prefix(4)), at: index)
            }
        }
        return bytes
    }

    @Test func fuzzReading() {
        var generator = SeededGenerator(seed: 21)
        let clock = ContinuousClock()
        let end = clock.now + FuzzBudget.duration
        var stages = 0
        while clock.now < end {
            let bytes = DockerfileFuzzTests.mutated(&generator)
            let file = Dockerfile.read(bytes)
            stages += file.stages.count
            for instruction in file.instructions {
                let tokens = instruction.words.map(\.token) + instruction.pairs.map(\.token) + [instruction.keyword]
                for token in tokens {
                    #expect(token.range.upperBound <= bytes.count && token.position.line > 0)
                    #expect(token.range.lowerBound >= instruction.range.lowerBound)
                }
                _ = CopySources(instruction, context: ContextTests.context, ignore: DockerIgnore(bytes))
            }
            #expect(file.problems.allSatisfy { $0.range.upperBound <= bytes.count && !$0.message.isEmpty })
            _ = file.labels
        }
        #expect(stages > 0)
    }

    @Test func fuzzIgnoring() {
        var generator = SeededGenerator(seed: 22)
        let clock = ContinuousClock()
        let end = clock.now + FuzzBudget.duration
        var excluded = 0
        while clock.now < end {
            let ignore = DockerIgnore(DockerfileFuzzTests.mutated(&generator))
            for path in ["a", "a/b", "x/y/b", "é/x", "c?"] where ignore.excludes(path) { excluded += 1 }
        }
        #expect(excluded > 0)
    }
}

/// Files that are made to take long.
@Suite struct DockerfileHostileTests {
    static func repeated(_ text: String, _ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        let part = Array(text.utf8)
        bytes.reserveCapacity(part.count * count)
        for _ in 0..<count { bytes += part }
        return bytes
    }

    static let cases: [(String, [UInt8])] = [
        ("one line", repeated("a ", 1 << 20)),
        ("many instructions", Array("FROM a\n".utf8) + repeated("RUN x\n", 1 << 17)),
        ("many stages", repeated("FROM a AS b\nENV x=1\n", 50_000)),
        (
            "a chain of stages",
            (0..<3000).flatMap { Array("FROM s\($0) AS s\($0 + 1)\nENV v\($0)=1\nLABEL l\($0)=1\n".utf8) }
        ),
        ("continued without end", Array("FROM a\nRUN x".utf8) + repeated(" \\\n x", 1 << 18)),
        ("heredocs without end", Array("FROM a\n".utf8) + (0..<20_000).flatMap { Array("RUN <<E\($0)\n".utf8) }),
        ("doubling", Array("FROM a\nENV a=xxxxxxxxxxxxxxxx\n".utf8) + repeated("ENV a=$a$a$a$a\n", 2000)),
        (
            "patterns",
            Array("FROM a\nENV a=\(String(repeating: "ab", count: 8000))\n".utf8)
                + repeated("ENV b=${a//*a*b*a*b*/${a%%*a*b*c}}\n", 5000)
        ),
        ("deep", Array("FROM a\nENV a=".utf8) + repeated("${x:-", 10_000)),
        ("ONBUILD", Array("FROM a\n".utf8) + repeated("ONBUILD ", 8000)),
        ("quotes", Array("FROM a\nENV ".utf8) + repeated("a=\"", 20_000)),
        ("many words", Array("FROM a\nCOPY ".utf8) + repeated("a ", 30_000)),
        ("comments", repeated("#\n", 1 << 19)), ("flags", Array("FROM a\nRUN ".utf8) + repeated("--mount=a ", 6000)),
        ("zeros", [UInt8](repeating: 0, count: 2 << 20)),
    ]

    @Test(arguments: cases.indices) func bounded(_ index: Int) {
        let (name, bytes) = DockerfileHostileTests.cases[index]
        let clock = ContinuousClock()
        let taken = clock.measure {
            let file = Dockerfile.read(bytes)
            #expect(file.instructions.count <= Dockerfile.most)
            #expect(file.labels.count <= 3000)
        }
        // Without optimisation on a busy machine; it would be hours if anything weren't linear.
        #expect(taken < .seconds(30), "\(name) takes \(taken)")
    }

    @Test func hundredMegabytes() {
        let file = Dockerfile.read(Array("FROM a\n".utf8) + [UInt8](repeating: 0x0A, count: 100 << 20))
        #expect(file.problems.map(\.kind) == [.limit])
        #expect(file.stages.count == 1)
    }
}
