#!/bin/sh
# Usage: scripts/run.sh -w N[,N...] [ARGUMENT]...
# The benchmark with N nodes, as 'linkgrid bench -w N'; further arguments go there.
set -eu
. "$(dirname -- "$0")/lib/checkout.sh"

case ${1:-} in
  ''|-h|--help) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" | sed '/^set/d'; exit 0 ;;
esac
exec "$checkout/scripts/linkgrid" bench "$@"
