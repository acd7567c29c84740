import Findings

/// A processing container of a new or growing extension.
struct ScaffoldContainer: Sendable {
    let kind: Scaffold.Container
    let name: ScaffoldName
    /// What its notebook, and what belongs to that, is called by.
    let short: ScaffoldName

    static let extensionPlaceholder = ScaffoldName(known: "acme-extension")
    static let placeholder = ScaffoldName(known: "acme-container")

    /// The placeholders for it.
    var names: [(String, String)] {
        ScaffoldNames.forms(ScaffoldContainer.placeholder, name) + [
            ("acme_", short.module + "_"), ("acme-", short.text + "-"), ("Acme", short.className),
        ]
    }

    /// The first is called as the extension, the others by what they are as well.
    static func named(_ kinds: [Scaffold.Container], of name: ScaffoldName) throws -> [ScaffoldContainer] {
        var taken: Set<String> = []
        var shorts: Set<String> = []
        var containers: [ScaffoldContainer] = []
        for kind in kinds {
            var text = taken.isEmpty ? name.text : "\(name.text)-\(kind.suffix)"
            var number = 2
            while taken.contains(text) {
                text = "\(name.text)-\(kind.suffix)-\(number)"
                number += 1
            }
            taken.insert(text)
            let own = taken.count == 1 ? name : try ScaffoldName(text, for: .container)
            containers.append(ScaffoldContainer(kind: kind, name: own, isShortFree: { !shorts.contains($0) }))
            if kind == .notebook, let short = containers.last?.short.text { shorts.insert(short) }
        }
        return containers
    }

    /// The first word of the name does for the notebook, as long as nothing else is called by it: the operator of
    /// `otsus-notebook` is `OtsusNotebookOperator` already.
    init(kind: Scaffold.Container, name: ScaffoldName, isShortFree: (String) -> Bool) {
        self.kind = kind
        self.name = name
        let first = ScaffoldName(known: name.first)
        let isOwn = name.text != "\(first)-notebook"
        short = isOwn && isShortFree(first.text) ? first : name
    }
}
