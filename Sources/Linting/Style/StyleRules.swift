import Findings

/// What people read about the rules of style.
enum StyleRules {
    static var braces: Rule {
        rule(
            "style-braces", "spaces inside braces",
            "Mappings in braces are written without spaces at their inner edges, so that all files of a repository look alike.",
            bad: "limits: { cpu: 1 }\nempty: { }\n", good: "limits: {cpu: 1}\nempty: {}\n", isFixable: true)
    }

    static var brackets: Rule {
        rule(
            "style-brackets", "spaces inside brackets",
            "Lists in brackets are written without spaces at their inner edges, so that all files of a repository look alike.",
            bad: "args: [ serve, now ]\nempty: [ ]\n", good: "args: [serve, now]\nempty: []\n", isFixable: true)
    }

    static var colons: Rule {
        rule(
            "style-colons", "spaces beside a colon",
            """
            A colon follows its key at once, and one space stands behind it. Values that are lined up in a column move \
            whenever a longer key comes, and every such change hides the real one.
            """,
            bad: "name : a\nreplicas:   2\n", good: "name: a\nreplicas: 2\n", isFixable: true)
    }

    static var commas: Rule {
        rule(
            "style-commas", "spaces beside a comma",
            "A comma follows its item at once, and one space or the end of the line stands behind it.",
            bad: "args: [a ,b,  c]\n", good: "args: [a, b, c]\n", isFixable: true)
    }

    static var comments: Rule {
        rule(
            "style-comments", "comments that stick to something",
            """
            A comment starts with a space behind its `#`, and two spaces part it from content on the same line. Where the \
            space before `#` is missing altogether YAML takes the text for a part of the value, so keep a clear distance.
            """,
            bad: "#The size of the cache\nsize: 3 # GiB\n", good: "# The size of the cache\nsize: 3  # GiB\n",
            isFixable: true)
    }

    static var emptyLines: Rule {
        rule(
            "style-empty-lines", "too many blank lines",
            "At most two blank lines follow each other, and none stand at the start or the end of a file.",
            bad: "a: 1\n\n\n\nb: 2\n\n", good: "a: 1\n\nb: 2\n", isFixable: true, severity: .info)
    }

    static var hyphens: Rule {
        rule(
            "style-hyphens", "spaces after a hyphen",
            "One space stands behind the hyphen of a list's item.",
            bad: "args:\n  -   a\n  -  b\n", good: "args:\n  - a\n  - b\n", isFixable: true)
    }

    static var indentation: Rule {
        rule(
            "style-indentation", "levels that are indented differently",
            """
            Every level of a file is indented by the same number of spaces, whatever number that is; the items of a list \
            may stand at the column of the list's key. A line that stands elsewhere often belongs to another key than \
            its author thought.
            """,
            bad: "service:\n  port: 80\nimage:\n    tag: \"1.0\"\n",
            good: "service:\n  port: 80\nimage:\n  tag: \"1.0\"\n")
    }

    static var newLineAtEnd: Rule {
        rule(
            "style-newline-at-end", "no line feed at the end of the file",
            """
            A line ends in a line feed, the last one too: without it, tools that join files join two lines, and the \
            next line that is added shows as two changes.
            """,
            bad: "a: 1", good: "a: 1\n", isFixable: true)
    }

    static var newLines: Rule {
        rule(
            "style-newlines", "lines that end in a carriage return",
            """
            Lines end in a line feed alone. Files with both line ends change as a whole when an editor saves them, and \
            a carriage return that lands in a script inside a value breaks it.
            """,
            bad: "a: 1\r\nb: 2\r\n", good: "a: 1\nb: 2\n", isFixable: true)
    }

    static var trailingSpaces: Rule {
        rule(
            "style-trailing-spaces", "spaces at the end of a line",
            """
            Nobody sees spaces at the end of a line, but every comparison shows them. In a block of text (`|` or `>`) they \
            are a part of the value, and Helm's toYaml writes such a text as one long quoted line; there \
            `--fix` leaves them.
            """,
            bad: "a: 1  \nb: 2\n", good: "a: 1\nb: 2\n", isFixable: true)
    }

    static var truthy: Rule {
        rule(
            "style-truthy", "booleans in words that people don't expect",
            """
            Helm reads YAML 1.1, in which `yes`, `no`, `on` and `off`, in any case, are booleans and not words. Write \
            `true` and `false` where a boolean is meant, and quote the word where the word is meant.
            """,
            bad: "debug: yes\ncountry: NO\n", good: "debug: true\ncountry: \"NO\"\n")
    }

    private static func rule(
        _ id: String, _ summary: String, _ explanation: String, bad: String, good: String, isFixable: Bool = false,
        severity: Severity = .warning
    ) -> Rule {
        Rule(
            id, severity, [.style], summary, explanation: explanation, bad: bad, good: good, isFixable: isFixable)
    }
}
