#!/usr/bin/env bash
# Writes requirements-isaaclab.txt: what the .in file asks for with all that it needs, then Isaac Lab alone.
set -euo pipefail
cd "$(dirname "$0")/.."
options=(--quiet --generate-hashes --no-emit-index-url --python-version 3.12 --no-header)
uv pip compile "${options[@]}" requirements-isaaclab.in -o requirements-isaaclab.txt
echo 'isaaclab==3.0.0' | uv pip compile "${options[@]}" --no-deps - >> requirements-isaaclab.txt
