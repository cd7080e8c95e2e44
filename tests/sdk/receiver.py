"""The app's end: keeps every POST that the simulator or a browser sends, and shows them.

Prints the port on which it listens, which is any free one. `GET /` answers what came since the last time, as JSON;
`PUT /PATH` gives a page, with which every later POST to that path is answered.
"""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from urllib.parse import urlsplit

received = []
pages = {}
lock = Lock()


class Receiver(BaseHTTPRequestHandler):
    def do_GET(self):
        with lock:
            body = json.dumps(received)
            received.clear()
        self.answer(body, "application/json")

    def do_PUT(self):
        pages[self.path] = self.body()
        self.answer("ok", "text/plain")

    def do_POST(self):
        body, address = self.body(), urlsplit(self.path)
        with lock:
            received.append({"path": address.path, "query": address.query, "body": body})
        self.answer(pages.get(address.path, "ok"), "text/html; charset=utf-8")

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()

    def answer(self, body, content_type):
        data = body.encode()
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        """Nobody reads a log of requests here."""


server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
print(server.server_address[1], flush=True)
server.serve_forever()
