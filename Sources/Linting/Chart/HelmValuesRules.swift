import Charts
import Findings
import Values

/// Helm's rules for values.yaml.
extension HelmRules {
    static func values(_ subject: ChartSubject) -> [Finding] {
        guard let values = subject.values else {
            return [
                valuesMissing.finding(
                    subject.place("values.yaml"), "file does not exist",
                    remedy: "add a values.yaml with the defaults; it may be empty")
            ]
        }
        _ = values
        let own: Table
        do throws(PlainValuesError) {
            own = try plainValues(subject)
        } catch {
            return [
                valuesSyntax.finding(
                    subject.place("values.yaml", error.position), "unable to parse YAML: \(error.message)")
            ]
        }
        return schemaFindings(own, subject)
    }

    /// The chart's own values, under the given ones, against its own schema; subcharts' schemas come with `helm-schema`.
    private static func schemaFindings(_ own: Table, _ subject: ChartSubject) -> [Finding] {
        guard !subject.options.skipsSchema, let text = try? subject.tree.read("values.schema.json"), !text.isEmpty,
            let merged = try? Merging.coalesceTables(subject.options.given, over: own)
        else { return [] }
        return SchemaRules.check(merged.values, text, subject.tree, folder: "", exact: subject.options.exactHelm).map {
            problem in
            valuesSchema.finding(
                problem.place(subject),
                subject.options.exactHelm ? problem.message : problem.message + problem.origin(subject),
                remedy: problem.remedy)
        }
    }

    private struct PlainValuesError: Error {
        let message: String
        let position: Position?
    }

    /// `helm lint` reads the first document of values.yaml alone here.
    private static func plainValues(_ subject: ChartSubject) throws(PlainValuesError) -> Table {
        let document: YAML.Document
        do throws(YAMLError) {
            document = try YAML.read(subject.sources["values.yaml"] ?? [])
        } catch {
            throw PlainValuesError(message: "error converting YAML to JSON: \(error)", position: error.position)
        }
        if let odd = document.value.firstNonFinite {
            throw PlainValuesError(
                message: "error converting YAML to JSON: json: unsupported value: \(odd.words)", position: odd.position)
        }
        if document.value.isNull { return Table() }
        guard let table = document.value.table else {
            throw PlainValuesError(
                message:
                    "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal \(document.value.goKind) into Go value of type common.Values",
                position: document.value.position)
        }
        return table
    }
}
