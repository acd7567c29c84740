import Console
import Findings
import OS

/// SOURCE_DATE_EPOCH.
enum Epoch {
    static func given(_ invocation: Invocation) throws -> FileTime? {
        guard let text = invocation.variable("SOURCE_DATE_EPOCH"), !text.isEmpty else { return nil }
        guard let seconds = Int(text), seconds >= 0 else {
            throw Failure(
                Finding(
                    "environment", .error, Place(path: ""), "SOURCE_DATE_EPOCH is not a number of seconds: \(text)",
                    remedy: "set it to seconds since 1970, such as the output of `git log -1 --format=%ct`"))
        }
        return FileTime(seconds: seconds)
    }
}
