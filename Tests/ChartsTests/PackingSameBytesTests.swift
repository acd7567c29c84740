import Archives
import Glibc
import OS
import TestSupport
import Testing

@testable import Charts

/// The same tree gives the same archive, whatever surrounds it.
@Suite(.serialized) struct PackingSameBytesTests {
    private func digest(_ tree: GeneratedTree, in folder: Path, time: Int) throws -> String {
        try tree.write(to: folder)
        for (name, _) in tree.entries {
            let times = [timespec(tv_sec: time, tv_nsec: 5), timespec(tv_sec: time, tv_nsec: 7)]
            _ = utimensat(AT_FDCWD, (folder / name).string, times, AT_SYMLINK_NOFOLLOW)
        }
        var options = Packer.Options()
        options.asHelm = true
        return Digest(of: try Packer(options).pack(folder).archive).hex
    }

    @Test func pathsTimesMasksAndOrdersDoNotMatter() throws {
        let scratch = try Scratch()
        var compared = 0
        for seed in UInt64(1)...60 {
            var generator = ChartGenerator(seed: seed)
            var tree = generator.chart()
            // What stands where another entry has its folder would depend on who comes first.
            let names = tree.names
            tree.entries.removeAll { entry in
                names.contains { $0.utf8.starts(with: (entry.0 + "/").utf8) }
                    || names.count { GoText.same($0, entry.0) } > 1
            }
            guard let first = try? digest(tree, in: scratch.folder / "a\(seed)", time: 1_000_000_000) else { continue }
            var turned = tree
            turned.entries.reverse()
            let mask = umask(0o077)
            defer { umask(mask) }
            let other = scratch.folder / "far/away/\(seed)"
            let second = try digest(turned, in: other, time: 1_700_000_000 + Int(seed))
            #expect(first == second, "seed \(seed)")
            compared += 1
        }
        #expect(compared > 10)
    }
}
