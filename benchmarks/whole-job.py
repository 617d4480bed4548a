#!/usr/bin/env python3
"""A whole job through the standalone service beside `sqlite3 .dump > file; sync`, in turns, in one run on one machine.

usage: benchmarks/whole-job.py [--mib 1024] [--rounds 3] [--folder DIR] [--jar standalone/target/tranche.jar]

Prints the wall times, their ratio round by round, and the time from POST to completed of small jobs. Needs the sqlite3 shell, a
JDK and three times the size of the database on the disk of --folder. The database is kept there for the next run.
"""
import argparse
import json
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
ROUND = """
WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {first} + 49999)
  INSERT INTO events SELECT i, i * 7919 % 100003, 'kind-' || i % 13, i / 3.0 + 1.7e9,
    CASE i % 17 WHEN 0 THEN NULL ELSE '{{"note":"it''s № ' || i || '","hash":"' || hex(randomblob(40)) || '"}}' END, i % 2 FROM n;
INSERT INTO users SELECT id, 'Zoë ' || id, 'u' || id || '@example.com', id / 7.0, '2024-01-01 08:00:00'
  FROM events WHERE id >= {first} AND id % 10 = 0;
INSERT INTO files SELECT 'file-' || id, randomblob(4000) FROM events WHERE id >= {first} AND id % 50 = 0;
"""
SCHEMA = """
PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;
CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT, email TEXT, score REAL, created TEXT);
CREATE TABLE events(id INTEGER PRIMARY KEY, user_id INT, kind TEXT, at REAL, payload TEXT, flag INT);
CREATE TABLE files(id TEXT PRIMARY KEY, body BLOB);
CREATE INDEX events_of_user ON events(user_id, at);
"""


def make_database(file, mib):
    if file.exists() and file.stat().st_size >= mib << 20:
        return
    file.unlink(missing_ok=True)
    shell(file, SCHEMA)
    first = 1
    while file.stat().st_size < mib << 20:
        shell(file, "PRAGMA synchronous = OFF; BEGIN;" + ROUND.format(first=first) + "COMMIT; PRAGMA wal_checkpoint(TRUNCATE);")
        first += 50_000


def shell(file, sql):
    subprocess.run(["sqlite3", file], input=sql, text=True, check=True, stdout=subprocess.DEVNULL)


class Service:
    def __init__(self, jar, folder):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.root = f"http://127.0.0.1:{s.getsockname()[1]}"
        port = self.root.rsplit(":", 1)[1]
        command = ["java", "-Xmx256m", "-jar", jar, f"--server.port={port}", f"--tranche.databases-folder={folder}"]
        self.process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
        for _ in range(300):
            try:
                self.call("/actuator/health")
                return
            except OSError:
                time.sleep(0.2)
        sys.exit("the service did not start")

    def call(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(self.root + path, data, timeout=30) as answer:
            return json.load(answer)

    def export(self, database, pause):
        """Seconds from POST to completed, and the last status."""
        start = time.perf_counter()
        job = self.call("/export/dump", {"database": database})["result"]["jobId"]
        while True:
            status = self.call(f"/export/jobs/{job}")["result"]
            if status["status"] == "completed":
                return time.perf_counter() - start, status
            if status["status"] not in ("pending", "in_progress"):
                sys.exit(f"{job} ended as {status}")
            time.sleep(pause)

    def stop(self):
        self.process.terminate()
        self.process.wait(60)


def dump(database, target):
    start = time.perf_counter()
    subprocess.run(["sh", "-c", 'sqlite3 "$0" .dump > "$1"; sync', database, target], check=True)
    seconds = time.perf_counter() - start
    size = target.stat().st_size
    target.unlink()
    return seconds, size


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--mib", type=int, default=1024)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "tranche-benchmark")
    parser.add_argument("--jar", type=pathlib.Path, default=ROOT / "standalone/target/tranche.jar")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    big, small = options.folder / "big.db", options.folder / "small.db"
    make_database(big, options.mib)
    make_database(small, 1)
    service = Service(options.jar.resolve(), options.folder)
    try:
        ratios = []
        for number in range(1, options.rounds + 1):
            theirs, size = dump(big, options.folder / "shell.sql")
            ours, status = service.export("big", 0.05)
            ratios.append(ours / theirs)
            print(f"round {number}: sqlite3 .dump {theirs:.1f} s ({size >> 20} MiB), a whole job {ours:.1f} s "
                  f"({status['bytesWritten'] >> 20} MiB), ratio {ours / theirs:.2f}", flush=True)
            for file in options.folder.glob("tranche-data/objects/exports/big_*"):
                file.unlink()
        latencies = [service.export("small", 0.005)[0] for _ in range(30)]
        print(f"ratio, median of {options.rounds}: {statistics.median(ratios):.2f}")
        print(f"small jobs ({small.stat().st_size >> 10} KiB), POST to completed: "
              f"median {statistics.median(latencies) * 1000:.0f} ms, slowest of 30 {max(latencies) * 1000:.0f} ms")
        print(f"{os.cpu_count()} cores, shared with whatever else ran")
    finally:
        service.stop()


if __name__ == "__main__":
    main()
