"""What disks, files and other processes do to a backend: it says so clearly, acknowledges nothing that
it could lose, and goes on by itself when the fault is gone. Exit code 77 where a fault cannot be made
here."""

import argparse
import contextlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

from server import Server, eventually


def skip(why):
    print("skipped: " + why)
    sys.exit(77)


@contextlib.contextmanager
def small_disk(megabytes):
    """A disk of its own that is soon full."""
    folder = tempfile.mkdtemp(prefix="faults-disk-")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "faults", folder],
                             capture_output=True, text=True)
    if mounted.returncode != 0:
        os.rmdir(folder)
        skip("a small disk cannot be mounted here: " + mounted.stderr.strip())
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
        os.rmdir(folder)


def fill_up(folder):
    """Takes all room on a disk; returns the file that has it."""
    path = os.path.join(folder, "filler")
    with open(path, "wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(b"x" * size)
    return path


def expect(holds, what):
    if not holds:
        raise AssertionError(what)


def expect_in(words, text):
    expect(words in text, f"expected {words!r} in {text!r}")


def disk_full(options):
    """Full while it serves: refused by name, reads go on, and it goes on when there is room."""
    with small_disk(24) as folder, Server(options, folder) as server:
        server.start()
        server.fill(1, 300)
        filler = fill_up(folder)
        refused = server.load(301, 900, "words " * 20)
        expect(refused.returncode == 1, f"taken on a full disk: {refused.stdout}")
        expect_in("disk is full", refused.stderr)
        expect_in("nothing can be written", server.log())
        expect(server.responses() == 300, "what was acknowledged is gone")
        expect(server.verified()["findings"] == 0, "something is wrong on a full disk")
        full = server.ctl("backup", os.path.join(server.scratch, "b"))
        expect(full.returncode == 1, "a backup had room on a full disk")
        expect_in("MiB", full.stderr)
        os.remove(filler)
        server.fill(301, 900, "words " * 20)
        expect(server.responses() == 900, "not everything was taken when there was room again")
        expect_in("takes writes again", server.log())
        server.kill()
        server.start()
        expect(server.responses() == 900, "something that was acknowledged is lost")
        expect(server.verified()["findings"] == 0, "something is wrong after a full disk")


def disk_full_at_start(options):
    """Full before it has begun: a sentence and no half-made server."""
    with small_disk(4) as folder, Server(options, folder) as server:
        filler = fill_up(folder)
        said = server.refuses_to_start()
        expect("No space left" in said or "disk is full" in said, said)
        os.remove(filler)
        server.start()
        server.fill(1, 30)
        expect(server.responses() == 30, "it does not begin where there is room again")


def read_only(options):
    """A folder that cannot be written to."""
    with small_disk(24) as folder, Server(options, folder) as server:
        server.start()
        server.fill(1, 30)
        server.stop()
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        expect_in("Read-only", server.refuses_to_start())
        subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
        server.start()
        expect(server.responses() == 30, "something is lost")


def locked(options):
    """Other processes that hold the database, before and while it serves."""
    with Server(options) as server:
        server.start()
        server.fill(1, 30)
        with Server(options, server.scratch) as second:
            expect_in("Another process serves this database", second.refuses_to_start())
        other = sqlite3.connect(server.store, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        refused = server.load(31, 40)
        expect(refused.returncode == 1, f"taken while another process writes: {refused.stdout}")
        expect_in("Another process holds the database", refused.stderr)
        expect(server.responses() == 30, "reads do not go on")
        other.execute("ROLLBACK")
        server.fill(31, 40)
        expect(server.responses() == 40, "it does not go on")
        server.stop()
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        expect_in("Another process holds the database", server.refuses_to_start())
        other.close()
        server.start()
        expect(server.responses() == 40, "something is lost")


def damaged(options):
    """A database that is cut, emptied or flipped is refused; a backup brings it all back."""
    with Server(options) as server:
        server.start()
        server.fill(1, 2000)
        backup = os.path.join(server.scratch, "backup")
        expect(server.ctl("backup", backup).returncode == 0, "no backup")
        server.stop()
        whole = server.store + ".whole"
        shutil.copy(server.store, whole)
        size = os.path.getsize(whole)

        def refused(words):
            expect_in(words, server.refuses_to_start())
            shutil.copy(whole, server.store)

        os.truncate(server.store, size // 2)
        refused("damaged")
        os.truncate(server.store, 0)
        refused("is empty, and it was not before")
        for page in random.Random(1).sample(range(1, size // 4096), 5):
            with open(server.store, "r+b") as file:
                file.seek(page * 4096)
                file.write(b"\x77\x77\x77\x77")
        refused("damaged")
        with open(server.store, "r+b") as file:
            file.write(b"This was a database.")
        refused("damaged")
        # Nothing of it is left: a new server, and the backup into it.
        os.remove(server.store)
        server.start()
        expect(server.responses() == 0, "where does this come from?")
        expect(server.ctl("restore", backup).returncode == 0, "the backup was not restored")
        expect(server.responses() == 2000, "the backup lacks something")
        expect(server.verified()["findings"] == 0, "the backup is not right")


def wal_cut(options):
    """A log cut in its midst: what is before the cut is whole, and whoever knew more starts over."""
    with Server(options) as server:
        server.start()
        server.fill(1, 50)
        token = server.token_of("Agent 1")
        lines = server.ctl("watch", "--resume-after", "start", "--exit-after", "1", token=token)
        epoch = lines.stdout.split('"epoch":"')[1].split('"')[0]
        for first in range(51, 200, 50):
            server.fill(first, first + 49)
        entries = server.verified()["feed_entries"]
        server.kill()
        wal = server.store + "-wal"
        os.truncate(wal, int(os.path.getsize(wal) * 0.7))
        server.start()
        report = server.verified()
        expect(report["findings"] == 0, "the log's beginning is not whole")
        expect(0 < report["feed_entries"] < entries, f"nothing was cut: {report}")
        ahead = server.ctl("watch", "--resume-after", f"{epoch}:{entries}", "--exit-after", "1",
                           token=token)
        expect_in('"snapshot":true', ahead.stdout)
        for first in range(1, 200, 50):
            server.fill(first, first + 49)
        expect(server.responses() == 200, "what was told again was not taken")
        # One flipped byte: what follows it in the log counts for nothing.
        server.kill()
        with open(wal, "r+b") as file:
            file.seek(os.path.getsize(wal) // 2)
            file.write(b"\xff\x00\xff\x00")
        server.start()
        expect(server.verified()["findings"] == 0, "a flipped log is not whole up to there")


# As backend/domain/self_assessment.h numbers them.
REVEALED, LAPSED = 3, 6


def prompts_of(server):
    """How many self-assessments are in which state."""
    with contextlib.closing(sqlite3.connect(f"file:{server.store}?mode=ro", uri=True)) as store:
        return dict(store.execute("SELECT state, count(*) FROM self_assessments GROUP BY state"))


def clock(options):
    """A clock that jumps both ways between starts. What is due follows it; how long the server sleeps
    between two looks does not: it would sleep through the jump."""
    library = next((p for p in ("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
                                "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1")
                    if os.path.exists(p)), None)
    if library is None:
        skip("libfaketime is not installed")
    with Server(options) as server:
        first = 1
        for jump in ("+0", "+40d", "-30d", "+1d"):
            server.start(environment={"LD_PRELOAD": library, "FAKETIME": jump,
                                      "FAKETIME_DONT_FAKE_MONOTONIC": "1"})
            server.fill(first, first + 49)
            first += 50
            expect(server.responses() == first - 1, f"lost at {jump}")
            expect(server.verified()["findings"] == 0, f"wrong at {jump}")
            if jump == "+0":
                mine = server.token_of("Agent 2")
                calls = server.json("interactions", "list", "--user", "users/me", token=mine)
                server.json("assess", "request", calls[0]["name"], token=mine)
                expect(prompts_of(server) == {REVEALED: 1}, f"{prompts_of(server)} are there")
            if jump == "+40d":
                eventually(lambda: prompts_of(server) == {LAPSED: 1}, "the prompt lapses")
            server.stop()


def restore(options):
    """The whole way: backup under load, restore while people watch, on the same address."""
    with Server(options) as server:
        server.start()
        server.fill(1, 300)
        token = server.token_of("Agent 1")
        watch = subprocess.Popen(
            [options.aftercallctl, "--server", f"127.0.0.1:{server.port}", "--token-file", token,
             "watch", "--user", "users/me"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        expect_in(b'"snapshot":true', watch.stdout.readline())
        backup = os.path.join(server.scratch, "backup")
        told = server.json("backup", backup)
        expect(told["size_bytes"] == os.path.getsize(backup), f"{told}")
        expect(os.stat(backup).st_mode & 0o777 == 0o600, "others may read the backup")
        digest = subprocess.run(["sha256sum", backup], capture_output=True, text=True, check=True)
        expect_in(told["sha256"], digest.stdout)
        expect(server.ctl("backup", backup).returncode == 1, "a file that was there was replaced")
        server.fill(301, 400)
        expect(server.responses() == 400, "not all was taken")
        epoch = server.json("restore", backup)["epoch"]
        expect(epoch != told["epoch"], "the same epoch")
        expect(server.is_running(), "another process")
        expect(server.responses() == 300, "not what the backup has")
        expect(server.verified()["findings"] == 0, "something is wrong")
        # Whoever watched is told anew, without doing anything.
        while epoch.encode() not in (line := watch.stdout.readline()):
            if not line:
                raise AssertionError(f"left behind: {watch.communicate(timeout=60)[1]}")
        watch.terminate()
        watch.communicate(timeout=60)
        former = [n for n in os.listdir(server.data) if ".before-restore-" in n]
        expect(len(former) == 1, f"the former database is not kept: {os.listdir(server.data)}")
        server.fill(301, 500)
        server.stop()
        server.start()
        expect(server.responses() == 500, "it does not go on from the backup")
        expect_in("not one of Aftercall's",
                  server.ctl("restore", made_up_database(server)).stderr)
        expect(server.responses() == 500, "a refused file changed something")
        expect(server.stop() == 0, "it did not end well")


def made_up_database(server):
    path = os.path.join(server.scratch, "other.db")
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE t (x)")
        other.execute("PRAGMA user_version = 1")
        other.commit()
    return path


def restore_killed(options):
    """Killed at any moment of a restore: the old database or the new one, whole."""
    chance = random.Random(int(os.environ.get("AFTERCALL_SEED", "1")))
    rounds = 20 if os.environ.get("AFTERCALL_LONG") else 5
    with Server(options) as server:
        server.start()
        server.fill(1, 300)
        backup = os.path.join(server.scratch, "backup")
        expect(server.ctl("backup", backup).returncode == 0, "no backup")
        server.fill(301, 400)
        seen = set()
        for _ in range(rounds):
            ctl = subprocess.Popen(
                [options.aftercallctl, "--server", f"127.0.0.1:{server.port}", "--token-file",
                 os.path.join(server.data, "admin.token"), "restore", backup, "--wait", "1s"],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            with contextlib.suppress(subprocess.TimeoutExpired):
                ctl.wait(timeout=chance.uniform(0, 0.4))
            server.kill()
            ctl.wait(timeout=60)
            server.start()
            responses = server.responses()
            seen.add(responses)
            expect(responses in (300, 400), f"{responses} answers are neither")
            expect(server.verified()["findings"] == 0, "something is wrong after a kill")
            server.fill(1, 400)
        print("seen:", sorted(seen))


def backup_under_load(options):
    """A backup made while answers come in is one state, and restores into an empty server."""
    with Server(options) as server, Server(options) as other:
        server.start()
        server.fill(1, 1500)
        load = subprocess.Popen(
            [options.aftercallctl, "--server", f"127.0.0.1:{server.port}", "--token-file",
             os.path.join(server.data, "admin.token"), "import", "--mapping",
             os.path.join(server.scratch, "made-up.toml"), server.rows(1501, 30000)],
            stdout=subprocess.DEVNULL)
        eventually(lambda: server.responses() > 1500, "the import to begin")
        backup = os.path.join(server.scratch, "backup")
        expect(server.ctl("backup", backup).returncode == 0, "no backup")
        expect(load.wait(timeout=300) == 0, "the import failed")
        other.start()
        expect(other.ctl("restore", backup).returncode == 0, "not restored")
        report = other.verified()
        expect(report["findings"] == 0, f"{report}")
        expect(other.responses() >= 1500, "answers are missing")
        expect(server.verified()["findings"] == 0, "the server itself is wrong")


PARTS = {part.__name__: part for part in (
    disk_full, disk_full_at_start, read_only, locked, damaged, wal_cut, clock, restore,
    restore_killed, backup_under_load)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=PARTS)
    for name in ("--aftercalld", "--aftercallctl"):
        parser.add_argument(name, required=True)
    options = parser.parse_args()
    PARTS[options.part](options)


if __name__ == "__main__":
    main()
