{{/* A name that changes with the files, so that a new Job never reads old ones. */}}
{{- define "acme-extension.files" -}}
{{- $all := "" -}}
{{- range $path, $_ := .Files.Glob "files/*" -}}
{{- $all = printf "%s%s\n%s" $all $path ($.Files.Get $path) -}}
{{- end -}}
{{- printf "%s-files-%s" .Chart.Name (sha256sum $all | trunc 8) -}}
{{- end }}
