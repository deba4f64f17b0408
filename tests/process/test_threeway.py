"""Two drafts of a record beside the text that both began from."""

import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import alignments, texts, threeway
from onetext.process.alignments import Match
from onetext.process.texts import Line, Table
from onetext.process.threeway import ThreeWay
from onetext.record.errors import Refused
from onetext.text.provision import Provision, Wording


def rival(harbour: Harbour, name: str, *points: Provision) -> None:
    line = harbour.do(Line(name, ("cedar",)), name=f"{name}-draft")
    wording = tuple(Provision(f"{name}-{p.id}", p.words, number=p.number) for p in points)
    harbour.do(Table(name, line=line.id, wording=wording), name=name)


def laid(harbour: Harbour, base: str, one: str, other: str) -> ThreeWay:
    view = harbour.view()
    return threeway.laid(view, *(alignments.side(view, name) for name in (base, one, other)))


def with_light(words: str) -> Wording:
    return (POINTS[0], reworded(POINTS[1], words), POINTS[2])


def test_each_draft_is_told_by_its_own_name(harbour: Harbour) -> None:
    harbour.table("v0")
    rival(harbour, "east", *with_light("Birch shall light the pier at night."))
    rival(harbour, "west", *with_light("Birch shall light the pier by day."))
    places = laid(harbour, "v0", "east", "west").places
    assert [place.together for place in places] == ["unchanged", "collides", "unchanged"]
    assert places[1].words is not None
    assert "(by: east)" in places[1].words
    assert "(by: west)" in places[1].words


def test_what_a_person_settled_about_a_draft_and_the_base_stands(harbour: Harbour) -> None:
    harbour.table("v0")
    rival(harbour, "east", POINTS[0], reworded(POINTS[1], "Lamps burn on every quay of the strait."), POINTS[2])
    rival(harbour, "west", *POINTS)
    view = harbour.view()
    v0, east = (alignments.side(view, name) for name in ("v0", "east"))
    harbour.do(Match(v0.id, east.id, (POINTS[1].id,), (f"east-{POINTS[1].id}",)))
    found = {place.base[0].id: place.together for place in laid(harbour, "v0", "east", "west").places if place.base}
    assert found[POINTS[1].id] == "one"


def test_nothing_is_guessed_of_a_text_that_is_not_available(harbour: Harbour) -> None:
    harbour.table("v0")
    harbour.table("v1", parent="v0", known=False)
    rival(harbour, "east", *POINTS)
    with pytest.raises(Refused, match="v1 is not available"):
        laid(harbour, "v0", "v1", "east")
    assert texts.head(harbour.view()) is not None
