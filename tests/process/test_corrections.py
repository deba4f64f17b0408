"""Nothing is edited: an author takes an act back, or puts another body in its place, with a reason."""

import pytest

from harbour import Harbour
from onetext.process import actors, releases
from onetext.process.corrections import Correct, Withdraw
from onetext.record.audience import PUBLIC
from onetext.record.errors import Refused


def test_a_withdrawn_act_has_no_effect_and_stays_readable(harbour: Harbour) -> None:
    seat = harbour.do(actors.Seat("cedar", "observer"))
    harbour.do(Withdraw(seat.id, "Recorded by mistake"))
    view = harbour.view()
    assert actors.role(view, "cedar") == "away"
    assert view.act(seat.id) is not None
    assert view.withdrawn(seat.id)


def test_as_of_an_earlier_moment_the_act_still_counts(harbour: Harbour) -> None:
    seat = harbour.do(actors.Seat("cedar", "observer"))
    harbour.do(Withdraw(seat.id, "Recorded by mistake"))
    assert actors.role(harbour.view(at=seat.known), "cedar") == "observer"


def test_a_correction_puts_another_body_in_place(harbour: Harbour) -> None:
    act = harbour.do(actors.Declare("lender", "Lendr", "body"))
    harbour.do(Correct(act.id, {"slug": "lender", "name": "Lender", "kind": "body"}, "Misspelt"))
    assert actors.name(harbour.view(), "lender") == "Lender"


def test_only_its_author_corrects_or_withdraws_an_act(harbour: Harbour) -> None:
    act = harbour.do(actors.Speak("voice-cedar", "cedar"), by="ash")
    for other in ("birch", "keeper"):
        with pytest.raises(Refused, match="author"):
            harbour.do(Withdraw(act.id, "Not ours"), by=other)


def test_a_correction_of_another_shape_is_refused(harbour: Harbour) -> None:
    act = harbour.do(actors.Seat("cedar", "observer"))
    with pytest.raises(Refused, match="cannot be read"):
        harbour.do(Correct(act.id, {"actor": 3}, "Wrong"))


def test_a_correction_that_changes_nothing_is_refused(harbour: Harbour) -> None:
    act = harbour.do(actors.Seat("cedar", "observer"))
    with pytest.raises(Refused, match="changes nothing"):
        harbour.do(Correct(act.id, {"actor": "cedar", "role": "observer"}, "Wrong"))


def test_neither_is_done_without_a_reason_twice_or_for_other_readers(harbour: Harbour) -> None:
    act = harbour.do(actors.Speak("voice-cedar", "cedar"), by="ash", to=("ash",))
    with pytest.raises(Refused, match="reason"):
        harbour.do(Withdraw(act.id, " "), by="ash", to=("ash",))
    with pytest.raises(Refused, match="same readers"):
        harbour.do(Withdraw(act.id, "No longer so"), by="ash", to=PUBLIC)
    harbour.do(Withdraw(act.id, "No longer so"), by="ash", to=("ash",))
    with pytest.raises(Refused, match="already"):
        harbour.do(Withdraw(act.id, "No longer so"), by="ash", to=("ash",))


def test_a_release_is_not_taken_back(harbour: Harbour) -> None:
    secret = harbour.do(actors.Speak("voice-cedar", "cedar"), by="ash", to=("ash",))
    opened = harbour.do(releases.Release((secret.id,), PUBLIC), by="ash")
    with pytest.raises(Refused, match="stays released"):
        harbour.do(Withdraw(opened.id, "Too early"), by="ash")
