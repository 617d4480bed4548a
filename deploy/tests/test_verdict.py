import json
import pathlib
import tempfile
import types
import unittest

from localcluster.chaos import verdict
from localcluster.chaos.callbacks import Receipt
from localcluster.chaos.orders import Order

ORDER = Order("one", "sql")
REFERENCES = {ORDER: (3, "abc")}
JOB = "export_20240101-170000_k3v9q0x1m2n4"
ROW = [JOB, "completed", "exports/one.sql", "http://127.0.0.1:1/callback/1", ""]


def receipt(path="/callback/1", id="w1", status="completed", forged=""):
    return Receipt(path, id, json.dumps({"jobId": JOB, "status": status}).encode(), forged)


class VerdictTest(unittest.TestCase):
    """Every broken promise is seen. What is asked answers at once here, so nothing is waited for."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.spool = pathlib.Path(folder.name)
        (self.spool / ".tranche-deployment").touch()
        self.rows, self.uploads, self.keys, self.queues = [ROW], [], ["exports/one.sql"], [{"name": "tranche.chunks", "messages": 0}]
        self.digest, self.receipts = (3, "abc"), [receipt()]
        clean_within, verdict.CLEAN_WITHIN = verdict.CLEAN_WITHIN, 0
        self.addCleanup(setattr, verdict, "CLEAN_WITHIN", clean_within)

    def violations(self, accepted=(JOB,)):
        s3 = types.SimpleNamespace(unfinished_uploads=lambda: self.uploads, keys=lambda: self.keys)
        services = {
            "postgresql": types.SimpleNamespace(query=lambda sql: self.rows),
            "s3": types.SimpleNamespace(client=lambda: s3),
            "rabbitmq": types.SimpleNamespace(ask=lambda path: self.queues),
        }
        cluster = types.SimpleNamespace(service=services.__getitem__, settings=types.SimpleNamespace(spool=self.spool))
        client = types.SimpleNamespace(digest=lambda job: self.digest, asked={"/callback/1": ORDER})
        reached = verdict.Verdict(cluster, client, types.SimpleNamespace(receipts=self.receipts))
        reached.reach(dict.fromkeys(accepted, ORDER), REFERENCES, end_within=0, called_within=0)
        return reached.violations

    def test_nothing_broken(self):
        self.assertEqual([], self.violations())

    def test_an_accepted_job_that_is_not_there(self):
        self.assertIn("lost", self.violations([JOB, "export_20240101-170000_lost"])[0])

    def test_a_job_that_does_not_end(self):
        self.rows = [[JOB, "in_progress", *ROW[2:]]]
        self.assertIn("no end", self.violations()[0])

    def test_a_job_that_failed(self):
        self.rows = [[JOB, "failed", *ROW[2:4], "no luck"]]
        self.receipts = [receipt(status="failed")]
        self.assertIn("no luck", self.violations()[0])

    def test_other_bytes(self):
        self.digest = (3, "xyz")
        self.assertIn("undisturbed", self.violations()[0])

    def test_a_missing_callback(self):
        self.receipts = []
        self.assertIn("callback is missing", self.violations()[0])

    def test_the_same_callback_twice_is_fine(self):
        self.receipts = [receipt(), receipt()]
        self.assertEqual([], self.violations())

    def test_a_second_callback_with_another_id(self):
        self.receipts = [receipt(), receipt(id="w2")]
        self.assertIn("differ", self.violations()[0])

    def test_a_callback_that_is_not_signed_by_us(self):
        self.receipts = [receipt(), receipt(forged="no signature of ours")]
        self.assertEqual([f"{JOB} has a callback that is not to be believed: no signature of ours"], self.violations())

    def test_a_callback_that_says_something_else(self):
        self.receipts = [receipt(status="failed")]
        self.assertIn("its callback says", self.violations()[0])

    def test_an_upload_left_behind(self):
        self.uploads = ["exports/one.sql"]
        self.assertEqual(["left behind: upload exports/one.sql"], self.violations())

    def test_a_snapshot_left_behind(self):
        (self.spool / "one.snapshot").touch()
        self.assertEqual(["left behind: spool file one.snapshot"], self.violations())

    def test_a_message_left_behind(self):
        self.queues = [{"name": "tranche.chunks", "messages": 2}]
        self.assertEqual(["left behind: 2 messages in tranche.chunks"], self.violations())

    def test_objects_that_cannot_be_listed(self):
        for self.keys in (None, ["exports/one.sql"] * 1000):
            self.assertEqual(["the S3 server does not list all objects"], self.violations())

    def test_an_object_of_no_job(self):
        self.keys = ["exports/one.sql", "exports/other.sql"]
        self.assertEqual(["object exports/other.sql belongs to no completed job"], self.violations())


if __name__ == "__main__":
    unittest.main()
