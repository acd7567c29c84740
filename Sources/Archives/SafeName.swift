/// Names in archives, and whether they stay where they are unpacked.
package enum SafeName {
    /// The name in its shortest form, seen from the folder it is unpacked in; nil if it leaves that folder, is
    /// absolute, names the folder itself, or holds a zero byte.
    package static func inside(_ name: String) -> String? {
        if name.utf8.first == UInt8(ascii: "/") || name.utf8.contains(0) { return nil }
        var kept: [Substring] = []
        for part in parts(of: name) where part != "." {
            if part != ".." {
                kept.append(part)
            } else if kept.popLast() == nil {
                return nil
            }
        }
        return kept.isEmpty ? nil : kept.joined(separator: "/")
    }

    /// Whether a symbolic link with this name and target would point out of the folder.
    package static func linkLeaves(name: String, target: String) -> Bool {
        if target.utf8.first == UInt8(ascii: "/") || target.utf8.contains(0) { return true }
        guard let name = inside(name) else { return true }
        var depth = name.utf8.count { $0 == UInt8(ascii: "/") }
        for part in parts(of: target) where part != "." {
            depth += part == ".." ? -1 : 1
            if depth < 0 { return true }
        }
        return false
    }

    /// Split by bytes: a slash before a combining mark is part of another Character, and still a slash to the system.
    private static func parts(of name: String) -> some Sequence<Substring> {
        name.utf8.split(separator: UInt8(ascii: "/")).lazy.map { Substring($0) }
    }
}
