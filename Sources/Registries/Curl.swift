import CCurl
import Glibc
import Synchronization

/// libcurl, loaded when the first request is made.
package enum Curl {
    /// The names under which distributions install it; the first one that loads is used.
    private static let names = ["libcurl.so.4", "libcurl-gnutls.so.4"]

    /// Nil once the library is there, else why it isn't. A static property is initialised once, whichever thread asks.
    private static let failure: TransferError? = load(names)

    /// Loads the library, or says which package installs it.
    static func require() throws(TransferError) {
        if let failure { throw failure }
    }

    /// Loads the first of these libraries that can be loaded; nil on success.
    package static func load(_ names: [String]) -> TransferError? {
        var reasons: [String] = []
        for name in names {
            var message = [CChar](repeating: 0, count: 512)
            if ccurl_load(name, &message, message.count) == 1 { return nil }
            reasons.append(text(message))
        }
        return TransferError(
            .missingLibrary, "",
            "libcurl, which downloads need, can't be loaded: \(reasons.joined(separator: "; "))",
            remedy: "install it: apt-get install libcurl4 ca-certificates (Debian, Ubuntu), "
                + "dnf install libcurl ca-certificates (Fedora)")
    }

    /// The library's version line, for `davit doctor`.
    package static func version() throws(TransferError) -> String {
        try require()
        return String(cString: ccurl_version())
    }

    static func words(_ code: Int32) -> String { String(cString: ccurl_words(code)) }

    static func text(_ buffer: [CChar]) -> String {
        String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// One libcurl handle with its open connections. Used by one thread at a time: the pool below sees to that.
final class CurlHandle: @unchecked Sendable {
    private let handle: UnsafeMutableRawPointer
    private let errorBuffer: UnsafeMutablePointer<CChar>
    private static let errorRoom = 256

    init() throws(TransferError) {
        try Curl.require()
        guard let handle = ccurl_new() else {
            throw TransferError(.missingLibrary, "", "libcurl can't start: it gave no handle", remedy: nil)
        }
        self.handle = handle
        errorBuffer = .allocate(capacity: CurlHandle.errorRoom)
        errorBuffer.initialize(repeating: 0, count: CurlHandle.errorRoom)
    }

    deinit {
        ccurl_free(handle)
        errorBuffer.deallocate()
    }

    func reset() {
        ccurl_reset(handle)
        errorBuffer.initialize(repeating: 0, count: CurlHandle.errorRoom)
        _ = ccurl_set_pointer(handle, Int32(CCURL_OPTION_ERROR_BUFFER), errorBuffer)
    }

    func set(_ option: CurlOption, _ value: Int) { _ = ccurl_set_number(handle, option.rawValue, value) }
    func set(_ option: CurlOption, _ value: String?) { _ = ccurl_set_text(handle, option.rawValue, value) }
    func set(_ option: CurlOption, _ value: UnsafeRawPointer?) { _ = ccurl_set_pointer(handle, option.rawValue, value) }

    /// Runs the request; `exchange` receives what comes. Returns libcurl's code and its own words on a failure.
    func perform(_ exchange: Exchange) -> (code: Int32, detail: String, systemError: Int32) {
        let context = Unmanaged.passUnretained(exchange).toOpaque()
        _ = ccurl_set_body_receiver(handle, receiveBody, context)
        _ = ccurl_set_header_receiver(handle, receiveHeader, context)
        _ = ccurl_set_watcher(handle, watchTransfer, context)
        set(.noProgress, 0)
        let code = withExtendedLifetime(exchange) { ccurl_perform(handle) }
        let detail = String(cString: errorBuffer)
        let systemError = Int32(truncatingIfNeeded: ccurl_number(handle, Int32(CCURL_INFO_OS_ERRNO)))
        return (code, detail.isEmpty && code != 0 ? Curl.words(code) : detail, systemError)
    }
}

/// The options of libcurl that are used, by libcurl's numbers.
struct CurlOption {
    let rawValue: Int32

    private init(_ number: Int) { rawValue = Int32(number) }

    static var address: CurlOption { CurlOption(CCURL_OPTION_URL) }
    static var proxy: CurlOption { CurlOption(CCURL_OPTION_PROXY) }
    static var postFields: CurlOption { CurlOption(CCURL_OPTION_POST_FIELDS) }
    static var postFieldSize: CurlOption { CurlOption(CCURL_OPTION_POST_FIELD_SIZE) }
    static var userAgent: CurlOption { CurlOption(CCURL_OPTION_USER_AGENT) }
    static var lowSpeedLimit: CurlOption { CurlOption(CCURL_OPTION_LOW_SPEED_LIMIT) }
    static var lowSpeedTime: CurlOption { CurlOption(CCURL_OPTION_LOW_SPEED_TIME) }
    static var headers: CurlOption { CurlOption(CCURL_OPTION_HTTP_HEADER) }
    static var certificate: CurlOption { CurlOption(CCURL_OPTION_CERTIFICATE) }
    static var key: CurlOption { CurlOption(CCURL_OPTION_KEY) }
    static var tlsVersion: CurlOption { CurlOption(CCURL_OPTION_TLS_VERSION) }
    static var method: CurlOption { CurlOption(CCURL_OPTION_CUSTOM_REQUEST) }
    static var noProgress: CurlOption { CurlOption(CCURL_OPTION_NO_PROGRESS) }
    static var noBody: CurlOption { CurlOption(CCURL_OPTION_NO_BODY) }
    static var followLocation: CurlOption { CurlOption(CCURL_OPTION_FOLLOW_LOCATION) }
    static var verifyPeer: CurlOption { CurlOption(CCURL_OPTION_VERIFY_PEER) }
    static var verifyHost: CurlOption { CurlOption(CCURL_OPTION_VERIFY_HOST) }
    static var caFile: CurlOption { CurlOption(CCURL_OPTION_CA_FILE) }
    static var caFolder: CurlOption { CurlOption(CCURL_OPTION_CA_FOLDER) }
    static var noSignal: CurlOption { CurlOption(CCURL_OPTION_NO_SIGNAL) }
    static var connectTimeout: CurlOption { CurlOption(CCURL_OPTION_CONNECT_TIMEOUT_MS) }
    static var noProxy: CurlOption { CurlOption(CCURL_OPTION_NO_PROXY) }
    static var protocols: CurlOption { CurlOption(CCURL_OPTION_PROTOCOLS) }
    static var pathAsIs: CurlOption { CurlOption(CCURL_OPTION_PATH_AS_IS) }
    static var suppressConnectHeaders: CurlOption { CurlOption(CCURL_OPTION_SUPPRESS_CONNECT_HEADERS) }
}

/// Handles that are free, with their open connections.
final class CurlPool: Sendable {
    private let free = Mutex<[CurlHandle]>([])

    func with<Result>(_ body: (CurlHandle) throws -> Result) throws -> Result {
        let handle = try free.withLock { $0.popLast() } ?? CurlHandle()
        defer { free.withLock { $0.append(handle) } }
        return try body(handle)
    }
}

/// A list of header lines for libcurl.
final class CurlList {
    private(set) var pointer: UnsafeMutableRawPointer?

    func append(_ line: String) {
        if let longer = ccurl_list_append(pointer, line) { pointer = longer }
    }

    deinit { if let pointer { ccurl_list_free(pointer) } }
}

// libcurl calls these from the thread that performs the request. They stand at file scope because a closure written in
// an isolated context would carry a check of its executor.

nonisolated private func receiveBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return 0 }
    let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
    return exchange.receiveBody(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

nonisolated private func receiveHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let context else { return 0 }
    let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
    return exchange.receiveHeader(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
}

nonisolated private func watchTransfer(
    _ context: UnsafeMutableRawPointer?, _: Int64, _: Int64, _: Int64, _: Int64
) -> Int32 {
    guard let context else { return 1 }
    return Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue().isCancelled ? 1 : 0
}
