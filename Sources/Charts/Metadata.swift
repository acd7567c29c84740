package import Values

/// What Chart.yaml says, with Helm's fields and no others.
package struct Metadata: Sendable {
    package struct Maintainer: Sendable, Hashable {
        package var name = ""
        package var email = ""
        package var url = ""
    }

    package var name = ""
    package var home = ""
    package var sources: [String] = []
    package var version = ""
    package var description = ""
    package var keywords: [String] = []
    /// Nil stands for an entry that is null.
    package var maintainers: [Maintainer?] = []
    package var icon = ""
    package var apiVersion = ""
    package var condition = ""
    package var tags = ""
    package var appVersion = ""
    package var deprecated = false
    package var annotations: [String: String] = [:]
    package var kubeVersion = ""
    /// Nil if the key is absent or null; a nil entry stands for one that is null.
    package var dependencies: [ChartDependency?]?
    package var type = ""

    package init() {}

    package static let v1 = "v1"
    package static let v2 = "v2"
}

/// One line of the `dependencies` of Chart.yaml, requirements.yaml or a lock.
package struct ChartDependency: Sendable, Equatable {
    package var name = ""
    /// A version, or a range of versions.
    package var version = ""
    package var repository = ""
    package var condition = ""
    package var tags: [String] = []
    package var enabled = false
    package var importValues: [Value] = []
    package var alias = ""

    package init() {}

    package init(name: String, version: String, repository: String) {
        self.name = name
        self.version = version
        self.repository = repository
    }

    /// The name under which the parent knows it.
    package var effectiveName: String { alias.isEmpty ? name : alias }
}

extension Metadata {
    /// The dependencies without null entries, which no valid chart has.
    package var declared: [ChartDependency] { (dependencies ?? []).compactMap { $0 } }

    /// The checks that Helm makes when it loads or saves a chart; blanks and unprintable characters are cleaned first,
    /// as it does. The message is the whole of Helm's.
    package mutating func validate() throws(ChartError) {
        clean()
        func refuse(_ text: String, _ remedy: String? = nil) -> ChartError {
            ChartError("validation: " + text, path: "Chart.yaml", remedy: remedy)
        }
        if apiVersion.isEmpty { throw refuse("chart.metadata.apiVersion is required") }
        if name.isEmpty { throw refuse("chart.metadata.name is required", "add `name:` to Chart.yaml") }
        if name == "." || name == ".." { throw refuse("chart.metadata.name \(GoText.quoted(name)) is not allowed") }
        if name != GoText.base(name) { throw refuse("chart.metadata.name \(GoText.quoted(name)) is invalid") }
        if version.isEmpty { throw refuse("chart.metadata.version is required", "add `version: 0.1.0` to Chart.yaml") }
        if (try? Version(version)) == nil {
            throw refuse(
                "chart.metadata.version \(GoText.quoted(version)) is invalid",
                "write a semantic version such as 1.2.3 or 1.2.3-rc.1")
        }
        if !["", "application", "library"].contains(type) {
            throw refuse("chart.metadata.type must be application or library")
        }
        if maintainers.contains(where: { $0 == nil }) {
            throw refuse("maintainers must not contain empty or null nodes")
        }
        var seen: Set<[UInt8]> = []
        for dependency in dependencies ?? [] {
            guard let dependency else { throw refuse("dependencies must not contain empty or null nodes") }
            if !dependency.alias.isEmpty, !dependency.alias.utf8.allSatisfy(Metadata.isAliasByte) {
                throw refuse("dependency \(GoText.quoted(dependency.name)) has disallowed characters in the alias")
            }
            if !seen.insert(Array(dependency.effectiveName.utf8)).inserted {
                throw refuse(
                    "more than one dependency with name or alias \(GoText.quoted(dependency.effectiveName))",
                    "give one of them another `alias:`")
            }
        }
    }

    private static func isAliasByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private mutating func clean() {
        for field in [
            \Metadata.name, \.description, \.home, \.icon, \.condition, \.tags, \.appVersion, \.kubeVersion,
        ] {
            self[keyPath: field] = GoText.sanitized(self[keyPath: field])
        }
        sources = sources.map(GoText.sanitized)
        keywords = keywords.map(GoText.sanitized)
        for index in maintainers.indices {
            guard var maintainer = maintainers[index] else { break }
            maintainer.name = GoText.sanitized(maintainer.name)
            maintainer.email = GoText.sanitized(maintainer.email)
            maintainer.url = GoText.sanitized(maintainer.url)
            maintainers[index] = maintainer
        }
        guard var cleaned = dependencies else { return }
        for index in cleaned.indices {
            guard var dependency = cleaned[index] else { break }
            dependency.name = GoText.sanitized(dependency.name)
            dependency.version = GoText.sanitized(dependency.version)
            dependency.repository = GoText.sanitized(dependency.repository)
            dependency.condition = GoText.sanitized(dependency.condition)
            dependency.tags = dependency.tags.map(GoText.sanitized)
            cleaned[index] = dependency
        }
        dependencies = cleaned
    }
}
