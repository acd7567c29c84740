import TestSupport
import Testing
import Texts

@Suite struct Base64Tests {
    @Test(arguments: [("", ""), ("a", "YQ=="), ("ab", "YWI="), ("abc", "YWJj"), ("user:päss?>", "dXNlcjpww6Rzcz8+")])
    func bothWays(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        for manner in [Base64.Manner.padded, .unpadded] {
            #expect(Base64.decode(encoded, manner) == Array(plain.utf8))
        }
    }

    @Test(arguments: [
        ("YW\nJj\r\n", true, false), ("YQ", false, true), ("YQ=", false, true), ("YQ===", false, true),
        ("YQ==YQ==", false, false), ("Y", false, false), ("Y===", false, false), ("YW-_", false, false),
        ("Y Wj", false, false), ("====", false, true),
    ])
    func takesOnlyWhatItsMannerAllows(text: String, padded: Bool, unpadded: Bool) {
        #expect((Base64.decode(text, .padded) != nil) == padded)
        #expect((Base64.decode(text, .unpadded) != nil) == unpadded)
    }

    @Test func fuzzDecoding() {
        var random = SeededGenerator(seed: 64)
        let clock = ContinuousClock()
        let end = clock.now + FuzzBudget.duration
        while clock.now < end {
            let bytes = (0..<random.below(40)).map { _ in UInt8(random.below(256)) }
            #expect(Base64.decode(Base64.encode(bytes), .padded) == bytes)
            let text = String(decoding: bytes, as: UTF8.self)
            if let decoded = Base64.decode(text, .padded) { #expect(decoded.count <= text.utf8.count) }
        }
    }

    @Test func hexadecimalDigits() {
        for byte in UInt8.min...UInt8.max {
            let expected = byte < 0x80 ? Character(Unicode.Scalar(byte)).hexDigitValue : nil
            #expect(byte.hexadecimalValue.map(Int.init) == expected)
        }
    }
}
