"""Parts the pictures of each series into foreground and background, by Otsu's method.

The platform says in environment variables where the data lie:
<WORKFLOW_DIR>/<BATCH_NAME>/<one folder a series>/<OPERATOR_IN_DIR or OPERATOR_OUT_DIR>
"""

import os
import sys
from pathlib import Path

from dicom_series import NotReadable, read_series
from masks import write_masks
from thresholding import histogram, threshold


def process(source, target, bins):
    """Handles one series: reads it from one folder and writes to the other."""
    slices = read_series(source)
    if not slices:
        raise NotReadable(f"{source}: no file is there")
    values = [value for part in slices for value in part.values]
    return write_masks(target, slices, threshold(*histogram(values, bins)))


def main():
    batch = Path("/", os.environ["WORKFLOW_DIR"], os.environ["BATCH_NAME"])
    bins = int(os.environ.get("BINS", "256"))
    failed = done = 0
    for element in sorted(path for path in batch.iterdir() if path.is_dir()):
        try:
            source = element / os.environ["OPERATOR_IN_DIR"]
            numbers = process(source, element / os.environ["OPERATOR_OUT_DIR"], bins)
            print(f"{element.name}: {numbers}")
            done += 1
        except (NotReadable, OSError) as error:
            print(f"{element.name}: {error}", file=sys.stderr)
            failed += 1
    if not done and not failed:
        print(f"{batch}: there is no series", file=sys.stderr)
    return 0 if done and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
