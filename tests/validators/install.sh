#!/usr/bin/env bash
# Puts the tools that the exports and the page are held against into .tools (or the folder named): validators of Python in
# an environment of their own, since they may want other versions of what we use, and those of Node next to it.
set -euo pipefail
tools=${1:-$(dirname "$0")/../../.tools}
mkdir -p "$tools"
tools=$(cd "$tools" && pwd)

# what is there already, from the same lines with the same Python and Node, stays
wanted=$({ cat "$0"; python3 --version; npm --version || true; } 2>/dev/null | sha256sum)
[ "$(cat "$tools/installed" 2>/dev/null)" != "$wanted" ] || exit 0
rm -rf "${tools:?}"/*

python3 -m venv "$tools/venv"
"$tools/venv/bin/pip" install -q geojson-pydantic 'frictionless>=5.19' datasette

if command -v npm >/dev/null; then
    # no lock file: it would record where the packages came from on this machine
    cd "$tools"
    [ -f package.json ] || echo '{"private": true}' >package.json
    npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts \
        @knight-lab/timelinejs@3 jsdom@29 axe-core@4 html-validate@10
else
    echo "npm is not here: TimelineJS, axe-core and html-validate are left out" >&2
fi
echo "$wanted" >"$tools/installed"
