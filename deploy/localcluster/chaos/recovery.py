"""How long jobs stand still: seconds from a death, or from its end, until every live job has taken a step."""
import time

PLACES = "SELECT job_id, step FROM export_jobs WHERE status IN ('pending', 'in_progress')"
JOBS = 4
WITHIN = 300
AWAY_FOR = 5
# Every message of a waiting queue is in it for 100 ms, so whoever looks more often meets all of them.
PURGES = 40
SECONDS_BETWEEN_PURGES = 0.05


class Recovery:
    """Strikes and measures, one kind at a time; whoever calls keeps some jobs at work meanwhile."""

    def __init__(self, cluster, say):
        self._cluster, self._say = cluster, say
        self._kinds = {
            "nothing happens": self._nothing,
            "worker killed": self._worker_killed,
            "messages lost": self._messages_lost,
            "rabbitmq is back": lambda: self._back("rabbitmq"),
            "postgresql is back": lambda: self._back("postgresql"),
            "s3 is back": lambda: self._back("s3"),
            "gateway killed and started, until it answers": self._gateway_killed,
        }

    @property
    def kinds(self):
        return list(self._kinds)

    def measure(self, kind):
        """The seconds; TimeoutError if it takes far too long."""
        await_(f"{JOBS} jobs at work", lambda: len(self._places()) >= JOBS)
        seconds = self._kinds[kind]()
        self._say(f"{kind}: {seconds:.1f} s")
        return seconds

    def _nothing(self):
        """What a job takes for a step anyway."""
        return self._until_moved()

    def _worker_killed(self):
        """The other worker is alive; the dead one comes back when the measurement is over."""
        self._cluster.processes.kill("worker-1")
        try:
            return self._until_moved()
        finally:
            self._start("worker-1")

    def _messages_lost(self):
        """The next chunk's messages vanish from the broker, of all jobs that end a chunk in these two seconds."""
        for _ in range(PURGES):
            self._cluster.service("rabbitmq").purge("tranche.chunks.delay.100ms")
            time.sleep(SECONDS_BETWEEN_PURGES)
        return self._until_moved()

    def _back(self, name):
        self._cluster.processes.kill(name)
        time.sleep(AWAY_FOR)
        self._start(name)
        return self._until_moved()

    def _gateway_killed(self):
        self._cluster.processes.kill("gateway")
        return self._start("gateway")

    def _start(self, name):
        """The seconds until it is up."""
        service = self._cluster.service(name)
        service.start()
        return await_(f"{name} to be up", lambda: service.health() == "UP")

    def _until_moved(self):
        waiting = self._places()

        def moved():
            now = self._places()
            for job in [job for job, step in waiting.items() if now.get(job) != step]:
                del waiting[job]
            return not waiting

        return await_("every job to move", moved)

    def _places(self):
        """The step of each live job, as soon as the job store answers."""
        rows = None

        def answered():
            nonlocal rows
            rows = self._cluster.service("postgresql").query(PLACES)
            return rows is not None

        await_("the job store", answered)
        return dict(rows)


def await_(what, ready):
    """The seconds until it is so."""
    began = time.monotonic()
    while not ready():
        if time.monotonic() > began + WITHIN:
            raise TimeoutError(f"waited {WITHIN} s for {what}")
        time.sleep(0.05)
    return time.monotonic() - began
