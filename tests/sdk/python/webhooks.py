"""Outgoing webhooks: what the service posts, verified by the library of Standard Webhooks."""

import json
import os
import queue
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

from standardwebhooks import Webhook, WebhookVerificationError
from support import check, equal

SERVICE = os.environ["SDK_SERVICE"]
KEY = os.environ["SDK_SERVICE_KEY"]

received = queue.Queue()


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        received.put((dict(self.headers), body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def post(path, body=None):
    data = json.dumps(body).encode() if body is not None else b""
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{SERVICE}/api/v1{path}", data, headers, method="POST")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


@check("standardwebhooks verifies what is posted, with the new secret and for a day with the old one")
def _():
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    created = post("/webhooks", {"url": f"http://127.0.0.1:{server.server_port}/"})
    rotated = post(f"/webhooks/{created['id']}/rotate-secret")
    sent = post(f"/webhooks/{created['id']}/test")
    headers, body = received.get(timeout=20)
    headers = {name.lower(): value for name, value in headers.items()}
    equal(headers["webhook-id"], sent["message_id"])
    for secret in (created["secret"], rotated["secret"]):
        equal(Webhook(secret).verify(body, headers)["type"], "webhook.test")
    for wrong in (body + b" ", body.replace(b"webhook.test", b"webhook.tast")):
        try:
            Webhook(created["secret"]).verify(wrong, headers)
        except WebhookVerificationError:
            continue
        raise AssertionError("a changed body is verified")
    server.shutdown()
