import Extensions
import Findings
import Linting
import PythonSources

/// What operators are called with.
enum ArgumentRules {
    static let rules = [
        positional, twice, inputTwice, notTuple, dropped, devServerLeft, devServerInvalid, devServerNone,
        SharedRules.pullPolicy,
    ]

    static let positional = Rule(
        "positional-argument", .error, [.extension], "an operator that is given an argument without its name",
        explanation: """
            Airflow raises \"Use keyword arguments when initializing operators\" when the file is imported, so the workflow \
            never appears. The same holds for `super().__init__`.
            """,
        file: "dag_tissue.py", bad: "tissue = TissueOperator(dag, input_operator=get_input)\n",
        good: "tissue = TissueOperator(dag=dag, input_operator=get_input)\n")

    static let twice = Rule(
        "argument-twice", .error, [.extension], "a keyword that an operator is given by its class and by the DAG file",
        explanation: """
            A class that passes a keyword to `super().__init__` and hands on `**kwargs` as well passes it twice as soon as a \
            DAG file gives it too: Python raises \"got multiple values for keyword argument\", and the workflow never \
            appears. Give it in one of the two places, or make it a parameter of the class. (The guide shows annotations in \
            the operator and in the DAG file: do one of them.)
            """,
        file: "dag_tissue.py",
        bad: "tissue = TissueOperator(dag=dag, annotations={})  # the class passes annotations, too\n",
        good: "tissue = TissueOperator(dag=dag)\n")

    static let inputTwice = Rule(
        "input-twice", .error, [.extension], "an operator with two inputs of which it can have one",
        explanation: """
            `input_operator` means the output directory of another operator, `operator_in_dir` names one. The base class \
            refuses both: \"You need to define either input_operator or operator_in_dir!\"
            """,
        file: "dag_tissue.py",
        bad: "tissue = TissueOperator(dag=dag, input_operator=convert, operator_in_dir=\"convert\")\n",
        good: "tissue = TissueOperator(dag=dag, input_operator=convert)\n")

    static let notTuple = Rule(
        "string-not-tuple", .error, [.extension], "a text where a list or tuple of texts is meant",
        explanation: """
            Parentheses alone make no tuple: `(".json")` is the text `.json`, and whoever goes through it gets its characters \
            one by one. The comma makes the tuple: `(".json",)`. A list does the same and is harder to get wrong.
            """,
        file: "dag_tissue.py", bad: "whitelisted_file_extensions=(\".json\"),\n",
        good: "whitelisted_file_extensions=(\".json\",),\n")

    static let dropped = Rule(
        "cmds-dropped", .warning, [.extension], "a command that the target's version doesn't pass on",
        explanation: """
            Versions 0.6.x store `cmds` and `arguments` of operators and never give them to the pod: the image's own command \
            runs instead, without a word. To run two things in one image, let its entry script choose by an environment \
            variable that the operators set in `env_vars`; that works on every version.

            `--fix` does so where the command is written as lists of texts and the image is one of the extension's: the \
            operator sets `RUN_WHAT`, the Dockerfile's CMD runs a new script beside the files that it copies, and that \
            script runs what the operator asked for, or what CMD said before. It touches all of these files or none.
            """,
        file: "dag_tissue.py",
        bad: "report = ReportOperator(dag=dag, cmds=[\"/bin/bash\"], arguments=[\"/app/report.sh\"])\n",
        good: "report = ReportOperator(dag=dag, env_vars={\"RUN_WHAT\": \"report\"})\n", isFixable: true)

    static let devServerLeft = Rule(
        "dev-server-left", .warning, [.extension], "an operator that waits for a developer",
        explanation: """
            With `dev_server` the platform starts a code server instead of the operator's command and waits up to twelve \
            hours for somebody to close it. Take it out before the extension is given to others.
            """,
        file: "dag_tissue.py", bad: "tissue = TissueOperator(dag=dag, dev_server=\"code-server\")\n",
        good: "tissue = TissueOperator(dag=dag)\n")

    static let devServerInvalid = Rule(
        "dev-server-invalid", .error, [.extension], "a development server that doesn't exist",
        explanation:
            "The base class knows `code-server` only, and raises an error for any other word when the file is imported.",
        file: "dag_tissue.py", bad: "tissue = TissueOperator(dag=dag, dev_server=\"vscode\")\n",
        good: "tissue = TissueOperator(dag=dag, dev_server=\"code-server\")\n")

    static let devServerNone = Rule(
        "dev-server-none", .warning, [.extension], "a variable without a value, which stops the development server",
        explanation: """
            The platform decodes each environment variable as JSON before it starts the development server, and fails at one \
            that is `None`. Leave the variable out, or give it a text.
            """,
        file: "TissueOperator.py", bad: "env_vars={\"LEVEL\": None}, dev_server=\"code-server\"\n",
        good: "env_vars={\"LEVEL\": \"\"}, dev_server=\"code-server\"\n")

    static func check(_ context: PythonContext) -> [Finding] {
        var findings: [Finding] = []
        for call in context.operators { findings += positional(call, context) }
        for (type, _) in context.world.operatorClasses {
            guard let argument = context.world.constructor(type)?.positional.first else { continue }
            findings.append(
                positional.finding(
                    context.place(type.module.path, argument.position),
                    "`super().__init__` of `\(type.name)` is given an argument without its name",
                    remedy: "write `name=value`: operators take keywords only"))
        }
        for instance in context.instances {
            findings += twice(instance, context) + twiceByPlatform(instance, context)
            findings += inputs(instance, context) + commands(instance, context)
            findings += devServer(instance, context) + pullPolicy(instance, context)
        }
        for call in context.operators { findings += sequences(call, context) }
        for (type, _) in context.world.operatorClasses { findings += sequences(of: type, context) }
        return findings
    }

    private static func positional(_ call: OperatorCall, _ context: PythonContext) -> [Finding] {
        guard let argument = call.call.arguments.first(where: { $0.kind == .positional || $0.kind == .unpacked })
        else { return [] }
        let text = call.module.source.text(argument.value.range)
        let shown = text.utf8.count <= 40 ? "`\(text)`" : "an argument"
        return [
            positional.finding(
                context.place(call.module.path, call.position),
                "`\(call.lineage.name)` is given \(shown) without a name: operators take keywords only",
                remedy: text == "dag" ? "write `dag=dag`" : "write its name before it: `name=value`")
        ]
    }

    private static func twice(_ instance: OperatorInstance, _ context: PythonContext) -> [Finding] {
        instance.flattened.twice.sorted { $0.name < $1.name }.map { twice in
            // Where both stand in classes, there may be no call; else the call is what fails.
            let isCall = instance.call != nil && twice.outer.path == instance.path
            let place = isCall ? context.place(instance.path, instance.position) : context.place(twice.outer)
            return ArgumentRules.twice.finding(
                place,
                "`\(twice.name)` is given here and by `\(twice.type.name)` (\(context.named(twice.inner))), which hands on `**kwargs` too",
                remedy: "give it in one place, or make `\(twice.name)` a parameter of `\(twice.type.name).__init__`")
        }
    }

    /// What the platform's own class passes on itself.
    private static func twiceByPlatform(_ instance: OperatorInstance, _ context: PythonContext) -> [Finding] {
        guard context.world.isListedVersion, case .platform(let known) = instance.lineage.root,
            known.name != context.profile.operators.base
        else { return [] }
        let gives = known.gives + (known.image == nil ? [] : [context.name(.image)].compactMap { $0 })
        return gives.sorted().compactMap { name in
            guard let given = instance[name] else { return nil }
            let isCall = instance.call != nil && given.path == instance.path
            return ArgumentRules.twice.finding(
                isCall ? context.place(instance.path, instance.position) : context.place(given),
                "`\(name)` is given here, and `\(known.name)` of the platform passes it itself",
                remedy: "leave `\(name)` out, or build a class of your own upon \(context.profile.operators.base)")
        }
    }

    private static func inputs(_ instance: OperatorInstance, _ context: PythonContext) -> [Finding] {
        guard let input = context.given(.input, instance), let folder = context.given(.inputFolder, instance),
            isSurelyGiven(input, context), isSurelyGiven(folder, context)
        else { return [] }
        let inCall = instance.call != nil && (input.path == instance.path || folder.path == instance.path)
        let place = inCall ? context.place(instance.path, instance.position) : context.place(folder)
        let names = (context.name(.input) ?? "", context.name(.inputFolder) ?? "")
        return [
            inputTwice.finding(
                place, "`\(names.0)` and `\(names.1)` (\(context.named(folder))) are given both",
                remedy: "keep one of them")
        ]
    }

    /// Whether a value can't be None: a text, or what a call makes.
    private static func isSurelyGiven(_ given: Given, _ context: PythonContext) -> Bool {
        switch context.world.resolve(given.value).expression.node {
        case .string, .formatted, .call: return true
        default: return false
        }
    }

    private static func commands(_ instance: OperatorInstance, _ context: PythonContext) -> [Finding] {
        guard context.target.behaves("drops-commands"), context.world.runsInContainer(instance.lineage) == true else {
            return []
        }
        return commandsGiven(instance, context).prefix(1).map { given in
            dropped.finding(
                context.place(given),
                "version \(context.target.versionText) of the platform doesn't pass on `cmds` and `arguments`: the image's own command runs",
                remedy: "let the image's entry script choose by a variable that is set in `env_vars`")
        }
    }

    /// The parts of the command that an operator is given, in their order.
    static func commandsGiven(_ instance: OperatorInstance, _ context: PythonContext) -> [Given] {
        [Profile.OperatorParameter.commands, .arguments].compactMap { context.given($0, instance) }
            .filter { !isEmpty($0, context) }.sorted { ($0.path, $0.position) < ($1.path, $1.position) }
    }

    private static func isEmpty(_ given: Given, _ context: PythonContext) -> Bool {
        context.world.elements(given.value)?.isEmpty ?? false
    }

    private static func devServer(_ instance: OperatorInstance, _ context: PythonContext) -> [Finding] {
        guard let given = context.given(.devServer, instance), let word = context.world.text(given.value) else {
            return []
        }
        let known = context.profile.operators.devServers
        guard known.contains(word) else {
            return [
                devServerInvalid.finding(
                    context.place(given), "there is no development server `\(word)`",
                    remedy: "write \(known.map { "\"\($0)\"" }.joined(separator: " or ")), or remove it")
            ]
        }
        var findings = [
            devServerLeft.finding(
                context.place(given),
                "`\(instance.lineage.name)` starts a development server and waits for somebody to close it",
                remedy: "remove it before the extension is given to others")
        ]
        let variables = context.given(.environment, instance).flatMap { context.world.items($0.value)?.items } ?? []
        for item in variables where context.world.isNone(item.value) {
            findings.append(
                devServerNone.finding(
                    context.place(item.value),
                    "`\(item.key)` is None, which the development server can't be started with",
                    remedy: "leave it out, or write a text"))
        }
        return findings
    }

    private static func pullPolicy(_ instance: OperatorInstance, _ context: PythonContext) -> [Finding] {
        guard let given = context.given(.pullPolicy, instance), let word = context.world.text(given.value) else {
            return []
        }
        let rules = context.profile.image
        let isIgnored = context.target.behaves("ignores-pull-policy")
        let note = isIgnored ? " (version \(context.target.versionText) doesn't pass it on; others do)" : ""
        if !rules.pullPolicies.contains(word), !rules.pullPolicies.isEmpty {
            return [
                SharedRules.pullPolicy.finding(
                    context.place(given), "there is no pull policy `\(word)`\(note)",
                    remedy: "write one of \(rules.pullPolicies.joined(separator: ", "))")
            ]
        }
        if word == "Always" {
            return [
                SharedRules.pullPolicy.finding(
                    context.place(given),
                    "with `Always` an image that was uploaded to the platform is never used\(note)",
                    remedy: "write \"\(rules.pullPolicy)\", or remove the line")
            ]
        }
        guard isIgnored, word != rules.pullPolicy else { return [] }
        return [
            SharedRules.pullPolicy.finding(
                context.place(given),
                "version \(context.target.versionText) of the platform doesn't pass on the pull policy",
                remedy: "expect the platform's own policy there", severity: .info)
        ]
    }

    // MARK: Sequences

    private static func sequences(_ call: OperatorCall, _ context: PythonContext) -> [Finding] {
        var own: Set<String> = []
        var plain: Set<String> = []
        for type in call.lineage.own {
            guard let function = type.method("__init__") else { continue }
            for parameter in function.parameters.items where !plain.contains(parameter.name.name) {
                let name = parameter.name.name
                if takesSequence(parameter) { own.insert(name) } else if !own.contains(name) { plain.insert(name) }
            }
        }
        return call.call.arguments.compactMap { argument in
            guard let name = argument.name else { return nil }
            let isKnown = own.contains(name) || context.profile.operators.sequences.contains(name)
            return sequence(
                name, PythonValue(argument.value, call.scope),
                isKnown: isKnown && (own.contains(name) || !plain.contains(name)),
                isPlain: plain.contains(name), context)
        }
    }

    /// What a class itself passes to its base.
    private static func sequences(of type: OwnClass, _ context: PythonContext) -> [Finding] {
        guard let constructor = context.world.constructor(type), let call = constructor.superCall else { return [] }
        let names = PythonNames(constructor.function.body, parameters: constructor.function.parameters)
        let scope = SourceScope(names, in: context.world.scope(type.module))
        return call.arguments.compactMap { argument in
            guard let name = argument.name else { return nil }
            return sequence(
                name, PythonValue(argument.value, scope), isKnown: context.profile.operators.sequences.contains(name),
                isPlain: false, context)
        }
    }

    private static func sequence(
        _ name: String, _ value: PythonValue, isKnown: Bool, isPlain: Bool, _ context: PythonContext
    ) -> Finding? {
        let found = context.world.resolve(value)
        guard case .string(let literal) = found.expression.node else { return nil }
        let text = found.scope.module.source.text(found.expression.range)
        let isWritten = found.expression.range == value.expression.range
        let isParenthesised = isWritten && isParenthesised(found)
        if !isKnown {
            // A name in the plural with a single text in parentheses: the comma was forgotten.
            let endings = ["_extensions", "_endings", "_operators", "_formats", "_suffixes"]
            guard !isPlain, isParenthesised, literal.pieces.count == 1, endings.contains(where: { name.hasSuffix($0) })
            else { return nil }
        }
        let place = isWritten ? context.place(value) : context.place(found)
        return notTuple.finding(
            place,
            isParenthesised
                ? "`(\(text))` is a text, not a tuple: `\(name)` gets its characters one by one"
                : "`\(name)` takes a list of texts: of \(text) it gets the characters one by one",
            remedy: "write `(\(text),)`", severity: isKnown ? nil : .warning)
    }

    /// Whether parentheses stand directly around an expression.
    private static func isParenthesised(_ value: PythonValue) -> Bool {
        let bytes = value.scope.module.source.bytes
        let range = value.expression.range
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        guard let before = bytes[..<range.lowerBound].last(where: { !isBlank($0) }),
            let after = bytes[range.upperBound...].first(where: { !isBlank($0) })
        else { return false }
        return before == UInt8(ascii: "(") && after == UInt8(ascii: ")")
    }

    private static func takesSequence(_ parameter: Parameter) -> Bool {
        switch parameter.defaultValue?.node {
        case .list, .tuple: return true
        case .string, .formatted, .integer, .bool, .float, .dictionary: return false
        default: break
        }
        guard let annotation = parameter.annotation else { return false }
        var names: Set<String> = []
        PythonWalk.each([annotation]) { if case .name(let name) = $0.node { names.insert(name) } }
        let sequences: Set = ["list", "tuple", "List", "Tuple", "Sequence"]
        return !names.isDisjoint(with: sequences) && !names.contains("str")
            || annotationIsSequence(annotation, sequences)
    }

    /// `list[str]`, `List[str]`: the text is what it holds, not what it may be.
    private static func annotationIsSequence(_ annotation: Expression, _ sequences: Set<String>) -> Bool {
        guard case .subscripted(let base, _) = annotation.node, case .name(let name) = base.node else { return false }
        return sequences.contains(name)
    }
}
