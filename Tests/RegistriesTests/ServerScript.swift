/// The web server that the tests talk to, in Python: it misbehaves as its query asks.
///
/// It serves the files below its folder and understands, on any path:
/// `fail=CODE&times=N` (the first N answers), `after=SECONDS` (Retry-After), `cut=BYTES&times=N` (drops the connection),
/// `to=URL&code=302` (redirect), `user=U&password=P` (basic authentication), `stall=1`, `headers=N`, `lie=1`
/// (a Content-Length that is too long), `etag=none|weak`, `range=no|whole`. `/_log` tells what was asked.
let serverScript = #"""
    import base64, hashlib, http.server, json, os, socketserver, ssl, sys, threading, time, urllib.parse
    folder, certificate, key, client_ca = (sys.argv[1:] + [""] * 4)[:4]
    counts, log, lock = {}, [], threading.Lock()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def log_message(self, *arguments): pass
        def answer(self, code, body=b"", headers=()):
            self.send_response(code)
            for name, value in headers: self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD": self.wfile.write(body)
        def do_HEAD(self): self.do_GET()
        def do_POST(self):
            self.body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            self.do_GET()
        def do_GET(self):
            parts = urllib.parse.urlsplit(self.path)
            if parts.path == "/_log":
                with lock: return self.answer(200, json.dumps(log).encode())
            query = dict(urllib.parse.parse_qsl(parts.query))
            with lock:
                log.append({"method": self.command, "path": self.path, "body": getattr(self, "body", ""),
                            "headers": {k.lower(): v for k, v in self.headers.items()}})
                counts[self.path] = counts.get(self.path, 0) + 1
                count = counts[self.path]
            times = int(query.get("times", "1000000"))
            if "user" in query and "grant_type=refresh_token" not in getattr(self, "body", ""):
                wanted = "Basic " + base64.b64encode((query["user"] + ":" + query["password"]).encode()).decode()
                if self.headers.get("Authorization") != wanted:
                    return self.answer(401, b"who are you?", [("WWW-Authenticate", 'Basic realm="test"')])
            if parts.path.startswith("/v2/secret/"):
                if self.headers.get("Authorization") != "Bearer t-repository:secret:pull":
                    realm = "http://127.0.0.1:%d/token?user=anna&password=s3cret" % self.server.server_address[1]
                    return self.answer(401, b"{}", [("WWW-Authenticate", 'Bearer realm="%s",service="reg, istry",scope="repository:secret:pull"' % realm)])
                if parts.path.endswith("/tags/list"):
                    page = int(query.get("page", "0"))
                    link = [("Link", '</v2/secret/tags/list?page=%d>; rel="next"' % (page + 1))] if page < 2 else []
                    return self.answer(200, json.dumps({"tags": ["%d.0.0" % page, "%d.1.0_b" % page, "-bad"]}).encode(), link)
            if "fail" in query and count <= times:
                extra = [("Retry-After", query["after"])] if "after" in query else []
                return self.answer(int(query["fail"]), b"not now", extra)
            if "to" in query:
                return self.answer(int(query.get("code", "302")), b"", [("Location", query["to"])])
            if "stall" in query:
                self.send_response(200); self.send_header("Content-Length", "10"); self.end_headers()
                self.wfile.flush(); time.sleep(20); return
            if "headers" in query:
                return self.answer(200, b"x", [("X-%d" % n, "y" * 40) for n in range(int(query["headers"]))])
            if parts.path.startswith("/token"):
                return self.answer(200, json.dumps(self.token(query)).encode())
            try:
                name = urllib.parse.unquote(parts.path)
                with open(folder + name, "rb") as file: content = file.read()
                stamp = os.stat(folder + name).st_mtime
            except OSError:
                return self.answer(404, b"no such file")
            tag = '"' + hashlib.sha256(content).hexdigest()[:16] + '"'
            headers = [("Last-Modified", self.date_time_string(stamp)), ("Accept-Ranges", "bytes")]
            etag = query.get("etag")
            if etag == "weak": headers.append(("ETag", "W/" + tag))
            elif etag != "none": headers.append(("ETag", tag))
            if etag != "none" and self.headers.get("If-None-Match", "").removeprefix("W/") == tag: return self.answer(304, b"", headers)
            since = self.headers.get("If-Modified-Since")
            if since and since == headers[0][1] and "If-None-Match" not in self.headers: return self.answer(304, b"", headers)
            code, start, total = 200, 0, len(content)
            wanted = self.headers.get("Range")
            condition = self.headers.get("If-Range")
            if wanted and query.get("range") != "no" and condition in (None, tag, headers[0][1]):
                start = int(wanted.removeprefix("bytes=").split("-")[0])
                if start >= total: return self.answer(416, b"", [("Content-Range", "bytes */%d" % total)])
                code = 206
                headers.append(("Content-Range", "bytes %d-%d/%d" % (start, total - 1, total)))
            content = content[start:]
            self.send_response(code)
            for name, value in headers: self.send_header(name, value)
            length = len(content) + (5 if "lie" in query else 0)
            self.send_header("Content-Length", str(length))
            self.end_headers()
            if self.command == "HEAD": return
            if "cut" in query and count <= times:
                self.wfile.write(content[:int(query["cut"])]); self.wfile.flush()
                self.close_connection = True
                return
            self.wfile.write(content)
            if "lie" in query: self.close_connection = True
        def token(self, query):
            form = dict(urllib.parse.parse_qsl(getattr(self, "body", "")))
            if form: return {"access_token": "t-" + form["scope"] if form["refresh_token"] == "long" else ""}
            return {"token": "t-" + query.get("scope", "")}

    class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
        daemon_threads = True
        request_queue_size = 64
        def handle_error(self, *arguments): pass

    server = Server(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        if client_ca:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(client_ca)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()
    """#

/// Runs a program until the test lets go of it, however the test ends.
let keeperScript = #"""
    import subprocess, sys
    child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    print("0", flush=True)
    sys.stdin.read()
    child.kill()
    child.wait()
    """#
