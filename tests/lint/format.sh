#!/usr/bin/env bash
# Holds every C++ source to .clang-format.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
git ls-files -z '*.cc' '*.cpp' '*.h' |
  xargs -0 -r -n 20 -P "$(nproc)" clang-format-14 --dry-run -Werror
