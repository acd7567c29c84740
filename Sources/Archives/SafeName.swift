/// Names in archives, and whether they stay where they are unpacked.
package enum SafeName {
    /// The name in its shortest form, seen from the folder it is unpacked in; nil if it leaves that folder, is
    /// absolute, names the folder itself, or holds a zero byte.
    package static func inside(_ name: String) -> String? {
        if name.utf8.first == UInt8(ascii: "/") || name.utf8.contains(0) { return nil }
        var parts: [Substring] = []
        for part in name.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(part)
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }

    /// Whether a symbolic link with this name and target would point out of the folder.
    package static func linkLeaves(name: String, target: String) -> Bool {
        if target.utf8.first == UInt8(ascii: "/") || target.utf8.contains(0) { return true }
        guard let name = inside(name) else { return true }
        var depth = name.utf8.count { $0 == UInt8(ascii: "/") }
        for part in target.split(separator: "/") where part != "." {
            depth += part == ".." ? -1 : 1
            if depth < 0 { return true }
        }
        return false
    }
}
