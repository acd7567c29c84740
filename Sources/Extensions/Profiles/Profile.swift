package import Values

/// One platform's conventions, read from a YAML file: nothing else in davit knows them.
package struct Profile: Sendable {
    package var name = ""
    package var title = ""
    package var documentation = ""
    /// The platform version that is taken where none is given.
    package var assumedVersion = ""
    package var labels: [Label] = []
    package var bases: [Base] = []
    package var install = Install()
    package var image = ImageRules()
    package var keywords: [Keyword] = []
    /// How the platform's own keywords start: one that is unknown and starts so is a slip.
    package var keywordPrefix = ""
    /// The key of Chart.yaml that names a kind outright, and its words.
    package var kindKey = ""
    package var kindWords: [String: ChartKind] = [:]
    package var annotations: [String: String] = [:]
    package var values: [ValuesKey] = []
    package var parameterTypes: [ParameterType] = []
    package var parameterFields: [String] = []
    package var globals: [Global] = []
    package var environment: [EnvironmentVariable] = []
    package var formEnvironment = FormEnvironment()
    package var charts: [KnownChart] = []
    package var platformImages: [String: ImageGroup] = [:]
    package var imageGroups: [ImageGroup] = []
    package var operators = Operators()
    /// The file names of the descriptors of a processing container and of a workflow.
    package var containerDescriptor = ""
    package var workflowDescriptor = ""
    package var adminNamespace = ""
    package var behaviours: [Behaviour] = []
    /// The whole file, with what it extends, for whoever wants to print it.
    package var document = Value(.null)

    package init() {}
}

/// What a chart is to its platform.
package enum ChartKind: String, Sendable, CaseIterable {
    case workflow
    case workflowV2 = "workflow-v2"
    case application, collection, library, platform, installer, other
}

extension Profile {
    /// A label of Dockerfiles that means something to the platform.
    package struct Label: Sendable {
        /// What davit asks for it by.
        package enum Role: String, Sendable, CaseIterable {
            case image, ignore, version, registry
            case ciIgnore = "ci-ignore"
        }
        package let role: Role
        package let name: String
        package let isRequired: Bool
        package let meaning: String
    }

    /// An image that extensions build upon, and that isn't in a public registry.
    package struct Base: Sendable {
        /// `local-only/base-installer`
        package let repository: String
        package let tag: String
        /// Its images only carry files into the platform.
        package let installs: Bool
        package let purpose: String
        /// Who provides it.
        package let source: String

        /// The last part of the repository: what a local registry has it under.
        package var name: String {
            repository.utf8.lastIndex(of: UInt8(ascii: "/"))
                .map { String(repository[repository.utf8.index(after: $0)...]) } ?? repository
        }
    }

    /// Where images with `installs` put files.
    package struct Install: Sendable {
        package struct Folder: Sendable {
            package let name: String
            package let holds: String
            /// Python looks for modules there.
            package let hasModules: Bool
            /// The platform looks for DAG files there.
            package let hasFlows: Bool
        }
        /// `/kaapana/tmp`
        package var root = ""
        /// Where the platform has the folders in the end.
        package var target = ""
        package var folders: [Folder] = []
    }

    /// What holds for the references of an extension's images.
    package struct ImageRules: Sendable {
        /// What the tag of the image with the DAG files has to be.
        package enum Tag: String, Sendable, CaseIterable {
            case platformVersion = "platform-version"
            case chartVersion = "chart-version"
        }
        package struct TagRule: Sendable {
            package let range: VersionRange?
            package let tag: Tag
            package let reason: String
        }
        /// `{registry}/{name}:{version}`
        package var pattern = ""
        package var installerTags: [TagRule] = []
        package var pullSecret = ""
        package var pullPolicy = ""
        package var pullPolicies: [String] = []
        /// Hosts that only the machine itself reaches.
        package var machineRegistries: [String] = []
        /// Registries that this platform has although they look as if they were on the machine.
        package var localRegistries: [String] = []
        /// Registries whose images are built where they are used.
        package var unpublishedRegistries: [String] = []
    }

    package struct Keyword: Sendable {
        package let word: String
        /// What the keyword makes of a chart; nil for one that only adds something.
        package let kind: ChartKind?
        package let meaning: String
    }

    /// A key of values.yaml that means something.
    package struct ValuesKey: Sendable {
        package enum Kind: String, Sendable, CaseIterable {
            case string, bool, integer, list, table, image, registry
            case imageName = "image-name"
        }
        /// What davit looks for, under whatever key it stands.
        package enum Role: String, Sendable, CaseIterable {
            case none, image, action, registry, containers, parameters
            case completeImage = "complete-image"
            case pullPolicy = "pull-policy"
        }
        /// The key with those above it: `global.image`.
        package let path: String
        package let kind: Kind
        package let role: Role
        package let words: [String]
        package let fallback: String?
        package let meaning: String
        /// The fields of a list's items.
        package let fields: [Field]

        package struct Field: Sendable {
            package let name: String
            package let kind: Kind
            package let words: [String]
            package let isRequired: Bool
        }
    }

    /// A type of the fields of the form that is shown before installing.
    package struct ParameterType: Sendable {
        /// What the default has to be.
        package enum Default: String, Sendable, CaseIterable { case any, string, bool }
        package let word: String
        package let fallback: Default
        /// Whether `value` lists the choices.
        package let hasChoices: Bool
        /// Whether it is no field but a heading.
        package let isHeading: Bool
        package let meaning: String
    }

    /// A value that the platform adds to every chart's `global`.
    package struct Global: Sendable {
        /// What of the target it is.
        package enum Meaning: String, Sendable, CaseIterable { case other, registry, version }
        package let name: String
        package let sample: Value
        package let meaning: Meaning
        package let isSecret: Bool
    }

    /// An environment variable of an operator's container.
    package struct EnvironmentVariable: Sendable {
        /// `workflow`: operators of DAG files, `task`: the Task API.
        package enum Contract: String, Sendable, CaseIterable { case workflow, task, both }
        package let name: String
        package let contract: Contract
        /// Only there where the operator has an input.
        package let needsInput: Bool
        /// Only there where the operator has this parameter: `enable_proxy`.
        package let needs: String?
        package let meaning: String
    }

    /// The form whose values arrive as environment variables.
    package struct FormEnvironment: Sendable {
        package var form = ""
        package var isUpperCase = false
    }

    /// A chart that others name without saying where it is.
    package struct KnownChart: Sendable {
        package let name: String
        package let kind: ChartKind
        /// The folder of davit's own, inside the program.
        package let embedded: String?
        /// Paths that are right on this platform, wherever else they lead nowhere.
        package let paths: [String]
        /// The key of its values that sets the tag of the image that it installs.
        package let tagValue: String?
        package let meaning: String
    }

    /// Images that a platform has in its registry.
    package struct ImageGroup: Sendable {
        package let name: String
        package let meaning: String
        package let images: [String]
    }

    /// What a platform does in some versions.
    package struct Behaviour: Sendable {
        package let name: String
        package let range: VersionRange?
        package let meaning: String
    }
}
