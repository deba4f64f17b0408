"""Two drafts beside the text that both began from: what fits together is one text, what collides stands in brackets."""

import msgspec
import pytest
from django.test import Client

from harbour import POINTS, Harbour, reworded
from onetext.process import texts
from onetext.record.audience import Viewer
from onetext.web.asked import Asked
from onetext.web.pages.comparing.threeway import Laid, ThreeTexts, three_texts

AT = "/n/harbour/threeway/"
CHOSEN = {"base": "v0", "one": "v1", "other": "rival-1"}


@pytest.fixture
def drafts(harbour: Harbour) -> Harbour:
    """A successor and a rival of v0. Point 1 collides, 2 fits together, 3 is changed by the rival alone."""
    one, two, three = POINTS
    harbour.table(
        "v1",
        reworded(one, "Ash should dredge the harbour."),
        reworded(two, "Birch shall always light the pier."),
        three,
        parent="v0",
    )
    line = harbour.do(texts.Line("Upstream's draft", ("cedar",)), name="rival")
    wording = (
        reworded(one, "Ash must dredge the harbour."),
        reworded(two, "Birch shall light the pier at night."),
        reworded(three, "Cedar may not use the quay."),
    )
    harbour.do(texts.Table("Rival", line=line.id, wording=wording), name="rival-1")
    return harbour


def laid(harbour: Harbour, **query: str) -> ThreeTexts:
    asked = Asked("harbour", "mayor-ash", "ash", query={name: (word,) for name, word in query.items()})
    return three_texts(harbour.record.view(Viewer("ash")), asked)


def place(found: ThreeTexts, label: str) -> Laid:
    return next(one for one in found.places if one.label == label)


def test_each_place_says_who_changed_it_and_whether_the_changes_fit(drafts: Harbour) -> None:
    found = laid(drafts, **CHOSEN)
    assert [place(found, label).together for label in "123"] == ["collides", "fits", "other"]
    assert place(found, "2").words == "Birch shall always light the pier at night."


def test_what_collides_stands_in_brackets_with_both_names_and_no_word_is_lost(drafts: Harbour) -> None:
    words = place(laid(drafts, **CHOSEN), "1").words
    assert "[" in words
    for part in ("should", "must", "v1", "rival-1", "dredge", "the harbour."):
        assert part in words


def test_the_head_and_the_rival_stand_beside_the_first_version_when_nothing_is_chosen(drafts: Harbour) -> None:
    found = laid(drafts)
    assert (found.base, found.one, found.other) == ("v0", "v1", "rival-1")


def test_what_neither_changed_is_shown_when_that_is_asked(drafts: Harbour) -> None:
    drafts.table("v2", *POINTS, parent="v1")
    assert not laid(drafts, base="v0", one="v0", other="v2").places
    shown = laid(drafts, base="v0", one="v0", other="v2", everything="yes").places
    assert {one.together for one in shown} == {"unchanged"}


def test_a_text_that_is_not_available_is_guessed_from_nothing(harbour: Harbour, served: dict[str, Client]) -> None:
    harbour.table("v1", parent="v0", known=False)
    told = served["ash"].get(AT, {"base": "v0", "one": "v1", "other": "v0"}).content.decode()
    assert "The text of v1 is not available; three texts are needed." in told
    assert "changed by" not in told


def test_what_is_known_in_part_is_unknown_and_not_deleted(harbour: Harbour) -> None:
    line = harbour.do(texts.Line("As leaked", ("cedar",)), name="leak")
    harbour.report(texts.Table("Leak", line=line.id, wording=POINTS[:2], expected=3), name="leak-1")
    found = laid(harbour, base="v0", one="v0", other="leak-1", everything="yes")
    assert place(found, "3").together == "unknown"
    assert place(found, "3").other.stood == "not there"


def test_the_page_draws_it_and_the_api_can_give_it(drafts: Harbour, served: dict[str, Client]) -> None:
    told = served["birch"].get(AT, CHOSEN).content.decode()
    assert "changed by both; the changes collide" in told
    assert "[inserted:" in told
    assert b'"collides"' in msgspec.json.encode(laid(drafts, **CHOSEN), enc_hook=str)


def test_a_rival_in_a_room_is_no_choice_of_another_s(harbour: Harbour, served: dict[str, Client]) -> None:
    before = served["birch"].get(AT).content
    line = harbour.do(texts.Line("Our own draft", ("ash",)), "ash", name="own", to=("ash",))
    harbour.do(texts.Table("Own", line=line.id, wording=POINTS), "ash", name="own-1", to=("ash",))
    assert served["birch"].get(AT).content == before
    assert "own-1" in served["ash"].get(AT).content.decode()
