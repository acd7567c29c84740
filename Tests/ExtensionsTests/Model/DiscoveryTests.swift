import Findings
import OS
import TestSupport
import Testing

@testable import Extensions

@Suite struct DiscoveryTests {
    private static let chart = "apiVersion: v2\nname: c\nversion: 0.0.0\n"
    private static let image = "FROM debian:12\n"

    @Test(
        arguments: [
            // One extension, in each of the layouts.
            (
                ["e/extension/w/Chart.yaml", "e/extension/docker/Dockerfile", "e/processing-containers/a/Dockerfile"],
                [""]
            ),
            (["extension/w/Chart.yaml", "extension/v/Chart.yaml", "processing-containers/Dockerfile"], [""]),
            (["workflow-chart/Chart.yaml", "processing-containers/a/Dockerfile"], [""]),
            (["app-chart/Chart.yaml", "docker/Dockerfile"], [""]),
            (["app-chart/Chart.yaml", "docker/web/Dockerfile", "docker/db/Dockerfile"], [""]),
            (["Chart.yaml", "Dockerfile"], [""]), (["Chart.yaml"], [""]), (["Dockerfile"], [""]), ([], [""]),
            (
                [
                    "m/extension/w/Chart.yaml", "m/extension/docker/Dockerfile",
                    "m/processing-containers/app-chart/Chart.yaml",
                    "m/processing-containers/docker/Dockerfile",
                ], [""]
            ),
            // Several.
            (
                [
                    "a/extension/w/Chart.yaml", "a/extension/docker/Dockerfile", "b/extension/w/Chart.yaml",
                    "b/processing-containers/x/Dockerfile",
                ],
                ["a", "b"]
            ),
            (
                ["x/a/extension/w/Chart.yaml", "y/b-chart/Chart.yaml", "y/docker/Dockerfile", "z/Chart.yaml"],
                ["x/a", "y", "z"]
            ),
            (["charts/a/Chart.yaml", "charts/b/Chart.yaml"], ["charts/a", "charts/b"]),
            (["c/mine/Chart.yaml", "c/mine/Dockerfile", "c/other/Chart.yaml"], ["c/mine", "c/other"]),
            (["a/extension/w/Chart.yaml", "images/base/Dockerfile"], ["a", "images/base"]),
            (["a/processing-containers/x/Dockerfile", "b/docker/Dockerfile"], ["a", "b"]),
            (["a/extension/w/Chart.yaml", "a/testdata/x/Chart.yaml", "b/Chart.yaml"], ["a", "b"]),
        ] as [([String], [String])])
    func roots(files: [String], roots: [String]) throws {
        let scratch = try Scratch()
        try Files.makeFolder(scratch.folder / "t")
        for file in files {
            try scratch.write("t/\(file)", file.hasSuffix(".yaml") ? Self.chart : Self.image)
        }
        #expect(Discovery.roots(of: SourceTree(scratch.folder / "t")) == roots)
    }

    @Test func tree() throws {
        let scratch = try Scratch()
        let names = (10..<40).map { "ext-\($0)" }
        for name in names { try Fixture.workflow(name, in: scratch, below: "t") }
        let found = Extension.discover(below: scratch.folder / "t", target: try Fixture.target())
        #expect(found.map(\.name) == names)
        #expect(found.allSatisfy { $0.problems.isEmpty && $0.containers.count == 2 && $0.pythonFiles.count == 3 })
        #expect(found.first?.place("x").root == (scratch.folder / "t/ext-10").string)
    }
}
