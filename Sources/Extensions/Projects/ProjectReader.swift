import Findings
package import OS
import Schemas
import Values

extension Project {
    private static let largestFile = 1 << 20

    /// Reads a davit.yaml. Everything that is wrong with it is in the failure.
    package static func read(_ path: Path) throws -> Project {
        let bytes: [UInt8]
        do {
            bytes = try Files.read(path, limit: largestFile)
        } catch {
            throw Failure(
                Finding(
                    "project-invalid", .error, Place(root: path.parent.string, path: path.name), "\(error)",
                    remedy: "make it a readable text file"))
        }
        return try read(bytes, path: path)
    }

    /// The same for bytes that were read already.
    package static func read(_ bytes: [UInt8], path: Path) throws -> Project {
        var project = Project(path: path)
        let log = FieldLog(
            rule: "project-invalid", place: Place(root: path.parent.string, path: path.name))
        let document: YAML.Document
        do throws(YAMLError) {
            document = try YAML.read(bytes, limits: .init(depth: 64, bytes: largestFile))
        } catch {
            log.add(error.position, "\(error)", "correct the YAML")
            throw Failure(log.findings)
        }
        for remark in document.remarks {
            guard case .duplicateKey(let key, let first) = remark.kind else { continue }
            log.add(
                remark.position, "the key `\(key)` stands here a second time",
                "keep one; the other is in line \(first.line)")
        }
        var fields = Fields(document.value, log: log)
        project.targets = fields.entries("targets").map { target($0.name, $0.fields, document.value) }
        project.defaultTarget = fields.text("default-target")
        if let name = project.defaultTarget, !project.targets.contains(where: { $0.name == name }) {
            let names = project.targets.map(\.name)
            log.add(
                document.value["default-target"]?.position, "there is no target `\(name)`",
                Suggestions.question(Suggestions.near(name, in: names)) ?? "name one of `targets`")
        }
        var images = fields.fields("images")
        project.keep = images.list("keep").map { image($0, "keep", log) }
        project.ignore = images.list("ignore").map { image($0, "ignore", log) }
        images.finish()
        var bases = fields.fields("bases")
        for key in bases.keys { project.bases[key] = bases.text(key) }
        project.dev = fields.value("dev")
        fields.finish()
        if log.findings.isEmpty { try check(document.value, log) }
        if !log.findings.isEmpty { throw Failure(log.findings) }
        return project
    }

    private static func target(_ name: String, _ fields: Fields, _ document: Value) -> TargetEntry {
        var fields = fields
        defer { fields.finish() }
        let entry = document["targets"]?.table?.entry(name)
        func position(_ key: String) -> Position? { entry?.value[key]?.position }
        return TargetEntry(
            name: name, profile: fields.text("profile"), platformVersion: fields.text("platform-version"),
            registry: fields.text("registry"), position: entry?.position, profilePosition: position("profile"),
            versionPosition: position("platform-version"), registryPosition: position("registry"))
    }

    private static func image(_ value: Value, _ list: String, _ log: FieldLog) -> ImageEntry {
        var fields = Fields(value, path: "images.\(list)", log: log)
        defer { fields.finish() }
        return ImageEntry(
            image: fields.required("image"), reason: fields.required("reason"), position: value.position)
    }

    /// What the schema asks for beyond kinds and keys: patterns and lengths.
    private static func check(_ value: Value, _ log: FieldLog) throws {
        guard !value.isNull, let file = Embedded.file(schemaPath) else { return }
        do throws(SchemaFailure) {
            let schema = try Schema.compile(text: file.bytes, name: "davit.json")
            for violation in try schema.validate(value).flatMap(\.leaves) {
                log.add(
                    violation.position, "`\(violation.tokens.joined(separator: "."))`: \(violation.message)",
                    "`davit schema` prints what is allowed")
            }
        } catch {
            log.add(error.position, "\(error)", error.remedy ?? "shorten the file")
        }
    }

    /// The davit.yaml that holds for a path: in its folder or one above it, up to the root of the git repository.
    ///
    /// Outside a repository the search ends before a folder that everybody may write to, and at the file system's end:
    /// what lies there isn't this project's.
    package static func find(from path: Path) throws -> Project? {
        guard let file = search(from: path) else { return nil }
        return try read(file)
    }

    static func search(from path: Path) -> Path? {
        var folder = Files.isFolder(path) ? path : path.parent
        guard let device = (try? Files.status(folder))?.device else { return nil }
        for _ in 0..<256 {
            let file = folder / fileName
            // A pipe or a folder of that name is told of when it is read, not passed over.
            if (try? Files.linkStatus(file)) != nil { return file }
            if Files.exists(folder / ".git") { return nil }
            let above = Project.above(folder)
            guard above != folder, let status = try? Files.status(above), status.device == device,
                status.mode & 0o002 == 0
            else { return nil }
            folder = above
        }
        return nil
    }

    /// The folder above, in the user's own spelling as long as that has one.
    private static func above(_ folder: Path) -> Path {
        if folder.isAbsolute { return folder.parent }
        let last = folder.name
        if folder.string == "." || last == ".." { return Path(folder.string == "." ? ".." : folder.string + "/..") }
        return folder.parent
    }
}
