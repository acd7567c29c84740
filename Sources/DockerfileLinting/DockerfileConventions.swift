/// What a platform has agreed on about its Dockerfiles, so that the rules don't speak against it.
package struct DockerfileConventions: Sendable {
    /// Label keys that are right although they aren't written as the format asks.
    package var labelKeys: Set<String>
    /// What the names of bases begin with whose `latest` is right, such as images that only the build itself makes.
    package var floatingBases: [String]
    /// The registries that bases may come from; empty where any may.
    package var registries: Set<String>

    package init(labelKeys: Set<String> = [], floatingBases: [String] = [], registries: Set<String> = []) {
        self.labelKeys = labelKeys
        self.floatingBases = floatingBases
        self.registries = registries
    }
}
