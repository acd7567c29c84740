import OS
package import Values

/// The real Helm library, in a Python process of its own: what the differential tests compare with.
///
/// `scripts/install-deps --test` installs it into the checkout's `.venv`; `DAVIT_HELM_PYTHON` names another interpreter.
package enum HelmLibrary {
    /// Helm's answer to one question.
    package enum Answer: Equatable {
        case text(String)
        case error(String)
    }

    /// The interpreter that has the library, nil where there is none. In CI its absence is a failure of the caller.
    package static var python: String? {
        if let named = Environment.nonEmpty("DAVIT_HELM_PYTHON") { return named }
        let own = Files.workingDirectory / ".venv/bin/python"
        return Files.exists(own) ? own.string : nil
    }

    /// Whether a test may pass without the library: on a developer's machine, never in CI.
    package static var mayBeMissing: Bool { Environment.nonEmpty("CI") == nil }

    /// Renders `{{ toYaml .Values }}` for each values text.
    package static func toYAML(_ values: [String]) throws -> [Answer]? {
        try ask("toyaml", values.map { ["values": Value(.string($0))] })
    }

    /// Renders a chart whose one template has a text, c/templates/a.yaml: the error, or nothing worth a look.
    package static func renderTemplate(_ texts: [String]) throws -> [Answer]? {
        try ask("template", texts.map { ["text": Value(.string($0))] })
    }

    /// Asks one kind of question for each set of inputs, in one process.
    package static func ask(_ question: String, _ inputs: [Value]) throws -> [Answer]? {
        guard let python else { return nil }
        let result = try Child(
            python, ["-c", script, question], input: Array(JSON.text(Value(.list(inputs))).utf8)
        ).run()
        guard result.succeeded else {
            throw HelmLibraryFailure(text: String(decoding: result.errors, as: UTF8.self))
        }
        return try JSON.read(result.output).list?.map { answer in
            if let error = answer["error"]?.string { return .error(error) }
            return .text(answer["text"]?.string ?? "")
        }
    }

    private static let script = #"""
        import hashlib, json, os, shutil, sys, tarfile, tempfile
        import helm_python as helm
        question, inputs = sys.argv[1], json.load(sys.stdin)
        folder = tempfile.mkdtemp()
        def write(name, text):
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", newline="") as out: out.write(text)
        def toyaml(values):
            write("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n")
            write("c/values.yaml", values)
            write("c/templates/a.yaml", "{{ toYaml .Values }}")
            with helm.Chart.load(folder + "/c") as chart:
                return chart.render({}, name="r", namespace="n")["c/templates/a.yaml"]
        charts = {}
        def render(template, values):
            if template not in charts:
                name = f"r{len(charts)}"
                write(name + "/Chart.yaml", f"apiVersion: v2\nname: {name}\nversion: 1.0.0\n")
                write(name + "/templates/a.yaml", template)
                charts[template] = (name, helm.Chart.load(f"{folder}/{name}"))
            name, chart = charts[template]
            return chart.render(values, name="r", namespace="n")[name + "/templates/a.yaml"]
        def template(text):
            write("c/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n")
            write("c/templates/a.yaml", text)
            with helm.Chart.load(folder + "/c") as chart:
                chart.render({}, name="r", namespace="n")
            return "ok"
        def package(files, version=None):
            for name, text in files.items(): write("c/" + name, text)
            try:
                return os.path.basename(helm.package(folder + "/c", destination=folder + "/out", version=version))
            finally:
                shutil.rmtree(folder + "/c", ignore_errors=True)
        def setflag(kind, expression):
            return json.dumps(getattr(helm, "parse_set_" + kind)(expression))
        def values(files, given):
            for name, text in files.items(): write("c/" + name, text)
            try:
                with helm.Chart.load(folder + "/c") as chart:
                    return json.dumps(chart.render(given, name="r", namespace="n"))
            finally:
                shutil.rmtree(folder + "/c", ignore_errors=True)
        def archive(path):
            with tarfile.open(path, errors="surrogateescape") as tar:
                entries = []
                for entry in tar:
                    content = tar.extractfile(entry).read()
                    entries.append({
                        "name": entry.name, "mode": entry.mode, "type": entry.type.decode(),
                        "sha256": hashlib.sha256(content).hexdigest(), "text": content[:4000].decode("latin-1")})
                return {"file": os.path.basename(path), "entries": entries}
        def pack(chart):
            # Which of two bad subcharts Helm names is chance: every answer is collected.
            errors = []
            for _ in range(60):
                try:
                    result = archive(helm.package(chart, destination=folder + "/out"))
                    shutil.rmtree(folder + "/out", ignore_errors=True)
                    return json.dumps({"archive": result})
                except helm.HelmError as error:
                    if str(error) not in errors: errors.append(str(error))
                    if "error unpacking subchart" not in str(error): break
            return json.dumps({"errors": errors})
        def rendered(chart, given):
            with helm.Chart.load(chart) as loaded:
                return json.dumps(loaded.render(given, name="r", namespace="n"))
        def lint(chart):
            seen = []
            for _ in range(60):
                try:
                    said = helm.lint(chart, {})
                    result = [[m["severity"], m["path"], m["error"]] for m in said["messages"]]
                    if not said["total_charts_linted"]: result = [[3, "Chart.yaml", error] for error in said["errors"]]
                except helm.HelmError as error:
                    result = [[3, "", str(error)]]
                if result not in seen: seen.append(result)
                if not any(word in text for _, path, text in result for word in (
                    "error unpacking subchart", "dependencies: ", "apiextensions", "CustomResource", "unable to parse", "schema(s)")): break
            return json.dumps(seen)
        answers = []
        for given in inputs:
            try: answers.append({"text": globals()[question](**given)})
            except helm.HelmError as error: answers.append({"error": str(error)})
        shutil.rmtree(folder, ignore_errors=True)
        json.dump(answers, sys.stdout)
        """#
}

/// The Helm library's process failed: the comparison didn't happen.
package struct HelmLibraryFailure: Error, CustomStringConvertible {
    let text: String
    package var description: String { "the Helm library failed: \(text)" }
}
