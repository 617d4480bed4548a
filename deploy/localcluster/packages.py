"""Debian's packages: installed when root, named when not."""
import os
import pathlib
import shutil
import subprocess

from .problem import Problem

RABBITMQ = pathlib.Path("/usr/lib/rabbitmq/bin/rabbitmq-server")  # the one on the path switches to another user


def postgresql_programs():
    """The folder of the newest installed version; None if there is none."""
    found = pathlib.Path("/usr/lib/postgresql").glob("*/bin/postgres")
    return max((file.parent for file in found), key=lambda folder: int(folder.parent.name), default=None)


def require(s3):
    wanted = {
        "rabbitmq-server": RABBITMQ.exists(),
        "postgresql": postgresql_programs() is not None,
    }
    if s3 == "ceph":
        wanted |= {program: shutil.which(program) is not None for program in ("ceph-mon", "ceph-osd", "radosgw")}
        wanted["ceph-common"] = shutil.which("ceph") is not None
    missing = [package for package, is_there in wanted.items() if not is_there]
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Problem(f"missing: {', '.join(missing)} (Debian: apt-get install {' '.join(missing)})")
    print(f"installing {', '.join(missing)} ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    result = subprocess.run(command, env=quiet, capture_output=True, text=True)
    if result.returncode != 0:
        raise Problem(f"{' '.join(command)} failed:\n{result.stdout}{result.stderr}")
