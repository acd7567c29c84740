import Glibc
package import OS
import Synchronization

/// Where a program's words go: results to one stream, everything else to the other.
///
/// Each stream is buffered and written at once. The two keep their order: what was printed before a message is written
/// before it. A line of progress lives on the second stream and gives way to everything that is printed.
package final class Outputs: Sendable {
    private struct Stream {
        /// Nil for a stream that collects in memory.
        let descriptor: Int32?
        var buffer: [UInt8] = []
        var collected: [UInt8] = []
        var failure: SystemError?
    }

    private struct State {
        var streams: [Stream]
        var hasLiveLine = false
    }

    /// What happens when nobody reads a stream any more.
    private let onClosed: (@Sendable () -> Void)?
    private let state: Mutex<State>
    private let terminals: [Bool]
    /// The number of cells in a line of the terminal; nil where none is known.
    package let width: Int?

    private init(_ streams: [Stream], terminals: [Bool], width: Int?, onClosed: (@Sendable () -> Void)?) {
        self.terminals = terminals
        self.width = width
        self.onClosed = onClosed
        state = Mutex(State(streams: streams))
    }

    /// The process's own streams. When the reader of standard output has gone, the process ends at once and quietly,
    /// with the status that a shell gives for it.
    package static func process() -> Outputs {
        let width = [1, 2, 0].lazy.compactMap(Outputs.terminalWidth).first
        return Outputs(
            [Stream(descriptor: 1), Stream(descriptor: 2)], terminals: [isatty(1) == 1, isatty(2) == 1], width: width,
            onClosed: { _exit(Outputs.closedStatus) })
    }

    /// Streams over any two descriptors.
    package static func descriptors(_ standard: Int32, _ errors: Int32) -> Outputs {
        Outputs(
            [Stream(descriptor: standard), Stream(descriptor: errors)],
            terminals: [isatty(standard) == 1, isatty(errors) == 1], width: terminalWidth(standard), onClosed: nil)
    }

    /// Streams that keep what is printed, for tests and for text that is made into something else.
    package static func collecting(isTerminal: Bool = false, width: Int? = nil) -> Outputs {
        Outputs(
            [Stream(descriptor: nil), Stream(descriptor: nil)], terminals: [isTerminal, isTerminal], width: width,
            onClosed: nil)
    }

    /// Are these the process's own?
    var isProcess: Bool { onClosed != nil }

    /// 128 and the number of SIGPIPE: what a shell says of a program that nobody listened to any more.
    static let closedStatus: Int32 = 141

    package var standard: Output { Output(outputs: self, index: 0) }
    package var errors: Output { Output(outputs: self, index: 1) }

    fileprivate func isTerminal(_ index: Int) -> Bool { terminals[index] }

    fileprivate func write(_ text: some Collection<UInt8>, to index: Int) {
        state.withLock { state in
            // Once broken, a stream stays silent; its failure is reported at the end.
            guard state.streams[index].failure == nil else { return }
            state.streams[index].buffer.append(contentsOf: text)
            let isUrgent = index == 1 || terminals[index]
            if isUrgent {
                eraseLiveLine(&state)
                flush(&state)
            } else if state.streams[index].buffer.count >= 1 << 16 {
                flush(&state)
            }
        }
    }

    /// Writes what is buffered. Returns what went wrong with the stream so far.
    fileprivate func flush(_ index: Int) -> SystemError? {
        state.withLock { state in
            if terminals[index] { eraseLiveLine(&state) }
            flush(&state)
            return state.streams[index].failure
        }
    }

    fileprivate func collected(_ index: Int) -> [UInt8] {
        state.withLock { state in
            flush(&state)
            return state.streams[index].collected
        }
    }

    /// Shows a line that is overwritten by the next one, on the second stream.
    func showLiveLine(_ line: String) {
        state.withLock { state in
            guard state.streams[1].failure == nil else { return }
            state.streams[1].buffer.append(contentsOf: "\r\u{1B}[K\(line)".utf8)
            state.hasLiveLine = true
            flush(&state)
        }
    }

    func eraseLiveLine() {
        state.withLock { state in
            eraseLiveLine(&state)
            flush(&state)
        }
    }

    private func eraseLiveLine(_ state: inout State) {
        guard state.hasLiveLine else { return }
        state.hasLiveLine = false
        // Before everything else that waits on either stream.
        state.streams[1].buffer.insert(contentsOf: "\r\u{1B}[K".utf8, at: 0)
        if terminals[0], !state.streams[0].buffer.isEmpty {
            flush(&state.streams[1])
        }
    }

    private func flush(_ state: inout State) {
        flush(&state.streams[0])
        flush(&state.streams[1])
    }

    private func flush(_ stream: inout Stream) {
        guard !stream.buffer.isEmpty, stream.failure == nil else { return }
        defer { stream.buffer.removeAll(keepingCapacity: true) }
        guard let descriptor = stream.descriptor else {
            stream.collected.append(contentsOf: stream.buffer)
            return
        }
        var written = 0
        while written < stream.buffer.count {
            do throws(SystemError) {
                written += try check("write") {
                    stream.buffer.withUnsafeBytes {
                        guard let base = $0.baseAddress else { return 0 }
                        return Glibc.write(descriptor, base + written, $0.count - written)
                    }
                }
            } catch {
                if error.code == EAGAIN {
                    // A terminal shared with another program may be set not to block.
                    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&waiting, 1, -1)
                    continue
                }
                stream.failure = error
                if error.code == EPIPE { onClosed?() }
                return
            }
        }
    }

    private static func terminalWidth(_ descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}

/// One of a program's two streams.
package struct Output: Sendable {
    package let outputs: Outputs
    fileprivate let index: Int

    package var isTerminal: Bool { outputs.isTerminal(index) }
    /// The width that lines are fitted to: the terminal's, or nil where the stream is no terminal.
    package var terminalWidth: Int? { isTerminal ? outputs.width ?? 80 : nil }

    package func write(_ text: String) { outputs.write(text.utf8, to: index) }
    package func write(_ bytes: [UInt8]) { outputs.write(bytes, to: index) }
    package func line(_ text: String = "") { outputs.write((text + "\n").utf8, to: index) }

    /// Writes what is still buffered, and throws what went wrong since the start: a full disk, a closed stream.
    package func flush() throws(SystemError) {
        if let failure = outputs.flush(index) { throw failure }
    }

    /// What was printed so far, on a stream that collects.
    package var collected: [UInt8] { outputs.collected(index) }
    package var text: String { String(decoding: collected, as: UTF8.self) }
}
