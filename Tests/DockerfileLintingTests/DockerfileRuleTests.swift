import Findings
import Linting
import OS
import TestSupport
import Testing

@testable import DockerfileLinting

/// What the rules say about a text, as `rule@line`.
func lint(
    _ text: String, _ conventions: DockerfileConventions = DockerfileConventions(), context: Path? = nil
) -> [Finding] {
    DockerfileLinter(.all, conventions).lint(Array(text.utf8), path: "Dockerfile", context: context)
}

func said(_ text: String, _ conventions: DockerfileConventions = DockerfileConventions()) -> [String] {
    lint(text, conventions).map { "\($0.rule)@\($0.place.line ?? 0)" }
}

@Suite struct DockerfileRuleTests {
    static let conventions = DockerfileConventions(
        labelKeys: ["IMAGE", "VERSION"], floatingBases: ["local-only/"], registries: [])

    static func found(_ rule: DockerRule, _ text: String) throws -> [Finding] {
        let scratch = try Scratch("example")
        try scratch.write("Dockerfile", text)
        let conventions = DockerfileConventions(registries: rule.rule.id == "docker-registry" ? ["docker.io"] : [])
        let findings = DockerfileLinter(.all, conventions).lint(
            Array(text.utf8), path: "Dockerfile", context: scratch.folder)
        return findings.filter { $0.rule == rule.rule.id }
    }

    @Test func idsAreUnique() {
        let registry = RuleRegistry(DockerfileRules.rules + Suppression.rules)
        #expect(registry.rules.count > 65)
        #expect(DockerfileRules.hadolint("docker-apt-no-recommends") == ["DL3015"])
        #expect(DockerfileRules.buildKit("docker-from-as-casing") == ["FromAsCasing"])
        #expect(registry.named("docker")?.count == DockerfileRules.rules.count)
    }

    @Test(arguments: DockerfileRules.all.map(\.rule.id))
    func examples(_ id: String) throws {
        let rule = try #require(DockerfileRules.all.first { $0.rule.id == id })
        let bad = try DockerfileRuleTests.found(rule, rule.rule.bad)
        #expect(!bad.isEmpty, "the bad example of \(id) is passed over")
        #expect(bad.allSatisfy { $0.remedy?.isEmpty == false && $0.place.line ?? 0 > 0 })
        #expect(try DockerfileRuleTests.found(rule, rule.rule.good).isEmpty, "the good example of \(id) is found")
        #expect(bad.contains { !$0.edits.isEmpty } == rule.rule.isFixable, "whether \(id) can be mended")
        guard rule.rule.isFixable else { return }
        let mended = Fixer(Array(rule.rule.bad.utf8), bad)
        #expect(mended.applied.count == bad.count)
        let text = String(decoding: mended.content, as: UTF8.self)
        #expect(try DockerfileRuleTests.found(rule, text).isEmpty, "\(id) is found in what it mended: \(text)")
        #expect(try DockerfileRuleTests.found(SyntaxRules.syntax, text).isEmpty)
    }

    /// Files that look like those the rules are about, and are right.
    @Test(arguments: [
        "FROM debian@sha256:0123456789012345678901234567890123456789012345678901234567890123\n",
        "ARG BASE=debian:12\nFROM ${BASE}\n", "FROM a:1 AS b\nFROM b\nFROM scratch\nCOPY --from=1 /a /a\n",
        "FROM local-only/base:latest\nLABEL IMAGE=x VERSION=1\n", "FROM registry:5000/a:1\n",
        "FROM a:1\nRUN --mount=type=bind,from=0,target=/x true\n",
        "FROM a:1\nRUN apt-get update && apt-get install -qqy --no-install-recommends ./a.deb b=1 ${PACKAGES} && rm -rf /var/lib/apt/lists/*\n",
        "FROM a:1\nRUN pip install --no-cache-dir 'a>=1' ./b -r c.txt\nUSER 1\n",
        "FROM a:1\nENV PIP_NO_CACHE_DIR=1\nRUN pip install a==1\n",
        "FROM a:1\nRUN --mount=type=cache,target=/root/.cache/pip pip install a==1\n",
        "FROM a:1\nRUN echo 'apt-get install x | cat'\n", "FROM a:1\nRUN grep -E 'a|b' c # | d\n",
        "FROM a:1\nRUN set -o pipefail && curl x | tar x\n", "FROM a:1\nRUN echo \"cd /x; sudo y\"\n",
        "FROM a:1\nRUN case x in a|b) true ;; esac\n", "FROM a:1\nRUN [ a ] || true\n",
        "FROM a:1\nRUN python3 <<EOF\nimport sudo\nsudo apt\nEOF\n", "FROM a:1\nARG X\nENV X=${X:-1}\n",
        "FROM a:1\nENV A=1\nENV B=$A\nENV TOKEN_FILE=/run/x PUBLIC_KEY=a TOKENIZERS_PARALLELISM=false\n",
        "FROM a:1\nCOPY *.py a.txt $DEST\nARG DEST\n".replacing("$DEST\nARG DEST", with: "/x/"),
        "FROM a:1\nENV LD_LIBRARY_PATH=/x:$LD_LIBRARY_PATH\nENV PYTHONPATH=/y:${PYTHONPATH:-/z}\n",
        "FROM a:1\nUSER root\nRUN true\nUSER 1000:1000\n", "FROM a:1\nEXPOSE 80 443/tcp 1000-2000\n",
        "FROM a:1\nHEALTHCHECK CMD curl -f http://localhost\n",
        "FROM a:1\nRUN npm install\nENTRYPOINT [\"x\"]\nCMD [\"y\"]\n",
        "FROM a:1\nADD https://example.org/a.tar.gz /a/\nADD b.tar.gz /\n",
        "FROM a:1\nSHELL [\"powershell\"]\nRUN a | b\n",
        "FROM a:1\nRUN for p in sudo apt; do echo $p; done\n", "FROM a:1\nRUN yum install -y a-1.0 && yum clean all\n",
    ])
    func nearMisses(_ text: String) {
        let findings = lint(text, DockerfileRuleTests.conventions)
        #expect(findings.isEmpty, "\(findings.map { $0.rule + ": " + $0.message })")
    }

    @Test(
        arguments: [
            ("FROM a:latest AS b\nFROM b:1\nUSER 0:0\n", ["docker-latest@1", "docker-user-root@3"]),
            ("FROM local-only/base\n", ["base-untagged@1"]),
            ("FROM local-only/base:latest\nLABEL image-=x IMAGE=y\n", ["docker-label-key@2"]),
            ("FROM a:1\nFROM b:1\n", ["stage-unused@1"]), ("FROM a:1\nONBUILD RUN sudo x\n", ["docker-sudo@2"]),
            (
                "FROM a:1\nRUN if true; then \\\n    apt-get -y install --no-install-recommends x; \\\n fi\n",
                ["docker-apt-pin@3"]
            ),
            ("FROM a:1\nRUN <<EOF\nset -e\nsudo x\nEOF\n", ["docker-sudo@4"]),
            ("FROM a:1\nRUN echo $(sudo x) && (cd y)\n", ["docker-sudo@2", "docker-cd@2"]),
            ("FROM a:1\nRUN [\"bash\", \"-c\", \"sudo x\"]\n", ["docker-sudo@2"]),
            ("FROM a:1\nRUN /opt/venv/bin/pip3 install --no-cache-dir x\n", ["docker-pip-pin@2"]),
            ("FROM a:1\nRUN python3.11 -m pip install x==1\n", ["docker-pip-cache@2"]),
            ("ARG V=1\nFROM scratch\nCOPY a $V\n", ["docker-undefined-variable@3"]),
            ("FROM scratch\nENV X=/x:$X\n", ["docker-undefined-variable@2"]),
            ("FROM a:1\nENV VERSION=1\nCOPY a /$VERSOIN\n", ["docker-undefined-variable@3"]),
            ("FROM a:1\nCOPY a /$HOME_DIR\n", ["docker-undefined-variable@2"]),
            ("FROM a:1 # comment\nUSER 1\n", ["docker-syntax@1"]),
            ("FROM a:1\nWORKDIR /a\nWORKDIR b\n", ["docker-workdir-relative@3"]),
        ] as [(String, [String])])
    func cases(_ text: String, _ expected: [String]) {
        #expect(said(text, DockerfileRuleTests.conventions) == expected)
    }

    @Test func severities() throws {
        let hint = try #require(lint("FROM a:1\nCOPY a /$HOME_DIR\n").first)
        #expect(hint.severity == .info)
        let error = try #require(lint("FROM a:1 # comment\n").first)
        #expect(error.severity == .error)
    }

    @Test func missingSources() throws {
        let scratch = try Scratch("missing")
        try scratch.write("a.py", "")
        try scratch.write("docs/x.md", "")
        try scratch.write(".dockerignore", "# c\n*.md\n**/*.md\n")
        let findings = lint("FROM a:1\nCOPY a.py b.py /x/\nCOPY docs/x.md /y\nCOPY *.js /z/\n", context: scratch.folder)
        #expect(findings.map(\.rule) == Array(repeating: "copy-source-missing", count: 3))
        #expect(
            findings.map { $0.place.position } == [
                Position(line: 2, column: 11), Position(line: 3, column: 6), Position(line: 4, column: 6),
            ])
        #expect(findings[1].message.contains("line 3 of .dockerignore"))
        // Without a folder nothing is known.
        #expect(lint("FROM a:1\nCOPY b.py /x/\n").isEmpty)
    }

    @Test(arguments: [
        "FROM a:1\n# hadolint ignore=DL3004\nRUN sudo \\\n  x\n",
        "FROM a:1\n# hadolint ignore = DL3004 , DL3003 # why\nRUN sudo x\n".replacing(" = ", with: "=").replacing(
            " , ", with: ","),
        "# hadolint global ignore=DL3004\nFROM a:1\nRUN sudo x\n",
        "# hadolint stage ignore=DL3004\nFROM a:1\nRUN sudo x\n",
        "FROM a:1\n# davit:ignore docker-sudo the base image asks for it\nRUN true && \\\n  sudo x\n",
        "# davit:ignore-file docker-sudo the base image asks for it\nFROM a:1\nRUN sudo x\n",
        "# check=skip=MaintainerDeprecated\nFROM a:1\nMAINTAINER x\n",
        "# check=skip=all;error=true\nFROM a:1\nMAINTAINER x\n",
        "FROM a:1\n# check=skip=MaintainerDeprecated\nMAINTAINER x\n",
    ])
    func ignored(_ text: String) {
        #expect(said(text) == [])
    }

    @Test func ignoredElsewhere() {
        #expect(said("FROM a:1\n# hadolint ignore=DL3003\nRUN sudo x\n") == ["docker-sudo@3"])
        #expect(said("FROM a:1\n# hadolint ignore=DL3004\n\nRUN sudo x\n") == ["docker-sudo@4"])
        #expect(said("# hadolint stage ignore=DL3004\nFROM a:1 AS x\nFROM b:1\nRUN sudo x\n") == ["docker-sudo@4"])
        #expect(
            said("FROM a:1\n# davit:ignore docker-sudo\nRUN sudo x\n") == ["docker-sudo@3", "ignore-without-reason@2"])
        #expect(said("FROM a:1\n# davit:ignore docker-sudo why not\nRUN x\n") == ["ignore-unused@2"])
    }

    @Test func manyFindingsAreCut() {
        let text = "FROM a:1\n" + String(repeating: "RUN sudo a\nUSER 1\n", count: 500)
        let findings = lint(text).filter { $0.rule == "docker-sudo" }
        #expect(findings.count == 200)
        #expect(findings.last?.message.contains("not listed") == true)
    }
}
