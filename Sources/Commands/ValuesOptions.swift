import Charts
import Console
import Findings
import OS
import Values

/// Helm's options for values, shared by every command that takes values.
enum ValuesOptions {
    private static let group = "Values options"
    static let files = Option<[String]>(
        "values", short: "f", value: "FILE", splitsCommas: true,
        help: "values file, - for standard input; the last one wins", group: group,
        completes: .file(endings: [".yaml", ".yml", ".json"]))
    static let set = Option<[String]>("set", value: "KEY=VALUE", help: "set a value: a.b=1,c[0]=x", group: group)
    static let setString = Option<[String]>("set-string", value: "KEY=TEXT", help: "set a value as text", group: group)
    static let setFile = Option<[String]>(
        "set-file", value: "KEY=FILE", help: "set a value to a file's content", group: group)
    static let setJSON = Option<[String]>("set-json", value: "KEY=JSON", help: "set a value as JSON", group: group)
    static let setLiteral = Option<[String]>(
        "set-literal", value: "KEY=TEXT", help: "set a value to all that follows the =", group: group)

    static let all: [any DeclaredOption] = [files, set, setString, setFile, setJSON, setLiteral]

    /// The values that were given, merged in Helm's order.
    static func read(_ invocation: Invocation) throws -> Values.Table {
        var given = GivenValues()
        given.files = invocation[files]
        given.json = invocation[setJSON]
        given.typed = invocation[set]
        given.strings = invocation[setString]
        given.contents = invocation[setFile]
        given.literals = invocation[setLiteral]
        return try given.merged(reading: file)
    }

    /// Each values file by itself, where it can be read: so that a finding can name the file that a value came from.
    /// A pipe can't be read a second time.
    static func files(_ invocation: Invocation) -> [(name: String, values: Values.Table)] {
        invocation[files].compactMap { name in
            guard name != "-", let content = try? Files.read(Path(name), limit: largest),
                let values = try? HelmValues.read(content).table
            else {
                return nil
            }
            return (name, values)
        }
    }

    private static let largest = 64 << 20

    private static func file(_ name: String) throws -> [UInt8] {
        for scheme in ["https://", "http://", "oci://"] where name.hasPrefix(scheme) {
            throw Failure(
                Finding(
                    "given-values", .error, Place(path: ""), "\(name): values are read from files, not from \(scheme)",
                    remedy: "fetch it first, with curl for example, and name the file"))
        }
        return try Files.read(name == "-" ? Path("/dev/stdin") : Path(name), limit: largest, streams: true)
    }
}
