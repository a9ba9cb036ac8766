#!/usr/bin/env bash
# Builds, tests and runs the project. Every task does the set-up that it needs; see README.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=1

readonly MODULE=output/Mem0Observability
readonly STACK=$MODULE/stack

usage() {
  cat <<'EOF'
./build.sh <task>
  build            compile, and lay the module out in output/Mem0Observability
  check            formatting and analyzers, without tests
  test [suite...]  everything, or the suites unit, config, integration, acceptance
  up               the Lite stack and the demo, verified; prints where to look
  down             remove the stack, the demo and their data
  bench [name...]  measures, one line each: bench <name> <value> <unit> [vs <peer> <ratio>]
  package          the module and the console host as packages in output/packages
EOF
}

say() { printf '\n== %s\n' "$*" >&2; }
die() { printf '%s\n' "$*" >&2; exit 1; }
shell() { dotnet output/shell/Mem0Observability.Shell.dll -Module "$MODULE" -Command "$@"; }

# ---- build ------------------------------------------------------------------------------------------------------------------

# Of the containers, and of this machine.
runtime() { case "$(uname -m)" in aarch64 | arm64) echo linux-arm64 ;; *) echo linux-x64 ;; esac; }
host_runtime() { case "$(uname -s)" in Darwin) runtime | sed s/linux/osx/ ;; MINGW* | MSYS*) runtime | sed s/linux/win/ ;; *) runtime ;; esac; }

# Precompiled for this machine: most of the time of a short command would be compilation. Lock files are the portable build's.
publish_precompiled() {
  dotnet publish "$1" -c Release -r "$(host_runtime)" --self-contained false -p:PublishReadyToRun=true \
    -p:NuGetLockFilePath=obj/publish.lock.json -p:RestoreLockedMode=false -v quiet -o "$2"
}

task_build() {
  say "Building"
  command -v dotnet >/dev/null || die "The .NET SDK 10 is needed: https://dotnet.microsoft.com/download"
  rm -rf "$MODULE" output/shell
  mkdir -p "$STACK"
  cp -r module/Mem0Observability/. "$MODULE/"
  dotnet publish src/Cmdlets -c Release -v quiet -o "$MODULE/bin"
  dotnet build src/Loader -c Release -v quiet
  cp src/Loader/bin/Release/net10.0/Mem0Observability.Loader.dll "$MODULE/bin/"
  [ ! -e "$MODULE/bin/System.Management.Automation.dll" ] || die "System.Management.Automation.dll must not ship with the module."
  publish_precompiled src/Cmdlets "$MODULE/bin/$(host_runtime)"
  publish_precompiled src/Shell output/shell
  cp -r docker-compose.monitoring.yml monitoring demo instrumentation "$STACK/"
  find "$STACK" -name __pycache__ -prune -exec rm -rf {} +
  task_observer
  ensure_secrets
  mkdir -p "$MODULE/en-US" && cp docs/en-US/*.md "$MODULE/en-US/"
}

# Not for those who only use it: the tests and benchmarks are half of what there is to compile.
build_tests() {
  say "Building the tests"
  dotnet build Mem0Observability.sln -c Release -v quiet
}

task_observer() {
  dotnet publish src/Observer -c Release -r "$(runtime)" --self-contained -v quiet -o "$STACK/observer"
  find "$STACK/observer" -name '*.pdb' -delete
  cp monitoring/images/observer/Dockerfile "$STACK/observer/"
  # The folder's hash, so that the deployer need not read a hundred megabytes at every start.
  (cd "$STACK/observer" && find . -type f ! -name .context-hash -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1 >.context-hash)
}

# Every secret of the compose files, for plain `docker compose`; Start-Mem0Monitoring keeps its own in the user's state folder.
ensure_secrets() {
  local folder=output/state/secrets name
  (umask 077 && mkdir -p "$folder")
  for name in $(sed -nE 's|^ +file: .*/secrets/([a-z0-9_]+)$|\1|p' docker-compose.monitoring.yml demo/docker-compose.demo.yml | sort -u); do
    # Readable for the containers' users; the folder keeps other users of this machine out.
    [ -e "$folder/$name" ] || (head -c 24 /dev/urandom | base64 | tr -d '\n' >"$folder/$name" && chmod 0444 "$folder/$name")
  done
}

task_check() {
  say "Checking"
  dotnet format Mem0Observability.sln --verify-no-changes
  dotnet build Mem0Observability.sln -c Release -v quiet
}

task_package() {
  task_build
  rm -rf output/packages && mkdir -p output/packages
  (cd output && tar -czf packages/Mem0Observability.tar.gz Mem0Observability)
  dotnet pack src/Shell -c Release -v quiet -o output/packages
  ls -l output/packages
}

# ---- engine -----------------------------------------------------------------------------------------------------------------

engine_answers() {
  [ -n "${DOCKER_HOST:-}" ] && return 0
  [ ! -S /var/run/docker.sock ] && command -v docker >/dev/null && docker version >/dev/null 2>&1 && return 0
  curl --silent --fail --max-time 5 --unix-socket /var/run/docker.sock http://localhost/_ping >/dev/null 2>&1
}

# Installs and starts the distribution's engine where none answers.
ensure_engine() {
  local root=()
  if [ "$(id -u)" -ne 0 ]; then root=(sudo); fi
  if ! engine_answers; then
    . /etc/os-release 2>/dev/null || true
    case "${ID:-} ${ID_LIKE:-}" in *debian* | *ubuntu*) ;; *) die "No container engine answers. Install Docker 20.10 or later, start it, and run this again." ;; esac
    if [ ${#root[@]} -gt 0 ] && ! command -v sudo >/dev/null; then die "No container engine answers. As root, run: apt-get install docker.io mmdebstrap && systemctl start docker"; fi
    if ! command -v dockerd >/dev/null; then
      say "No container engine answers: installing the distribution's (docker.io)"
      if [ -t 0 ]; then
        read -r -p "Install docker.io and mmdebstrap now? [y/N] " answer
        [[ $answer == [yY]* ]] || die "Nothing was installed. Install a container engine and run this again."
      fi
      "${root[@]}" apt-get update -q
      DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -qy --no-install-recommends docker.io mmdebstrap iptables ca-certificates curl >/dev/null
    fi
    start_engine "${root[@]}"
  fi
  # Needed where the base image cannot be pulled.
  if ! command -v mmdebstrap >/dev/null && command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }; then
    "${root[@]}" apt-get install -qy --no-install-recommends mmdebstrap >/dev/null 2>&1 || { "${root[@]}" apt-get update -q && "${root[@]}" apt-get install -qy --no-install-recommends mmdebstrap >/dev/null; }
  fi
}

# The pages are tested, and timed, in the distribution's own browser.
ensure_browser() {
  command -v chromium >/dev/null && return 0
  local root=()
  if [ "$(id -u)" -ne 0 ]; then root=(sudo); fi
  command -v apt-get >/dev/null || die "The pages are looked at in Chromium. Install it, so that the command 'chromium' is found, and run this again."
  say "Installing Chromium, in which the pages are looked at"
  "${root[@]}" apt-get update -q
  DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -qy --no-install-recommends chromium fonts-dejavu-core >/dev/null
}

start_engine() {
  local log=${TMPDIR:-/tmp}/mem0-dockerd.log
  if [ -d /run/systemd/system ]; then
    say "Starting the container engine (systemctl start docker)"
    "$@" systemctl start docker
  else
    say "Starting the container engine (dockerd, log in $log); it keeps running"
    # An engine that was killed leaves these behind, and refuses to start when their number belongs to another process by now.
    pgrep -x dockerd >/dev/null || "$@" rm -f /var/run/docker.pid /var/run/docker/containerd/containerd.pid
    "$@" setsid dockerd >"$log" 2>&1 </dev/null &
  fi
  for _ in $(seq 60); do
    engine_answers && return 0
    sleep 0.5
  done
  tail -n 20 "$log" >&2 || true
  die "The container engine did not start within 30 s."
}

# ---- run --------------------------------------------------------------------------------------------------------------------

task_up() {
  ensure_engine
  task_build
  say "Deploying"
  shell 'Test-Mem0Prerequisite -Profile Lite; Start-Mem0Monitoring -Profile Lite -ImageSource Auto | Out-Null; Start-Mem0Demo | Out-Null'
  say "Proving that signals and alerts get through"
  shell 'Test-Mem0Monitoring'
  say "Where to look"
  shell 'Get-Mem0Monitoring'
}

task_down() {
  [ -d "$MODULE" ] || task_build
  shell 'Stop-Mem0Demo; Stop-Mem0Monitoring -RemoveData -Force'
}

# ---- tests ------------------------------------------------------------------------------------------------------------------

passed=0 failed=0 skipped=0

# Runs one xunit v3 program and adds its closing line to the totals.
run_suite() {
  local name=$1 log=output/test-$1.log line
  shift
  say "Tests: $name"
  "$@" 2>&1 | tee "$log" || true
  line=$(grep -oE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log" | tail -n 1 || true)
  if [ -z "$line" ]; then
    echo "suite $name ended without a result" >&2
    failed=$((failed + 1))
    return 0
  fi
  read -r total errors bad skip <<<"$(tr -c '0-9\n' ' ' <<<"$line")"
  passed=$((passed + total - errors - bad - skip)) failed=$((failed + errors + bad)) skipped=$((skipped + skip))
}

suite() { dotnet "tests/$1/bin/Release/net10.0/Mem0Observability.Tests.$1.dll" -noLogo -noColor "${@:2}"; }

task_test() {
  local suites=("$@")
  [ ${#suites[@]} -gt 0 ] || suites=(unit config integration acceptance)
  task_build
  build_tests
  for s in "${suites[@]}"; do
    case $s in
      unit) run_suite unit suite Unit; run_suite components suite Web ;;
      config) ensure_engine; run_suite config suite Integration -trait "Suite=Config" ;;
      integration) ensure_engine; run_suite integration suite Integration -trait- "Suite=Config" ;;
      acceptance) ensure_engine; ensure_browser; run_suite acceptance suite Acceptance -stopOnFail ;;
      *) die "There is no suite '$s'." ;;
    esac
  done
  printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  [ "$failed" -eq 0 ]
}

task_bench() {
  ensure_engine
  ensure_browser
  task_build
  build_tests
  dotnet tests/Benchmarks/bin/Release/net10.0/Mem0Observability.Tests.Benchmarks.dll "$@"
}

task=${1:-}
[ $# -gt 0 ] && shift
case $task in
  build | check | test | up | down | bench | package) "task_$task" "$@" ;;
  *) usage; [ -z "$task" ] || exit 2 ;;
esac
