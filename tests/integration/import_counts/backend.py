"""A real backend on a port of its own, and the command line that talks to it."""

import json
import os
import subprocess
import tempfile


class Backend:
    """Runs aftercalld on SQLite in a folder that goes away with it."""

    def __init__(self, aftercalld, aftercallctl):
        self._folder = tempfile.TemporaryDirectory(prefix="import-counts-")
        self.folder = self._folder.name
        self._ctl = aftercallctl
        data = os.path.join(self.folder, "data")
        self._log = open(os.path.join(self.folder, "log"), "w", encoding="utf-8")
        self._process = subprocess.Popen(
            [aftercalld, "--listen", "127.0.0.1:0", "--data-dir", data],
            stdout=subprocess.PIPE, stderr=self._log, text=True)
        address = ""
        for line in self._process.stdout:
            if line.startswith("aftercalld: grpc listening on "):
                address = line.split()[-1]
                break
        if not address:
            raise RuntimeError("aftercalld did not start: " + self.log())
        self.environment = dict(os.environ, AFTERCALL_SERVER=address,
                                AFTERCALL_TOKEN_FILE=os.path.join(data, "admin.token"),
                                AFTERCALL_LANGUAGE="en")

    def log(self):
        self._log.flush()
        with open(self._log.name, encoding="utf-8") as file:
            return file.read()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(timeout=30)
        self._process.stdout.close()
        self._log.close()
        self._folder.cleanup()

    def run(self, *arguments, **options):
        """Runs aftercallctl and returns the finished process."""
        return subprocess.run([self._ctl, *arguments], env=self.environment, capture_output=True,
                              text=True, timeout=280, **options)

    def start(self, *arguments):
        """Starts aftercallctl with a pipe into it."""
        return subprocess.Popen([self._ctl, *arguments], env=self.environment,
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE)

    def json(self, *arguments):
        """Runs aftercallctl with --output json and returns what it says."""
        done = self.run(*arguments, "--output", "json")
        if done.returncode != 0:
            raise AssertionError(f"{arguments}: exit code {done.returncode}: {done.stderr}; "
                                 f"aftercalld: {self._process.poll()}: {self.log()[-2000:]}")
        return json.loads(done.stdout)

    def load(self, mapping, csv_file):
        """Imports a file; its rejects stay in the backend's folder."""
        rejects = os.path.join(self.folder, "rejects.csv")
        return self.json("import", "--mapping", mapping, "--rejects", rejects, csv_file)
