import OS
import Synchronization

/// Runs blocking work on a bounded number of threads of its own, so that none of it stands in the way of the
/// cooperative pool.
package enum Workers {
    /// How many downloads run at once where nothing else is said: enough to hide the network's waits, few enough not to
    /// trouble a server.
    package static let downloads = 6

    /// Does `work` for every item and returns the results in the items' order.
    ///
    /// The first error cancels what hasn't started, and through `cancellation` what runs; all errors that came up are
    /// thrown together, in the items' order.
    package static func map<Item: Sendable, Result: Sendable>(
        _ items: [Item], width: Int = downloads, cancellation: Cancellation = Cancellation(),
        _ work: @escaping @Sendable (Item, Cancellation) throws -> Result
    ) throws(WorkFailures) -> [Result] {
        let state = WorkState<Result>(count: items.count)
        // Its own flag: a failure here must not cancel what else the caller's flag governs.
        let stop = Cancellation(following: cancellation)
        Parallel.run(min(max(1, width), items.count)) {
            while let index = state.next(stop) {
                do {
                    state.finish(index, .success(try work(items[index], stop)))
                } catch {
                    state.finish(index, .failure(error))
                    stop.cancel()
                }
            }
        }
        return try state.results(cancelled: cancellation.isCancelled)
    }
}

/// What went wrong in parallel work, in the order of its items.
package struct WorkFailures: Error, CustomStringConvertible {
    package let errors: [any Error]
    package var description: String { errors.map { "\($0)" }.joined(separator: "\n") }
}

private final class WorkState<Output: Sendable>: Sendable {
    private struct Progress: Sendable {
        var next = 0
        var done: [Result<Output, any Error>?]
    }

    private let progress: Mutex<Progress>

    init(count: Int) {
        progress = Mutex(Progress(done: Array(repeating: nil, count: count)))
    }

    func next(_ stop: Cancellation) -> Int? {
        if stop.isCancelled { return nil }
        return progress.withLock { progress in
            guard progress.next < progress.done.count else { return nil }
            progress.next += 1
            return progress.next - 1
        }
    }

    func finish(_ index: Int, _ result: Result<Output, any Error>) {
        progress.withLock { $0.done[index] = result }
    }

    func results(cancelled: Bool) throws(WorkFailures) -> [Output] {
        let done = progress.withLock { $0.done }
        var outputs: [Output] = []
        var errors: [any Error] = []
        for result in done {
            switch result {
            case .success(let output): outputs.append(output)
            case .failure(let error): errors.append(error)
            case nil: break
            }
        }
        // Cancellations that another item's error caused say nothing of their own.
        let causes = errors.filter { ($0 as? TransferError)?.kind != .cancelled }
        if !causes.isEmpty { throw WorkFailures(errors: causes) }
        if !errors.isEmpty { throw WorkFailures(errors: errors) }
        if outputs.count < done.count {
            throw WorkFailures(errors: [TransferError(.cancelled, "", "the downloads were cancelled")])
        }
        return outputs
    }
}
