import PythonSources
import Testing

/// A source that must be right.
func read(_ text: String) throws -> PythonSource { try PythonSource.parse(Array(text.utf8)) }

/// The expression that a text is.
func expression(_ text: String) throws -> Expression {
    let source = try read(text + "\n")
    guard case .expression(let value)? = source.body.last?.node else { throw NoExpression() }
    return value
}

struct NoExpression: Error {}
