import Archives
import OS

/// One file's download into the cache: repeated while that helps, continued where it broke off, and checked.
final class Download {
    /// What was known of the address, so that the server can say that nothing has changed.
    var known: AddressRecord?
    var cached: DownloadCache.Content?
    /// What the server said to recognise the new content by.
    private(set) var received: (tag: String?, modified: String?)?

    private let request: HTTPRequest
    private let partial: PartialFile
    private let expected: Digest?
    private let size: Int?
    private let limit: Int
    private let transfer: Transfer
    private let cache: DownloadCache
    private var total: Int?
    /// Whether the file holds bytes of an earlier request.
    private var wasContinued: Bool
    /// Whether all was thrown away once already, because the parts didn't fit.
    private var wasRestarted = false

    init(
        _ request: HTTPRequest, into partial: PartialFile, expected: Digest?, size: Int?, limit: Int,
        transfer: Transfer, cache: DownloadCache
    ) {
        self.request = request
        self.partial = partial
        self.expected = expected
        self.size = size
        self.limit = limit
        self.transfer = transfer
        self.cache = cache
        wasContinued = partial.size > 0
    }

    /// Beside the partial file stands what its server said to recognise the content by.
    private var note: Path { Path(partial.path.string + ".from") }

    func run() throws -> DownloadCache.Content {
        if let size, size > limit { throw tooLarge(size) }
        if partial.size > limit { try partial.restart() }
        do {
            if try !transferAll() {
                // Not modified.
                partial.remove()
                try Files.remove(note)
                if let cached { return cached }
                throw TransferError(.badAnswer, shown, "\(place) says that nothing has changed, unasked")
            }
        } catch let error as TransferError where error.kind == .corrupt && wasContinued && !wasRestarted {
            return try runFromTheStart()
        } catch let error as TransferError where [.corrupt, .tooLarge].contains(error.kind) {
            partial.remove()
            try? Files.remove(note)
            throw error
        }
        let size = partial.size
        let digest = partial.digest()
        if let expected, digest != expected {
            let error = TransferError(
                .corrupt, shown, "\(shown) has the digest \(digest), not \(expected)",
                remedy: "ask who runs \(place); a proxy may have changed it, or the index is out of date")
            if wasContinued && !wasRestarted { return try runFromTheStart() }
            partial.remove()
            try? Files.remove(note)
            throw error
        }
        try partial.commit(to: cache.place(of: digest))
        try Files.remove(note)
        return DownloadCache.Content(path: cache.place(of: digest), digest: digest, size: size, wasCached: false)
    }

    /// Once more, because the parts belong to different contents.
    private func runFromTheStart() throws -> DownloadCache.Content {
        try partial.restart()
        wasContinued = false
        wasRestarted = true
        return try run()
    }

    private var shown: String { request.address.description }
    private var place: String { request.address.place }

    /// Fetches what is missing; false where the server says that the known content is still right.
    private func transferAll() throws -> Bool {
        try transfer.client.retrying(transfer.cancellation, received: { self.partial.size }) {
            try self.attempt()
        }
    }

    private func attempt() throws -> Bool {
        let offset = partial.size
        if let size, offset == size { return true }
        var request = request
        let validator = try offset > 0 ? readNote() : nil
        if offset > 0, validator != nil || expected != nil {
            request.headers.append(("Range", "bytes=\(offset)-"))
            // Content that its digest proves can be continued without the server's word.
            if let validator { request.headers.append(("If-Range", validator)) }
        } else if offset > 0 {
            try partial.restart()
        }
        if let known, partial.size == 0 {
            if let tag = known.tag { request.headers.append(("If-None-Match", tag)) }
            if let modified = known.modified { request.headers.append(("If-Modified-Since", modified)) }
        }
        do {
            let response = try transfer.client.send(request, limit: limit, cancellation: transfer.cancellation) {
                try self.begin($0)
            } sink: { bytes in
                try self.receive(bytes)
            }
            if response.status == 304 { return false }
        } catch let error as TransferError where error.kind == .status(416) && partial.size > 0 {
            // The content is shorter now than what is here.
            try partial.restart()
            return try attempt()
        }
        if let size, partial.size != size {
            throw TransferError(
                .corrupt, shown, "\(shown) has \(partial.size) bytes, not \(size)", remedy: "ask who runs \(place)")
        }
        return true
    }

    /// Sees the head of an answer: the rest of what is here, or all of it anew.
    private func begin(_ response: HTTPResponse) throws {
        if response.status == 206 {
            guard let range = ContentRange(response.headers["content-range"] ?? ""), range.start == partial.size else {
                throw TransferError(.badAnswer, shown, "\(place) sends another part than it was asked for")
            }
            wasContinued = true
            total = range.total ?? response.length.map { partial.size + $0 }
        } else {
            if partial.size > 0 { try partial.restart() }
            wasContinued = false
            total = response.length
            try writeNote(response.headers)
        }
        received = (response.headers["etag"], response.headers["last-modified"])
        if let total, total > limit { throw tooLarge(total) }
        if let size, let total, total != size {
            throw TransferError(
                .corrupt, shown, "\(shown) has \(total) bytes, not \(size)", remedy: "ask who runs \(place)")
        }
    }

    private func receive(_ bytes: UnsafeRawBufferPointer) throws {
        guard partial.size + bytes.count <= min(limit, size ?? .max) else { throw tooLarge(partial.size + bytes.count) }
        try partial.append(bytes)
        transfer.progress?(TransferProgress(address: shown, received: partial.size, total: total ?? size))
    }

    private func tooLarge(_ found: Int) -> TransferError {
        TransferError(
            .tooLarge, shown,
            "\(shown) has \(found) bytes, more than the \(min(limit, size ?? .max)) that are accepted for it",
            remedy: "check that the address names what is meant")
    }

    // MARK: What the partial file was fetched as

    /// Only a strong tag or a date identifies bytes.
    private func writeNote(_ headers: HTTPHeaders) throws {
        var validator: String?
        if let tag = headers["etag"], !tag.hasPrefix("W/") {
            validator = tag
        } else {
            validator = headers["last-modified"]
        }
        guard let validator, validator.utf8.count <= 1024, validator.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) else {
            try Files.remove(note)
            return
        }
        try AtomicFile.write(Array(validator.utf8), to: note)
    }

    private func readNote() throws -> String? {
        guard let bytes = try? Files.read(note, limit: 1024), !bytes.isEmpty,
            bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7f })
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The Content-Range header of a partial answer: `bytes 100-199/200`.
struct ContentRange: Hashable {
    let start: Int
    let total: Int?

    init?(_ text: String) {
        guard text.hasPrefix("bytes ") else { return nil }
        let parts = text.dropFirst(6).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Int(ends[0]), let last = Int(ends[1]), 0 <= first, first <= last else {
            return nil
        }
        start = first
        if parts[1] == "*" {
            total = nil
        } else {
            guard let whole = Int(parts[1]), whole > last else { return nil }
            total = whole
        }
    }
}
