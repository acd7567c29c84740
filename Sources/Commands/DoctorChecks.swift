import Charts
import Console
import Findings
import Glibc
import OS
import Registries
import Values

/// How each thing is looked for: no network, no program started, a few milliseconds in all.
enum DoctorChecks {
    static func gpg(_ machine: Doctor.Machine) -> [Doctor.Outcome] { [program("gpg", .gpg, machine)] }
    static func git(_ machine: Doctor.Machine) -> [Doctor.Outcome] { [program("git", .git, machine)] }

    private static func program(_ name: String, _ ware: Distribution.Ware, _ machine: Doctor.Machine) -> Doctor.Outcome
    {
        if let path = machine.find(name) { return .ok(path.string) }
        return .lacking("not in PATH", machine.distribution.command(installing: ware))
    }

    static func curl(_ machine: Doctor.Machine) -> [Doctor.Outcome] {
        switch machine.curl() {
        // The first word is libcurl's own version; what follows are the libraries that it uses.
        case .success(let version): [.ok(version.split(separator: " ").first.map(String.init) ?? version)]
        case .failure(let error): [.lacking(error.reason, machine.distribution.command(installing: .curl))]
        }
    }

    /// Where distributions keep the certificates of public authorities.
    private static let certificateFiles = [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem",
    ]

    static func certificates(_ machine: Doctor.Machine) -> [Doctor.Outcome] {
        for variable in ["SSL_CERT_FILE", "CURL_CA_BUNDLE"] {
            guard let file = machine.variable(variable), !file.isEmpty else { continue }
            if Files.isFile(Path(file)) { return [.ok("\(file) (\(variable))")] }
            return [.lacking("\(variable) names \(file), which is not there", "correct the variable, or unset it")]
        }
        if let file = certificateFiles.first(where: { (try? Files.status(Path($0)))?.size ?? 0 > 0 }) {
            return [.ok(file)]
        }
        return [
            .lacking("no certificates of public authorities", machine.distribution.command(installing: .certificates))
        ]
    }

    // MARK: Storage

    /// With less than this, a download of charts may not fit.
    private static let leastSpace = 100_000_000

    static func storage(_ machine: Doctor.Machine) -> [Doctor.Outcome] {
        let folder: Path
        do {
            folder = try DownloadCache.standardFolder { name in
                machine.variable(name).flatMap { $0.isEmpty ? nil : $0 }
            }
        } catch {
            return [.lacking("neither DAVIT_HOME nor HOME is set", "export DAVIT_HOME=FOLDER")]
        }
        // The folder is made at its first use; until then its nearest parent says what is possible.
        var existing = folder
        while !Files.exists(existing), existing.parent != existing { existing = existing.parent }
        guard Files.isFolder(existing) else {
            return [.lacking("\(folder): \(existing) is no folder", "move it away, or export DAVIT_HOME=FOLDER")]
        }
        guard access(existing.string, W_OK | X_OK) == 0 else {
            return [
                .lacking("\(folder) can't be written to", "export DAVIT_HOME=FOLDER with a folder that is yours")
            ]
        }
        var system = statvfs()
        guard statvfs(existing.string, &system) == 0 else { return [.ok(folder.string)] }
        let (free, overflow) = Int(clamping: system.f_bavail).multipliedReportingOverflow(
            by: Int(clamping: system.f_frsize))
        if !overflow, free < leastSpace {
            return [
                .lacking(
                    "\(folder): only \(Quantity.bytes(free)) are free",
                    "free some space, or export DAVIT_HOME=FOLDER on another disk")
            ]
        }
        return [.ok("\(folder), \(Quantity.bytes(overflow ? .max : free)) free")]
    }

    // MARK: Credentials

    private static let largestConfiguration = 4 << 20

    /// The helpers that docker's, podman's and Helm's configuration name: each must be there when it is asked.
    static func credentials(_ machine: Doctor.Machine) -> [Doctor.Outcome] {
        var outcomes: [Doctor.Outcome] = []
        var found: [String] = []
        var seen: Set<String> = []
        for file in CredentialSources.standardFiles({ name in machine.variable(name).flatMap { $0.isEmpty ? nil : $0 } }
        ) {
            guard Files.exists(file) else { continue }
            guard let content = try? Files.read(file, limit: largestConfiguration),
                let document = try? JSON.read(content), document.table != nil
            else {
                outcomes.append(.lacking("\(file) can't be read", "correct the file, or log in again"))
                continue
            }
            let named = [document["credsStore"]] + (document["credHelpers"]?.table?.entries.map(\.value) ?? [])
            for helper in named.compactMap({ $0?.string }) where !helper.isEmpty && seen.insert(helper).inserted {
                let name = Visible.text(helper)
                // A name with a slash would be a path, and no helper.
                if !helper.utf8.contains(UInt8(ascii: "/")), machine.find("docker-credential-" + helper) != nil {
                    found.append(name)
                } else {
                    outcomes.append(
                        .lacking(
                            "\(file) names docker-credential-\(name), which is not in PATH",
                            machine.distribution.command(installing: .credentialHelper(name))))
                }
            }
        }
        if !outcomes.isEmpty { return outcomes }
        return [.ok(found.isEmpty ? "no helper is configured" : "helpers: " + found.joined(separator: ", "))]
    }

    // MARK: Comfort

    static func locale(_ machine: Doctor.Machine) -> [Doctor.Outcome] {
        let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(machine.variable).first { !$0.isEmpty } ?? ""
        let letters = name.lowercased().filter { $0 != "-" }
        if letters.contains("utf8") { return [.ok(name)] }
        return [
            .hint(
                name.isEmpty ? "no locale is set" : "\(name) is not UTF-8", "export LANG=C.UTF-8 for names beyond ASCII"
            )
        ]
    }

    static func terminal(_ machine: Doctor.Machine) -> [Doctor.Outcome] {
        guard machine.isTerminal else { return [.ok("none: no colours, no progress")] }
        if machine.variable("TERM") == "dumb" { return [.ok("dumb: no colours")] }
        let colours = machine.variable("NO_COLOR").map { $0.isEmpty } ?? true
        return [.ok("\(machine.width ?? 80) columns, " + (colours ? "colours" : "no colours (NO_COLOR)"))]
    }
}

extension Doctor {
    static func find(_ program: String, _ variable: (String) -> String?) -> Path? {
        GPG.find(program, in: variable("PATH"))
    }

    @Sendable static func curl() -> Result<String, CurlMissing> {
        do throws(TransferError) {
            return .success(try Curl.version())
        } catch {
            return .failure(CurlMissing(reason: "not found, or it can't be loaded"))
        }
    }
}
