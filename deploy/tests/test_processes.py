import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import unittest

from localcluster.processes import Found, Processes

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
WITH_A_CHILD = [sys.executable, "-c", "import subprocess; subprocess.run(['sleep', '60'], env={})"]


class ProcessesTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.processes = Processes(pathlib.Path(self.folder.name))
        self.addCleanup(lambda: [self.processes.kill(found.name) for found in self.processes.all()])

    def test_what_another_instance_started_is_found_without_a_pid_file(self):
        child = self.processes.start("one", SLEEP)
        found = Processes(pathlib.Path(self.folder.name)).all()
        self.assertEqual([(child.pid, "one")], [(f.pid, f.name) for f in found])

    def test_the_processes_of_another_folder_are_not_ours(self):
        with tempfile.TemporaryDirectory() as other:
            theirs = Processes(pathlib.Path(other))
            theirs.start("one", SLEEP)
            self.addCleanup(theirs.kill, "one")
            self.assertEqual([], self.processes.all())
            self.processes.kill("one")
            self.assertTrue(theirs.runs("one"))

    def test_a_recycled_pid_gets_no_signal(self):
        stranger = subprocess.Popen(SLEEP)
        self.addCleanup(stranger.wait)
        self.addCleanup(stranger.kill)
        started_before = Found(stranger.pid, os.getpid(), 1, "one")
        self.assertFalse(self.processes._signal(started_before, signal.SIGKILL))
        self.assertIsNone(stranger.poll())

    def test_a_child_that_lost_the_mark_goes_with_its_parent(self):
        self.processes.start("parent", WITH_A_CHILD)
        while len(self.processes.of("parent")) < 2:
            pass
        self.processes.kill("parent")
        self.assertEqual([], self.processes.all())

    def test_a_child_whose_parent_was_killed_is_still_found_by_its_mark(self):
        keeps_environment = [sys.executable, "-c", "import subprocess; subprocess.run(['sleep', '60'])"]
        self.processes.start("parent", keeps_environment)
        while len(self.processes.of("parent")) < 2:
            pass
        self.processes.signal_main("parent", signal.SIGKILL)
        while len(self.processes.of("parent")) > 1:
            pass
        self.processes.kill("parent")
        self.assertFalse(self.processes.runs("parent"))


if __name__ == "__main__":
    unittest.main()
