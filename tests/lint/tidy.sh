#!/usr/bin/env bash
# tidy.sh – runs clang-tidy on the C++ files that changed since AFTERCALL_BASE, each by itself as the
# preset "dev" compiles it, so that one that forgot an #include is found too; for as long as
# AFTERCALL_TIDY_SECONDS allows (240). Exit code 77: nothing to compare with.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# The commit to compare with: as told, where this branch left origin/main, or the one before.
base() {
  local main
  if [[ -n ${AFTERCALL_BASE:-} ]]; then
    git rev-parse --verify --quiet "$AFTERCALL_BASE^{commit}" && return
    echo "AFTERCALL_BASE=$AFTERCALL_BASE is no commit that is known here" >&2
    return 1
  fi
  main=$(git merge-base HEAD origin/main 2>/dev/null || true)
  [[ -n $main && $main != "$(git rev-parse HEAD)" ]] && echo "$main" && return
  git rev-parse --verify --quiet HEAD~1
}

# One file, until the second END; a file for which no time is left is looked at another time.
look_at() { # END FILE
  local left=$(($1 - $(date +%s))) status=0
  ((left > 0)) || { echo "left out: $2" && return; }
  timeout "$left" clang-tidy-14 --quiet --config-file=tests/lint/clang-tidy.yaml -p build/dev \
    --extra-arg=-Wno-unknown-warning-option "$2" 2> >(grep -v 'warnings generated' >&2) || status=$?
  ((status != 124)) || { echo "left out: $2" && return; }
  return $status
}

if [[ ${1:-} == --one ]]; then
  look_at "$2" "$3"
  exit
fi
if ! since=$(base); then
  echo "There is no commit to compare with."
  exit 77
fi
mapfile -t changed < <(git diff --name-only --diff-filter=d "$since" -- '*.cc' '*.cpp')
echo "${#changed[@]} files changed since ${since:0:12}"
((${#changed[@]})) || exit 0
cmake --preset dev >/dev/null
# Only what is compiled is looked at (tests/lint holds what only a sanitizer compiles).
compiled=()
for file in "${changed[@]}"; do
  ! grep -qF "\"file\": \"$PWD/$file\"" build/dev/compile_commands.json || compiled+=("$file")
done
((${#compiled[@]})) || exit 0
# The headers that these include and a build makes.
ninja -C build/dev -t targets all | sed -n 's/^\(.*\.pb\.h\): .*/\1/p' | xargs ninja -C build/dev >/dev/null
printf '%s\0' "${compiled[@]}" |
  xargs -0 -n 1 -P "$(nproc)" "$0" --one $(($(date +%s) + ${AFTERCALL_TIDY_SECONDS:-240}))
