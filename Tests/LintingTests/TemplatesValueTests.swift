import Testing

@Suite struct TemplatesValueTests {
    private static let undefined = "undefined-value templates/cm.yaml:1"
    private static let web = "web:\n  port: 80\n  host: x\n"

    @Test(arguments: [
        TemplateCase("{{ .Values.size }}"),
        TemplateCase("{{ .Values.size }}{{ .Values.hue }}", [undefined]),
        TemplateCase("{{ .Values.size }}{{ .Values.hue | quote }}", [undefined]),
        TemplateCase("{{ .Values.size }}{{ printf \"%s-x\" .Values.hue }}", [undefined]),
        TemplateCase("{{ .Values.size }}{{ toYaml .Values.hue | nindent 2 }}", [undefined]),
        TemplateCase("{{ .Values.size }}{{ $.Values.hue }}", [undefined]),
        TemplateCase("{{ .Values.size }}{{ $v := .Values }}{{ $v.hue }}", [undefined]),
        TemplateCase("{{ .Values.size }}{{ $v := .Values.hue }}{{ $v }}", [undefined]),
        TemplateCase("{{ .Values.size }}{{ index .Values \"hue\" }}", [undefined]),
        TemplateCase("{{ .Values.size }}{{ with .Values }}{{ .hue }}{{ end }}", [undefined]),
        TemplateCase("{{ .Values.size }}{{ .Values.hue | default \"red\" }}"),
        TemplateCase("{{ .Values.size }}{{ default \"red\" .Values.hue | quote }}"),
        TemplateCase("{{ .Values.size }}{{ coalesce .Values.hue .Values.size }}"),
        TemplateCase("{{ .Values.size }}{{ or .Values.hue \"x\" }}"),
        TemplateCase("{{ .Values.size }}{{ and .Values.hue \"x\" }}"),
        TemplateCase("{{ .Values.size }}{{ ternary .Values.hue \"x\" (hasKey .Values \"hue\") }}"),
        TemplateCase("{{ .Values.size }}{{ dig \"hue\" \"x\" .Values }}"),
        TemplateCase("{{ .Values.size }}{{ if .Values.hue }}{{ .Values.hue }}{{ end }}"),
        TemplateCase("{{ .Values.size }}{{ if not .Values.hue }}{{ else }}{{ .Values.hue }}{{ end }}"),
        TemplateCase("{{ .Values.size }}{{ if eq .Values.hue \"x\" }}{{ .Values.hue }}{{ end }}"),
        TemplateCase("{{ .Values.size }}{{ if hasKey .Values \"hue\" }}{{ .Values.hue }}{{ end }}"),
        TemplateCase("{{ .Values.size }}{{ with .Values.hue }}{{ . }}{{ .a }}{{ end }}"),
        TemplateCase("{{ .Values.size }}{{ range .Values.hues }}{{ . }}{{ .a }}{{ end }}"),
        TemplateCase("{{ .Values.size }}{{ $x := .Values.hue }}{{ if $x }}{{ $x }}{{ end }}"),
        TemplateCase("{{ .Values.size }}{{ .Values.global.hue }}"),
        TemplateCase("{{ .Values.size }}{{ $_ := set .Values \"hue\" \"x\" }}{{ .Values.hue }}"),
        TemplateCase("{{ .Values.hue }}", values: "hue:\n"),
        TemplateCase("{{ .Values.map.hue }}", values: "map: {}\n"),
        TemplateCase("{{ .Values.web.port }}{{ .Values.web.hots }}", values: "web:\n  port: 80\n", [undefined]),
        TemplateCase(
            "the schema names it",
            [
                "templates/cm.yaml": "{{ .Values.size }}{{ .Values.hue }}",
                "values.schema.json": #"{"properties": {"hue": {"type": "string"}}}"#,
            ]),
        TemplateCase(
            "the schema has no such name",
            [
                "templates/cm.yaml": "{{ .Values.size }}{{ .Values.hue }}",
                "values.schema.json": #"{"properties": {"size": {}}}"#,
            ], [undefined]),
        TemplateCase(
            "in an included template",
            [
                "templates/cm.yaml": "{{ .Values.size }}{{ include \"a\" . }}",
                "templates/_h.tpl": "{{ define \"a\" }}\n{{ .Values.hue }}{{ end }}",
            ], ["undefined-value templates/_h.tpl:2"]),
        TemplateCase(
            "in a dict that is passed on",
            [
                "templates/cm.yaml": "{{ .Values.size }}{{ include \"a\" (dict \"root\" $ \"x\" .Values.hue) }}",
                "templates/_h.tpl": "{{ define \"a\" }}{{ .x }}{{ .root.Values.tone }}{{ end }}",
            ], [undefined, "undefined-value templates/_h.tpl:1"]),
        TemplateCase(
            "guarded by who includes it",
            [
                "templates/cm.yaml": "{{ .Values.size }}{{ if .Values.hue }}{{ include \"a\" . }}{{ end }}",
                "templates/_h.tpl": "{{ define \"a\" }}{{ .Values.hue }}{{ end }}",
            ]),
    ])
    func undefinedValues(_ test: TemplateCase) throws { try test.check() }

    @Test(arguments: [
        TemplateCase("{{ .Values.web.port }}", values: web, ["unused-value values.yaml:3"]),
        TemplateCase("{{ .Values.web.port }}{{ .Values.web.host }}", values: web),
        TemplateCase("{{ toJson .Values.web }}", values: web),
        TemplateCase("{{ toYaml .Values }}", values: web),
        TemplateCase("{{ range $k, $v := .Values.web }}{{ $v }}{{ end }}", values: web),
        TemplateCase("{{ with .Values.web }}{{ .port }}{{ end }}", values: web, ["unused-value values.yaml:3"]),
        TemplateCase("{{ if .Values.web }}x{{ end }}", values: web),
        TemplateCase(
            "{{ if .Values.web }}{{ .Values.web.port }}{{ end }}", values: web, ["unused-value values.yaml:3"]),
        TemplateCase("x", values: web, ["unused-value values.yaml:1"]),
        TemplateCase("{{ include \"nowhere\" . }}", values: web),
        TemplateCase("{{ tpl .Values.text . }}", values: "text: \"{{ .Values.hue }}\"\nhue: red\n"),
        TemplateCase("{{ tpl .Values.text . }}", values: "text: plain\nhue: red\n", ["unused-value values.yaml:2"]),
        TemplateCase("{{ $v := .Values.web }}{{ $v.port }}", values: web, ["unused-value values.yaml:3"]),
        TemplateCase(
            "{{ $x := .Values }}{{ if .Release.IsUpgrade }}{{ $x = .Values.web }}{{ end }}{{ $x.port }}", values: web),
        TemplateCase("{{ get .Values.web \"port\" }}{{ index .Values \"web\" \"host\" }}", values: web),
        TemplateCase("{{ $k := \"port\" }}{{ index .Values.web .Release.Name }}{{ $k }}", values: web),
        TemplateCase("{{ if .Values.never }}{{ .Values.web.port }}{{ .Values.web.host }}{{ end }}", values: web),
        TemplateCase("x", values: "global:\n  a: 1\n"),
        TemplateCase(
            "keys of dependencies", values: "leaf:\n  a: 1\ntwig:\n  enabled: true\nuseless: 1\n",
            [
                "Chart.yaml": """
                apiVersion: v2
                name: alpha
                version: 0.1.0
                dependencies:
                - {name: leaf, version: 1.0.0, repository: "", condition: twig.enabled}
                """,
                "charts/leaf/Chart.yaml": "apiVersion: v2\nname: leaf\nversion: 1.0.0\n", "templates/cm.yaml": "x",
            ], ["unused-value values.yaml:5"]),
    ])
    func unusedValues(_ test: TemplateCase) throws { try test.check() }

    private static let big = "big-integer templates/cm.yaml:1"
    private static let bytes = "bytes: 104857600\n"

    @Test(arguments: [
        TemplateCase("{{ .Values.bytes }}", values: bytes, [big]),
        TemplateCase("{{ .Values.bytes | quote }}", values: bytes, [big]),
        TemplateCase("{{ .Values.bytes | toString | quote }}", values: bytes, [big]),
        TemplateCase("{{ default 5 .Values.bytes }}", values: bytes, [big]),
        TemplateCase("{{ printf \"%v\" .Values.bytes }}", values: bytes, [big]),
        TemplateCase(
            "x\n{{ with .Values.bytes }}\n{{ . }}{{ end }}", values: bytes, ["big-integer templates/cm.yaml:3"]),
        TemplateCase("{{ range .Values.all }}{{ . }}{{ end }}", values: "all: [1, 1000000]\n", [big]),
        TemplateCase("{{ $b := .Values.bytes }}{{ $b }}", values: bytes, [big]),
        TemplateCase("{{ int64 .Values.bytes }}{{ .Values.bytes | int }}{{ mul .Values.bytes 2 }}", values: bytes),
        TemplateCase("{{ toYaml .Values.bytes }}{{ toJson .Values.bytes }}", values: bytes),
        TemplateCase("{{ printf \"%.0f\" .Values.bytes }}", values: bytes),
        TemplateCase("{{ .Values.bytes }}", values: "bytes: \"104857600\"\n"),
        TemplateCase("{{ .Values.bytes }}", values: "bytes: 999999\n"),
        TemplateCase("{{ if gt .Values.bytes 5.0 }}x{{ end }}", values: bytes),
    ])
    func bigIntegers(_ test: TemplateCase) throws { try test.check() }

    @Test(arguments: [
        TemplateCase("{{ .Values.size }}{{ fail \"no\" }}", ["fail-reached templates/cm.yaml:1"]),
        TemplateCase(
            "{{ if lt (int .Values.size) 9 }}{{ fail \"no\" }}{{ end }}", ["fail-reached templates/cm.yaml:1"]),
        TemplateCase("{{ if gt (int .Values.size) 9 }}{{ fail \"no\" }}{{ end }}"),
        TemplateCase(
            "{{ if not .Values.hue }}{{ fail \"no\" }}{{ end }}{{ .Values.size }}", ["fail-reached templates/cm.yaml:1"]
        ),
        TemplateCase("{{ if .Release.IsUpgrade }}{{ fail .Values.size }}{{ end }}"),
        TemplateCase("{{ if eq .Values.mode \"a\" }}{{ else }}{{ fail \"no\" }}{{ end }}", values: "mode: a\n"),
        TemplateCase(
            "{{ if ne .Values.mode \"b\" }}{{ fail \"no\" }}{{ end }}", values: "mode: a\n",
            ["fail-reached templates/cm.yaml:1"]),
        TemplateCase(
            "{{ .Values.size }}{{ required \"give it\" .Values.host }}", ["required-value templates/cm.yaml:1"]),
        TemplateCase(
            "{{ .Values.host | required \"give it\" }}", values: "host: \"\"\n", ["required-value templates/cm.yaml:1"]),
        TemplateCase("{{ required \"give it\" .Values.size }}"),
        TemplateCase(
            "{{ if .Values.active }}{{ required \"give it\" .Values.host }}{{ end }}", values: "active: false\n"),
        TemplateCase("{{ .Values.size }}{{ range .Values.many }}{{ fail \"no\" }}{{ end }}"),
    ])
    func failures(_ test: TemplateCase) throws { try test.check() }
}
