// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// Settings of every Swift target: Swift 6 mode, no warning tolerated, imports say how far a type travels.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // The Swift runtime is linked into the program: what is copied to another machine starts there.
    .unsafeFlags(["-static-stdlib"], .when(configuration: .release)),
]

let strict: [CSetting] = [.treatAllWarnings(as: .error), .enableWarning("all"), .enableWarning("extra")]
let strictCxx: [CXXSetting] = [.treatAllWarnings(as: .error), .enableWarning("all"), .enableWarning("extra")]

/// Programs need no library but libc and libm: they run where nothing else is, and start in less than a millisecond
/// (each shared library costs a third of one). Libraries that are loaded at first use may lie in `lib` beside `bin`;
/// only the older kind of run path holds for their own dependencies too.
let programLinking: [LinkerSetting] = [
    .unsafeFlags(
        [
            "-static-stdlib",
            "-L", "\(Context.packageDirectory)/Sources/CRE2/static", "-Xclang-linker", "-static-libgcc",
            "-Xlinker", "--no-export-dynamic",
            "-Xlinker", "-rpath=$ORIGIN/../lib", "-Xlinker", "--disable-new-dtags",
        ], .when(configuration: .release))
]

/// RE2 as an archive, and what the archives of newer distributions stand on (Debian 13: RE2 on Abseil, libcrypto on
/// zstd): all that the machine has are named, and what is needed is taken. That asks for lld, the toolchain's own
/// linker, which takes them in any order; the one that is taken without this, gold, no longer comes with a compiler.
let archives: [LinkerSetting] = {
    func names(_ folder: String) -> [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] }
    let files = names("/usr/lib").filter { $0.hasSuffix("-linux-gnu") }.flatMap { names("/usr/lib/\($0)") }
    let below = Set(files.filter { $0.hasPrefix("libabsl_") && $0.hasSuffix(".a") || $0 == "libzstd.a" }).sorted()
    let libraries = ([":libre2.a"] + below.map { ":\($0)" } + ["stdc++"]).map { LinkerSetting.linkedLibrary($0) }
    return [.unsafeFlags(["-use-ld=lld"])] + libraries
}()

/// A module of the house: one job, and only modules above it in this list.
func module(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: house)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: dependencies + ["TestSupport"], resources: resources, swiftSettings: house)
}

let package = Package(
    name: "davit",
    products: [.executable(name: "davit", targets: ["davit"])],
    targets: [
        // Bindings: module maps of system libraries (linked statically), and C where Swift can't reach.
        .systemLibrary(name: "CYAML"),
        .systemLibrary(name: "CCrypto"),
        .systemLibrary(name: "CDeflate"),
        .systemLibrary(name: "CZlib"),
        .target(name: "CLinux", cSettings: strict + [.define("_GNU_SOURCE")]),
        .target(name: "CRE2", exclude: ["static"], cxxSettings: strictCxx, linkerSettings: archives),
        .target(name: "CCurl", cSettings: strict),
        // The files of templates/ and charts/, inside the program.
        .target(name: "CEmbedded", cSettings: strict + [.disableWarning("c23-extensions")]),
        module("OS", ["CLinux"]),

        // Formats
        module("Texts"),
        module("Findings", ["OS"]),
        module("Values", ["CYAML", "Texts", "Findings"]),
        module("Schemas", ["CRE2", "OS", "Texts", "Findings", "Values"]),
        module("Archives", ["CCrypto", "CDeflate", "CZlib", "OS"]),
        module("Templating", ["Texts", "Findings"]),
        module("Dockerfiles", ["OS", "Texts", "Findings", "Values"]),
        module("PythonSources", ["Texts", "Findings"]),
        module("Console", ["OS", "Texts", "Findings"]),

        // Packaging
        module("Charts", ["OS", "Texts", "Findings", "Values", "Archives"]),
        module("Registries", ["CCurl", "OS", "Texts", "Findings", "Values", "Archives", "Charts"]),
        module("Images", ["Findings"]),
        module(
            "Extensions",
            [
                "CEmbedded", "OS", "Texts", "Findings", "Values", "Schemas", "Archives", "Dockerfiles", "PythonSources",
                "Templating", "Charts", "Images",
            ]),
        module("Linting", ["OS", "Findings", "Values", "Schemas", "Archives", "Templating", "Charts"]),
        module("DockerfileLinting", ["OS", "Texts", "Findings", "Values", "Dockerfiles", "Images", "Linting"]),
        module(
            "ExtensionLinting",
            [
                "OS", "Texts", "Findings", "Values", "Schemas", "Dockerfiles", "PythonSources", "Charts", "Images",
                "Extensions", "Linting", "DockerfileLinting",
            ]),

        // Programs
        module(
            "Commands",
            [
                "OS", "Texts", "Findings", "Values", "Archives", "Console", "Dockerfiles", "Charts", "Registries",
                "Images",
                "Extensions", "Linting", "DockerfileLinting", "ExtensionLinting",
            ]),
        .executableTarget(
            name: "davit", dependencies: ["Commands"], swiftSettings: house, linkerSettings: programLinking),

        // Tests
        .target(
            name: "TestSupport", dependencies: ["OS", "Texts", "Values", "Archives"], path: "Tests/TestSupport",
            swiftSettings: house),
        tests("OS", ["OS"]),
        tests("Texts", ["Texts"]),
        tests("Findings", ["Findings", "OS"]),
        tests("Values", ["Values", "Findings", "OS"]),
        tests("Schemas", ["Schemas", "Values", "Findings", "OS"]),
        tests("Archives", ["Archives", "Findings", "OS"]),
        tests("Templating", ["Templating", "Findings", "Values", "OS"]),
        tests("Dockerfiles", ["Dockerfiles", "Findings", "Values", "OS"]),
        tests("PythonSources", ["PythonSources", "Findings", "Values", "OS"]),
        tests("Console", ["Console", "Findings", "OS"]),
        tests("Charts", ["Charts", "Archives", "Values", "Findings", "OS"]),
        tests("Registries", ["Registries", "Charts", "Archives", "Values", "Findings", "OS"]),
        tests("Linting", ["Linting", "Charts", "Values", "Findings", "OS"]),
        tests("Images", ["Images", "Findings"]),
        tests(
            "Extensions",
            [
                "Extensions", "Dockerfiles", "PythonSources", "Images", "Schemas", "Charts", "Archives", "Values",
                "Findings", "OS",
            ]),
        tests("DockerfileLinting", ["DockerfileLinting", "Dockerfiles", "Linting", "Values", "Findings", "OS"]),
        tests(
            "ExtensionLinting",
            ["ExtensionLinting", "Extensions", "Linting", "Dockerfiles", "Charts", "Values", "Findings", "OS"]),
        tests(
            "Commands",
            [
                "Commands", "Extensions", "Linting", "ExtensionLinting", "Charts", "Archives", "Console", "Values",
                "Findings",
                "OS",
            ],
            resources: [.copy("Conformance")]),
        // Starts the release build, which scripts/test makes first.
        tests("Program", ["OS"]),
    ],
    cxxLanguageStandard: .cxx17
)
