"""The receiver of callbacks, which keeps all that it got."""
import http.server
import threading
from dataclasses import dataclass


@dataclass(frozen=True)
class Receipt:
    path: str
    webhook_id: str
    body: bytes


class Receiver:
    def __init__(self):
        receipts = self.receipts = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                receipts.append(Receipt(self.path, self.headers.get("webhook-id"), body))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *arguments):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def url(self, path):
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def close(self):
        self._server.shutdown()
        self._server.server_close()
