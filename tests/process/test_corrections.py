"""Nothing is edited: an author takes an act back, or puts another body in its place, with a reason."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from harbour import POINTS, Harbour
from onetext.process import actors, releases, rooms, statements, texts
from onetext.process.corrections import Correct, Erase, Withdraw
from onetext.record.audience import PUBLIC
from onetext.record.errors import Refused
from onetext.record.log import verify
from onetext.record.record import Draft


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
    act = harbour.do(rooms.Note("Voice speaks for Cedar"), by="ash")
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
    act = harbour.do(rooms.Note("Voice speaks for Cedar"), by="ash", to=("ash",))
    with pytest.raises(Refused, match="reason"):
        harbour.do(Withdraw(act.id, " "), by="ash", to=("ash",))
    with pytest.raises(Refused, match="same readers"):
        harbour.do(Withdraw(act.id, "No longer so"), by="ash", to=PUBLIC)
    harbour.do(Withdraw(act.id, "No longer so"), by="ash", to=("ash",))
    with pytest.raises(Refused, match="already"):
        harbour.do(Withdraw(act.id, "No longer so"), by="ash", to=("ash",))


def test_a_release_is_not_taken_back(harbour: Harbour) -> None:
    secret = harbour.do(rooms.Note("Voice speaks for Cedar"), by="ash", to=("ash",))
    opened = harbour.do(releases.Release((secret.id,), PUBLIC), by="ash")
    with pytest.raises(Refused, match="stays released"):
        harbour.do(Withdraw(opened.id, "Too early"), by="ash")


def test_erased_words_are_gone_for_everybody_and_the_record_still_holds(harbour: Harbour) -> None:
    act = harbour.do(actors.Declare("witness", "A Name That The Law Protects"), by="ash", to=("ash",))
    harbour.record.erase(act.id, Draft(Erase(act.id, "Court order 24-117"), audience=("ash",)))
    assert harbour.view().act(act.id) is None
    assert b"The Law Protects" not in Path(harbour.record.log.name).read_bytes()
    assert not verify(harbour.record.log)
    assert [a.body for a in harbour.view("ash") if isinstance(a.body, Erase)] == [Erase(act.id, "Court order 24-117")]
    assert not [a for a in harbour.view("birch") if isinstance(a.body, Erase)]


def test_only_the_keeper_erases_and_says_which_order_requires_it(harbour: Harbour) -> None:
    act = harbour.do(actors.Declare("witness", "A Witness"), by="ash", to=("ash",))
    for note, sentence in (
        (Draft(Erase(act.id, "Court order"), "ash", "ash", audience=("ash",)), "keeper"),
        (Draft(Erase(act.id, " "), audience=("ash",)), "order"),
        (Draft(Erase(act.id, "Court order")), "could read"),
        (Draft(Erase("0" * 64, "Court order")), "no act"),
    ):
        with pytest.raises(Refused, match=sentence):
            harbour.record.erase(act.id, note)
    assert harbour.view().act(act.id) is not None


def test_rules_and_commands_read_the_corrected_act_and_its_log_entry_the_first(harbour: Harbour) -> None:
    version = harbour.table("v0")
    body = msgspec.to_builtins(version.body)
    harbour.do(Correct(version.id, {**body, "label": "First draft"}, "Its label was left out"))
    view = harbour.view()
    held, found = view.act(version.id), view.find("v0", texts.Table)
    assert held is not None
    assert (held.body.label, found.body.label) == ("First draft", "First draft")
    assert view.as_recorded(found).body.label == "V0"
    with pytest.raises(Refused, match="changes nothing"):
        harbour.do(Correct(version.id, {**body, "label": "First draft"}, "Again"))
    harbour.do(Correct(version.id, body, "The label was right"))
    assert harbour.view().find("v0").body.label == "V0"


def test_a_withdrawn_act_is_not_found_unless_it_is_asked_for(harbour: Harbour) -> None:
    seat = harbour.do(actors.Seat("cedar", "observer"), name="cedar-seat")
    harbour.do(Withdraw(seat.id, "Recorded by mistake"))
    with pytest.raises(Refused, match="cedar-seat was withdrawn"):
        harbour.view().find("cedar-seat")
    assert harbour.view().find("cedar-seat", withdrawn=True).id == seat.id


def test_what_a_source_reports_is_corrected_though_its_actors_were_added_after_it_was_known(harbour: Harbour) -> None:
    before = harbour.view().acts[0].recorded - timedelta(days=10)
    said = harbour.report(statements.Statement(("voice-cedar",), "A good basis"), "s1", known=before)
    body = msgspec.to_builtins(said.body)
    harbour.do(Correct(said.id, {**body, "words": "A very good basis"}, "Misheard"))
    assert harbour.view().find("s1").body.words == "A very good basis"


def test_a_report_is_corrected_to_what_was_recorded_after_it(harbour: Harbour) -> None:
    said = harbour.report(statements.Statement(("voice-cedar",), "A good basis"), "s1")
    later = harbour.table("v0")
    harbour.do(actors.Declare("dune", "Dune"))
    body = {**msgspec.to_builtins(said.body), "versions": [later.id], "speakers": ["dune"]}
    harbour.do(Correct(said.id, body, "It was about the draft"))
    assert harbour.view().find("s1").body.speakers == ("dune",)
    with pytest.raises(Refused, match="no actor “nobody”"):
        harbour.do(Correct(said.id, {**body, "speakers": ["nobody"]}, "Wrong"))


def test_an_earlier_report_is_corrected_although_it_could_not_be_made_now(harbour: Harbour) -> None:
    first = harbour.report(texts.Table("First", wording=POINTS), "v0")
    harbour.report(texts.Table("Second", parent=first.id, wording=POINTS), "v1")
    harbour.do(Correct(first.id, {**msgspec.to_builtins(first.body), "label": "The first"}, "Misread"))
    assert harbour.view().find("v0").body.label == "The first"


def test_an_own_act_is_not_corrected_to_what_it_could_not_have_spoken_of(harbour: Harbour) -> None:
    said = harbour.do(statements.Statement(("ash",), "A good basis"), by="ash", name="s1")
    later = harbour.table("v0")
    body = {**msgspec.to_builtins(said.body), "versions": [later.id]}
    with pytest.raises(Refused, match=later.id[:8]):
        harbour.do(Correct(said.id, body, "Wrong"), by="ash")


@pytest.mark.parametrize("more", [{}, {"role": "party"}])
def test_a_field_that_the_act_has_not_is_refused_with_those_it_has(harbour: Harbour, more: dict[str, str]) -> None:
    seat = harbour.do(actors.Seat("cedar", "observer"))
    with pytest.raises(Refused, match="no field “rolle”; its fields are actor, role"):
        harbour.do(Correct(seat.id, {"actor": "cedar", "role": "observer", "rolle": "party"} | more, "Wrong"))
