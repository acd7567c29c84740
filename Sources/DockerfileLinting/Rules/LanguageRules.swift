import Dockerfiles
import Findings

/// npm, yarn, gem and go.
enum LanguageRules {
    static var rules: [DockerRule] { [npm, yarn, gem, go] }

    static let npm = DockerRule(
        "docker-npm-pin", .warning, "npm install of packages without a version",
        "npm takes the newest version on the day of the build. Pin it, or install what package-lock.json says (`npm ci`).",
        bad: "FROM node:20.11\nRUN npm install -g serve\n", good: "FROM node:20.11\nRUN npm install -g serve@14.2.1\n",
        hadolint: ["DL3016"],
        .command { command, _ in
            let valued: Set<String> = ["loglevel", "registry", "prefix", "cache", "userconfig"]
            guard command.isProgram("npm") else { return [] }
            let words = command.operands(valued: valued)
            guard let first = words.first, ["install", "i"].contains(first.text) else { return [] }
            return Loose.said(
                words.dropFirst().filter { !$0.isVariable && isLooseNode($0.text) }, version: "@VERSION")
        })

    private static func isLooseNode(_ package: String) -> Bool {
        if package.isEmpty { return false }
        if ["git://", "git+ssh://", "git+http://", "git+https://"].contains(where: { package.hasPrefix($0) }) {
            return !package.contains("#")
        }
        if [".tar", ".tar.gz", ".tgz"].contains(where: { package.hasSuffix($0) }) { return false }
        if ["/", "./", "../", "~/"].contains(where: { package.hasPrefix($0) }) || package == "." { return false }
        // A scope begins with an @ of its own.
        return !package.dropFirst().contains("@")
    }

    static let yarn = DockerRule(
        "docker-yarn-cache", .info, "yarn install that keeps its cache",
        "yarn keeps a copy of all that it fetches in the same layer.",
        bad: "FROM node:20.11\nRUN yarn install\n", good: "FROM node:20.11\nRUN yarn install && yarn cache clean\n",
        hadolint: ["DL3060"],
        .file { subject in
            subject.runs.compactMap { run in
                guard subject.finalStages.contains(run.stage), !run.mounts("yarn") else { return nil }
                let commands = run.script.commands
                guard let install = commands.lastIndex(where: { $0.isProgram("yarn") && $0.has("install") }),
                    !commands[install...].contains(where: { $0.isProgram("yarn") && $0.has("clean") && $0.has("cache") }
                    )
                else { return nil }
                return .init(
                    commands[install].name.range, "yarn's cache stays in the image",
                    "write && yarn cache clean at the end of this RUN")
            }
        })

    static let gem = DockerRule(
        "docker-gem-pin", .warning, "gem install of gems without a version",
        "gem takes the newest version on the day of the build.",
        bad: "FROM ruby:3.3\nRUN gem install rake\n", good: "FROM ruby:3.3\nRUN gem install rake:13.1.0\n",
        hadolint: ["DL3028"],
        .command { command, _ in
            guard command.isProgram("gem"), command.has("install", "i"),
                !command.arguments.contains(where: {
                    $0.text == "-v" || $0.text == "--version" || $0.text.hasPrefix("--version=")
                })
            else { return [] }
            let own = command.arguments.prefix { $0.text != "--" }
            let ownCommand = ShellCommand(name: command.name, arguments: Array(own), assignments: [])
            let words = ownCommand.operands(valued: ["i", "install-dir", "n", "bindir", "s", "source", "P"]).filter {
                !["install", "i"].contains($0.text) && !$0.isVariable && !$0.text.contains(":")
                    && !$0.text.hasSuffix(".gem") && !$0.text.isEmpty
            }
            return Loose.said(words, version: ":VERSION")
        })

    static let go = DockerRule(
        "docker-go-pin", .warning, "go install of packages without a version",
        "go takes the newest version on the day of the build; `@latest` says the same.",
        bad: "FROM golang:1.22\nRUN go install example.org/tool@latest\n",
        good: "FROM golang:1.22\nRUN go install example.org/tool@v1.2.3\n", hadolint: ["DL3062"],
        .command { command, _ in
            guard command.isProgram("go"), command.has("install", "get", "run") else { return [] }
            var words = command.operands(valued: ["o", "p", "ldflags", "tags", "mod", "C", "modfile"])
            guard let verb = words.first?.text, ["install", "get", "run"].contains(verb) else { return [] }
            words.removeFirst()
            // Behind the package of `go run` stand its own arguments.
            if verb == "run" { words = Array(words.prefix(1)) }
            return Loose.said(
                words.filter { word in
                    if word.isVariable || word.text.hasPrefix(".") || word.text.hasPrefix("/") || word.text == "tool" {
                        return false
                    }
                    return !word.text.contains("@") || word.text.hasSuffix("@latest") || word.text.hasSuffix("@none")
                }, version: "@VERSION")
        })
}
