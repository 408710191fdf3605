#!/usr/bin/env bash
# Installs everything that building, testing and demonstrating Aftercall needs on Debian 12.
# This file is the one list of packages. Safe to run again: it asks nothing and skips what is there.
set -euo pipefail

PACKAGES=(
  # Tools: compilers, build, formatting, analysis.
  build-essential ca-certificates ccache clang-14 clang-format-14 clang-tidy-14 cmake gettext git
  libclang-rt-14-dev lld-14 ninja-build pkg-config python3
  # Protocol: gRPC, Protocol Buffers and the public .proto files that ours import.
  golang-github-gogo-googleapis-dev grpc-proto libgrpc++-dev libprotobuf-dev protobuf-compiler
  protobuf-compiler-grpc
  # Libraries of both programs.
  libabsl-dev libboost-locale-dev libboost-dev libcli11-dev libspdlog-dev libtomlplusplus-dev
  nlohmann-json3-dev tzdata
  # Backend: the embedded store, signed tokens, metrics, least squares.
  libcjose-dev libeigen3-dev libjansson-dev libsqlite3-dev libssl-dev prometheus-cpp-dev
  # Ticker: interface, window, fonts.
  fonts-noto-cjk fonts-noto-color-emoji fonts-noto-core libfreetype-dev libgl-dev libglfw3-dev
  libimgui-dev libpng-dev libstb-dev libx11-dev libxext-dev libxrandr-dev libxtst-dev
  # Tests: the second line makes networks that fail, and certificates for them.
  libfaketime libgmock-dev libgtest-dev libnghttp2-dev
  iproute2 openssl
  # A display where there is none: the demo's and the tests' X server, window manager and pointer.
  openbox x11-utils x11-xserver-utils xauth xdotool xvfb
)

missing=()
for package in "${PACKAGES[@]}"; do
  dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
done
# buf, the protocol linter, comes from npm. Debian's npm conflicts with other builds of Node, so an
# npm that is already here stays.
command -v npm >/dev/null || missing+=(npm)

if ((${#missing[@]})); then
  if ((EUID == 0)); then
    as_root=(env)
  elif command -v sudo >/dev/null; then
    as_root=(sudo -n env)
  else
    echo "install-deps: ${#missing[@]} packages are missing and neither root nor sudo is available: ${missing[*]}" >&2
    exit 1
  fi
  echo "install-deps: installing ${#missing[@]} packages"
  apt() { "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@"; }
  apt update
  apt install --yes --no-install-recommends "${missing[@]}" >/dev/null
fi
echo "install-deps: everything is installed"
