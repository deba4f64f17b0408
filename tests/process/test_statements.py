"""Statements: speakers, channels, chains of outlets, and what one speaker says that another said."""

import pytest

from harbour import Harbour
from onetext.process import points, statements
from onetext.process.statements import Statement
from onetext.process.tags import Tag
from onetext.record.errors import Refused


def test_a_joint_statement_needs_two_speakers_even_when_it_is_reported(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="at least two speakers"):
        harbour.report(Statement(("ash",), "We agree.", "joint"))
    harbour.report(Statement(("ash", "birch"), "We agree.", "joint"))


@pytest.mark.parametrize(
    ("speakers", "words", "channel"),
    [((), "x", "press"), (("ash", "ash"), "x", "joint"), (("ash",), "  ", "press"), (("ash",), "x", "The Press")],
)
def test_a_statement_without_its_parts_is_refused(
    harbour: Harbour, speakers: tuple[str, ...], words: str, channel: str
) -> None:
    with pytest.raises(Refused):
        harbour.report(Statement(speakers, words, channel))


def test_nobody_speaks_here_for_another(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="oneself as its only speaker"):
        harbour.do(Statement(("birch",), "We give in."), by="ash")
    harbour.do(Statement(("ash",), "We hold."), by="ash")


def test_the_filters_find_by_channel_speaker_point_and_tag(harbour: Harbour) -> None:
    harbour.table("v0")
    post = harbour.report(Statement(("ash",), "A step.", "x", points=("paaaaaaaa1",)))
    speech = harbour.report(Statement(("birch",), "A critical moment.", "parliament"))
    harbour.do(Tag(speech.id, ("harbour",)))
    view = harbour.view()
    assert [act.id for act in statements.statements(view, channel="x")] == [post.id]
    assert [act.id for act in statements.statements(view, speaker="birch")] == [speech.id]
    assert [act.id for act in statements.statements(view, point="paaaaaaaa1")] == [post.id]
    assert [act.id for act in statements.statements(view, tag="#Harbour")] == [speech.id]


def test_a_spokesperson_is_found_under_those_it_speaks_for(harbour: Harbour) -> None:
    said = harbour.report(Statement(("voice-cedar",), "Nothing received.", "spokesperson"))
    assert [act.id for act in statements.statements(harbour.view(), speaker="cedar")] == [said.id]
    assert statements.speakers(harbour.view(), said) == "Voice Cedar (for Cedar)"


def test_the_chain_of_outlets_ends_with_the_source_that_is_cited(harbour: Harbour) -> None:
    said = harbour.report(Statement(("ash",), "Decisive.", "radio", chain=("Radio Ash", "The Wire")))
    assert statements.chain(said) == ("Radio Ash", "The Wire", "The Daily")


def test_what_others_say_that_somebody_said_has_depth_two_and_both_speakers(harbour: Harbour) -> None:
    outer = harbour.report(Statement(("cedar",), "Ash told us that the draft was Birch's."))
    inner = harbour.report(Statement(("ash",), "The draft is Birch's.", within=outer.id))
    view = harbour.view()
    assert len(statements.attribution(view, inner)) == 2
    assert statements.attributed(view, inner) == "Cedar said that Ash said"
    assert len(statements.attribution(view, outer)) == 1


def test_a_statement_is_about_points_and_versions_that_there_are(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    said = harbour.report(Statement(("ash",), "Point 2 must go.", points=("paaaaaaaa2",), versions=(v0.id,)))
    assert statements.about(harbour.view(), said, points.labels(harbour.view())) == ("point 2", "v0")
    with pytest.raises(Refused, match="printed numbers"):
        harbour.report(Statement(("ash",), "Point 9 must go.", points=("pzzzzzzzz9",)))
    with pytest.raises(Refused, match="no version"):
        harbour.report(Statement(("ash",), "v9 must go.", versions=("0" * 64,)))
