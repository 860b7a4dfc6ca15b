#!/usr/bin/env bash
# Makes the editions of kb-sample that the demo, the desk, the page's tests and its benches are about: target/page/.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=target/page
mkdir -p "$out"
index() { cargo run --quiet --release --features cli -- index kb-sample --web "$@"; }

index --audience public --output "$out/kb-sample-public.nohold"
index --audience internal --html --output "$out/kb-sample-internal.nohold"
