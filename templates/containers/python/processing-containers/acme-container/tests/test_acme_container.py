import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve()
FILES = HERE.parents[1] / "files"
TESTDATA = HERE.parents[3] / "testdata"


class AcmeContainerTests(unittest.TestCase):
    """Runs the program as the platform does, on a batch of one series."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.series = Path(folder.name, "batch", "series")
        self.environment = {
            **os.environ,
            "WORKFLOW_DIR": folder.name,
            "BATCH_NAME": "batch",
            "OPERATOR_IN_DIR": "get-input-data",
            "OPERATOR_OUT_DIR": "acme-container",
        }

    def run_program(self):
        command = [sys.executable, "-u", FILES / "acme_container.py"]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def test_series(self):
        shutil.copytree(TESTDATA / "phantom", self.series / "get-input-data")
        result = self.run_program()
        self.assertEqual(result.returncode, 0, result.stderr)
        numbers = json.loads((self.series / "acme-container" / "threshold.json").read_text())
        self.assertTrue(-900 < numbers["threshold"] < 0, numbers)
        self.assertEqual(len(list((self.series / "acme-container").glob("mask-*.pgm"))), 4)

    def test_no_picture(self):
        (self.series / "get-input-data").mkdir(parents=True)
        (self.series / "get-input-data" / "notes.txt").write_text("no picture")
        result = self.run_program()
        self.assertEqual(result.returncode, 1)
        self.assertIn("no DICOM file", result.stderr)

    def test_empty_batch(self):
        self.series.parent.mkdir(parents=True)
        result = self.run_program()
        self.assertEqual(result.returncode, 1)
        self.assertIn("there is no series", result.stderr)


if __name__ == "__main__":
    unittest.main()
