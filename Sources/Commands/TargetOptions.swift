import Console
import Extensions
import Findings
import OS

/// Where an extension goes, for every command for which that counts: options that win over davit.yaml.
enum TargetOptions {
    static let group = "Target options"
    static let target = Option<String?>(
        "target", value: "NAME", help: "the target of davit.yaml to take", shownDefault: "its default", group: group)
    static let profile = Option<String?>(
        "profile", value: "NAME", help: "the platform's conventions: kaapana, kaapana-edk, or a YAML file",
        shownDefault: Profiles.assumed, group: group, completes: .path)
    static let platformVersion = Option<String?>(
        "platform-version", value: "VERSION", help: "the platform's version", group: group)
    static let registry = Option<String?>(
        "registry", value: "HOST/PATH", help: "the registry that the platform pulls from", group: group)

    static let all: [any DeclaredOption] = [target, profile, platformVersion, registry]

    /// What holds for a path: its davit.yaml, and the target.
    struct Chosen: Sendable {
        let project: Project?
        let target: Target
        /// Whether there is a davit.yaml that can't be used.
        var isBroken = false
    }

    /// Looks for davit.yaml from the path upwards, and lets the options win over it.
    static func choose(for path: Path, _ invocation: Invocation) throws -> Chosen {
        let project = try Project.find(from: path)
        let target = try Target.resolve(
            project,
            .init(
                target: invocation[target], profile: invocation[profile],
                platformVersion: invocation[platformVersion], registry: invocation[registry]))
        return Chosen(project: project, target: target)
    }

    /// An extension with what holds for it.
    struct Found: Sendable {
        let item: Extension
        let chosen: Chosen
    }

    /// The extensions of a tree, each read for the target of its own davit.yaml.
    static func extensions(in tree: SourceTree, _ invocation: Invocation) throws -> [Found] {
        let trees = try Discovery.roots(of: tree).map { root -> (SourceTree, Chosen) in
            let folder = root.isEmpty ? tree.root : tree.root / root
            return (root.isEmpty ? tree : SourceTree(folder), try choose(for: folder, invocation))
        }
        if let first = trees.first(where: { !$0.1.target.assumptions.isEmpty }) { announce(first.1, invocation) }
        return Parallel.map(trees) { Found(item: Extension.load($0.0, target: $0.1.target), chosen: $0.1) }
            .compactMap { try? $0.get() }
    }

    /// Says on standard error what was assumed and why, once for each command.
    static func announce(_ chosen: Chosen, _ invocation: Invocation) {
        guard !chosen.target.assumptions.isEmpty, !invocation.isQuiet else { return }
        let what = Text.list(chosen.target.assumptions)
        let why =
            chosen.project.map { "\($0.path) doesn't say" }
            ?? (chosen.isBroken
                ? "\(Project.fileName) can't be used" : "there is no \(Project.fileName) (`davit init` writes one)")
        invocation.errors.line(invocation.errorStyle.dim(Text.safe("taking \(what): \(why)")))
    }
}
