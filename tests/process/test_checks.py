"""Checks: sources, quotations, references; and a report's claim beside the text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harbour import POINTS, Harbour, reworded
from onetext.process import checks, dependents
from onetext.process.corrections import Erase, Withdraw
from onetext.process.presentations import Account
from onetext.process.signoff import Approver, Gate, Order
from onetext.process.sources import Register
from onetext.process.statements import Statement
from onetext.process.timeline import Before
from onetext.record.act import Reported, Source
from onetext.record.errors import Refused
from onetext.record.record import Draft

DIGEST = "0" * 64
DOCUMENT = "A headline\n\nAsh said it was “a very good day” \u2013 indeed.\n\nBirch   disagreed.\n"


def quoted(harbour: Harbour, quote: str, place: str) -> str:
    source = Source("The Daily", quote, place, date(2030, 3, 1), DIGEST)
    harbour.record.submit(
        Draft(Statement(("ash",), "x"), basis=Reported(source), known=harbour.clock.moment),
    )
    return checks.quotations(harbour.view(), DOCUMENT, DIGEST)[-1].found


@pytest.mark.parametrize(
    ("quote", "place", "found"),
    [
        ('it was "a very good day" - indeed', "paragraph 2", "there"),
        ("Ash said … indeed", "paragraph 2", "there"),
        ("Birch disagreed", "paragraph 3", "there"),
        ("Birch disagreed", "paragraph 2", "elsewhere"),
        ("Birch disagreed", "the end", "there"),
        ("Birch agreed", "paragraph 3", "missing"),
        ("indeed … Ash said", "paragraph 2", "missing"),
    ],
)
def test_a_quotation_stands_in_its_paragraph_whatever_its_quotation_marks(
    harbour: Harbour, quote: str, place: str, found: str
) -> None:
    assert quoted(harbour, quote, place) == found


def test_a_reported_act_without_a_part_of_its_source_is_refused(harbour: Harbour) -> None:
    source = Source("The Daily", "", "paragraph 2", date(2030, 3, 1), DIGEST)
    with pytest.raises(Refused, match="quote"):
        harbour.record.submit(
            Draft(Statement(("ash",), "x"), basis=Reported(source), known=harbour.clock.moment),
        )


def test_a_document_that_is_not_registered_is_said(harbour: Harbour) -> None:
    harbour.report(Statement(("ash",), "x"))
    assert [one.severity for one in checks.check(harbour.view())] == ["note"]
    harbour.do(Register("The Daily", "News", date(2030, 3, 1), DIGEST), name="daily")
    assert checks.check(harbour.view()) == ()


def test_a_reference_to_what_is_hidden_is_no_fault_for_the_viewer(harbour: Harbour) -> None:
    secret = harbour.do(Statement(("ash",), "Between us."), by="ash", to=("ash",))
    with pytest.raises(Refused):
        harbour.report(Statement(("birch",), "x", within=secret.id))
    assert not [one for one in checks.check(harbour.view("birch")) if one.severity == "fault"]


def test_whatever_cites_a_document_rests_on_its_registration(harbour: Harbour) -> None:
    document = harbour.do(Register("The Daily", "News", date(2030, 3, 1), DIGEST), name="daily")
    said = harbour.report(Statement(("ash",), "x"))
    assert dependents.resting_on(harbour.view(), document.id) == (said,)
    again = harbour.do(Register("The Daily", "News again", date(2030, 3, 1), DIGEST), name="daily-2")
    assert dependents.resting_on(harbour.view(), document.id) == ()
    harbour.do(Withdraw(document.id, "Registered twice"))
    assert checks.check(harbour.view()) == ()
    assert dependents.resting_on(harbour.view(), again.id) == (said,)


def test_to_rest_on_a_document_that_was_withdrawn_is_a_fault(harbour: Harbour) -> None:
    document = harbour.do(Register("The Daily", "News", date(2030, 3, 1), DIGEST), name="daily")
    said = harbour.report(Statement(("ash",), "x"))
    harbour.do(Withdraw(document.id, "A forgery"))
    assert [(one.severity, one.about) for one in checks.check(harbour.view())] == [("fault", said.id)]
    harbour.do(Withdraw(said.id, "It rested on a forgery"))
    assert checks.check(harbour.view()) == ()


def test_what_was_erased_by_order_is_no_fault_of_what_refers_to_it(harbour: Harbour) -> None:
    first, then = (harbour.do(Statement(("ash",), words), by="ash") for words in ("x", "y"))
    harbour.do(Before(first.id, then.id))
    harbour.record.erase(then.id, Draft(Erase(then.id, "Court of Oslo, 24-117")))
    (found,) = checks.check(harbour.view())
    assert found.severity == "note"
    assert found.said.endswith("which was erased: Court of Oslo, 24-117")


def test_a_claim_is_compared_limb_by_limb_with_both_wordings(harbour: Harbour) -> None:
    expected = reworded(POINTS[0], "It is expected that Ash will not enter the bay and that Birch will not leave it.")
    harbour.table("v0", expected, POINTS[1], POINTS[2])
    (one,) = checks.compare(harbour.view(), "Ash will not enter the bay")
    assert (one.verdict.finding, one.label) == ("broader", "1")
    assert one.limb.startswith("It is expected that Ash")
    (light,) = checks.compare(harbour.view(), "Birch shall light the pier")
    assert (light.verdict.finding, light.label) == ("supported", "2")
    (absent,) = checks.compare(harbour.view(), "Whales are protected for ever")
    assert (absent.verdict.finding, absent.version) == ("not in the text", None)


def test_a_claim_about_a_text_without_words_is_not_in_it(harbour: Harbour) -> None:
    harbour.table("v0", known=False)
    (found,) = checks.compare(harbour.view(), "Ash shall dredge the harbour")
    assert found.verdict.finding == "not in the text"
    assert "known" in found.verdict.reason


@given(st.text(max_size=60), st.text(max_size=60))
def test_every_piece_of_a_document_stands_in_it(before: str, quote: str) -> None:
    (paragraph,) = checks.paragraphs_of(" ".join(f"x {before} {quote} x".split())) or ("",)
    assert checks.stands_in(" ".join(quote.split()), paragraph) or "..." in quote or "…" in quote


def test_what_was_done_against_the_order_is_reported(harbour: Harbour) -> None:
    v0 = harbour.table("v0")
    harbour.do(Order((Gate((Approver(actor="ash"),)),), ("cedar",)))
    harbour.report(Account(v0.id, "cedar", "given"), name="given")
    assert [one.said for one in checks.flags(harbour.view()) if one.said.startswith("given: ")]
