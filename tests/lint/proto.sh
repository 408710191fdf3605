#!/usr/bin/env bash
# Lints the protocol by buf's STANDARD rules. buf refuses files outside its folder, so it reads the
# descriptor set that protoc writes, with the packaged imports in it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
readonly BUF_VERSION=1.75.0
readonly FOLDER=$PWD/build/lint
readonly IMPORTS=/usr/share/gocode/src/github.com/gogo/googleapis

install_buf() {
  local stamp=$FOLDER/npm/version
  [[ -e $stamp && $(<"$stamp") == "$BUF_VERSION" ]] && return
  mkdir -p "$FOLDER/npm"
  npm install --prefix "$FOLDER/npm" --ignore-scripts --no-audit --no-fund --no-save \
    --loglevel error "@bufbuild/buf@$BUF_VERSION" >&2 || {
    echo "buf $BUF_VERSION cannot be installed through npm (package @bufbuild/buf)" >&2
    return 1
  }
  echo "$BUF_VERSION" >"$stamp"
}

install_buf
mapfile -t files < <(cd proto && ls aftercall/v1/*.proto)
protoc -Iproto -I"$IMPORTS" --include_imports --include_source_info \
  -o "$FOLDER/descriptors.binpb" "${files[@]}"
cp proto/buf.yaml "$FOLDER/"
cd "$FOLDER"
BUF_CACHE_DIR=$FOLDER/cache npm/node_modules/.bin/buf lint descriptors.binpb --path aftercall
