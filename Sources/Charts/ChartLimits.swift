/// The sizes above which Helm doesn't load a chart.
package enum ChartLimits {
    /// One file, packed or not.
    package static let file = 5 << 20
    /// All files of a packed chart together.
    package static let archive = 100 << 20
    /// Subcharts in subcharts: deeper nesting is refused before it can hurt. No chart comes near.
    package static let nesting = 32
}
