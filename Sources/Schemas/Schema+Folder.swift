package import OS
import Values

extension Schema {
    /// How large a referenced schema may be.
    private static let largestFile = 8 << 20

    /// Reads referenced schemas from a folder and those below it; a link that leads out of the folder is refused.
    package static func loader(folder: Path) -> Loader {
        { path in
            let file = folder / path
            guard Files.isFile(file) else { return nil }
            let root = try Files.real(folder)
            let real = try Files.real(file)
            guard real.relative(to: root) != nil else {
                throw LoadingError(description: "open /\(path): a link that leads out of the schema's folder")
            }
            return try JSON.read(try Files.read(real, limit: largestFile))
        }
    }

    private struct LoadingError: Error, CustomStringConvertible {
        let description: String
    }
}
