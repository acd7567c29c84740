import Charts
import Findings
import Templating

/// The templates of a chart and of its subcharts, parsed.
struct ChartTemplates: Sendable {
    let set: TemplateSet
    /// The files of the chart itself, in the order of their names.
    let own: [ParsedFile]
    let chartName: String

    init(_ chart: Chart) {
        var files: [TemplateSet.File] = []
        ChartTemplates.collect(chart, chart.name, 0, &files)
        set = TemplateSet(files)
        chartName = chart.name
        let prefix = chart.name + "/templates/"
        own = set.files.filter { $0.source.name.hasPrefix(prefix) }
            .sorted { $0.source.name.utf8.lexicographicallyPrecedes($1.source.name.utf8) }
    }

    private static func collect(_ chart: Chart, _ name: String, _ depth: Int, _ files: inout [TemplateSet.File]) {
        guard depth < 64 else { return }
        for file in chart.templates {
            // Of a library chart only partial templates exist.
            if chart.metadata.type == "library", !GoText.base(file.name).hasPrefix("_") { continue }
            files.append(TemplateSet.File(name: name + "/" + file.name, bytes: file.content))
        }
        for subchart in chart.subcharts {
            collect(subchart, name + "/charts/" + subchart.name, depth + 1, &files)
        }
    }

    /// The path below the chart's folder of a template's file: Helm's name for it starts with the chart's.
    static func path(_ name: String, in chart: Chart) -> String {
        name.hasPrefix(chart.name + "/") ? String(name.dropFirst(chart.name.utf8.count + 1)) : name
    }

    func path(_ source: Source) -> String { String(source.name.dropFirst(chartName.utf8.count + 1)) }

    func isOwn(_ source: Source) -> Bool { source.name.hasPrefix(chartName + "/templates/") }

    /// Whether all that Helm would read was read, so that what isn't found is nowhere.
    var isComplete: Bool { self.set.errors.isEmpty }
}

/// Calls a function for each command of a piece of a template, wherever it stands.
enum TemplateVisitor {
    static func commands(_ nodes: [Node], _ visit: (Command) -> Void) {
        for node in nodes {
            switch node {
            case .action(let pipeline): commands(pipeline, visit)
            case .branch(let branch):
                commands(branch.pipeline, visit)
                commands(branch.body, visit)
                if let otherwise = branch.otherwise { commands(otherwise, visit) }
            case .call(let call): if let argument = call.argument { commands(argument, visit) }
            case .text, .exit, .next: break
            }
        }
    }

    static func commands(_ pipeline: Pipeline, _ visit: (Command) -> Void) {
        for command in pipeline.commands {
            visit(command)
            for operand in command.operands {
                if case .pipeline(let inner) = operand.term { commands(inner, visit) }
            }
        }
    }

    /// The names of `{{ template }}` and what is left of blocks.
    static func calls(_ nodes: [Node], _ visit: (TemplateCall) -> Void) {
        for node in nodes {
            switch node {
            case .call(let call): visit(call)
            case .branch(let branch):
                calls(branch.body, visit)
                if let otherwise = branch.otherwise { calls(otherwise, visit) }
            default: break
            }
        }
    }
}

/// Functions whose result differs from one rendering to the next.
enum NondeterministicRule {
    private static let random: Set<String> = [
        "randAlphaNum", "randAlpha", "randAscii", "randNumeric", "randBytes", "randInt", "uuidv4", "shuffle",
        "genPrivateKey",
        "genCA", "genCAWithKey", "genSelfSignedCert", "genSelfSignedCertWithKey", "genSignedCert",
        "genSignedCertWithKey",
        "htpasswd", "bcrypt", "encryptAES",
    ]

    static func check(_ subject: ChartSubject, _ templates: ChartTemplates) -> [Finding] {
        var findings: [Finding] = []
        for file in templates.own {
            var seen: Set<Position> = []
            for template in file.templates {
                TemplateVisitor.commands(template.body) { command in
                    for operand in command.operands {
                        guard case .function(let name) = operand.term, let why = why(name) else { continue }
                        let position = file.source.position(at: operand.offset)
                        guard seen.insert(position).inserted else { continue }
                        findings.append(
                            TemplateRules.nondeterministic.finding(
                                subject.place(templates.path(file.source), position), "`\(name)` \(why)",
                                remedy: "take the value from values.yaml"))
                    }
                }
            }
        }
        return findings
    }

    private static func why(_ name: String) -> String? {
        if random.contains(name) { return "gives another result at every rendering" }
        switch name {
        case "now", "ago": return "depends on the time of the rendering"
        case "lookup": return "depends on what the cluster holds, and is empty without one"
        default: return nil
        }
    }
}
