import Glibc
import OS
import Testing

@Suite struct EnvironmentTests {
    @Test func values() {
        setenv("DAVIT_TEST_VALUE", "ä=b", 1)
        setenv("DAVIT_TEST_EMPTY", "", 1)
        #expect(Environment.value("DAVIT_TEST_VALUE") == "ä=b")
        #expect(Environment.value("DAVIT_TEST_EMPTY") == "")
        #expect(Environment.nonEmpty("DAVIT_TEST_EMPTY") == nil)
        #expect(Environment.value("DAVIT_TEST_MISSING") == nil)
        #expect(Environment.processors >= 1)
    }
}
