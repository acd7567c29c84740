import Glibc
import Synchronization

/// A flag that several threads watch; set once, it stays set.
package final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)
    private let above: Cancellation?

    package init() { above = nil }

    /// One that is also set when another is.
    package init(following above: Cancellation) { self.above = above }

    package var isCancelled: Bool { flag.load(ordering: .relaxed) || above?.isCancelled ?? false }
    package func cancel() { flag.store(true, ordering: .relaxed) }

    /// Sleeps, in small steps so that a cancellation ends it; false where one did. Blocks the thread.
    func sleep(seconds: Double) -> Bool {
        var left = seconds
        while left > 0 {
            if isCancelled { return false }
            let step = min(left, 0.05)
            usleep(UInt32(step * 1_000_000))
            left -= step
        }
        return !isCancelled
    }
}
