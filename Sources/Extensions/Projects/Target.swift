package import Charts
import Findings
package import Images
import OS

/// Where an extension goes: a profile, a platform version and a registry.
package struct Target: Sendable {
    /// What the command line says instead of davit.yaml.
    package struct Overrides: Sendable {
        package var target: String?
        package var profile: String?
        package var platformVersion: String?
        package var registry: String?

        package init(
            target: String? = nil, profile: String? = nil, platformVersion: String? = nil, registry: String? = nil
        ) {
            self.target = target
            self.profile = profile
            self.platformVersion = platformVersion
            self.registry = registry
        }
    }

    /// The name in davit.yaml, nil where there is none.
    package var name: String?
    package var profile: Profile
    package var platformVersion: Version
    /// `registry.example.org/kaapana`; nil where nobody says.
    package var registry: String?
    /// What was assumed because nobody says, in words: `profile kaapana`.
    package var assumptions: [String] = []

    package init(profile: Profile, platformVersion: Version, registry: String? = nil, name: String? = nil) {
        self.profile = profile
        self.platformVersion = platformVersion
        self.registry = registry
        self.name = name
    }

    /// The target of the project, with what the command line says instead.
    package static func resolve(_ project: Project?, _ overrides: Overrides = Overrides()) throws -> Target {
        if project == nil, let name = overrides.target {
            throw WrongUsage(
                "there is no target `\(name)`: no \(Project.fileName) was found",
                remedy: "`davit init` writes one, or name --profile and --platform-version")
        }
        let entry = try project?.target(overrides.target)
        var assumptions: [String] = []
        let profile: Profile
        if let name = overrides.profile {
            profile = try Profiles.profile(name)
        } else if let name = entry?.profile, let project {
            do {
                profile = try Profiles.profile(name, from: project.folder)
            } catch let error as WrongUsage {
                throw Failure(
                    Finding(
                        "project-invalid", .error, project.place(entry?.profilePosition), error.message,
                        remedy: error.remedy))
            }
        } else {
            profile = try Profiles.profile(Profiles.assumed)
            assumptions.append("profile \(profile.name)")
        }
        let text = overrides.platformVersion ?? entry?.platformVersion ?? profile.assumedVersion
        if overrides.platformVersion == nil, entry?.platformVersion == nil { assumptions.append("version \(text)") }
        guard let version = try? Version(text) else {
            let remedy = "write a version such as \(profile.assumedVersion)"
            if overrides.platformVersion == nil, let project, entry?.platformVersion != nil {
                throw Failure(
                    Finding(
                        "project-invalid", .error, project.place(entry?.versionPosition),
                        "`\(text)` is no platform version", remedy: remedy))
            }
            throw WrongUsage("`\(text)` is no platform version", remedy: remedy)
        }
        var target = Target(
            profile: profile, platformVersion: version, registry: try registry(project, entry, overrides),
            name: entry?.name)
        target.assumptions = assumptions
        return target
    }

    private static func registry(
        _ project: Project?, _ entry: Project.TargetEntry?, _ overrides: Overrides
    ) throws -> String? {
        guard var text = overrides.registry ?? entry?.registry else { return nil }
        while text.hasSuffix("/") { text.removeLast() }
        if let reference = ImageReference(text + "/name"), reference.tag == nil { return text }
        let message = "`\(text)` is no registry"
        let remedy = "write its host and its path, without `https://`: registry.example.org/kaapana"
        if overrides.registry == nil, let project {
            throw Failure(
                Finding("project-invalid", .error, project.place(entry?.registryPosition), message, remedy: remedy))
        }
        throw WrongUsage(message, remedy: remedy)
    }

    /// The version as the platform writes it: without a leading `v`.
    package var versionText: String {
        let text = platformVersion.original
        return text.utf8.first == UInt8(ascii: "v") ? String(text.dropFirst()) : text
    }

    package func behaves(_ behaviour: String) -> Bool { profile.behaves(behaviour, in: platformVersion) }

    /// The tag of the image with the DAG files; `chartVersion` is the version of the installer chart that is packed.
    package func installerTag(chartVersion: String) -> String {
        switch profile.installerTag(in: platformVersion)?.tag {
        case .chartVersion: chartVersion
        case .platformVersion, nil: versionText
        }
    }

    /// The reference of an image of this name in the target's registry; without one where none is known.
    package func reference(_ name: String, tag: String? = nil) -> ImageReference? {
        ImageReference((registry.map { $0 + "/" } ?? "") + name + ":" + (tag ?? versionText))
    }
}
