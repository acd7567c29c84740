import Charts
import Extensions
import Findings
import Values

/// What becomes of a chart's lock when a dependency's repository is taken out.
enum LockChange {
    /// The change of the lock that keeps it in step with the dependencies; none where there is no lock, or where it
    /// wasn't in step before: only an update makes that one right.
    static func removingRepository(
        of name: String, _ chart: ExtensionChart, _ subject: ExtensionSubject
    ) -> [FileChange] {
        for file in ["Chart.lock", "requirements.lock"] {
            let path = chart.path(file)
            guard subject.model.tree.file(path) != nil, let bytes = subject.bytes(path),
                let lock = try? Lock(bytes), let document = try? YAML.read(bytes).value,
                let entries = document["dependencies"]?.list
            else { continue }
            let requested = chart.metadata.declared
            var locked = (lock.dependencies ?? []).compactMap { $0 }
            guard locked.count == entries.count, Lock.digest(requested: requested, locked: locked) == lock.digest,
                requested.count(where: { $0.name == name }) == 1,
                let index = locked.firstIndex(where: { $0.name == name })
            else { continue }
            locked[index].repository = ""
            let asked = requested.map { dependency in
                var dependency = dependency
                if dependency.name == name { dependency.repository = "" }
                return dependency
            }
            let digest = Lock.digest(requested: asked, locked: locked)
            guard let repository = edit(entries[index]["repository"], "repository", "\"\"", bytes),
                let sum = edit(document["digest"], "digest", digest, bytes)
            else { continue }
            return [FileChange(path, .edits([repository, sum]))]
        }
        return []
    }

    /// Another text for a value that stands on its key's line; nil where it is written in another way.
    private static func edit(_ value: Value?, _ key: String, _ text: String, _ bytes: [UInt8]) -> TextEdit? {
        guard let line = value?.position?.line, var range = TextLines.range(Int(line), in: bytes) else { return nil }
        while let last = bytes[range].last, last == 0x0A || last == 0x0D {
            range = range.lowerBound..<range.upperBound - 1
        }
        let word = Array("\(key): ".utf8)
        var start = range.lowerBound
        while start < range.upperBound, bytes[start] == 0x20 || bytes[start] == UInt8(ascii: "-") { start += 1 }
        guard bytes[start..<range.upperBound].starts(with: word), !bytes[range].contains(UInt8(ascii: "#")) else {
            return nil
        }
        return TextEdit(start + word.count..<range.upperBound, text)
    }
}
