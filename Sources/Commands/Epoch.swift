import Console
import Findings
import OS

/// SOURCE_DATE_EPOCH.
enum Epoch {
    /// The end of the year 9999: nothing that reads dates goes further.
    private static let latest = 253_402_300_799

    static func given(_ invocation: Invocation) throws -> FileTime? {
        guard let text = invocation.variable("SOURCE_DATE_EPOCH"), !text.isEmpty else { return nil }
        guard let seconds = Int(text), 0...latest ~= seconds else {
            throw Failure(
                Finding(
                    "environment", .error, Place(path: ""),
                    "SOURCE_DATE_EPOCH is not a number of seconds that makes a date: \(text)",
                    remedy: "set it to seconds since 1970, such as the output of `git log -1 --format=%ct`"))
        }
        return FileTime(seconds: seconds)
    }
}
