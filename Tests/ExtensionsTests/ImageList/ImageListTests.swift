import Charts
import Findings
import Images
import OS
import TestSupport
import Testing

@testable import Extensions

@Suite struct ImageListTests {
    /// The images of a tree as `class reference`, and what is unresolved as `path:line reason`.
    private func list(
        _ files: [String: String], registry: String? = "registry.example.org/site", version: String = "0.6.0",
        project: String? = nil
    ) throws -> (images: [String], unresolved: [String], list: ImageList) {
        let scratch = try Scratch()
        for (path, text) in files { try scratch.write("e/\(path)", text) }
        var found: Project?
        if let project {
            try scratch.write("e/davit.yaml", project)
            found = try Project.find(from: scratch.folder / "e")
        }
        let target = Target(
            profile: try Profiles.profile("kaapana"), platformVersion: try Version(version), registry: registry)
        let list = ImageList(Extension.load(scratch.folder / "e", target: target), project: found)
        return (
            list.images.map { "\($0.kind.rawValue) \($0.reference)" },
            list.unresolved.map { "\($0.place.path):\($0.place.line ?? 0) \($0.reason)" }, list
        )
    }

    private static let site = "registry.example.org/site"
    private static let header = """
        from kaapana.blueprints.kaapana_global_variables import DEFAULT_REGISTRY, KAAPANA_BUILD_VERSION
        from kaapana.operators.KaapanaBaseOperator import KaapanaBaseOperator

        """

    /// A workflow whose operator names its image in a way of the test's.
    private func workflow(_ image: String, before: String = "", parameters: String = "") -> [String: String] {
        [
            "extension/docker/Dockerfile": """
            FROM local-only/base-installer:latest
            LABEL IMAGE="dag-tone"
            COPY files/dag_tone.py /kaapana/tmp/dags/
            COPY files/tone/ /kaapana/tmp/dags/tone/

            """,
            "extension/docker/files/dag_tone.py": """
            from airflow.models import DAG
            from kaapana.operators.GetInputOperator import GetInputOperator
            from tone.ToneOperator import ToneOperator
            dag = DAG(dag_id="tone")
            get = GetInputOperator(dag=dag)
            get >> ToneOperator(dag=dag)

            """,
            "extension/docker/files/tone/names.py": "NAME = 'to' + 'ne'\n",
            "extension/docker/files/tone/ToneOperator.py": Self.header + before + """

                class ToneOperator(KaapanaBaseOperator):
                    def __init__(self, dag, name="tone", \(parameters)**kwargs):
                        super().__init__(dag=dag, name=name, image=\(image), **kwargs)

                """,
            "processing-containers/tone/Dockerfile": "FROM local-only/base-python-cpu:latest\nLABEL IMAGE=\"tone\"\n",
        ]
    }

    @Test(arguments: [
        ("f\"{DEFAULT_REGISTRY}/tone:{KAAPANA_BUILD_VERSION}\"", "", ""),
        ("DEFAULT_REGISTRY + '/tone:' + KAAPANA_BUILD_VERSION", "", ""),
        ("'%s/tone:%s' % (DEFAULT_REGISTRY, KAAPANA_BUILD_VERSION)", "", ""),
        ("'{}/tone:{}'.format(DEFAULT_REGISTRY, KAAPANA_BUILD_VERSION)", "", ""),
        ("IMAGE", "IMAGE = f\"{DEFAULT_REGISTRY}/tone:{KAAPANA_BUILD_VERSION}\"\n", ""),
        ("f\"{DEFAULT_REGISTRY}/{NAME}:{KAAPANA_BUILD_VERSION}\"", "from tone.names import NAME\n", ""),
        ("image", "", "image=f\"{DEFAULT_REGISTRY}/tone:{KAAPANA_BUILD_VERSION}\", "),
    ])
    func pythonImages(image: String, before: String, parameters: String) throws {
        let found = try list(workflow(image, before: before, parameters: parameters))
        #expect(
            found.images
                == [
                    "own \(Self.site)/dag-tone:0.6.0", "own \(Self.site)/tone:0.6.0",
                    "base local-only/base-installer:latest", "base local-only/base-python-cpu:latest",
                    "platform \(Self.site)/get-input:0.6.0",
                ].map { $0.contains("dag-tone") ? "own \(Self.site)/dag-tone:0.0.0" : $0 })
        #expect(found.unresolved.isEmpty)
        let own = try #require(found.list.images.first { $0.reference.name == "tone" })
        #expect(own.reasons.map(\.what) == ["image of ToneOperator", "LABEL IMAGE"])
        #expect(own.reasons.allSatisfy { ($0.place.line ?? 0) > 0 })
    }

    /// What only a run can tell is listed with its place, and nothing is guessed.
    @Test(arguments: [
        ("os.environ['IMAGE']", "import os\n", ""), ("pick()", "from elsewhere import pick\n", ""),
        ("f\"{DEFAULT_REGISTRY}/{kind}:{KAAPANA_BUILD_VERSION}\"", "", "*, kind, "),
    ])
    func unresolved(image: String, before: String, parameters: String) throws {
        let found = try list(workflow(image, before: before, parameters: parameters))
        #expect(found.unresolved.count == 1)
        #expect(found.unresolved.allSatisfy { $0.hasPrefix("extension/docker/files/tone/ToneOperator.py:") })
        #expect(found.list.images.first { $0.reference.name == "tone" }?.reasons.map(\.what) == ["LABEL IMAGE"])
    }

    /// What can't be read may name images: that is said.
    @Test func unreadable() throws {
        var files = workflow("f\"{DEFAULT_REGISTRY}/tone:{KAAPANA_BUILD_VERSION}\"")
        files["extension/docker/files/tone/ToneOperator.py"]? += "def half(:\n"
        files["processing-containers/tone/Dockerfile"] = "LABEL IMAGE=\"tone\"\n"
        let found = try list(files)
        #expect(found.unresolved.count == 2, "\(found.unresolved)")
        #expect(found.unresolved.contains { $0.hasPrefix("processing-containers/tone/Dockerfile:0 the file has none") })
        #expect(found.unresolved.contains { $0.contains("ToneOperator.py:") && $0.contains(" it can't be read: ") })
    }

    /// Up to 0.5.0 the job asks for the platform's version, later for the installer chart's.
    @Test(arguments: [("0.4.0", "0.4.0"), ("0.5.0", "0.5.0"), ("0.5.3", "0.0.0"), ("0.6.0", "0.0.0")])
    func tags(version: String, tag: String) throws {
        var files = workflow("f\"{DEFAULT_REGISTRY}/tone:{KAAPANA_BUILD_VERSION}\"")
        files["extension/tone-workflow/Chart.yaml"] = """
            apiVersion: v2
            name: tone-workflow
            version: 0.0.0
            keywords: [kaapanaworkflow]
            dependencies:
              - {name: dag-installer-chart, version: 0.0.0}

            """
        files["extension/tone-workflow/values.yaml"] = "global:\n  image: dag-tone\n  action: copy\n"
        let found = try list(files, version: version)
        let flow = try #require(found.list.images.first { $0.reference.name == "dag-tone" })
        #expect(flow.reference.tag == tag)
        // The label, the value, and what the packed installer's templates really ask for: one and the same.
        #expect(found.images.filter { $0.contains("dag-tone") }.count == 1)
        #expect(flow.reasons.contains { $0.what == "global.image" && $0.place.line == 2 })
        #expect(flow.reasons.contains { $0.what.contains("templates/job.yaml") })
        #expect(found.images.contains("platform \(Self.site)/service-checker:\(version)"))
    }

    @Test func dockerfiles() throws {
        let found = try list([
            "processing-containers/a/Dockerfile": """
            ARG BASE=debian:12
            ARG OTHER
            FROM golang:1.22 AS build
            RUN --mount=type=bind,from=alpine:3.20,target=/m true
            FROM $BASE
            COPY --from=quay.io/tools/copy:1 /x /y
            COPY --from=build /x /y
            COPY --from=0 /x /y
            LABEL IMAGE="a"
            FROM $OTHER
            LABEL IMAGE="b"

            """,
            "processing-containers/c/Dockerfile": "FROM scratch\nLABEL IMAGE=\"c\"\nLABEL BUILD_IGNORE=\"True\"\n",
        ])
        #expect(
            found.images == [
                "own \(Self.site)/b:0.6.0", "foreign alpine:3.20", "foreign debian:12", "foreign golang:1.22",
                "foreign quay.io/tools/copy:1",
            ])
        #expect(found.unresolved.count == 1 && found.unresolved[0].hasPrefix("processing-containers/a/Dockerfile:10 "))
    }

    /// Values, annotations and templates of an application.
    @Test func charts() throws {
        let found = try list([
            "app-chart/Chart.yaml": """
            apiVersion: v2
            name: app-chart
            version: 1.0.0
            appVersion: "7.1"
            keywords: [kaapanaapplication]
            annotations:
              artifacthub.io/images: |
                - name: x
                  image: quay.io/x/annotated:2

            """,
            "app-chart/values.yaml": """
            global:
              complete_image: "{{ .Values.global.registry_url }}/busybox:{{ .Values.global.kaapana_build_version }}"
            side:
              repository: ghcr.io/y/side
              tag: "3"
            plain:
              repository: ghcr.io/y/plain
            on: {image: "docker.io/z/value:9"}
            extra: [{name: one, image: docker.io/z/one}, {name: two, image: docker.io/z/two}]

            """,
            "app-chart/templates/_names.tpl":
                "{{ define \"app.image\" }}{{ .repository }}:{{ .tag | default .version }}{{ end }}\n",
            "app-chart/templates/deployment.yaml": """
            spec:
              containers:
              - image: "{{ include "app.image" (dict "repository" .Values.plain.repository "tag" "" "version" .Chart.AppVersion) }}"
              - name: b
                image: {{ printf "%s/%s:%s" "quay.io" "p/q" "1.0" | quote }}
              {{- range .Values.extra }}
              - image: {{ .image }}:v1 # one for each
              {{- end }}
              {{- if .Values.global.offline_mode }}
              - image: docker.io/z/offline:1
              {{- else }}
              - image: docker.io/z/online:1
              {{- end }}
              - image: docker.io/z/{{ if .Release.IsInstall }}a{{ else }}b{{ end }}:1
              - image: {{ tpl .Values.global.complete_image . }}
              - image: {{ .Values.missing | required "say which" | lower }}
              - imagePullPolicy: Always
                args: ["image: docker.io/no/no:1"]

            """,
        ])
        #expect(
            found.images.filter { !$0.hasPrefix("platform") }
                == [
                    "foreign docker.io/z/offline:1", "foreign docker.io/z/one:v1", "foreign docker.io/z/online:1",
                    "foreign docker.io/z/two:v1", "foreign docker.io/z/value:9", "foreign ghcr.io/y/plain:7.1",
                    "foreign ghcr.io/y/side:3", "foreign quay.io/p/q:1.0", "foreign quay.io/x/annotated:2",
                    "foreign docker.io/z/one", "foreign docker.io/z/two",
                ].sorted())
        #expect(found.images.contains("platform \(Self.site)/busybox:0.6.0"))
        // The condition of the release, and the value that nobody set.
        #expect(found.unresolved.count == 2, "\(found.unresolved)")
        #expect(found.unresolved.contains { $0.hasPrefix("app-chart/templates/deployment.yaml:14 ") })
        let one = try #require(found.list.images.first { $0.reference.description == "docker.io/z/one:v1" })
        #expect(one.reasons.map(\.place.line) == [7])
    }

    /// A workflow's definition is read although the platform replaces texts in it; under which keywords it is listed
    /// makes no difference.
    @Test(arguments: ["kaapanaworkflow-v2", "kaapanaworkflow, kaapanaworkflow-v2", "kaapanaworkflow", "lungs"])
    func definitionsOfTheTaskAPI(keywords: String) throws {
        let found = try list([
            "workflow-chart/Chart.yaml": "apiVersion: v2\nname: w\nversion: 1.0.0\nkeywords: [\(keywords)]\n",
            "workflow-chart/files/workflow.json": "{\"title\": \"w\"}\n",
            "workflow-chart/files/steps.py": """
            from airflow.models import DAG
            from kaapana.blueprints.kaapana_global_variables import DEFAULT_REGISTRY, KAAPANA_BUILD_VERSION
            from task_api_operators.KaapanaTaskOperator import KaapanaTaskOperator

            with DAG("{{ dag_id }}", default_args={"owner": "{{ owner }}"}) as dag:
                fetch = KaapanaTaskOperator(
                    task_id="{% if a %}fetch{% endif %}",
                    image=f"{DEFAULT_REGISTRY}/get-input-task:{KAAPANA_BUILD_VERSION}",
                    taskTemplate="dicom-download",
                )
                KaapanaTaskOperator(task_id="tone", image=f"{DEFAULT_REGISTRY}/tone:{KAAPANA_BUILD_VERSION}")
                KaapanaTaskOperator(task_id="other", image="{{ image }}")

            """,
            "workflow-chart/templates/note.yaml": "text: {{ .Files.Get \"files/workflow.json\" | quote }}\n",
            "processing-containers/tone/Dockerfile": "FROM debian:12\nLABEL IMAGE=\"tone\"\n",
        ])
        #expect(
            found.images
                == ["own \(Self.site)/tone:0.6.0", "platform \(Self.site)/get-input-task:0.6.0", "foreign debian:12"])
        let reasons = try #require(found.list.images.first { $0.reference.name == "get-input-task" }).reasons
        #expect(reasons.map(\.place.path) == ["workflow-chart/files/steps.py"] && reasons.map(\.place.line) == [8])
        #expect(found.unresolved.map { String($0.prefix { $0 != " " }) } == ["workflow-chart/files/steps.py:12"])
    }

    /// A subchart's values are its parent's, conditions switch it off, and its places are its files in the parent.
    @Test func subcharts() throws {
        let found = try list([
            "web-chart/Chart.yaml": """
            apiVersion: v2
            name: web-chart
            version: 1.0.0
            dependencies:
              - {name: db, version: 1.0.0}
              - {name: spare, version: 1.0.0, condition: spare.enabled}

            """,
            "web-chart/values.yaml": "db: {tag: '16'}\nspare: {enabled: false}\n",
            "web-chart/charts/db/Chart.yaml": "apiVersion: v2\nname: db\nversion: 1.0.0\n",
            "web-chart/charts/db/values.yaml": "tag: '15'\n",
            "web-chart/charts/db/templates/db.yaml": "a:\n  image: postgres:{{ .Values.tag }}\n",
            "web-chart/charts/spare/Chart.yaml": "apiVersion: v2\nname: spare\nversion: 1.0.0\n",
            "web-chart/charts/spare/templates/spare.yaml": "a:\n  image: spare:1\n",
        ])
        #expect(found.images == ["foreign postgres:16"])
        let place = try #require(found.list.images.first?.reasons.first?.place)
        #expect(place.path == "web-chart/charts/db/templates/db.yaml" && place.line == 2)
    }

    @Test func davitYAML() throws {
        let files = workflow("f\"{DEFAULT_REGISTRY}/tone:{KAAPANA_BUILD_VERSION}\"")
        let found = try list(
            files,
            project: """
                images:
                  keep:
                    - {image: "quay.io/models/weights:3", reason: the container downloads it at its first start}
                  ignore:
                    - {image: get-input, reason: we feed the workflow ourselves}

                """)
        #expect(found.images.contains("foreign quay.io/models/weights:3"))
        #expect(!found.images.contains { $0.contains("get-input") })
        let kept = try #require(found.list.images.first { $0.reference.name == "weights" }?.reasons.first)
        #expect(kept.place.path == "davit.yaml" && kept.place.line == 3 && kept.what.contains("first start"))
    }

    /// Without a registry the target's own images have none, and nothing else is taken for them.
    @Test func withoutRegistry() throws {
        var files = workflow("f\"{DEFAULT_REGISTRY}/tone:{KAAPANA_BUILD_VERSION}\"")
        files["processing-containers/web/Dockerfile"] = "FROM nginx:1.29\nLABEL IMAGE=\"web\"\n"
        let found = try list(files, registry: nil)
        #expect(found.images.contains("own tone:0.6.0") && found.images.contains("platform get-input:0.6.0"))
        #expect(found.images.contains("foreign nginx:1.29"))
    }

    /// Templates that never end are read up to a limit.
    @Test(.timeLimit(.minutes(1))) func hostileTemplates() throws {
        let nested =
            String(repeating: "{{ range .Values.l }}", count: 12) + "x" + String(repeating: "{{ end }}", count: 12)
        let found = try list([
            "c/Chart.yaml": "apiVersion: v2\nname: c\nversion: 1.0.0\n",
            "c/values.yaml": "l: [\(Array(repeating: "1", count: 100).joined(separator: ","))]\n",
            "c/templates/a.yaml": nested,
            "c/templates/b.yaml": "{{ define \"b\" }}{{ include \"b\" . }}{{ end }}image: {{ include \"b\" . }}\n",
            "c/templates/c.yaml": "image: {{ tpl \"{{ tpl .Values.t . }}\" . }}\n",
        ])
        #expect(found.images.isEmpty)
    }
}
