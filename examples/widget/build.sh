#!/usr/bin/env bash
# Builds the npm package of the page's reader: target/npm/, ready for `npm publish`.
#
#   examples/widget/build.sh                          # the inflections of twelve languages
#   LANGUAGES=english examples/widget/build.sh        # or `all`
#
# Needs cargo with rustup, and npm. What else it needs it installs below target/.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=${CARGO_TARGET_DIR:-target}
out=target/npm
tools=$PWD/target/tools
case ${LANGUAGES:-web} in
    english) features=wasm ;;
    *) features=wasm,${LANGUAGES:-web}-languages ;;
esac

version_of() { sed -n "/^name = \"$1\"\$/{n;s/^version = \"\\(.*\\)\"/\\1/p}" Cargo.lock; }

# The tool must be of the same version as the crate that it works for.
install_tools() {
    local version
    version=$(version_of wasm-bindgen)
    if [[ $("$tools/bin/wasm-bindgen" --version 2>/dev/null) != "wasm-bindgen $version" ]]; then
        cargo install --quiet --locked --debug --root "$tools" --target-dir "$tools/build" wasm-bindgen-cli@"$version"
    fi
    if [[ ! -x $tools/node_modules/.bin/wasm-opt ]]; then
        npm install --silent --no-audit --no-fund --no-save --prefix "$tools" binaryen@132.0.0
    fi
}

# With the standard library built for size, a third smaller. That takes its sources, and a compiler's permission to build them.
compile() {
    local std=()
    rustup target add wasm32-unknown-unknown
    if rustup component add rust-src; then
        export RUSTC_BOOTSTRAP=1
        export RUSTFLAGS="-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none --cfg sha2_backend_soft=\"compact\" ${RUSTFLAGS:-}"
        std=(-Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size)
    else
        echo "without the sources of the standard library the WebAssembly is larger than it could be" >&2
    fi
    cargo rustc --quiet --lib --crate-type cdylib --profile page --target wasm32-unknown-unknown \
        --no-default-features --features "$features" "${std[@]}"
}

optimise() {
    local features=(--enable-bulk-memory --enable-bulk-memory-opt --enable-mutable-globals --enable-nontrapping-float-to-int
        --enable-reference-types --enable-sign-ext --enable-multivalue)
    "$tools/node_modules/.bin/wasm-opt" -Oz --converge "${features[@]}" --strip-debug --strip-producers --strip-target-features \
        "$1" --output "$2"
}

# The name tells the contents, so that a page can keep it for ever.
name_wasm() {
    local hash file
    hash=$(sha256sum "$out/nohold_bg.wasm" | cut -c1-16)
    file=nohold-$hash.wasm
    mv "$out/nohold_bg.wasm" "$out/$file"
    local integrity
    integrity=$(openssl dgst -sha256 -binary "$out/$file" | base64)
    sed -i "s|nohold\\.wasm|$file|; s|INTEGRITY|$integrity|" "$out/index.js" "$out/node.js" "$out/package.json"
}

install_tools
compile
rm -rf "$out"
mkdir -p "$out"
"$tools/bin/wasm-bindgen" --target web --no-typescript --omit-default-module-path --out-dir "$out" --out-name nohold \
    "$target/wasm32-unknown-unknown/page/nohold.wasm"
optimise "$out/nohold_bg.wasm" "$out/nohold_bg.wasm"
cp examples/widget/package/* "$out/"
cp examples/widget/src/* "$out/"
cp LICENSE-* "$out/"
sed -i "s/VERSION/$(version_of nohold)/" "$out/package.json"
name_wasm
ls -l "$out"
