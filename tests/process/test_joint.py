"""Joint statements: two speakers or more, and only what all of them released."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harbour import Harbour
from onetext.process import joint
from onetext.process.joint import Element, Issue
from onetext.record.audience import Audience, audience
from onetext.record.errors import Refused

BOTH = audience(("ash", "birch"))
USEFUL = "The talks were useful."


def release(harbour: Harbour, by: str, words: str = USEFUL, to: Audience = BOTH) -> None:
    harbour.do(Element(words, by), by, to=to)


def test_a_single_speaker_is_no_joint_statement(harbour: Harbour) -> None:
    for speakers in ((), ("ash",), ("ash", "ash")):
        with pytest.raises(Refused, match="at least two different speakers"):
            joint.draft(harbour.view(), speakers)
        with pytest.raises(Refused, match="at least two different speakers"):
            harbour.report(Issue(speakers, (USEFUL,)))


def test_a_draft_holds_only_what_all_its_speakers_released(harbour: Harbour) -> None:
    release(harbour, "ash")
    release(harbour, "ash", "Much is left to do.")
    release(harbour, "birch", "The  talks were\nuseful.")
    draft = joint.draft(harbour.view("ash"), ("ash", "birch"))
    assert draft.elements == (USEFUL,)
    assert draft.held_back == (("Much is left to do.", ("birch",)),)


def test_what_another_speaker_has_not_seen_is_not_in_the_draft(harbour: Harbour) -> None:
    release(harbour, "ash", to=audience(("ash", "norway")))
    release(harbour, "birch")
    draft = joint.draft(harbour.view(), ("ash", "birch"))
    assert draft.elements == ()
    assert draft.held_back == ((USEFUL, ("ash",)),)


def test_a_release_to_nobody_else_is_none(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="name them as its readers"):
        release(harbour, "ash", to=("ash",))


def test_nobody_releases_for_another(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="Only Birch"):
        harbour.do(Element(USEFUL, "birch"), "ash")


def test_a_joint_statement_says_nothing_that_one_speaker_did_not_release(harbour: Harbour) -> None:
    release(harbour, "ash")
    with pytest.raises(Refused, match="was not released by all"):
        harbour.do(Issue(("ash", "birch"), (USEFUL,)), "ash")
    release(harbour, "birch")
    harbour.do(Issue(("ash", "birch"), (USEFUL,)), "ash")
    assert [act.body.speakers for act in joint.issued(harbour.view("public"))] == [("ash", "birch")]


def test_an_empty_joint_statement_is_refused(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="nothing that all the speakers released"):
        harbour.do(Issue(("ash", "birch"), ()), "ash")


def test_a_third_party_does_not_issue_it(harbour: Harbour) -> None:
    release(harbour, "ash")
    release(harbour, "birch")
    with pytest.raises(Refused, match="issued by one of its speakers"):
        harbour.do(Issue(("ash", "birch"), (USEFUL,)), "cedar")


def test_a_reported_joint_statement_is_recorded_whatever_was_released_here(harbour: Harbour) -> None:
    harbour.report(Issue(("ash", "birch"), (USEFUL,)))
    assert len(joint.issued(harbour.view())) == 1


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["ash", "birch", "norway"]), st.sampled_from("abcd")), max_size=12))
def test_each_element_was_released_by_each_speaker(harbour: Harbour, releases: list[tuple[str, str]]) -> None:
    mark = str(len(harbour.view().acts))
    for speaker, letter in releases:
        harbour.report(Element(mark + letter, speaker))
    found = joint.draft(harbour.view(), ("ash", "birch"))
    expected = {mark + letter for speaker, letter in releases if speaker == "ash"}
    expected &= {mark + letter for speaker, letter in releases if speaker == "birch"}
    assert {element for element in found.elements if element[:-1] == mark} == expected
