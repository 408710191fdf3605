"""Imports files through aftercallctl into a real aftercalld, and compares every figure with a count
made here with Python's csv module. Exit code 77 where the real data is absent."""

import argparse
import concurrent.futures
import csv
import datetime
import json
import os
import signal
import sys
import time

from backend import Backend
from counting import Counts

FILES = {"ecommerce": ("ecommerce-csat", "ecommerce-csat/2023-08-01_to_24.csv"),
         "pwc": ("pwc-call-center", "pwc-call-center/2021-01_02.csv"),
         "bank": ("bank-calls", "bank-calls/08-01_to_24.csv")}


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def count_ecommerce(path):
    counts = Counts()
    for row in rows_of(path):
        ended = datetime.datetime.strptime(row["issue_responded"], "%d/%m/%Y %H:%M")
        for count in counts.of(row["Agent_name"], row["Supervisor"], ended.date()):
            count.interactions += 1
            count.responses += 1
            count.ratings.append(int(row["CSAT Score"]))
            if row["connected_handling_time"] and float(row["connected_handling_time"]) > 0:
                count.seconds.append(float(row["connected_handling_time"]))
    return counts


def seconds_of(text):
    hours, minutes, seconds = map(int, text.split(":"))
    return hours * 3600 + minutes * 60 + seconds


def count_pwc(path):
    counts = Counts()
    for row in rows_of(path):
        for count in counts.of(row["Agent"], "", datetime.date.fromisoformat(row["Date"])):
            if row["Answered (Y/N)"] == "N":
                count.abandoned += 1
                continue
            count.interactions += 1
            count.responses += 1
            count.ratings.append(int(row["Satisfaction rating"]))
            count.resolved.append(row["Resolved"] == "Y")
            count.seconds.append(seconds_of(row["AvgTalkDuration"]))
    return counts


def count_bank(path):
    counts = Counts()
    for row in rows_of(path):
        ends = [row[name] for name in ("ser_exit", "q_exit", "vru_exit") if row[name] != "0:00:00"]
        day = datetime.date.fromisoformat(row["date"])
        if seconds_of(ends[0]) < seconds_of(row["vru_entry"]):
            day += datetime.timedelta(days=1)
        agent = "" if row["server"] == "NO_SERVER" else row["server"]
        for count in counts.of(agent, "", day):
            if not agent:
                count.abandoned += 1
                continue
            count.interactions += 1
            if int(row["ser_time"]) > 0:
                count.seconds.append(int(row["ser_time"]))
    return counts


def compare(backend, counts):
    """Compares all, every team, every day and every agent. Returns sentences on differences."""
    asked = [("all", ["--all"], counts.all)]
    asked += [(f"team {t}", ["--team", t], c) for t, c in counts.teams.items()]
    asked += [(f"day {d}", ["--all", "--from", str(d), "--to", str(d)], c)
              for d, c in counts.days.items()]
    asked += [(f"agent {a}", ["--user", a], c) for a, c in counts.agents.items()]

    def ask(one):
        name, scope, count = one
        return [f"{name}: {problem}" for problem in count.problems(backend.json("summary", *scope))]

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        found = [problem for problems in pool.map(ask, asked) for problem in problems]
    print(f"compared {len(asked)} summaries")
    return found


def real_file(part, options):
    mapping_name, name = FILES[part]
    path = os.path.join(options.data, name)
    if not os.path.exists(path):
        print(f"skipped: the real data is not here ({path})")
        sys.exit(77)
    counts = {"ecommerce": count_ecommerce, "pwc": count_pwc, "bank": count_bank}[part](path)
    mapping = os.path.join(options.mappings, mapping_name + ".toml")
    with Backend(options.aftercalld, options.aftercallctl) as backend:
        began = time.monotonic()
        first = backend.load(mapping, path)
        print(f"{first['rows']} rows, {first['records']} records in "
              f"{time.monotonic() - began:.2f} s")
        found = []
        if first["created"] != first["records"] or first["problems"]:
            found.append(f"not everything was taken as new: {first}")
        second = backend.load(mapping, path)
        if second["unchanged"] != first["records"]:
            found.append(f"a second import changed something: {second}")
        return found + compare(backend, counts)


MADE_UP_MAPPING = """
source = "made-up"
[time]
zone = "Asia/Shanghai"
formats = ["%Y-%m-%d %H:%M:%S"]
[interaction]
id = "id"
agent_id = "number"
agent_name = "name"
channel = { constant = "voice" }
started = "reported"
ended = "responded"
talk = "talk"
[[question]]
id = "press-key"
kind = "csat"
low = 1
high = 3
best = "low"
top_box = 1
answer = "key"
comment = "words"
answered = { column = "given", formats = ["%Y-%m-%d"] }
"""

# Two people of one name; "press 1 for satisfied"; impossible values; a formula; a cut last line.
MADE_UP_ROWS = """\ufeffid,number,name,reported,responded,talk,key,given,words
1,1001,王芳,2023-08-01 10:00:00,2023-08-01 10:05:00,100,1,2023-08-01,"=HYPERLINK(""x"")"\r
2,1001,王芳,2023-08-01 11:00:00,2023-08-01 10:05:00,200,1,2023-08-01,responded to before it was reported\r
3,1002,王芳,2023-08-01 10:00:00,2023-08-01 10:05:00,-60,3,2023-07-30,less than no talk and an early answer\r
4,1002,王芳,2023-08-01 10:00:00,2023-08-01 10:05:00,60,4,2023-08-01,a key that is not there\r
5,1002,王芳,2023-08-01 10:00:00,2023-08-01 25:05:00,60,1,2023-08-01,no such time\r
6,1002,王芳,2023-08-01 10:00:00,2023-08-01 10:05:00,60,2,2023-08-01,"two
lines"\r
7,1002,王芳,2023-08-0"""

MADE_UP_REASONS = {"ends-before-start": 1, "negative-duration": 1, "answered-before-start": 1,
                   "rating-outside-scale": 1, "comment-without-rating": 1, "unreadable-time": 1,
                   "cut-off": 1}


def made_up(options):
    """Rows made here: what is wrong is left out and told, and never in a figure."""
    found = []

    def same(name, told, expected):
        if told != expected:
            found.append(f"{name} is {told}, expected {expected}")

    with Backend(options.aftercalld, options.aftercallctl) as backend:
        mapping = os.path.join(backend.folder, "made-up.toml")
        path = os.path.join(backend.folder, "made-up.csv")
        with open(mapping, "w", encoding="utf-8") as file:
            file.write(MADE_UP_MAPPING)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(MADE_UP_ROWS)
        result = backend.json("import", "--mapping", mapping, path)
        same("reasons", {k: v["count"] for k, v in result["problems"].items()}, MADE_UP_REASONS)
        same("rejected rows", result["rejected_rows"], 2)
        with open(path + ".rejects.csv", encoding="utf-8", newline="") as file:
            rejects = list(csv.DictReader(file))
        same("rejects", len(rejects), 7)
        same("line of the cut row", rejects[-1]["line"], "9")
        summary = backend.json("summary", "--all")
        same("interactions", summary["interactions"], 5)
        same("responses", summary["responses"], 4)
        same("satisfied", (summary["csat"]["count"], summary["csat"]["n"]), (2, 4))
        same("mean", summary["mean_rating"], {"value": 1.75, "n": 4})
        same("talk", (summary["handle_time"]["mean_seconds"], summary["handle_time"]["n"]),
             (105.0, 4))
        same("day", backend.json("summary", "--all", "--from", "2023-08-01", "--to",
                                 "2023-08-01")["interactions"], 5)
        shared = backend.run("summary", "--user", "王芳")
        same("exit code for a name that two share", shared.returncode, 1)
        people = [u for u in backend.json("user", "list") if u["display_name"] == "王芳"]
        same("people", len(people), 2)
        for user in people:
            number = user["aliases"][0]["staff_number"]
            same(f"interactions of {number}",
                 backend.json("summary", "--user", user["name"])["interactions"],
                 {"1001": 2, "1002": 3}[number])
            if user["name"] not in shared.stderr:
                found.append(f"the refusal does not name {user['name']}: {shared.stderr}")
        listed = backend.json("interactions", "list", "--all", "--limit", "10")
        words = {i["external_id"]: i["responses"][0].get("comment") for i in listed
                 if i.get("responses")}
        # Whoever administers accounts sees no customers' words; nobody else's are wrong.
        for row, text in (("1", '=HYPERLINK("x")'), ("6", "two\nlines")):
            if words.get(row) not in (None, text):
                found.append(f"the comment of {row} is {words[row]!r}")
    return found


def interrupted(options):
    """Ctrl-C in the middle of an import; a second run goes on, and nothing counts twice."""
    found = []
    with Backend(options.aftercalld, options.aftercallctl) as backend:
        mapping = os.path.join(backend.folder, "made-up.toml")
        with open(mapping, "w", encoding="utf-8") as file:
            file.write(MADE_UP_MAPPING)
        head = "id,number,name,reported,responded,talk,key,given,words\n"
        rows = [f"{i},1001,Lin,2023-08-01 10:00:00,2023-08-01 10:05:00,60,{1 + i % 3},2023-08-01,\n"
                for i in range(6000)]
        started = backend.start("import", "--mapping", mapping, "--output", "json", "-")
        started.stdin.write((head + "".join(rows[:3000])).encode())
        started.stdin.flush()
        end = time.monotonic() + 60
        while backend.json("summary", "--all")["interactions"] == 0 and time.monotonic() < end:
            time.sleep(0.05)
        started.send_signal(signal.SIGINT)
        # The file goes on meanwhile: that it ended must not be what ends the import.
        for row in rows[3000:]:
            if started.poll() is not None:
                break
            try:
                started.stdin.write(row.encode())
                started.stdin.flush()
            except BrokenPipeError:
                break
            time.sleep(0.01)
        out, err = started.communicate(timeout=60)
        result = json.loads(out)
        if started.returncode != 1 or not result["stopped"]:
            found.append(f"stopped with {started.returncode}: {out} {err}")
        if not 0 < result["created"] < 12000:
            found.append(f"{result['created']} records were new before the stop")
        path = os.path.join(backend.folder, "made-up.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write(head + "".join(rows))
        again = backend.load(mapping, path)
        if (again["unchanged"], again["created"]) != (result["created"],
                                                      12000 - result["created"]):
            found.append(f"the second run did not go on: {result}, then {again}")
        summary = backend.json("summary", "--user", "Lin")
        if (summary["interactions"], summary["csat"]["n"], summary["csat"]["count"]) != (
                6000, 6000, 2000):
            found.append(f"wrong figures after the second run: {summary}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=["made_up", "interrupted", *FILES])
    for name in ("--aftercalld", "--aftercallctl", "--mappings", "--data"):
        parser.add_argument(name, required=True)
    options = parser.parse_args()
    if options.part == "made_up":
        found = made_up(options)
    elif options.part == "interrupted":
        found = interrupted(options)
    else:
        found = real_file(options.part, options)
    for problem in found[:20]:
        print(problem)
    if found:
        print(f"{len(found)} differences")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
