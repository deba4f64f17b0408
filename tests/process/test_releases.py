"""A release opens an act to more readers, from that moment on."""

import pytest

from harbour import Harbour
from onetext.process import actors, rooms
from onetext.process.corrections import Correct, Withdraw
from onetext.process.releases import Release
from onetext.record.audience import PUBLIC
from onetext.record.errors import Refused


def test_an_act_is_seen_by_its_new_readers_from_the_release_on(harbour: Harbour) -> None:
    secret = harbour.do(actors.Declare("lender", "Lender"), by="ash", to=("ash",))
    assert harbour.view("birch").act(secret.id) is None
    opened = harbour.do(Release((secret.id,), ("ash", "birch")), by="ash", to=("ash", "birch"))
    assert actors.name(harbour.view("birch"), "lender") == "Lender"
    assert harbour.view("birch", at=secret.known).act(secret.id) is None
    assert harbour.view("birch", at=opened.known).act(secret.id) is not None
    assert harbour.view("public").act(secret.id) is None


def test_only_its_own_acts_are_released_by_a_party(harbour: Harbour) -> None:
    shared = harbour.do(actors.Declare("lender", "Lender"), by="ash", to=("ash", "birch"))
    for other in ("birch", "keeper"):
        with pytest.raises(Refused, match="its own act"):
            harbour.do(Release((shared.id,), PUBLIC), by=other)


def test_a_release_says_what_it_opens_and_to_whom(harbour: Harbour) -> None:
    secret = harbour.do(actors.Declare("lender", "Lender"), by="ash", to=("ash",))
    with pytest.raises(Refused, match="at least one"):
        harbour.do(Release((), PUBLIC), by="ash")
    with pytest.raises(Refused, match="exactly those"):
        harbour.do(Release((secret.id,), ("ash", "birch")), by="ash")
    with pytest.raises(Refused, match="no act"):
        harbour.do(Release(("0" * 64,), PUBLIC), by="ash")


BOTH = ("ash", "birch")


def test_what_was_withdrawn_is_not_released(harbour: Harbour) -> None:
    note = harbour.do(rooms.Note("A word."), by="ash", to=("ash",))
    harbour.do(Withdraw(note.id, "Not so"), by="ash", to=("ash",))
    with pytest.raises(Refused, match="was withdrawn"):
        harbour.do(Release((note.id,), BOTH), by="ash", to=BOTH)


def test_what_was_corrected_is_released_with_its_correction(harbour: Harbour) -> None:
    note = harbour.do(rooms.Note("A word."), by="ash", to=("ash",))
    correction = harbour.do(Correct(note.id, {"words": "Another word."}, "Misspelt"), by="ash", to=("ash",))
    with pytest.raises(Refused, match="with its correction"):
        harbour.do(Release((note.id,), BOTH), by="ash", to=BOTH)
    harbour.do(Release((note.id, correction.id), BOTH), by="ash", to=BOTH)
    assert [act.body.words for act in rooms.notes(harbour.view("birch"))] == ["Another word."]


def test_a_withdrawal_after_a_release_reaches_those_to_whom_the_act_was_released(harbour: Harbour) -> None:
    note = harbour.do(rooms.Note("A word."), by="ash", to=("ash",))
    harbour.do(Release((note.id,), BOTH), by="ash", to=BOTH)
    with pytest.raises(Refused, match="as the act that it is about: Ash, Birch"):
        harbour.do(Withdraw(note.id, "Not so"), by="ash", to=("ash",))
    harbour.do(Withdraw(note.id, "Not so"), by="ash", to=BOTH)
    assert rooms.notes(harbour.view("birch")) == ()


def test_a_correction_after_a_public_release_is_public(harbour: Harbour) -> None:
    note = harbour.do(rooms.Note("A word."), by="ash", to=("ash",))
    harbour.do(Release((note.id,), PUBLIC), by="ash")
    harbour.do(Correct(note.id, {"words": "Another word."}, "Misspelt"), by="ash")
    assert [act.body.words for act in rooms.notes(harbour.view("public"))] == ["Another word."]
