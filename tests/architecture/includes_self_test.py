"""The include test finds what it is for: wrong arrows, planted one at a time."""

import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True

from includes import wrong_includes

WRONG = [
    ("backend/domain/a.cc", "backend/store/store.h"),
    ("backend/domain/a.cc", "aftercall/v1/feed.pb.h"),
    ("backend/domain/a.cc", "sqlite3.h"),
    ("backend/insight/a.cc", "backend/store/store.h"),
    ("backend/store/sqlite/a.cc", "backend/feed/hub.h"),
    ("backend/store/a.cc", "backend/commands/policy.h"),
    ("backend/feed/a.cc", "backend/commands/policy.h"),
    ("backend/feed/a.cc", "grpcpp/grpcpp.h"),
    ("backend/commands/a.cc", "backend/rpc/gate.h"),
    ("backend/redaction/a.cc", "backend/domain/ids.h"),
    ("backend/auth/a.cc", "backend/runtime/logging.h"),
    ("backend/rpc/a.cc", "backend/server.h"),
    ("backend/rpc/a.cc", "client/model/feed.h"),
    ("client/model/a.cc", "client/net/inbox.h"),
    ("client/model/a.cc", "imgui.h"),
    ("client/net/a.cc", "client/ui/bar.h"),
    ("client/ui/a.cc", "client/net/inbox.h"),
    ("client/ui/a.cc", "aftercall/v1/feed.pb.h"),
    ("client/platform/a.cc", "client/model/feed.h"),
    ("client/ctl/a.cc", "client/net/inbox.h"),
    ("client/main.cpp", "backend/server.h"),
    ("shared/base/a.h", "backend/domain/ids.h"),
    ("shared/base/a.h", "shared/wire/problem.h"),
    ("shared/wire/a.cc", "client/model/feed.h"),
    ("backend/server.cc", "tests/support/make.h"),
    ("backend/nowhere/a.cc", "backend/rpc/gate.h"),
]
RIGHT = [
    ("backend/server.cc", "backend/rpc/gate.h"),
    ("backend/store/sqlite/a.cc", "sqlite3.h"),
    ("backend/rpc/a.cc", "grpcpp/grpcpp.h"),
    ("client/app.cc", "client/ui/bar.h"),
    ("shared/wire/a.cc", "shared/base/text.h"),
]


def count(file, header):
    with tempfile.TemporaryDirectory() as root:
        path = pathlib.Path(root) / file
        path.parent.mkdir(parents=True)
        path.write_text(f'#pragma once\n  #  include "{header}"\n', encoding="utf-8")
        return len(wrong_includes(root)[1])


missed = [pair for pair in WRONG if count(*pair) != 1] + [pair for pair in RIGHT if count(*pair)]
for file, header in missed:
    print(f"misjudged: {file} includes {header}")
sys.exit(1 if missed else 0)
