package import Findings
package import Values

/// The values that a user gives on the command line: files and the flags of the `--set` family.
package struct GivenValues: Sendable {
    /// `-f`, `--values`
    package var files: [String] = []
    /// `--set-json`
    package var json: [String] = []
    /// `--set`
    package var typed: [String] = []
    /// `--set-string`
    package var strings: [String] = []
    /// `--set-file`
    package var contents: [String] = []
    /// `--set-literal`
    package var literals: [String] = []

    package init() {}

    package var isEmpty: Bool {
        files.isEmpty && json.isEmpty && typed.isEmpty && strings.isEmpty && contents.isEmpty && literals.isEmpty
    }

    /// Reads and merges all of it in Helm's order, which isn't that of the command line: files, then JSON, `--set`,
    /// strings, contents of files, literals; the later wins.
    ///
    /// `read` gives the bytes of a file, and those of standard input for `-`; the words of its errors are shown as they
    /// are (Helm's are `open nowhere.yaml: no such file or directory`).
    package func merged(reading read: SetFlags.Reader) throws(GivenValuesError) -> Table {
        var values = Table()
        for file in files { values = HelmValues.merge(values, try table(of: file, read)) }
        for expression in json {
            let text = GoText.trimmed(expression)
            if text.utf8.first == UInt8(ascii: "{") {
                guard let table = (try? JSON.read(text))?.table else {
                    throw GivenValuesError("failed parsing --set-json data JSON: \(expression)")
                }
                values = HelmValues.merge(values, table.asGiven)
            } else {
                do throws(SetFlagError) {
                    try SetFlags.set(expression, .json, in: &values)
                } catch {
                    // Helm doesn't say why.
                    throw GivenValuesError("failed parsing --set-json data \(expression)", reason: error.description)
                }
            }
        }
        func readOrInput(_ path: String) throws -> [UInt8] {
            try read(GoText.trimmed(path) == "-" ? "-" : path)
        }
        let rest: [(SetFlags.Kind, [String])] = [
            (.typed, typed), (.string, strings), (.file, contents), (.literal, literals),
        ]
        for (kind, expressions) in rest {
            for expression in expressions {
                do throws(SetFlagError) {
                    try SetFlags.set(expression, kind, in: &values, read: readOrInput)
                } catch {
                    throw GivenValuesError("failed parsing \(kind.rawValue) data: \(error)")
                }
            }
        }
        return values
    }

    private func table(of file: String, _ read: SetFlags.Reader) throws(GivenValuesError) -> Table {
        let bytes: [UInt8]
        do {
            bytes = try read(GoText.trimmed(file) == "-" ? "-" : file)
        } catch {
            throw GivenValuesError("\(error)", file: file)
        }
        do throws(HelmValues.ReadError) {
            return try HelmValues.read(bytes).table ?? Table()
        } catch {
            throw GivenValuesError("failed to parse \(file): \(error)", file: file, position: error.cause?.position)
        }
    }
}

/// Why the given values can't be read.
package struct GivenValuesError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Helm's words.
    package let message: String
    /// More than Helm says, where there is more to say.
    package let reason: String?
    /// The values file that is to be mended, as it was named, and the place in it.
    package let file: String?
    package let position: Position?

    init(_ message: String, reason: String? = nil, file: String? = nil, position: Position? = nil) {
        self.message = message
        self.reason = reason
        self.file = file
        self.position = position
    }

    package var description: String { message }
}
