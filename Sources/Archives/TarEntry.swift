package import OS

/// What a tar archive says of one of its members, content aside.
package struct TarEntry: Hashable, Sendable {
    /// What an entry stands for.
    package enum Kind: Hashable, Sendable {
        case file, folder, hardLink, symbolicLink, characterDevice, blockDevice, pipe
        /// Records for all members that follow (`pax_global_header`), not a member itself.
        case globalHeader
        /// Anything else, by its type flag; it may have content.
        case other(UInt8)
    }

    /// The name as the archive has it.
    package var name: String
    package var kind: Kind
    /// How many bytes of content it has; links and folders have none whatever stands here.
    package var size: Int
    /// Permissions, as the archive has them (some writers put the file's type there too).
    package var mode: Int
    package var modified: FileTime
    /// The target of a link.
    package var link: String
    package var owner: Int
    package var group: Int
    package var ownerName: String
    package var groupName: String
    /// False if the name or the link isn't UTF-8; it was read with replacement characters then.
    package var isText: Bool

    package init(
        name: String, kind: Kind = .file, size: Int = 0, mode: Int = 0o644, modified: FileTime = FileTime(seconds: 0),
        link: String = "", owner: Int = 0, group: Int = 0, ownerName: String = "", groupName: String = ""
    ) {
        self.name = name
        self.kind = kind
        self.size = size
        self.mode = mode
        self.modified = modified
        self.link = link
        self.owner = owner
        self.group = group
        self.ownerName = ownerName
        self.groupName = groupName
        isText = true
    }

    /// Whether it is a folder, by its type flag or by its mode: Go looks at both.
    package var isFolder: Bool { kind == .folder || mode & 0xFFFF_F000 == 0o040000 }

    /// Kinds that have a header only.
    var hasContent: Bool {
        switch kind {
        case .folder, .hardLink, .symbolicLink, .characterDevice, .blockDevice, .pipe: false
        case .file, .globalHeader, .other: true
        }
    }
}

extension TarEntry.Kind {
    var flag: UInt8 {
        switch self {
        case .file: UInt8(ascii: "0")
        case .hardLink: UInt8(ascii: "1")
        case .symbolicLink: UInt8(ascii: "2")
        case .characterDevice: UInt8(ascii: "3")
        case .blockDevice: UInt8(ascii: "4")
        case .folder: UInt8(ascii: "5")
        case .pipe: UInt8(ascii: "6")
        case .globalHeader: UInt8(ascii: "g")
        case .other(let flag): flag
        }
    }

    init(flag: UInt8) {
        switch flag {
        case UInt8(ascii: "0"): self = .file
        case UInt8(ascii: "1"): self = .hardLink
        case UInt8(ascii: "2"): self = .symbolicLink
        case UInt8(ascii: "3"): self = .characterDevice
        case UInt8(ascii: "4"): self = .blockDevice
        case UInt8(ascii: "5"): self = .folder
        case UInt8(ascii: "6"): self = .pipe
        case UInt8(ascii: "g"): self = .globalHeader
        default: self = .other(flag)
        }
    }
}

extension FileTime {
    /// The whole second nearest to it, as Helm's archives carry it (a half is rounded up).
    package var nearestSecond: Int { nanoseconds >= 500_000_000 ? seconds &+ 1 : seconds }
}
