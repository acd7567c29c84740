import Foundation

/// A name in the form in which Python compares names.
func normalised(_ name: String) -> String { name.precomposedStringWithCompatibilityMapping }
