# Completion of aftercallctl for bash, as printed by: aftercallctl completion bash
_aftercallctl() {
    local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"
    local path="" words="" skip="" i
    # The command so far: words that are neither options nor their values.
    for ((i = 1; i < COMP_CWORD; i++)); do
        if [[ -n $skip ]]; then skip=""; continue; fi
        case "${COMP_WORDS[i]}" in
            --server|--token-file|--tls-ca|--language) skip=1 ;;
            -*) ;;
            *) [[ $path == *" "* ]] || path="${path:+$path }${COMP_WORDS[i]}" ;;
        esac
    done
    case " $path " in
        " user "*|" team "*|" form "*|" assess "*|" review "*|" kudos "*|" policy "*|" pause "*|" token "*|" interactions "*|" completion "*) ;;
        *) path="${path%% *}" ;;
    esac
    case "$before" in
        --token-file|--tls-ca|--mapping|--rejects) COMPREPLY=($(compgen -f -- "$word")); return ;;
    esac
    case "$path $before" in
        *" --output") COMPREPLY=($(compgen -W "table json jsonl" -- "$word")); return ;;
        *" --language") COMPREPLY=($(compgen -W "auto en zh_CN" -- "$word")); return ;;
        "import --repeated-ids") COMPREPLY=($(compgen -W "refuse reject" -- "$word")); return ;;
        "summary --by") COMPREPLY=($(compgen -W "ended answered" -- "$word")); return ;;
        "user list --state") COMPREPLY=($(compgen -W "pending active deactivated" -- "$word")); return ;;
        "user create --role") COMPREPLY=($(compgen -W "agent team-leader operations-manager quality-analyst administrator adapter" -- "$word")); return ;;
        "user update --role") COMPREPLY=($(compgen -W "agent team-leader operations-manager quality-analyst administrator adapter" -- "$word")); return ;;
        "user update --state") COMPREPLY=($(compgen -W "active deactivated" -- "$word")); return ;;
        "token issue --role") COMPREPLY=($(compgen -W "agent team-leader operations-manager quality-analyst administrator adapter" -- "$word")); return ;;
    esac
    case "$path" in
        "") words="import simulate watch summary interactions assess review kudos user team form policy pause token verify backup restore completion --help --version --server --token-file --tls-ca --language" ;;
        "import") words="--help --mapping --rejects --repeated-ids --pace --pace-every --pace-agent --as-of-now --output" ;;
        "simulate") words="--help --seed --rate --agents --seconds --focus-agent --focus-every --commits --reviews --evaluations --review-takes --recording-host" ;;
        "watch") words="--help --user --resume-after --exit-after" ;;
        "summary") words="--help --user --team --all --from --to --by --output" ;;
        "interactions list") words="--help --user --team --all --from --to --pending --took-part --limit --output" ;;
        "interactions") words="list get open" ;;
        "interactions get") words="--help --output" ;;
        "interactions open") words="--help --output" ;;
        "assess list") words="--help --all --shared --output" ;;
        "assess") words="list show request submit snooze reveal skip share unshare figures" ;;
        "assess show") words="--help --output" ;;
        "assess request") words="--help --output" ;;
        "assess submit") words="--help --score --note --output" ;;
        "assess snooze") words="--help --for --output" ;;
        "assess reveal") words="--help --output" ;;
        "assess skip") words="--help --output" ;;
        "assess share") words="--help --leaders --with --output" ;;
        "assess unshare") words="--help --leaders --with --output" ;;
        "assess figures") words="--help --user --team --all --from --to --output" ;;
        "review list") words="--help --tasks --all --output" ;;
        "review") words="list show request thank acknowledge differ lend close evaluate accept decline submit reviewers appeal appeals withdraw take decide" ;;
        "review show") words="--help --output" ;;
        "review request") words="--help --question --element --moment --not-ask --check --output" ;;
        "review thank") words="--help --output" ;;
        "review acknowledge") words="--help --output" ;;
        "review differ") words="--help --answer --output" ;;
        "review lend") words="--help --take-back --output" ;;
        "review close") words="--help --output" ;;
        "review evaluate") words="--help --output" ;;
        "review accept") words="--help --output" ;;
        "review decline") words="--help --reason --output" ;;
        "review submit") words="--help --score --comment --moment --praise --advice --draft --output" ;;
        "review reviewers") words="--help --from --to --output" ;;
        "review appeal") words="--help --question --reason --output" ;;
        "review appeals") words="--help --tasks --all --output" ;;
        "review withdraw") words="--help --output" ;;
        "review take") words="--help --output" ;;
        "review decide") words="--help --uphold --decline --reason --output" ;;
        "kudos give") words="--help --to --interaction --review-task --words --output" ;;
        "kudos") words="give list" ;;
        "kudos list") words="--help --output" ;;
        "user list") words="--help --state --output" ;;
        "user") words="list get create confirm update colleagues looks" ;;
        "user get") words="--help --output" ;;
        "user create") words="--help --role --team --staff-number --speaks --output" ;;
        "user confirm") words="--help --output" ;;
        "user update") words="--help --name --role --team --state --staff-number --speaks --forget-languages --output" ;;
        "user colleagues") words="--help --output" ;;
        "user looks") words="--help --output" ;;
        "team list") words="--help --output" ;;
        "team") words="list create update" ;;
        "team create") words="--help --time-zone --leader --output" ;;
        "team update") words="--help --name --time-zone --leader --output" ;;
        "form list") words="--help --output" ;;
        "form") words="list show check publish" ;;
        "form show") words="--help --version --toml --output" ;;
        "form check") words="--help" ;;
        "form publish") words="--help --dry-run --output" ;;
        "policy show") words="--help --output" ;;
        "policy") words="show set" ;;
        "policy set") words="--help --share --most-per-shift --topic --all-topics --form --output" ;;
        "pause start") words="--help --team --queue --for --output" ;;
        "pause") words="start end list queues" ;;
        "pause end") words="--help --team --queue --output" ;;
        "pause list") words="--help --output" ;;
        "pause queues") words="--help --output" ;;
        "token issue") words="--help --user --role --ttl --output" ;;
        "token") words="issue" ;;
        "verify") words="--help --mend --output" ;;
        "backup") words="--help --force --output" ;;
        "restore") words="--help --wait --output" ;;
        "completion bash") words="--help" ;;
        "completion") words="bash" ;;
    esac
    COMPREPLY=($(compgen -W "$words" -- "$word"))
    if [[ $path =~ ^(import|form check|form publish)$ && $word != -* ]]; then
        COMPREPLY+=($(compgen -f -- "$word"))
    fi
}
complete -o filenames -F _aftercallctl aftercallctl
