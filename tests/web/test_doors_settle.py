"""The door at which words are settled: what was typed or chosen there counts or is asked about; none of it is lost."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from harbour import POINTS, Harbour, reworded
from onetext.process import amendments, corrections, positions
from onetext.record.act import Act
from onetext.text.provision import fingerprint
from web.reading import plain
from web.test_doors_text import WORDS, amend, do, fields, opened, send

ONE = POINTS[0]


def refused(browser: Client, typed: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """What the form says when it comes back, and what it still holds."""
    answer = send(browser, "settle", typed)
    html = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY, plain(html)
    return plain(html), dict(fields(html))


def deal(act: Act[Any]) -> str:
    return f"deal-{act.id}"


@pytest.mark.parametrize("outcome", ["accepted", "rejected"])
def test_words_that_were_typed_are_not_passed_over(served: dict[str, Client], harbour: Harbour, outcome: str) -> None:
    wish = amend(harbour, "ash", WORDS)
    form = opened(served["norway"], "settle", provision=ONE.id) | {deal(wish): outcome, "words": "A middle."}
    said, again = refused(served["norway"], form)
    assert "You changed these words, but the point is to read as accepted above, or as it stands." in said
    assert again["words"] == "A middle."
    assert not amendments.history(harbour.view(), ONE.id)
    if outcome == "accepted":
        said, again = refused(served["norway"], again | {"how": "words"})
        assert "puts in the words that were proposed, no others" in said
        assert again["words"] == "A middle."
        again[deal(wish)] = "otherwise"
    assert send(served["norway"], "settle", again | {"how": "words"}).status_code == HTTPStatus.FOUND
    (settled,) = amendments.history(harbour.view(), ONE.id)
    assert settled.body.result[0].words == "A middle."


def test_what_is_settled_otherwise_asks_for_the_words(served: dict[str, Client], harbour: Harbour) -> None:
    wish, other = amend(harbour, "ash", WORDS), amend(harbour, "birch", "Ash shall dredge half of it.")
    form = opened(served["norway"], "settle", provision=ONE.id) | {deal(wish): "otherwise", deal(other): "accepted"}
    said, _again = refused(served["norway"], form)
    assert "Settled otherwise: by which words?" in said


def test_a_point_is_not_settled_on_no_words(served: dict[str, Client], harbour: Harbour) -> None:
    form = opened(served["norway"], "settle", provision=ONE.id) | {"how": "words", "words": " "}
    said, _again = refused(served["norway"], form)
    assert "Give the words that the point settles on." in said
    assert not amendments.history(harbour.view(), ONE.id)


def test_words_that_nobody_typed_follow_the_point(served: dict[str, Client], harbour: Harbour) -> None:
    wish = amend(harbour, "ash", WORDS)
    form = opened(served["norway"], "settle", provision=ONE.id) | {deal(wish): "rejected"}
    harbour.do(
        amendments.Settle(ONE.id, (reworded(ONE, "An end."),), (amendments.Dealt(wish.id, "rejected"),)), "norway"
    )
    late = amend(harbour, "birch", "No end.", about=reworded(ONE, "An end."))
    said, again = refused(served["norway"], form)
    assert "The words as they now stand An end." in said
    assert again["words"] == "An end."
    assert send(served["norway"], "settle", again | {deal(late): "rejected"}).status_code == HTTPStatus.FOUND


def test_an_amendment_that_was_taken_back_meanwhile_is_told_of(served: dict[str, Client], harbour: Harbour) -> None:
    wish = amend(harbour, "ash", WORDS)
    form = opened(served["norway"], "settle", provision=ONE.id) | {deal(wish): "accepted"}
    harbour.do(corrections.Withdraw(wish.id, "A mistake"), "ash")
    said, _again = refused(served["norway"], form)
    assert "Ash took this amendment back meanwhile: with “whole” (Ash," in said


def test_an_amendment_that_was_settled_meanwhile_is_told_of(served: dict[str, Client], harbour: Harbour) -> None:
    wish, other = amend(harbour, "ash", WORDS, "a1"), amend(harbour, "birch", "Ash shall dredge half of it.")
    form = opened(served["norway"], "settle", provision=ONE.id) | {deal(wish): "accepted", deal(other): "rejected"}
    dealt = (amendments.Dealt(wish.id, "rejected"), amendments.Dealt(other.id, "rejected"))
    harbour.do(amendments.Settle(ONE.id, (ONE,), dealt), "norway")
    third = amend(harbour, "birch", "Ash shall dredge nothing.")
    said, _again = refused(served["norway"], form | {deal(third): "rejected"})
    assert "a1 is already settled." in said


def test_amendments_without_a_name_are_told_apart_by_what_they_do(served: dict[str, Client], harbour: Harbour) -> None:
    one, other = amend(harbour, "ash", WORDS), amend(harbour, "ash", "Ash shall dredge half of the harbour.")
    html = served["norway"].get("/n/harbour/do/settle/", {"provision": ONE.id}).content.decode()
    assert "with “whole” (Ash, " in plain(html)
    assert "with “half of” (Ash, " in plain(html)
    assert one.id[:8] not in plain(html)
    assert other.id[:8] not in plain(html)


def test_an_amendment_with_a_name_is_shown_with_what_it_does(served: dict[str, Client], harbour: Harbour) -> None:
    amend(harbour, "ash", WORDS, "a1")
    html = served["norway"].get("/n/harbour/do/settle/", {"provision": ONE.id}).content.decode()
    assert "Amendment a1 of Ash" in plain(html)
    assert "with “whole”" in plain(html)


def test_accepting_settles_the_words_that_nobody_changed(served: dict[str, Client], harbour: Harbour) -> None:
    wish = amend(harbour, "ash", WORDS)
    act = do(served["norway"], harbour, "settle", **{deal(wish): "accepted"})
    assert act.body.result[0].words == WORDS


def test_a_stance_is_taken_on_an_amendment_that_is_called_by_what_it_does(
    served: dict[str, Client], harbour: Harbour
) -> None:
    one, other = amend(harbour, "ash", WORDS), amend(harbour, "ash", "Ash shall dredge half of the harbour.", "a2")
    said = plain(served["norway"].get("/n/harbour/do/stance/", {"provision": ONE.id}).content.decode())
    assert "amendment with “whole” (Ash, " in said
    assert "amendment a2: with “half of” (Ash, " in said
    assert one.id[:8] not in said
    assert other.id[:8] not in said


def test_whoever_takes_an_amendment_back_reads_what_it_does(served: dict[str, Client], harbour: Harbour) -> None:
    wish = amend(harbour, "ash", WORDS)
    harbour.do(
        positions.Take("birch", "opposed", harbour.view().find("v0").id, fingerprint(WORDS), ONE.id, amendment=wish.id),
        "birch",
    )
    said = plain(served["ash"].get("/n/harbour/do/withdraw/", {"act": wish.id}).content.decode())
    assert "amendment proposed point 1, “Ash shall dredge the harbour.”; with “whole”" in said
    assert "These rest on it: Position taken: Birch; opposed; v0; point 1" in said
    assert wish.id[:8] not in said


def test_what_became_of_an_amendment_without_a_name_is_told_by_what_it_did(
    served: dict[str, Client], harbour: Harbour
) -> None:
    wish = amend(harbour, "ash", WORDS)
    done = do(served["norway"], harbour, "settle", **{deal(wish): "rejected"})
    said = plain(served["ash"].get(f"/n/harbour/text/{ONE.id}/").content.decode())
    assert "with “whole” (Ash, " in said
    assert wish.id[:8] not in said
    assert done.id[:8] not in said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (amendments.Propose("replace", "p", "Not over 80 boats.", "Not over 88 boats."), "“88” instead of “80”"),
        (amendments.Propose("replace", "p", "Ash pays now.", "Ash pays."), "without “now”"),
        (amendments.Propose("add", "p", words="Birch pays."), "a new point: “Birch pays.”"),
        (amendments.Propose("delete", "p", "Ash pays."), "Take it out"),
        (
            amendments.Propose("replace", "p", "Ash pays.", "Birch " * 20),
            f"“{'Birch ' * 6}Birc…” instead of “Ash pays.”",
        ),
    ],
)
def test_an_amendment_is_told_in_its_first_words(body: amendments.Propose, said: str) -> None:
    assert amendments.in_short(body) == said
