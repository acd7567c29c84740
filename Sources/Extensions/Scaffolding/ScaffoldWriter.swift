import Findings
package import OS

/// Writes a plan's files: all of them, or none.
package enum ScaffoldWriter {
    /// What would be overwritten: the plan's files that are there already.
    package static func existing(_ plan: ScaffoldPlan, in folder: Path) -> [String] {
        plan.files.filter { !$0.isChange && (try? Files.linkStatus(folder / $0.path)) != nil }.map(\.path)
    }

    /// Writes the files below a folder. A new folder appears by one rename when everything in it is whole; in one that
    /// is there already each file does.
    package static func write(_ plan: ScaffoldPlan, to folder: Path, force: Bool = false) throws {
        if isFree(folder) {
            let staging = try StagingFolder(in: folder.parent, for: folder.name)
            try stage(plan, in: staging)
            // Another process may have made it in the meantime.
            guard isFree(folder) else {
                throw Failure(
                    Finding(
                        "scaffold-exists", .error, Place(path: folder.string),
                        "something was put there in the meantime",
                        remedy: "choose another name or --output, or look what is there"))
            }
            return try staging.move(to: folder)
        }
        guard Files.isFolder(folder) else {
            throw Failure(
                Finding(
                    "scaffold-exists", .error, Place(path: folder.string), "a file stands where the folder should be",
                    remedy: "choose another name or --output, or move the file"))
        }
        if !force { try refuse(existing(plan, in: folder), in: folder) }
        try checkFolders(plan, in: folder)
        let staging = try StagingFolder(in: folder, for: folder.name)
        try stage(plan, in: staging)
        // What changes a file that is there comes last: until then the new files are there and used by nothing.
        for file in plan.files.filter({ !$0.isChange }) + plan.files.filter(\.isChange) {
            let place = folder / file.path
            try Files.makeFolder(place.parent)
            try Files.rename(staging.path / file.path, to: place)
        }
    }

    private static func stage(_ plan: ScaffoldPlan, in staging: StagingFolder) throws {
        for file in plan.files { try staging.write(file.bytes, to: file.path, mode: file.mode) }
    }

    /// Nothing is there, or an empty folder.
    private static func isFree(_ folder: Path) -> Bool {
        guard let status = try? Files.linkStatus(folder) else { return true }
        return status.kind == .folder && (try? Files.names(in: folder))?.isEmpty == true
    }

    private static func refuse(_ existing: [String], in folder: Path) throws(Failure) {
        guard !existing.isEmpty else { return }
        let shown = 5
        let findings = existing.prefix(shown).map { path in
            Finding(
                "scaffold-exists", .error, Place(root: folder.string, path: path), "this file is there already",
                remedy: "choose another name, or --force to overwrite it")
        }
        let rest = existing.count - shown
        let more =
            rest <= 0
            ? []
            : [
                Finding(
                    "scaffold-exists", .error, Place(path: folder.string), "and \(rest) more files are there already")
            ]
        throw Failure(findings + more)
    }

    /// No file is written through a link: it could lead out of the folder.
    private static func checkFolders(_ plan: ScaffoldPlan, in folder: Path) throws(Failure) {
        var findings: [Finding] = []
        var seen: Set<String> = []
        for file in plan.files {
            var parts = file.path.split(separator: "/")
            parts.removeLast()
            var path = ""
            for part in parts {
                path += path.isEmpty ? String(part) : "/\(part)"
                guard seen.insert(path).inserted, let status = try? Files.linkStatus(folder / path),
                    status.kind != .folder
                else { continue }
                findings.append(
                    Finding(
                        "scaffold-exists", .error, Place(root: folder.string, path: path),
                        status.kind == .link
                            ? "a link stands where a folder should" : "a file stands where a folder should",
                        remedy: "move it away"))
            }
        }
        if !findings.isEmpty { throw Failure(findings) }
    }
}
