import Glibc

/// Clears the line of progress when the program is interrupted while one is shown, then lets the signal do its work.
package enum Interruption {
    /// From here on a signal that ends the program clears the line first.
    package static func watch() {
        for number in [SIGINT, SIGTERM, SIGHUP] {
            var current = sigaction()
            sigaction(number, nil, &current)
            // Whoever handles a signal, or was started with it ignored, keeps it.
            guard current.__sigaction_handler.sa_handler == nil else { continue }
            _ = signal(number, clearLineAndEnd)
        }
    }
}

/// Only what is safe inside a signal handler: one write, and the signal once more with its default effect. A function at
/// file scope, so that it belongs to no actor.
private nonisolated func clearLineAndEnd(_ number: Int32) {
    let erasing: StaticString = "\r\u{1B}[K"
    _ = write(2, erasing.utf8Start, erasing.utf8CodeUnitCount)
    _ = signal(number, SIG_DFL)
    _ = raise(number)
}
