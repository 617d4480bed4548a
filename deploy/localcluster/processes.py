"""The processes of one cluster, told from all others by a mark in their environment.

A pid file can be missing (a start that was interrupted) or stale (the pid belongs to somebody else by now). The environment with which
a process was started can be neither: it is there as long as the process, its children inherit it, and nobody else's has our folder in
it. A signal goes through a pidfd that was opened before the mark was read, so it cannot reach a process that took over the pid.
"""
import contextlib
import os
import pathlib
import signal
import subprocess
import time
from dataclasses import dataclass

MARK = "LOCAL_CLUSTER"
NAME = "LOCAL_CLUSTER_PROCESS"
PROC = pathlib.Path("/proc")


@dataclass(frozen=True)
class Found:
    pid: int
    parent: int
    started: int  # clock ticks since the machine's start
    name: str


class Processes:
    def __init__(self, folder):
        self._folder = folder
        self._children = []

    def start(self, name, command, environment=None, user=None):
        """Starts a process that outlives this one and the terminal; what it says is appended to its log."""
        self._children = [child for child in self._children if child.poll() is None]  # reaps those that ended
        log = self.log(name)
        log.parent.mkdir(parents=True, exist_ok=True)
        rights = {"user": user, "group": user, "extra_groups": []} if user else {}
        with log.open("ab") as output:
            child = subprocess.Popen(
                [str(word) for word in command],
                env={**os.environ, **(environment or {}), MARK: str(self._folder), NAME: name},
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **rights,
            )
        self._children.append(child)
        # The new program's environment can be read a moment after Popen has returned; until then nobody would find it.
        while not self._look(child.pid)[0] and child.poll() is None:
            time.sleep(0.001)
        return child

    def log(self, name):
        return self._folder / "logs" / f"{name}.log"

    def all(self):
        """Ours and what they started, the oldest first. PostgreSQL's children overwrite their environment; their parent's name counts."""
        ours, others = {}, []
        for entry in PROC.iterdir():
            if entry.name.isdigit():
                name, found = self._look(int(entry.name))
                if name:
                    ours[found.pid] = found
                elif found:
                    others.append(found)
        for other in sorted(others, key=lambda p: p.started):
            if other.parent in ours and other.pid != os.getpid():
                ours[other.pid] = Found(other.pid, other.parent, other.started, ours[other.parent].name)
        return sorted(ours.values(), key=lambda p: (p.started, p.pid))

    def _look(self, pid):
        """The name by which we started it (None: not ours) and what else is known; (None, None) for one that is gone."""
        try:
            environment = (PROC / str(pid) / "environ").read_bytes().split(b"\0")
            # Behind the command's name, which is in parentheses and may contain anything: state, parent, …, start time.
            fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            return None, None
        marks = dict(line.partition(b"=")[::2] for line in environment)
        ours = marks.get(MARK.encode()) == os.fsencode(self._folder)
        name = os.fsdecode(marks.get(NAME.encode(), b"")) if ours else None
        return name, Found(pid, int(fields[1]), int(fields[19]), name or "")

    def of(self, name):
        return [found for found in self.all() if found.name == name]

    def runs(self, name):
        return bool(self.of(name))

    def signal(self, name, number):
        """Sends it to all processes of that name, a parent before its children; says to how many."""
        return sum(self._signal(found, number) for found in self.of(name))

    def _signal(self, found, number):
        try:
            handle = os.pidfd_open(found.pid)
        except ProcessLookupError:
            return False
        try:
            now = self._look(found.pid)[1]
            if now is None or now.started != found.started:
                return False
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(handle, number)
                return True
            return False
        finally:
            os.close(handle)

    def signal_main(self, name, number):
        """Sends it to the oldest process of that name, whose business the others are."""
        found = self.of(name)
        return bool(found) and self._signal(found[0], number)

    def kill(self, name):
        """SIGKILL to all of that name, and a wait until they are gone."""
        deadline = time.monotonic() + 30
        while self.signal(name, signal.SIGKILL):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{name} survives SIGKILL")
            time.sleep(0.05)

    def gone_within(self, names, seconds):
        """Waits until none of them runs; says which still do."""
        deadline = time.monotonic() + seconds
        while True:
            left = sorted({found.name for found in self.all() if found.name in names})
            if not left or time.monotonic() > deadline:
                return left
            time.sleep(0.1)
