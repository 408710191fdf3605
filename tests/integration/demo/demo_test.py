"""Runs deploy/demo.sh without a display and looks at what it leaves: a picture of the real window
with three answers on it, and nothing else. Interrupted, it leaves nothing beside it; ended before
the third answer, a picture of what there was. Meanwhile the agent is asked for a view of their own, is asked for a review, and gets one."""
import argparse
import glob
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid

import picture

SKIPPED = 77
FILLED_SQUARE = 6  # a score's squares are larger
COUNT_GROUND = 4  # beside the digit of a count
ITEM_GAP = 60  # between two scores; between two squares of one there is less

# The colours of client/ui/theme.cc: the background, what is live, and what scores are drawn in.
THEMES = {
    "light": {
        "background": (0xF7, 0xF6, 0xF2),
        "live": (0x00, 0x70, 0x4F),
        "text": (0x1D, 0x21, 0x26),
        "scores": [(0x00, 0x62, 0x9B), (0x9A, 0x52, 0x00), (0x5A, 0x62, 0x6B)],
    },
    "dark": {
        "background": (0x1A, 0x1D, 0x21),
        "live": (0x5C, 0xD0, 0xA8),
        "text": (0xEC, 0xEA, 0xE4),
        "scores": [(0x7C, 0xC4, 0xF0), (0xF2, 0xB8, 0x4B), (0xA7, 0xAE, 0xB6)],
    },
}


# What reaches the agent whom the demonstration follows. It takes seconds; how many is the machine's
# business, so that this only bounds the waiting.
ARRIVES = {("self_assessment", "open"), ("review_task", "offered"), ("review", "submitted")}
PATIENCE_SECONDS = 150


class Demo:
    """A demonstration in a folder of its own; what it starts is known by a mark."""

    def __init__(self, options, *flags):
        self.folder = tempfile.mkdtemp(prefix="aftercall-demo-test-")
        self.picture = os.path.join(self.folder, "demo.png")
        self.temporary = os.path.join(self.folder, "tmp")
        os.mkdir(self.temporary)
        self.mark = f"AFTERCALL_TEST_MARK={uuid.uuid4()}"
        name, value = self.mark.split("=")
        surroundings = dict(os.environ, TMPDIR=self.temporary, **{name: value})
        self.log = os.path.join(self.folder, "log")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [options.demo, "--headless", "--programs", options.programs, "--screenshot",
                 self.picture, *flags],
                env=surroundings, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def words(self):
        with open(self.log, encoding="utf-8") as log:
            return log.read()

    def left_running(self):
        found = []
        for process in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{process}/environ", "rb") as surroundings:
                    if self.mark.encode() in surroundings.read():
                        found.append(process)
            except OSError:  # gone, or somebody else's
                pass
        return found

    def close(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait()
        shutil.rmtree(self.folder)


def expect(true, words):
    if not true:
        raise AssertionError(words)


def expect_nothing_left(demo):
    expect(os.listdir(demo.temporary) == [], "temporary files are left")
    expect(demo.left_running() == [], "processes are left")


def interrupt(demo):
    demo.process.send_signal(signal.SIGINT)
    expect(demo.process.wait() == 130, "an interruption is no error of its own")
    expect_nothing_left(demo)


def buttons_on(shown, theme):
    """Where they begin: behind the last rule that goes from top to bottom."""
    for x in reversed(range(shown.width)):
        column = {shown.pixel(x, y) for y in range(shown.height - 1)}
        if len(column) == 1 and theme["background"] not in column:
            return x
    raise AssertionError("there is no rule before the buttons")


def items_on(shown, theme):
    """Where scores begin."""
    starts, last = [], -ITEM_GAP
    for x in range(buttons_on(shown, theme)):
        has_square = any(
            shown.is_solid(x, y, FILLED_SQUARE, colour)
            for y in range(shown.height - FILLED_SQUARE)
            for colour in theme["scores"]
            if shown.pixel(x, y) == colour)
        if has_square:
            if x - last >= ITEM_GAP:
                starts.append(x)
            last = x
    return starts


def has_count(shown, theme):
    """Whether something waits behind one of the buttons."""
    return any(
        shown.is_solid(x, y, COUNT_GROUND, theme["scores"][0])
        for x in range(buttons_on(shown, theme), shown.width - COUNT_GROUND)
        for y in range(shown.height - COUNT_GROUND))


def look_at(path, theme):
    shown = picture.read(path)
    expect((shown.width, shown.height) == (1920, 40), f"{shown.width} x {shown.height} pixels")
    colours = [shown.pixel(x, y) for y in range(shown.height) for x in range(shown.width)]
    expect(colours.count(theme["background"]) > 0.7 * len(colours), "the background is another one")
    link = [shown.pixel(x, y) for y in range(shown.height) for x in range(100)]
    expect(theme["live"] in link, "the link does not look live")
    items = items_on(shown, theme)
    expect(len(items) >= 3, f"scores at {items}: fewer than three items")
    for start in items:
        beside = [shown.pixel(x, y) for y in range(shown.height)
                  for x in range(start, min(start + 200, shown.width))]
        expect(theme["text"] in beside, f"no words beside the score at {start}")
    expect(has_count(shown, theme), "the agent is not asked to assess themselves")


def see(options, language, theme):
    """How long the three answers take is the machine's business: it ends once the picture is there."""
    demo = Demo(options, "--seconds", "600", "--language", language, "--theme", theme)
    try:
        while not os.path.exists(demo.picture):
            expect(demo.process.poll() is None, f"it ended with {demo.process.returncode}")
            time.sleep(0.1)
        interrupt(demo)
        look_at(demo.picture, THEMES[theme])
    except AssertionError:
        print(demo.words())
        raise
    finally:
        demo.close()


def run_to_end(options):
    demo = Demo(options, "--seconds", "1")
    try:
        status = demo.process.wait()
        expect(status == 0, f"it ended with {status}")
        expect_nothing_left(demo)
        shown = picture.read(demo.picture)
        expect((shown.width, shown.height) == (1920, 40), f"{shown.width} x {shown.height} pixels")
    except AssertionError:
        print(demo.words())
        raise
    finally:
        demo.close()


def wait_for_ticker(demo):
    while "Ticker:" not in demo.words():
        expect(demo.process.poll() is None, "it did not begin")
        time.sleep(0.1)


def watch_agent(demo, options):
    """What comes on the agent's feed, with the agent's token: events and their states."""
    [folder] = glob.glob(os.path.join(demo.temporary, "aftercall-demo.*"))
    with open(os.path.join(folder, "aftercalld.log"), encoding="utf-8") as log:
        [server] = [line.split()[-1] for line in log if "grpc listening on" in line]
    watch = subprocess.Popen(
        [os.path.join(options.programs, "aftercallctl"), "--server", server, "--token-file",
         os.path.join(folder, "agent.token"), "watch", "--user", "users/me", "--resume-after",
         "start"], stdout=subprocess.PIPE)
    end, text = time.monotonic() + PATIENCE_SECONDS, b""
    try:
        while (left := end - time.monotonic()) > 0:
            if not select.select([watch.stdout], [], [], left)[0]:
                return
            piece = os.read(watch.stdout.fileno(), 65536)
            expect(piece, "the feed ended")
            *lines, text = (text + piece).split(b"\n")
            for line in map(json.loads, lines):
                yield line["event"], line[line["event"]].get("state")
    finally:
        watch.kill()
        watch.wait()


def expect_reviews(options):
    demo = Demo(options, "--seconds", "300")
    try:
        wait_for_ticker(demo)
        missing = set(ARRIVES)
        for came in watch_agent(demo, options):
            missing.discard(came)
            if not missing:
                break
        expect(not missing, f"there was none of {missing}")
    except AssertionError:
        print(demo.words())
        raise
    finally:
        demo.close()


def interrupted(options):
    demo = Demo(options, "--seconds", "100")
    try:
        wait_for_ticker(demo)
        expect(len(demo.left_running()) >= 5, "its processes are not known by the mark")
        interrupt(demo)
    except AssertionError:
        print(demo.words())
        raise
    finally:
        demo.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("way", choices=["english", "chinese", "short", "interrupted", "reviews"])
    parser.add_argument("--demo", required=True)
    parser.add_argument("--programs", required=True)
    options = parser.parse_args()
    if not all(map(shutil.which, ("Xvfb", "openbox", "xauth", "xprop"))):
        print("Xvfb, openbox, xauth or xprop is missing")
        return SKIPPED
    if options.way == "interrupted":
        interrupted(options)
    elif options.way == "reviews":
        expect_reviews(options)
    elif options.way == "short":
        run_to_end(options)
    elif options.way == "english":
        see(options, "en", "light")
    else:
        see(options, "zh_CN", "dark")
    return 0


if __name__ == "__main__":
    sys.exit(main())
