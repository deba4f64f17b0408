"""Contacts: each stands once, with the account of each side."""

from datetime import date

import pytest

from harbour import Harbour
from onetext.process import contacts
from onetext.process.contacts import Account, Contact
from onetext.record.errors import Refused
from onetext.record.times import Day, PartOfDay

MONDAY = date(2030, 2, 25)


def test_a_contact_stands_once_with_two_reports(harbour: Harbour) -> None:
    met = harbour.report(Contact(("ash", "birch")), happened=PartOfDay(MONDAY, "morning"))
    harbour.report(Account(met.id, "ash", "We spoke."))
    (told,) = contacts.contacts(harbour.view())
    assert told.silent == ("birch",)
    harbour.report(Account(met.id, "birch", "We spoke at length."))
    (told,) = contacts.contacts(harbour.view())
    assert [act.body.by for act in told.accounts] == ["ash", "birch"]
    assert told.silent == ()


def test_only_a_side_gives_an_account(harbour: Harbour) -> None:
    met = harbour.report(Contact(("ash", "birch")))
    with pytest.raises(Refused, match="no side"):
        harbour.report(Account(met.id, "cedar", "They spoke."))
    with pytest.raises(Refused, match="for itself"):
        harbour.do(Account(met.id, "birch", "We agreed."), by="ash")


def test_a_contact_has_two_sides(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="at least two"):
        harbour.report(Contact(("ash",)))


def test_what_may_be_the_same_contact_is_said_and_not_merged(harbour: Harbour) -> None:
    harbour.report(Contact(("ash", "birch")), happened=Day(MONDAY))
    harbour.report(Contact(("birch", "ash")), happened=PartOfDay(MONDAY, "morning"))
    harbour.report(Contact(("ash", "birch")), happened=Day(date(2030, 2, 26)))
    assert [len(told.alike) for told in contacts.contacts(harbour.view(), "ash")] == [1, 1, 0]
