import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[1]))
TESTDATA = HERE.parents[1] / "testdata"

from check_charts import compare, read_list  # noqa: E402


class CheckChartsTests(unittest.TestCase):
    def setUp(self):
        self.listed = read_list((TESTDATA / "charts.txt").read_text())

    def test_list(self):
        self.assertEqual(self.listed, [("edge-map-workflow", "1.2.0"), ("viewer-chart", None)])

    def test_what_fits(self):
        files = ["edge-map-workflow-1.2.0.tgz", "viewer-chart-0.1.0-rc.1.tgz"]
        self.assertEqual(compare(self.listed, files), [])

    def test_what_does_not_fit(self):
        files = ["edge-map-workflow-1.3.0.tgz", "other-1.0.0.tgz", "other-1.0.1.tgz", "notes.tgz"]
        self.assertEqual(
            compare(self.listed, files),
            [
                "notes.tgz: is not called NAME-VERSION.tgz",
                "other-1.0.1.tgz: there is other-1.0.0 already",
                "edge-map-workflow: version 1.2.0 is listed, 1.3.0 is there",
                "viewer-chart: is listed and not there",
                "other: is there and not listed",
            ],
        )


if __name__ == "__main__":
    unittest.main()
