import Charts
import Findings
import OS
import Schemas
import Values

/// Values against JSON Schemas, in Helm's words or one finding for each violation.
enum SchemaRules {
    /// One thing that a schema has against the values.
    struct Problem {
        let message: String
        /// Where the value stands, in the chart's values.yaml; nil for one that isn't there or was given by a flag.
        let position: Position?
        /// The keys and indexes that lead to the value.
        let tokens: [String]
        /// Where the schema is to be mended, if it is the schema that is wrong.
        let schemaPosition: Position?
        let schemaPath: String?
        let remedy: String?

        /// Where to mend it: in the schema, in the last values file that gives the value, or in the chart's values.yaml.
        func place(_ subject: ChartSubject) -> Place {
            if let schemaPath { return subject.place(schemaPath, schemaPosition) }
            if subject.options.exactHelm { return subject.place("values.yaml", position) }
            for file in subject.options.givenFiles.reversed() {
                if let value = SchemaRules.lookUp(tokens, in: file.values) {
                    return Place(path: file.name, position: value.position)
                }
            }
            let isGiven = SchemaRules.lookUp(tokens, in: subject.options.given) != nil
            return subject.place("values.yaml", isGiven && !tokens.isEmpty ? nil : position)
        }

        /// Who gave the value, where that isn't values.yaml and no file can be named.
        func origin(_ subject: ChartSubject) -> String {
            guard !tokens.isEmpty, SchemaRules.lookUp(tokens, in: subject.options.given) != nil else { return "" }
            let inFile = subject.options.givenFiles.contains { SchemaRules.lookUp(tokens, in: $0.values) != nil }
            return inFile ? "" : " (given by --set)"
        }
    }

    /// Checks values against a schema that stands in a folder of the chart (`charts/leaf/`, empty for the chart itself).
    /// With `exact`, everything is one problem with the text that Helm prints.
    static func check(_ values: Table, _ text: [UInt8], _ tree: ChartTree, folder: String, exact: Bool) -> [Problem] {
        do throws(SchemaFailure) {
            // Helm looks for files that a schema refers to at the root of the machine, and so finds none.
            let loader: Schema.Loader = { path in
                // Local references stay below the folder of the schema: the reader of schemas takes no `..`.
                guard let content = try? tree.read(folder + path) else { return nil }
                return try JSON.read(content)
            }
            let schema = try Schema.compile(text: text, loader: exact ? nil : loader)
            let violations = try schema.validate(Value(.table(values)))
            if violations.isEmpty { return [] }
            if exact {
                return [
                    Problem(
                        message: violations.helmText, position: violations[0].position, tokens: violations[0].tokens,
                        schemaPosition: nil,
                        schemaPath: nil, remedy: nil)
                ]
            }
            return violations.flatMap(\.leaves).map { violation in
                let at = violation.location.isEmpty ? "the values" : "`\(violation.location)`"
                return Problem(
                    message: "\(at): \(violation.message)", position: violation.position, tokens: violation.tokens,
                    schemaPosition: nil,
                    schemaPath: nil,
                    remedy: violation.schemaPosition.map { "see \(folder)\(violation.schemaDocument) line \($0.line)" })
            }
        } catch {
            return [
                Problem(
                    message: error.description, position: nil, tokens: [], schemaPosition: error.position,
                    schemaPath: exact ? nil : folder + "values.schema.json", remedy: error.remedy)
            ]
        }
    }

    /// What is wrong with the chart's schema itself, where there are no values to check.
    static func unreadable(_ subject: ChartSubject) -> [Finding] {
        guard !subject.options.skipsSchema, let schema = subject.parts.schema, !schema.content.isEmpty,
            (try? subject.values?.get()) == nil
        else { return [] }
        return check(Table(), schema.content, subject.tree, folder: "", exact: false).filter { $0.schemaPath != nil }
            .map {
                HelmRules.valuesSchema.finding($0.place(subject), $0.message, remedy: $0.remedy)
            }
    }

    static func lookUp(_ tokens: [String], in table: Table) -> Value? {
        guard !tokens.isEmpty else { return nil }
        return tokens.reduce(Value(.table(table)) as Value?) { value, token in
            if let list = value?.list { return Int(token).flatMap { list.indices.contains($0) ? list[$0] : nil } }
            return value?[token]
        }
    }

    /// The merged values of the chart and of every subchart against their schemas, as Helm checks before it renders.
    static func tree(_ subject: ChartSubject) -> [Finding] {
        guard !subject.options.skipsSchema, let chart = subject.chart else { return [] }
        guard let processed = try? DependencyProcessing(chart, values: subject.options.given),
            let coalesced = try? Merging.coalesceValues(processed.chart, subject.options.given)
        else { return [] }
        var text = ""
        var findings: [Finding] = []
        for part in Merging.schemaSubjects(processed.chart, coalesced: coalesced.values) {
            let inner = part.path.dropFirst()
            let folder = inner.map { "charts/\($0)/" }.joined()
            if let problem = part.problem {
                // Helm ends this one with a newline, and begins with the chart's name.
                text += "\(part.chart.name):\n\(problem)\n"
                if !subject.options.exactHelm {
                    findings.append(HelmRules.schema.finding(subject.place("values.yaml"), problem))
                }
                continue
            }
            guard let schema = part.chart.schema, case .values(let values) = part.content else { continue }
            let problems = check(values, schema.content, subject.tree, folder: folder, exact: subject.options.exactHelm)
            if problems.isEmpty { continue }
            if subject.options.exactHelm {
                text += "\(part.chart.name):\n\(problems.map(\.message).joined(separator: "\n"))\n"
            } else if !inner.isEmpty {
                // The chart's own are said at values.yaml already.
                findings += problems.map {
                    HelmRules.schema.finding(
                        $0.schemaPath == nil
                            ? subject.place("values.yaml") : subject.place($0.schemaPath!, $0.schemaPosition),
                        "subchart \(inner.joined(separator: ".")): \($0.message)", remedy: $0.remedy)
                }
            }
        }
        if !text.isEmpty {
            findings.append(
                HelmRules.schema.finding(
                    subject.place("templates/"),
                    "values don't meet the specifications of the schema(s) in the following chart(s):\n" + text))
        }
        return findings
    }
}
