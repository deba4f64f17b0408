"""Before there is a text, tabling the first is offered to those who may, and the others are told who they are."""

import pytest
from django.test import Client

from harbour import Harbour
from onetext.process import texts
from onetext.record.audience import KEEPER
from web.reading import plain

TABLE = "/n/harbour/do/table/"


@pytest.fixture
def harbour(untabled: Harbour) -> Harbour:
    """The small negotiation, before anything is tabled."""
    return untabled


@pytest.mark.parametrize(("name", "may"), [(KEEPER, True), ("norway", True), ("ash", False), ("observer", False)])
def test_the_first_text_is_offered_to_those_who_hold_it_and_the_others_are_told_who_tables_it(
    served: dict[str, Client], name: str, *, may: bool
) -> None:
    page = served[name].get("/n/harbour/").content.decode()
    assert (f'href="{TABLE}' in page) is may
    assert (texts.ONLY_HOLDERS in plain(page)) is not may


@pytest.mark.parametrize(("name", "may"), [(KEEPER, True), ("ash", False)])
def test_the_form_says_before_anything_is_typed_who_may_table_the_one_text(
    served: dict[str, Client], name: str, *, may: bool
) -> None:
    assert (texts.ONLY_HOLDERS in plain(served[name].get(TABLE).content.decode())) is not may


def test_a_party_that_holds_the_text_is_offered_to_table_it(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(texts.Hold(("ash",)))
    assert f'href="{TABLE}' in served["ash"].get("/n/harbour/").content.decode()
