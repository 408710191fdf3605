#!/usr/bin/env python3
"""Measures how light the ticker is, beside a browser window that shows the same strip.

Release is built; Xvfb, and Chromium for the comparison, are installed. Everything runs on an X
server and a backend of its own and is ended with it. Times are the machine's: what counts is the
ratio to the browser, measured in turn in the same run.

    tests/bench/widget.py                       about five minutes
    tests/bench/widget.py --runs 1 --idle 5 --moving 5
    tests/bench/widget.py --json figures.json
"""

import argparse
import contextlib
import ctypes
import ctypes.util
import json
import os
import pathlib
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
WIDTH, HEIGHT = 1920, 1080
SETTLE_SECONDS = 5
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
AGENT = "Maya Collins"

MAPPING = """
source = "bench"
[time]
zone = "UTC"
formats = ["%Y-%m-%dT%H:%M:%S"]
[interaction]
id = "id"
agent_name = "agent"
channel = { constant = "voice" }
ended = "ended"
[[question]]
id = "csat"
kind = "csat"
prompt = "How was that?"
low = 1
high = 5
top_box = 2
answer = "answer"
comment = "comment"
"""

# The same strip: text, five squares an item, a new one slides in from the right in 0.6 s.
PAGE = """<!doctype html><meta charset=utf-8><style>
body{margin:0;background:#F7F6F2;font:15px 'Noto Sans','Noto Sans CJK SC';overflow:hidden;height:40px}
#strip{position:absolute;right:12px;top:0;display:flex;height:40px;align-items:center;white-space:nowrap;
transition:transform .6s ease-out}
.item{margin-left:24px}.q{display:inline-block;width:9px;height:9px;margin-right:2px;background:#00629B}
</style><div id=strip></div><script>
let n=0;function add(){const s=document.getElementById('strip'),d=document.createElement('span');
d.className='item';d.innerHTML='<span class=q></span>'.repeat(5)+' <b>5</b> Very patient, 处理很快 '+(++n);
s.append(d);if(s.children.length>8)s.firstChild.remove();s.style.transition='none';
s.style.transform='translateX('+(d.offsetWidth+24)+'px)';s.offsetWidth;s.style.transition='';
s.style.transform='none'}
for(let i=0;i<6;++i)add();
if(location.hash==='#moving')setInterval(add,1000);
</script>"""


def tree_of(pid):
    """The process and all that descend from it."""
    children = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError, ValueError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


class Usage:
    """What a program's processes have used so far: seconds of a core, wake-ups."""

    def __init__(self, pid):
        self.at = time.monotonic()
        self.seconds, self.wakeups = 0.0, 0
        for process in tree_of(pid):
            with contextlib.suppress(OSError):
                fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
                self.seconds += (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND
                for task in pathlib.Path(f"/proc/{process}/task").iterdir():
                    for line in (task / "status").read_text().splitlines():
                        if line.startswith("voluntary_ctxt_switches"):
                            self.wakeups += int(line.split()[1])

    def since(self, earlier):
        time_between = self.at - earlier.at
        return {
            "cpu_percent": 100 * (self.seconds - earlier.seconds) / time_between,
            "wakeups_a_second": (self.wakeups - earlier.wakeups) / time_between,
        }


def pss_megabytes(pid):
    kilobytes = 0
    for process in tree_of(pid):
        with contextlib.suppress(OSError):
            for line in pathlib.Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    kilobytes += int(line.split()[1])
    return kilobytes / 1024


class Screen:
    """Looks at single pixels of an X server's screen."""

    def __init__(self, display):
        self.x11 = ctypes.CDLL(ctypes.util.find_library("X11"))
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XGetImage.restype = ctypes.c_void_p
        self.x11.XGetPixel.restype = ctypes.c_ulong
        self.x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(display.encode()))
        self.root = ctypes.c_ulong(self.x11.XDefaultRootWindow(self.display))

    def pixel(self, x, y):
        image = ctypes.c_void_p(
            self.x11.XGetImage(self.display, self.root, x, y, 1, 1, ctypes.c_ulong(0xFFFFFF), 2)
        )
        value = self.x11.XGetPixel(image, 0, 0) & 0xFFFFFF
        self.x11.XDestroyImage(image)
        return value


def stop(process, how=signal.SIGTERM):
    if process.poll() is None:
        process.send_signal(how)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Bench:
    def __init__(self, options, stack):
        self.options, self.stack = options, stack
        self.folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        self.bin = ROOT / "build" / "bin"
        self.told = 0
        self.start_display()
        self.start_backend()

    def run_until_end(self, command, **options):
        process = subprocess.Popen(command, **options)
        self.stack.callback(stop, process)
        return process

    def start_display(self):
        read, write = os.pipe()
        self.run_until_end(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-br", "-nolisten", "tcp"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as numbers:
            self.display = ":" + numbers.readline().strip()
        self.screen = Screen(self.display)

    def start_backend(self):
        backend = self.run_until_end(
            [self.bin / "aftercalld", "--listen", "127.0.0.1:0", "--store", f"sqlite:{self.folder}/bench.db",
             "--data-dir", self.folder / "data"],
            stdout=subprocess.PIPE,
            text=True,
        )
        for line in backend.stdout:
            if "grpc listening on" in line:
                self.server = line.split()[-1]
                break
        (self.folder / "mapping.toml").write_text(MAPPING)
        for _ in range(6):
            self.tell_answer()
        token = self.ctl("token", "issue", "--user", AGENT, "--ttl", "24h")
        (self.folder / "token").write_text(token)
        (self.folder / "token").chmod(0o600)
        (self.folder / "strip.html").write_text(PAGE)

    def ctl(self, *arguments):
        done = subprocess.run(
            [self.bin / "aftercallctl", "--server", self.server, "--token-file", self.folder / "data" / "admin.token",
             *arguments],
            capture_output=True, text=True,
        )
        if done.returncode != 0:
            sys.exit(f"widget.py: aftercallctl {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def tell_answer(self):
        self.told += 1
        csv = self.folder / "answer.csv"
        ended = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime())
        csv.write_text(
            f'id,agent,ended,answer,comment\n{self.told},{AGENT},{ended},5,"Very patient, 处理很快 {self.told}"\n'
        )
        self.ctl("import", "--mapping", str(self.folder / "mapping.toml"), str(csv))

    def command(self, kind, moving):
        if kind == "chromium":
            profile = tempfile.mkdtemp(dir=self.folder)
            page = (self.folder / "strip.html").as_uri() + ("#moving" if moving else "")
            return ["chromium", "--no-sandbox", "--test-type", "--no-first-run", "--disable-extensions", "--disable-sync",
                    f"--user-data-dir={profile}", f"--app={page}", "--window-position=0,0",
                    f"--window-size={WIDTH},40"]
        state = self.folder / f"state-{kind}"
        return [self.bin / "aftercall", "--server", self.server, "--token-file", self.folder / "token",
                "--state-dir", state, "--renderer", kind, "--figures", self.folder / "figures"]

    def first_frame(self, began, before):
        while time.monotonic() - began < 30:
            if self.screen.pixel(4, 4) != before:
                return 1000 * (time.monotonic() - began)
            time.sleep(0.001)
        raise RuntimeError("nothing appeared on the screen for 30 s")

    def measure(self, kind, moving):
        environment = dict(os.environ, DISPLAY=self.display, LC_ALL="C.UTF-8")
        before = self.screen.pixel(4, 4)
        with open(self.folder / "errors", "w") as errors:
            began = time.monotonic()
            program = self.run_until_end(
                self.command(kind, moving), env=environment, stdout=errors, stderr=errors
            )
        figures = {"first_frame_ms": self.first_frame(began, before)}
        if moving and kind != "chromium":
            until = time.monotonic() + SETTLE_SECONDS
            while time.monotonic() < until:
                time.sleep(0.1)
        else:
            time.sleep(SETTLE_SECONDS)
        earlier = Usage(program.pid)
        until = earlier.at + (self.options.moving if moving else self.options.idle)
        while moving and kind != "chromium" and time.monotonic() < until:
            next_answer = time.monotonic() + 1
            self.tell_answer()
            time.sleep(max(0, next_answer - time.monotonic()))
        time.sleep(max(0, until - time.monotonic()))
        figures |= Usage(program.pid).since(earlier)
        figures["pss_megabytes"] = pss_megabytes(program.pid)
        figures["processes"] = len(tree_of(program.pid))
        if program.poll() is not None:
            sys.exit(f"widget.py: {kind} ended early: {(self.folder / 'errors').read_text()}")
        stop(program)
        if kind != "chromium":
            figures |= json.loads((self.folder / "figures").read_text())
        while self.screen.pixel(4, 4) != before:
            time.sleep(0.05)
        return figures


COLUMNS = [
    ("memory (PSS), MB", "idle", "pss_megabytes", "{:.1f}"),
    ("processes", "idle", "processes", "{:.0f}"),
    ("first visible frame, ms", "idle", "first_frame_ms", "{:.0f}"),
    ("idle: CPU, % of a core", "idle", "cpu_percent", "{:.2f}"),
    ("idle: wake-ups a second", "idle", "wakeups_a_second", "{:.1f}"),
    ("idle: frames since the start", "idle", "frames", "{:.0f}"),
    ("an answer a second: CPU, % of a core", "moving", "cpu_percent", "{:.2f}"),
    ("an answer a second: wake-ups a second", "moving", "wakeups_a_second", "{:.1f}"),
    ("an answer a second: frames since the start", "moving", "frames", "{:.0f}"),
]


def table(kinds, results):
    rows = [["", *kinds] + ([f"{kinds[-1]} / {kinds[0]}"] if "chromium" in kinds else [])]
    for title, phase, key, form in COLUMNS:
        values = []
        for kind in kinds:
            seen = [run[phase][key] for run in results[kind] if key in run[phase]]
            values.append(statistics.median(seen) if seen else None)
        row = [title] + ["–" if value is None else form.format(value) for value in values]
        if "chromium" in kinds:
            known = values[0] and values[-1] is not None
            row.append(f"{values[-1] / values[0]:.1f}" if known else "–")
        rows.append(row)
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3, help="how often each is measured, in turn (3)")
    parser.add_argument("--idle", type=float, default=20, help="seconds of rest that are measured (20)")
    parser.add_argument("--moving", type=float, default=20, help="seconds of an answer a second (20)")
    parser.add_argument("--json", help="write all that was measured to this file")
    options = parser.parse_args()
    if shutil.which("Xvfb") is None:
        sys.exit("widget.py: Xvfb is missing (apt-get install xvfb)")
    kinds = ["software", "opengl"]
    if shutil.which("chromium") is None:
        print("widget.py: without the comparison: Chromium is missing (apt-get install chromium)", file=sys.stderr)
    else:
        kinds.append("chromium")
    results = {kind: [] for kind in kinds}
    with contextlib.ExitStack() as stack:
        bench = Bench(options, stack)
        for run in range(options.runs):
            for kind in kinds:
                print(f"widget.py: run {run + 1} of {options.runs}: {kind}", file=sys.stderr)
                results[kind].append({
                    "idle": bench.measure(kind, moving=False),
                    "moving": bench.measure(kind, moving=True),
                })
    print(table(kinds, results))
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
