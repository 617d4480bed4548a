"""The three runs: faults at random for some minutes, each process killed once, and how long it takes to recover."""
import contextlib
import json
import random
import statistics
import time
from collections import Counter, defaultdict

from ..cluster import Cluster
from ..problem import Problem
from ..settings import DEFAULT_PORTS, Settings
from . import databases, orders
from .callbacks import Receiver
from .faults import catalogue, role
from .jobs import Callers, Client
from .recovery import Recovery
from .s3_faults import S3Faults
from .verdict import Verdict

SIZES = {"empty": 0, "small": 300_000, "middle": 12_000_000, "large": 50_000_000}
ONE_SIZE = {"one": 60_000_000}
ONE_ORDER = orders.Order("one", "sql")
ALL_KINDS_UP_TO = 12_000_000
JOBS_AT_ONCE = 4
# Longer than any fault with the time-outs behind it and the retries of a step (8 attempts, up to a minute apart).
END_WITHIN = 900
RECOVERED_WITHIN = 300
# Parts as small as S3 takes them, and short slices: a job has many steps at which something can happen.
PROPERTIES = {"tranche.chunk.slice": "300ms", "tranche.chunk.part-size": "5MiB"}
# What is left of the one job is spread over so many seconds for each kill that is left, so that it is at work until the last.
SECONDS_A_KILL = 15
# So slow that four jobs are at work all the time, and so fast that each of them takes a step every other second.
RECOVERY_BYTES_PER_SECOND = 12_000_000


class Run:
    """A cluster of its own with all that a run needs, which is stopped at the end, and removed if every promise was kept."""

    def __init__(self, folder, seed, options):
        self.seed = seed
        self.random = random.Random(seed)
        self.cluster = Cluster(Settings(folder))
        self.options = options
        self.faults = Counter()
        self.recoveries = defaultdict(list)
        self.problems = []
        self.jobs = {}
        self.references = {}
        self.unanswered = 0
        self.tormented = 0.0
        self.coming = []
        self.began = time.monotonic()

    def main(self, sizes, torment):
        """Exit status: whether a promise was broken."""
        print(f"chaos with seed {self.seed} in {self.cluster.settings.folder}", flush=True)
        self.cluster.stop(wipe=True)
        self.cluster = Cluster(Settings(self.cluster.settings.folder))
        try:
            verdict = self._run(sizes, torment)
        except BaseException:
            self.cluster.stop()
            raise
        self.cluster.stop(wipe=not verdict.violations)
        if verdict.violations:
            print(f"data and logs are kept in {self.cluster.settings.folder}")
        return 1 if verdict.violations else 0

    def _run(self, sizes, torment):
        settings = self.cluster.settings
        quick_start = ["-Xmx256m", "-XX:TieredStopAtLevel=1"]
        settings.decide(s3=self.options.s3, workers=self.options.workers, ports=self.options.ports)
        databases.make(settings.folder / "databases", sizes, self.random)
        self._say(f"made {len(sizes)} databases")
        faulty_s3 = S3Faults(settings.port("s3-faults"), settings.port("s3"))
        with contextlib.closing(faulty_s3) as proxy, contextlib.closing(Receiver()) as receiver:
            properties = {**PROPERTIES, "tranche.callbacks.secrets[0]": receiver.secret}
            settings.decide(properties=properties, java_options=quick_start, s3_through="s3-faults")
            self.cluster.start()
            client = Client(settings.gateway, receiver)
            verdict = Verdict(self.cluster, client, receiver)
            self.references = self._references(client, sizes)
            began = time.monotonic()
            torment(client, proxy)
            self.tormented = time.monotonic() - began
            self._say("nothing is disturbed any more")
            verdict.reach(self.jobs, self.references, END_WITHIN)
        verdict.violations += self.problems
        verdict.numbers["POSTs without an answer, or refused"] = self.unanswered
        verdict.numbers["seconds in all"] = round(time.monotonic() - self.began)
        self._report(verdict)
        return verdict

    def _references(self, client, sizes):
        """Every export once with nobody disturbing it."""
        wanted = orders.of(sizes, ALL_KINDS_UP_TO) if len(sizes) > 1 else [ONE_ORDER]
        started = {client.start(order): order for order in wanted}
        self.jobs.update(started)
        references = {}
        for job, order in started.items():
            status = client.await_end(job, 300)
            if status["status"] != "completed":
                raise Problem(f"the undisturbed export {order} is {status}")
            references[order] = client.digest(job)
        self._say(f"{len(references)} undisturbed exports, {sum(size for size, _ in references.values()):,} bytes")
        return references

    def at_random(self, client, proxy):
        """Faults of all kinds for some minutes, one or two at a time, over jobs of all kinds."""
        kinds = defaultdict(list)
        for fault in catalogue(self.cluster, proxy):
            kinds[fault.kind].append(fault)
        with self._calling(client, self.options.jobs) as callers:
            end = time.monotonic() + self.options.minutes * 60
            while time.monotonic() < end and not callers.have_had_all:
                time.sleep(self.random.uniform(0, 6))
                self._suffer(self._pick(kinds))
        self._await("the last fault", self._unhealthy)

    @contextlib.contextmanager
    def _calling(self, client, jobs=None):
        """Somebody starts exports meanwhile, of everything of which there is an undisturbed one."""
        callers = Callers(client, self.references, random.Random(self.seed + 1), JOBS_AT_ONCE, jobs)
        callers.begin()
        try:
            yield callers
        finally:
            callers.stop()
            self.jobs.update(callers.accepted)
            self.unanswered = callers.unanswered

    def _pick(self, kinds):
        """One kind or two at once; every kind comes once before any comes again."""
        number = self.random.choice([1, 1, 2])
        while len(self.coming) < number:
            self.coming += self.random.sample(sorted(kinds), len(kinds))
        chosen = [self.random.choice(kinds[self.coming.pop(0)]) for _ in range(number)]
        return list({fault.target: fault for fault in chosen}.values())

    def _suffer(self, faults):
        kinds = " and ".join(fault.kind for fault in faults)
        seconds = max(self.random.uniform(*fault.lasts) for fault in faults)
        wait = self.random.random() < 0.5
        self._say(f"{kinds} for {seconds:.1f} s")
        for fault in faults:
            fault.strike()
            self.faults[fault.kind] += 1
        time.sleep(seconds)
        for fault in faults:
            fault.heal()
        if wait:
            self._await_recovery(kinds, self._unhealthy)

    def each_once(self, client, proxy):
        """One job, during which each process is killed; the next one when the job has moved on."""
        order = ONE_ORDER
        size, _ = self.references[order]
        names = [service.name for service in self.cluster.tranche()] + ["rabbitmq", "postgresql", "s3"]
        proxy.throttle(size / SECONDS_A_KILL / (len(names) + 2))
        job = client.start(order)
        self.jobs[job] = order
        for left, name in zip(range(len(names), 0, -1), names):
            self._await(f"the look before {name} is killed", lambda: self._not_moved(client, job, 0))
            before = client.look(job)
            proxy.throttle((size - before["bytesWritten"]) / SECONDS_A_KILL / (left + 2))
            self._say(f"kill {name} after {before['bytesWritten']:,} bytes")
            self.cluster.processes.kill(name)
            self.faults[f"kill {role(name)}"] += 1
            self.cluster.service(name).start()
            self._await_recovery(f"kill {role(name)}", lambda: self._not_moved(client, job, before["bytesWritten"]) or self._down(name))
        if (client.look(job) or {}).get("status") != "in_progress":
            self.problems.append("the job had ended before everything was killed: make it larger, or slower")
        proxy.throttle(None)

    def recovery(self, client, proxy):
        """Each kind of death some times, with a few jobs at work, and how long they stood still (docs/reliability.md)."""
        proxy.throttle(RECOVERY_BYTES_PER_SECOND)
        recovery = Recovery(self.cluster, self._say)
        with self._calling(client):
            for _ in range(self.options.rounds):
                for kind in recovery.kinds:
                    self.faults[kind] += 1
                    try:
                        self.recoveries[kind].append(recovery.measure(kind))
                    except TimeoutError as late:
                        self.problems.append(f"{kind}: {late}")
            proxy.throttle(None)
        self._await("the last death", self._unhealthy)

    def _not_moved(self, client, job, bytes_before):
        status = client.look(job)
        moved = status and (status["status"] != "in_progress" or status["bytesWritten"] > bytes_before)
        moved = moved and status["status"] != "pending"
        return [] if moved else [f"the job has not moved: {status}"]

    def _down(self, name):
        health = self.cluster.service(name).health()
        return [] if health == "UP" else [f"{name} {health}"]

    def _unhealthy(self):
        healths = {service.name: service.health() for service in self.cluster.services().values()}
        return [f"{name} {health}" for name, health in healths.items() if health != "UP"]

    def _await_recovery(self, kind, wrong):
        began = time.monotonic()
        if self._await(kind, wrong):
            self.recoveries[kind].append(time.monotonic() - began)

    def _await(self, kind, wrong):
        """Whether nothing was wrong any more in time."""
        began = time.monotonic()
        while found := wrong():
            if time.monotonic() > began + RECOVERED_WITHIN:
                self.problems.append(f"{RECOVERED_WITHIN} s after {kind}: {', '.join(found)}")
                return False
            time.sleep(0.2)
        return True

    def _say(self, text):
        print(f"{time.monotonic() - self.began:6.0f} s  {text}", flush=True)

    def _report(self, verdict):
        print("\nfaults")
        for kind, number in sorted(self.faults.items()):
            print(f"  {number:5}  {kind}")
        print("seconds until everything was healthy again (each-once and recovery: until every job had moved on)")
        for kind, seconds in sorted(self.recoveries.items()):
            print(f"  {min(seconds):6.1f} to {max(seconds):6.1f}, median {statistics.median(seconds):6.1f}  {kind} ({len(seconds)})")
        for name, value in verdict.numbers.items():
            print(f"{name}: {value:,}" if isinstance(value, int) else f"{name}: {value}")
        for violation in verdict.violations:
            print(f"VIOLATION {violation}")
        print(self._line(verdict), flush=True)

    def _line(self, verdict):
        """The run as docs/reliability.md has it."""
        kept = "no violation" if not verdict.violations else f"{len(verdict.violations)} violations"
        left = ", ".join(f"{number} {kind}" for kind, number in verdict.left.items())
        return (
            f"{len(self.jobs)} jobs, {sum(self.faults.values())} faults of {len(self.faults)} kinds in {self.tormented / 60:.1f} minutes, "
            f"{verdict.numbers['callbacks received']} callbacks, left behind {left}; seed {self.seed}: {kept}"
        )


def chaos(folder, options):
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1_000_000)
    options.ports = options.ports or DEFAULT_PORTS + 200
    run = Run(folder.with_name(folder.name + "-chaos"), seed, options)
    if options.each_once:
        return run.main(ONE_SIZE, run.each_once)
    if options.recovery:
        return run.main(ONE_SIZE, run.recovery)
    return run.main(SIZES, run.at_random)
