#!/usr/bin/env bash
# Runs the notebook and writes it with its results as a page. With Jupyter in the image (requirements.txt) that does it,
# without it a few lines of Python.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
notebook=$here/run_acme_report_notebook.ipynb
target=$WORKFLOW_DIR/$OPERATOR_OUT_DIR
mkdir -p "$target"

if command -v jupyter-nbconvert >/dev/null; then
    jupyter-nbconvert --to html --execute --no-input --output-dir "$target" --output report.html "$notebook"
else
    python3 -u "$here/../run_notebook.py" "$notebook" "$target/report.html"
fi
echo "$target/report.html"
