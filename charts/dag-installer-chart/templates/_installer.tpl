{{/* The tag of the DAG image. */}}
{{- define "dag-installer.tag" -}}
{{- .Values.global.image_tag | default .Chart.Version -}}
{{- end }}

{{/* What the objects are called: like the image, which names them all in the platform. */}}
{{- define "dag-installer.name" -}}
{{- .Values.global.image | default .Chart.Name -}}
{{- end }}

{{/* The DAG image with its registry and tag. */}}
{{- define "dag-installer.image" -}}
{{- $registry := .Values.global.custom_registry_url | default .Values.global.registry_url -}}
{{- /* davit:ignore required-value the workflow chart has to name it: a default would install somebody else's */}}
{{- $name := required "global.image: the name of the DAG image is missing" .Values.global.image -}}
{{- printf "%s/%s:%s" $registry $name (include "dag-installer.tag" .) -}}
{{- end }}

{{/* What base-installer reads; the action stands beside it. */}}
{{- define "dag-installer.environment" -}}
- name: ADMIN_NAMESPACE
  value: {{ .Values.global.admin_namespace | quote }}
- name: SERVICES_NAMESPACE
  value: {{ .Values.global.services_namespace | quote }}
- name: KAAPANA_BUILD_VERSION
  value: {{ .Values.global.kaapana_build_version | quote }}
- name: KAAPANA_DEFAULT_REGISTRY
  value: {{ .Values.global.registry_url | quote }}
- name: DOCKER_VERSION
  value: {{ include "dag-installer.tag" . | quote }}
{{- end }}

{{/* Airflow's folders, as the DAG image sees them. */}}
{{- define "dag-installer.mounts" -}}
- name: airflow-dags
  mountPath: /kaapana/mounted/workflows/dags
- name: airflow-plugins
  mountPath: /kaapana/mounted/workflows/plugins
{{- end }}

{{- define "dag-installer.volumes" -}}
- name: airflow-dags
  persistentVolumeClaim:
    claimName: dags-pv-claim
- name: airflow-plugins
  persistentVolumeClaim:
    claimName: af-plugins-pv-claim
{{- end }}

{{/* A registry of one's own has a secret of its own, which the platform names after its address. */}}
{{- define "dag-installer.secrets" -}}
- name: registry-secret
{{- with .Values.global.custom_registry_url }}
- name: registry-secret-{{ sha256sum . | trunc 4 }}
{{- end }}
{{- end }}

{{/* The container that waits until the platform's extension service answers. */}}
{{- define "dag-installer.wait" -}}
- name: wait-for-platform
  image: {{ printf "%s/service-checker:%s" .Values.global.registry_url .Values.global.kaapana_build_version | quote }}
  imagePullPolicy: {{ .Values.global.pull_policy_images }}
  env:
    - name: WAIT
      value: "kube-helm,kube-helm-service.{{ .Values.global.admin_namespace }}.svc,5000,/health-check"
    - name: DELAY
      value: "2"
    - name: TIMEOUT
      value: "10"
  resources:
    {{- toYaml .Values.resources | nindent 4 }}
{{- end }}
