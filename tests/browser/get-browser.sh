#!/bin/sh
# Finds a browser for the tests, or installs one; prints one line: which. `make install` comes first.
set -eu
cd "$(dirname "$0")/../.."

driver() {
    .venv/bin/python -m playwright --version >/dev/null
}

on_path() {
    for name in chromium google-chrome; do
        path=$(command -v "$name") && echo "Browser: $path" && return
    done
    return 1
}

of_playwright() {
    path=$(.venv/bin/python -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
') && test -x "$path" && echo "Browser: $path"
}

found() {
    driver && { on_path || of_playwright; }
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# libatomic1 is what Playwright's driver lacks on a bare Debian.
from_debian() {
    command -v apt-get && as_root true &&
        as_root apt-get update &&
        as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install --yes --no-install-recommends chromium libatomic1
}

from_playwright() {
    .venv/bin/python -m playwright install chromium
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
found 2>>"$log" && exit
for source in from_debian from_playwright; do
    if "$source" </dev/null >>"$log" 2>&1 && found 2>>"$log"; then exit; fi
done
{
    echo 'No browser: put chromium or google-chrome on the PATH. What was said last:'
    tail -n 20 "$log" | sed -E 's#[a-z]+://[^ ]*|([a-z0-9-]+\.)+(com|dev|net|org)#(address)#g'
} >&2
exit 1
