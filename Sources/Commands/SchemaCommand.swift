import Console
import Extensions

/// `davit schema`: the schema of davit.yaml, for editors.
enum SchemaCommand {
    static let command = Command(
        "schema", summary: "print the JSON Schema of davit.yaml",
        discussion: """
            Editors complete and check davit.yaml with it. With the YAML language server, the file's first line names \
            where it was written to:

              # yaml-language-server: $schema=.davit.schema.json
            """,
        examples: [Example("davit schema > .davit.schema.json", "write it to a file")], seeAlso: ["davit init"]
    ) { invocation in
        guard let file = Embedded.file(Project.schemaPath) else { return .failed }
        invocation.output.write(file.bytes)
        return .done
    }
}
