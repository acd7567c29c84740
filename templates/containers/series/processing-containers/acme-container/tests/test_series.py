import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[1] / "files"))
TESTDATA = HERE.parents[3] / "testdata"

from dicom_series import NotReadable, read_series, read_slice  # noqa: E402
from masks import write_masks  # noqa: E402
from thresholding import histogram, threshold  # noqa: E402


class SeriesTests(unittest.TestCase):
    def test_slices_in_order(self):
        slices = read_series(TESTDATA / "phantom")
        self.assertEqual([part.number for part in slices], [1, 2, 3, 4])
        self.assertTrue(all(len(part.values) == 64 * 64 for part in slices))
        # Air around, tissue in the middle.
        self.assertLess(slices[1].values[0], -900)
        self.assertGreater(slices[1].values[32 * 64 + 32], 0)

    def test_other_files_are_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "notes.dcm")
            good = next(iter(sorted((TESTDATA / "phantom").iterdir()))).read_bytes()
            for bad in (b"", b"notes", good[:140], good[:-100], good[:200] + b"\xff" * 40):
                path.write_bytes(bad)
                with self.assertRaises(NotReadable, msg=bad[:8]):
                    read_slice(path)


class OtsuTests(unittest.TestCase):
    def test_two_classes(self):
        values = [10] * 50 + [12] * 50 + [90] * 30
        limit = threshold(*histogram(values, 256))
        self.assertTrue(12 < limit <= 90, limit)

    def test_one_value(self):
        counts, low, width = histogram([7] * 10, 16)
        self.assertEqual((sum(counts), low), (10, 7))
        self.assertGreater(threshold(counts, low, width), low)


class MaskTests(unittest.TestCase):
    def test_pictures_and_numbers(self):
        slices = read_series(TESTDATA / "phantom")
        with tempfile.TemporaryDirectory() as folder:
            numbers = write_masks(folder, slices, 0)
            pictures = sorted(Path(folder).glob("*.pgm"))
            self.assertEqual(len(pictures), 4)
            self.assertTrue(pictures[0].read_bytes().startswith(b"P5 64 64 255\n"))
            self.assertEqual(numbers["voxels"], 4 * 64 * 64)
            self.assertTrue(0 < numbers["foreground"] < numbers["voxels"])


if __name__ == "__main__":
    unittest.main()
