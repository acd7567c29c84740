package import Archives
import Glibc
package import OS

/// What has been downloaded: content by its digest, and for addresses whose content has no known digest which content
/// they had last.
///
/// `blobs/sha256/<hex>` is the content, verified whenever it is used; `partial/` what is on its way; `addresses/` what
/// an address gave. Any number of processes use it at once.
package final class DownloadCache: Sendable {
    package let folder: Path

    package init(folder: Path) {
        self.folder = folder
    }

    /// The folder for this user: `$DAVIT_HOME`, else the system's state folder for root, else the XDG data folder.
    package static func standardFolder(
        user: UInt32 = geteuid(), _ variable: (String) -> String? = Environment.nonEmpty
    ) throws(TransferError) -> Path {
        if let home = variable("DAVIT_HOME") { return Path(home).absolute }
        if user == 0 { return Path("/var/lib/davit") }
        // The specification of that variable wants relative paths ignored.
        if let data = variable("XDG_DATA_HOME"), data.hasPrefix("/") { return Path(data) / "davit" }
        if let home = variable("HOME") { return Path(home) / ".local/share/davit" }
        throw TransferError(
            .notCached, "", "there is no folder for downloads: neither DAVIT_HOME nor HOME is set",
            remedy: "set DAVIT_HOME to a folder that davit may write to")
    }

    /// Content that is there, whole and unchanged.
    package struct Content: Hashable, Sendable {
        package let path: Path
        package let digest: Digest
        package let size: Int
        /// Whether nothing had to be transferred for it.
        package let wasCached: Bool
    }

    /// Whether an address is asked again for what is known of it.
    package enum Freshness: Sendable {
        /// It is asked whether it has changed.
        case revalidate
        /// What is here is used unasked; what isn't here is fetched.
        case preferCached
        /// What is here is used; what isn't here is an error.
        case cachedOnly
    }

    /// The content of that digest, if it is here. One that was damaged since is removed, and counts as missing.
    package func content(_ digest: Digest) throws -> Content? {
        let path = place(of: digest)
        let found: (digest: Digest, size: Int)
        do {
            found = try FileHash.digest(of: path)
        } catch let error as SystemError where error.isMissing {
            return nil
        }
        if found.digest == digest { return Content(path: path, digest: digest, size: found.size, wasCached: true) }
        try Files.remove(path)
        return nil
    }

    /// Keeps content that came in another way.
    package func store(_ bytes: [UInt8]) throws -> Content {
        let digest = Digest(of: bytes)
        if let content = try content(digest) { return content }
        let path = place(of: digest)
        try AtomicFile.write(bytes, to: path)
        return Content(path: path, digest: digest, size: bytes.count, wasCached: false)
    }

    /// Content whose digest is known beforehand: from here, else fetched (the rest of it, where a part is here).
    package func fetch(
        _ request: HTTPRequest, digest: Digest, size: Int? = nil, limit: Int, with transfer: Transfer
    ) throws -> Content {
        if let content = try content(digest) { return content }
        let partial = try PartialFile(folder / "partial" / digest.hex, cancellation: transfer.cancellation)
        // Whoever held the lock may have fetched it.
        if let content = try content(digest) {
            partial.remove()
            return content
        }
        let download = Download(
            request, into: partial, expected: digest, size: size, limit: limit, transfer: transfer, cache: self)
        return try download.run()
    }

    /// What an address has, where no digest is known beforehand.
    package func fetch(
        _ request: HTTPRequest, freshness: Freshness, limit: Int, with transfer: Transfer
    ) throws -> Content {
        let key = DownloadCache.key(of: request)
        let record = folder / "addresses" / key
        if freshness != .revalidate, let cached = try recorded(at: record)?.content { return cached }
        if freshness == .cachedOnly {
            throw TransferError(
                .notCached, request.address.description, "no copy of \(request.address) is on this machine",
                remedy: "leave out --skip-refresh, so that it is fetched")
        }
        let partial = try PartialFile(folder / "partial" / "address-\(key)", cancellation: transfer.cancellation)
        // Read now that no other process can be writing it: whoever held the lock may have fetched it.
        let known = try recorded(at: record)
        if freshness == .preferCached, let known {
            partial.remove()
            return known.content
        }
        let download = Download(
            request, into: partial, expected: nil, size: nil, limit: limit, transfer: transfer, cache: self)
        if let known, known.record.canBeAsked {
            download.known = known.record
            download.cached = known.content
        }
        let content = try download.run()
        if let received = download.received {
            try AddressRecord(digest: content.digest, tag: received.tag, modified: received.modified).write(to: record)
        }
        return content
    }

    /// What a record says of its address, and the content, where both are here and whole.
    private func recorded(at path: Path) throws -> (record: AddressRecord, content: Content)? {
        guard let record = AddressRecord(at: path), let content = try content(record.digest) else { return nil }
        return (record, content)
    }

    func place(of digest: Digest) -> Path { folder / "blobs/sha256" / digest.hex }

    /// What tells one address from another; also who asks, because servers show different things to different users.
    private static func key(of request: HTTPRequest) -> String {
        var text = request.address.text
        switch request.authorization {
        case .basic(let user, _): text += "\n" + user
        case .bearer: text += "\n"
        case nil: if let user = request.address.user { text += "\n" + user }
        }
        return Digest(of: Array(text.utf8)).hex
    }
}

/// Everything that all downloads of one command share.
package struct Transfer: Sendable {
    package var client: HTTPClient
    package var cancellation: Cancellation
    /// Called from several threads, often.
    package var progress: (@Sendable (TransferProgress) -> Void)?

    package init(
        _ client: HTTPClient, cancellation: Cancellation = Cancellation(),
        progress: (@Sendable (TransferProgress) -> Void)? = nil
    ) {
        self.client = client
        self.cancellation = cancellation
        self.progress = progress
    }
}

/// How far a download is.
package struct TransferProgress: Hashable, Sendable {
    /// What is fetched, without secrets.
    package let address: String
    package let received: Int
    package let total: Int?
}
