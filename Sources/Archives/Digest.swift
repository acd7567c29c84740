import CCrypto

/// The name of some content: `sha256:` and 64 lower-case hexadecimal digits.
package struct Digest: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// A text that isn't a digest.
    package struct Invalid: Error, Hashable, Sendable, CustomStringConvertible {
        package let text: String

        package init(text: String) {
            self.text = text
        }

        package var description: String {
            "“\(text.prefix(100))” is not a digest: it needs “sha256:” and 64 hexadecimal digits in lower case"
        }
    }

    private static let prefix = "sha256:"

    /// The digits alone.
    package let hex: String

    /// Reads `sha256:<hex>`.
    package init(_ text: String) throws(Invalid) {
        guard text.hasPrefix(Digest.prefix), let digest = Digest(hex: String(text.dropFirst(Digest.prefix.count)))
        else {
            throw Invalid(text: text)
        }
        self = digest
    }

    /// Takes the digits alone; nil if they aren't 64 lower-case hexadecimal digits.
    package init?(hex: String) {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let letters = UInt8(ascii: "a")...UInt8(ascii: "f")
        guard hex.utf8.count == 64, hex.utf8.allSatisfy({ digits ~= $0 || letters ~= $0 }) else { return nil }
        self.hex = hex
    }

    /// The digest of content that is at hand as a whole.
    package init(of bytes: [UInt8]) {
        var hash = SHA256()
        bytes.withUnsafeBytes { hash.update($0) }
        self = hash.finish()
    }

    fileprivate init(value: [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(value.count * 2)
        for byte in value {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        hex = String(decoding: text, as: UTF8.self)
    }

    package var description: String { Digest.prefix + hex }

    package static func < (a: Digest, b: Digest) -> Bool { a.hex < b.hex }
}

/// SHA-256 over content that comes in pieces.
package struct SHA256: ~Copyable {
    private let context: OpaquePointer

    /// The library without its configuration file: what a machine has in it must change nothing here.
    private static let ready = OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil) == 1

    package init() {
        precondition(SHA256.ready, "libcrypto can't start")
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("no memory for a digest") }
        self.context = context
        precondition(EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1, "libcrypto has no SHA-256")
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Goes on with the next bytes of the content.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        if bytes.isEmpty { return }
        precondition(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1, "SHA-256 failed")
    }

    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    package consuming func finish() -> Digest {
        var value = [UInt8](repeating: 0, count: 32)
        precondition(EVP_DigestFinal_ex(context, &value, nil) == 1, "SHA-256 failed")
        return Digest(value: value)
    }
}
