import hashlib
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve()
FILES = HERE.parents[1] / "files"
TESTDATA = HERE.parents[3] / "testdata"


class AcmeContainerTests(unittest.TestCase):
    """Runs the script as the platform does, on a batch of one series."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.series = Path(folder.name, "batch", "series of one")
        self.environment = {
            **os.environ,
            "WORKFLOW_DIR": folder.name,
            "BATCH_NAME": "batch",
            "OPERATOR_IN_DIR": "get-input-data",
            "OPERATOR_OUT_DIR": "acme-container",
        }

    def run_script(self):
        command = ["bash", FILES / "acme_container.sh"]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def test_checksums(self):
        shutil.copytree(TESTDATA / "phantom", self.series / "get-input-data")
        result = self.run_script()
        self.assertEqual(result.returncode, 0, result.stderr)
        lines = (self.series / "acme-container" / "checksums.txt").read_text().splitlines()
        expected = [
            f"{hashlib.sha256(path.read_bytes()).hexdigest()}  ./{path.name}"
            for path in sorted((TESTDATA / "phantom").iterdir())
        ]
        self.assertEqual(lines, expected)

    def test_missing_input(self):
        self.series.mkdir(parents=True)
        result = self.run_script()
        self.assertEqual(result.returncode, 1)
        self.assertIn("no such folder", result.stderr)


if __name__ == "__main__":
    unittest.main()
