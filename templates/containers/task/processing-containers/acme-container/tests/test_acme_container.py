import csv
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve()
CONTAINER = HERE.parents[1]
TESTDATA = HERE.parents[3] / "testdata"


class AcmeContainerTests(unittest.TestCase):
    """Runs the tasks one after the other, with folders in place of their channels."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def run_program(self, name, *channels):
        command = [sys.executable, "-u", CONTAINER / "files" / name, *channels]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_both_tasks(self):
        masks, summary = self.folder / "masks", self.folder / "summary"
        result = self.run_program("acme_container.py", TESTDATA, masks)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(len(list((masks / "phantom").glob("mask-*.pgm"))), 4)
        result = self.run_program("summarize.py", masks, summary)
        self.assertEqual(result.returncode, 0, result.stderr)
        with open(summary / "summary.csv", newline="", encoding="utf-8") as table:
            rows = list(csv.DictReader(table))
        self.assertEqual([(row["series"], row["slices"]) for row in rows], [("phantom", "4")])

    def test_empty_channels(self):
        for name in ("acme_container.py", "summarize.py"):
            result = self.run_program(name, self.folder, self.folder / "out")
            self.assertEqual(result.returncode, 1, name)
            self.assertIn("there is no", result.stderr)

    def test_commands_name_files_that_are_there(self):
        description = json.loads((CONTAINER / "processing-container.json").read_text())
        for template in description["templates"]:
            script = Path(template["command"][2])
            self.assertTrue((CONTAINER / "files" / script.name).is_file(), script)


if __name__ == "__main__":
    unittest.main()
