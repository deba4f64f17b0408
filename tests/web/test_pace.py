"""How much one account may ask for in a minute."""

from http import HTTPStatus

from django.test import Client
from pytest_django.fixtures import Settings

from harbour import Harbour
from onetext.web.accounts import pace, tokens
from onetext.web.accounts.models import Account

HERE = "/n/harbour/"
COMMENT = {"provision": "paaaaaaaa1", "text": "Who pays?"}


def test_an_account_that_asks_too_much_is_told_to_wait_and_the_others_are_served(
    served: dict[str, Client], settings: Settings
) -> None:
    settings.MOST_A_MINUTE = 10
    answers = [served["ash"].get(HERE) for _ in range(12)]
    assert [one.status_code for one in answers[:10]] == [HTTPStatus.OK] * 10
    late = answers[-1]
    assert (late.status_code, late["Retry-After"]) == (HTTPStatus.TOO_MANY_REQUESTS, "60")
    assert "Wait some minutes" in late.content.decode()
    assert served["birch"].get(HERE).status_code == HTTPStatus.OK


def test_what_changes_something_counts_as_five_pages(
    served: dict[str, Client], harbour: Harbour, settings: Settings
) -> None:
    settings.MOST_A_MINUTE = 10
    before = len(harbour.view().acts)
    statuses = [served["ash"].post(f"{HERE}do/comment/", COMMENT).status_code for _ in range(4)]
    assert statuses == [HTTPStatus.FOUND] * 2 + [HTTPStatus.TOO_MANY_REQUESTS] * 2
    assert len(harbour.view().acts) == before + 2


def test_a_program_is_told_in_data_and_counted_by_its_key(served: dict[str, Client], settings: Settings) -> None:
    settings.MOST_A_MINUTE = 3
    ash = Account.objects.get(email="ash@harbour.example")
    first, second = (tokens.make(ash, "harbour", name, 30, may_act=False) for name in ("one", "two"))
    for words in (first, second):
        calls = Client(headers={"authorization": f"Bearer {words}"})
        answers = [calls.get("/api/n/harbour/pages/people") for _ in range(4)]
        assert [one.status_code for one in answers] == [HTTPStatus.OK] * 3 + [HTTPStatus.TOO_MANY_REQUESTS]
        assert answers[-1].json() == {"detail": pace.SENTENCE}
    assert served


def test_a_page_that_brings_itself_up_to_date_is_not_counted(served: dict[str, Client], settings: Settings) -> None:
    settings.MOST_A_MINUTE = 2
    for _ in range(5):
        assert served["ash"].get(HERE, headers={"x-onetext-live": "1"}).status_code == HTTPStatus.OK
    assert served["ash"].get(HERE).status_code == HTTPStatus.OK


def test_what_was_counted_is_forgotten_with_its_minute(settings: Settings) -> None:
    settings.MOST_A_MINUTE = 1
    minute = pace.Minute()
    assert [minute.spend("somebody", 1), minute.spend("somebody", 1)] == [True, False]
    minute._begun -= 1
    assert minute.spend("somebody", 1)
