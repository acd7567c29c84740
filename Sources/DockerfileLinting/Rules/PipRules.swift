import Dockerfiles
import Findings

/// pip.
enum PipRules {
    static var rules: [DockerRule] { [pin, cache] }

    /// The word `install` of `pip install` or `python -m pip install`; nil for another command.
    static func install(_ command: ShellCommand) -> ShellWord? {
        let program = command.program
        if program.hasPrefix("pip"), !program.hasPrefix("pipenv"), !program.hasPrefix("pipx") {
            return command.word("install")
        }
        guard program.hasPrefix("python") else { return nil }
        let words = command.arguments.map(\.text)
        guard
            let place = words.indices.first(where: {
                words[$0] == "-m" && $0 + 1 < words.count && words[$0 + 1] == "pip"
            })
        else { return nil }
        return command.arguments[place...].first { $0.text == "install" }
    }

    /// Flags of pip that take a value.
    private static let valued: Set<String> = [
        "r", "requirement", "c", "constraint", "e", "editable", "t", "target", "i", "index-url", "extra-index-url", "f",
        "find-links", "prefix", "root", "src", "platform", "python-version", "implementation", "abi", "b", "build",
        "upgrade-strategy", "no-binary", "only-binary", "progress-bar", "trusted-host", "proxy", "retries", "timeout",
        "cert", "client-cert", "cache-dir", "log", "use-feature", "use-deprecated", "report", "C", "config-settings",
        "global-option", "install-option", "root-user-action", "python", "exists-action", "group", "m",
    ]

    static let pin = DockerRule(
        "docker-pip-pin", .warning, "pip install of packages without a version",
        """
        pip takes the newest version on the day of the build: what worked yesterday may not be built again. Pin each \
        package (`name==1.2.3`), or install from a requirements file that does.
        """,
        bad: "FROM python:3.12\nRUN pip install --no-cache-dir numpy\n",
        good: "FROM python:3.12\nRUN pip install --no-cache-dir numpy==1.26.4\n", hadolint: ["DL3013"],
        .command { command, _ in
            guard let install = install(command) else { return [] }
            if command.hasFlag("requirement", "r", "constraint", "c") || command.has(".") { return [] }
            let packages = command.operands(valued: valued).filter { $0.range.lowerBound > install.range.lowerBound }
            return Loose.said(packages.filter { !$0.isVariable && isLoose($0.text) }, version: "==VERSION")
        })

    private static func isLoose(_ package: String) -> Bool {
        if package.isEmpty || package.hasPrefix(".") { return false }
        if package.utf8.contains(where: { "=<>~".utf8.contains($0) }) || package.contains("!=") { return false }
        let schemes = ["git+", "hg+", "svn+", "bzr+", "git:"]
        if schemes.contains(where: { package.hasPrefix($0) }) { return !package.dropFirst(4).contains("@") }
        if package.contains("/") { return false }
        return ![".whl", ".tar.gz", ".zip"].contains { package.hasSuffix($0) }
    }

    static let cache = DockerRule(
        "docker-pip-cache", .warning, "pip install that keeps its cache",
        """
        pip keeps a copy of all that it fetches, in the same layer: with large packages that doubles the image. \
        `--no-cache-dir` or `ENV PIP_NO_CACHE_DIR=1` turn it off; a cache mount keeps it out of the image.
        """,
        bad: "FROM python:3.12\nRUN pip install numpy==1.26.4\n",
        good: "FROM python:3.12\nRUN pip install --no-cache-dir numpy==1.26.4\n", hadolint: ["DL3042"], isFixable: true,
        .file { subject in
            subject.runs.flatMap { run -> [DockerRule.Said] in
                if run.keepsNoPipCache || run.mounts("pip") || cleans(run.script) { return [] }
                return run.script.commands.compactMap { command in
                    guard let install = install(command), !command.has("--no-cache-dir", "--no-cache") else {
                        return nil
                    }
                    return .init(
                        install.range, "pip's cache stays in the image", "write pip install --no-cache-dir",
                        edits: AptRules.insertion("--no-cache-dir", behind: install, run))
                }
            }
        })

    /// Whether the script itself turns the cache off, or removes it.
    private static func cleans(_ script: ShellScript) -> Bool {
        script.commands.contains { command in
            let settings = command.assignments + (command.isProgram("export", "env") ? command.arguments : [])
            if settings.contains(where: {
                $0.text.hasPrefix("PIP_NO_CACHE_DIR=") && RunScript.isTrue(String($0.text.dropFirst(17)))
            }) {
                return true
            }
            if command.program.hasPrefix("pip") && command.has("purge") && command.has("cache") { return true }
            return command.isProgram("rm") && command.arguments.contains { $0.text.contains(".cache") }
        }
    }
}
