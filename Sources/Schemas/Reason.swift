import Texts
package import Values

/// What a violation is about. The words are those of Helm's validator, so that both say the same.
package enum Reason: Sendable {
    /// Several violations of one schema.
    case group
    /// A violation whose details nobody asked for.
    case unspecified
    case falseSchema
    case cycle(address: String, first: String, second: String)
    case type(got: String, want: [String])
    case const(Value, display: String)
    case enumeration(display: String?)
    case format(got: String, name: String, problem: String)
    case reference(keyword: String, address: String)
    case count(keyword: String, got: Int, want: Int)
    case number(keyword: String, got: Double, want: Double)
    case pattern(got: String, want: String)
    case missing([String])
    case missingDependency(keyword: String, property: String, missing: [String])
    case additionalProperties([String])
    case additionalItems(Int)
    case propertyName(String)
    case uniqueItems(Int, Int)
    case contains
    case minContains(got: [Int], want: Int)
    case maxContains(got: [Int], want: Int)
    case not, allOf, anyOf
    case oneOf(Int, Int)
    case oneOfNone

    /// The keyword, and what below it is at fault.
    var keywordPath: [String] {
        switch self {
        case .group, .unspecified, .falseSchema, .cycle: []
        case .type: ["type"]
        case .const: ["const"]
        case .enumeration: ["enum"]
        case .format: ["format"]
        case .reference(let keyword, _): [keyword]
        case .count(let keyword, _, _), .number(let keyword, _, _): [keyword]
        case .pattern: ["pattern"]
        case .missing: ["required"]
        case .missingDependency(let keyword, let property, _): [keyword, property]
        case .additionalProperties: ["additionalProperties"]
        case .additionalItems: ["additionalItems"]
        case .propertyName: ["propertyNames"]
        case .uniqueItems: ["uniqueItems"]
        case .contains: ["contains"]
        case .minContains: ["minContains"]
        case .maxContains: ["maxContains"]
        case .not: ["not"]
        case .allOf: ["allOf"]
        case .anyOf: ["anyOf"]
        case .oneOf, .oneOfNone: ["oneOf"]
        }
    }

    package var message: String {
        switch self {
        case .group, .reference, .unspecified: "validation failed"
        case .falseSchema: "false schema"
        case .cycle(let address, let first, let second):
            "both \(first) and \(second) resolve to \(GoQuoting.quoted(address)) causing reference cycle"
        case .type(let got, let want): "got \(got), want \(want.joined(separator: " or "))"
        case .const(let value, let display):
            switch value.content {
            case .list, .table: "'const' failed"
            default: "value must be \(display)"
            }
        case .enumeration(let display): display ?? "'enum' failed"
        case .format(let got, let name, let problem): "\(GoText.singleQuoted(got)) is not valid \(name): \(problem)"
        case .count(let keyword, let got, let want):
            "\(keyword): got \(GoText.number(got)), want \(GoText.number(want))"
        case .number(let keyword, let got, let want):
            "\(keyword): got \(GoText.number(got)), want \(GoText.number(want))"
        case .pattern(let got, let want):
            "\(GoText.singleQuoted(got)) does not match pattern \(GoText.singleQuoted(want))"
        case .missing(let names):
            (names.count == 1 ? "missing property " : "missing properties ") + Reason.list(names)
        case .missingDependency(_, let property, let missing):
            "properties \(Reason.list(missing)) required, if \(GoText.singleQuoted(property)) exists"
        case .additionalProperties(let names): "additional properties \(Reason.list(names)) not allowed"
        case .additionalItems(let count): "last \(GoText.number(count)) additionalItem(s) not allowed"
        case .propertyName(let name): "invalid propertyName \(GoText.singleQuoted(name))"
        case .uniqueItems(let first, let second):
            "items at \(GoText.number(first)) and \(GoText.number(second)) are equal"
        case .contains: "no items match contains schema"
        case .minContains(let got, let want):
            got.isEmpty
                ? "min \(GoText.number(want)) items required to match contains schema, but none matched"
                : "min \(GoText.number(want)) items required to match contains schema, "
                    + "but matched \(GoText.number(got.count)) items at \(Reason.plain(got))"
        case .maxContains(let got, let want):
            "max \(GoText.number(want)) items required to match contains schema, "
                + "but matched \(GoText.number(got.count)) items at \(Reason.plain(got))"
        case .not: "'not' failed"
        case .allOf: "'allOf' failed"
        case .anyOf: "'anyOf' failed"
        case .oneOf(let first, let second):
            "'oneOf' failed, subschemas \(GoText.number(first)), \(GoText.number(second)) matched"
        case .oneOfNone: "'oneOf' failed, none matched"
        }
    }

    private static func list(_ names: [String]) -> String {
        names.map { GoText.singleQuoted($0) }.joined(separator: ", ")
    }

    private static func plain(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: " ") }
}
