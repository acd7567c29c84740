import Charts
import Extensions
import Findings
import Linting
import OS
import Values

/// Charts of one extension that depend on each other in a circle.
enum DependencyCircleRules {
    static let rules = [circle]

    static let circle = Rule(
        "dependency-circle", .error, [.extension], "charts that depend on each other without end",
        explanation: """
            A packed chart holds all that it depends on, and what those depend on. Charts that depend on each other, or on \
            themselves, would hold each other without end: none of them can be packed.
            """,
        file: "Chart.yaml",
        bad: "name: leaf\ndependencies:\n- name: leaf\n  version: 1.0.0\n  repository: file://../leaf\n",
        good: "name: leaf\ndependencies:\n- name: twig\n  version: 1.0.0\n  repository: file://../twig\n")

    static let family = ExtensionRules.Family(rules) { subject in
        var walk = Walk(subject)
        walk.run()
        return walk.findings
    }

    /// Goes from chart to chart; a step to one that the way has come through closes a circle.
    private struct Walk {
        private enum State { case new, open, done }

        private let subject: ExtensionSubject
        private let charts: [ExtensionChart]
        private let byFolder: [String: Int]
        private let byName: [String: Int]
        private var states: [State]
        /// The charts of the way, each with the number of its next dependency.
        private var way: [(chart: Int, next: Int)] = []
        private(set) var findings: [Finding] = []

        init(_ subject: ExtensionSubject) {
            self.subject = subject
            charts = subject.model.charts
            byFolder = Dictionary(charts.indices.map { (subject.model.charts[$0].folder, $0) }) { first, _ in first }
            byName = Dictionary(charts.indices.map { (subject.model.charts[$0].name, $0) }) { first, _ in first }
            states = charts.map { _ in .new }
        }

        mutating func run() {
            for start in charts.indices where states[start] == .new {
                enter(start)
                while let last = way.last {
                    let dependencies = charts[last.chart].dependencies
                    guard last.next < dependencies.count else {
                        states[last.chart] = .done
                        way.removeLast()
                        continue
                    }
                    way[way.count - 1].next += 1
                    step(dependencies[last.next], from: last.chart)
                }
            }
        }

        private mutating func enter(_ chart: Int) {
            states[chart] = .open
            way.append((chart, 0))
        }

        private mutating func step(_ dependency: ExtensionChart.Dependency, from chart: Int) {
            guard let target = target(dependency, from: chart) else { return }
            switch states[target] {
            case .done: return
            case .new: enter(target)
            case .open:
                let begin = way.lastIndex { $0.chart == target } ?? 0
                let names = (way[begin...].map(\.chart) + [target]).map { charts[$0].name }
                let repository = dependency.value.table?.entry("repository")?.value.position
                findings.append(
                    DependencyCircleRules.circle.finding(
                        subject.place(dependency.path, repository ?? dependency.position),
                        names.count == 2
                            ? "\(names[0]) depends on itself"
                            : "these charts depend on each other without end: \(DependencyCircleRules.shown(names))",
                        remedy: "remove one of these dependencies"))
            }
        }

        /// The chart of the extension that a dependency means.
        private func target(_ dependency: ExtensionChart.Dependency, from chart: Int) -> Int? {
            let declared = dependency.declared
            if declared.repository.isEmpty {
                // Nobody means the chart itself by its name.
                return byName[declared.name].flatMap { $0 == chart ? nil : $0 }
            }
            guard let folder = DependencyPathRules.folder(declared.repository, charts[chart], subject) else {
                return nil
            }
            let root = subject.model.root.absolute
            if folder.string == root.string { return byFolder[""] }
            return folder.relative(to: root).flatMap { byFolder[$0] }
        }
    }

    private static func shown(_ names: [String]) -> String {
        let most = 8
        if names.count <= most { return names.joined(separator: " → ") }
        return (names.prefix(most - 1) + ["…"] + names.suffix(1)).joined(separator: " → ")
    }
}
