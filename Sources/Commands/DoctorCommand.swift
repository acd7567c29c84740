import Console
import OS
import Values

/// `davit doctor`: what this machine has and lacks.
enum DoctorCommand {
    static let topic = Argument(
        "TOPIC", .optional, completes: .choice(Doctor.topics), help: "a command or a thing: only what it needs")

    static let command = Command(
        "doctor", summary: "say what this machine has and lacks for which command",
        discussion: """
            One line for each thing that commands need, with the command that installs what is lacking. Nothing is \
            changed, and no network is used.

            It ends with 3 if a command would fail for something that is lacking, else with 0. Hints, about the locale \
            for one, change nothing in that. With a TOPIC only what it needs counts: `davit doctor lint`.
            """,
        examples: [
            Example("davit doctor", "everything"),
            Example("davit doctor package", "what davit package needs"),
            Example("davit doctor --format json", "for programs"),
        ],
        arguments: [topic], options: [Reporting.format], run: run)

    static func run(_ invocation: Invocation) throws -> ExitCode {
        let machine = Doctor.Machine(
            variable: invocation.surroundings.environment, distribution: .current,
            isTerminal: invocation.output.isTerminal, width: invocation.output.terminalWidth)
        return examine(machine, invocation)
    }

    static func examine(_ machine: Doctor.Machine, _ invocation: Invocation) -> ExitCode {
        let topic = invocation.arguments.first
        let checks = Doctor.checks.filter { check in topic.map(check.isAbout) ?? true }
        let lines = checks.flatMap { check in check.look(machine).map { (check: check, outcome: $0) } }
        let lacking = lines.count { $0.outcome.state == .lacking }
        switch invocation[Reporting.format] {
        case .text where lines.isEmpty:
            invocation.output.line("davit \(topic ?? "") needs nothing but davit itself")
        case .text: print(lines, lacking, invocation)
        case .json: invocation.printDocument(document(lines, lacking))
        }
        return lacking == 0 ? .done : .lacking
    }

    private typealias Line = (check: Doctor.Check, outcome: Doctor.Outcome)

    private static func print(_ lines: [Line], _ lacking: Int, _ invocation: Invocation) {
        var table = Console.Table([.init(""), .init(""), .init(""), .init("")])
        for (check, outcome) in lines {
            let look: Style.Look =
                switch outcome.state {
                case .ok: .green
                case .hint: .yellow
                case .lacking: .red
                }
            let said = outcome.message + (outcome.remedy.map { ": \($0)" } ?? "")
            let commands = check.commands.isEmpty ? "all" : check.commands.joined(separator: ", ")
            table.add([
                .init(outcome.state.rawValue, look), .init(check.name, .bold), .init(commands, .dim), .init(said),
            ])
        }
        table.print(to: invocation.output, style: invocation.style)
        if lacking == 0, invocation.arguments.isEmpty { invocation.suggestNext("davit package CHART") }
    }

    private static func document(_ lines: [Line], _ lacking: Int) -> Value {
        let checks = lines.map { check, outcome -> Value in
            [
                "name": Value(.string(check.name)),
                "commands": Value(.list(check.commands.map { Value(.string($0)) })),
                "state": Value(.string(outcome.state.rawValue)), "message": Value(.string(outcome.message)),
                "remedy": outcome.remedy.map { Value(.string($0)) } ?? Value(.null),
            ]
        }
        return ["checks": Value(.list(checks)), "lacking": Value(.integer(Int64(lacking)))]
    }
}
