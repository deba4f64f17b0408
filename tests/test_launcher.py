"""`run.py`: it needs nothing but Python, installs only what the locks name, and fails in one sentence."""

import ast
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LAUNCHER = ROOT / "run.py"
PIP_CONFIG_LIST = r"""
:env:.find-links='/wheels'
global.cert='/site/ca.pem'
global.extra-index-url='file:///first\nfile:///second'
global.find-links='/overruled'
global.index-url='file:///overruled'
global.timeout='60'
install.index-url='file:///index'
"""
LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-uv.lock"]


def entries(lock: str) -> list[str]:
    """Return the lock's requirements, each with its continuation lines."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def launch(launcher: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(launcher), *arguments],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in which nothing was set up yet."""
    (tmp_path / "src").mkdir()
    for name in ["run.py", *LOCKS]:
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "http" not in text
    assert "://" not in text


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_and_hashed(lock: str) -> None:
    assert entries(lock)
    for entry in entries(lock):
        assert re.match(r"[a-z0-9.-]+==[^ ]+ ", entry), entry
        assert re.search(r" --hash=sha256:[0-9a-f]{64}\b", entry), entry


def test_the_tests_run_on_the_very_packages_that_users_get() -> None:
    def packages(lock: str) -> set[tuple[str, ...]]:
        found = [re.findall(r"[a-z0-9.-]+==[^ ]+|--hash=\S+", entry) for entry in entries(lock)]
        return {tuple(pin_and_hashes) for pin_and_hashes in found}

    assert packages("requirements.lock") <= packages("requirements-dev.lock")


def test_the_launcher_imports_the_standard_library_alone() -> None:
    imported = set()
    for node in ast.walk(ast.parse(LAUNCHER.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
    assert imported <= sys.stdlib_module_names


def test_the_launcher_parses_on_an_old_python_so_that_it_can_say_what_it_needs() -> None:
    ast.parse(LAUNCHER.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_the_launcher_says_what_it_can_do() -> None:
    asked, unasked = launch(LAUNCHER, "--help"), launch(LAUNCHER)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert (unasked.returncode, unasked.stdout) == (2, "")
    assert asked.stdout == unasked.stderr
    for verb in ("demo", "onetext", "test", "check", "pictures"):
        assert f"run.py {verb}" in asked.stdout


def refused_set_up(checkout: Path) -> str:
    """Start in a checkout whose only package index is its own folder; return the closing sentence."""
    run = launch(checkout / "run.py", "demo", PIP_NO_INDEX="1", PIP_FIND_LINKS=str(checkout))
    progress, sentence = run.stderr.splitlines()
    assert run.returncode == 2
    assert run.stdout == ""
    assert progress.startswith("onetext: setting up")
    assert not list(checkout.glob(".onetext/venv/*.stamp"))
    return sentence


def test_a_set_up_without_packages_says_so_in_one_sentence(checkout: Path) -> None:
    assert "is the package index within reach?" in refused_set_up(checkout)


def test_a_package_other_than_the_lock_names_is_refused(checkout: Path) -> None:
    [uv] = entries("requirements-uv.lock")
    version = uv.split()[0].partition("==")[2]
    (checkout / f"uv-{version}-py3-none-any.whl").write_bytes(b"not what was pinned")
    assert "not the one that the lock names" in refused_set_up(checkout)


def test_uv_goes_where_pip_was_told_to_go() -> None:
    translate = runpy.run_path(str(LAUNCHER))["pip_settings_for_uv"]
    settings = translate(PIP_CONFIG_LIST)
    assert settings["UV_FIND_LINKS"] == "/wheels"
    assert settings["SSL_CERT_FILE"] == "/site/ca.pem"
    assert settings["UV_INDEX"] == "file:///first file:///second"
    assert settings["UV_DEFAULT_INDEX"] == "file:///index"
