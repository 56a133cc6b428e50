#!/bin/sh
# Usage: scripts/run.sh -w N[,N...] [ARGUMENT]...
# The benchmark of the exercise: the whole job with N single-core node processes, several times,
# each time from nothing. Further arguments go to 'linkgrid bench'; see scripts/linkgrid bench --help.
# Prints a table and writes out.txt, bench.csv, bench.json and bench.png into linkgrid-bench.
set -eu
. "$(dirname -- "$0")/lib/checkout.sh"

case ${1:-} in
  -h|--help) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" | sed '/^set/d'; exit 0 ;;
  -w) [ -n "${2:-}" ] || fail "-w wants the number of workers: scripts/run.sh -w 2" ;;
  -w?*|--workers=?*) ;;
  '') fail "How many workers? For instance scripts/run.sh -w 2, or -w 1,2,4 to compare; see --help." ;;
  *) fail "Expected -w N first, but found '$1'; see scripts/run.sh --help." ;;
esac
# With a database of the user's there is no embedded Postgres.
case " $* " in *' --db'*) ;; *) check_user_namespaces ;; esac
exec "$checkout/scripts/linkgrid" bench "$@"
