import Dockerfiles
import Findings

/// yum, dnf and microdnf.
enum RPMRules {
    static var rules: [DockerRule] {
        [
            yes("yum", ["yum"], "DL3030"), yes("dnf", ["dnf", "microdnf"], "DL3038"),
            clean("yum", ["yum"], ["install"], "DL3032"),
            clean("dnf", ["dnf", "microdnf"], ["install", "in", "upgrade", "up", "reinstall", "rei"], "DL3040"),
            pin("yum", ["yum"], "DL3033"), pin("dnf", ["dnf", "microdnf"], "DL3041"),
        ]
    }

    private static func yes(_ name: String, _ programs: Set<String>, _ code: String) -> DockerRule {
        DockerRule(
            "docker-\(name)-yes", .warning, "\(name) install without -y",
            "Without `-y` \(name) asks, nobody answers, and the build ends.",
            bad: "FROM fedora:40\nRUN \(name) install curl-8.6.0 && \(name) clean all\n",
            good: "FROM fedora:40\nRUN \(name) install -y curl-8.6.0 && \(name) clean all\n", hadolint: [code],
            isFixable: true,
            .command { command, run in
                guard programs.contains(command.program),
                    let word = command.word("install", "groupinstall", "localinstall"),
                    !command.hasFlag("y", "assumeyes")
                else { return [] }
                return [
                    .init(
                        word.range, "\(command.program) asks before it installs", "write \(command.program) install -y",
                        edits: AptRules.insertion("-y", behind: word, run))
                ]
            })
    }

    private static func clean(
        _ name: String, _ programs: Set<String>, _ words: Set<String>, _ code: String
    ) -> DockerRule {
        DockerRule(
            "docker-\(name)-clean", .info, "\(name) install without \(name) clean all",
            "\(name) keeps what it fetched in the image. Clean up in the same RUN; in a later one it is in the layer below.",
            bad: "FROM fedora:40\nRUN \(name) install -y curl-8.6.0\n",
            good: "FROM fedora:40\nRUN \(name) install -y curl-8.6.0 && \(name) clean all\n", hadolint: [code],
            .file { subject in
                subject.runs.compactMap { run in
                    let commands = run.script.commands
                    if run.mounts("/var/cache/\(name)") || run.mounts("libdnf5") { return nil }
                    let install = commands.indices.last { index in
                        programs.contains(commands[index].program)
                            && commands[index].arguments.contains { words.contains($0.text) }
                    }
                    guard let install else { return nil }
                    let isClean = commands[install...].contains { command in
                        command.program == commands[install].program && command.has("clean") && command.has("all")
                            || command.isProgram("rm")
                                && command.arguments.contains { word in
                                    ["/var/cache/yum", "/var/cache/dnf", "/var/cache/libdnf5", "/var/cache/*"].contains
                                    {
                                        word.text.hasPrefix($0)
                                    }
                                }
                    }
                    if isClean { return nil }
                    return .init(
                        commands[install].name.range, "what \(commands[install].program) fetched stays in the image",
                        "write && \(commands[install].program) clean all at the end of this RUN")
                }
            })
    }

    private static func pin(_ name: String, _ programs: Set<String>, _ code: String) -> DockerRule {
        DockerRule(
            "docker-\(name)-pin", .info, "\(name) install of packages without a version",
            "Which version is installed depends on the day of the build; pin where a version matters.",
            bad: "FROM fedora:40\nRUN \(name) install -y curl && \(name) clean all\n",
            good: "FROM fedora:40\nRUN \(name) install -y curl-8.6.0 && \(name) clean all\n", hadolint: [code],
            .command { command, _ in
                guard programs.contains(command.program), command.has("install"), !command.has("group") else {
                    return []
                }
                let isModule = command.has("module")
                let words = command.operands(valued: [
                    "c", "config", "installroot", "releasever", "setopt", "enablerepo", "disablerepo",
                ])
                let loose = words.filter { word in
                    if ["install", "module"].contains(word.text) || word.isVariable || word.text.isEmpty {
                        return false
                    }
                    return isModule ? !word.text.contains(":") : !isPinned(word.text)
                }
                return Loose.said(loose, version: isModule ? ":STREAM" : "-VERSION")
            })
    }

    /// `name-1.2.3`: behind the first dash, something that begins with a digit, and nothing that versions don't hold.
    private static func isPinned(_ package: String) -> Bool {
        if package.hasSuffix(".rpm") || package.contains("/") { return true }
        let parts = package.split(separator: "-", omittingEmptySubsequences: false).dropFirst()
        return parts.contains { part in
            guard let first = part.utf8.first else { return false }
            return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
        }
    }
}
