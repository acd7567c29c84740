"""Compares the packed charts of a collection with what its chart lists.

   check_charts.py LIST FOLDER

LIST names one chart a line, NAME or NAME VERSION, with comments behind #; FOLDER holds NAME-VERSION.tgz.
"""

import re
import sys
from pathlib import Path

ARCHIVE = re.compile(r"(?P<name>[a-z0-9][a-z0-9.-]*?)-(?P<version>\d+\.\d+\.\d+.*)\.tgz")


def read_list(text):
    """The charts of a list: names, and versions where they are said."""
    lines = (line.split("#")[0].split() for line in text.splitlines())
    return [(words[0], words[1] if len(words) > 1 else None) for words in lines if words]


def compare(listed, files):
    """What is missing, what stands there twice, and what nobody listed."""
    found = {}
    problems = []
    for file in sorted(files):
        match = ARCHIVE.fullmatch(file)
        if not match:
            problems.append(f"{file}: is not called NAME-VERSION.tgz")
        elif match["name"] in found:
            problems.append(f"{file}: there is {match['name']}-{found[match['name']]} already")
        else:
            found[match["name"]] = match["version"]
    for name, version in listed:
        if name not in found:
            problems.append(f"{name}: is listed and not there")
        elif version and version != found[name]:
            problems.append(f"{name}: version {version} is listed, {found[name]} is there")
    names = {name for name, _ in listed}
    problems += [f"{name}: is there and not listed" for name in sorted(found) if name not in names]
    return problems


def main(path, folder):
    files = [file.name for file in Path(folder).iterdir() if file.suffix == ".tgz"]
    problems = compare(read_list(Path(path).read_text(encoding="utf-8")), files)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
