import Archives
import Charts
import Foundation
import OS
import Registries
import TestSupport
import Testing

/// The program itself against real servers: its options, its secrets, its death in the middle of a download.
@Suite(.serialized) struct DependencyProgramTests {
    private struct Run {
        let code: Child.End
        let output: String
        let errors: String
    }

    private func davit(
        _ scratch: Scratch, _ arguments: [String], environment: [String: String] = [:], input: String = "",
        killedAfter seconds: Double? = nil
    ) throws -> Run {
        let program = (Path(try Files.linkTarget(Path("/proc/self/exe"))).parent / "davit").string
        try #require(Files.exists(Path(program)), "no davit beside the tests")
        var variables: [String: String?] = [
            "HOME": scratch.folder.string, "DAVIT_HOME": (scratch.folder / "home").string, "XDG_CONFIG_HOME": nil,
            "HELM_REPOSITORY_CONFIG": nil, "HELM_CONFIG_HOME": nil, "DAVIT_PASSWORD": nil, "DAVIT_USERNAME": nil,
            "GNUPGHOME": nil,
        ]
        for (name, value) in environment { variables[name] = .some(value) }
        var words = [program] + arguments
        if let seconds { words = ["timeout", "-s", "KILL", "\(seconds)"] + words }
        let result = try Child(
            words[0], Array(words.dropFirst()), environment: variables, folder: scratch.folder, input: Array(input.utf8)
        ).run()
        return Run(
            code: result.end, output: String(decoding: result.output, as: UTF8.self),
            errors: String(decoding: result.errors, as: UTF8.self))
    }

    @Test func takesCertificatesAndPasswords() throws {
        let identity = try TestIdentity(name: "IP:127.0.0.1")
        let server = try TestServer(identity: identity, clientCA: true)
        let repository = try TestRepository(
            server, [("demo", "1.0.0", DependencyWorld.archive("demo", "1.0.0"))], query: "?user=me&password=geheim")
        let world = try DependencyWorld()
        try world.chart("app", [("demo", "1.0.0", repository.url)])
        let files = [
            "--ca-file", identity.ca.string, "--cert-file", identity.clientCertificate.string, "--key-file",
            identity.clientKey.string,
        ]
        let update = ["deps", "update", "app"]
        let untrusted = try davit(world.scratch, update)
        #expect(untrusted.code == .exit(1))
        #expect(untrusted.errors.contains("certificate"))
        #expect(try davit(world.scratch, update + files).errors.contains("401"))
        let ways: [([String], [String: String], String)] = [
            (["--username", "me", "--password", "geheim"], [:], ""),
            (["--username", "me"], ["DAVIT_PASSWORD": "geheim"], ""),
            ([], ["DAVIT_PASSWORD": "geheim", "DAVIT_USERNAME": "me"], ""),
            (["--username=me", "--password-stdin"], [:], "geheim\n"),
        ]
        for (arguments, environment, input) in ways {
            try Files.remove(world.root / "home")
            try Files.remove(world.root / "app/charts")
            let run = try davit(world.scratch, update + files + arguments, environment: environment, input: input)
            #expect(run.code == .exit(0), "\(arguments): \(run.errors)")
            #expect(world.charts("app") == ["demo-1.0.0.tgz"])
            #expect(!(run.output + run.errors).contains("geheim"))
        }
        let wrong = try davit(world.scratch, update + files + ["--username=me", "--password=falsch"])
        #expect(wrong.code == .exit(0), "what is in the cache needs nobody: \(wrong.errors)")
        let insecure = ["--insecure-skip-tls-verify"] + files.dropFirst(2) + ["--username=me", "--password=geheim"]
        try Files.remove(world.root / "home")
        #expect(try davit(world.scratch, update + insecure).code == .exit(0))
    }

    @Test func goesOnWhereAKilledRunStopped() throws {
        let server = try TestServer()
        let archive = try DependencyWorld.archive("demo", "1.0.0", filler: 150_000)
        let repository = try TestRepository(server, [("demo", "1.0.0", archive)], query: "?cut=40000")
        let world = try DependencyWorld()
        try world.chart("app", [("demo", "1.0.0", repository.url)])
        let killed = try davit(world.scratch, ["deps", "update", "app"], killedAfter: 0.9)
        #expect(killed.code != .exit(0))
        #expect(world.charts("app").filter { !$0.hasPrefix(".") } == [])
        let finished = try davit(world.scratch, ["deps", "update", "app"])
        #expect(finished.code == .exit(0), "\(finished.errors)")
        #expect(try Files.read(world.root / "app/charts/demo-1.0.0.tgz") == archive)
        let requests = try server.log().filter { $0.path.contains(".tgz") }
        #expect(requests.filter { $0.headers["range"] == nil }.count == 1, "only the first asks for all of it")
    }

    @Test func readsTheUsersRepositories() throws {
        let server = try TestServer()
        let repository = try TestRepository(server, [("demo", "1.0.0", DependencyWorld.archive("demo", "1.0.0"))])
        let world = try DependencyWorld()
        try world.chart("app", [("demo", "*", "alias:mine")])
        let none = try davit(world.scratch, ["deps", "update", "app"])
        #expect(none.errors.contains("no repository definition for alias:mine. Please add them via 'helm repo add'"))
        try world.scratch.write(
            ".config/helm/repositories.yaml", "repositories: [{name: mine, url: \"\(repository.url)\"}]\n")
        #expect(try davit(world.scratch, ["deps", "update", "app"]).code == .exit(0))
        try world.scratch.write(".config/helm/repositories.yaml", "repositories: [")
        #expect(try davit(world.scratch, ["deps", "update", "app"]).errors.contains("couldn't load repositories file"))
    }

    @Test func reachesARegistryWithoutTLS() throws {
        let registry = try TestRegistry(user: ("me", "geheim"))
        try registry.pushChart("charts/demo", tag: "1.0.0", archive: try DependencyWorld.archive("demo", "1.0.0"))
        let world = try DependencyWorld()
        try world.chart("app", [("demo", "^1", "oci://\(registry.host)/charts")])
        let update = ["deps", "update", "app", "--username", "me", "--password-stdin"]
        #expect(try davit(world.scratch, update, input: "geheim").code == .exit(1), "it speaks no TLS")
        let run = try davit(world.scratch, update + ["--plain-http"], input: "geheim")
        #expect(run.code == .exit(0), "\(run.errors)")
        #expect(world.charts("app") == ["demo-1.0.0.tgz"])
    }

    @Test func verifiesWithGPG() throws {
        guard Child.find("gpg") != nil else { throw MissingProgram(program: "gpg") }
        let server = try TestServer()
        let world = try DependencyWorld()
        let keys = (world.root / "keys").string
        try Files.makeFolder(Path(keys), mode: 0o700)
        for name in ["ann", "eve"] {
            let made = try Child(
                "gpg",
                [
                    "--homedir", keys, "--batch", "--quiet", "--passphrase", "", "--quick-generate-key",
                    "\(name)@example.org", "ed25519", "sign", "never",
                ]
            ).run()
            try #require(made.succeeded, "\(String(decoding: made.errors, as: UTF8.self))")
            let out = (world.root / "\(name).gpg").string
            try #require(
                try Child("gpg", ["--homedir", keys, "--output", out, "--export", "\(name)@example.org"]).run()
                    .succeeded)
        }
        try world.chart("demo")
        let packed = try davit(
            world.scratch, ["package", "demo", "-o", "dist", "--sign", "--key", "ann@example.org"],
            environment: ["GNUPGHOME": keys])
        try #require(packed.code == .exit(0), "\(packed.errors)")
        _ = try Child("gpgconf", ["--homedir", keys, "--kill", "all"]).run()
        let archive = try Files.read(world.root / "dist/demo-1.0.0.tgz")
        let repository = try TestRepository(server, [("demo", "1.0.0", archive)])
        try server.scratch.write(
            "repo/charts/demo-1.0.0.tgz.prov", try Files.read(world.root / "dist/demo-1.0.0.tgz.prov"))
        try world.chart("app", [("demo", "1.0.0", repository.url)])

        let right = try davit(world.scratch, ["deps", "update", "app", "--verify", "--keyring", "ann.gpg"])
        #expect(right.code == .exit(0), "\(right.errors)")
        #expect(right.output.contains("signed by ann@example.org"))
        try Files.remove(world.root / "app/charts")
        let stranger = try davit(world.scratch, ["deps", "build", "app", "--verify", "--keyring", "eve.gpg"])
        #expect(stranger.code == .exit(1))
        #expect(world.charts("app") == [])
        #expect(
            try davit(world.scratch, ["deps", "build", "app", "--verify", "--keyring", "none.gpg"]).code == .exit(1))
    }
}
