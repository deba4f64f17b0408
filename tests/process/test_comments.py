"""Comments on points: whose they are, what they answer, and who may know of them."""

import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import comments
from onetext.process.amendments import Propose
from onetext.process.comments import Comment
from onetext.record.errors import Refused

FIRST, SECOND, _ = POINTS


@pytest.fixture
def tabled(harbour: Harbour) -> Harbour:
    harbour.table("v0")
    return harbour


def test_comments_are_kept_in_threads_each_answer_behind_what_it_replies_to(tabled: Harbour) -> None:
    first = tabled.do(Comment(FIRST.id, "Which harbour?", "the harbour"), by="birch")
    tabled.do(Comment(FIRST.id, "Who pays?"), by="ash")
    answer = tabled.do(Comment(FIRST.id, "The old one.", answers=first.id), by="ash")
    tabled.do(Comment(FIRST.id, "Thank you.", answers=answer.id), by="birch")
    found = comments.threads(comments.comments(tabled.view(), FIRST.id))
    assert [(depth, act.body.text) for depth, act in found] == [
        (0, "Which harbour?"), (1, "The old one."), (2, "Thank you."), (0, "Who pays?"),
    ]  # fmt: skip


def test_an_answer_to_what_one_may_not_see_stands_alone(tabled: Harbour) -> None:
    first = tabled.do(Comment(FIRST.id, "Between us."), by="ash", to=("ash", "birch"))
    tabled.do(Comment(FIRST.id, "Yes.", answers=first.id), by="birch", to=("ash", "birch"))
    assert comments.comments(tabled.view("norway")) == ()
    with pytest.raises(Refused, match="what is said about it goes to no other readers"):
        tabled.do(Comment(FIRST.id, "No.", answers=first.id), by="birch")


def test_who_made_it_is_the_actor_or_the_name_that_a_document_gives(tabled: Harbour) -> None:
    own = tabled.do(Comment(FIRST.id, "Mine."), by="ash")
    named = tabled.do(Comment(FIRST.id, "Mine too.", by="J. Smith"), by="ash")
    reported = tabled.report(Comment(FIRST.id, "Theirs.", by="A. Jones"))
    view = tabled.view()
    assert [comments.speaker(view, act) for act in (own, named, reported)] == ["Ash", "J. Smith (Ash)", "A. Jones"]


def test_nobody_comments_here_in_another_s_name(tabled: Harbour) -> None:
    for name in ("Birch", "birch"):
        with pytest.raises(Refused, match="in nobody else's name"):
            tabled.do(Comment(FIRST.id, "We give in.", by=name), by="ash")
    with pytest.raises(Refused, match="in nobody else's name"):
        tabled.do(Comment(FIRST.id, "We give in.", by="Birch"))


def test_a_comment_without_words_or_about_no_point_is_refused(tabled: Harbour) -> None:
    with pytest.raises(Refused, match="Say something"):
        tabled.do(Comment(FIRST.id, "  "), by="ash")
    with pytest.raises(Refused, match="Not all of these readers know of this point"):
        tabled.do(Comment("pnobody", "What?"), by="ash")


def test_an_answer_is_about_the_same_point(tabled: Harbour) -> None:
    first = tabled.do(Comment(FIRST.id, "Which harbour?"), by="birch")
    with pytest.raises(Refused, match="about the same point"):
        tabled.do(Comment(SECOND.id, "That one.", answers=first.id), by="ash")


def test_a_comment_on_a_point_that_is_proposed_to_some_goes_to_no_others(tabled: Harbour) -> None:
    tabled.do(Propose("add", "pnew", words="All pay.", after=FIRST.id), by="ash", to=("ash", "norway"))
    tabled.do(Comment("pnew", "How much?"), by="norway", to=("ash", "norway"))
    with pytest.raises(Refused, match="Not all of these readers know of this point"):
        tabled.do(Comment("pnew", "How much?"), by="norway")


def test_the_words_that_a_comment_is_on_stand_in_the_point_or_in_what_is_proposed_for_it(tabled: Harbour) -> None:
    def quoted(words: str) -> str:
        return comments.quoted(tabled.view(), FIRST.id, words)

    tabled.do(Propose("replace", FIRST.id, FIRST.words or "", "Ash shall dredge the old harbour."), by="ash")
    for words in ("", "dredge the  harbour", "old harbour", "Ash shall dredge the old harbour"):
        assert quoted(words) == words
    with pytest.raises(Refused, match="“new harbour” does not stand in point 1"):
        quoted("new harbour")


def test_of_words_that_stood_in_an_earlier_version_it_is_said_in_which(tabled: Harbour) -> None:
    tabled.table("v1", reworded(FIRST, "Ash may dredge."), SECOND, POINTS[2], parent="v0")
    with pytest.raises(Refused, match="“the harbour” stood in v0; it does not stand in point 1 any more"):
        comments.quoted(tabled.view(), FIRST.id, "the harbour")
