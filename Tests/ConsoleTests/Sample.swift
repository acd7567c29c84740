import Console
import OS
import Synchronization

/// A program as the tests declare it: one of each kind of option and argument.
enum Sample {
    enum Format: String, Choice { case text, json, sarif }

    static let output = Option<String>(
        "output", short: "o", aliases: ["destination", "d"], value: "DIR", default: "dist",
        help: "folder for the archives", completes: .folder)
    static let strict = Flag("strict", short: "s", help: "treat warnings as errors")
    static let all = Flag("all", short: "a", help: "everything")
    static let format = Option<Format>(
        "format", default: .text, help: "how results are printed", variable: "SAMPLE_FORMAT")
    static let jobs = Option<Int>("jobs", short: "j", default: 2, help: "how many at once", variable: "SAMPLE_JOBS")
    static let limit = Option<Int?>("limit", help: "stop after so many")
    static let values = Option<[String]>(
        "values", short: "f", value: "FILE", help: "values file", group: "Values options",
        completes: .file(endings: [".yaml", ".yml"]))
    static let set = Option<[String]>("set", value: "NAME=VALUE", help: "a value", group: "Values options")
    static let skip = Option<[String]>("skip", value: "RULE", splitsCommas: true, help: "leave these rules out")
    static let keyring = Option<String?>("keyring", value: "FILE", help: "public keys", completes: .file(endings: []))
    static let sign = Option<String?>("sign", value: "KEY", help: "sign the archive", implied: "default")
    static let own = Option<String?>("version", help: "the chart's version")
    static let secret = Flag("secret", help: "not for everybody", hidden: true)
    static let port = Option<String?>("port", help: "a port", check: { $0.count > 5 ? "it has too many digits" : nil })

    static let charts = Argument("CHART", .some, completes: .folder, help: "the chart's folder")

    static func program(_ report: @escaping @Sendable (Invocation) throws -> ExitCode = { _ in .done }) -> Program {
        Program(
            Command(
                "davit", summary: "build, check and pack extensions", discussion: "First paragraph.\n\nSecond one.",
                subcommands: [
                    Command(
                        "package", aliases: ["pack"], summary: "pack charts into .tgz files",
                        discussion: "Packs each chart. The bytes are always the same.",
                        examples: [Example("davit package app -o out", "pack one chart into out")],
                        arguments: [charts],
                        options: [
                            output, strict, all, format, jobs, limit, values, set, skip, keyring, sign, own, secret,
                            port,
                        ],
                        seeAlso: ["davit lint"], run: report),
                    Command(
                        "lint", summary: "check charts",
                        arguments: [Argument("CHART", .any, completes: .path, help: "what to check")],
                        options: [strict], run: report),
                    Command(
                        "verify", summary: "check a signature",
                        arguments: [Argument("FILE", completes: .file(endings: [".tgz"]), help: "the archive")],
                        run: report),
                    Command(
                        "copy", summary: "copy",
                        arguments: [
                            Argument("FROM", .some, help: "from"), Argument("TO", help: "to"),
                        ], run: report),
                    Command("version", summary: "print the version", run: report),
                    Command(
                        "show", summary: "show parts",
                        arguments: [
                            Argument("PART", completes: .choice(["chart", "values"]), help: "which part"),
                            Argument("CHART", .optional, completes: .path, help: "the chart"),
                        ], run: report),
                    Command(
                        "deps", summary: "work with dependencies",
                        subcommands: [
                            Command("list", aliases: ["ls"], summary: "list them", run: report),
                            Command("build", summary: "fetch what the lock names", run: report),
                        ]),
                    Command("inner", summary: "for tests", hidden: true, run: report),
                ]), version: "1.2.3")
    }

    struct Outcome {
        let code: Int32
        let output: String
        let errors: String
        let invocation: Invocation?
    }

    /// Runs a command line and keeps what it did.
    static func run(
        _ arguments: [String], environment: [String: String] = [:], isTerminal: Bool = false, width: Int? = nil,
        _ body: @escaping @Sendable (Invocation) throws -> ExitCode = { _ in .done }
    ) -> Outcome {
        let outputs = Outputs.collecting(isTerminal: isTerminal, width: width)
        let seen = Seen()
        let program = program {
            let invocation = $0
            seen.value.withLock { $0 = invocation }
            return try body($0)
        }
        let code = program.run(arguments, in: Surroundings(outputs: outputs, environment: { environment[$0] }))
        return Outcome(
            code: code, output: outputs.standard.text, errors: outputs.errors.text,
            invocation: seen.value.withLock { $0 })
    }

    private final class Seen: Sendable {
        let value = Mutex<Invocation?>(nil)
    }
}
