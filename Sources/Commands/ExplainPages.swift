import Extensions
import Findings
import Linting
import Values

/// The pages of `davit explain` that are about no single rule: what goes wrong on a platform, and why.
///
/// They are Markdown files under docs/explain, which travel inside the program.
struct ExplainPage {
    /// The word after `davit explain`.
    let id: String
    let title: String
    let text: String

    static var all: [ExplainPage] { Embedded.files(below: "docs/explain").compactMap(ExplainPage.init) }

    /// The page of that name, in whatever case: `ErrImagePull` is how Kubernetes writes it.
    init?(named id: String) {
        let id = id.lowercased()
        guard let page = Embedded.file("docs/explain/\(id).md").flatMap(ExplainPage.init) else { return nil }
        self = page
    }

    /// A page begins with its title between two lines of dashes.
    private init?(_ file: Embedded.File) {
        let parts = String(decoding: file.bytes, as: UTF8.self).split(
            separator: "---\n", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].isEmpty, parts[1].hasPrefix("title: ") else { return nil }
        id = String(file.path.dropFirst("docs/explain/".count).dropLast(".md".count))
        title = String(parts[1].dropFirst("title: ".count).dropLast())
        text = String(parts[2])
    }

    func terminalText(style: any ReportStyle, width: Int) -> String {
        // The marks of Markdown go before the lines are broken, so that each is as long as it may be.
        var plain = ""
        for part in text.split(separator: "**", omittingEmptySubsequences: false) {
            plain += part.split(separator: "`", omittingEmptySubsequences: false).joined()
        }
        return style.styled(title, as: .message) + "\n\n" + Prose.wrapped(plain, width: width)
    }

    var json: Value {
        ["id": Value(.string(id)), "title": Value(.string(title)), "text": Value(.string(text))]
    }

    static func listing(_ pages: [ExplainPage], style: any ReportStyle) -> String {
        let width = pages.map(\.id.count).max() ?? 0
        return style.styled("pages", as: .message) + ": what goes wrong on a platform\n"
            + pages.map { page in
                "  \(style.styled(page.id, as: .rule))\(String(repeating: " ", count: width - page.id.count + 2))\(page.title)\n"
            }.joined()
    }
}
