# What the scripts share: sourced by each of them, run by nobody.
# shellcheck shell=bash disable=SC2034

DAVIT_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly DAVIT_ROOT
readonly SWIFT_NEEDED=6.2

# A line about what happens now, on standard error: standard output belongs to what was asked for.
say() { printf '%s\n' "$*" >&2; }

# Something the machine lacks, and what to do about it: code 3.
lack() {
    say "$(basename "$0"): $*"
    exit 3
}

wrong_usage() {
    say "$(basename "$0"): $*"
    say "Run $0 -h to see how it is used."
    exit 2
}

# The comment at the head of the script is its help.
print_help() { awk 'NR > 1 && !/^#/ { exit } NR > 1 { sub(/^# ?/, ""); print }' "$0"; }

# version_at_least 6.3.1 6.2
version_at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# Swift is the one thing that no script installs.
readonly SWIFT_HINT="Install Swift $SWIFT_NEEDED or newer from https://www.swift.org/install/linux and put its usr/bin in PATH."
find_swift() { command -v swift >/dev/null || lack "Swift is missing. $SWIFT_HINT"; }

# A toolchain that was only unpacked runs once the packages of install-deps are there.
need_swift() {
    local version
    find_swift
    version=$(swift --version 2>&1) || lack "$(command -v swift) doesn't run: ${version##*$'\n'}"
    [[ $version =~ Swift\ version\ ([0-9.]+) ]] || lack "$(command -v swift) is no Swift compiler. $SWIFT_HINT"
    version_at_least "${BASH_REMATCH[1]}" "$SWIFT_NEEDED" || lack "Swift ${BASH_REMATCH[1]} is too old. $SWIFT_HINT"
}

# timed NAME COMMAND…: runs the command under a headline and notes its time for print_times.
STEP_TIMES=()
timed() {
    local name=$1 start=$SECONDS
    shift
    say "== $name"
    "$@"
    STEP_TIMES+=("$((SECONDS - start)) s $name")
}

print_times() {
    local line all=''
    for line in "${STEP_TIMES[@]}"; do all+="${all:+, }$line"; done
    say "== $all; $SECONDS s in all"
}

# A small chart without a fault, in the folder that is named.
make_hello_chart() {
    rm -rf "$1"
    mkdir -p "$1/templates"
    cat >"$1/Chart.yaml" <<'YAML'
apiVersion: v2
name: hello
description: A greeting, kept by the cluster
type: application
version: 0.1.0
appVersion: "1.0"
icon: https://example.org/hello.svg
YAML
    cat >"$1/values.yaml" <<'YAML'
# What is said.
greeting: Hello
YAML
    cat >"$1/templates/configmap.yaml" <<'YAML'
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-hello
data:
  greeting: {{ .Values.greeting | quote }}
YAML
}
