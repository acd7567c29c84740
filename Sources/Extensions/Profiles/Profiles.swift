import Charts
package import Findings
package import OS
import Values

/// Where profiles come from: the program itself, and files.
package enum Profiles {
    /// The profile that is taken where none is named.
    package static let assumed = "kaapana"
    private static let folder = "profiles/"
    private static let ending = ".yaml"
    private static let largestFile = 4 << 20
    /// A profile that extends one that extends one …
    private static let deepest = 8

    /// The names of the profiles inside the program.
    package static var builtIn: [String] {
        Embedded.files(below: folder).map {
            String($0.path.dropFirst(folder.count).dropLast(ending.count))
        }
    }

    /// A profile by its name, or by the path of its file: what has a slash or ends in `.yaml` or `.yml` is a path, seen
    /// from `base`.
    package static func profile(_ name: String, from base: Path = Path(".")) throws -> Profile {
        if isPath(name) { return try read(name.hasPrefix("/") ? Path(name) : base / name) }
        if name == assumed { return try kaapana.get() }
        guard let file = Embedded.file(folder + name + ending) else { throw unknown(name) }
        return try read(file.bytes, place: Place(path: file.path), base: base, depth: 0).profile
    }

    /// Whether a profile's name is the path of a file.
    package static func isPath(_ name: String) -> Bool {
        name.utf8.contains(UInt8(ascii: "/")) || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    }

    /// The profile in a file's bytes.
    package static func read(_ bytes: [UInt8], place: Place, base: Path) throws -> Profile {
        try read(bytes, place: place, base: base, depth: 0).profile
    }

    /// Read once, when it is first asked for.
    private static let kaapana = Result {
        guard let file = Embedded.file(folder + assumed + ending) else { throw unknown(assumed) }
        return try read(file.bytes, place: Place(path: file.path), base: Path("."), depth: 0).profile
    }

    private static func read(_ path: Path) throws -> Profile {
        try read(content(path), place: Place(path: path.string), base: path.parent, depth: 0).profile
    }

    private static func content(_ path: Path) throws -> [UInt8] {
        do {
            return try Files.read(path, limit: largestFile)
        } catch {
            let names = builtIn.joined(separator: ", ")
            throw Failure(
                Finding(
                    "profile-invalid", .error, Place(path: path.string), "the profile can't be read: \(error)",
                    remedy: "name a file with a profile, or one of davit's own: \(names)"))
        }
    }

    private static func read(_ bytes: [UInt8], place: Place, base: Path, depth: Int) throws -> (
        profile: Profile, document: Value
    ) {
        func fail(_ position: Position?, _ message: String, _ remedy: String) -> Failure {
            var place = place
            place.position = position
            return Failure(Finding("profile-invalid", .error, place, message, remedy: remedy))
        }
        let read: YAML.Document
        do throws(YAMLError) {
            read = try YAML.read(bytes, limits: .init(depth: 32, bytes: largestFile))
        } catch {
            throw fail(error.position, "\(error)", "correct the YAML")
        }
        let extended = read.value["extends"]
        if let extended, extended.string == nil {
            throw fail(extended.position, "`extends` has to be a profile's name or path", "write `extends: kaapana`")
        }
        let log = FieldLog(rule: "profile-invalid", place: place, isPartial: extended?.string != nil)
        for remark in read.remarks {
            guard case .duplicateKey(let key, let first) = remark.kind else { continue }
            log.add(
                remark.position, "the key `\(key)` stands here a second time",
                "keep one; the other is in line \(first.line)")
        }
        var reader = ProfileReader(read.value, log: log)
        var profile = reader.profile()
        if !log.findings.isEmpty { throw Failure(log.findings) }
        profile.document = read.value
        guard let extended, let parent = extended.string else { return (profile, read.value) }
        if depth >= deepest {
            throw fail(extended.position, "profiles extend each other without end", "end the circle")
        }
        let below = try document(parent, base: base, depth: depth + 1) {
            fail(extended.position, $0, $1)
        }
        // Both were looked at by themselves: the places of the two files can't be told apart any more.
        let merged = Value(.table(HelmValues.merge(below.table ?? Table(), read.value.table ?? Table())))
        let whole = FieldLog(rule: "profile-invalid", place: place)
        var wholeReader = ProfileReader(merged, log: whole)
        profile = wholeReader.profile()
        profile.document = merged
        if let first = whole.findings.first {
            throw fail(extended.position, "together with \(parent): \(first.message)", first.remedy ?? "correct it")
        }
        return (profile, merged)
    }

    /// The document of the profile that another one extends.
    private static func document(
        _ name: String, base: Path, depth: Int, _ fail: (String, String) -> Failure
    ) throws -> Value {
        if isPath(name) {
            let path = name.hasPrefix("/") ? Path(name) : base / name
            let bytes = try content(path)
            return try read(bytes, place: Place(path: path.string), base: path.parent, depth: depth).document
        }
        guard let file = Embedded.file(folder + name + ending) else {
            throw fail("there is no profile `\(name)`", remedy(name))
        }
        return try read(file.bytes, place: Place(path: file.path), base: base, depth: depth).document
    }

    private static func unknown(_ name: String) -> WrongUsage {
        WrongUsage("there is no profile `\(name)`", remedy: remedy(name))
    }

    private static func remedy(_ name: String) -> String {
        let question = Suggestions.question(Suggestions.near(name, in: builtIn)).map { $0 + " " } ?? ""
        return question + "davit has \(builtIn.joined(separator: " and ")); a profile of yours is named by its path"
    }
}
