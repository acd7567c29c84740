import Findings

extension Suppression {
    /// The rules about ignore comments themselves.
    package static var rules: [Rule] { [withoutReason, unused] }

    static var withoutReason: Rule {
        Rule(
            "ignore-without-reason", .warning, [.lint], "an ignore comment without a reason",
            explanation: """
                An ignore comment says that a rule doesn't hold at a place. The next reader needs to know why, so the \
                reason is a part of the comment, behind the rule's id. Without one the comment has no effect.
                """,
            bad: "enabled: yes  # davit:ignore style-truthy\n",
            good: "enabled: yes  # davit:ignore style-truthy the old operator compares this word\n")
    }

    static var unused: Rule {
        Rule(
            "ignore-unused", .info, [.lint], "an ignore comment that covers no finding",
            explanation: """
                The comment names a rule that has nothing to say at its place: the cause was mended, the line has \
                moved, or the id is misspelt. It would hide the next mistake, so remove or correct it. \
                `davit:ignore-file` counts only above the first line of content.
                """,
            bad: "enabled: true  # davit:ignore style-truthy the old operator compares this word\n",
            good: "enabled: true\n")
    }
}

extension Baseline {
    /// The rules about baseline files themselves.
    package static var rules: [Rule] { [outdated, invalid] }

    static var outdated: Rule {
        Rule(
            "baseline-outdated", .info, [.lint], "a baseline entry whose finding is mended",
            explanation: """
                A baseline lists the findings that a repository had when it began to lint. An entry that matches \
                nothing any more would hide the same mistake when it comes back, so take it out. \
                `davit lint --baseline FILE --write-baseline` writes the file anew.
                """,
            file: "baseline.json",
            bad: """
                {
                  "version": 1,
                  "findings": [
                    {
                      "path": "charts/a/values.yaml",
                      "rule": "style-truthy",
                      "message": "a mistake that nobody finds any more",
                      "fingerprint": "00000000000000000000000000000000"
                    }
                  ]
                }

                """,
            good: """
                {
                  "version": 1,
                  "findings": []
                }

                """)
    }

    static var invalid: Rule {
        Rule(
            "baseline-invalid", .error, [.lint], "a baseline file that can't be read",
            explanation: """
                The file named by `--baseline` is no baseline that davit wrote: a merge may have left it half-done. \
                Nothing is left out of the findings until it is mended. \
                `davit lint --baseline FILE --write-baseline` writes it anew.
                """,
            file: "baseline.json", bad: "<<<<<<< main\n{\n", good: "{\n  \"version\": 1,\n  \"findings\": []\n}\n")
    }
}

extension FixPlan {
    /// The rule about fixes that could not be made.
    package static var rules: [Rule] { [failed] }

    static var failed: Rule {
        Rule(
            "fix-failed", .error, [.lint], "a file that --fix could not write",
            explanation: """
                `--fix` writes a file only if it is still what was checked, and never through a link, since the file \
                behind it may belong to somebody else. The message says what stood in the way; the file is as it was.
                """,
            bad: "values.yaml -> ../other/values.yaml\n", good: "replicas: 1\n")
    }
}
