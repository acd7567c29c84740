import Archives
import Foundation
import Glibc
import OS
import Registries
import Synchronization
import TestSupport
import Testing

@Suite(.serialized) struct DownloadTests {
    private let limit = 1 << 22

    @Test func keepsWhatItFetchedAndAsksOnce() throws {
        let server = try TestServer()
        let bytes = content(300_000)
        try server.scratch.write("a.tgz", bytes)
        let cache = DownloadCache(folder: server.scratch.folder / "home")
        let received = Mutex(0)
        let transfer = Transfer(HTTPClient(quickSettings())) { progress in
            received.withLock { $0 = max($0, progress.received) }
        }
        let request = HTTPRequest(try server.address("/a.tgz"))
        let digest = Digest(of: bytes)
        let first = try cache.fetch(request, digest: digest, size: bytes.count, limit: limit, with: transfer)
        #expect(!first.wasCached)
        #expect(try Files.read(first.path) == bytes)
        #expect(received.withLock { $0 } == bytes.count)
        #expect(try Files.names(in: cache.folder / "partial").isEmpty)
        let second = try cache.fetch(request, digest: digest, size: bytes.count, limit: limit, with: transfer)
        #expect(second.wasCached)
        #expect(try server.log().count == 1)

        // One that was damaged since is noticed and fetched again.
        try AtomicFile.write(Array("damaged".utf8), to: first.path)
        let third = try cache.fetch(request, digest: digest, limit: limit, with: transfer)
        #expect(!third.wasCached)
        #expect(try Files.read(third.path) == bytes)
    }

    /// The connection is cut several times; only what is missing is asked for.
    @Test(arguments: ["", "&etag=weak", "&etag=none"])
    func goesOnWhereItBrokeOff(variant: String) throws {
        let server = try TestServer()
        let bytes = content(500_000)
        try server.scratch.write("a", bytes)
        let cache = DownloadCache(folder: server.scratch.folder / "home")
        let request = HTTPRequest(try server.address("/a?cut=150000&times=3" + variant))
        let transfer = Transfer(HTTPClient(quickSettings()))
        let found = try cache.fetch(request, digest: Digest(of: bytes), size: 500_000, limit: limit, with: transfer)
        #expect(try Files.read(found.path) == bytes)
        let ranges = try server.log().map { $0.headers["range"] ?? "" }
        #expect(ranges == ["", "bytes=150000-", "bytes=300000-", "bytes=450000-"])
    }

    @Test func goesOnInALaterProcessAndNoticesAChange() throws {
        let server = try TestServer()
        let bytes = content(200_000)
        try server.scratch.write("a", bytes)
        let cache = DownloadCache(folder: server.scratch.folder / "home")
        var settings = quickSettings()
        settings.retries = 0
        let transfer = Transfer(HTTPClient(settings))
        let request = HTTPRequest(try server.address("/a?cut=50000&times=2"))
        for _ in 1...2 {
            #expect(
                failure { _ = try cache.fetch(request, freshness: .revalidate, limit: limit, with: transfer) }?.kind
                    == .interrupted)
        }
        #expect(try server.log().map { $0.headers["range"] ?? "" } == ["", "bytes=50000-"])
        // What it was is gone: a new start, not a mixture.
        let other = content(200_000, seed: 2)
        try server.scratch.write("a", other)
        let found = try cache.fetch(request, freshness: .revalidate, limit: limit, with: transfer)
        #expect(try Files.read(found.path) == other)
        #expect(try server.log().last?.headers["range"] == "bytes=100000-")
    }

    @Test func startsAnewWhereThePartsDontFit() throws {
        let server = try TestServer()
        let bytes = content(200_000)
        try server.scratch.write("a", bytes)
        let cache = DownloadCache(folder: server.scratch.folder / "home")
        let digest = Digest(of: bytes)
        for leftover in [content(1000, seed: 9), content(200_000, seed: 9), content(300_000, seed: 9)] {
            try AtomicFile.write(leftover, to: cache.folder / "partial" / digest.hex)
            let transfer = Transfer(HTTPClient(quickSettings()))
            let found = try cache.fetch(
                HTTPRequest(try server.address("/a")), digest: digest, size: bytes.count, limit: limit, with: transfer)
            #expect(try Files.read(found.path) == bytes)
            try Files.remove(found.path)
        }
        // A server without ranges sends all of it.
        try AtomicFile.write(Array(bytes.prefix(1000)), to: cache.folder / "partial" / digest.hex)
        let found = try cache.fetch(
            HTTPRequest(try server.address("/a?range=no")), digest: digest, limit: limit,
            with: Transfer(HTTPClient(quickSettings())))
        #expect(try Files.read(found.path) == bytes)
    }

    @Test func refusesWhatItDidntAskFor() throws {
        let server = try TestServer()
        let bytes = content(1000)
        try server.scratch.write("a", bytes)
        let cache = DownloadCache(folder: server.scratch.folder / "home")
        let transfer = Transfer(HTTPClient(quickSettings()))
        let request = HTTPRequest(try server.address("/a"))
        let wrong = failure {
            _ = try cache.fetch(request, digest: Digest(of: [1]), limit: limit, with: transfer)
        }
        #expect(wrong?.kind == .corrupt)
        #expect(wrong?.message.contains(Digest(of: bytes).description) == true)
        let size = failure {
            _ = try cache.fetch(request, digest: Digest(of: bytes), size: 999, limit: limit, with: transfer)
        }
        #expect(size?.kind == .corrupt)
        let large = failure { _ = try cache.fetch(request, digest: Digest(of: bytes), limit: 999, with: transfer) }
        #expect(large?.kind == .tooLarge)
        #expect(try Files.names(in: cache.folder / "partial").isEmpty)
        #expect(!Files.exists(cache.folder / "blobs"))
    }

    /// A server that breaks off and then sends the rest of something else, for ever, is given up.
    @Test func aServerThatMixesContentsIsGivenUp() throws {
        let server = try TestServer()
        try server.scratch.write("a", content(100_000, seed: 3))
        let cache = DownloadCache(folder: server.scratch.folder / "home")
        let wanted = Digest(of: content(100_000, seed: 4))
        let request = HTTPRequest(try server.address("/a?cut=30000&times=2"))
        let error = failure {
            _ = try cache.fetch(request, digest: wanted, limit: limit, with: Transfer(HTTPClient(quickSettings())))
        }
        #expect(error?.kind == .corrupt)
        #expect(try server.log().map { $0.headers["range"] ?? "" } == ["", "bytes=30000-", "bytes=60000-", ""])
    }

    @Test(arguments: ["", "?etag=weak", "?etag=none"])
    func asksWhetherAnAddressHasChanged(variant: String) throws {
        let server = try TestServer()
        try server.scratch.write("index.yaml", "one")
        let cache = DownloadCache(folder: server.scratch.folder / "home")
        let transfer = Transfer(HTTPClient(quickSettings()))
        let request = HTTPRequest(try server.address("/index.yaml" + variant))
        func fetch(_ freshness: DownloadCache.Freshness) throws -> String {
            let content = try cache.fetch(request, freshness: freshness, limit: limit, with: transfer)
            return String(decoding: try Files.read(content.path), as: UTF8.self)
        }
        #expect(failure { _ = try fetch(.cachedOnly) }?.kind == .notCached)
        #expect(try fetch(.revalidate) == "one")
        #expect(try fetch(.revalidate) == "one")
        let second = try #require(try server.log().last)
        #expect(second.headers["if-none-match"] != nil || second.headers["if-modified-since"] != nil)
        try server.scratch.write("index.yaml", "two")
        // The date has whole seconds: what changed within one is only seen by its tag.
        var times = [timeval(tv_sec: 5, tv_usec: 0), timeval(tv_sec: 5, tv_usec: 0)]
        utimes((server.scratch.folder / "index.yaml").string, &times)
        #expect(try fetch(.cachedOnly) == "one")
        #expect(try fetch(.preferCached) == "one")
        #expect(try server.log().count == 2)
        #expect(try fetch(.revalidate) == "two")
        #expect(try fetch(.cachedOnly) == "two")
        #expect(try server.log().count == 3)

        // A record that was damaged counts as none.
        let records = cache.folder / "addresses"
        let name = try #require(try Files.names(in: records).first)
        try AtomicFile.write(Array("nonsense".utf8), to: records / name)
        #expect(try fetch(.preferCached) == "two")
        #expect(try server.log().count == 4)
    }

    /// Several at once, for the same digest: one transfer, the same file for all.
    @Test func manyAtOnceFetchOnce() throws {
        let server = try TestServer()
        let bytes = content(400_000)
        try server.scratch.write("a", bytes)
        let cache = DownloadCache(folder: server.scratch.folder / "home")
        let address = try server.address("/a")
        let transfer = Transfer(HTTPClient(quickSettings()))
        let limit = limit
        let found = try Workers.map(Array(0..<8), width: 8) { _, _ in
            try cache.fetch(HTTPRequest(address), digest: Digest(of: bytes), limit: limit, with: transfer).path
        }
        #expect(Set(found).count == 1)
        #expect(try Files.read(found[0]) == bytes)
        #expect(try server.log().count == 1)
    }
}

@Suite struct WorkersTests {
    struct Broken: Error, Equatable { let number: Int }

    @Test func keepsTheOrder() throws {
        let results = try Workers.map(Array(0..<50), width: 5) { number, _ in
            usleep(UInt32(50 - number) * 20)
            return number * 2
        }
        #expect(results == (0..<50).map { $0 * 2 })
        #expect(try Workers.map([Int](), width: 5) { number, _ in number }.isEmpty)
    }

    @Test func neverRunsMoreThanItsWidth() throws {
        let running = Mutex((now: 0, most: 0))
        _ = try Workers.map(Array(0..<30), width: 3) { _, _ in
            running.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            usleep(1000)
            running.withLock { $0.now -= 1 }
        }
        #expect((2...3).contains(running.withLock { $0.most }))
    }

    @Test func theFirstErrorStopsTheRest() throws {
        let started = Mutex(0)
        do {
            _ = try Workers.map(Array(0..<1000), width: 2) { number, stop -> Int in
                started.withLock { $0 += 1 }
                if number < 2 {
                    usleep(10_000)
                    throw Broken(number: number)
                }
                if stop.isCancelled { throw TransferError(.cancelled, "", "cancelled") }
                return number
            }
            Issue.record("it didn't throw")
        } catch let failures {
            #expect(failures.errors.compactMap { ($0 as? Broken)?.number }.first == 0)
            #expect(failures.errors.allSatisfy { $0 is Broken })
        }
        #expect(started.withLock { $0 } < 10)
    }

    @Test func aCancellationFromOutsideIsAnError() throws {
        let cancellation = Cancellation()
        cancellation.cancel()
        #expect(throws: WorkFailures.self) {
            try Workers.map([1, 2], cancellation: cancellation) { number, _ in number }
        }
    }
}
