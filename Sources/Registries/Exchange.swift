/// One request and what comes back for it, seen from libcurl's callbacks.
final class Exchange {
    private static let mostHeaders = 200
    private static let mostHeaderBytes = 64 << 10
    /// How much of an error's explanation is kept, and how much of it is read before the connection is dropped.
    private static let keptAnswer = 16 << 10
    private static let mostAnswer = 1 << 20

    private(set) var status = 0
    private(set) var headers = HTTPHeaders()
    private(set) var answer: [UInt8] = []
    /// What stopped the exchange from our side.
    private(set) var failure: (any Error)?
    /// Whether the rest of an error's explanation was cut off on purpose.
    private(set) var cutShort = false
    private(set) var received = 0

    private let address: WebAddress
    private let limit: Int
    private let cancellation: Cancellation?
    private let accept: (HTTPResponse) throws -> Void
    private let sink: (UnsafeRawBufferPointer) throws -> Void
    private var headerBytes = 0
    private var accepted = false

    init(
        _ address: WebAddress, limit: Int, cancellation: Cancellation?, accept: @escaping (HTTPResponse) throws -> Void,
        sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) {
        self.address = address
        self.limit = limit
        self.cancellation = cancellation
        self.accept = accept
        self.sink = sink
    }

    var isSuccess: Bool { (200...299).contains(status) }
    var isCancelled: Bool { cancellation?.isCancelled ?? false }
    var response: HTTPResponse { HTTPResponse(status: status, headers: headers, address: address) }

    func receiveHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
        headerBytes += bytes.count
        guard headerBytes <= Exchange.mostHeaderBytes, headers.fields.count < Exchange.mostHeaders else {
            failure = TransferError(
                .badAnswer, address.description,
                "\(address.place) sent more than \(Exchange.mostHeaders) header lines or 64 KiB of them")
            return false
        }
        var line = String(decoding: bytes, as: UTF8.self)[...]
        while let last = line.unicodeScalars.last, last == "\r" || last == "\n" {
            line = Substring(line.unicodeScalars.dropLast())
        }
        if line.hasPrefix("HTTP/") {
            // A new head: what a proxy or an interim answer said before is over.
            status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            headers = HTTPHeaders()
            return true
        }
        guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return true }
        let value = line[line.utf8.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        var end = value.endIndex
        while end > value.startIndex, " \t".contains(value[value.index(before: end)]) { end = value.index(before: end) }
        headers.append(line[..<colon].lowercased(), String(value[..<end]))
        return true
    }

    func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if isCancelled { return false }
        received += bytes.count
        guard isSuccess else {
            answer.append(contentsOf: bytes.prefix(Exchange.keptAnswer - answer.count))
            cutShort = received > Exchange.mostAnswer
            return !cutShort
        }
        do {
            try begin()
            guard received <= limit else { throw tooLarge() }
            try sink(bytes)
            return true
        } catch {
            failure = error
            return false
        }
    }

    /// Tells the receiver that a successful answer starts; at the latest when it has ended without a body.
    func begin() throws {
        if accepted { return }
        accepted = true
        if let length = response.length, length > limit { throw tooLarge() }
        try accept(response)
    }

    private func tooLarge() -> TransferError {
        TransferError(
            .tooLarge, address.description, "\(address) is larger than the \(limit) bytes that are accepted for it",
            remedy: "check that the address names what is meant")
    }
}
