#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Installs and builds what is missing or has changed since last time, and says only what it does.
set -eu
cd "$(dirname "$0")/.."

fail() { printf 'setup: %s\n' "$1" >&2; exit 1; }
say() { printf 'setup: %s\n' "$1"; }

command -v python3 >/dev/null || fail "python3 is not on PATH (Debian: apt-get install python3 python3-venv)"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "Python 3.11 or newer is needed, this is $(python3 --version)"
if [ ! -x .venv/bin/python ]; then
  say "making .venv"
  python3 -m venv .venv || fail "no venv could be made (Debian: apt-get install python3-venv)"
fi
stamps=.venv/.stamps
mkdir -p "$stamps"

# changed NAME FILE…: whether these files differ from when `done NAME` was last said of them.
changed() {
  name=$1; shift
  .venv/bin/python -c '
import hashlib, pathlib, sys
found = set()
for given in map(pathlib.Path, sys.argv[1:]):
    found |= {p for p in given.rglob("*") if p.is_file()} if given.is_dir() else {given}
total = hashlib.sha256()
for path in sorted(p for p in found if p.exists() and "dist" not in p.parts):
    total.update(str(path).encode() + b"\0" + path.read_bytes())
print(total.hexdigest())' "$@" >"$stamps/$name.now"
  ! cmp -s "$stamps/$name.now" "$stamps/$name"
}
done_with() { mv "$stamps/$1.now" "$stamps/$1"; }

if changed python requirements.lock; then
  say "installing the locked Python packages"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
  .venv/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes requirements.lock
  rm -f "$stamps/samsyn"
  done_with python
fi

if changed samsyn pyproject.toml; then
  # The product itself is read from this folder; this puts `samsyn` on the venv's command line.
  .venv/bin/uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
  done_with samsyn
fi

command -v node >/dev/null || fail "node is not on PATH; 20.19 or newer builds the front end (README, What is needed)"
node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
  fail "Node 20.19 or newer is needed, this is $(node --version)"
if changed node package.json package-lock.json || [ ! -d node_modules ]; then
  say "installing the locked front-end packages"
  npm ci --no-audit --no-fund --silent
  rm -f "$stamps/front"
  done_with node
fi

sources=$(find samsyn -type d \( -name static -o -name frontend \))
# shellcheck disable=SC2086  # one word a folder is meant
if changed front package.json package-lock.json vite.config.* $sources || [ ! -d samsyn/kit/static/dist ]; then
  say "building the front end"
  npx --no-install vite build --logLevel error
  done_with front
fi

if [ -n "$(find samsyn/locale -name '*.po' 2>/dev/null)" ] && changed words $(find samsyn/locale -name '*.po'); then
  say "compiling the translations"
  .venv/bin/pybabel --quiet compile --domain django --directory samsyn/locale
  done_with words
fi
rm -f "$stamps"/*.now
