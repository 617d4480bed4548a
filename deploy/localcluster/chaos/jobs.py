"""What callers do meanwhile: start exports, look at them, download them, all through the gateway."""
import hashlib
import io
import itertools
import json
import threading
import time
import urllib.request

from .. import web
from . import zips

ENDED = ("completed", "failed", "cancelled")


class Client:
    def __init__(self, gateway, receiver):
        self._gateway = gateway
        self._receiver = receiver
        self._numbers = itertools.count(1)
        self.asked = {}  # what, by the path of its callback: also if no answer said which job that is

    def start(self, order):
        """The job's id; None if the gateway did not say, which leaves open whether there is a job."""
        path = f"/callback/{next(self._numbers)}"
        self.asked[path] = order
        answer = web.post(f"{self._gateway}/export/dump", order.body(self._receiver.url(path)), seconds=20)
        if answer is None or answer[0] != 202:
            return None
        return json.loads(answer[1])["result"]["jobId"]

    def look(self, job):
        """The job's status as an object; None if the gateway did not say."""
        answer = web.get(f"{self._gateway}/export/jobs/{job}", seconds=20)
        return json.loads(answer[1])["result"] if answer and answer[0] == 200 else None

    def await_end(self, job, seconds):
        """The status at its end; TimeoutError if that does not come."""
        status, deadline = None, time.monotonic() + seconds
        while time.monotonic() < deadline:
            status = self.look(job)
            if status and status["status"] in ENDED:
                return status
            time.sleep(0.2)
        raise TimeoutError(f"{job} did not end within {seconds} s; last seen: {status}")

    def digest(self, job):
        """Size and SHA-256 of the file, of a zip file without its times; OSError if it could not be downloaded."""
        sum, size = hashlib.sha256(), 0
        request = urllib.request.Request(f"{self._gateway}/export/jobs/{job}/download")
        with web.DIRECT.open(request, timeout=60) as answer:
            promised = int(answer.headers["Content-Length"])
            is_zip = answer.headers["Content-Type"] == "application/zip"
            content = io.BytesIO(zips.timeless(answer.read())) if is_zip else answer
            while data := content.read(1 << 20):
                sum.update(data)
                size += len(data)
        if size != promised:
            raise OSError(f"the download of {job} was cut after {size} of {promised} bytes")
        return size, sum.hexdigest()


class Callers:
    """Keeps so many jobs going, until it is told to stop or has had so many accepted."""

    def __init__(self, client, orders, random, at_once, jobs=None):
        self._client, self._orders, self._random = client, list(orders), random
        self._at_once, self._jobs = at_once, jobs
        self.accepted = {}
        self.unanswered = 0
        self._live = set()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def begin(self):
        self._thread.start()

    @property
    def have_had_all(self):
        return self._jobs is not None and len(self.accepted) >= self._jobs and not self._live

    def stop(self):
        self._stopped.set()
        self._thread.join()

    def _run(self):
        while not self._stopped.wait(0.5):
            for job in list(self._live):
                status = self._client.look(job)
                if status and status["status"] in ENDED:
                    self._live.discard(job)
            if len(self._live) < self._at_once and (self._jobs is None or len(self.accepted) < self._jobs):
                self._start_one()

    def _start_one(self):
        order = self._random.choice(self._orders)
        job = self._client.start(order)
        if job is None:
            self.unanswered += 1
        else:
            self.accepted[job] = order
            self._live.add(job)
