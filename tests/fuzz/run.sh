#!/usr/bin/env bash
# Fuzzes every target, or those named, for --seconds each (60), on all processors. The preset "fuzz"
# is built: cmake --preset fuzz && ninja -C build/fuzz fuzz
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
readonly BUILD=build/fuzz

# Fuzzes one target, and says how to show again what it found.
fuzz() { # SECONDS TARGET
  local target=$2 log=$BUILD/crashes/$2.log status=0
  local dictionary=tests/fuzz/dictionaries/$target options=()
  [[ ! -e $dictionary ]] || options=(-dict="$dictionary")
  mkdir -p "$BUILD/corpus/$target"
  rm -f "$BUILD/crashes/$target-"*
  # What is new goes into the first folder, and is there the next time. The seed is always the same,
  # so that who changes nothing meets nothing new; the long runs look elsewhere each time.
  local seed=${AFTERCALL_SEED:-1}
  [[ -z ${AFTERCALL_LONG:-} ]] || seed=0
  "$BUILD/bin/fuzz_$target" "-seed=$seed" -max_total_time="$1" -timeout=30 -rss_limit_mb=3000 -max_len=4096 \
    -artifact_prefix="$BUILD/crashes/$target-" "${options[@]}" \
    "$BUILD/corpus/$target" "tests/fuzz/corpus/$target" >"$log" 2>&1 || status=$?
  if ((status == 0)); then
    echo "$target: $(grep -oE '^Done [0-9]+ runs' "$log" | tr -dc 0-9) inputs"
    return
  fi
  echo "$target: FAILED"
  grep -v '^#[0-9]*[[:space:]]*[A-Z]' "$log" | tail -60
  find "$BUILD/crashes" -name "$target-*" -printf "Show it again: $BUILD/bin/fuzz_$target %p\n"
  return 1
}

if [[ ${1:-} == --one ]]; then
  fuzz "$2" "$3"
  exit
fi
seconds=60
if [[ ${1:-} == --seconds ]]; then
  seconds=$2
  shift 2
fi
targets=("$@")
((${#targets[@]})) || mapfile -t targets < <(find tests/fuzz/corpus -mindepth 1 -maxdepth 1 -printf '%f\n' | sort)
mkdir -p "$BUILD/crashes"
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_init_order=1
export UBSAN_OPTIONS=print_stacktrace=1
export LSAN_OPTIONS=suppressions=$PWD/tests/lint/lsan.supp:print_suppressions=0
# xargs says 123 where any of them failed.
printf '%s\0' "${targets[@]}" | xargs -0 -n 1 -P "$(nproc)" "$0" --one "$seconds"
