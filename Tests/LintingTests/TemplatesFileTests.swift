import Findings
import Linting
import TestSupport
import Testing

@Suite struct TemplatesFileTests {
    @Test(arguments: [
        TemplateCase("{{ .Values.size }}{{ .Files.Get \"a.ini\" }}", ["file-missing templates/cm.yaml:1"]),
        TemplateCase(
            "{{ .Values.size }}{{ $.Files.Get \"a.ini\" | b64enc | quote }}", ["file-missing templates/cm.yaml:1"]),
        TemplateCase(
            "{{ .Values.size }}{{ range .Files.Lines \"a.ini\" }}{{ . }}{{ end }}", ["file-missing templates/cm.yaml:1"]
        ),
        TemplateCase("{{ .Values.size }}{{ (.Files.Glob \"conf/*\").AsConfig }}", ["file-missing templates/cm.yaml:1"]),
        TemplateCase(
            "{{ .Values.size }}{{ range $p, $_ := .Files.Glob \"conf/*\" }}{{ $p }}{{ end }}",
            ["file-missing templates/cm.yaml:1"]),
        TemplateCase(
            "{{ .Values.size }}{{ tpl (.Files.Get \"a.ini\") . }}", values: "size: 1\n",
            ["file-missing templates/cm.yaml:1"]),
        TemplateCase("{{ .Values.size }}{{ if .Files.Get \"a.ini\" }}{{ .Files.Get \"a.ini\" }}{{ end }}"),
        TemplateCase("{{ .Values.size }}{{ with .Files.Get \"a.ini\" }}{{ . }}{{ end }}"),
        TemplateCase("{{ .Values.size }}{{ .Files.Get \"a.ini\" | default \"x\" }}"),
        TemplateCase("{{ .Values.size }}{{ .Files.Get .Release.Name }}"),
        TemplateCase(
            "there",
            [
                "templates/cm.yaml":
                    "{{ .Values.size }}{{ .Files.Get \"a.ini\" }}{{ (.Files.Glob \"conf/**.x\").AsConfig }}",
                "a.ini": "x",
                "conf/b/c.x": "x",
            ]),
        TemplateCase(
            "ignored",
            [
                "templates/cm.yaml": "{{ .Values.size }}\n{{ .Files.Get \"a.ini\" }}", "a.ini": "x",
                ".helmignore": "*.ini\n",
            ],
            ["file-missing templates/cm.yaml:2"]),
    ])
    func missingFiles(_ test: TemplateCase) throws { try test.check() }

    @Test(arguments: [
        TemplateCase(
            "unused",
            [
                "templates/cm.yaml": "{{ .Values.size }}{{ include \"a\" . }}",
                "templates/_h.tpl": "{{ define \"a\" }}{{ end }}\n{{ define \"b\" }}x{{ end }}",
            ],
            ["unused-template templates/_h.tpl:2"]),
        TemplateCase(
            "used by template, block and a name that is put together",
            [
                "templates/cm.yaml":
                    "{{ .Values.size }}{{ template \"a\" }}{{ block \"b\" . }}{{ end }}{{ include (printf \"%s.c\" .Chart.Name) . }}",
                "templates/_h.tpl": "{{ define \"a\" }}{{ end }}{{ define \"x.c\" }}{{ end }}",
            ]),
        TemplateCase(
            "checksums name files",
            [
                "templates/cm.yaml": "{{ .Values.size }}{{ include (print $.Template.BasePath \"/cm.yaml\") . }}",
                "templates/_h.tpl": "{{ define \"a\" }}{{ end }}",
            ], ["unused-template templates/_h.tpl:1"]),
        TemplateCase(
            "any name",
            [
                "templates/cm.yaml": "{{ .Values.size }}{{ include .Release.Name . }}",
                "templates/_h.tpl": "{{ define \"a\" }}{{ end }}",
            ]),
        TemplateCase(
            "a library",
            [
                "Chart.yaml": "apiVersion: v2\nname: alpha\nversion: 0.1.0\ntype: library\n",
                "templates/_h.tpl": "{{ define \"a\" }}{{ end }}",
            ]),
        TemplateCase(
            "used by a subchart",
            [
                "templates/cm.yaml": "{{ .Values.size }}", "templates/_h.tpl": "{{ define \"a\" }}{{ end }}",
                "charts/leaf/Chart.yaml": "apiVersion: v2\nname: leaf\nversion: 1.0.0\n",
                "charts/leaf/templates/x.yaml": "{{ include \"a\" . }}",
            ]),
        TemplateCase(
            "defined twice",
            [
                "templates/cm.yaml": "{{ .Values.size }}{{ include \"a\" . }}",
                "templates/_a.tpl": "{{ define \"a\" }}1{{ end }}",
                "templates/_b.tpl": "\n{{ define \"a\" }}2{{ end }}",
            ], ["template-redefined templates/_b.tpl:2"]),
        TemplateCase(
            "{{ .Values.size }}{{ randAlphaNum 5 }}{{ now }}\n{{ lookup \"v1\" \"Secret\" \"\" \"\" }}",
            [
                "nondeterministic templates/cm.yaml:1", "nondeterministic templates/cm.yaml:1",
                "nondeterministic templates/cm.yaml:2",
            ]),
        TemplateCase(
            "endings", ["templates/cm.yaml": "{{ .Values.size }}", "templates/sub/a.conf": "x"],
            ["template-extension templates/sub/a.conf"]),
        TemplateCase(
            "parse errors, and nothing that rests on what wasn't read", values: "unused: 1\n",
            [
                "templates/a.yaml": "\n{{ if }}", "templates/b.yaml": "{{ nosuch }}", "templates/c.json": "x",
                "templates/_h.tpl": "{{ define \"a\" }}{{ end }}",
            ],
            ["template-parse templates/b.yaml:1", "template-parse templates/a.yaml:2"]),
    ])
    func definitionsAndFiles(_ test: TemplateCase) throws { try test.check() }

    @Test func wordsAreHelms() throws {
        let findings = try TemplateCase("{{ .Values.size }\n").lint()
        #expect(findings.map(\.message) == ["parse error at (alpha/templates/cm.yaml:1): unexpected \"}\" in operand"])
    }

    /// Charts made of damaged templates are walked without a crash, and in bounded time.
    @Test func templatesThatIncludeEachOtherEnd() throws {
        let template =
            "{{ define \"a\" }}{{ include \"b\" (dict \"x\" .) }}{{ include \"b\" (dict \"y\" .) }}{{ end }}"
            + "{{ define \"b\" }}{{ include \"a\" (dict \"x\" .) }}{{ include \"a\" . }}{{ end }}{{ include \"a\" . }}{{ .Values.size }}"
        let start = ContinuousClock.now
        try TemplateCase(template).check()
        #expect(ContinuousClock.now - start < .seconds(20))
    }
}
