package import Dockerfiles
package import Findings
package import Images
import OS

/// One image of an extension: its Dockerfile, the folder that it is built from, and what lies there.
package struct Container: Sendable {
    /// What an image is for.
    package enum Kind: String, Sendable, CaseIterable {
        /// Carries DAG files and operators into the platform.
        case flows = "dag"
        /// Carries packed charts into the platform.
        case charts = "collection"
        /// Runs as an operator.
        case processing
        /// Other images build upon it.
        case base
        /// Runs as a service or an application.
        case service
    }

    /// A text of a file and where it stands.
    package struct PlacedText: Sendable, Hashable {
        package let text: String
        package let position: Position
    }

    /// The Dockerfile, seen from the extension's root.
    package let path: String
    /// The folder that it is built from.
    package let folder: String
    package let kind: Kind
    package let dockerfile: Dockerfile
    /// What the label of images says; nil where it is missing.
    package let image: PlacedText?
    /// Whether the platform's build leaves it out.
    package let isIgnored: Bool
    /// What COPY and ADD take from where, in order.
    package let copies: [CopyStep]
    /// The files that the image gets from the extension, sorted by their paths in it.
    package let files: [ImageFile]
    /// processing-container.json beside the Dockerfile, or copied by it.
    package let descriptor: Descriptor?
    /// The references of all stages that aren't other stages, in order.
    package let bases: [Base]

    /// What a stage is built upon.
    package struct Base: Sendable {
        package let stage: Int
        package let text: String
        package let position: Position
        /// Nil where the text is no reference, or holds a variable that only the build knows.
        package let reference: ImageReference?
        /// What the profile knows about it.
        package let known: Profile.Base?
    }

    /// The image's name: what its label says, else the folder's name.
    package var name: String {
        image?.text ?? SourceTree.name(folder)
    }

    /// Whether its image carries files into the platform.
    package var installs: Bool { kind == .flows || kind == .charts }
}

/// One COPY or ADD: what it takes and where it puts it.
package struct CopyStep: Sendable {
    package let instruction: Instruction
    /// The number of its stage.
    package let stage: Int
    /// The stage or image that it copies from; nil for the build's folder.
    package let from: Word?
    /// What it takes from the build's folder; paths are seen from there.
    package let sources: CopySources
    /// The absolute path in the image, without a slash at the end; nil where only the build or the base image knows.
    package let target: String?
}

/// One file of an image that comes from the extension.
package struct ImageFile: Sendable {
    /// The absolute path in the image.
    package let path: String
    /// The file, seen from the extension's root.
    package let source: String
    /// The COPY or ADD that puts it there.
    package let position: Position
}
