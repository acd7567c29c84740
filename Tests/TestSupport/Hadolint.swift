package import OS
import Values

/// hadolint, as a process of its own: what the rules of Dockerfiles are compared with.
///
/// `scripts/install-deps --test` installs it into the checkout's `.venv`; `DAVIT_HADOLINT` names another one.
package enum Hadolint {
    /// One thing that it says: a code at a line.
    package struct Said: Hashable, Comparable {
        package let code: String
        package let line: Int

        package init(code: String, line: Int) {
            self.code = code
            self.line = line
        }

        package static func < (a: Said, b: Said) -> Bool { (a.line, a.code) < (b.line, b.code) }
    }

    /// The program, nil where there is none.
    package static var program: String? {
        if let named = Environment.nonEmpty("DAVIT_HADOLINT") { return named }
        let own = Files.workingDirectory / ".venv/bin/hadolint"
        return Files.exists(own) ? own.string : nil
    }

    /// What it says about each of these files, without what it leaves to ShellCheck; nil where it isn't installed.
    package static func lint(_ files: [Path]) throws -> [[Said]]? {
        guard let program else { return nil }
        let names = files.map(\.string)
        let result = try Child(program, ["--no-fail", "--format", "json"] + names).run()
        var said: [String: [Said]] = [:]
        for entry in try JSON.read(result.output).list ?? [] {
            guard let file = entry["file"]?.string, let code = entry["code"]?.string, !code.hasPrefix("SC"),
                let line = entry["line"].flatMap({ Int(JSON.text($0)) })
            else { continue }
            said[file, default: []].append(Said(code: code, line: line))
        }
        return names.map { said[$0] ?? [] }
    }
}
