#!/bin/sh
# Installs what only the system's package manager has, where the caller may ask it to; never fails.
# The argument is the Python of the environment.

missing=""
command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
  command -v google-chrome >/dev/null || missing="chromium"

# The README's examples use it.
command -v curl >/dev/null || missing="$missing curl"

# mongod comes in a wheel, and links to a library that slim images leave out.
if [ "$(uname -sm)" = "Linux x86_64" ]; then
  "$1" -c 'import ctypes; ctypes.CDLL("libcurl.so.4")' 2>/dev/null || missing="$missing libcurl4"
fi

[ -n "$missing" ] || exit 0

give_up() {
  echo "$1:" $missing
  echo "Without chromium the browser tests are skipped; without libcurl4 mongod does not start."
  exit 0
}

command -v apt-get >/dev/null || give_up "Not installed, and no apt-get to install with"

as_root=""
if [ "$(id -u)" -ne 0 ]; then
  sudo -n true 2>/dev/null || give_up "Not installed, and not allowed to install"
  as_root="sudo -n"
fi

echo "Installing from the system's packages (once):" $missing
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
if $as_root apt-get update >"$log" 2>&1 &&
  $as_root apt-get install --yes --no-install-recommends $missing >>"$log" 2>&1; then
  rm -f "$log"
else
  tail -n 5 "$log"
  give_up "Could not be installed (all of it is in $log)"
fi
