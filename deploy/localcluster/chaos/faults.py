"""What is done to the processes. A fault strikes, lasts, and is healed: what was killed is started again."""
import signal
from dataclasses import dataclass
from typing import Callable

from . import s3_faults


@dataclass(frozen=True)
class Fault:
    kind: str
    target: str  # two faults at once have different ones
    lasts: tuple  # seconds, from and to
    strike: Callable
    heal: Callable


def catalogue(cluster, proxy):
    """All that can happen to this cluster."""
    tranche = [service.name for service in cluster.tranche()]
    faults = []
    for name in tranche:
        faults += [killed(cluster, name, "kill"), suspended(cluster, name, (1, 25))]
    faults += [ended(cluster, name) for name in tranche]
    faults += [killed(cluster, "rabbitmq", "kill"), ended(cluster, "rabbitmq"), suspended(cluster, "rabbitmq", (2, 15))]
    faults += [killed(cluster, "postgresql", "kill"), ended(cluster, "postgresql"), suspended(cluster, "postgresql", (2, 45))]
    faults += [killed(cluster, "s3", "kill"), suspended(cluster, "s3", (2, 40))]
    answers = {s3_faults.REFUSE: (2, 30), s3_faults.HANG: (2, 60), s3_faults.MUTE: (1, 8)}
    faults += [broken_s3(proxy, mode, lasts) for mode, lasts in answers.items()]
    return [*faults, power_cut(cluster)]


def role(name):
    return name.rpartition("-")[0] or name


def killed(cluster, name, kind):
    """SIGKILL, and started again."""
    service = cluster.service(name)
    return Fault(f"{kind} {role(name)}", name, (0, 8), lambda: cluster.processes.kill(name), service.start)


def ended(cluster, name):
    """Asked to end, as at an upgrade, and started again."""
    return Fault(f"restart {role(name)}", name, (0, 3), lambda: cluster.end([name]), cluster.service(name).start)


def suspended(cluster, name, lasts):
    processes = cluster.processes
    return Fault(
        f"suspend {role(name)}",
        name,
        lasts,
        lambda: processes.signal(name, signal.SIGSTOP),
        lambda: processes.signal(name, signal.SIGCONT),
    )


def power_cut(cluster):
    """Everything is killed and started again, in whatever order."""
    services = cluster.services().values()
    return Fault(
        "power cut",
        "everything",
        (0, 3),
        lambda: [cluster.processes.kill(service.name) for service in services],
        lambda: [service.start() for service in services],
    )


def broken_s3(proxy, mode, lasts):
    return Fault(f"s3 {mode}", "s3-faults", lasts, lambda: proxy.set(mode), lambda: proxy.set(s3_faults.PASS))
