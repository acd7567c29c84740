"""Parts the pictures of each series into foreground and background, by Otsu's method.

   acme_container.py IMAGES MASKS

Both are channels as processing-container.json describes them: folders with one folder for each series.
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


def main(images, masks):
    bins = int(os.environ.get("BINS", "256"))
    failed = done = 0
    for series in sorted(path for path in Path(images).iterdir() if path.is_dir()):
        try:
            print(f"{series.name}: {process(series, Path(masks, series.name), bins)}")
            done += 1
        except (NotReadable, OSError) as error:
            print(f"{series.name}: {error}", file=sys.stderr)
            failed += 1
    if not done and not failed:
        print(f"{images}: there is no series", file=sys.stderr)
    return 0 if done and not failed else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
