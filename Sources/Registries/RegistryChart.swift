import Archives

/// A chart that was fetched, wherever from.
package struct FetchedChart: Sendable {
    /// The packed chart.
    package let archive: DownloadCache.Content
    /// Its provenance, where it was asked for and is there.
    package let provenance: DownloadCache.Content?
    /// Where it came from, without secrets.
    package let source: String

    package init(archive: DownloadCache.Content, provenance: DownloadCache.Content?, source: String) {
        self.archive = archive
        self.provenance = provenance
        self.source = source
    }
}

/// How large what belongs to a chart may be.
package enum ChartLimits {
    /// Helm refuses to unpack a chart above 100 MiB; packed, none of those that it takes is larger.
    package static let archive = 100 << 20
    package static let provenance = 4 << 20
    package static let config = 4 << 20
    package static let index = 64 << 20
}

extension RegistryClient {
    /// Fetches a chart by tag or digest; Helm's words where it isn't one.
    package func chart(_ reference: Reference, withProvenance: Bool = false) throws -> FetchedChart {
        let manifest = try manifest(of: reference)
        guard manifest.config?.mediaType == MediaType.chartConfig else {
            throw RegistryClient.noChart(reference, "could not load config with mediatype \(MediaType.chartConfig)")
        }
        let layer = manifest.layers.last { [MediaType.chart, MediaType.legacyChart].contains($0.mediaType) }
        guard let layer else {
            throw RegistryClient.noChart(
                reference, "manifest does not contain a layer with mediatype \(MediaType.chart)")
        }
        var provenance: DownloadCache.Content?
        if withProvenance, let layer = manifest.layers.last(where: { $0.mediaType == MediaType.chartProvenance }) {
            provenance = try blob(layer, of: reference, limit: ChartLimits.provenance)
        }
        let archive = try blob(layer, of: reference, limit: ChartLimits.archive)
        return FetchedChart(archive: archive, provenance: provenance, source: reference.description)
    }

    private static func noChart(_ reference: Reference, _ reason: String) -> TransferError {
        TransferError(
            .badAnswer, reference.description, "\(reference) is no chart: \(reason)",
            remedy: "check the reference: it may name an image")
    }
}
