"""Reads #include lines and says which of them point the wrong way.

A room is a folder. It may include itself, the rooms named for it below, and headers of libraries;
of those, the ones in LIBRARIES only where they are at home.
"""

import pathlib
import re

# Room: what it may include besides itself. A room's folders below it belong to it.
ROOMS = {
    "shared/base": [],
    "shared/wire": ["shared/base"],
    "shared/i18n": ["shared/base"],
    "shared/toml": ["shared/base", "shared/i18n"],
    "shared/forms": ["shared/base", "shared/i18n", "shared/toml", "shared/wire"],
    "backend/domain": ["shared"],
    "backend/insight": ["backend/domain", "shared"],
    "backend/store": ["backend/domain", "backend/metrics", "shared"],
    "backend/feed": ["backend/store", "backend/domain", "shared"],
    "backend/commands": ["backend/store", "backend/domain", "backend/redaction", "shared"],
    "backend/upkeep": ["backend/commands", "backend/feed", "backend/store", "backend/domain",
                       "backend/runtime", "shared"],
    "backend/rpc": ["backend/upkeep", "backend/commands", "backend/feed", "backend/insight",
                    "backend/store", "backend/domain", "backend/auth", "backend/metrics",
                    "backend/runtime", "shared"],
    "backend/http": ["backend/commands", "backend/feed", "backend/insight", "backend/store",
                     "backend/domain", "backend/auth", "backend/metrics", "backend/runtime",
                     "shared"],
    # Leaves: rooms that know nothing of answers.
    "backend/redaction": ["shared"],
    "backend/auth": ["shared"],
    "backend/metrics": [],
    "backend/runtime": ["shared"],
    "backend": ["backend", "shared"],  # server and main join the rooms
    "client/model": ["shared"],
    "client/net": ["client/model", "shared"],
    "client/ui": ["client/model", "shared"],
    "client/platform": ["shared"],
    "client/assets": [],
    "client/ctl": ["shared"],
    "client": ["client/model", "client/net", "client/ui", "client/platform", "client/assets",
               "shared"],
}

# Header of a library: the rooms in which it is at home.
LIBRARIES = {
    r"grpc(pp|\+\+)?/": ["backend/rpc", "backend", "client/net", "client/ctl", "client"],
    r"aftercall/v1/.*\.grpc\.pb\.h": ["backend/rpc", "client/net", "client/ctl"],
    r"aftercall/v1/": ["backend/rpc", "client/net", "client/ctl", "shared/forms"],
    r"google/(protobuf|type)/": ["backend/rpc", "client/net", "client/ctl", "shared/forms"],
    r"google/rpc/": ["shared/wire"],
    r"toml\+\+/": ["shared/toml", "backend/runtime"],
    r"sqlite3\.h": ["backend/store"],
    r"prometheus/": ["backend/http"],
    r"libpq-fe\.h": ["backend/store"],
    r"imgui": ["client/ui", "client/platform", "client"],
    r"(GLFW|GL|X11)/": ["client/platform"],
}

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
OURS = ("shared/", "backend/", "client/", "tests/")


def room_of(path):
    """The room that holds `path`, or None. Those at the top have no folders of their own."""
    top = path.rpartition("/")[0]
    if top in ("backend", "client"):
        return top
    return next((room for room in ROOMS if "/" in room and path.startswith(room + "/")), None)


def allows(room, other):
    if other == room:
        return True
    return any(other == named or (named == "shared" and other.startswith("shared/")) or
               (room == "backend" and other.startswith("backend/"))
               for named in ROOMS[room])


def judge(room, header):
    """What is wrong with `header` being included in `room`; None where nothing is."""
    if header.startswith(OURS):
        other = room_of(header)
        if other is None:
            return f"{header} is in no room"
        if not allows(room, other):
            return f"{room} may not know {other}"
        return None
    for pattern, homes in LIBRARIES.items():
        if re.match(pattern, header):
            if room in homes:
                return None
            return f"{header} is at home in {', '.join(homes)}"
    return None


def wrong_includes(root):
    """(number of files, sentences about wrong includes) below `root`."""
    files, wrong = 0, []
    root = pathlib.Path(root)
    for top in ("shared", "backend", "client"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix not in (".h", ".cc", ".cpp"):
                continue
            files += 1
            name = path.relative_to(root).as_posix()
            room = room_of(name)
            if room is None:
                wrong.append(f"{name}: this folder is no room; name it in tests/architecture")
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                include = INCLUDE.match(line)
                problem = include and judge(room, include.group(1))
                if problem:
                    wrong.append(f"{name}:{number}: {problem}")
    return files, wrong
