import Values

extension Project {
    /// The davit.yaml of an extension that has none yet: one target.
    ///
    /// `profile` is how the user names it, where that is a path.
    package static func starter(_ target: Target, profile: String? = nil) -> String {
        func quoted(_ text: String) -> String { JSON.text(Value(.string(text))) }
        let name = profile ?? target.profile.name
        let isPlain = name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "-")
        }
        let registry =
            target.registry.map { "    registry: \(quoted($0))\n" } ?? "    # registry: registry.example.org/path\n"
        return """
            # What davit should know about this extension. `davit schema` prints all that may stand here.
            targets:
              default:
                profile: \(isPlain ? name : quoted(name))
                platform-version: \(quoted(target.versionText))
            \(registry)
            """
    }
}
