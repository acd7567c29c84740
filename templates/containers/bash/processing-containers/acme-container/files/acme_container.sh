#!/usr/bin/env bash
# Lists the files of each series with their checksums.
#
# The platform says in environment variables where the data lie:
# $WORKFLOW_DIR/$BATCH_NAME/<one folder a series>/<$OPERATOR_IN_DIR or $OPERATOR_OUT_DIR>
set -euo pipefail

series=0
for element in "$WORKFLOW_DIR/$BATCH_NAME"/*/; do
    source=${element}$OPERATOR_IN_DIR
    target=${element}$OPERATOR_OUT_DIR
    if [ ! -d "$source" ]; then
        echo "$source: no such folder" >&2
        exit 1
    fi
    mkdir -p "$target"
    (cd "$source" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum) >"$target/checksums.txt"
    echo "$(basename "$element"): $(wc -l <"$target/checksums.txt") files"
    series=$((series + 1))
done

if [ "$series" -eq 0 ]; then
    echo "$WORKFLOW_DIR/$BATCH_NAME: there is no series" >&2
    exit 1
fi
