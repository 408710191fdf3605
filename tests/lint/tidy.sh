#!/usr/bin/env bash
# tidy.sh BUILD-FOLDER – runs clang-tidy on the C++ files that changed since AFTERCALL_BASE, for as
# long as AFTERCALL_TIDY_SECONDS allows (240). Exit code 77: nothing to compare with.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
readonly FOLDER=$1
readonly END=$((SECONDS + ${AFTERCALL_TIDY_SECONDS:-240}))

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

# The generated headers that a file includes come from building it.
tidy() {
  ninja -C "$FOLDER" "$PWD/$1^" >/dev/null &&
    timeout "$2" clang-tidy-14 --quiet --config-file=tests/lint/clang-tidy.yaml -p "$FOLDER" \
      --extra-arg=-Wno-unknown-warning-option "$1" 2> >(grep -v 'warnings generated' >&2)
}

if ! since=$(base); then
  echo "There is no commit to compare with."
  exit 77
fi
[[ -e $FOLDER/build.ninja ]] || cmake --preset clang >/dev/null
# Only what is compiled is looked at; a file of a target that is not built here is not.
mapfile -t changed < <(git diff --name-only --diff-filter=d "$since" -- '*.cc' '*.cpp')
looked=0 bad=0
for file in "${changed[@]}"; do
  left=$((END - SECONDS))
  ((left > 0)) || break
  status=0
  tidy "$file" "$left" || status=$?
  ((status != 124)) || break
  ((status == 0)) || bad=1
  looked=$((looked + 1))
done
echo "clang-tidy looked at $looked of ${#changed[@]} files changed since ${since:0:12}"
exit $bad
