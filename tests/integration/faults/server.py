"""A real aftercalld whose files are in reach, and the command line that talks to it."""

import json
import os
import random
import signal
import socket
import subprocess
import tempfile
import time

MAPPING = """
source = "made-up"
[time]
zone = "UTC"
formats = ["%Y-%m-%d %H:%M:%S"]
[interaction]
id = "id"
agent_id = "number"
agent_name = "name"
channel = { constant = "voice" }
ended = "ended"
talk = "talk"
[[question]]
id = "stars"
kind = "csat"
low = 1
high = 5
best = "high"
top_box = 2
answer = "stars"
comment = "words"
"""

FAR = 60  # seconds; a bound that only a hanging program reaches


def free_port():
    """A port below those that the system gives to clients: one that looks for a server which is away
    would otherwise take its port, and find itself."""
    while True:
        port = random.randint(20000, 32000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


class Server:
    """aftercalld on SQLite; `folder` holds its data, and may be a place with faults of its own."""

    def __init__(self, options, folder=None):
        self._temporary = tempfile.TemporaryDirectory(prefix="faults-")
        self.scratch = self._temporary.name
        self.data = os.path.join(folder or self.scratch, "data")
        self.store = os.path.join(self.data, "aftercall.db")
        self._options = options
        self._process = None
        self._log = os.path.join(self.scratch, "log")
        self.port = 0
        self._mapping = os.path.join(self.scratch, "made-up.toml")
        with open(self._mapping, "w", encoding="utf-8") as file:
            file.write(MAPPING)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self._process is not None:
            self.kill()
        self._temporary.cleanup()

    def start(self, *arguments, environment=None):
        """Starts it and waits until it serves."""
        self.port = free_port()
        self._process = self._launch(arguments, environment)
        for line in self._process.stdout:
            if line.startswith("aftercalld: grpc listening on "):
                return self
        raise AssertionError("aftercalld did not start: " + self.log())

    def refuses_to_start(self):
        """Starts it and expects that it will not; returns what it says."""
        process = self._launch([], None)
        out, _ = process.communicate(timeout=FAR)
        said = self.log()
        if process.returncode != 1 or out:
            raise AssertionError(f"exit code {process.returncode}, {out!r}, {said}")
        return said

    def _launch(self, arguments, environment):
        with open(self._log, "w", encoding="utf-8") as log:
            return subprocess.Popen(
                [self._options.aftercalld, "--listen", f"127.0.0.1:{self.port}",
                 "--data-dir", self.data, *arguments],
                stdout=subprocess.PIPE, stderr=log, text=True,
                env=dict(os.environ, **(environment or {})))

    def log(self):
        with open(self._log, encoding="utf-8", errors="replace") as file:
            return file.read()

    def stop(self):
        """As an operator does."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=FAR)
        code = self._process.returncode
        self._close()
        return code

    def kill(self):
        """As a power cut does."""
        self._process.kill()
        self._process.wait(timeout=FAR)
        self._close()

    def _close(self):
        self._process.stdout.close()
        self._process = None

    def is_running(self):
        return self._process is not None and self._process.poll() is None

    def ctl(self, *arguments, token=None):
        """Runs aftercallctl and returns the finished process."""
        environment = dict(os.environ, AFTERCALL_SERVER=f"127.0.0.1:{self.port}",
                           AFTERCALL_LANGUAGE="en",
                           AFTERCALL_TOKEN_FILE=token or os.path.join(self.data, "admin.token"))
        return subprocess.run([self._options.aftercallctl, *arguments], env=environment,
                              capture_output=True, text=True, timeout=5 * FAR)

    def json(self, *arguments, code=0, token=None):
        """Runs aftercallctl with --output json and returns what it says."""
        done = self.ctl(*arguments, "--output", "json", token=token)
        if done.returncode != code:
            raise AssertionError(f"{arguments}: exit code {done.returncode}: {done.stdout} "
                                 f"{done.stderr}; {self.log()[-2000:]}")
        return json.loads(done.stdout)

    def rows(self, first, last, words=""):
        """A file of calls `first` to `last`, each with an answer."""
        path = os.path.join(self.scratch, f"{first}-{last}.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("id,number,name,ended,talk,stars,words\n")
            for i in range(first, last + 1):
                file.write(f"{i},{1001 + i % 3},Agent {1 + i % 3},2026-03-0{1 + i % 9} 10:00:00,"
                           f"{60 + i % 7},{1 + i % 5},{words}\n")
        return path

    def load(self, first, last, words=""):
        """Imports calls `first` to `last`; returns the finished aftercallctl."""
        return self.ctl("import", "--mapping", self._mapping, self.rows(first, last, words))

    def fill(self, first, last, words=""):
        """Imports calls `first` to `last`, and expects that they are taken."""
        done = self.load(first, last, words)
        if done.returncode != 0:
            raise AssertionError(f"import: {done.stdout} {done.stderr}; {self.log()[-2000:]}")

    def responses(self):
        return self.json("summary", "--all")["responses"]

    def verified(self):
        """Verifies, expects nothing wrong, and returns the report."""
        return self.json("verify")["report"]

    def token_of(self, user):
        """The path of a file with a token of `user`."""
        path = os.path.join(self.scratch, user + ".token")
        done = self.ctl("token", "issue", "--user", user)
        with open(path, "w", encoding="utf-8") as file:
            file.write(done.stdout)
        return path


def eventually(holds, what):
    """Waits until `holds()`."""
    end = time.monotonic() + FAR
    while time.monotonic() < end:
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("in vain: " + what)
