package import Findings
package import OS

/// What `--fix` makes of findings, over all their files: each finding's changes are made all or none, and of two that
/// don't go together the later one is left out.
package struct FixPlan {
    /// A file as it was read and as it is to become.
    package struct File {
        package let path: Path
        /// Nil for a file that isn't there yet.
        package let old: [UInt8]?
        package let new: [UInt8]
        let mode: UInt32
    }

    /// The files that change, in the order of their paths.
    package private(set) var files: [File] = []
    package private(set) var applied: [Finding] = []
    /// Findings whose changes don't go with those of an earlier one; the next run may mend them.
    package private(set) var refused: [Finding] = []
    /// Why files can't be mended that could be, if they were others.
    package private(set) var problems: [Finding] = []

    /// A file while changes are gathered.
    private enum Draft {
        case changed(old: [UInt8], mode: UInt32, Fixer)
        case created(String, mode: UInt32)
    }

    private var drafts: [Path: Draft] = [:]
    /// Files that can't be changed: links, what is in an archive.
    private var closed: Set<Path> = []

    package init(_ findings: [Finding]) throws {
        for finding in findings where finding.isFixable {
            if try accept(finding) { applied.append(finding) } else { refused.append(finding) }
        }
        for (path, draft) in drafts {
            switch draft {
            case .changed(let old, let mode, let fixer):
                let new = fixer.content
                if new != old { files.append(File(path: path, old: old, new: new, mode: mode)) }
            case .created(let text, let mode):
                files.append(File(path: path, old: nil, new: Array(text.utf8), mode: mode))
            }
        }
        files.sort { $0.path < $1.path }
    }

    private mutating func accept(_ finding: Finding) throws -> Bool {
        let root = Path(finding.place.root)
        var changes = finding.changes
        if !finding.edits.isEmpty { changes.insert(FileChange(finding.place.path, .edits(finding.edits)), at: 0) }
        var fresh: [Path: Draft] = [:]
        for change in changes {
            let path = change.path.isEmpty ? root : root / change.path
            switch change.kind {
            case .edits(let edits):
                guard case .changed(let old, let mode, var fixer)? = try fresh[path] ?? draft(of: path),
                    fixer.accept(edits)
                else { return false }
                fresh[path] = .changed(old: old, mode: mode, fixer)
            case .creation(let text, let mode):
                if let there = fresh[path] ?? drafts[path] {
                    // The same file for the same reason is made once.
                    guard case .created(text, mode: mode) = there else { return false }
                } else if !FixPlan.isFree(path) {
                    return false
                }
                fresh[path] = .created(text, mode: mode)
            }
        }
        drafts.merge(fresh) { _, new in new }
        return true
    }

    /// A file that is there; nil for one that can't be changed.
    private mutating func draft(of path: Path) throws -> Draft? {
        if let draft = drafts[path] { return draft }
        // What is found in an archive can't be mended.
        guard !closed.contains(path), Files.isFile(path) else { return nil }
        let status = try Files.linkStatus(path)
        guard status.kind == .file else {
            closed.insert(path)
            problems.append(FixPlan.failure(path, "it is a link", "Lint the file that it points at."))
            return nil
        }
        let old = try Files.read(path)
        return .changed(old: old, mode: status.mode, Fixer(old))
    }

    private static func isFree(_ path: Path) -> Bool {
        do throws(SystemError) {
            _ = try Files.linkStatus(path)
            return false
        } catch {
            return error.isMissing
        }
    }

    fileprivate static func failure(_ path: Path, _ reason: String, _ remedy: String) -> Finding {
        failed.finding(Place(path: path.string), "not mended: \(reason)", remedy: remedy)
    }
}

extension FixPlan {
    /// Writes all files, each at once. If any of them isn't what it was when it was read, nothing is written; if one
    /// can't be written, those before it become again what they were.
    package func write() throws(Failure) {
        let changed = files.compactMap { $0.change() }
        if !changed.isEmpty { throw Failure(changed) }
        // New files first: who comes in between finds one that nobody needs yet, not one that is missing.
        let ordered = files.filter { $0.old == nil } + files.filter { $0.old != nil }
        for (index, file) in ordered.enumerated() {
            do throws(SystemError) {
                try AtomicFile.write(file.new, to: file.path, mode: file.mode)
            } catch {
                for written in ordered[..<index].reversed() { written.restore() }
                throw Failure(FixPlan.failure(file.path, "\(error)", "Make sure that its folder can be written to."))
            }
        }
    }
}

extension FixPlan.File {
    /// What is different since the file was read; nil if nothing is.
    fileprivate func change() -> Finding? {
        let changed = FixPlan.failure(path, "it has changed while it was checked", "Run the command again.")
        do {
            guard let old else {
                _ = try Files.linkStatus(path)
                return changed
            }
            // A file behind a link may belong to somebody else.
            return try Files.linkStatus(path).kind == .file && Files.read(path, limit: old.count) == old ? nil : changed
        } catch is FileTooLarge {
            return changed
        } catch let error as SystemError where old == nil && error.isMissing {
            return nil
        } catch {
            return FixPlan.failure(path, "\(error)", "Make sure that the file can be read.")
        }
    }

    fileprivate func restore() {
        if let old {
            try? AtomicFile.write(old, to: path, mode: mode)
        } else {
            try? Files.remove(path)
        }
    }
}
