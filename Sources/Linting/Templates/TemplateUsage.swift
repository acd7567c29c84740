import Charts
import Findings
import Templating
import Values

/// What the templates of a chart do with its values and files, found by walking through them as rendering would.
struct TemplateUsage {
    /// A finding before it has a chart to stand in.
    struct Draft {
        let rule: Rule
        let path: String
        let position: Position
        let message: String
        let remedy: String

        func finding(_ subject: ChartSubject) -> Finding {
            rule.finding(subject.place(path, position), message, remedy: remedy)
        }
    }

    let findings: [Draft]
    /// Keys that are used with all that stands below them.
    let used: PathSet
    /// Keys that are looked at, without what stands below them.
    let touched: PathSet
    /// Whether every value may be used, in ways that can't be followed.
    let isEverythingUsed: Bool

    init(_ chart: Chart, _ templates: ChartTemplates, given: Table) {
        var values = DefaultValues(chart, given: given)
        var walker = TemplateWalker(chart, templates, values)
        walker.walkAll()
        if !walker.mutated.isEmpty {
            // What templates change can't be known anywhere: once more, without it.
            for path in walker.mutated { values.mutated.insert(path) }
            walker = TemplateWalker(chart, templates, values)
            walker.walkAll()
        }
        findings = walker.drafts
        used = walker.used
        touched = walker.touched
        isEverythingUsed = walker.isEverythingUsed || !templates.isComplete
    }
}

/// What one template sees while it is walked through.
struct TemplateFrame {
    let source: Source
    var dot: Abstract
    var slots: [Abstract?]
    /// Whether this place is reached for certain.
    var isCertain: Bool
    /// Whether this place isn't reached with the chart's own values.
    var isDead: Bool
    /// What an enclosing condition asked for.
    var guards: Set<Origin.Subject>
    /// Whether a condition is evaluated, whose value isn't printed.
    var isCondition = false
    let depth: Int
}

/// Walks through templates. A class, since every step notes something.
final class TemplateWalker {
    let chart: Chart
    let templates: ChartTemplates
    let values: DefaultValues
    let fileNames: Set<String>

    var drafts: [TemplateUsage.Draft] = []
    var used = PathSet()
    var touched = PathSet()
    var isEverythingUsed = false
    var mutated: [[String]] = []
    /// What the condition that is being evaluated asks for.
    var asked: Set<Origin.Subject> = []

    private var reported: Set<Report> = []
    private var walked: Set<Walk> = []
    private var visited: Set<String> = []
    /// Includes within includes multiply: a walk that takes longer ends, and everything counts as used.
    private var steps = 300_000
    static let deepest = 40

    private struct Report: Hashable {
        let rule: String
        let path: String
        let position: Position
    }

    private struct Walk: Hashable {
        let name: String
        let isCertain: Bool
        let isDead: Bool
        let guards: Set<Origin.Subject>
    }

    init(_ chart: Chart, _ templates: ChartTemplates, _ values: DefaultValues) {
        self.chart = chart
        self.templates = templates
        self.values = values
        fileNames = Set(chart.files.map(\.name))
    }

    func walkAll() {
        for file in templates.own.reversed() where !GoText.base(file.source.name).hasPrefix("_") {
            walkTemplate(file.source.name, .context, isCertain: true, isDead: false, guards: [], depth: 0)
        }
        // What nothing includes is used by nothing, but what it reads isn't superfluous either.
        for template in templates.own.flatMap(\.templates) where !visited.contains(template.name) {
            walkTemplate(template.name, .context, isCertain: false, isDead: true, guards: [], depth: 0)
        }
    }

    func walkTemplate(
        _ name: String, _ argument: Abstract, isCertain: Bool, isDead: Bool, guards: Set<Origin.Subject>, depth: Int
    ) {
        guard let template = templates.set.templates[name], depth < TemplateWalker.deepest, spend() else {
            escape(argument)
            return
        }
        visited.insert(name)
        if case .context = argument.shape {
            let walk = Walk(name: name, isCertain: isCertain, isDead: isDead, guards: guards)
            guard walked.insert(walk).inserted else { return }
        }
        walk(template, argument, isCertain: isCertain, isDead: isDead, guards: guards, depth: depth)
    }

    func walk(
        _ template: Template, _ argument: Abstract, isCertain: Bool, isDead: Bool, guards: Set<Origin.Subject>,
        depth: Int
    ) {
        var slots = [Abstract?](repeating: nil, count: template.slots)
        slots[0] = argument
        var frame = TemplateFrame(
            source: template.source, dot: argument, slots: slots, isCertain: isCertain, isDead: isDead, guards: guards,
            depth: depth + 1)
        walk(template.body, &frame)
    }

    /// False when enough was done.
    func spend() -> Bool {
        steps -= 1
        if steps < 0 { isEverythingUsed = true }
        return steps >= 0
    }

    // MARK: What is noted

    /// A value goes where it can't be followed.
    func escape(_ value: Abstract) {
        if case .context = value.shape { isEverythingUsed = true }
        if case .dict(let entries) = value.shape { entries.values.forEach(escape) }
        if case .list(let items) = value.shape { items.forEach(escape) }
        if let path = value.path { use(path) }
        for origin in value.origins {
            if case .value(let path) = origin.subject { use(path) }
        }
    }

    func use(_ path: [String]) {
        if path.isEmpty { isEverythingUsed = true } else { used.insert(path) }
    }

    /// A value is asked whether it is there, or looked into.
    func touch(_ value: Abstract) {
        if let path = value.path { touched.insert(path) }
        for origin in value.origins {
            if case .value(let path) = origin.subject, path != value.path { use(path) }
        }
    }

    /// A value is printed at a place.
    func show(_ value: Abstract, at offset: Int, _ frame: TemplateFrame) {
        escape(value)
        for origin in value.origins {
            switch origin.subject {
            case .value(let path):
                if frame.isDead { continue }
                let name = (["", "Values"] + path.filter { $0 != Abstract.item }).joined(separator: ".")
                if origin.isMissing, !isGuarded(origin.subject, frame.guards) {
                    report(
                        ValueRules.undefined, origin.source, origin.offset,
                        "`\(Visible.text(name))` is neither in values.yaml nor in the schema, and renders empty",
                        "add it to values.yaml, or correct the name")
                }
                if let printed = origin.printed {
                    let isOwn = templates.isOwn(frame.source)
                    report(
                        ValueRules.bigInteger, isOwn ? frame.source : origin.source, isOwn ? offset : origin.offset,
                        "`\(Visible.text(name))` prints as \(printed)", "write `{{ int64 \(Visible.text(name)) }}`")
                }
            case .file(let name):
                guard origin.isMissing, !frame.guards.contains(origin.subject) else { continue }
                report(
                    TemplateRules.fileMissing, origin.source, origin.offset,
                    "the chart has no file `\(Visible.text(name))` that a template could read",
                    "correct the name, or see whether .helmignore leaves the file out")
            }
        }
    }

    func isGuarded(_ subject: Origin.Subject, _ guards: Set<Origin.Subject>) -> Bool {
        guard case .value(let path) = subject, !guards.isEmpty else { return guards.contains(subject) }
        return (1...max(1, path.count)).contains { guards.contains(.value(Array(path.prefix($0)))) }
    }

    func report(_ rule: Rule, _ source: Source, _ offset: Int, _ message: String, _ remedy: String) {
        guard templates.isOwn(source) else { return }
        let position = source.position(at: offset)
        let path = templates.path(source)
        guard reported.insert(Report(rule: rule.id, path: path, position: position)).inserted else { return }
        drafts.append(.init(rule: rule, path: path, position: position, message: message, remedy: remedy))
    }
}
