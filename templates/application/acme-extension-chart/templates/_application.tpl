{{- define "acme-extension.namespace" -}}
{{- .Values.global.namespace | default .Values.global.services_namespace -}}
{{- end }}

{{/* Where the platform shows this installation. */}}
{{- define "acme-extension.path" -}}
{{- printf "/applications/project/%s/release/%s" .Values.global.project_id .Release.Name -}}
{{- end }}
