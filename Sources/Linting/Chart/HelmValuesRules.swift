import Charts
import Findings
import Values

/// Helm's rules for values.yaml.
extension HelmRules {
    static func values(_ subject: ChartSubject) -> [Finding] {
        guard let values = subject.values else {
            return [valuesMissing.finding(subject.place("values.yaml"), "file does not exist")]
        }
        do {
            _ = try Self.plainValues(subject)
        } catch let error as PlainValuesError {
            return [
                valuesSyntax.finding(
                    subject.place("values.yaml", error.position), "unable to parse YAML: \(error.message)")
            ]
        } catch {
            return [valuesSyntax.finding(subject.place("values.yaml"), "unable to parse YAML: \(error)")]
        }
        _ = values
        return []
    }

    private struct PlainValuesError: Error {
        let message: String
        let position: Position?
    }

    /// `helm lint` reads the first document of values.yaml alone here.
    private static func plainValues(_ subject: ChartSubject) throws -> Table {
        let document: YAML.Document
        do throws(YAMLError) {
            document = try YAML.read(subject.sources["values.yaml"] ?? [])
        } catch {
            throw PlainValuesError(message: "error converting YAML to JSON: \(error)", position: error.position)
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
