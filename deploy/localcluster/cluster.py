"""Starts, shows and stops the services of one folder."""
import concurrent.futures
import contextlib
import fcntl
import pathlib
import shutil
import signal
import socket
import sqlite3
import time

from . import build, packages
from .ceph import CephGateway, CephMonitor, CephStorage
from .problem import Problem
from .processes import Processes
from .services import Epmd, Gateway, PostgreSQL, RabbitMQ, S3Proxy, Worker, configured, tranche_properties

UP_WITHIN = 300


class Cluster:
    def __init__(self, settings):
        self.settings = settings
        self.processes = Processes(settings.folder)

    def engines(self):
        """What Tranche is built on."""
        parts = self.settings, self.processes
        ceph = [CephMonitor(*parts), CephStorage(*parts), CephGateway(*parts)]
        return [Epmd(*parts), RabbitMQ(*parts), PostgreSQL(*parts), *(ceph if self.settings.s3 == "ceph" else [S3Proxy(*parts)])]

    def tranche(self):
        workers = [Worker(self.settings, self.processes, number + 1) for number in range(self.settings.workers)]
        return [Gateway(self.settings, self.processes), *workers]

    def services(self):
        return {service.name: service for service in [*self.engines(), *self.tranche()]}

    def service(self, name):
        return self.services()[name]

    def start(self, **wishes):
        """Starts what does not run, and returns when all of it is up."""
        began = time.monotonic()
        with self._locked():
            if self.processes.all() and wishes.get("ports") not in (None, self.settings.ports):
                raise Problem("the cluster runs on other ports; 'stop' first")
            self.settings.decide(**wishes)
            packages.require(self.settings.s3)
            build.require()
            self._stop_surplus_workers()
            self._require_free_ports()
            self._make_sample()
            self.start_services(self.engines())
            self._init_spool()
            self.start_services(self.tranche())
        print(f"up after {time.monotonic() - began:.0f} s")
        self.status()

    def start_services(self, services, up_within=UP_WITHIN):
        for service in services:
            service.start()
        deadline = time.monotonic() + up_within
        for service in services:
            self._await(service, deadline)

    def _await(self, service, deadline):
        while True:
            health = service.health()
            if health == "UP" and service.finish() is not False:
                return
            if not self.processes.runs(service.name):
                raise Problem(f"{service.name} ended at once; the end of its log:\n{self._end_of_log(service.name, 20)}")
            if time.monotonic() > deadline:
                raise Problem(f"{service.name} {health}; the end of its log:\n{self._end_of_log(service.name, 20)}")
            time.sleep(0.3)

    def _stop_surplus_workers(self):
        wanted = {service.name for service in self.tranche()}
        self.end([name for name in self._running() if name.startswith("worker-") and name not in wanted])

    def _require_free_ports(self):
        running = self._running()
        for service in self.services().values():
            taken = [port for port in service.ports() if service.name not in running and not is_free(port)]
            if taken:
                raise Problem(f"port {taken[0]}, which {service.name} needs, is taken; choose others with --ports")

    def _make_sample(self):
        folder = pathlib.Path(self.settings.databases)
        folder.mkdir(parents=True, exist_ok=True)
        if folder == self.settings.folder / "databases" and not any(folder.iterdir()):
            with contextlib.closing(sqlite3.connect(folder / "sample.db")) as sample, sample:
                sample.execute("CREATE TABLE measurements (id INTEGER PRIMARY KEY, sensor TEXT, value REAL, raw BLOB)")
                sample.execute("""
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
                    INSERT INTO measurements SELECT i, 'sensor-' || i % 97, i / 7.0, randomblob(20) FROM n""")

    def _init_spool(self):
        """Once; from then on workers know the folder as this job store's (P22)."""
        if (self.settings.spool / ".tranche-deployment").exists():
            return
        self.settings.spool.mkdir(exist_ok=True)
        tranche_properties(self.settings)
        command = [build.java(), "-jar", build.WORKER, "--init-spool", *configured(self.settings)]
        if self.processes.start("init-spool", command).wait() != 0:
            raise Problem(f"--init-spool failed:\n{self._end_of_log('init-spool', 20)}")

    def status(self):
        """Prints it; 0 if everything is up."""
        if not self.settings.exist:
            print(f"no cluster in {self.settings.folder}")
            return 1
        services = list(self.services().values())
        main = {}
        for found in self.processes.all():
            main.setdefault(found.name, found.pid)
        with concurrent.futures.ThreadPoolExecutor(len(services)) as threads:
            healths = list(threads.map(lambda s: s.health() if s.name in main else "stopped", services))
        for service, health in zip(services, healths):
            print(f"{service.name:<12}{main.get(service.name, '-'):>8}  {health:<16}  {service.address()}")
        for name in sorted(main.keys() - {service.name for service in services}):
            print(f"{name:<12}{main[name]:>8}  not part of the cluster (any more); 'stop' ends it")
        pages, secrets = self.service("rabbitmq").address(), self.settings.folder / "cluster.json"
        print(f"\nRabbitMQ's pages  {pages}  (user admin; passwords in {secrets})")
        print(f"exports           {self.settings.gateway}/export/dump  of the databases in {self.settings.databases}")
        return 0 if all(health == "UP" for health in healths) else 1

    def logs(self, name):
        if name:
            log = self.processes.log(name)
            if not log.exists():
                known = ", ".join(sorted(file.stem for file in log.parent.glob("*.log"))) or "none yet"
                raise Problem(f"there is no log of {name}; there are: {known}")
            with log.open() as lines:
                for line in lines:
                    print(line, end="")
        else:
            for log in sorted((self.settings.folder / "logs").glob("*.log")):
                print(f"== {log}\n{self._end_of_log(log.stem, 10)}")

    def _end_of_log(self, name, lines):
        log = self.processes.log(name)
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else ""

    def stop(self, wipe=False):
        """Ends all that runs in this folder, however it came to run. Doing it again, also after an interruption, is harmless."""
        if not self.settings.folder.exists():
            print(f"no cluster in {self.settings.folder}")
        else:
            with self._locked():
                ours = [name for name in self._running() if name == "gateway" or name.startswith("worker-")]
                self.end(ours)
                self.end([name for name in self._running() if not name.startswith("ceph-")])
                self.end(self._running())
            print("stopped", flush=True)
        if wipe:
            self._wipe()

    def _running(self):
        return sorted({found.name for found in self.processes.all()})

    def end(self, names):
        """Asks them to end, as their kind wants to be asked, and kills those that do not."""
        services = self.services() if self.settings.exist else {}
        for name in names:
            # One that was suspended would not notice.
            self.processes.signal(name, signal.SIGCONT)
            self.processes.signal_main(name, services[name].stop_signal if name in services else signal.SIGTERM)
        for name in self.processes.gone_within(names, max((30, *(services[n].stop_within for n in names if n in services)))):
            if name in services:
                print(f"{name} does not end and is killed", flush=True)
            self.processes.kill(name)

    def _wipe(self):
        if self.settings.exist:
            shutil.rmtree(self.settings.folder)
            print(f"removed {self.settings.folder}")

    @contextlib.contextmanager
    def _locked(self):
        """One start or stop at a time."""
        self.settings.folder.mkdir(parents=True, exist_ok=True)
        with (self.settings.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                print("waiting for another start or stop of this cluster to end ...", flush=True)
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            return True
        except OSError:
            return False
