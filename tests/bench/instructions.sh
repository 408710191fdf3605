#!/usr/bin/env bash
# Says how many instructions and allocations aftercalld takes for a call and its answer, everything
# included: what a profiler counts repeats where times do not. Needs valgrind. Release is built.
#   tests/bench/instructions.sh [ANSWERS]    2000 by default; about a minute
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
readonly ANSWERS=${1:-2000} BIN=$PWD/build/bin
command -v valgrind >/dev/null || { echo "instructions.sh: valgrind is missing (apt-get install valgrind)" >&2 && exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# measured TOOL ANSWERS – runs aftercalld under one of valgrind's tools while it is told so many
# answers, and prints what the tool said in the end.
measured() {
  local log=$folder/$1-$2
  cat >"$folder/backend" <<SCRIPT
#!/bin/sh
exec valgrind --tool=$1 ${3:-} --log-file="$log" "$BIN/aftercalld" "\$@"
SCRIPT
  chmod +x "$folder/backend"
  # The benchmark tells 8,000 answers for each second it is given.
  "$BIN/aftercall_bench" --backend "$folder/backend" --only unary --streams 50 --in-flight 16 --runs 1 \
    --folder "$folder" --seconds "$(awk "BEGIN { print $2 / 8000 }")" >/dev/null 2>"$folder/errors" || {
    cat "$folder/errors" >&2
    return 1
  }
  cat "$log"
}

# of_answers TOOL PATTERN OPTIONS – what the second half of twice as many answers added, for each:
# start, first use and end cancel out.
of_answers() {
  local once twice
  once=$(measured "$1" "$ANSWERS" "$3" | sed -nE "s/$2/\1/p" | tr -d ,)
  twice=$(measured "$1" $((2 * ANSWERS)) "$3" | sed -nE "s/$2/\1/p" | tr -d ,)
  echo $(((twice - once) / ANSWERS))
}

echo "for a call and its answer, durable and delivered:"
echo "  instructions: $(of_answers callgrind '.*Collected : ([0-9]+).*' --callgrind-out-file=/dev/null)"
echo "  allocations:  $(of_answers memcheck '.*total heap usage: ([0-9,]+) allocs.*' --leak-check=no)"
