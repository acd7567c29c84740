/// Why an archive can't be read or written. The words are those of Go's `compress/gzip`, `compress/flate` and
/// `archive/tar` wherever these have some, because people know them from Helm's messages.
package enum ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nothing at all where an archive should start.
    case empty
    /// The data ends in the middle of something.
    case unexpectedEnd
    case gzipHeader
    case gzipChecksum
    /// Compressed data that no compressor writes, at this offset of the member's compressed data.
    case corruptDeflate(offset: Int)
    /// More decompressed bytes than the reader accepts.
    case tooLarge(limit: Int)
    case tarHeader
    /// A name or a set of records longer than a reader has to accept.
    case tarFieldTooLong
    /// A file with holes, which this reader doesn't unfold.
    case tarSparse(name: String)
    /// A name or a number that no tar header can carry.
    case cannotEncode(reason: String)

    package var description: String {
        switch self {
        case .empty: "EOF"
        case .unexpectedEnd: "unexpected EOF"
        case .gzipHeader: "gzip: invalid header"
        case .gzipChecksum: "gzip: invalid checksum"
        case .corruptDeflate(let offset): "flate: corrupt input before offset \(offset)"
        case .tooLarge(let limit): "the decompressed data is larger than \(limit) bytes"
        case .tarHeader: "archive/tar: invalid tar header"
        case .tarFieldTooLong: "archive/tar: header field too long"
        case .tarSparse(let name): "\(name) is a sparse file, which can't be read: archive it without holes"
        case .cannotEncode(let reason): "archive/tar: cannot encode header: \(reason)"
        }
    }
}
