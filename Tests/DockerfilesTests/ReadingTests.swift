import Findings
import Testing

@testable import Dockerfiles

func read(_ text: String, _ arguments: [String: String] = [:]) -> Dockerfile {
    Dockerfile.read(Array(text.utf8), arguments: arguments)
}

@Suite struct ReadingTests {
    @Test func stagesAndLabels() throws {
        let file = read(
            """
            # syntax=docker/dockerfile:1
            ARG TAG=3.1
            FROM --platform=$BUILDPLATFORM example.org/base:${TAG} AS Build
            LABEL A=1 B="two words"
            FROM build
            LABEL A='3' "C D"=x
            COPY --from=build --chown=1:1 a b /c/

            """)
        #expect(file.problems.isEmpty)
        #expect(file.directives.map(\.name) == ["syntax"])
        #expect(file.globalArguments.map(\.key.value) == ["TAG"])
        #expect(file.stages.map(\.base.value) == ["example.org/base:3.1", "build"])
        #expect(file.stages.map(\.name?.value) == ["build", nil])
        #expect(file.stages[1].baseStage == 0)
        #expect(file.labels.map { "\($0.key.value)=\($0.value?.value ?? "")" } == ["B=two words", "A=3", "C D=x"])
        #expect(file.label("A")?.token.position == Position(line: 6, column: 7))
        let copy = try #require(file.stages[1].instructions.last)
        #expect(copy.sources.map(\.value) == ["a", "b"])
        #expect(copy.destination?.value == "/c/")
        #expect(copy.flag("chown")?.value?.value == "1:1")
        #expect(copy.flag("from")?.value?.position == Position(line: 7, column: 13))
        #expect(file.stages[0].platform?.value?.unset == ["BUILDPLATFORM"])
    }

    @Test func continuationsKeepTheirPlaces() throws {
        let text = "FROM a\nRUN one \\\n  # a comment\n\n  two \\  \n  three\nCMD [\"x\",\n"
        let file = read(text)
        let run = try #require(file.stages.first?.instructions.first)
        #expect(run.argumentText == "one   two   three")
        #expect(run.emptyLines == [Position(line: 4, column: 1)])
        #expect(run.lastLine == 6)
        let index = run.text.bytes.count - "three".utf8.count
        #expect(file.position(of: run.text.offset(of: index)) == Position(line: 6, column: 3))
        #expect(file.comments.map(\.text) == ["a comment"])
        // Not JSON: the shell form.
        #expect(file.stages[0].instructions[1].isJSON == false)
    }

    @Test func otherEscape() {
        let file = read("# escape=`\nFROM a\nRUN x `\n  y\nCOPY a C:\\b\\\n")
        #expect(file.problems.isEmpty)
        #expect(file.stages[0].instructions.count == 2)
        #expect(file.stages[0].instructions[1].destination?.value == "C:\\b\\")
    }

    @Test func windowsLinesMarkAndNoEnd() {
        let file = read("\u{FEFF}FROM a\r\nRUN x \\\r\n y\r\nUSER 1")
        #expect(file.problems.isEmpty)
        #expect(file.stages[0].base.position == Position(line: 1, column: 6))
        #expect(file.stages[0].instructions.map(\.argumentText) == ["x  y", "1"])
    }

    @Test func heredocs() throws {
        let file = read(
            """
            FROM a
            COPY <<"ONE" <<-TWO /dir/
            first $x
            ONE
            \tsecond
            \tTWO
            RUN <<EOF bash
            echo
            EOF
            RUN cat <<< word
            RUN echo "<<EOF"
            USER 5
            """)
        #expect(file.problems.isEmpty)
        let instructions = file.stages[0].instructions
        #expect(instructions.map(\.heredocs.count) == [2, 1, 0, 0, 0])
        #expect(instructions[0].heredocs.map(\.name) == ["ONE", "TWO"])
        #expect(instructions[0].heredocs.map(\.isExpanded) == [false, true])
        #expect(instructions[0].heredocs.map(\.isIndented) == [false, true])
        #expect(String(decoding: file.bytes[instructions[0].heredocs[0].range], as: UTF8.self) == "first $x\n")
        #expect(instructions[1].lastLine == 9)
        #expect(instructions[0].sources.isEmpty)
    }

    @Test func execForms() {
        let cases: [(String, Bool, [String])] = [
            (#"CMD ["a", "b c"]"#, true, ["a", "b c"]), (#"CMD [ "a\u00e9\n" ]"#, true, ["aé\n"]),
            ("CMD ['a']", false, []), ("CMD []", true, []), (#"CMD ["a",]"#, false, []),
            (#"CMD ["a"] && b"#, false, []), ("CMD a b", false, []), (#"RUN ["\ud83d\ude00"]"#, true, ["😀"]),
        ]
        for (text, isJSON, words) in cases {
            let instruction = read("FROM a\n" + text).stages[0].instructions[0]
            #expect(instruction.isJSON == isJSON, "\(text)")
            #expect(instruction.words.map(\.value) == words, "\(text)")
        }
        #expect(read("FROM a\nCMD [1]").problems.map(\.kind) == [.arguments])
    }

    @Test func oldFormsAndQuotes() {
        let instructions = read(
            "FROM a\nENV name some  value\nENV a=1 b=\"$a\" c=x\\ y d='$a'\nENV e=$a\nLABEL \"k\"=v\nARG x y=\"1 2\"\n"
        ).stages[0].instructions
        #expect(instructions[0].pairs.map(\.isLegacy) == [true])
        #expect(instructions[0].pairs[0].value?.value == "some  value")
        // One ENV sees what stood before it.
        #expect(instructions[1].pairs.map { $0.value?.value } == ["1", "", "x y", "$a"])
        #expect(instructions[1].pairs[1].value?.undefined == ["a"])
        #expect(instructions[2].pairs[0].value?.value == "1")
        #expect(instructions[3].pairs[0].key.value == "k")
        #expect(instructions[4].pairs.map { $0.value?.value } == [nil, "1 2"])
    }

    @Test func triggersChecksAndFolders() throws {
        let file = read(
            "FROM scratch\nWORKDIR a\nONBUILD COPY --from=x a b\nHEALTHCHECK --interval=5s CMD [\"x\"]\nHEALTHCHECK NONE\nWORKDIR ../b/$c\nRUN x\n"
        )
        let instructions = file.stages[0].instructions
        #expect(file.problems.isEmpty)
        #expect(instructions[1].workingFolder == "/a")
        let nested = try #require(instructions[1].nested.first)
        #expect(nested.kind == .copy)
        #expect(nested.flag("from")?.value?.value == "x")
        #expect(nested.position == Position(line: 3, column: 9))
        #expect(instructions[2].words.map(\.value) == ["x"])
        #expect(instructions[5].workingFolder == nil)
    }

    @Test(
        arguments: [
            ("", [.empty]), ("# only\n", [.empty]), ("RUN x\nFROM a\n", [.order]),
            ("FORM a\nFROM b\n", [.unknownInstruction]),
            ("FROM a b\n", [.arguments]), ("FROM a # a comment\n", [.arguments]), ("FROM a AS 1x\n", [.arguments]),
            ("FROM a\nCOPY x\n", [.arguments]), ("FROM a\nCOPY --form=x a b\n", [.flag]),
            ("FROM a\nCOPY --link=maybe --chown a b c\n", [.flag, .flag]),
            ("FROM a\nRUN <<EOF\nx\nUSER 1\n", [.heredoc, .unknownInstruction]),
            ("FROM a\nENV x\n", [.arguments]), ("FROM a\nENV a=1 b\n", [.arguments]),
            ("FROM a\nCOPY 'a b' c\n", [.expansion, .expansion]),
            ("FROM a\nENV x=${y\n", [.expansion]), ("FROM a\nENV x=${y^}\n", [.expansion]),
            ("FROM a\nSHELL bash\n", [.arguments]),
            ("FROM a\nONBUILD ONBUILD RUN x\n", [.order]), ("# escape=x\nFROM a\n", [.directive]),
            ("# syntax=a\n# syntax=b\nFROM a\n", [.directive]), ("FROM a\nHEALTHCHECK x\n", [.arguments]),
            ("FROM a\nCOPY --from=$x a b\n", [.expansion]), ("FROM a\nWORKDIR\n", [.arguments]),
            ("FROM a\n\\\n", [.arguments]),
            ("FROM a\nCMD --x y\n", [.flag]), ("FROM a\nADD --keep-git-dir --checksum=x https://a /b\n", []),
            ("FROM a\nRUN --mount=type=cache,target=/x --mount=type=secret --network=none true\n", []),
        ] as [(String, [DockerfileProblem.Kind])])
    func problems(_ text: String, _ kinds: [DockerfileProblem.Kind]) {
        let file = read(text)
        #expect(file.problems.map(\.kind) == kinds, "\(file.problems)")
        #expect(file.problems.allSatisfy { !$0.message.isEmpty && !$0.remedy.isEmpty && $0.position.line > 0 })
    }

    @Test func restIsRead() {
        let file = read("FROM a\nFOO bar\nCOPY\nUSER 1\n")
        #expect(file.problems.count == 2)
        #expect(file.problems[0].position == Position(line: 2, column: 1))
        #expect(file.stages[0].instructions.last?.kind == .user)
    }

    /// A word takes a hundred times the memory of the two bytes that write it.
    @Test(arguments: ["COPY ", "EXPOSE ", "LABEL ", "ENV ", "ARG "])
    func tooManyWords(_ keyword: String) {
        let line = String(repeating: "a=b ", count: 200) + "\\\n"
        let file = read("FROM a\n" + keyword + String(repeating: line, count: 150) + "c=d e=f\nUSER 1\n")
        let limits = file.problems.filter { $0.kind == .limit }
        #expect(limits.count == 1 && limits.first?.position == Position(line: 2, column: 1))
        let instruction = file.stages[0].instructions.first
        #expect((instruction?.words.count ?? 0) + (instruction?.pairs.count ?? 0) == Dockerfile.mostWords)
        #expect(file.stages[0].instructions.last?.kind == .user, "the rest is read")
    }

    @Test func names() {
        for name in ["Dockerfile", "dockerfile", "Dockerfile.gpu", "gpu.Dockerfile", "Containerfile"] {
            #expect(Dockerfile.looksLike(name: name), "\(name)")
        }
        for name in ["Dockerfile.dockerignore", "Dockerfiles", "docker-compose.yaml", "MyDockerfile", ".dockerignore"] {
            #expect(!Dockerfile.looksLike(name: name), "\(name)")
        }
    }

    @Test func notUTF8() {
        let file = Dockerfile.read(Array("FROM a\nRUN echo ".utf8) + [0xFF, 0x0A] + Array("USER 1\n".utf8))
        #expect(file.problems.map(\.kind) == [.encoding])
        #expect(file.problems[0].position == Position(line: 2, column: 10))
        #expect(file.stages[0].instructions.count == 2)
    }
}
