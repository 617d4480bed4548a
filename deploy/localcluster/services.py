"""What a cluster consists of. Each service is prepared (twice is harmless), started, asked how it is, and stopped by its signal.

Services are independent of each other: any order of starting works, and none waits for another one.
"""
import base64
import json
import os
import signal
import socket
import subprocess
import urllib.request

from . import build, packages, s3, web
from .problem import Problem


class Service:
    """One main process, with the name that status and logs show."""

    name = ""
    stop_signal = signal.SIGTERM
    stop_within = 30
    port_names = ()

    def __init__(self, settings, processes):
        self.settings = settings
        self.processes = processes

    def ports(self):
        return [self.settings.port(name) for name in self.port_names]

    def prepare(self):
        pass

    def start(self):
        if not self.processes.runs(self.name):
            self.prepare()
            self.processes.start(self.name, self.command(), self.environment(), self.user())

    def environment(self):
        return {}

    def user(self):
        return None

    def finish(self):
        """What can only be done once it answers."""

    def health(self):
        """"UP", or in words what is wrong."""
        raise NotImplementedError

    def address(self):
        return ""


class Epmd(Service):
    """Erlang's name server, RabbitMQ's own. RabbitMQ would start one by itself, and leave it behind at its end."""

    name = "epmd"
    port_names = ("epmd",)

    def command(self):
        return ["epmd", "-address", "127.0.0.1", "-port", self.settings.port("epmd")]

    def health(self):
        try:
            socket.create_connection(("127.0.0.1", self.settings.port("epmd")), 3).close()
            return "UP"
        except OSError:
            return "does not answer"


class RabbitMQ(Service):
    name = "rabbitmq"
    port_names = ("amqp", "rabbitmq-nodes", "management", "rabbitmq-metrics")

    @property
    def _folder(self):
        return self.settings.folder / "rabbitmq"

    def prepare(self):
        secrets, port = self.settings.secrets, self.settings.port
        passwords = {"adminPassword": secrets["rabbitmq-admin"], "password": secrets["rabbitmq"]}
        definitions = self.settings.render("rabbitmq-definitions.json", "rabbitmq/definitions.json", **passwords)
        ports = {"amqp": port("amqp"), "management": port("management"), "metrics": port("rabbitmq-metrics")}
        self.settings.render("rabbitmq.conf", "rabbitmq/rabbitmq.conf", definitions=definitions, **ports)
        self.settings.write("rabbitmq/enabled_plugins", "[rabbitmq_management,rabbitmq_prometheus].\n")

    def command(self):
        return [packages.RABBITMQ]

    def environment(self):
        return {
            "HOME": str(self._folder),  # of the cookie
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_EPMD_PORT": str(self.settings.port("epmd")),
            "RUNNING_UNDER_SYSTEMD": "true",  # no shell between us and the server
            "RABBITMQ_NODENAME": "tranche@localhost",
            "RABBITMQ_DIST_PORT": str(self.settings.port("rabbitmq-nodes")),
            "RABBITMQ_MNESIA_BASE": f"{self._folder}/data",
            "RABBITMQ_LOG_BASE": f"{self._folder}/log",
            "RABBITMQ_PID_FILE": f"{self._folder}/pid",
            "RABBITMQ_ENABLED_PLUGINS_FILE": f"{self._folder}/enabled_plugins",
            "RABBITMQ_CONFIG_FILE": f"{self._folder}/rabbitmq.conf",
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
        }

    def health(self):
        answer = self.ask("/api/health/checks/local-alarms")
        if answer is None:
            return "does not answer"
        return "UP" if answer.get("status") == "ok" else answer.get("reason", "refuses")

    def ask(self, path):
        """The management API's answer as an object; None if it does not answer."""
        answer = web.get(f"{self.address()}{path}", self._authorization())
        try:
            return json.loads(answer[1]) if answer else None
        except ValueError:
            return {"reason": f"answers {answer[0]}"}

    def purge(self, queue):
        """Removes the messages that wait in a queue; True if it said so."""
        url = f"{self.address()}/api/queues/tranche/{queue}/contents"
        answer = web.send(urllib.request.Request(url, headers=self._authorization(), method="DELETE"))
        return answer is not None and answer[0] == 204

    def _authorization(self):
        basic = base64.b64encode(f"admin:{self.settings.secrets['rabbitmq-admin']}".encode()).decode()
        return {"Authorization": f"Basic {basic}"}

    def address(self):
        return f"http://127.0.0.1:{self.settings.port('management')}"


class PostgreSQL(Service):
    name = "postgresql"
    port_names = ("postgresql",)
    stop_signal = signal.SIGINT  # "fast": clients are cut off, the data is checkpointed

    @property
    def _data(self):
        return self.settings.folder / "postgresql"

    def user(self):
        return "postgres" if os.geteuid() == 0 else None  # it refuses root

    def prepare(self):
        self._as_its_user(["test", "-x", self.settings.folder], f"user postgres must get through to {self.settings.folder}")
        if not self._data.exists():
            self._make()
        self.settings.render("postgresql.conf", "postgresql/postgresql.conf", port=self.settings.port("postgresql"))
        self.settings.render("pg_hba.conf", "postgresql/pg_hba.conf")
        self._give("postgresql/postgresql.conf", "postgresql/pg_hba.conf")

    def _make(self):
        """Makes the data folder beside its place, so that one that was half made is never taken for a whole one."""
        new = self.settings.folder / "postgresql.new"
        subprocess.run(["rm", "-rf", new], check=True)
        new.mkdir(mode=0o700)
        password = self.settings.write("postgresql.password", self.settings.secrets["postgresql-admin"])
        self._give("postgresql.new", "postgresql.password")
        programs = packages.postgresql_programs()
        options = ["--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"]
        self._as_its_user([programs / "initdb", "-D", new, f"--pwfile={password}", *options], "initdb failed")
        role = f"CREATE ROLE tranche LOGIN PASSWORD '{self.settings.secrets['postgresql']}';\n"
        sql = role + "CREATE DATABASE tranche OWNER tranche;\n"
        self._as_its_user([programs / "postgres", "--single", "-j", "-D", new, "postgres"], "no database", sql.replace("\n", "\n\n"))
        password.unlink()
        new.rename(self._data)

    def _give(self, *names):
        if self.user():
            for name in names:
                subprocess.run(["chown", "-R", "postgres:postgres", self.settings.folder / name], check=True)

    def _as_its_user(self, command, problem, text=""):
        rights = {"user": "postgres", "group": "postgres", "extra_groups": []} if self.user() else {}
        command = [str(word) for word in command]
        result = subprocess.run(command, input=text, capture_output=True, text=True, cwd="/", **rights)
        if result.returncode != 0:
            raise Problem(f"{problem}: {' '.join(command)}\n{result.stdout}{result.stderr}")

    def command(self):
        return [packages.postgresql_programs() / "postgres", "-D", self._data]

    def health(self):
        problem = self.query("SELECT 1", seconds=3)
        return "UP" if problem == [["1"]] else "does not answer"

    def query(self, sql, seconds=10):
        """The rows, as lists of strings; None if it does not answer."""
        separator = "\x1f"
        address = f"host=127.0.0.1 port={self.settings.port('postgresql')} dbname=tranche user=tranche connect_timeout={seconds}"
        command = [packages.postgresql_programs() / "psql", "-X", "-q", "-A", "-t", "-F", separator, "-d", address, "-c", sql]
        password = {**os.environ, "PGPASSWORD": self.settings.secrets["postgresql"]}
        try:
            result = subprocess.run(command, capture_output=True, text=True, env=password, timeout=seconds, cwd="/")
        except subprocess.TimeoutExpired:
            return None
        return [line.split(separator) for line in result.stdout.splitlines()] if result.returncode == 0 else None

    def address(self):
        return f"postgresql://tranche@127.0.0.1:{self.settings.port('postgresql')}/tranche"


class S3Server(Service):
    name = "s3"
    port_names = ("s3",)

    def client(self):
        return s3.S3(self.address())

    def finish(self):
        return self.client().make_bucket()

    def health(self):
        return "UP" if self.client().answers() else "does not answer"

    def address(self):
        return f"http://127.0.0.1:{self.settings.port('s3')}"


class S3Proxy(S3Server):
    """The one that the tests of the storage module use, over a folder."""

    def command(self):
        arguments = [str(self.settings.port("s3")), self.settings.folder / "objects", s3.BUCKET]
        return [build.java(), "-Xmx256m", "dev.tranche.storage.object.S3ProxyServer", *arguments]

    def environment(self):
        return {"CLASSPATH": build.s3proxy_class_path()}


class Jar(Service):
    """A service of our own: Spring Boot, with a health page."""

    jar = None

    def port(self):
        raise NotImplementedError

    def ports(self):
        return [self.port()]

    def prepare(self):
        tranche_properties(self.settings)

    def command(self):
        return [build.java(), *self.settings.java_options, "-jar", self.jar, *configured(self.settings), f"--server.port={self.port()}"]

    def environment(self):
        return {"AWS_ACCESS_KEY_ID": s3.ACCESS_KEY, "AWS_SECRET_ACCESS_KEY": s3.SECRET_KEY}

    def health(self):
        answer = web.get(f"{self.address()}/actuator/health", seconds=15)
        try:
            page = json.loads(answer[1]) if answer else None
        except ValueError:
            return f"answers {answer[0]}"
        if page is None or "status" not in page:
            return "does not answer"
        wrong = [name for name, part in page.get("components", {}).items() if part["status"] not in ("UP", "UNKNOWN")]
        return " ".join([page["status"], *wrong])

    def address(self):
        return f"http://127.0.0.1:{self.port()}"


class Gateway(Jar):
    name = "gateway"
    jar = build.GATEWAY

    def port(self):
        return self.settings.ports


class Worker(Jar):
    jar = build.WORKER

    def __init__(self, settings, processes, number):
        super().__init__(settings, processes)
        self.number = number
        self.name = f"worker-{number}"

    def port(self):
        return self.settings.worker_port(self.number)


def tranche_properties(settings):
    settings.render(
        "tranche.properties",
        "tranche.properties",
        amqp=settings.port("amqp"),
        rabbitmqPassword=settings.secrets["rabbitmq"],
        postgresql=settings.port("postgresql"),
        postgresqlPassword=settings.secrets["postgresql"],
        databases=settings.databases,
        spool=settings.spool,
        s3=settings.s3_endpoint,
        more="\n".join(f"{key}={value}" for key, value in settings.properties.items()),
    )


def configured(settings):
    return [f"--spring.config.additional-location=file:{settings.folder}/tranche.properties"]
