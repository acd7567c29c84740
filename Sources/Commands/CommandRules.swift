import ExtensionLinting
import Findings
import Linting

/// What commands other than `lint` say, so that `davit explain` knows every id that a finding can carry.
enum CommandRules {
    /// All that can be explained: the linter's rules and these.
    static let registry = RuleRegistry(AllRules.rules + rules)

    static let rules: [Rule] = [
        rule(
            "chart-load", .error, "a chart that can't be loaded",
            "Something keeps davit, as it would keep Helm, from loading the chart; the message says what and where.",
            bad: "name: mychart\n", good: "apiVersion: v2\nname: mychart\nversion: 0.1.0\n"),
        rule(
            "helm-warning", .warning, "something that Helm warns of when it loads a chart",
            "Helm follows links and takes requirements.yaml in charts of apiVersion v2, and says so.",
            file: "requirements.yaml",
            bad: "dependencies:\n- name: leaf\n  version: 1.0.0\n", good: "# the dependencies stand in Chart.yaml\n"),
        rule(
            "output-in-chart", .error, "archives that would lie in the chart that is packed",
            """
            What lies in a chart's folder is packed. An archive written there is packed by the next run, so the same tree \
            no longer gives the same bytes.
            """,
            file: "command", bad: "davit package . -o dist\n", good: "davit package . -o ../dist\n"),
        rule(
            "same-archive", .error, "two charts that would become one archive",
            "The archive's name is made of the chart's name and version. The later of two equal ones would replace the earlier.",
            file: "command", bad: "davit package a/web b/web\n", good: "davit package a/web -o dist/a\n"),
        rule(
            "provenance", .error, "a signature that can't be made or doesn't hold",
            """
            A packed chart's signature stands beside it, in NAME-VERSION.tgz.prov. It holds if a key of the keyring made it \
            and the archive still has the digest that was signed.
            """,
            file: "command", bad: "davit verify web-1.0.0.tgz  # changed since it was signed\n",
            good: "davit verify web-1.0.0.tgz  # as it was signed\n"),
        rule(
            "dependency", .error, "dependencies that can't be listed, chosen or fetched",
            "The message says which dependency, what was tried and why it failed. charts/ and the lock stay as they were.",
            bad: "dependencies:\n- name: leaf\n  version: 1.0.0\n  repository: file://../nowhere\n",
            good: "dependencies:\n- name: leaf\n  version: 1.0.0\n  repository: file://../leaf\n"),
        rule(
            "dependency-incomplete", .warning, "a dependency that lacks its own dependencies",
            """
            A chart from a folder is packed as it is. If its own dependencies aren't in its charts/, they will be missing \
            in the parent too, as with Helm. `davit deps update --recursive`, `davit deps build --recursive` and \
            `davit package -u --recursive` see to them first. That changes the folders of other charts, their charts/ and \
            locks, and so is done only when it is asked for.
            """,
            bad: "# ../leaf needs twig, and ../leaf/charts is empty\n", good: "# ../leaf/charts/twig-1.0.0.tgz exists\n"
        ),
        rule(
            "dependency-name", .warning, "a dependency whose chart has another name",
            "Helm puts the chart into charts/ under its own name, and then misses the one that Chart.yaml names.",
            bad: "dependencies:\n- name: leaf\n  repository: file://../other\n",
            good: "dependencies:\n- name: other\n  repository: file://../other\n"),
        rule(
            "dependency-twice", .warning, "two dependencies that come to the same chart file",
            "charts/ can hold one file of a name. The dependencies share it.",
            bad: "dependencies:\n- name: leaf\n  alias: a\n- name: leaf\n  alias: b\n",
            good: "dependencies:\n- name: leaf\n"),
        rule(
            "dependency-unsigned", .error, "a dependency without a signature, where one was asked for",
            "With --verify every fetched chart must have a signature. Charts from folders have none.",
            file: "command", bad: "davit deps build --verify web\n", good: "davit deps build web\n"),
        rule(
            "baseline", .error, "a baseline file that can't be read",
            "`davit lint --baseline FILE` needs the file; `--write-baseline` makes it.", file: "command",
            bad: "davit lint web --baseline nowhere.json\n", good: "davit lint web --baseline b.json --write-baseline\n"
        ),
        rule(
            "project-invalid", .error, "a davit.yaml that can't be used as it is",
            """
            davit.yaml says which platform an extension is for. The message names the key and the line; `davit schema` prints \
            a JSON Schema for editors.
            """,
            file: "davit.yaml", bad: "targets:\n  clinic:\n    platfrom-version: 0.6.0\n",
            good: "targets:\n  clinic:\n    platform-version: 0.6.0\n"),
        rule(
            "profile-invalid", .error, "a profile that can't be read",
            "A profile holds a platform's conventions. The message names the key and the line.", file: "profile.yaml",
            bad: "name: [clinic]\n", good: "name: clinic\nextends: kaapana\n"),
        rule(
            "image-unresolved", .warning, "an image that can't be told without running or rendering something",
            """
            `davit images` reads files and runs nothing. What depends on the environment, on a function's result or on the \
            cluster is listed with its place and never guessed.
            """,
            file: "davit.yaml", bad: "# an operator's image comes from os.environ[\"IMAGE\"]\n",
            good: "images:\n  keep:\n  - {image: quay.io/models/weights:3, reason: chosen at run time}\n"),
        rule(
            "scaffold-exists", .error, "a file that davit new or davit add would have to replace",
            "What people wrote is never overwritten. `--force` says that it may be.", file: "command",
            bad: "davit new tone  # there is a file tone/davit.yaml\n", good: "davit new tone-map\n"),
        rule(
            "scaffold-place", .error, "an extension in which there is no place for what is added",
            "`davit add` puts new lines beside those that are there. The message says what it looked for.",
            file: "command", bad: "davit add operator Tone  # no Dockerfile carries DAG files\n",
            good: "davit add dag tone\n"),
        rule(
            "template-invalid", .error, "a template folder that can't be used",
            "`davit new --from` takes a folder with a template.yaml. The message names the file and what is wrong in it.",
            file: "template.yaml", bad: "placeholders: name\n", good: "name: acme-extension\n"),
        rule(
            "template-fetch", .error, "a template that git can't fetch",
            "The message has git's own words. Credentials are asked for by nobody: set them up for git first.",
            file: "command", bad: "davit new tone --from https://example.org/nothing.git\n",
            good: "davit new tone --from ../templates/tone\n"),
        rule(
            "environment", .error, "an environment variable that can't be used",
            "The message names the variable and what it should hold.", file: "command",
            bad: "SOURCE_DATE_EPOCH=today davit package web\n", good: "SOURCE_DATE_EPOCH=1700000000 davit package web\n"
        ),
        rule(
            "usage", .error, "a command line that can't be understood",
            """
            Nothing was done. As text this is said on standard error; with --format json and the like it is the one \
            finding of the document, so that a program that reads it always gets one. The exit code is 2.
            """,
            file: "command", bad: "davit lint web --only no-such-rule\n", good: "davit lint web --only helm\n"),
        rule(
            "lacking", .error, "something that this machine lacks",
            "A program or a library that the command needs isn't there. `davit doctor` says of everything how to install it.",
            file: "command", bad: "davit package web --sign  # and there is no gpg\n", good: "davit doctor package\n"),
        rule(
            "extension-file", .error, "a file or folder of an extension that can't be read",
            "What can't be read isn't checked; the rest of the extension is.", file: "command",
            bad: "chmod 000 extension/docker/Dockerfile\n", good: "chmod 644 extension/docker/Dockerfile\n"),
        rule(
            "extension-empty", .error, "a folder with nothing of an extension in it",
            "An extension has charts, images, or both: a Chart.yaml or a Dockerfile somewhere below its folder.",
            file: "command", bad: "davit info /\n", good: "davit info otsus-method\n"),
        rule(
            "project-exists", .error, "a davit.yaml that is there already",
            "`davit init` writes over no file unless it is told to.", file: "command",
            bad: "davit init && davit init\n",
            good: "davit init --force\n"),
        rule(
            "system", .error, "something that the machine refused",
            "A file can't be read or written; the message has the system's own reason.", file: "command",
            bad: "davit package web -o /proc\n", good: "davit package web -o dist\n"),
    ]

    private static func rule(
        _ id: String, _ severity: Severity, _ summary: String, _ explanation: String, file: String = "Chart.yaml",
        bad: String, good: String
    ) -> Rule {
        Rule(id, severity, [.command], summary, explanation: explanation, file: file, bad: bad, good: good)
    }

    /// The findings with a remedy each: where none was given, the system's reason or the rule's explanation has one.
    static func withRemedies(_ findings: [Finding]) -> [Finding] {
        findings.map { finding in
            guard finding.remedy == nil else { return finding }
            var finding = finding
            finding.remedy = remedy(for: finding)
            return finding
        }
    }

    private static func remedy(for finding: Finding) -> String {
        let reasons: [(String, String)] = [
            (
                "no such file or directory",
                "check the path; it is taken from the folder in which davit runs, or from -C"
            ),
            ("permission denied", "run as a user who may read and write there, or change the file's rights"),
            ("not a directory", "name a folder; a part of the path is a file"),
            ("is a directory", "name a file"),
            ("no space left on device", "free some space, or write elsewhere with -o"),
            ("read-only file system", "write elsewhere with -o"),
            ("illegal byte sequence", "rename the file: its name isn't UTF-8"),
            ("invalid or incomplete multibyte", "rename the file: its name isn't UTF-8"),
            ("excessive aliasing", "write the values out: anchors that unfold to so much are refused"),
            ("exceeded max depth", "nest less deeply"),
            ("UTF-8", "save the file as UTF-8"), ("control characters", "save the file as UTF-8 text"),
            ("symbolic link", "put the file itself into the chart, so that it packs alike everywhere"),
        ]
        return reasons.first { finding.message.contains($0.0) }?.1 ?? "`davit explain \(finding.rule)` says more"
    }
}
