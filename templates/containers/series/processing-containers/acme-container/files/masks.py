"""Writes what was found: one picture a slice, and the numbers."""

import json
from pathlib import Path


def write_masks(folder, slices, limit):
    """Writes each slice as a picture that every viewer opens: white is what lies above the limit."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    foreground = 0
    for index, part in enumerate(slices, start=1):
        mask = bytes(255 if value >= limit else 0 for value in part.values)
        foreground += mask.count(255)
        head = f"P5 {part.columns} {part.rows} 255\n".encode()
        (folder / f"mask-{index:04}.pgm").write_bytes(head + mask)
    numbers = {
        "threshold": limit,
        "slices": len(slices),
        "voxels": sum(len(part.values) for part in slices),
        "foreground": foreground,
    }
    (folder / "threshold.json").write_text(json.dumps(numbers, indent=2) + "\n")
    return numbers
