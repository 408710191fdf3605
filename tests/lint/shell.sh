#!/usr/bin/env bash
# Holds shell scripts to what can be seen without running them: they parse, they can be executed,
# and they stop at the first error.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

complain() {
  echo "$1: $2"
  bad=1
}

bad=0
mapfile -d '' scripts < <(git ls-files -z '*.sh' '*.bash' '.ci/*')
for script in "${scripts[@]}"; do
  bash -n "$script" || bad=1
  # A completion is read by a shell that must go on; all others are programs.
  [[ $script == *.bash ]] && continue
  [[ -x $script ]] || complain "$script" "is not executable"
  grep -qx 'set -euo pipefail' "$script" || complain "$script" "has no 'set -euo pipefail'"
done
exit $bad
