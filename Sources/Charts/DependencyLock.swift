import Archives
package import OS
import Values

/// The lock file of a chart: where it stands, and whether it may be written.
package struct DependencyLock: Sendable {
    /// `Chart.lock`, or `requirements.lock` for charts of apiVersion v1.
    package let name: String
    package let path: Path

    package init(of chart: Chart, in folder: Path) {
        name = chart.metadata.apiVersion == Metadata.v1 ? "requirements.lock" : "Chart.lock"
        path = folder / name
    }

    /// The file that declares the dependencies, for messages.
    package var declaration: String { name == "Chart.lock" ? "Chart.yaml" : "requirements.yaml" }

    /// A link isn't followed: it could lead to any file of the user's.
    package func checkWritable() throws {
        let status: FileStatus
        do throws(SystemError) {
            status = try Files.linkStatus(path)
        } catch {
            if error.isMissing { return }
            throw error
        }
        switch status.kind {
        case .link:
            throw ChartError(
                "the \(name) file is a symlink to \(GoText.quoted(try Files.linkTarget(path)))", path: name,
                remedy: "replace the link by a file, or remove it")
        case .folder, .other:
            throw ChartError("the \(name) file is not a regular file", path: name, remedy: "remove it")
        case .file: return
        }
    }

    /// Why a lock doesn't belong to what the chart asks for; nil if it does. `original` is what stands in the chart,
    /// `requested` the same with aliases replaced by addresses.
    package func objection(_ lock: Lock, original: [ChartDependency]?, requested: [ChartDependency]?) -> ChartError? {
        if DependencyLock.digest(requested: requested, locked: lock.dependencies) == lock.digest { return nil }
        let stale = "the lock file (\(name)) is out of sync with the dependencies file (\(declaration))."
        guard name == "requirements.lock" else {
            return ChartError(
                "\(stale) Please update the dependencies with 'helm dependency update'", path: name,
                remedy: "run `davit deps update`")
        }
        // Helm 2 made the digest in another way.
        if Lock.helm2Digest(requested: original ?? []) == lock.digest { return nil }
        return ChartError(
            "\(stale) Please update the dependencies", path: name, remedy: "run `davit deps update`")
    }

    /// Helm's digest, also over the entries of a lock that has none, or that has empty ones.
    private static func digest(requested: [ChartDependency]?, locked: [ChartDependency?]?) -> String {
        let asked: Value = requested.map { Value(.list($0.map(\.jsonValue))) } ?? Value(.null)
        let entries: Value = locked.map { Value(.list($0.map { $0?.jsonValue ?? Value(.null) })) } ?? Value(.null)
        let value: Value = [asked, entries]
        return Digest(of: Array(JSON.text(value, JSON.Style(escapesHTML: true)).utf8)).description
    }
}
