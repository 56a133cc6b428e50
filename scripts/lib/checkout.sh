# Read by the scripts beside this directory, in POSIX sh: where things lie in a checkout, the checks
# that come before a build, and the build itself. Sets checkout, distribution and run_directory.

checkout=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
version=$(sed -n 's|^  <version>\(.*\)</version>$|\1|p' "$checkout/pom.xml" | head -n 1)
distribution=$checkout/job-submitter/target/linkgrid-$version
archive=$checkout/job-submitter/target/linkgrid-$version.tar.gz
# Outside of target/, so that 'mvn clean' does not lose sight of running nodes.
run_directory=${LINKGRID_RUN_DIR:-$checkout/.run}

say() {
  echo "$*" >&2
}

fail() {
  say "$*"
  exit 2
}

check_jdk() {
  if [ -n "${JAVA_HOME:-}" ]; then javac=$JAVA_HOME/bin/javac; else javac=javac; fi
  command -v "$javac" >/dev/null 2>&1 ||
    fail "linkgrid is built with a JDK 17 or later, but there is no $javac. Install one (Debian: apt-get install openjdk-17-jdk-headless) or set JAVA_HOME."
  feature=$("$javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  [ "${feature:-0}" -ge 17 ] ||
    fail "linkgrid is built with a JDK 17 or later, but $(command -v "$javac") is $feature. Set JAVA_HOME to a newer one."
}

check_maven() {
  command -v mvn >/dev/null 2>&1 ||
    fail "linkgrid is built with Maven 3.8.7 or later, but there is no mvn on the PATH. Install it (Debian: apt-get install maven)."
}

# The embedded Postgres does not run as root; a user namespace gives it another user.
check_user_namespaces() {
  [ "$(id -u)" -ne 0 ] || unshare -U true 2>/dev/null ||
    fail "The embedded Postgres does not run as root, and user namespaces are forbidden here. Run this as another user, or name a server with --db URL."
}

is_stale() {
  [ ! -f "$archive" ] || [ ! -x "$distribution/bin/linkgrid" ] ||
    [ -n "$(find "$checkout/pom.xml" "$checkout"/shared-model "$checkout"/grid-node \
      "$checkout"/job-submitter -name target -prune -o -type f -newer "$archive" -print | head -n 1)" ]
}

# Builds the distribution if a source is newer; several at once wait for the first.
build() {
  is_stale || return 0
  check_jdk
  check_maven
  mkdir -p "$run_directory"
  (
    if command -v flock >/dev/null 2>&1; then flock 9; fi
    if is_stale; then
      say "Building linkgrid (about a minute) ..."
      cd "$checkout"
      mvn -q -B -Dquick -pl job-submitter -am package >&2 ||
        fail "The build failed; its output above says why."
    fi
  ) 9>"$run_directory/build.lock"
}

# The start time of a process tells it from a later one with the same number.
birth_of() {
  if [ -r "/proc/$1/stat" ]; then
    sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20
  else
    ps -o lstart= -p "$1" 2>/dev/null || true
  fi
}

# A record is a file with pid, birth and address of a node, a line each.
is_alive() {
  recorded_pid=$(sed -n 1p "$1")
  [ -n "$recorded_pid" ] && kill -0 "$recorded_pid" 2>/dev/null &&
    [ "$(birth_of "$recorded_pid")" = "$(sed -n 2p "$1")" ]
}
