"""A small negotiation to do things wrong in."""

from pathlib import Path

import pytest

from typed import RECORD, make_talks


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the talks, made once."""
    return make_talks(tmp_path_factory.mktemp("template"))


@pytest.fixture
def talks(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh copy of the talks, the only record in the folder in which commands are typed."""
    record = tmp_path / RECORD
    record.write_bytes(template.read_bytes())
    for name in ("v0.txt", "talks.script"):
        (tmp_path / name).write_bytes(template.with_name(name).read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONETEXT_FILE", raising=False)
    return record
