#!/usr/bin/env bash
# Builds Aftercall and shows it at work, on a bare Debian 12 too. See --help.
set -euo pipefail
readonly ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

usage() {
  cat <<'TEXT'
Usage: deploy/demo.sh [OPTION]…
Installs what is missing, builds, and runs the backend on an embedded database in a temporary
folder, a simulated floor of 20 agents and the ticker of one of them. Leaves nothing behind but the
build, and without a display a picture of the ticker's window, demo.png.

  --headless            without a display: on one of its own, which nobody sees
  --seconds N           end after N seconds; 20 by default where there is no display, otherwise it
                        goes on until Ctrl-C
  --language LANGUAGE   en or zh_CN; that of the ticker and of the agent
  --theme THEME         light or dark
  --mapping M --csv F   play a file of yours instead of the simulated floor, by the mapping M (see
                        deploy/mappings), over the ticker of the agent with the most answers
  --screenshot FILE     where the picture goes, also where there is a display
  --programs FOLDER     take the programs that are built there; install and build nothing
  --help                this text
TEXT
}

say() { printf '%s\n' "$*"; }

fail() {
  printf 'demo: %s\n' "$*" >&2
  exit 1
}

misused() {
  printf 'demo: %s\nTry deploy/demo.sh --help.\n' "$*" >&2
  exit 2
}

read_options() {
  headless=false seconds='' language=en theme=light mapping='' csv='' screenshot='' programs=''
  while (($#)); do
    case $1 in
      --help | -h) usage && exit 0 ;;
      --headless) headless=true && shift && continue ;;
      --seconds | --language | --theme | --mapping | --csv | --screenshot | --programs) ;;
      *) misused "there is no option $1." ;;
    esac
    [[ -n ${2:-} ]] || misused "$1 needs a value."
    printf -v "${1#--}" %s "$2"
    shift 2
  done
  [[ -z $seconds || $seconds =~ ^[1-9][0-9]{0,5}$ ]] || misused "--seconds is a whole number above 0."
  [[ $language == en || $language == zh_CN ]] || misused "--language is en or zh_CN."
  [[ $theme == light || $theme == dark ]] || misused "--theme is light or dark."
  [[ -n $mapping && -n $csv || -z $mapping$csv ]] || misused "--mapping and --csv go together."
  local file
  for file in "$mapping" "$csv"; do
    [[ -z $file || -r $file ]] || misused "$file cannot be read."
  done
  [[ -n ${DISPLAY:-} ]] || headless=true
  if [[ $headless == true ]]; then
    seconds=${seconds:-20} screenshot=${screenshot:-$ROOT/demo.png}
  fi
}

# Everything that runs is ended in the reverse order, however this script ends.
running=()
folder=''

clean_up() {
  local status=$? i
  trap - EXIT
  trap '' INT TERM HUP
  for ((i = ${#running[@]} - 1; i >= 0; i--)); do
    end_process "${running[i]}"
  done
  [[ -z $folder ]] || rm -rf "$folder"
  exit "$status"
}

end_process() { # PID
  local tries
  kill "$1" 2>/dev/null || true
  for ((tries = 0; tries < 50; tries++)); do
    kill -0 "$1" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

# start LOG COMMAND… – runs a program in the background, to be ended with this script.
start() {
  local log=$1
  shift
  "$@" >"$log" 2>&1 &
  running+=($!)
}

# The words of a program that went wrong.
told() { sed 's/^/    /' "$@" >&2; }

# wait_for SECONDS COMMAND… – until the command succeeds.
wait_for() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < end)) || return 1
    sleep 0.1
  done
}

prepare() {
  if [[ -n $programs ]]; then
    [[ -x $programs/aftercalld ]] || fail "there are no programs in $programs."
    programs=$(cd "$programs" && pwd)
    return
  fi
  "$ROOT/deploy/install-deps.sh" || fail "the packages could not be installed."
  say "Building the three programs. The first time takes some minutes, later it takes seconds."
  (cd "$ROOT" && cmake --preset release >"$folder/cmake.log" 2>&1) || {
    told "$folder/cmake.log"
    fail "the build could not be configured."
  }
  (cd "$ROOT" && cmake --build build --target aftercalld aftercallctl aftercall) ||
    fail "the build failed."
  programs=$ROOT/build/bin
}

# An X server that nobody sees, with a window manager on it.
start_display() {
  local cookie number
  command -v Xvfb >/dev/null && command -v openbox >/dev/null ||
    fail "Xvfb or openbox is missing; deploy/install-deps.sh installs them."
  export XAUTHORITY=$folder/xauthority
  cookie=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  touch "$XAUTHORITY"
  xauth -q add :0 . "$cookie"
  exec 3<>"$folder/display"
  start "$folder/xvfb.log" Xvfb -displayfd 3 -auth "$XAUTHORITY" -screen 0 1920x600x24 -nolisten tcp
  wait_for 20 test -s "$folder/display" || {
    told "$folder/xvfb.log"
    fail "no display could be started."
  }
  number=$(<"$folder/display")
  xauth -q add ":$number" . "$cookie"
  export DISPLAY=:$number
  start "$folder/openbox.log" env XDG_CACHE_HOME="$folder" XDG_CONFIG_HOME="$folder" openbox --sm-disable
  wait_for 10 has_window_manager || fail "no window manager came up."
}

has_window_manager() { xprop -root _NET_SUPPORTING_WM_CHECK 2>/dev/null | grep -q 'window id'; }

# The zone of a file's times is the deployment's. On the simulated floor each team has its own.
start_backend() {
  local zone=''
  [[ -z $mapping ]] || zone=$(sed -n 's/^zone *= *"\(.*\)".*/\1/p' "$mapping" | head -1)
  start "$folder/aftercalld.log" "$programs/aftercalld" --listen 127.0.0.1:0 \
    --data-dir "$folder/data" --store "sqlite:$folder/data/aftercall.db" --time-zone "${zone:-UTC}" --drain-timeout 2s
  wait_for 20 grep -qs '^aftercalld: grpc listening on ' "$folder/aftercalld.log" || {
    told "$folder/aftercalld.log"
    fail "the backend did not start."
  }
  AFTERCALL_SERVER=$(sed -n 's/^aftercalld: grpc listening on //p' "$folder/aftercalld.log")
  export AFTERCALL_SERVER
  export AFTERCALL_TOKEN_FILE=$folder/data/admin.token
}

ctl() { "$programs/aftercallctl" --language en "$@"; }

start_floor() {
  agent='Maya Collins' zone=Europe/London
  [[ $language == en ]] || agent=陈晓云 zone=Asia/Shanghai
  ctl team create Riverside --time-zone Europe/London >"$folder/teams.log" 2>&1 &&
    ctl team create 望江组 --time-zone Asia/Shanghai >>"$folder/teams.log" 2>&1 || {
    told "$folder/teams.log"
    fail "the teams could not be made."
  }
  # Everybody is asked about their first two interactions.
  ctl policy set --share 100 --most-per-shift 2 >"$folder/policy.log" 2>&1 || {
    told "$folder/policy.log"
    fail "the policy could not be set."
  }
  start "$folder/floor.log" "$programs/aftercallctl" --language en simulate \
    --focus-agent "$agent" --focus-every 2s --review-takes 8s
  wait_for 20 has_user || {
    told "$folder/floor.log"
    fail "the simulated floor did not start."
  }
  user=$agent
  say "Waiting for five answers to $agent, so that today's figure says something …"
  wait_for 60 has_five_answers || true
}

has_user() { ctl user get "$agent" >/dev/null 2>&1; }

has_five_answers() {
  # At the end of the agent's day the figure would begin anew under the picture.
  (($(TZ=$zone date -d 'tomorrow 0:00' +%s) - $(date +%s) > 30)) || return 1
  ctl summary --user "$agent" --from "$(TZ=$zone date +%F)" --output json 2>/dev/null |
    python3 -c 'import json, sys; sys.exit(json.load(sys.stdin)["csat"]["n"] < 5)' 2>/dev/null
}

# Plays a file. Its most answered agent is known by a number, and a user once a row has come.
start_file() {
  start "$folder/floor.log" "$programs/aftercallctl" --language en import --mapping "$mapping" \
    --pace --as-of-now --rejects "$folder/rejects.csv" "$csv"
  local player=${running[-1]}
  wait_for 60 play_began "$player" || true
  agent=$(sed -n 's/^Playing .*; most answers: \(.*\) ([0-9]*)$/\1/p' "$folder/floor.log")
  [[ -n $agent ]] || {
    told "$folder/floor.log"
    fail "$csv holds no answer that could be shown."
  }
  say "Waiting for the first row of $agent …"
  wait_for 60 find_user || fail "no row of $agent came within a minute."
}

play_began() { grep -qs '^Playing ' "$folder/floor.log" || ! kill -0 "$1" 2>/dev/null; }

find_user() {
  user=$(ctl user list --output json 2>/dev/null | python3 -c '
import json, sys
for user in json.load(sys.stdin):
    if any(alias["staff_number"] == sys.argv[1] for alias in user.get("aliases", [])):
        print(user["name"])
        break
' "$agent" 2>/dev/null) && [[ -n $user ]]
}

start_ticker() {
  local flags=(--theme "$theme" --language "${language%_CN}" --state-dir "$folder/state"
    --token-file "$folder/agent.token")
  (umask 077 && ctl token issue --user "$user" --ttl 24h >"$folder/agent.token") ||
    fail "no token could be made for $agent."
  [[ -z $seconds ]] || flags+=(--exit-after "$seconds")
  [[ -z $screenshot ]] || flags+=(--screenshot "$screenshot" --screenshot-after-items 3)
  rm -f "$folder/ticker.log"
  start "$folder/ticker.log" "$programs/aftercall" "${flags[@]}"
  ticker=${running[-1]}
}

explain() {
  say ""
  say "Backend:  aftercalld on $AFTERCALL_SERVER, its database in $folder"
  if [[ -n $csv ]]; then
    say "Floor:    $csv, played live, as if it happened now"
  else
    say "Floor:    20 agents in two teams, Riverside and 望江组; calls, chats, e-mails, answers, reviews"
  fi
  say "Ticker:   what $agent sees, along the upper edge of the screen"
  if [[ $headless == true ]]; then
    say "There is no display: after three answers, or at the end, a picture goes to $screenshot; ${seconds} s in all."
  else
    say "Answers come in at the right end. Hover to pause, click one for its detail, the wheel for"
    say "older ones. Self-assess asks how two of the calls went, before the customer's answer is seen."
    [[ -n $csv ]] || say "Within a minute $agent is asked to review a colleague's chat, and gets a review asked for."
    say "Today's figure stands at the left. ${seconds:+It ends after $seconds s or by }Ctrl-C${seconds:+.}${seconds:- ends it.}"
    say "Another terminal can ask for the figures meanwhile:"
    say "  $programs/aftercallctl --server $AFTERCALL_SERVER --token-file $AFTERCALL_TOKEN_FILE summary --all"
  fi
  say ""
}

main() {
  read_options "$@"
  trap clean_up EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap 'exit 129' HUP
  folder=$(mktemp -d "${TMPDIR:-/tmp}/aftercall-demo.XXXXXX")
  prepare
  [[ -z $screenshot ]] || rm -f "$screenshot"
  [[ $headless == false ]] || start_display
  start_backend
  if [[ -n $csv ]]; then start_file; else start_floor; fi
  start_ticker
  explain
  local status=0
  wait "$ticker" || status=$?
  if ((status != 0)); then
    told "$folder/ticker.log"
    fail "the ticker ended with an error."
  fi
  [[ -z $screenshot ]] || say "The picture is in $screenshot."
  say "Done; everything has been stopped and cleared away."
}

main "$@"
