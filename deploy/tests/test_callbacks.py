import base64
import contextlib
import hashlib
import hmac
import unittest
import urllib.request

from localcluster import web
from localcluster.chaos.callbacks import Receiver

BODY = b'{"jobId":"export_1"}'
NOW = 1_700_000_000


def signed(secret, id="msg_1", timestamp=NOW, body=BODY):
    """As the specification of Standard Webhooks says it, word for word."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signature = base64.b64encode(hmac.new(key, b"%s.%d.%s" % (id.encode(), timestamp, body), hashlib.sha256).digest())
    return {"webhook-id": id, "webhook-timestamp": str(timestamp), "webhook-signature": "v1,b3RoZXI= v1," + signature.decode()}


class CallbacksTest(unittest.TestCase):
    def setUp(self):
        closing = contextlib.closing(Receiver())
        self.receiver = closing.__enter__()
        self.addCleanup(closing.__exit__, None, None, None)

    def doubt(self, headers, body=BODY):
        return self.receiver.doubt(headers, body, NOW)

    def test_what_is_signed_with_our_secret_is_believed(self):
        self.assertEqual("", self.doubt(signed(self.receiver.secret)))

    def test_another_secret(self):
        with contextlib.closing(Receiver()) as other:
            self.assertEqual("no signature of ours", self.doubt(signed(other.secret)))

    def test_another_body_or_id(self):
        headers = signed(self.receiver.secret)
        self.assertEqual("no signature of ours", self.doubt(headers, b"{}"))
        self.assertEqual("no signature of ours", self.doubt({**headers, "webhook-id": "msg_2"}))

    def test_no_signature_at_all(self):
        self.assertEqual("no signature of ours", self.doubt({"webhook-id": "msg_1", "webhook-timestamp": str(NOW)}))
        self.assertEqual("no webhook-id, or no webhook-timestamp", self.doubt({}))

    def test_a_signature_of_long_ago(self):
        self.assertEqual("signed 301 s ago", self.doubt(signed(self.receiver.secret, timestamp=NOW - 301)))

    def test_what_comes_is_kept_with_what_is_wrong_with_it(self):
        request = urllib.request.Request(self.receiver.url("/callback/7"), data=BODY, headers={"webhook-id": "msg_1"}, method="POST")
        self.assertEqual(204, web.send(request)[0])
        [receipt] = self.receiver.receipts
        self.assertEqual(("/callback/7", "msg_1", BODY), (receipt.path, receipt.webhook_id, receipt.body))
        self.assertEqual("no webhook-id, or no webhook-timestamp", receipt.forged)


if __name__ == "__main__":
    unittest.main()
