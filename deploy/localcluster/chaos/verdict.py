"""What must hold at the end, asked from outside: of the job store, S3, RabbitMQ, the spool folder and the receiver."""
import json
import time
from collections import Counter

from .jobs import ENDED

ROWS = "SELECT job_id, status, object_key, callback_url, coalesce(error_message, '') FROM export_jobs ORDER BY job_id"
# The orphan sweep, which comes every five minutes, is the last to clean.
CLEAN_WITHIN = 420
# More than so many objects S3 lists in pages; chaos makes fewer.
S3_PAGE = 1000


class Verdict:
    def __init__(self, cluster, client, receiver):
        self._cluster, self._client, self._receiver = cluster, client, receiver
        self.violations = []
        self.numbers = {}
        self.left = Counter()

    def reach(self, accepted, references, end_within, called_within=120):
        """Waits for the end of all jobs, then checks everything."""
        rows = self._await_end(end_within)
        by_id = {row[0]: row for row in rows}
        self._check_accepted(accepted, by_id)
        self._check_bytes(rows, references)
        self._await("a callback is missing", lambda: self._missing_callbacks(rows), called_within)
        self._check_callbacks(rows)
        began = time.monotonic()
        self._await("left behind", self._left_behind, CLEAN_WITHIN)
        self.numbers["seconds until nothing was left behind"] = round(time.monotonic() - began)
        self._check_objects(rows)
        self.numbers["left behind in the end"] = dict(self.left)
        self.numbers["jobs by status"] = dict(Counter(row[1] for row in rows))
        self.numbers["jobs by kind"] = dict(sorted(Counter(self._order(row).kind for row in rows).items()))

    def _await(self, problem, wrong, seconds):
        """Waits until nothing is wrong any more; what then still is, is a violation."""
        deadline = time.monotonic() + seconds
        while found := wrong():
            if time.monotonic() > deadline:
                self.violations += [f"{problem}: {thing}" for thing in found]
                return
            time.sleep(1)

    def _await_end(self, seconds):
        rows = []

        def live():
            nonlocal rows
            found = self._cluster.service("postgresql").query(ROWS)
            if found is None:
                return ["the job store does not answer"]
            rows = found
            return [f"{row[0]} is {row[1]}" for row in rows if row[1] not in ENDED]

        began = time.monotonic()
        self._await("no end", live, seconds)
        self.numbers["seconds until all jobs had ended"] = round(time.monotonic() - began)
        return rows

    def _check_accepted(self, accepted, by_id):
        self.violations += [f"lost: {job} was accepted and is not there" for job in accepted if job not in by_id]
        self.numbers["jobs accepted"] = len(accepted)
        self.numbers["jobs that came to be though the answer to the caller was lost"] = len(by_id.keys() - accepted.keys())

    def _check_bytes(self, rows, references):
        total = 0
        for row in rows:
            job, status, *_, error = row
            order = self._order(row)
            if status != "completed":
                # No fault lasts as long as a job is tried, so none may fail.
                self.violations.append(f"{job} ({order}) is {status}: {error}")
                continue
            try:
                found = self._client.digest(job)
            except OSError as error:
                self.violations.append(f"{job} ({order}) is completed and cannot be downloaded: {error}")
                continue
            total += found[0]
            if found != references[order]:
                self.violations.append(f"{job} ({order}) has {found}, an undisturbed export {references[order]}")
        self.numbers["bytes compared"] = total

    def _order(self, row):
        return self._client.asked[path_of(row[3])]

    def _missing_callbacks(self, rows):
        received = {receipt.path for receipt in self._receiver.receipts}
        return [job for job, *_, url, _ in rows if path_of(url) not in received]

    def _check_callbacks(self, rows):
        jobs = {path_of(url): (job, status) for job, status, *_, url, _ in rows}
        ids = {}
        receipts = list(self._receiver.receipts)
        for receipt in receipts:
            if receipt.path not in jobs:
                self.violations.append(f"a callback nobody asked for: {receipt}")
                continue
            job, status = jobs[receipt.path]
            body = json.loads(receipt.body)
            if (body["jobId"], body["status"]) != (job, status):
                self.violations.append(f"{job} is {status}, its callback says {body}")
            if receipt.forged:
                self.violations.append(f"{job} has a callback that is not to be believed: {receipt.forged}")
            if ids.setdefault(receipt.path, (receipt.webhook_id, receipt.body)) != (receipt.webhook_id, receipt.body):
                self.violations.append(f"{job} has callbacks that differ: {ids[receipt.path]} and {receipt}")
        if len({id for id, _ in ids.values()}) != len(ids):
            self.violations.append("two jobs have the same webhook-id")
        self.numbers["callbacks received"] = len(receipts)
        self.numbers["of them once more, with the same id and body"] = len(receipts) - len(ids)

    def _left_behind(self):
        found = {"uploads": self._uploads(), "snapshots": self._snapshots(), "messages": self._messages()}
        self.left = Counter({kind: len(things) for kind, things in found.items()})
        return [thing for things in found.values() for thing in things]

    def _uploads(self):
        uploads = self._cluster.service("s3").client().unfinished_uploads()
        return ["S3 does not answer"] if uploads is None else [f"upload {key}" for key in uploads]

    def _snapshots(self):
        files = (file for file in self._cluster.settings.spool.rglob("*") if file.is_file())
        return [f"spool file {file.name}" for file in files if file.name != ".tranche-deployment"]

    def _messages(self):
        queues = self._cluster.service("rabbitmq").ask("/api/queues/tranche")
        if not isinstance(queues, list):
            return ["RabbitMQ does not answer"]
        return [f"{queue['messages']} messages in {queue['name']}" for queue in queues if queue.get("messages", 0)]

    def _check_objects(self, rows):
        wanted = {row[2] for row in rows if row[1] == "completed"}
        keys = self._cluster.service("s3").client().keys()
        if keys is None or len(keys) == S3_PAGE:
            self.violations.append("the S3 server does not list all objects")
            return
        found = {key for key in keys if not key.endswith("/")}
        self.violations += [f"object {key} belongs to no completed job" for key in sorted(found - wanted)]


def path_of(url):
    return "/" + url.split("/", 3)[3]
