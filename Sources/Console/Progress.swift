import Glibc
import Synchronization

/// How far long work has come, as one line on standard error that is rewritten at most ten times a second.
///
/// It shows only where a person looks on: on a terminal, outside CI, without --quiet. It can be told of progress from
/// any thread. The line goes away at the end, and when the program is interrupted.
package final class Progress: Sendable {
    /// What is counted.
    package enum Unit: Hashable, Sendable {
        case bytes
        /// Things of this name, in the plural: `charts`.
        case count(String)
    }

    private struct State {
        var done = 0
        var total: Int?
        var detail = ""
        var drawn: Int64?
        var isFinished = false
    }

    private let what: String
    private let unit: Unit
    private let outputs: Outputs
    private let isShown: Bool
    private let now: @Sendable () -> Int64
    private let start: Int64
    private let state: Mutex<State>

    /// `now` gives milliseconds that never go back.
    package init(
        _ what: String, total: Int? = nil, unit: Unit = .bytes, outputs: Outputs, isShown: Bool,
        now: @escaping @Sendable () -> Int64 = { Progress.clock() }
    ) {
        self.what = Text.safe(what)
        self.unit = unit
        self.outputs = outputs
        self.isShown = isShown
        self.now = now
        start = now()
        state = Mutex(State(total: total))
        if isShown, outputs.isProcess { Interruption.watch() }
    }

    deinit { finish() }

    /// So much more is done.
    package func advance(by amount: Int = 1) { update { $0.done += amount } }
    /// So much is done in all.
    package func reach(_ done: Int) { update { $0.done = done } }
    /// The total is known only now, or has grown.
    package func expect(_ total: Int) { update { $0.total = total } }
    /// What is being worked on at the moment.
    package func show(_ detail: String) {
        guard isShown else { return }
        let safe = Text.safe(detail)
        update { $0.detail = safe }
    }

    /// Takes the line away.
    package func finish() {
        guard isShown else { return }
        let wasDrawn = state.withLock { state in
            defer { state.isFinished = true }
            return !state.isFinished && state.drawn != nil
        }
        if wasDrawn { outputs.eraseLiveLine() }
    }

    private func update(_ change: (inout State) -> Void) {
        guard isShown else { return }
        let time = now()
        let line: String? = state.withLock { state in
            change(&state)
            // Work that is over in a moment never shows a line.
            guard !state.isFinished, time - (state.drawn ?? start) >= 100 else { return nil }
            state.drawn = time
            return Progress.line(what, unit, state.done, state.total, state.detail, milliseconds: time - start)
        }
        if let line {
            // The last column stays free: some terminals wrap when it is written to.
            outputs.showLiveLine(Text.cut(line, to: max(10, (outputs.width ?? 80) - 1)))
        }
    }

    /// `packing  3/12 charts  1.5/s  6 s left  app`
    static func line(
        _ what: String, _ unit: Unit, _ done: Int, _ total: Int?, _ detail: String, milliseconds: Int64
    ) -> String {
        var parts = [what]
        switch unit {
        case .bytes:
            parts.append(total.map { "\(Quantity.bytes(done)) of \(Quantity.bytes($0))" } ?? Quantity.bytes(done))
        case .count(let name):
            parts.append(total.map { "\(done)/\($0) \(name)" } ?? "\(done) \(name)")
        }
        if let total, total > 0 { parts.append("\(min(100, Int(Double(done) / Double(total) * 100)))%") }
        // A rate over less than a second says nothing.
        if milliseconds >= 1000, done > 0 {
            let rate = Double(done) / Double(milliseconds) * 1000
            switch unit {
            case .bytes: parts.append("\(Quantity.bytes(Int(rate)))/s")
            case .count: parts.append("\(Quantity.oneDigit(rate))/s")
            }
            if let total, total > done, rate > 0 {
                parts.append("\(Quantity.time(seconds: Double(total - done) / rate)) left")
            }
        }
        if !detail.isEmpty { parts.append(detail) }
        return parts.joined(separator: "  ")
    }

    /// Milliseconds since some moment.
    package static func clock() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}

extension Invocation {
    /// The progress of this command's long work; silent where nobody looks on.
    package func progress(_ what: String, total: Int? = nil, unit: Progress.Unit = .bytes) -> Progress {
        let isCI = variable("CI").map { !$0.isEmpty && $0 != "false" } ?? false
        let isShown = errors.isTerminal && !isQuiet && !isCI && variable("TERM") != "dumb"
        return Progress(what, total: total, unit: unit, outputs: surroundings.outputs, isShown: isShown)
    }
}
