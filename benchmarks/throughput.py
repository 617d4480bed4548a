#!/usr/bin/env python3
"""Many small jobs at once through a running installation: jobs per second, and what a chunk costs beside its work.

usage: benchmarks/throughput.py [--url http://127.0.0.1:8080] [--workers URL ...] [--database NAME] [--jobs 300] [--callers 8]
                                [--token TOKEN]

--workers names the addresses of all workers, whose metrics count the chunks; a standalone service is its own worker. A first tenth of
the jobs warms up and is not counted. Prints jobs per second from the first POST to the last completed job, how long POST took, the
chunks of a job, the seconds in a chunk, and the gap between a chunk's commit and the claim of the next (100 ms of it are wanted).
"""
import argparse
import concurrent.futures
import json
import os
import re
import statistics
import sys
import time
import urllib.request

ENDED = ("completed", "failed", "cancelled")


class Installation:
    def __init__(self, url, workers, token):
        self.url = url.rstrip("/")
        self.workers = [worker.rstrip("/") for worker in workers] or [self.url]
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def read(self, address, body=None):
        request = urllib.request.Request(address, body, self.headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read()

    def post(self, database):
        """The new job's id, and the seconds until the 202."""
        body = json.dumps({"database": database} if database else {}).encode()
        start = time.perf_counter()
        job = json.loads(self.read(f"{self.url}/export/dump", body))["result"]["jobId"]
        return job, time.perf_counter() - start

    def await_end(self, job):
        while True:
            status = json.loads(self.read(f"{self.url}/export/jobs/{job}"))["result"]
            if status["status"] in ENDED:
                return status
            time.sleep(0.1)

    def timer(self, name):
        """Count and seconds of a timer over all workers and labels."""
        count = seconds = 0.0
        for worker in self.workers:
            for line in self.read(f"{worker}/actuator/prometheus").decode().splitlines():
                match = re.match(rf"{name}_seconds_(count|sum)(\{{.*\}})? (\S+)$", line)
                if match and match[1] == "count":
                    count += float(match[3])
                elif match:
                    seconds += float(match[3])
        return count, seconds


def run(installation, database, jobs, callers):
    """Jobs per second, and the seconds of each POST."""
    start = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(callers) as pool:
        posted = list(pool.map(lambda _: installation.post(database), range(jobs)))
        for status in pool.map(installation.await_end, (job for job, _ in posted)):
            if status["status"] != "completed":
                sys.exit(f"a job ended as {status}")
    return jobs / (time.perf_counter() - start), [seconds for _, seconds in posted]


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8080")
    parser.add_argument("--workers", nargs="*", default=[])
    parser.add_argument("--database")
    parser.add_argument("--jobs", type=int, default=300)
    parser.add_argument("--callers", type=int, default=8)
    parser.add_argument("--token")
    options = parser.parse_args()
    installation = Installation(options.url, options.workers, options.token)
    run(installation, options.database, max(1, options.jobs // 10), options.callers)

    before = {name: installation.timer(name) for name in ("tranche_chunk", "tranche_chunk_gap")}
    rate, posts = run(installation, options.database, options.jobs, options.callers)
    chunks, chunk_seconds, gaps, gap_seconds = (
        after - earlier
        for name, earliers in before.items()
        for after, earlier in zip(installation.timer(name), earliers))

    milliseconds = sorted(seconds * 1000 for seconds in posts)
    print(f"{rate:.1f} jobs/s ({options.jobs} jobs, {options.callers} callers)")
    print(f"POST: median {statistics.median(milliseconds):.0f} ms, 99 % {milliseconds[len(milliseconds) * 99 // 100]:.0f} ms")
    print(f"{chunks / options.jobs:.1f} chunks a job, {chunk_seconds / chunks * 1000:.1f} ms each")
    if gaps:
        print(f"gap between chunks: mean {gap_seconds / gaps * 1000:.0f} ms, of which 100 are wanted")
    print(f"{os.cpu_count()} cores, shared with callers, servers and whatever else ran")


if __name__ == "__main__":
    main()
