/// An argument that makes no sense: what is wrong with it, and what may have been meant. Ends a command with code 2.
package struct WrongUsage: Error, Hashable, Sendable, CustomStringConvertible {
    package var message: String
    package var remedy: String?

    package init(_ message: String, remedy: String? = nil) {
        self.message = message
        self.remedy = remedy
    }

    package var description: String { remedy.map { "\(message)\n\($0)" } ?? message }
}
