import CLinux
import Glibc
import Synchronization

/// Work on all cores, on threads of our own: file reading and parsing block, and the cooperative pool is for what
/// doesn't. The threads have room for the recursion over deeply nested documents.
package enum Parallel {
    private static let stackSize = 16 << 20

    /// The results of `transform` for each item, in the items' order. An item's error doesn't stop the others.
    package static func map<Item: Sendable, Output: Sendable>(
        _ items: [Item], workers: Int = Environment.processors,
        _ transform: @escaping @Sendable (Item) throws -> Output
    ) -> [Result<Output, any Error>] {
        let workers = min(workers, items.count)
        if workers <= 1 { return items.map { item in Result { try transform(item) } } }
        let next = Atomic<Int>(0)
        let results = Mutex<[Result<Output, any Error>?]>(Array(repeating: nil, count: items.count))
        run(workers) {
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < items.count else { return }
                let result = Result { try transform(items[index]) }
                results.withLock { $0[index] = result }
            }
        }
        return results.withLock { $0.compactMap { $0 } }
    }

    /// Runs `body` where there is room for the recursion over deeply nested documents: on this thread, or, where the
    /// user's limit for its stack is low, on one of our own.
    package static func withRoom<Output: Sendable>(_ body: @escaping @Sendable () -> Output) -> Output {
        var limit = rlimit()
        let isKnown = getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit) == 0
        guard isKnown, limit.rlim_cur < enoughStack else { return body() }
        let output = Mutex<Output?>(nil)
        run(2, onlyOthers: true) {
            let result = body()
            output.withLock { $0 = result }
        }
        // Where no thread can be had, this one has to do.
        return output.withLock { $0 } ?? body()
    }

    /// What Linux gives the first thread of a process.
    private static let enoughStack = rlim_t(8 << 20)

    private final class Work {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }

    /// Runs `body` on so many threads, this one among them unless others are asked for, and waits for all. There are
    /// fewer where the machine gives no more: a body takes what is left to do until nothing is.
    package static func run(_ count: Int, onlyOthers: Bool = false, _ body: () -> Void) {
        withoutActuallyEscaping(body) { body in
            var attributes = pthread_attr_t()
            pthread_attr_init(&attributes)
            pthread_attr_setstacksize(&attributes, stackSize)
            defer { pthread_attr_destroy(&attributes) }
            var threads: [pthread_t] = []
            for _ in 1..<max(1, count) {
                var thread = pthread_t()
                let work = Unmanaged.passRetained(Work(body))
                // Where no further thread can be had, those that run do the work.
                guard pthread_create(&thread, &attributes, startWork, work.toOpaque()) == 0 else {
                    work.release()
                    break
                }
                threads.append(thread)
            }
            if !onlyOthers { body() }
            for thread in threads { pthread_join(thread, nil) }
        }
    }

    /// At file level in effect: a closure literal could carry the isolation of where it was written.
    private static let startWork: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { pointer in
        if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body() }
        return nil
    }
}
