import Extensions
import Findings
import Linting
import PythonSources

/// What `--fix` makes of commands that the platform drops: the operator sets a variable instead, and the image's command
/// becomes a script that chooses by it.
struct CommandFixes {
    private let context: PythonContext

    init(_ context: PythonContext) {
        self.context = context
    }

    /// A command that can be chosen by a variable, and the finding about it.
    private struct Candidate {
        let index: Int
        let request: CommandRequest
        /// The operator's name.
        let name: String?
    }

    /// The findings, those about dropped commands with changes of all files that must change together, or with the reason
    /// why only a person can.
    func offered(_ findings: [Finding]) -> [Finding] {
        var findings = findings
        var candidates: [String: [Candidate]] = [:]
        for index in findings.indices where findings[index].rule == ArgumentRules.dropped.id {
            do throws(ByHand) {
                let (candidate, container) = try candidate(findings[index], index)
                candidates[container.path, default: []].append(candidate)
            } catch {
                CommandFixes.leave(&findings[index], error)
            }
        }
        for (path, group) in candidates {
            guard let container = context.subject.model.container(path: path) else { continue }
            do throws(ByHand) {
                let script = try EntryScript(container, context.subject)
                change(&findings, group, container, script)
            } catch {
                for candidate in group { CommandFixes.leave(&findings[candidate.index], error) }
            }
        }
        return findings
    }

    private static func leave(_ finding: inout Finding, _ reason: ByHand) {
        let remedy = finding.remedy ?? ""
        finding.remedy = "\(remedy) (`--fix` doesn't: \(reason.reason))"
    }

    private func candidate(_ finding: Finding, _ index: Int) throws(ByHand) -> (Candidate, Container) {
        var instances: [OperatorInstance] = []
        var given: Given?
        for instance in context.instances {
            guard let first = ArgumentRules.commandsGiven(instance, context).first,
                first.path == finding.place.path, first.position == finding.place.position
            else { continue }
            given = first
            instances.append(instance)
        }
        guard let given else { throw ByHand("the command can't be followed") }
        var containers: [String: Container] = [:]
        for instance in instances {
            guard let container = OperatorImageRules.container(of: instance, context) else {
                throw ByHand("no container of the extension is known to run it")
            }
            containers[container.path] = container
        }
        guard containers.count == 1, let container = containers.values.first else {
            throw ByHand("several containers run it")
        }
        let request = try CommandRequest(given, instances, context)
        let name = instances.first?["name"].flatMap { context.world.text($0.value) }
        return (Candidate(index: index, request: request, name: name), container)
    }

    /// All commands for one image are in one script, so that each finding's fix goes with the others'.
    private func change(
        _ findings: inout [Finding], _ group: [Candidate], _ container: Container, _ script: EntryScript
    ) {
        var choices: [(value: String, words: [String])] = []
        var edits: [(Candidate, [TextEdit])] = []
        let ordered = group.sorted {
            let (a, b) = (findings[$0.index].place, findings[$1.index].place)
            return (a.path, a.position ?? Position(line: 0)) < (b.path, b.position ?? Position(line: 0))
        }
        for candidate in ordered {
            let words = candidate.request.words
            let known = choices.first { $0.words == words }?.value
            let value = known ?? CommandFixes.fresh(EntryScript.value(words, otherwise: candidate.name), choices)
            do throws(ByHand) {
                edits.append((candidate, try candidate.request.edits(value)))
                if known == nil { choices.append((value, words)) }
            } catch {
                CommandFixes.leave(&findings[candidate.index], error)
            }
        }
        let changes = [
            FileChange(container.path, .edits([script.edit])),
            FileChange(script.path, .creation(script.text(choices), mode: 0o755)),
        ]
        for (candidate, edits) in edits {
            findings[candidate.index].edits = edits
            findings[candidate.index].changes = changes
            findings[candidate.index].remedy =
                "let the image's entry script choose by a variable: `--fix` sets `\(EntryScript.variable)` here, writes \(script.path), and makes \(container.path) run it"
        }
    }

    private static func fresh(_ value: String, _ choices: [(value: String, words: [String])]) -> String {
        var number = 1
        var fresh = value
        while choices.contains(where: { $0.value == fresh }) {
            number += 1
            fresh = "\(value)-\(number)"
        }
        return fresh
    }
}
