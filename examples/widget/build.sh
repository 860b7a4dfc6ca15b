#!/usr/bin/env bash
# Builds the npm package: target/npm/, ready for `npm publish`, with the reader of editions for pages; in triage/, the one that
# also takes messages apart; and, in full/, the build that can also index Markdown.
#
#   examples/widget/build.sh                          # the reader has the inflections of twelve languages
#   LANGUAGES=english examples/widget/build.sh        # or `all`
#   FULL=no examples/widget/build.sh                  # without full/, which takes minutes
#
# Needs cargo with rustup, Node.js with npm, and GNU sed. What else it needs it installs below target/.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=${CARGO_TARGET_DIR:-target}
out=target/npm
tools=$PWD/target/tools
version_of() { sed -n "/^name = \"$1\"\$/{n;s/^version = \"\\(.*\\)\"/\\1/p}" Cargo.lock; }

# The tool must be of the same version as the crate that it works for. Not `--locked`: it names versions that are gone.
install_tools() {
    local version
    version=$(version_of wasm-bindgen)
    if [[ $("$tools/bin/wasm-bindgen" --version 2>/dev/null) != "wasm-bindgen $version" ]]; then
        cargo install --quiet --debug --root "$tools" --target-dir "$tools/build" wasm-bindgen-cli@"$version"
    fi
    if [[ ! -x $tools/node_modules/.bin/wasm-opt ]]; then
        npm install --silent --no-audit --no-fund --no-save --prefix "$tools" binaryen@132.0.0
    fi
}

# With the standard library built for size, a third smaller. That takes its sources, and a compiler's permission to build them.
# Arguments: features.
compile() {
    local std=() flags='--cfg getrandom_backend="wasm_js" --cfg sha2_backend_soft="compact"'
    rustup target add wasm32-unknown-unknown
    if rustup component add rust-src; then
        export RUSTC_BOOTSTRAP=1
        flags+=' -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none'
        std=(-Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size)
    else
        echo "without the sources of the standard library the WebAssembly is larger than it could be" >&2
    fi
    RUSTFLAGS="$flags ${RUSTFLAGS:-}" cargo rustc --quiet --lib --crate-type cdylib --profile page \
        --target wasm32-unknown-unknown --no-default-features --features "$1" "${std[@]}"
}

optimise() {
    local features=(--enable-bulk-memory --enable-bulk-memory-opt --enable-mutable-globals --enable-nontrapping-float-to-int
        --enable-reference-types --enable-sign-ext --enable-multivalue)
    "$tools/node_modules/.bin/wasm-opt" "${@:2}" "${features[@]}" --strip-debug --strip-producers --strip-target-features \
        "$1/nohold_bg.wasm" --output "$1/nohold_bg.wasm"
}

digest() { node -p 'crypto.createHash("sha256").update(fs.readFileSync(process.argv[1])).digest(process.argv[2])' "$1" "$2"; }

# The name tells the contents, so that a page can keep it for ever.
name_wasm() {
    local hash file integrity
    hash=$(digest "$1/nohold_bg.wasm" hex | cut -c1-16)
    file=nohold-$hash.wasm
    mv "$1/nohold_bg.wasm" "$1/$file"
    integrity=$(digest "$1/$file" base64)
    sed -i "s|nohold\\.wasm|$file|; s|INTEGRITY|$integrity|" "$1"/index.js "$1"/node.js
    echo "$file"
}

# Arguments: features, folder, options of wasm-opt.
build() {
    compile "$1"
    "$tools/bin/wasm-bindgen" --target web --no-typescript --omit-default-module-path --out-dir "$2" --out-name nohold \
        "$target/wasm32-unknown-unknown/page/nohold.wasm"
    optimise "${@:2}"
}

languages=${LANGUAGES:-web}
reader=wasm,$languages-languages
if [[ $languages == english ]]; then reader=wasm; fi

# What brotli makes small counts, not the bytes before it: functions stand in order of their names, so that what is alike is near
# each other, and what is called from one place only stays a function. Nothing of Rust's is in the first KiB of memory but the
# end of the stack.
small=(--low-memory-unused --flatten --rereloop --one-caller-inline-max-function-size 0 -Oz -Oz --converge --reorder-functions-by-name)

install_tools
rm -rf "$out"
mkdir -p "$out"
cp -r examples/widget/package/* examples/widget/src/* LICENSE-* "$out/"
build "$reader" "$out" "${small[@]}"
file=$(name_wasm "$out")
build "$reader,wasm-triage" "$out/triage" "${small[@]}"
name_wasm "$out/triage" >/dev/null
sed -E 's#"\./(core|edition)\.js"#"../\1.js"#' "$out/worker.js" >"$out/triage/worker.js"
sed -i "s/VERSION/$(version_of nohold)/; s/nohold\\.wasm/$file/" "$out/package.json"
if [[ ${FULL:-yes} == yes ]]; then
    build wasm-index,wasm-triage,all-languages "$out/full" -O2
    name_wasm "$out/full" >/dev/null
else
    rm -r "$out/full"
fi
find "$out" -type f -exec ls -l {} +
