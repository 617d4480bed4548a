"""Debian's Ceph as an S3 server: one monitor, one OSD on a file, one gateway, no manager. Independent of S3Proxy, and of the JVM."""
import shutil
import subprocess
import uuid

from . import s3
from .problem import Problem
from .services import S3Server, Service


class CephDaemon(Service):
    @property
    def _folder(self):
        return self.settings.folder / "ceph"

    def _run(self, *command, within=120):
        command = [str(word) for word in command]
        result = subprocess.run(command, capture_output=True, text=True, timeout=within)
        if result.returncode != 0:
            raise Problem(f"{' '.join(command)}\n{result.stdout}{result.stderr}")

    def _configured(self, program, *more):
        return [program, "-c", self._folder / "ceph.conf", *more]


class CephMonitor(CephDaemon):
    name = "ceph-mon"
    port_names = ("ceph-mon",)

    def prepare(self):
        """Makes the keys and the monitor's store beside their place, so that a half-made one is never taken for a whole one."""
        if self._folder.exists():
            return
        new = self._folder.with_name("ceph.new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        fsid, mon = uuid.uuid4(), self.settings.port("ceph-mon")
        ports = {"mon": mon, "rgw": self.settings.port("s3"), "osdPorts": mon + 1, "osdPortsEnd": mon + 9}
        self.settings.render("ceph.conf", "ceph.new/ceph.conf", fsid=fsid, folder=self._folder, **ports)
        self._make_keys(new / "keyring")
        self._run("monmaptool", "--create", "--fsid", fsid, "--addv", "a", f"[v2:127.0.0.1:{mon}]", new / "monmap")
        files = ["--monmap", new / "monmap", "--keyring", new / "keyring"]
        self._run("ceph-mon", "-c", new / "ceph.conf", "--mkfs", "-i", "a", "--mon-data", new / "mon", *files)
        (new / "osd.uuid").write_text(str(uuid.uuid4()))
        new.rename(self._folder)

    def _make_keys(self, keyring):
        everything = ["--cap", "mon", "allow *", "--cap", "osd", "allow *"]
        caps = {"mon.": ["--cap", "mon", "allow *"], "osd.0": ["--cap", "mon", "allow profile osd", "--cap", "osd", "allow *"]}
        create = ["--create-keyring"]
        for name in ("mon.", "client.admin", "osd.0", "client.rgw"):
            self._run("ceph-authtool", *create, keyring, "--gen-key", "-n", name, *caps.get(name, everything))
            create = []

    def command(self):
        return self._configured("ceph-mon", "-i", "a", "-f")

    def health(self):
        try:
            self._run(*self._configured("ceph", "--connect-timeout", "3", "mon", "stat"), within=10)
            return "UP"
        except (Problem, subprocess.TimeoutExpired):
            return "does not answer"


class CephStorage(CephDaemon):
    name = "ceph-osd"

    def prepare(self):
        """The monitor has to know it first."""
        osd = (self._folder / "osd.uuid").read_text()
        self._run(*self._configured("ceph", "--connect-timeout", "60", "osd", "new", osd, "0"))
        if not (self._folder / "osd" / "ready").exists():
            shutil.rmtree(self._folder / "osd", ignore_errors=True)
            (self._folder / "osd").mkdir()
            self._run(*self._configured("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", osd))

    def command(self):
        return self._configured("ceph-osd", "-i", "0", "-f")

    def health(self):
        try:
            self._run(*self._configured("ceph", "--connect-timeout", "3", "osd", "find", "0"), within=10)
            return "UP"
        except (Problem, subprocess.TimeoutExpired):
            return "does not answer"


class CephGateway(CephDaemon, S3Server):
    """What takes S3Proxy's place."""

    def prepare(self):
        """Makes the one user, which waits for the storage."""
        made = self._folder / "user-is-there"
        if not made.exists():
            user = ["--uid", "tranche", "--display-name", "Tranche", "--access-key", s3.ACCESS_KEY, "--secret-key", s3.SECRET_KEY]
            self._run(*self._configured("radosgw-admin", "user", "create", *user), within=300)
            made.touch()

    def command(self):
        return self._configured("radosgw", "-n", "client.rgw", "-f")
