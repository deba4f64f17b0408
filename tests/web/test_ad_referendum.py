"""Agreed without the office that decides: the form says so before, the page after, and only that office is asked."""

from http import HTTPStatus

import pytest
from django.test import Client

from harbour import POINTS, Harbour, reworded
from onetext.process import actors, amendments, positions, texts
from onetext.record.act import Act
from onetext.text.provision import fingerprint
from onetext.web.accounts.models import Account, Membership
from web.reading import plain
from web.test_doors_text import TEXT, opened

ONE = POINTS[0]
BEFORE = "If you agree, it is ad referendum: it stands so until this office confirms it: Mayor of Ash (Mayor Ash)."


@pytest.fixture
def clerk(served: dict[str, Client], harbour: Harbour) -> Client:
    """A browser for Ash's clerk, who may act for it, but does not decide."""
    del served
    harbour.do(actors.Declare("clerk", "Clerk", "person"))
    harbour.do(actors.Delegate("clerk", "ash"))
    harbour.do(actors.Principal("ash", harbour.view().find("office-ash", actors.Office).id))
    account = Account.objects.create_user("clerk@harbour.example", name="Clerk")
    Membership.objects.create(account=account, negotiation="harbour", person="clerk", party="ash")
    found = Client()
    found.force_login(account)
    return found


def take(harbour: Harbour, who: str = "clerk/ash", words: str = ONE.words or "") -> Act[positions.Take]:
    """Ash agrees to the first point."""
    version = harbour.view().find("v0", texts.Table)
    return harbour.do(positions.Take("ash", "agreed", version.id, fingerprint(words), ONE.id), who)


def page(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == HTTPStatus.OK
    return plain(answer.content.decode())


def test_whoever_does_not_decide_is_told_before_and_after(clerk: Client, harbour: Harbour) -> None:
    assert BEFORE in page(clerk, f"{TEXT}do/stance/?provision={ONE.id}")
    form = opened(clerk, "stance", provision=ONE.id) | {"stance": "agreed", "next": f"{TEXT}text/{ONE.id}/"}
    answer = clerk.post(f"{TEXT}do/stance/", form, follow=True)
    said = plain(answer.content.decode())
    assert "Ash on point 1: agreed ad referendum." in said
    assert "Ash on point 1: agreed." not in said
    (taken,) = positions.history(harbour.view())
    assert positions.effective(harbour.view(), taken)[0] == "ad referendum"


def test_the_same_form_sent_twice_says_the_same(clerk: Client, harbour: Harbour) -> None:
    form = opened(clerk, "stance", provision=ONE.id) | {"stance": "agreed", "next": f"{TEXT}text/{ONE.id}/"}
    for _ in range(2):
        answer = clerk.post(f"{TEXT}do/stance/", form, follow=True)
        assert "Ash on point 1: agreed ad referendum." in plain(answer.content.decode())
    assert len(positions.history(harbour.view())) == 1


def test_whoever_decides_agrees_and_is_told_so(clerk: Client, served: dict[str, Client]) -> None:
    del clerk
    assert "ad referendum: it stands so" not in page(served["ash"], f"{TEXT}do/stance/?provision={ONE.id}")
    form = opened(served["ash"], "stance", provision=ONE.id) | {"stance": "agreed", "next": f"{TEXT}text/{ONE.id}/"}
    answer = served["ash"].post(f"{TEXT}do/stance/", form, follow=True)
    assert "Ash on point 1: agreed." in plain(answer.content.decode())


def test_a_stance_of_the_past_has_the_sign_of_what_it_came_to(clerk: Client, harbour: Harbour) -> None:
    take(harbour)
    version = harbour.view().find("v0", texts.Table)
    harbour.do(positions.Take("ash", "opposed", version.id, fingerprint(ONE.words or ""), ONE.id), "clerk/ash")
    said = page(clerk, f"{TEXT}text/{ONE.id}/")
    assert "◐ Ash, point 1 of v0: agreed ad referendum" in said
    assert "✓ Ash" not in said


def test_only_the_principal_is_offered_to_confirm(clerk: Client, served: dict[str, Client], harbour: Harbour) -> None:
    taken = take(harbour)
    at_the_point = f"{TEXT}text/{ONE.id}/"
    assert "Confirm it as the principal" not in page(clerk, at_the_point)
    assert "Confirm it as the principal" in page(served["ash"], at_the_point)
    assert "Confirm it as the principal" not in page(served["birch"], at_the_point)
    for browser in (clerk, served["birch"]):
        html = browser.get(f"{TEXT}do/confirm/").content.decode()
        assert html.index("Only as a document reports it") < html.index(f'value="{taken.id}"')
    assert "Only as a document reports it" not in page(served["ash"], f"{TEXT}do/confirm/")


def test_an_agreement_that_lapsed_is_not_offered_to_confirm(
    clerk: Client, served: dict[str, Client], harbour: Harbour
) -> None:
    del clerk
    taken = take(harbour)
    harbour.do(amendments.Settle(ONE.id, (reworded(ONE, "Ash rests."),)))
    assert taken.id not in served["ash"].get(f"{TEXT}do/confirm/").content.decode()
    again = take(harbour, words="Ash rests.")
    assert again.id in served["ash"].get(f"{TEXT}do/confirm/").content.decode()
