/// The sizes above which Helm doesn't load a chart.
package enum ChartLimits {
    /// One file, packed or not.
    package static let file = 5 << 20
    /// All files of a packed chart together.
    package static let archive = 100 << 20
    /// What a chart's archive may unpack to, headers, folders and the archives inside it included. Helm bounds no more
    /// than the files of each archive: a few kilobytes of archives in archives would fill any memory.
    package static let unpacked = 256 << 20
    /// Files and folders of a chart's folder.
    package static let entries = 200_000
    /// Links that are followed: they can make a handful of folders look like millions.
    package static let links = 10_000
    /// Subcharts in subcharts: deeper nesting is refused before it can hurt. No chart comes near.
    package static let nesting = 32
}
