"""Taking back, correcting and erasing as it is typed: what rests on an act is told before, what is left of it after."""

from pathlib import Path

import pytest

from typed import make_talks, sentence, typed


@pytest.fixture
def talks(tmp_path: Path) -> str:
    """A record with a time line that a newspaper reports."""
    return str(make_talks(tmp_path))


def test_a_document_that_is_cited_is_not_withdrawn_unasked(talks: str) -> None:
    told = sentence(typed("withdraw", "daily", "--reason", "A forgery", "-f", talks))
    assert "2 acts rest on daily" in told
    assert typed("withdraw", "daily", "--reason", "A forgery", "--yes", "-f", talks).code == 0
    checked = typed("check", "-f", talks)
    assert checked.code == 1
    assert b"pages cites a document that was withdrawn" in checked.out


def test_of_an_erased_act_the_log_says_by_which_order(talks: str) -> None:
    typed("room", "note", "A name that the law protects", "--name", "gone", "-f", talks)
    id_ = typed("log", "gone", "--json", "-f", talks).out.split(b'"id": "')[1][:64].decode()
    assert typed("erase", "gone", "--order", "Court of Oslo, 24-117", "--for-ever", "-f", talks).code == 0
    assert b"Court of Oslo, 24-117" in b" ".join(typed("log", id_[:8], "-f", talks).out.split())
    assert id_[:8] in sentence(typed("log", "gone", "-f", talks))
    assert id_.encode() in typed("log", id_, "--json", "-f", talks).out


def test_nobody_else_learns_that_something_was_erased(talks: str) -> None:
    id_ = typed("log", "whisper", "--json", "-f", talks).out.split(b'"id": "')[1][:64].decode()
    before = [sentence(typed("log", word, "--as", "ash", "-f", talks)) for word in (id_, "whisper", "nothing")]
    typed("erase", "whisper", "--order", "Court of Oslo, 24-117", "--for-ever", "-f", talks)
    after = [sentence(typed("log", word, "--as", "ash", "-f", talks)) for word in (id_, "whisper", "nothing")]
    assert before == after
    assert b"Court of Oslo" in typed("log", id_, "--as", "birch", "-f", talks).out
