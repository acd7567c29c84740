import Console
import Foundation
import OS
import Synchronization
import TestSupport
import Testing

@Suite struct OutputTests {
    private func ends() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        return (ends[0], ends[1])
    }

    @Test func aFullDiskIsAnError() throws {
        let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
        try #require(full >= 0)
        defer { close(full) }
        let (reading, writing) = try ends()
        defer { close(reading) }
        let outputs = Outputs.descriptors(full, writing)
        let code = Sample.program {
            $0.output.line("result"); return .done
        }
        .run(["lint"], in: Surroundings(outputs: outputs))
        close(writing)
        #expect(code == 1)
        let said = FileHandle(fileDescriptor: reading).readDataToEndOfFile()
        #expect(
            String(decoding: said, as: UTF8.self)
                == "Error: standard output can't be written: no space left on device\n")
    }

    @Test func nobodyListeningEndsQuietly() throws {
        _ = signal(SIGPIPE, SIG_IGN)
        let (reading, writing) = try ends()
        close(reading)
        defer { close(writing) }
        let scratch = try Scratch()
        let log = open((scratch.folder / "log").string, O_RDWR | O_CREAT, 0o600)
        defer { close(log) }
        let code = Sample.program {
            $0.output.line("result"); return .done
        }
        .run(["lint"], in: Surroundings(outputs: .descriptors(writing, log)))
        #expect(code == 141)
        #expect(lseek(log, 0, SEEK_END) == 0)
    }

    @Test func theProcessEndsAtOnceWhenNobodyListens() async throws {
        let result = try await #require(processExitsWith: .exitCode(141), observing: [\.standardErrorContent]) {
            var ends: [Int32] = [-1, -1]
            _ = signal(SIGPIPE, SIG_IGN)
            guard pipe(&ends) == 0, dup2(ends[1], 1) == 1 else { return }
            close(ends[0])
            let outputs = Outputs.process()
            for _ in 0..<100_000 { outputs.standard.line("a line that nobody reads") }
            exit(0)
        }
        // The testing library itself writes a mark of a few bytes.
        #expect(!String(decoding: result.standardErrorContent, as: UTF8.self).contains("Error"))
    }

    @Test func resultsAreWrittenAtOnceAndBeforeMessages() throws {
        let (reading, writing) = try ends()
        defer { close(reading) }
        let outputs = Outputs.descriptors(writing, writing)
        outputs.standard.line("1")
        outputs.standard.line("2")
        var waiting = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
        #expect(poll(&waiting, 1, 0) == 0)
        outputs.errors.line("message")
        outputs.standard.line("3")
        try outputs.standard.flush()
        close(writing)
        let said = FileHandle(fileDescriptor: reading).readDataToEndOfFile()
        #expect(String(decoding: said, as: UTF8.self) == "1\n2\nmessage\n3\n")
    }

    @Test func linesFromManyThreadsStayWhole() async {
        let outputs = Outputs.collecting()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask { for _ in 0..<200 { outputs.standard.line(String(repeating: "\(number)", count: 50)) } }
            }
        }
        let lines = outputs.standard.text.split(separator: "\n")
        #expect(lines.count == 1600)
        #expect(lines.allSatisfy { $0.count == 50 && Set($0).count == 1 })
    }

    // MARK: Progress

    /// A clock that is told the time.
    final class Clock: Sendable {
        let time = Mutex<Int64>(0)
        func set(_ value: Int64) { time.withLock { $0 = value } }
        var now: @Sendable () -> Int64 { { [self] in time.withLock { $0 } } }
    }

    @Test func progressIsRewrittenTenTimesASecond() {
        let outputs = Outputs.collecting(isTerminal: true, width: 60)
        let clock = Clock()
        let progress = Progress("pulling", total: 4_000_000, outputs: outputs, isShown: true, now: clock.now)
        for step in 1...2000 {
            clock.set(Int64(step))
            progress.reach(step * 1000)
        }
        progress.finish()
        progress.reach(5)
        let lines = outputs.errors.text.components(separatedBy: "\r\u{1B}[K").dropFirst()
        #expect(lines.count == 21)
        #expect(lines.first == "pulling  100 kB of 4.0 MB  2%")
        #expect(lines.dropLast().last == "pulling  2.0 MB of 4.0 MB  50%  1.0 MB/s  2 s left")
        #expect(lines.last == "")
        #expect(outputs.standard.text == "")
    }

    @Test func progressGivesWayToMessages() {
        let outputs = Outputs.collecting(isTerminal: true, width: 20)
        let clock = Clock()
        let progress = Progress(
            "packing", total: 12, unit: .count("charts"), outputs: outputs, isShown: true, now: clock.now)
        clock.set(200)
        progress.show("a chart whose name is long\u{1B}[2J")
        outputs.errors.line("message")
        outputs.errors.line("message")
        clock.set(2000)
        progress.advance(by: 3)
        progress.finish()
        #expect(
            outputs.errors.text
                == "\r\u{1B}[Kpacking  0/12 char…\r\u{1B}[Kmessage\nmessage\n\r\u{1B}[Kpacking  3/12 char…\r\u{1B}[K")
    }

    @Test(
        arguments: [
            (true, [:], ["lint"], true), (false, [:], ["lint"], false), (true, ["CI": "true"], ["lint"], false),
            (true, [:], ["-q", "lint"], false), (true, ["CI": "false"], ["lint"], true),
            (true, ["TERM": "dumb"], ["lint"], false),
        ] as [(Bool, [String: String], [String], Bool)])
    func progressShowsOnlyToPeople(_ isTerminal: Bool, _ variables: [String: String], _ line: [String], _ shows: Bool) {
        let outcome = Sample.run(line, environment: variables, isTerminal: isTerminal) { invocation in
            let progress = invocation.progress("working", total: 10, unit: .count("steps"))
            usleep(110_000)
            progress.advance()
            progress.finish()
            invocation.suggestNext("davit package")
            return .done
        }
        #expect(outcome.errors.contains("1/10 steps") == shows)
        #expect(outcome.errors.contains("next: davit package") == (isTerminal && !line.contains("-q")))
    }

    @Test func anInterruptionClearsTheLine() async throws {
        let result = try await #require(
            processExitsWith: .signal(SIGINT), observing: [\.standardErrorContent]
        ) {
            _ = signal(SIGINT, SIG_DFL)
            Interruption.watch()
            // From a foreign thread, as signals come.
            Thread.detachNewThread { kill(getpid(), SIGINT) }
            sleep(10)
        }
        #expect(String(decoding: result.standardErrorContent, as: UTF8.self).hasSuffix("\r\u{1B}[K"))
    }
}
