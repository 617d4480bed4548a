"""Where a cluster is, on which ports, with which secrets: decided at its first start and kept in cluster.json."""
import json
import pathlib
import secrets

from .problem import Problem

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TEMPLATES = pathlib.Path(__file__).resolve().parent / "templates"
DEFAULT_PORTS = 18080

# Counted from the first port. The gateway's is the first itself, the workers' are those behind it.
OFFSETS = {
    "amqp": 20,
    "rabbitmq-nodes": 21,
    "epmd": 22,
    "management": 23,
    "rabbitmq-metrics": 24,
    "postgresql": 25,
    "s3": 26,
    "s3-faults": 27,
    "ceph-mon": 28,
}


class Settings:
    """Reads lazily, so that a cluster that was never started has an empty folder and no secrets."""

    def __init__(self, folder):
        self.folder = folder
        self._file = folder / "cluster.json"
        self._values = json.loads(self._file.read_text()) if self._file.exists() else None

    @property
    def exist(self):
        return self._values is not None

    def decide(self, **wishes):
        """Takes over the wishes that are not None, beside what was decided before, and keeps it all."""
        values = self._values or {
            "ports": DEFAULT_PORTS,
            "workers": 2,
            "s3": "s3proxy",
            "databases": str(self.folder / "databases"),
            "properties": {},
            "java_options": ["-Xmx256m"],
            "s3_through": "s3",
            "secrets": {name: secrets.token_hex(16) for name in ("rabbitmq-admin", "rabbitmq", "postgresql-admin", "postgresql", "s3")},
        }
        wishes = {key: value for key, value in wishes.items() if value is not None}
        if self.exist and wishes.get("s3", values["s3"]) != values["s3"]:
            raise Problem(f"the objects of this cluster are in {values['s3']}; 'reset' before another S3 server")
        self._values = {**values, **wishes}
        self.folder.mkdir(parents=True, exist_ok=True)
        self.write("cluster.json", json.dumps(self._values, indent=2, default=str))

    def __getattr__(self, name):
        """Such as settings.workers; there are none before the first start."""
        if self._values is None:
            raise Problem(f"there is no cluster in {self.folder}; 'start' makes one")
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(name) from None

    def port(self, name):
        return self.ports + OFFSETS[name]

    def worker_port(self, number):
        return self.ports + number

    @property
    def gateway(self):
        return f"http://127.0.0.1:{self.ports}"

    @property
    def s3_endpoint(self):
        """Where gateway and workers find S3, which during chaos is behind a proxy."""
        return f"http://127.0.0.1:{self.port(self.s3_through)}"

    @property
    def spool(self):
        return self.folder / "spool"

    def write(self, name, text):
        """A file that only its owner reads, whole or not at all."""
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        new = target.with_name(target.name + ".new")
        new.touch(mode=0o600)
        new.write_text(text)
        new.replace(target)
        return target

    def render(self, template, name, **values):
        """Fills in a template, in which @name@ stands for a value."""
        text = (TEMPLATES / template).read_text()
        for key, value in values.items():
            text = text.replace(f"@{key}@", str(value))
        return self.write(name, text)
