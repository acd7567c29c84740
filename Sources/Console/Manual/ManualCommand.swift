import OS

extension Command {
    /// `davit manual man FOLDER` and `davit manual markdown`: for those who make packages and the README.
    package static let manual: Command = {
        let form = Argument("FORM", completes: .choice(["man", "markdown"]), help: "pages for man, or the reference")
        let folder = Argument("FOLDER", .optional, completes: .folder, help: "where the pages go")
        return Command(
            "manual", summary: "write the manual pages, or print the reference",
            examples: [
                Example("davit manual man /usr/share/man/man1", "every page"),
                Example("davit manual markdown", "the reference of the README"),
            ],
            arguments: [form, folder], hidden: true
        ) { invocation in
            if invocation[form] == ["markdown"] {
                invocation.output.write(Reference(invocation.program).markdown())
                return .done
            }
            guard let target = invocation[folder].first else {
                throw UsageError("\(invocation.program.name(of: invocation.path)) man needs FOLDER")
            }
            for page in ManualPages(invocation.program).pages() {
                try AtomicFile.write(page.text.utf8, to: Path(target) / page.name)
            }
            return .done
        }
    }()
}
