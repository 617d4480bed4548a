"""How long jobs stand still: seconds from a death, or from its end, until every live job has taken a step."""
import time

PLACES = "SELECT job_id, step FROM export_jobs WHERE status IN ('pending', 'in_progress')"
MOVED_WITHIN = 300
UP_WITHIN = 120
AWAY_FOR = 5
# Every message of a waiting queue is in it for 100 ms, so whoever looks more often meets all of them.
PURGES = 40
SECONDS_BETWEEN_PURGES = 0.05


class Recovery:
    """Strikes and measures, one kind at a time; whoever calls keeps some jobs at work meanwhile."""

    def __init__(self, cluster, say):
        self._cluster, self._say = cluster, say
        self.kinds = {
            "nothing happens": self._nothing,
            "worker killed": self._worker_killed,
            "message lost": self._message_lost,
            "rabbitmq is back": lambda: self._back("rabbitmq"),
            "postgresql is back": lambda: self._back("postgresql"),
            "s3 is back": lambda: self._back("s3"),
            "gateway killed and started, until it answers": self._gateway_killed,
        }

    def _nothing(self):
        """What a job takes for a step anyway."""
        return self._until_moved("nothing happens")

    def _worker_killed(self):
        """The other worker is alive; the dead one comes back when the measurement is over."""
        self._cluster.processes.kill("worker-1")
        try:
            return self._until_moved("worker killed")
        finally:
            self._start("worker-1")

    def _message_lost(self):
        """The next chunk's message vanishes from the broker, of as many jobs as it takes to meet one."""
        for _ in range(PURGES):
            self._cluster.service("rabbitmq").purge("tranche.chunks.delay.100ms")
            time.sleep(SECONDS_BETWEEN_PURGES)
        return self._until_moved("message lost")

    def _back(self, name):
        self._cluster.processes.kill(name)
        time.sleep(AWAY_FOR)
        self._start(name)
        return self._until_moved(f"{name} is back")

    def _gateway_killed(self):
        self._cluster.processes.kill("gateway")
        began = time.monotonic()
        self._start("gateway")
        return self._measured("gateway killed", time.monotonic() - began)

    def _start(self, name):
        service = self._cluster.service(name)
        service.start()
        deadline = time.monotonic() + UP_WITHIN
        while (health := service.health()) != "UP":
            if time.monotonic() > deadline:
                raise TimeoutError(f"{name} {health}")
            time.sleep(0.05)

    def _until_moved(self, kind):
        began, waiting = time.monotonic(), self._places()
        while waiting:
            if time.monotonic() > began + MOVED_WITHIN:
                raise TimeoutError(f"not moved within {MOVED_WITHIN} s: {', '.join(waiting)}")
            time.sleep(0.1)
            now = self._places()
            waiting = {job: step for job, step in waiting.items() if now.get(job) == step}
        return self._measured(kind, time.monotonic() - began)

    def _places(self):
        """The step of each live job, as soon as the job store answers."""
        while (rows := self._cluster.service("postgresql").query(PLACES)) is None:
            time.sleep(0.1)
        return dict(rows)

    def _measured(self, kind, seconds):
        self._say(f"{kind}: {seconds:.1f} s")
        return seconds
