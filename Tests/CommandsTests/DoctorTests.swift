import Console
import OS
import TestSupport
import Testing
import Values

@testable import Commands

/// `davit doctor`.
@Suite struct DoctorTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch("doctor") }

    private func tool(_ name: String) throws {
        let path = try scratch.write("bin/" + name, "#!/bin/sh\n")
        try #require(try Child("chmod", ["755", path.string]).run().succeeded)
    }

    private var environment: [String: String] {
        [
            "PATH": scratch.folder.string + "/bin", "HOME": scratch.folder.string,
            "DAVIT_HOME": scratch.folder.string + "/home", "LANG": "C.UTF-8",
        ]
    }

    private func machine(_ distribution: Distribution = .apt, _ more: [String: String] = [:]) -> Doctor.Machine {
        let environment = environment.merging(more) { $1 }
        return Doctor.Machine(
            variable: { environment[$0] }, distribution: distribution, isTerminal: false, width: nil,
            curl: { .success("libcurl/8.0.0 OpenSSL/3.0") })
    }

    @Test func aProgramIsThereOrIsNot() throws {
        #expect(DoctorChecks.gpg(machine()) == [.lacking("not in PATH", "apt-get install gnupg")])
        try tool("gpg")
        #expect(DoctorChecks.gpg(machine()) == [.ok(scratch.folder.string + "/bin/gpg")])
        #expect(DavitRun(["doctor", "git"], environment: environment).code == 3)
        #expect(DavitRun(["doctor", "gpg"], environment: environment).code == 0)
    }

    @Test(arguments: [
        ("ID=debian\n", Distribution.apt, "apt-get install gnupg"),
        ("NAME=x\nID_LIKE=\"ubuntu debian\"\nID=pop\n", .apt, "apt-get install gnupg"),
        ("ID=fedora\n", .dnf, "dnf install gnupg2"),
        ("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", .dnf, "dnf install gnupg2"),
        ("ID=alpine\n", .apk, "apk add gnupg"),
        ("ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\n", .zypper, "zypper install gpg2"),
        ("ID=arch\n", .pacman, "pacman -S gnupg"), ("ID='arch'\r\n", .pacman, "pacman -S gnupg"),
        ("", .unknown, "install the package gnupg with this system's package manager"),
        ("ID=\u{1B}[1mfoo\n", .unknown, "install the package gnupg with this system's package manager"),
    ])
    func theInstallingCommandFitsTheDistribution(_ release: String, _ distribution: Distribution, _ command: String) {
        #expect(Distribution(osRelease: release) == distribution)
        #expect(Distribution(osRelease: release).command(installing: .gpg) == command)
    }

    @Test func libcurlMayBeMissing() {
        var machine = machine(.dnf)
        #expect(DoctorChecks.curl(machine) == [.ok("libcurl/8.0.0")])
        machine.curl = { .failure(Doctor.CurlMissing(reason: "not found")) }
        #expect(DoctorChecks.curl(machine) == [.lacking("not found", "dnf install libcurl")])
    }

    @Test func storageIsNamedWithWhatIsFree() throws {
        let found = DoctorChecks.storage(machine())
        #expect(found.first?.state == .ok)
        #expect(found.first?.message.hasPrefix(scratch.folder.string + "/home, ") == true)
        #expect(!Files.exists(scratch.folder / "home"), "looking makes nothing")
        try scratch.write("file", "x")
        let blocked = DoctorChecks.storage(machine(.apt, ["DAVIT_HOME": scratch.folder.string + "/file/home"]))
        #expect(blocked.first?.state == .lacking)
        #expect(DoctorChecks.storage(machine(.apt, ["DAVIT_HOME": "/proc/1/nothing"])).first?.state == .lacking)
    }

    @Test(arguments: [
        ("{}", [Doctor.Outcome.ok("no helper is configured")]),
        (#"{"credsStore": "here", "credHelpers": {"r.example": "here"}}"#, [.ok("helpers: here")]),
        (
            #"{"credsStore": "pass", "credHelpers": {"r.example": "here"}}"#,
            [
                .lacking(
                    "CONFIG names docker-credential-pass, which is not in PATH",
                    "apt-get install golang-docker-credential-helpers")
            ]
        ),
        (
            #"{"credHelpers": {"r.example": "gcloud"}}"#,
            [
                .lacking(
                    "CONFIG names docker-credential-gcloud, which is not in PATH",
                    "install docker-credential-gcloud, or take it out of the file")
            ]
        ),
        (
            #"{"credsStore": "../../bin/sh"}"#,
            [
                .lacking(
                    "CONFIG names docker-credential-../../bin/sh, which is not in PATH",
                    "install docker-credential-../../bin/sh, or take it out of the file")
            ]
        ),
        (#"{"credsStore": 7}"#, [.ok("no helper is configured")]),
        ("{", [.lacking("CONFIG can't be read", "correct the file, or log in again")]),
        ("[]", [.lacking("CONFIG can't be read", "correct the file, or log in again")]),
    ])
    func credentialHelpersThatAreNamedMustBeThere(_ text: String, _ expected: [Doctor.Outcome]) throws {
        try tool("docker-credential-here")
        let path = try scratch.write(".docker/config.json", text)
        let found = DoctorChecks.credentials(machine()).map {
            Doctor.Outcome(
                state: $0.state, message: $0.message.replacing(path.string, with: "CONFIG"), remedy: $0.remedy)
        }
        #expect(found == expected)
    }

    @Test(arguments: [
        (["LANG": "C.UTF-8"], Doctor.Outcome.State.ok), (["LANG": "en_US.utf8"], .ok),
        (["LANG": "C"], .hint), (["LANG": ""], .hint), (["LANG": "C.UTF-8", "LC_ALL": "POSIX"], .hint),
    ])
    func localesAreHintsOnly(_ variables: [String: String], _ state: Doctor.Outcome.State) {
        #expect(DoctorChecks.locale(machine(.apt, variables)).map(\.state) == [state])
    }

    @Test func hintsDontFail() {
        let run = DavitRun(["doctor", "locale"], environment: environment.merging(["LANG": "C"]) { $1 })
        #expect(run.code == 0)
        #expect(run.output.contains("hint"))
    }

    @Test func certificatesMayBeNamedByAVariable() throws {
        let file = try scratch.write("ca.pem", "x").string
        #expect(DoctorChecks.certificates(machine(.apt, ["SSL_CERT_FILE": file])).map(\.state) == [.ok])
        #expect(DoctorChecks.certificates(machine(.apt, ["SSL_CERT_FILE": file + "x"])).map(\.state) == [.lacking])
    }

    @Test func documentsHoldEveryCheck() throws {
        let run = DavitRun(["doctor", "--format", "json"], environment: environment)
        #expect(run.code == 3)
        let document = try JSON.read(Array(run.output.utf8))
        let names = document["checks"]?.list?.compactMap { $0["name"]?.string }
        #expect(names == Doctor.checks.map(\.name))
        let git = document["checks"]?.list?.first { $0["name"] == "git" }
        #expect(git?["state"] == "lacking")
        #expect(git?["commands"] == ["lint --since", "new --from"])
        #expect(git?["remedy"]?.string?.contains("git") == true)
    }

    @Test func oneLineForEachThing() {
        let run = DavitRun(["doctor"], environment: environment)
        #expect(run.output.split(separator: "\n").count == Doctor.checks.count)
    }

    @Test(arguments: Doctor.topics)
    func aTopicShowsWhatItNeeds(_ topic: String) {
        let run = DavitRun(["doctor", topic, "--format", "json"], environment: environment)
        let count = (try? JSON.read(Array(run.output.utf8)))?["checks"]?.list?.count ?? 0
        let isModest = Doctor.modest.contains(topic)
        #expect((isModest ? 0..<1 : 1..<Doctor.checks.count).contains(count))
        let text = DavitRun(["doctor", topic], environment: environment)
        #expect(text.output.contains("needs nothing but davit itself") == isModest)
        #expect(!isModest || text.code == 0)
    }

    @Test(arguments: [
        (["doctor", "lnt"], "lint"), (["doctor", "lint", "deps"], "deps"), (["doctor", "--frmat"], "--format"),
    ])
    func wrongUsageEndsWith2(_ arguments: [String], _ words: String) {
        let run = DavitRun(arguments)
        #expect(run.code == 2)
        #expect(run.errors.contains(words))
    }

    @Test func isQuick() {
        let start = ContinuousClock.now
        _ = DavitRun(["doctor"], environment: environment)
        #expect(ContinuousClock.now - start < .seconds(2), "no network is waited for")
    }
}
