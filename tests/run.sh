#!/usr/bin/env bash
# Builds Aftercall and runs its tests, on a bare Debian 12 too. See --help.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly ROOT=$PWD
JOBS=$(nproc)
readonly JOBS

# Rooms of tests/ whose code runs on several threads: what ThreadSanitizer looks at.
readonly CONCURRENT=(backend/feed backend/rpc backend/runtime backend/store backend/upkeep client/net contract lint sim)
# Rooms that run whole programs, which the sanitizers do not build.
readonly WHOLE_PROGRAMS='^(bench|load|integration/.*)$'

usage() {
  cat <<'TEXT'
Usage: tests/run.sh [OPTION]…
Installs what is missing, builds, runs the tests and says how many passed.

Without options: the Release build with every test.
  --asan     AddressSanitizer and UndefinedBehaviorSanitizer: every test that is no whole program
  --tsan     ThreadSanitizer: the tests of what is concurrent; with --long every test that is no
             whole program
  --clang    a clang build, with thread annotations checked and warnings as errors
  --fuzz     libFuzzer on everything that parses foreign bytes, for a minute a target, or as many
             as AFTERCALL_FUZZ_SECONDS says; with --long for ten minutes
  --lint     formatting, protocol, shell scripts; clang-tidy on what changed since AFTERCALL_BASE
             (a commit; otherwise since origin/main, otherwise since the last commit)
  --release  the Release build with every test, beside others
  --all      all of these: what CI runs
  --long     also the long tests, and longer runs of the simulations
  --help     this text

The last line is "N passed, N failed, N skipped"; a build and a linter count as one each. The exit
code is 0 only if nothing failed.
TEXT
}

passed=0 failed=0 skipped=0 steps=()

read_options() {
  chosen=() long=false
  while (($#)); do
    case $1 in
      --release | --asan | --tsan | --clang | --fuzz | --lint) chosen+=("${1#--}") ;;
      --all) chosen=(lint release tsan asan clang fuzz) ;;
      --long) long=true ;;
      --help | -h) usage && exit 0 ;;
      *) echo "tests/run.sh: there is no option $1; --help lists them" >&2 && exit 2 ;;
    esac
    shift
  done
  ((${#chosen[@]})) || chosen=(release)
}

is_chosen() { [[ " ${chosen[*]} " == *" $1 "* ]]; }

# step NAME COMMAND… – runs a command, says how long it took and remembers that for the end.
step() {
  local name=$1 began=$SECONDS outcome=ok status=0 took
  shift
  printf '\n== %s\n' "$name"
  "$@" || status=$?
  ((status == 0)) || outcome=FAILED
  ((status != 77)) || outcome=skipped
  took=$((SECONDS - began))
  steps+=("$(printf '%3d:%02d  %-7s  %s' $((took / 60)) $((took % 60)) $outcome "$name")")
  printf -- '-- %s: %s after %d:%02d\n' "$name" $outcome $((took / 60)) $((took % 60))
  return $status
}

# check NAME COMMAND… – a step that counts as one test; 77 means that it could not be looked at.
check() {
  local status=0
  step "$@" || status=$?
  case $status in
    0) passed=$((passed + 1)) ;;
    77) skipped=$((skipped + 1)) ;;
    *) failed=$((failed + 1)) ;;
  esac
}

# Leaves every 25th line of progress where nobody watches a terminal, and all other lines.
thin() {
  awk '/^\[[0-9]+\/[0-9]+/ || / Passed +[0-9.]+ sec$/ { if (++n % 25 == 0) { print; fflush() } next }
       /^ +Start +[0-9]+:/ { next } { print; fflush() }'
}

watched() {
  if [[ -t 1 ]]; then "$@"; else "$@" 2>&1 | thin; fi
}

configure() { # PRESET
  local log
  log=$(mktemp)
  if ! cmake --preset "$1" >"$log" 2>&1; then
    cat "$log"
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

folder_of() { [[ $1 == release ]] && echo build || echo "build/$1"; }

build() { # PRESET TARGET…
  local preset=$1
  shift
  configure "$preset" && watched ninja -C "$(folder_of "$preset")" -j "$JOBS" "$@"
}

all_rooms() {
  find tests -mindepth 2 -name CMakeLists.txt -printf '%P\n' | sed 's|/CMakeLists.txt||' |
    grep -vE "$WHOLE_PROGRAMS" | sort
}

# The rooms of $CONCURRENT that are there.
concurrent_rooms() {
  all_rooms | grep -xFf <(printf '%s\n' "${CONCURRENT[@]}")
}

# A folder for ctest that holds only these rooms.
gather() { # BUILD-FOLDER ROOM…
  local folder=$1
  shift
  mkdir -p "$folder/rooms"
  printf 'subdirs("%s")\n' "${@/#/$ROOT/$folder/tests/}" >"$folder/rooms/CTestTestfile.cmake"
}

number_of() { # ATTRIBUTE FILE – of the first element of a JUnit report
  grep -oE "\b$1=\"[0-9]+\"" "$2" | head -1 | tr -dc 0-9
}

add_counts() { # JUNIT-FILE
  local all lost left_out
  all=$(number_of tests "$1") lost=$(number_of failures "$1")
  left_out=$(($(number_of skipped "$1") + $(number_of disabled "$1")))
  passed=$((passed + all - lost - left_out))
  failed=$((failed + lost))
  skipped=$((skipped + left_out))
}

run_ctest() { # FOLDER
  local report=$ROOT/$1/junit.xml status=0
  local which=(-LE '^long$')
  [[ $long == true ]] && which=()
  rm -f "$report"
  watched ctest --test-dir "$1" -j "$JOBS" --output-on-failure --no-tests=error \
    --output-junit "$report" "${which[@]}" || status=$?
  if [[ -s $report ]]; then
    add_counts "$report"
  else
    failed=$((failed + 1)) status=1
  fi
  return $status
}

release() {
  check "Release build" build release
  ((failed == 0)) || return 1
  step "Release tests" run_ctest build || true
}

sanitizer() { # PRESET NAME ROOM…
  local preset=$1 name=$2 before=$failed
  shift 2
  check "$name build" build "$preset" "${@/%//all}"
  ((failed == before)) || return 0
  gather "build/$preset" "${@#tests/}"
  step "$name tests" run_ctest "build/$preset/rooms" || true
}

asan() {
  local rooms
  mapfile -t rooms < <(all_rooms)
  export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_init_order=1
  export UBSAN_OPTIONS=print_stacktrace=1
  export LSAN_OPTIONS=suppressions=$ROOT/tests/lint/lsan.supp:print_suppressions=0
  sanitizer asan "ASan and UBSan" "${rooms[@]/#/tests/}"
}

tsan() {
  local rooms
  if [[ $long == true ]]; then
    mapfile -t rooms < <(all_rooms)
  else
    mapfile -t rooms < <(concurrent_rooms)
  fi
  export TSAN_OPTIONS=ignore_noninstrumented_modules=1:detect_deadlocks=0:suppressions=$ROOT/tests/lint/tsan.supp
  sanitizer tsan "TSan" "${rooms[@]/#/tests/}"
}

# clang sees thread annotations, which GCC ignores. Tests are compiled by GCC anyway.
clang() {
  local targets=(aftercalld aftercallctl aftercall)
  [[ $long == true ]] && targets=(all)
  check "clang build" build clang "${targets[@]}"
}

# Corpora alone are played by every other build, as tests.
fuzz() {
  local before=$failed usual=60
  [[ $long == true ]] && usual=600
  check "fuzz build" build fuzz fuzz
  ((failed == before)) || return 0
  check "fuzzing" tests/fuzz/run.sh --seconds "${AFTERCALL_FUZZ_SECONDS:-$usual}"
}

lint() {
  check "formatting" tests/lint/format.sh
  check "shell scripts" tests/lint/shell.sh
  check "protocol" tests/lint/proto.sh
}

tidy() {
  check "clang-tidy" tests/lint/tidy.sh
}

summary() {
  printf '\n== Time of each step (min:s)\n'
  printf '%s\n' "${steps[@]}"
  printf '%3d:%02d  in all\n\n' $((SECONDS / 60)) $((SECONDS % 60))
  echo "$passed passed, $failed failed, $skipped skipped"
}

main() {
  read_options "$@"
  [[ $long == true ]] && export AFTERCALL_LONG=1
  step "packages" deploy/install-deps.sh || {
    failed=1
    summary
    exit 1
  }
  ! is_chosen lint || lint
  if ! is_chosen release || release; then
    ! is_chosen tsan || tsan
    ! is_chosen asan || asan
    ! is_chosen clang || clang
    ! is_chosen fuzz || fuzz
    ! is_chosen lint || tidy
  else
    echo "The Release build failed; what stands on it is left out."
  fi
  summary
  ((failed == 0))
}

main "$@"
