import Foundation
import OS
import TestSupport
import Testing
import Values

@testable import Commands
@testable import Console

/// The documentation says what davit does today.
@Suite struct DocumentationTests {
    static let root = Path(#filePath).parent.parent.parent
    static let pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/rules.md"]
    private static let remedy: Comment = "out of date: run scripts/docs and look at what it changed"

    private static func text(_ page: String) throws -> String {
        String(decoding: try Files.read(root / page), as: UTF8.self)
    }

    @Test func theReferenceIsOfToday() throws {
        let parts = try Self.text("README.md").components(separatedBy: "<!-- commands: ")
        try #require(parts.count == 3)
        let run = DavitRun(["manual", "markdown"])
        #expect(run.code == 0)
        #expect("begin -->\n" + run.output == parts[1], Self.remedy)
    }

    @Test func thePageOfRulesIsOfToday() throws {
        let run = DavitRun(["explain", "--markdown"])
        #expect(run.code == 0)
        // An example of carriage returns is shown without them: editors and git would change the page.
        #expect(try run.output.replacing("\r\n", with: "\n") == Self.text("docs/rules.md"), Self.remedy)
    }

    /// Runs the tour's commands with the release build, where scripts/test has made it.
    @Test(.enabled(if: Environment.nonEmpty("DAVIT_BINARY") != nil))
    func theTourIsOfToday() throws {
        let run = try Child((Self.root / "scripts/docs").string, ["--check"]).run()
        let said = String(decoding: run.output + run.errors, as: UTF8.self)
        #expect(run.succeeded, "\(said)")
    }

    @Test func noWayOfThisMachineIsShown() throws {
        let tour = try Self.text("README.md").components(separatedBy: "<!-- tour: ")
        try #require(tour.count == 3)
        #expect(tour[1].contains("$ davit lint hello"))
        #expect(!tour[1].contains("/tmp/") && !tour[1].contains(Self.root.string))
    }

    @Test(arguments: pages)
    func linksLeadSomewhere(_ page: String) throws {
        let text = try Self.text(page)
        let headings = Set(text.split(separator: "\n").filter { $0.hasPrefix("#") }.map { Self.anchor(String($0)) })
        let folder = (Self.root / page).parent
        for match in text.matches(of: /\]\(([^)\s]+)\)/) {
            let target = String(match.1)
            if target.hasPrefix("https://") { continue }
            if target.hasPrefix("#") {
                #expect(headings.contains(String(target.dropFirst())), "\(page) has no heading for \(target)")
            } else {
                #expect(Files.exists(folder / target), "\(page) names \(target), which doesn't exist")
            }
        }
    }

    /// The name that GitHub and GitLab give a heading.
    private static func anchor(_ heading: String) -> String {
        let words = heading.drop { $0 == "#" || $0 == " " }.lowercased()
        return String(words.compactMap { $0 == " " ? "-" : $0.isLetter || $0.isNumber || "-_".contains($0) ? $0 : nil })
    }

    /// Every `davit …` that a page shows as code names commands and options that exist.
    @Test(arguments: ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
    func commandLinesExist(_ page: String) throws {
        let lines = Self.commandLines(try Self.text(page))
        #expect(page == "CONTRIBUTING.md" || lines.count > 5)
        for line in lines {
            let words = line.split(separator: " ").map(String.init)
            var command = Davit.program.root
            for word in words.dropFirst() {
                guard let next = command.subcommand(word) else { break }
                command = next
            }
            #expect(words.count == 1 || words[1].hasPrefix("-") || command.name != "davit", "\(page): \(line)")
            let known = Set((command.options + Davit.program.globals).flatMap { [$0.name] + $0.aliases })
            for word in words where word.hasPrefix("--") {
                let name = String(word.dropFirst(2).prefix { $0 != "=" })
                #expect(known.contains(name) || name == "help", "\(page): `\(line)` has no option --\(name)")
            }
        }
    }

    /// From code spans, and from the lines of code blocks, behind a prompt or what YAML puts before a command.
    private static func commandLines(_ text: String) -> [String] {
        var lines = text.matches(of: /`(davit [a-z][^`\n]*)`/).map { String($0.1) }
        let command = /^(?:\$ )?(?: *- )?(?:run: )?(?:[A-Z_]+=\S+ )?(davit [a-z-][^;|>&]*)/
        var isCode = false
        for line in text.split(separator: "\n") {
            if line.hasPrefix("```") {
                isCode.toggle()
            } else if isCode, let match = line.firstMatch(of: command) {
                lines.append(String(match.1))
            }
        }
        return lines
    }
}
