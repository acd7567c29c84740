import Dockerfiles
import Extensions
import Findings
import Linting
import PythonSources
import Values

/// The variables that containers read and operators set.
enum EnvironmentRules {
    static let rules = [unknown]

    static let unknown = Rule(
        "env-unknown", .warning, [.extension], "an environment variable that nothing sets",
        explanation: """
            A script of a processing container needs a variable that neither the platform sets, nor any operator that runs \
            the image (`env_vars`), nor a field of the workflow's form (which arrives under its name in upper case), nor the Dockerfile \
            (`ENV`). The task fails, or goes on without it. `davit explain` of the platform's variables: RUN_ID, DAG_ID, \
            WORKFLOW_DIR, BATCH_NAME, OPERATOR_IN_DIR, OPERATOR_OUT_DIR and others. A default silences this: \
            `os.environ.get(\"LEVEL\", \"2\")`.
            """,
        file: "tissue.py", bad: "level = os.environ[\"LEVLE\"]  # the operator sets LEVEL\n",
        good: "level = os.environ[\"LEVEL\"]\n")

    static func check(_ context: PythonContext) -> [Finding] {
        var findings: [Finding] = []
        let flows = Dictionary(grouping: FlowRules.flows(context), by: \.module.path)
        var users: [String: [OperatorInstance]] = [:]
        for instance in context.instances {
            guard let reference = OperatorImageRules.reference(of: instance, context) else { continue }
            users[reference.name, default: []].append(instance)
        }
        for container in context.subject.model.containers where container.kind == .processing {
            guard let image = container.image?.text, context.subject.images[image]?.count == 1,
                let users = users[image],
                let known = names(users, container, flows, context)
            else { continue }
            findings += check(container, users, known, context)
        }
        return findings
    }

    /// Everything that is set for a container; nil where that isn't all.
    private static func names(
        _ users: [OperatorInstance], _ container: Container, _ flows: [String: [FlowRules.Flow]],
        _ context: PythonContext
    ) -> Set<String>? {
        // Nobody runs one image so often; what all those set isn't followed.
        guard users.count <= 100 else { return nil }
        var names: Set<String> = []
        for instance in users {
            // A class that no flow uses may be used by another extension's.
            guard let call = instance.call, let set = set(by: instance, context) else { return nil }
            names.formUnion(set)
            for flow in flows[call.module.path] ?? [] {
                guard let fields = FormRules.variables(flow, context) else { return nil }
                names.formUnion(fields)
            }
        }
        let input = [Profile.OperatorParameter.input, .inputFolder].compactMap { context.name($0) }
        let hasInput = users.contains { user in input.contains { user[$0] != nil } }
        for variable in context.profile.environment where variable.contract == .workflow || container.descriptor != nil
        {
            if !variable.needsInput || hasInput { names.insert(variable.name) }
        }
        for template in container.descriptor?.value?["templates"]?.list ?? [] {
            for variable in template["env"]?.list ?? [] {
                if let name = variable["name"]?.string { names.insert(name) }
            }
        }
        for stage in container.dockerfile.stages {
            for instruction in stage.instructions where instruction.kind == .env || instruction.kind == .arg {
                names.formUnion(instruction.pairs.map(\.key.value))
            }
        }
        return names
    }

    private static func set(by instance: OperatorInstance, _ context: PythonContext) -> Set<String>? {
        guard instance.flattened.isRead, !instance.flattened.isOpen, case .platform(let root) = instance.lineage.root,
            root.name == context.profile.operators.base, context.given(.secrets, instance) == nil
        else { return nil }
        var names: Set<String> = []
        if let given = context.name(.environment).flatMap({ instance[$0] }) {
            let read = OperatorEnvironment(given.value, context.world)
            guard read.isComplete else { return nil }
            names.formUnion(read.names)
        }
        for type in instance.lineage.own {
            let read = OperatorEnvironment(changesOf: type, parameter: context.name(.environment) ?? "", context.world)
            guard read.isComplete else { return nil }
            names.formUnion(read.names)
        }
        return names
    }

    private static func check(
        _ container: Container, _ users: [OperatorInstance], _ set: Set<String>, _ context: PythonContext
    ) -> [Finding] {
        var known = set
        var reads: [(path: String, read: EnvironmentReads.Read)] = []
        var seen: Set<String> = []
        for file in container.files where seen.insert(file.source).inserted {
            let name = SourceTree.name(file.source)
            guard !name.hasPrefix("test_"), !name.hasPrefix("conftest") else { continue }
            let found: EnvironmentReads
            if file.source.hasSuffix(".py") {
                guard let source = context.subject.model.pythonFile(file.source)?.tree else { continue }
                found = EnvironmentReads(source)
            } else if file.source.hasSuffix(".sh") || file.source.hasSuffix(".bash") {
                guard let bytes = context.subject.bytes(file.source) else { continue }
                found = EnvironmentReads(shell: bytes)
            } else {
                continue
            }
            if found.isOpen { return [] }
            known.formUnion(found.known)
            reads += found.needed.map { (file.source, $0) }
        }
        let candidates = known.sorted()
        let isBaseKnown = container.bases.last?.known != nil
        let who = users.map(\.lineage.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        var said: Set<String> = []
        return reads.compactMap { path, read in
            guard !known.contains(read.name), !SystemVariables.contains(read.name),
                said.insert(path + " " + read.name).inserted
            else { return nil }
            let near = Suggestions.near(read.name, in: candidates)
            // What an image from elsewhere has in its environment, nobody knows here.
            if !isBaseKnown || !read.isNeeded, near.isEmpty { return nil }
            if !read.isNeeded, read.name.utf8.count < 6 { return nil }
            return unknown.finding(
                context.place(path, read.position),
                "nothing sets `\(read.name)`: neither the platform, nor \(who.prefix(3).joined(separator: ", ")), nor a form, nor the Dockerfile",
                remedy: Suggestions.question(near)
                    ?? "set it in `env_vars` of \(who.first ?? "the operator"), or give it a default")
        }
    }
}

/// Variables that systems, languages and libraries have by themselves.
enum SystemVariables {
    static func contains(_ name: String) -> Bool {
        names.contains(name) || beginnings.contains { name.hasPrefix($0) }
    }

    private static let names: Set<String> = [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "PWD", "OLDPWD", "LANG", "LANGUAGE", "TERM", "TZ", "TMPDIR", "TMP",
        "TEMP",
        "HOSTNAME", "HOST", "UID", "EUID", "GID", "PPID", "RANDOM", "SECONDS", "LINENO", "IFS", "PS1", "DISPLAY",
        "EDITOR", "PAGER",
        "COLUMNS", "LINES", "VIRTUAL_ENV", "JAVA_HOME", "DEBIAN_FRONTEND", "http_proxy", "https_proxy", "no_proxy",
        "ftp_proxy", "HTTP_PROXY",
        "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CI", "FUNCNAME",
        "OPTARG", "OPTIND",
        "REPLY", "SHLVL", "MACHTYPE", "OSTYPE", "HOSTTYPE", "LD_LIBRARY_PATH", "LD_PRELOAD", "WORLD_SIZE", "RANK",
        "LOCAL_RANK", "MASTER_ADDR",
        "MASTER_PORT", "USERNAME", "PIPESTATUS", "GROUPS", "DCMDICTPATH",
    ]
    private static let beginnings = [
        "LC_", "XDG_", "PYTHON", "PIP_", "CONDA", "CUDA_", "NVIDIA_", "NCCL_", "OMP_", "MKL_", "OPENBLAS_", "TORCH_",
        "TF_",
        "MPL", "QT_", "BASH", "KUBERNETES_", "R_", "JUPYTER", "GIT_", "SLURM_", "ITK_",
    ]
}
