extension Profile {
    /// What DAG files import from the platform.
    package struct Operators: Sendable {
        /// The package of the platform's operators: `kaapana.operators`; each class stands in a module of its name.
        package var package = ""
        /// The class of operators that run a container.
        package var base = ""
        /// Operators on these classes run in no container of their own.
        package var withoutContainer: [String] = []
        /// What the names of operator files have to contain, for the platform's own build to look into them.
        package var fileWord = ""
        /// The first parts of the names of modules that the platform has.
        package var providedModules: [String] = []
        package var constantsModule = ""
        package var constants: [String: Constant] = [:]
        package var task = Task()
        /// What the operators' parameters are called; one that the platform lacks has no name.
        package var parameters: [OperatorParameter: String] = [:]
        /// Parameters that take a list or tuple of texts.
        package var sequences: [String] = []
        /// What is requested where an operator doesn't say, in MiB.
        package var defaultMemory: Int64?
        /// The words that the parameter for the debugging server takes.
        package var devServers: [String] = []
        package var classes: [String: OperatorClass] = [:]
    }

    /// What a parameter of operators is for.
    package enum OperatorParameter: String, CaseIterable, Sendable {
        case image, name, task, parallel, input, resources, environment, secrets, commands, arguments, labels,
            annotations
        case keepParallel = "keep-parallel"
        case inputFolder = "input-folder"
        case memoryRequest = "memory-request"
        case memoryLimit = "memory-limit"
        case cpuRequest = "cpu-request"
        case cpuLimit = "cpu-limit"
        case pullPolicy = "pull-policy"
        case devServer = "dev-server"
        case triggerRule = "trigger-rule"
    }

    /// What a name of the platform's constants stands for.
    package enum Constant: Sendable, Hashable {
        /// The target's registry.
        case registry
        /// The target's platform version.
        case version
        case text(String)
        /// Known only to a running platform.
        case unknown
    }

    /// The class of the operators of the Task API, and what its parameters are called.
    package struct Task: Sendable {
        package var className = ""
        package var image = ""
        package var template = ""
        package var environment = ""
    }

    /// One of the platform's operator classes.
    package struct OperatorClass: Sendable {
        package let name: String
        /// `kaapana.operators.MinioOperator`
        package let module: String
        package let base: String
        /// The image's name; nil where the operator runs in no container.
        package let image: String?
        /// The output directory where the operator is given no name; nil where it is computed.
        package let directory: String?
        /// The keywords that the class passes on itself, so that they can't be given from outside.
        package let gives: [String]
    }
}
