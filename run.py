#!/usr/bin/env python3
"""Set onetext up in this checkout, once, and run it.

    python3 run.py demo             a worked example
    python3 run.py onetext ...      any command of the tool
    python3 run.py test [...]       the tests; what follows goes to pytest
    python3 run.py check            style, format, types and imports
    python3 run.py pictures [...]   every page photographed into a folder

After the first of these, .onetext/bin/onetext is the tool as one command, to put on your PATH.

Needs Python 3.11 or newer with venv. Everything is kept in .onetext/ beside this file.
"""

import ast
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import IO, NoReturn

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

OLDEST = 0x030B0000
if sys.hexversion < OLDEST:  # what follows must parse, though not run, on an older Python
    sys.stderr.write(f"onetext needs Python 3.11 or newer; this is {sys.version.split()[0]}.\n")
    sys.exit(2)

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".onetext" / "venv"
LOG = ROOT / ".onetext" / "setup.log"
COMMAND = ROOT / ".onetext" / "bin" / "onetext"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")

RUN, DEV = "requirements.lock", "requirements-dev.lock"
LOCKS = {"demo": [RUN], "onetext": [RUN], "test": [RUN, DEV], "check": [RUN, DEV], "pictures": [RUN, DEV]}
CHECKS = (
    ["-m", "ruff", "check"],
    ["-m", "ruff", "format", "--check"],
    ["-m", "mypy"],
    ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
)
PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "proxy": "ALL_PROXY",
}
VENVLESS = f"this Python cannot make virtual environments: install python3.{sys.version_info.minor}-venv"
MISPINNED = "a package is not the one that the lock names, so nothing was run"
SYMPTOMS = {
    "ensurepip": VENVLESS,
    "no module named venv": VENVLESS,
    "hash mismatch": MISPINNED,
    "do not match the hashes": MISPINNED,
    "": "setting up failed: is the package index within reach?",
}


class SetUpError(Exception):
    """The set-up cannot go on; the message is the sentence for the user."""


def say(sentence: str) -> None:
    print(f"onetext: {sentence}", file=sys.stderr, flush=True)


def stamp(lock: str) -> str:
    """Return what an environment must have been made from to be used with this lock."""
    made_from = (ROOT / lock).read_bytes(), Path(__file__).read_bytes(), sys.version, sys.base_prefix
    return hashlib.sha256(repr(made_from).encode()).hexdigest()


def is_installed(lock: str) -> bool:
    try:
        return (VENV / f"{lock}.stamp").read_text() == stamp(lock) and PYTHON.exists()
    except FileNotFoundError:
        return False


def hold(lock_file: IO[bytes]) -> None:
    """Wait until no other set-up of this checkout is at work.

    The programs that a set-up starts inherit the lock, so that it outlives a launcher that was killed.
    """
    if sys.platform == "win32":
        msvcrt.locking(lock_file.fileno(), msvcrt.LK_LOCK, 1)
    else:
        os.set_inheritable(lock_file.fileno(), True)
        fcntl.flock(lock_file, fcntl.LOCK_EX)


def run(*command: object, **settings: str) -> None:
    """Run one step of the set-up, its output kept in the log."""
    with LOG.open("ab") as log:
        step = subprocess.run(
            [str(word) for word in command],
            env={**os.environ, **settings},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            close_fds=False,
            check=False,
        )
    if step.returncode:
        said = LOG.read_text(errors="replace").lower()
        sentence = next(SYMPTOMS[words] for words in SYMPTOMS if words in said)
        raise SetUpError(f"{sentence} ({LOG} has the details).")


def make_environment() -> None:
    for lock in (RUN, DEV):
        (VENV / f"{lock}.stamp").unlink(missing_ok=True)
    run(sys.executable, "-I", "-m", "venv", "--clear", VENV)
    pip_install = [PYTHON, "-I", "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    hashed = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", ROOT / "requirements-uv.lock"]
    run(*pip_install, *hashed, PIP_USER="0")
    packages = next(VENV.glob("[Ll]ib/**/site-packages"))
    (packages / "onetext.pth").write_text(os.path.relpath(ROOT / "src", packages))
    COMMAND.parent.mkdir(exist_ok=True)
    COMMAND.write_text('#!/bin/sh\nexec "$(dirname "$0")/../venv/bin/python" -P -m onetext "$@"\n')
    COMMAND.chmod(0o755)


def pip_settings_for_uv(listing: str) -> dict[str, str]:
    """Translate what `pip config list` prints: uv does not read pip's configuration."""
    settings = {"UV_INDEX_STRATEGY": "unsafe-best-match"}  # as pip does; safe, for the hashes decide
    for section in ("global.", "install.", ":env:."):  # each overrules those before it
        for line in listing.splitlines():
            name, _, value = line.partition("=")
            option = name[len(section) :]
            if name.startswith(section) and option in PIP_TO_UV:
                separator = "," if option == "find-links" else " "
                settings[PIP_TO_UV[option]] = separator.join(ast.literal_eval(value).split())
    return settings


def install(lock: str) -> None:
    listing = subprocess.run([PYTHON, "-I", "-m", "pip", "config", "list"], capture_output=True, text=True, check=False)
    settings = pip_settings_for_uv(listing.stdout) | os.environ
    uv_install = [PYTHON, "-I", "-m", "uv", "pip", "install", "--no-progress", "--python", PYTHON]
    run(*uv_install, "--require-hashes", "--no-deps", "--no-build", "-r", ROOT / lock, **settings)
    (VENV / f"{lock}.stamp").write_text(stamp(lock))


def set_up(locks: list[str]) -> None:
    """Bring the environment to what the locks say; the stamp comes last, so a broken start begins again."""
    if all(map(is_installed, locks)):
        return
    VENV.parent.mkdir(exist_ok=True)
    with (VENV.parent / "lock").open("ab") as lock_file:
        hold(lock_file)
        LOG.unlink(missing_ok=True)
        if not is_installed(RUN):
            say("setting up in .onetext/venv, once; this takes some seconds ...")
            make_environment()
            install(RUN)
        if DEV in locks and not is_installed(DEV):
            say("adding what the tests and checks need ...")
            install(DEV)


def become(*arguments: str) -> NoReturn:
    """Turn this process into the environment's Python (on Windows: run it, and end with it)."""
    command = [str(PYTHON), "-P", *arguments]
    if sys.platform == "win32":
        sys.exit(subprocess.call(command))
    os.execv(PYTHON, command)


def start(verb: str, *arguments: str) -> NoReturn:
    if verb == "onetext":
        become("-m", "onetext", *arguments)
    if verb == "demo":
        become("-m", "onetext", "demo", *arguments)
    os.chdir(ROOT)
    if verb == "test":
        become("-m", "pytest", *arguments)
    if verb == "pictures":
        os.environ |= {"PYTHONPATH": "tests", "DJANGO_SETTINGS_MODULE": "onetext.web.settings"}
        become("-c", "import django; django.setup(); from web.pictures import main; main()", *arguments)
    failed = [check for check in CHECKS if subprocess.call([PYTHON, "-P", *check])]
    sys.exit(1 if failed else 0)


def main(verb: str = "", *arguments: str) -> int:
    if verb not in LOCKS:
        asked = verb in {"-h", "--help"}
        print(__doc__, file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    try:
        set_up(LOCKS[verb])
    except (SetUpError, OSError) as reason:
        say(f"{reason}")
        return 2
    except KeyboardInterrupt:
        say("stopped; the next start sets up afresh.")
        return 130
    start(verb, *arguments)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
