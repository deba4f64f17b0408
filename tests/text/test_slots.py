from hypothesis import given
from hypothesis import strategies as st

from onetext.text.sense.slots import NAMES, Filled, slots
from onetext.text.words import word_set


def said(filled: Filled | None) -> str | None:
    return filled.words if filled else None


def test_reliable_guarantees_leave_everything_open_but_their_name() -> None:
    found = slots("reliable security guarantees")
    assert found.empty == ("who", "by_when", "verified_by", "if_breached")
    assert [one.words for one in found.vague] == ["reliable"]


def test_who_receives_guarantees_has_promised_none() -> None:
    assert slots("Ukraine will receive reliable security guarantees.").who is None


def test_who_gives_is_named_after_by() -> None:
    assert said(slots("Ukraine will receive guarantees provided by the United States.").who) == "the United States"


def test_a_full_promise_has_no_open_slot() -> None:
    found = slots(
        "Russia shall withdraw its forces within 30 days, verified by the OSCE, and if it fails to comply "
        "all sanctions shall be restored."
    )
    assert found.empty == ()
    assert said(found.who) == "Russia"
    assert said(found.by_when) == "within 30 days"
    assert said(found.verified_by) == "verified by the OSCE"
    assert (said(found.if_breached) or "").startswith("if it fails")


def test_a_date_fills_by_when_and_timely_does_not() -> None:
    assert said(slots("Ukraine shall hold elections by 1 May 2026.").by_when) == "by 1 May 2026"
    found = slots("Ukraine shall hold elections in a timely manner.")
    assert found.by_when is None
    assert [one.words for one in found.vague] == ["in a timely manner"]


def test_an_empty_wording_promises_nothing() -> None:
    assert slots("").empty == NAMES


PIECES = sorted(word_set("if by the OSCE shall verified within 30 days fails . provided Russia"))


@given(st.text() | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_what_fills_a_slot_stands_where_it_says(words: str) -> None:
    found = slots(words)
    for name in NAMES:
        filled = getattr(found, name)
        assert filled is None or words[filled.start : filled.end] == filled.words
