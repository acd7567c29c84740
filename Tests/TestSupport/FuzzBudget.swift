import OS

/// How long each parser is fuzzed: a second in the test suite, as long as `scripts/soak fuzz` says.
package enum FuzzBudget {
    package static var seconds: Double { Environment.nonEmpty("DAVIT_FUZZ_SECONDS").flatMap(Double.init) ?? 1 }
    package static var duration: Duration { .seconds(seconds) }
}
