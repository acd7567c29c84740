/// The options that every command takes, before or after its name.
package enum Globals {
    package static let directory = Option<String?>(
        "directory", short: "C", value: "DIR", help: "work in this folder, as if the program had been started there",
        completes: .folder)
    package static let quiet = Flag("quiet", short: "q", help: "print results and errors only")
    package static let verbose = Flag("verbose", short: "v", help: "say more about what is done")
    package static let color = Option<ColorChoice>(
        "color", default: .auto,
        help: "colours in the output; auto heeds the terminal, NO_COLOR and CLICOLOR_FORCE")
    package static let help = Flag("help", short: "h", help: "show this help")
    /// Of the program itself only: commands such as `package` have a `--version` of their own.
    package static let version = Flag("version", help: "print the version")

    package static let all: [any DeclaredOption] = [directory, quiet, verbose, color, help]
}
