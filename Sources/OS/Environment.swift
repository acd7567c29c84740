import Glibc

/// The process's environment.
package enum Environment {
    /// A variable's value, nil where it isn't set.
    package static func value(_ name: String) -> String? {
        guard let text = getenv(name) else { return nil }
        return String(cString: text)
    }

    /// A variable's value, nil where it isn't set or empty.
    package static func nonEmpty(_ name: String) -> String? {
        guard let text = value(name), !text.isEmpty else { return nil }
        return text
    }

    /// How many processors this process may use.
    package static var processors: Int {
        max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    }
}
