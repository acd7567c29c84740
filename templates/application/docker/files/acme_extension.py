"""A page that lists the files of a folder, and hands them out.

Environment variables: DATA_DIR, the folder; INGRESS_PATH, where the platform shows the application; PORT.
"""

import html
import os
import urllib.parse
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Acme Extension</title></head>
<body>
<h1>Acme Extension</h1>
<ul>
{rows}
</ul>
</body>
</html>
"""


def list_files(folder):
    """The files of the folder, by their paths in it."""
    return sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*") if path.is_file())


def page(folder, prefix):
    """The page with a link to each file."""
    rows = [
        f'<li><a href="{prefix}/files/{urllib.parse.quote(name)}">{html.escape(name)}</a></li>'
        for name in list_files(folder)
    ]
    return PAGE.format(rows="\n".join(rows) or "<li>There is no file yet.</li>")


def find_file(folder, name):
    """The file of that name in the folder, None where there is none: no name leads out of the folder."""
    folder = Path(folder).resolve()
    path = (folder / urllib.parse.unquote(name)).resolve()
    return path if folder in path.parents and path.is_file() else None


def make_server(folder, prefix, port):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            path = self.path.split("?")[0]
            # The platform asks for the health without the prefix.
            if path == "/health":
                self.answer(HTTPStatus.OK, "text/plain", b"ok\n")
                return
            path = path.removeprefix(prefix) or "/"
            if path == "/":
                self.answer(HTTPStatus.OK, "text/html; charset=utf-8", page(folder, prefix).encode())
                return
            file = find_file(folder, path.removeprefix("/files/")) if path.startswith("/files/") else None
            if file is None:
                self.answer(HTTPStatus.NOT_FOUND, "text/plain", b"there is no such file\n")
            else:
                self.answer(HTTPStatus.OK, "application/octet-stream", file.read_bytes())

        def answer(self, status, kind, content):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    return ThreadingHTTPServer(("", port), Handler)


def main():
    folder = os.environ.get("DATA_DIR", "/kaapana/mounted/data")
    prefix = os.environ.get("INGRESS_PATH", "").rstrip("/")
    port = int(os.environ.get("PORT", "8080"))
    print(f"showing {folder} on port {port} below {prefix or '/'}")
    make_server(folder, prefix, port).serve_forever()


if __name__ == "__main__":
    main()
