#!/usr/bin/env bash
# What the image does is picked by an environment variable that the operator sets: every version of the platform hands
# those over, while some drop an operator's commands and arguments.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

case ${RUN_WHAT:-} in
    '') exec python3 -u "$here/acme_container.py" ;;
    report) exec bash "$here/acme_notebooks/run_acme_report_notebook.sh" ;;
    *)
        echo "RUN_WHAT=$RUN_WHAT: only \`report\` is known, or nothing at all" >&2
        exit 2
        ;;
esac
