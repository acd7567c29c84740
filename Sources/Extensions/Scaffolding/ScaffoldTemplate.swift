import Charts
import Texts
import Archives
import Findings
package import OS
import Texts
import Values

/// Somebody's own template: a folder, or a git repository, with a template.yaml.
package struct ScaffoldTemplate: Sendable {
    private static let fileName = "template.yaml"
    private static let largestFile = 16 << 20
    private static let largestTemplate = 256 << 20
    private static let mostFiles = 5000
    private static let deepest = 32
    private static let longestPath = 1024

    private let folder: Path
    private let placeholder: ScaffoldName
    private let replacements: [(String, String)]
    private let ignored: [String]

    /// Reads a folder's template.yaml.
    package init(_ folder: Path) throws {
        self.folder = folder
        let file = folder / ScaffoldTemplate.fileName
        let place = Place(root: folder.string, path: ScaffoldTemplate.fileName)
        guard Files.isFolder(folder) else {
            throw WrongUsage("--from \(folder): no such folder", remedy: "name a folder or the URL of a git repository")
        }
        guard Files.isFile(file) else {
            throw Failure(
                Finding(
                    "template-invalid", .error, place, "the template has no \(ScaffoldTemplate.fileName)",
                    remedy: "write one with `name:`, what the template calls its extension"))
        }
        let bytes = try Files.read(file, limit: 1 << 20)
        let document: YAML.Document
        do throws(YAMLError) {
            document = try YAML.read(bytes, limits: .init(depth: 16, bytes: 1 << 20))
        } catch {
            throw Failure(
                Finding(
                    "template-invalid", .error,
                    Place(root: folder.string, path: ScaffoldTemplate.fileName, position: error.position), "\(error)",
                    remedy: "correct the YAML"))
        }
        let log = FieldLog(rule: "template-invalid", place: place)
        var fields = Fields(document.value, log: log)
        let name = fields.required("name")
        var replace = fields.fields("replace")
        replacements = replace.keys.compactMap { key in replace.text(key).map { (key, $0) } }
        ignored = fields.texts("ignore")
        fields.finish()
        placeholder = ScaffoldName(known: name)
        if log.findings.isEmpty {
            do throws(WrongUsage) {
                _ = try ScaffoldName(name, for: .chart)
            } catch {
                log.add(document.value["name"]?.position, error.message, error.remedy ?? "")
            }
        }
        if !log.findings.isEmpty { throw Failure(log.findings) }
    }

    /// The template's files with the new name in them.
    package func plan(_ text: String) throws -> ScaffoldPlan {
        let name = try ScaffoldName(text, for: .extensionName(suffix: Scaffold.Kind.workflow.chartSuffix))
        var pairs = ScaffoldNames.forms(placeholder, name)
        let forms = ScaffoldNames([
            ("{name}", name.text), ("{module}", name.module), ("{class}", name.className), ("{title}", name.title),
        ])
        pairs += replacements.map { ($0.0, forms.replaced($0.1)) }
        let names = ScaffoldNames(pairs)
        var plan = ScaffoldPlan()
        var total = 0
        var count = 0
        try walk("", depth: 0) { path, status in
            count += 1
            total += status.size
            guard count <= ScaffoldTemplate.mostFiles, total <= ScaffoldTemplate.largestTemplate else {
                throw invalid(path, "the template has more than \(ScaffoldTemplate.mostFiles) files or 256 MB")
            }
            let bytes = try Files.read(folder / path, limit: ScaffoldTemplate.largestFile)
            let isText = !bytes.contains(0)
            let written = names.replaced(path)
            if let message = ScaffoldTemplate.objection(to: written) {
                throw invalid(path, message, "correct `replace` in \(ScaffoldTemplate.fileName)")
            }
            try plan.add(
                ScaffoldPlan.File(
                    path: written, bytes: isText ? names.replaced(bytes) : bytes,
                    mode: status.mode & 0o100 != 0 ? 0o755 : 0o644))
        }
        try checkFolders(plan)
        return plan
    }

    /// A template comes from anywhere: nothing that it replaces may lead out of the new folder, or into the part of it
    /// from which git runs programs.
    private static func objection(to path: String) -> String? {
        let shown = path.isEmpty ? "an empty name" : path
        guard path.utf8.count <= longestPath else { return "this file's name would be too long" }
        guard SafeName.inside(path) == path else {
            return "this file would become \(shown), which isn't a name inside the extension's folder"
        }
        let parts = path.utf8.split(separator: UInt8(ascii: "/"))
        guard !parts.contains(where: { (String($0) ?? "").lowercased() == ".git" }) else {
            return "this file would become \(shown), and a .git folder is git's own"
        }
        return nil
    }

    /// What is a file under one name can't be a folder under another.
    private func checkFolders(_ plan: ScaffoldPlan) throws {
        for file in plan.files {
            var path = file.path[...]
            while let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) {
                path = path[..<slash]
                guard plan.file(String(path)) != nil else { continue }
                throw invalid(
                    ScaffoldTemplate.fileName, "\(path) would be both a file and the folder of \(file.path)",
                    "correct `replace`")
            }
        }
    }

    private func walk(_ below: String, depth: Int, _ take: (String, FileStatus) throws -> Void) throws {
        guard depth <= ScaffoldTemplate.deepest else { throw invalid(below, "its folders are too deep") }
        for name in try Files.names(in: below.isEmpty ? folder : folder / below) {
            let path = below.isEmpty ? name : "\(below)/\(name)"
            if isIgnored(path, name) { continue }
            let status = try Files.linkStatus(folder / path)
            switch status.kind {
            case .folder: try walk(path, depth: depth + 1, take)
            case .file: try take(path, status)
            case .link:
                throw invalid(path, "links aren't copied", "put the file itself there, or ignore it in template.yaml")
            case .other: throw invalid(path, "this is neither a file nor a folder", "ignore it in template.yaml")
            }
        }
    }

    private func isIgnored(_ path: String, _ name: String) -> Bool {
        if name == ".git" || path == ScaffoldTemplate.fileName { return true }
        return ignored.contains { pattern in
            [path, name].contains { (try? GoPattern(pattern))?.matches($0) == true }
        }
    }

    private func invalid(_ path: String, _ message: String, _ remedy: String = "make the template smaller") -> Failure {
        Failure(Finding("template-invalid", .error, Place(root: folder.string, path: path), message, remedy: remedy))
    }
}

/// A git repository, fetched for as long as it is looked at.
package final class ScaffoldClone {
    package let folder: Path
    private let parent: Path

    /// Whether a text names a repository rather than a folder.
    package static func isAddress(_ text: String) -> Bool {
        if Files.exists(Path(text)) { return false }
        return text.contains("://") || text.hasPrefix("git@") || text.hasSuffix(".git")
    }

    /// Fetches the newest state alone; `URL#BRANCH` names a branch or a tag.
    package init(_ address: String, in temporary: Path) throws {
        guard Child.find("git") != nil else { throw MissingProgram("git", for: "fetching templates") }
        parent = try Files.makeTemporaryFolder(in: temporary, prefix: "davit-template-")
        folder = parent / "template"
        var url = address
        var branch: [String] = []
        if let hash = address.utf8.lastIndex(of: UInt8(ascii: "#")) {
            branch = ["--branch=" + address[address.utf8.index(after: hash)...]]
            url = String(address[..<hash])
        }
        let arguments =
            ["-c", "core.hooksPath=/dev/null", "-c", "protocol.ext.allow=never", "clone", "--quiet", "--depth=1"]
            + branch + ["--no-tags", "--", url, folder.string]
        do {
            let child = Child("git", arguments, environment: ["GIT_TERMINAL_PROMPT": "0"], limit: 300)
            let result = try child.run()
            if !result.succeeded { throw ScaffoldClone.failure(url, result.errors) }
        } catch {
            // What an initializer that fails has made isn't cleared away by deinit.
            try? Files.remove(parent)
            throw error
        }
    }

    /// What git said, without the password that an address may hold.
    private static func failure(_ url: String, _ errors: [UInt8]) -> Failure {
        var words = String(decoding: errors.prefix(4000), as: UTF8.self)
        var shown = url
        if let scheme = url.firstRange(of: "://"),
            let at = url[scheme.upperBound...].prefix(while: { $0 != "/" }).lastIndex(of: "@")
        {
            let user = url[scheme.upperBound...at]
            shown = url.replacing(user, with: "")
            words = words.replacing(user, with: "")
        }
        return Failure(
            Finding(
                "template-fetch", .error, Place(path: shown), "git can't fetch the template: \(words)",
                remedy: "try `git clone \(shown)`, which asks for what it needs"))
    }

    deinit { try? Files.remove(parent) }
}
