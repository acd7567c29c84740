package import Archives
import Findings
package import Values

/// What a manifest says of one blob.
package struct Descriptor: Hashable, Sendable {
    package let mediaType: String
    package let digest: Digest
    package let size: Int
}

/// A manifest as it came, and what it holds.
package struct Manifest: Sendable {
    package let digest: Digest
    package let mediaType: String
    package let bytes: [UInt8]
    package let value: Value
    package let config: Descriptor?
    package let layers: [Descriptor]

    private static let mostLayers = 10_000

    /// Reads a manifest; the reason in the error is for a sentence that names it.
    init(_ bytes: [UInt8], mediaType: String?) throws(BadManifest) {
        self.bytes = bytes
        digest = Digest(of: bytes)
        do throws(JSONError) {
            value = try JSON.read(bytes)
        } catch {
            throw BadManifest(reason: "it is no JSON (line \(error.position.line): \(error))")
        }
        guard value.table != nil else { throw BadManifest(reason: "it is no object") }
        // The content's own word counts more than the server's.
        self.mediaType = value["mediaType"]?.string ?? mediaType ?? ""
        if value["manifests"] != nil, value["layers"] == nil {
            throw BadManifest(reason: "it is an index of several manifests, not a manifest")
        }
        config = try value["config"].map { value throws(BadManifest) in try Manifest.descriptor(value) }
        let list = value["layers"]?.list ?? []
        guard list.count <= Manifest.mostLayers else {
            throw BadManifest(reason: "it has more than \(Manifest.mostLayers) layers")
        }
        var layers: [Descriptor] = []
        for item in list { layers.append(try Manifest.descriptor(item)) }
        self.layers = layers
    }

    private static func descriptor(_ value: Value) throws(BadManifest) -> Descriptor {
        guard let text = value["digest"]?.string, let digest = try? Digest(text) else {
            throw BadManifest(reason: "a blob in it has no sha256 digest")
        }
        guard case .integer(let size) = value["size"]?.content, size >= 0 else {
            throw BadManifest(reason: "the blob \(digest) in it has no size")
        }
        return Descriptor(mediaType: value["mediaType"]?.string ?? "", digest: digest, size: Int(size))
    }
}

/// Why a manifest can't be used.
struct BadManifest: Error {
    let reason: String
}

/// The media types that davit reads.
package enum MediaType {
    package static let chartConfig = "application/vnd.cncf.helm.config.v1+json"
    package static let chart = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"
    package static let chartProvenance = "application/vnd.cncf.helm.chart.provenance.v1.prov"
    /// What Helm wrote before version 3.7.
    package static let legacyChart = "application/tar+gzip"
    package static let ociManifest = "application/vnd.oci.image.manifest.v1+json"
    package static let ociIndex = "application/vnd.oci.image.index.v1+json"
    package static let dockerManifest = "application/vnd.docker.distribution.manifest.v2+json"
    package static let dockerList = "application/vnd.docker.distribution.manifest.list.v2+json"
}
