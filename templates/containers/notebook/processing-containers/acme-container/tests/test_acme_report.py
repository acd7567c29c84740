import os
import subprocess
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve()
FILES = HERE.parents[1] / "files"


class ReportTests(unittest.TestCase):
    """Runs the image's entry script as the report's operator does."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.environment = {
            **os.environ,
            "WORKFLOW_DIR": folder.name,
            "BATCH_NAME": "batch",
            "OPERATOR_IN_DIR": "acme-container",
            "OPERATOR_OUT_DIR": "generate-acme-report",
            "RUN_WHAT": "report",
        }

    def run_script(self):
        command = ["bash", FILES / "run.sh"]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def test_report(self):
        results = self.folder / "batch" / "series <1>" / "acme-container"
        results.mkdir(parents=True)
        numbers = '{"threshold": 12.5, "slices": 4, "voxels": 200, "foreground": 50}'
        (results / "threshold.json").write_text(numbers)
        result = self.run_script()
        self.assertEqual(result.returncode, 0, result.stderr)
        page = (self.folder / "generate-acme-report" / "report.html").read_text()
        for text in ("12.5", "25.0%", "series &lt;1&gt;"):
            self.assertIn(text, page)

    def test_unknown_word(self):
        self.environment["RUN_WHAT"] = "nothing"
        result = self.run_script()
        self.assertEqual(result.returncode, 2)
        self.assertIn("only `report` is known", result.stderr)


if __name__ == "__main__":
    unittest.main()
