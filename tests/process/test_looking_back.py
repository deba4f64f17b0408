"""A look back shows what was known by then, under the names that its viewer may read now."""

from datetime import timedelta

from harbour import POINTS, Harbour
from onetext.process import actors, amendments, current, negotiation, statements, texts
from onetext.process.corrections import Correct, Withdraw
from onetext.record.view import View


def before(harbour: Harbour, viewer: str = "keeper") -> View:
    """What a viewer sees in a look back to before the record was opened."""
    return harbour.view(viewer, harbour.view().acts[0].recorded - timedelta(days=1))


def test_what_was_known_before_the_record_was_opened_is_told_under_its_names(harbour: Harbour) -> None:
    early = harbour.view().acts[0].recorded - timedelta(days=2)
    said = harbour.report(statements.Statement(("voice-cedar",), "A good basis"), known=early)
    back = before(harbour)
    assert back.acts == (said,)
    assert statements.attributed(back, said) == "Voice Cedar said"
    assert (negotiation.title(back), negotiation.zone(back).key) == ("Harbour agreement", "Europe/Oslo")


def test_nothing_but_names_is_known_before_it_was(harbour: Harbour) -> None:
    back = before(harbour)
    assert back.acts == ()
    assert actors.known(back, "ash").body.name == "Ash"
    assert (actors.everybody(back), actors.seated(back), actors.offices_of(back, "mayor-ash")) == ((), (), ())
    assert actors.role(back, "ash") == "away"


def test_nobody_learns_in_a_look_back_of_an_actor_that_they_may_not_see_now(harbour: Harbour) -> None:
    harbour.do(actors.Declare("dune", "Dune"), by="ash", to=("ash",))
    assert actors.name(before(harbour, "ash"), "dune") == "Dune"
    assert actors.name(before(harbour, "birch"), "dune") == "dune"


def test_a_name_is_the_one_that_stood_then_and_that_of_now_where_there_was_none(harbour: Harbour) -> None:
    act = harbour.do(actors.Declare("lender", "Lendr", "body"))
    harbour.do(Correct(act.id, {"slug": "lender", "name": "Lender", "kind": "body"}, "Misspelt"))
    assert actors.name(harbour.view(at=act.known), "lender") == "Lendr"
    assert actors.name(before(harbour), "lender") == "Lender"
    harbour.do(Withdraw(act.id, "There is none"))
    assert actors.name(before(harbour), "lender") == "lender"


def test_answers_that_are_kept_are_kept_with_the_names_they_were_given_under(harbour: Harbour) -> None:
    early = harbour.view().acts[0].recorded - timedelta(days=2)
    harbour.report(texts.Table("V0", wording=POINTS), "v0", known=early)
    harbour.do(actors.Declare("dune", "Dune"), by="ash", to=("ash",))
    words = amendments.Propose("replace", "paaaaaaaa1", POINTS[0].words or "", "Nobody dredges.", proponents=("dune",))
    harbour.report(words, known=early, to=("ash", "birch"), by="ash")
    told = [current.standings(before(harbour, who))[0].bracketed or "" for who in ("ash", "birch", "ash")]
    assert ["(Dune)" in one for one in told] == [True, False, True]
    assert "(by: dune)" in told[1]
