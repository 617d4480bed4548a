"""The receiver of callbacks, which keeps all that it got and whether it could have believed it (Standard Webhooks)."""
import base64
import hashlib
import hmac
import http.server
import secrets
import threading
import time
from dataclasses import dataclass

# As Standard Webhooks' own libraries have it.
TOLERATED_SECONDS = 300


@dataclass(frozen=True)
class Receipt:
    path: str
    webhook_id: str
    body: bytes
    forged: str = ""  # why a receiver would not believe it


class Receiver:
    def __init__(self):
        self.receipts = []
        self._key = secrets.token_bytes(32)
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                forged = receiver.doubt(self.headers, body, time.time())
                receiver.receipts.append(Receipt(self.path, self.headers.get("webhook-id"), body, forged))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *arguments):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def secret(self):
        """What the workers sign with."""
        return "whsec_" + base64.b64encode(self._key).decode()

    def doubt(self, headers, body, now):
        """Why the request is not to be believed; empty if it is."""
        id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
        if not id or not timestamp.isdigit():
            return "no webhook-id, or no webhook-timestamp"
        if abs(now - int(timestamp)) > TOLERATED_SECONDS:
            return f"signed {now - int(timestamp):.0f} s ago"
        signature = base64.b64encode(hmac.digest(self._key, f"{id}.{timestamp}.".encode() + body, hashlib.sha256)).decode()
        signatures = headers.get("webhook-signature", "").split()
        return "" if f"v1,{signature}" in signatures else "no signature of ours"

    def url(self, path):
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def close(self):
        self._server.shutdown()
        self._server.server_close()
