import contextlib
import http.server
import threading
import unittest

from localcluster import web
from localcluster.chaos import s3_faults


class S3FaultsTest(unittest.TestCase):
    def setUp(self):
        self.requests = requests = []

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                requests.append(self.path)
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(b"ok")

            def log_message(self, *arguments):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.proxy = s3_faults.S3Faults(0, server.server_port)
        self.addCleanup(self.proxy.close)
        self.url = f"http://127.0.0.1:{self.proxy.port}"

    def test_passes_requests_and_answers(self):
        self.assertEqual((200, b"ok"), web.get(f"{self.url}/a"))

    def test_refuses_with_status_500_and_the_server_sees_nothing(self):
        self.proxy.set(s3_faults.REFUSE)
        self.assertEqual(500, web.get(f"{self.url}/a")[0])
        self.assertEqual([], self.requests)

    def test_mutes_the_answer_of_a_request_that_took_effect(self):
        self.proxy.set(s3_faults.MUTE)
        self.assertIsNone(web.get(f"{self.url}/a"))
        self.assertEqual(["/a"], self.requests)

    def test_hangs_until_it_passes_again(self):
        self.proxy.set(s3_faults.HANG)
        self.assertIsNone(web.get(f"{self.url}/a", seconds=0.5))
        self.proxy.set(s3_faults.PASS)
        self.assertEqual((200, b"ok"), web.get(f"{self.url}/b"))


if __name__ == "__main__":
    unittest.main()
