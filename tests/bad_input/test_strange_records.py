"""Records that a later onetext wrote, and places where nothing may be written."""

import ctypes
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from onetext.record.act import canonical_json, leaf_hash
from onetext.record.sqlite import SqliteLog
from typed import ROOT, Answer, sentence, typed

DROP_CAPABILITY, DAC_OVERRIDE, DAC_READ_SEARCH = 24, 1, 2
FILE_ONLY, FOLDER_ONLY = 0o444, 0o555


def written(talks: Path, **changed: Any) -> None:
    """Put an act into the log as another program might: the first one, with some of its fields changed."""
    with SqliteLog.open(talks) as log, log.writing() as writing:
        first = next(writing.acts()).data
        assert first is not None
        data = canonical_json({**json.loads(first), "salt": "0" * 32, **changed})
        writing.append(leaf_hash(data), "*", data)


STRANGE: dict[str, tuple[dict[str, Any], str]] = {
    "of an unknown kind": ({"kind": "auctions.bid/1"}, "auctions.bid/1 update"),
    "of a newer version of its kind": ({"kind": "negotiation.open/2"}, "negotiation.open/2 update"),
    "of a newer format": ({"format": 2}, "2 update"),
    "with a body of another shape": ({"body": {"title": 7}}, "title"),
    "with a body that is no object": ({"body": "words"}, "cannot be read"),
    "with a field that no act has": ({"vote": "yes"}, "vote"),
    "recorded at no time": ({"recorded": "yesterday"}, "cannot be read"),
    "recorded without a zone": ({"recorded": "2025-01-06T09:00:00"}, "cannot be read"),
    "recorded in the year 9999": ({"recorded": "9999-12-31T00:00:00Z"}, "9998"),
    "by nobody's list": ({"author": ["ash"]}, "cannot be read"),
}


@pytest.mark.parametrize("what", STRANGE)
@pytest.mark.parametrize("words", ["status", "log --json", "actor add elm Elm", "export -o all.jsonl"])
def test_an_act_that_is_not_understood_is_named_and_nothing_is_guessed(talks: Path, what: str, words: str) -> None:
    changed, named = STRANGE[what]
    written(talks, **changed)
    before = talks.read_bytes()
    said = sentence(typed(*words.split()))
    assert [word for word in named.split() if word not in said] == []
    assert talks.read_bytes() == before
    assert not talks.with_name("all.jsonl").exists()


def without_rights(*words: str, folder: Path) -> Answer:
    """The answer of a process whose rights to files are those that the files give, for root too."""

    def humbled() -> None:
        if os.geteuid() == 0:
            for capability in (DAC_OVERRIDE, DAC_READ_SEARCH):
                ctypes.CDLL(None).prctl(DROP_CAPABILITY, capability, 0, 0, 0)

    done = subprocess.run(
        [sys.executable, "-B", "-m", "onetext", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        timeout=60,
        check=False,
        preexec_fn=humbled,
    )
    return Answer(done.returncode, done.stdout, done.stderr.decode())


@pytest.mark.parametrize("words", ["actor add elm Elm", "new other --title X", "export -o all.jsonl"])
def test_where_nothing_may_be_written_nothing_is(talks: Path, words: str) -> None:
    before = talks.read_bytes()
    talks.chmod(FILE_ONLY)
    talks.parent.chmod(FOLDER_ONLY)
    try:
        said = sentence(without_rights(*words.split(), folder=talks.parent))
        read = without_rights("status", folder=talks.parent)
    finally:
        talks.parent.chmod(0o755)
    assert any(word in said for word in ("talks.onetext", "folder", "all.jsonl"))
    assert read.code == 0, read.err
    assert talks.read_bytes() == before
    assert sorted(path.name for path in talks.parent.iterdir()) == ["talks.onetext", "talks.script", "v0.txt"]


def test_a_record_that_may_not_be_read_is_named(talks: Path) -> None:
    talks.chmod(0)
    said = sentence(without_rights("status", folder=talks.parent))
    talks.chmod(FILE_ONLY)
    assert "talks.onetext" in said
