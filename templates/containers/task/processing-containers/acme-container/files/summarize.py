"""Writes one table of all series.

   summarize.py MASKS SUMMARY
"""

import csv
import json
import sys
from pathlib import Path


def main(masks, summary):
    found = sorted(Path(masks).glob("*/threshold.json"))
    if not found:
        print(f"{masks}: there is no threshold.json", file=sys.stderr)
        return 1
    Path(summary).mkdir(parents=True, exist_ok=True)
    with open(Path(summary, "summary.csv"), "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["series", "slices", "threshold", "foreground", "voxels"])
        for path in found:
            numbers = json.loads(path.read_text(encoding="utf-8"))
            row = [numbers[key] for key in ("slices", "threshold", "foreground", "voxels")]
            writer.writerow([path.parent.name, *row])
    print(f"{len(found)} series")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
