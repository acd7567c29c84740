import Charts
import Console
import Findings
import OS
import Registries
import Values

/// `davit deps`: the dependencies of a chart.
enum DepsCommand {
    static let chart = Argument("CHART", .optional, completes: .path, help: "the chart's folder; `.` if it isn't named")
    static let widest = Option<Int>(
        "max-col-width", default: 80, help: "the widest column of the table",
        check: { (Int($0) ?? 0) < 0 ? "it is below zero" : nil })
    static let recursive = Flag(
        "recursive", short: "r",
        help: "see to the dependencies of local dependencies first: the charts/ and locks of their folders are changed")
    static let skipRefresh = Flag("skip-refresh", help: "do not ask repositories for their latest index")
    static let verify = Flag("verify", help: "verify the packages against signatures", group: "Signatures")
    static let keyring = Option<String?>(
        "keyring", value: "FILE", help: "keyring with the public keys to trust", shownDefault: "GnuPG's pubring.gpg",
        group: "Signatures", completes: .file(endings: []))

    static let command = Command(
        "deps", aliases: ["dependency", "dep", "dependencies"],
        summary: "list, choose and fetch a chart's dependencies",
        discussion: """
            Dependencies stand in Chart.yaml (requirements.yaml in charts of apiVersion v1) and come from folders \
            (file://../other), chart repositories (https://…, @name, alias:name), registries (oci://…), or stand in \
            charts/ already. `update` chooses versions and writes the lock; `build` puts in place what the lock says.
            """,
        examples: [Example("davit deps update mychart", "choose versions and fill charts/")],
        subcommands: [list, build, update], seeAlso: ["davit package"])

    static let list = Command(
        "list", aliases: ["ls"], summary: "list the dependencies for the given chart",
        discussion: """
            Prints each dependency with what stands in charts/ for it: `ok` for a packed chart, `unpacked` for a folder, \
            `missing`, `wrong version` and so on, as Helm prints it.
            """,
        examples: [Example("davit deps list mychart", "see what is there and what is missing")],
        arguments: [chart], options: [widest, Reporting.format], seeAlso: ["davit deps update"], run: runList)

    static let build = Command(
        "build", summary: "rebuild charts/ from the lock",
        discussion: """
            Puts the versions of Chart.lock into charts/. A chart that has been fetched before comes from the cache, and \
            then nobody is asked for anything. Without a lock it does what `update` does.

            charts/ is changed when everything is there, or not at all; packed charts that nobody asks for any more are \
            removed, folders never.
            """,
        examples: [
            Example("davit deps build mychart", "fill charts/ as the lock says, for a build that can be repeated")
        ],
        arguments: [chart], options: fetching, seeAlso: ["davit deps update", "davit package"],
        run: { try run(.build, $0) })

    static let update = Command(
        "update", aliases: ["up"], summary: "update charts/ based on the contents of Chart.yaml",
        discussion: """
            Chooses the newest version that each range allows, puts the charts into charts/ and writes the lock. A lock \
            that says the same already isn't touched.

            charts/ is changed when everything is there, or not at all; packed charts that nobody asks for any more are \
            removed, folders never.
            """,
        examples: [
            Example("davit deps update mychart", "choose versions and fill charts/"),
            Example("davit deps update --recursive platform", "see to the charts that it depends on first"),
        ],
        arguments: [chart], options: fetching, seeAlso: ["davit deps build", "davit package"],
        run: { try run(.update, $0) })

    private static var fetching: [any DeclaredOption] {
        [recursive, skipRefresh, Reporting.format, verify, keyring] + DepsConnection.options
    }

    private static func folder(_ invocation: Invocation) -> Path { Path(invocation.arguments.first ?? ".") }

    private static func runList(_ invocation: Invocation) throws -> ExitCode {
        let path = folder(invocation)
        let listing: DependencyListing
        do {
            listing = try DependencyListing(path)
        } catch {
            let place = Place(root: path.string, path: "")
            let finding =
                (error as? ChartError)?.finding("chart-load", root: path.string)
                ?? Finding("chart-load", .error, place, "\(error)", remedy: "name a chart's folder or a packed chart")
            guard invocation[Reporting.format] == .json else { throw Failure(finding) }
            invocation.printDocument(DepsJSON.value(nil, path, [finding]))
            return .failed
        }
        let remarks = listing.remarks.map {
            Finding("helm-warning", .warning, Place(root: path.string, path: $0.path), $0.message)
        }
        switch invocation[Reporting.format] {
        case .text:
            Reporting.write(remarks, [path.string], invocation)
            if listing.rows != nil {
                let lines = listing.table(widest: invocation[widest]) { Visible.width(of: $0) }
                for line in lines { invocation.output.line(Visible.text(line, keeping: "\t")) }
                invocation.output.line()
            }
            for warning in listing.warnings { invocation.output.line(Visible.text(warning)) }
            if listing.rows?.contains(where: { $0.status == "missing" }) == true {
                invocation.suggestNext("davit deps update \(path)")
            }
        case .json:
            invocation.printDocument(DepsJSON.value(listing, path, remarks))
        }
        return .done
    }

    /// The dependencies of every chart that is to be packed.
    static func updateBeforePacking(_ invocation: Invocation) throws -> [Finding] {
        var options = DependencyOptions(.update, now: DepsConnection.now)
        options.epoch = try Epoch.given(invocation)
        options.isRecursive = invocation[recursive]
        let connection = try DepsConnection(invocation)
        defer { connection.finish() }
        let updater = DependencyUpdater(options, sources: connection.sources)
        do {
            return try invocation.arguments.flatMap { try updater.run(Path($0)).flatMap(\.findings) }
        } catch {
            throw DepsConnection.explained(error)
        }
    }

    private static func run(_ mode: DependencyOptions.Mode, _ invocation: Invocation) throws -> ExitCode {
        let path = folder(invocation)
        var options = DependencyOptions(mode, now: DepsConnection.now)
        options.skipsRefresh = invocation[skipRefresh]
        options.isRecursive = invocation[recursive]
        options.epoch = try Epoch.given(invocation)
        if invocation[verify] { options.verifier = try DepsVerifier.make(keyring: invocation[keyring], invocation) }
        let connection = try DepsConnection(invocation)
        defer { connection.finish() }
        let outcomes: [DependencyOutcome]
        do {
            outcomes = try DependencyUpdater(options, sources: connection.sources).run(path)
        } catch {
            guard invocation[Reporting.format] == .json, let failure = error as? Failure else {
                throw DepsConnection.explained(error)
            }
            invocation.printDocument(DepsJSON.value([], failure.findings))
            return .failed
        }
        connection.finish()
        let findings = outcomes.flatMap(\.findings)
        switch invocation[Reporting.format] {
        case .text:
            Reporting.write(findings, [path.string], invocation)
            for outcome in outcomes { DepsText.write(outcome, named: outcomes.count > 1, invocation) }
            invocation.suggestNext("davit package \(path)")
        case .json:
            invocation.printDocument(DepsJSON.value(outcomes, findings))
        }
        return .done
    }
}

extension Visible {
    /// Text made safe to print, but for one character that is meant.
    fileprivate static func text(_ text: String, keeping separator: Character) -> String {
        text.split(separator: separator, omittingEmptySubsequences: false).map { Visible.text($0) }
            .joined(separator: String(separator))
    }
}
