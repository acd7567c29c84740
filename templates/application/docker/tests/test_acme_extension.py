import sys
import threading
import unittest
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[1] / "files"))
NOTES = HERE.parents[2] / "testdata" / "notes"

from acme_extension import find_file, list_files, make_server  # noqa: E402


class AcmeExtensionTests(unittest.TestCase):
    """Starts the server on a free port and asks it."""

    def setUp(self):
        self.server = make_server(NOTES, "/applications/one", 0)
        self.server.RequestHandlerClass.log_message = lambda *_: None
        thread = threading.Thread(target=self.server.serve_forever)
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)

    def get(self, path):
        address = f"http://127.0.0.1:{self.server.server_address[1]}{path}"
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def test_pages(self):
        self.assertEqual(self.get("/health"), (200, "ok\n"))
        status, text = self.get("/applications/one/")
        self.assertEqual(status, 200)
        self.assertIn('href="/applications/one/files/first%20note.txt"', text)
        status, text = self.get("/applications/one/files/first%20note.txt")
        self.assertEqual((status, text), (200, "A note to test with.\n"))

    def test_what_is_not_there(self):
        for path in ("/other", "/applications/one/files/", "/applications/one/files/..%2F..%2Fdavit.yaml"):
            self.assertEqual(self.get(path)[0], 404, path)

    def test_files(self):
        self.assertEqual(list_files(NOTES), ["first note.txt"])
        self.assertIsNone(find_file(NOTES, "../../davit.yaml"))


if __name__ == "__main__":
    unittest.main()
