import Archives
import Charts
import Console
import Findings
import OS
import Values

/// `davit package`: charts into archives.
enum PackageCommand {
    static let output = Option<String>(
        "output", short: "o", aliases: ["destination", "d"], value: "DIR", default: "dist",
        help: "folder for the archives; it is made if it is missing", completes: .folder)
    static let asHelm = Flag(
        "as-helm", help: "pack exactly what Helm packs: what davit would refuse is only warned of")
    static let chartVersion = Option<String?>("version", value: "VERSION", help: "set the chart's version")
    static let appVersion = Option<String?>("app-version", value: "TEXT", help: "set the chart's appVersion")
    static let allowKey = Option<[String]>(
        "allow-key", value: "KEY", splitsCommas: true,
        help: "let this unknown key of Chart.yaml be dropped, as Helm drops it")

    static let dependencyUpdate = Flag(
        "dependency-update", short: "u",
        help: "first do what `davit deps update` does: charts/ and the lock are changed")

    static let command = Command(
        "package", aliases: ["pack"], summary: "pack charts, or all charts of an extension, into .tgz archives",
        discussion: """
            Packs each chart's folder into NAME-VERSION.tgz, the archive that Helm would make, but always with the same \
            bytes for the same files: times come from SOURCE_DATE_EPOCH or are 1980-01-01, and nothing depends on the \
            machine. If one chart can't be packed, none is written.

            What Helm would change without a word (a version like 1.10 that YAML reads as a number, a key of Chart.yaml \
            that it drops) or pack and then not load is refused; --as-helm packs it all the same.

            A folder without a Chart.yaml is an extension: all its charts are packed. What they depend on is taken from \
            charts/, from the folder that a `file://` repository names, from the extension's own charts, and, for charts \
            that davit knows by name, from davit itself: dag-installer-chart needs no checkout of the platform.
            """,
        examples: [
            Example("davit package mychart", "pack mychart into dist/"),
            Example("davit package otsus-method -o dist", "all charts of an extension"),
            Example("davit package charts/* -o out --version 1.4.0", "pack several charts with one version"),
            Example("davit package platform -u -r", "first fill charts/, of the charts that it depends on too"),
            Example("davit package mychart --sign --key ann@example.org", "pack and sign it"),
        ],
        arguments: [Argument("CHART", .some, completes: .folder, help: "a chart's folder, or an extension's")],
        options: [
            output, asHelm, chartVersion, appVersion, allowKey, dependencyUpdate, DepsCommand.recursive,
            Reporting.format,
        ]
            + TargetOptions.all + SignOptions.all + DepsConnection.options,
        seeAlso: ["davit lint", "davit show", "davit deps build"], run: run)

    static func run(_ invocation: Invocation) throws -> ExitCode {
        var options = Packer.Options()
        options.version = invocation[chartVersion]
        options.appVersion = invocation[appVersion]
        options.asHelm = invocation[asHelm]
        options.allowedKeys = Set(invocation[allowKey])
        if let epoch = try Epoch.given(invocation) { options.epoch = epoch }
        if invocation[DepsCommand.recursive] && !invocation[dependencyUpdate] {
            throw WrongUsage("--recursive needs --dependency-update")
        }
        try SignOptions.check(invocation)
        let plan = try PackagingPlan(invocation)
        var findings: [Finding] = []
        do {
            if invocation[dependencyUpdate] { findings = try DepsCommand.updateBeforePacking(invocation) }
        } catch let failure as Failure {
            print([], failure.findings, invocation)
            return .failed
        }
        let charts = plan.folders
        findings += plan.findings
        let inside = PackagingRefusals.outputInside(charts, Path(invocation[output]), asHelm: options.asHelm)
        findings += inside
        let common = options
        let results = Parallel.map(plan.items) { item in
            var options = common
            if let key = item.kindKey { options.allowedKeys.insert(key) }
            return try Packer(options).pack(Path(item.folder), supply: item.supply)
        }

        var packages: [Packer.Package] = []
        for result in results {
            do {
                let package = try result.get()
                packages.append(package)
                findings += package.findings
            } catch let failure as Failure {
                findings += failure.findings
            }
        }
        if packages.count == results.count { findings += PackagingRefusals.sameName(packages, charts) }
        var failed = packages.count < results.count || findings.contains { $0.severity == .error }
        var written: [Written] = []
        if !failed {
            do {
                written = try write(packages, to: Path(invocation[output]), SignOptions.signer(invocation))
                findings += written.compactMap { SignOptions.staleSignature(beside: $0.path, $0.digest) }
            } catch let failure as Failure {
                findings += failure.findings
                failed = true
            }
        }
        print(written, findings, invocation)
        return failed ? .failed : .done
    }

    private struct Written {
        let package: Packer.Package
        let path: Path
        let digest: Digest
        var provenance: [UInt8]?
    }

    private static func write(_ packages: [Packer.Package], to folder: Path, _ signer: ProvenanceSigner?) throws
        -> [Written]
    {
        // Everything is signed before anything is written.
        let prepared = try packages.map { package in
            var item = Written(
                package: package, path: folder / package.fileName, digest: Digest(of: package.archive))
            item.provenance = try signer?.sign(
                item.digest, fileName: package.fileName, metadata: package.chart.metadata)
            return item
        }
        // All files are whole on the disk before the first gets its name: where one can't be written, none appears.
        // Each holds a descriptor until then, of which a process has not many.
        let batch = 64
        for start in stride(from: 0, to: prepared.count, by: batch) {
            try commit(prepared[start..<min(start + batch, prepared.count)])
        }
        return prepared
    }

    private static func commit(_ items: ArraySlice<Written>) throws(SystemError) {
        var files: [AtomicFile] = []
        func stage(_ bytes: [UInt8], _ path: Path) throws(SystemError) {
            let file = try AtomicFile(path)
            try file.write(bytes)
            files.append(file)
        }
        for item in items {
            // The signature appears first: no reader, and no power cut, ever finds the new archive without it. In the
            // moment between, the old archive doesn't verify, which is refused; the other order would let an unsigned
            // archive pass where signatures are checked only if there are any.
            if let provenance = item.provenance {
                try stage(provenance, Path(item.path.string + Provenance.ending))
            }
            try stage(item.package.archive, item.path)
        }
        for file in files { try file.commit() }
    }

    /// What findings are about: what was named, and the charts that were found in it.
    private static func roots(_ findings: [Finding], _ invocation: Invocation) -> [String] {
        var roots = invocation.arguments
        for finding in findings where !roots.contains(finding.place.root) { roots.append(finding.place.root) }
        return roots
    }

    private static func print(_ written: [Written], _ findings: [Finding], _ invocation: Invocation) {
        switch invocation[Reporting.format] {
        case .text:
            Reporting.write(findings, roots(findings, invocation), invocation)
            for item in written {
                let size = Quantity.bytes(item.package.archive.count)
                invocation.output.line("\(item.path)  \(size)  \(item.digest)")
                if item.provenance != nil { invocation.output.line("\(item.path)\(Provenance.ending)") }
            }
            if let first = written.first { invocation.suggestNext("davit show files \(first.path)") }
        case .json:
            let packages = written.map { item -> Value in
                var document: Value = [
                    "chart": Value(.string(item.package.chart.name)),
                    "version": Value(.string(item.package.chart.metadata.version)),
                    "path": Value(.string(item.path.string)),
                    "size": Value(.integer(Int64(item.package.archive.count))),
                    "digest": Value(.string(item.digest.description)),
                ]
                if item.provenance != nil {
                    document.table?["provenance"] = Value(.string(item.path.string + Provenance.ending))
                }
                return document
            }
            let document: Value = [
                "packages": Value(.list(packages)), "findings": FindingJSON.list(findings),
            ]
            invocation.output.line(JSON.text(document, .printed))
        }
    }
}
