"""Accounts: signing in and out, second factors, what a stranger can find out (nothing), language and time zone."""

import json
import logging
import re
from http import HTTPStatus
from pathlib import Path

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from harbour import Harbour
from onetext.process.actors import Delegate
from onetext.process.corrections import Withdraw
from onetext.web import logged
from onetext.web.accounts import tokens
from onetext.web.accounts.models import Account, Membership
from onetext.web.home import Place
from onetext.web.logged import LOGGER, AsJson
from web.signing_in import PASSWORD, an_account, digits, signed_in, with_password

pytestmark = pytest.mark.django_db


def set_up_an_app(client: Client) -> tuple[str, list[str]]:
    """Set up an authenticator app for whoever is signed in: its secret, and the recovery codes."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    found = re.search(r'id="authenticator_secret"[^>]*value="([A-Z2-7]+)"', page)
    assert found
    secret = found[1]
    answer = client.post("/accounts/2fa/totp/activate/", {"code": digits(secret)})
    assert answer.status_code == HTTPStatus.FOUND
    codes = client.get("/accounts/2fa/recovery-codes/").content.decode()
    listed = re.search(r"<textarea[^>]*>([^<]*)</textarea>", codes)
    assert listed
    return secret, listed[1].split()


def test_a_password_signs_in_where_no_second_factor_is_set_up(client: Client) -> None:
    an_account()
    assert with_password(client) == "/"
    assert signed_in(client)


def test_with_an_app_a_password_alone_does_not_sign_in(client: Client) -> None:
    an_account()
    with_password(client)
    secret, _ = set_up_an_app(client)
    later = Client()
    assert with_password(later) == "/accounts/2fa/authenticate/"
    assert not signed_in(later)
    wrong = later.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == HTTPStatus.OK
    assert not signed_in(later)
    later.post("/accounts/2fa/authenticate/", {"code": digits(secret, 1)})
    assert signed_in(later)


def test_the_same_six_digits_open_only_once(client: Client) -> None:
    an_account()
    with_password(client)
    secret, _ = set_up_an_app(client)
    code = digits(secret, 1)
    for sent, opens in ((code, True), (code, False)):
        later = Client()
        with_password(later)
        later.post("/accounts/2fa/authenticate/", {"code": sent})
        assert signed_in(later) is opens


def test_a_recovery_code_stands_in_for_the_app_once(client: Client) -> None:
    an_account()
    with_password(client)
    _, codes = set_up_an_app(client)
    assert len(codes) == 10
    for opens in (True, False):
        later = Client()
        with_password(later)
        later.post("/accounts/2fa/authenticate/", {"code": codes[0]})
        assert signed_in(later) is opens


def test_the_secret_of_an_app_is_not_kept_in_the_clear(client: Client) -> None:
    an_account()
    with_password(client)
    secret, codes = set_up_an_app(client)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert codes[0] not in kept


def test_reached_from_elsewhere_nobody_comes_in_by_a_password_alone(
    served: dict[str, Client], settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    for address in ("/", "/n/harbour/", "/n/harbour/people/", "/n/nowhere/", "/n/harbour/do/comment/"):
        assert served["ash"].get(address).headers["Location"] == "/accounts/2fa/"
    account = Account.objects.get(email="ash@harbour.example")
    Authenticator.objects.create(user=account, type="recovery_codes", data={})
    assert served["ash"].get("/n/harbour/").status_code == HTTPStatus.FOUND
    Authenticator.objects.create(user=account, type="totp", data={})
    assert served["ash"].get("/n/harbour/").status_code == HTTPStatus.OK


def test_who_came_by_a_sign_in_service_has_passed_its_second_factor(
    served: dict[str, Client], settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    for method, status in (("password", HTTPStatus.FOUND), ("socialaccount", HTTPStatus.OK)):
        session = served["ash"].session
        session["account_authentication_methods"] = [{"method": method, "at": 1.0}]
        session["account_authentication_methods_user"] = session["_auth_user_id"]
        session.save()
        assert served["ash"].get("/n/harbour/").status_code == status


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(client: Client) -> None:
    an_account()
    known = with_password(client, password="not the password")
    unknown = with_password(Client(), "nobody@north.example", "not the password")

    def shown(page: str, email: str) -> str:
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(email, "")

    assert shown(known, "anna@north.example") == shown(unknown, "nobody@north.example")


def test_guessing_is_slowed_down_for_known_and_unknown_addresses_alike() -> None:
    an_account()
    said = {}
    for number, email in enumerate(("anna@north.example", "nobody@north.example")):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        said[email] = ["Too many" in with_password(client, email, f"guess {count}") for count in range(8)]
        assert said[email] == [False] * 5 + [True] * 3
    assert "Too many" in with_password(Client(REMOTE_ADDR="192.0.2.9")), "the right password does not help, either"


def test_one_address_of_the_network_cannot_try_many_accounts(client: Client) -> None:
    answers = ["Too many" in with_password(client, f"nobody{count}@north.example", "guess") for count in range(12)]
    assert not answers[0]
    assert answers[-1]


def test_a_session_gets_a_new_key_when_somebody_signs_in(client: Client) -> None:
    an_account()
    client.get("/settings/")
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = str(before)
    with_password(client)
    assert client.session.session_key != before


def test_signing_out_takes_a_form_and_ends_the_session(client: Client) -> None:
    an_account()
    with_password(client)
    key = client.session.session_key
    client.get("/accounts/logout/")
    assert signed_in(client)
    client.post("/accounts/logout/")
    client.cookies["sessionid"] = str(key)
    assert client.get("/").status_code == HTTPStatus.FOUND


def test_signing_out_everywhere_ends_every_session(client: Client) -> None:
    an_account()
    with_password(client)
    other = Client()
    with_password(other)
    assert other.get("/").status_code == HTTPStatus.OK
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.post("/accounts/sessions/end/").headers["Clear-Site-Data"] == '"storage"'
    for one in (client, other):
        assert one.get("/").headers["Location"].startswith("/accounts/login/")
    assert with_password(Client()) == "/"


def test_a_new_password_ends_other_sessions(client: Client) -> None:
    an_account()
    with_password(client)
    other = Client()
    with_password(other)
    sent = {"oldpassword": PASSWORD, "password1": "nine tin whistles", "password2": "nine tin whistles"}
    client.post("/accounts/password/change/", sent)
    assert client.get("/").status_code == HTTPStatus.OK
    assert other.get("/").status_code == HTTPStatus.FOUND


def test_a_lost_password_is_set_by_a_link_that_works_once_and_passes_no_second_factor(client: Client) -> None:
    an_account()
    with_password(client)
    set_up_an_app(client)
    account = Account.objects.get()
    link = f"/accounts/password/reset/key/{user_pk_to_url_str(account)}-{default_token_generator.make_token(account)}/"
    other = Client()
    shown = other.get(link).headers["Location"]
    assert default_token_generator.make_token(account) not in shown, "the page's own address holds no secret"
    other.post(shown, {"password1": "nine tin whistles", "password2": "nine tin whistles"})
    assert not signed_in(other)
    assert client.get("/").status_code == HTTPStatus.FOUND, "what was open is ended"
    assert with_password(other, password="nine tin whistles") == "/accounts/2fa/authenticate/"
    again = Client().get(link)
    assert again.status_code == HTTPStatus.OK
    assert 'type="password"' not in again.content.decode()


def test_a_session_is_listed_and_the_others_can_be_ended(client: Client) -> None:
    an_account()
    other = Client(headers={"user-agent": "The other browser"})
    with_password(other)
    with_password(client)
    assert "The other browser" in client.get("/accounts/sessions/").content.decode()
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/sessions/")
    assert other.get("/").status_code == HTTPStatus.FOUND
    assert client.get("/").status_code == HTTPStatus.OK


@pytest.mark.parametrize("password", ["short", "password1234", "anna@north.example"])
def test_a_password_that_is_easy_to_guess_is_refused(client: Client, password: str) -> None:
    an_account()
    with_password(client)
    sent = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert client.post("/accounts/password/change/", sent).status_code == HTTPStatus.OK
    assert Account.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize("path", ["signup/", "email/", "confirm-email/", "password/reset/", "login/code/"])
def test_nobody_signs_up_or_changes_an_address_or_is_written_to_uninvited(client: Client, path: str) -> None:
    assert client.get(f"/accounts/{path}").status_code == HTTPStatus.NOT_FOUND


def addresses(found: list[URLPattern | URLResolver], before: str = "") -> list[str]:
    """Every address below some patterns, as they are written."""
    listed = []
    for one in found:
        path = before + str(one.pattern)
        listed += addresses(one.url_patterns, path) if isinstance(one, URLResolver) else [path]
    return listed


def test_every_page_of_an_account_has_our_look_and_no_script_or_style_of_its_own(client: Client) -> None:
    an_account()
    with_password(client)
    set_up_an_app(client)
    seen = 0
    for pattern in addresses(get_resolver().url_patterns):
        if not pattern.startswith("accounts/") or "<" in pattern or "end/" in pattern or "download" in pattern:
            continue
        answer = client.get(f"/{pattern}")
        if answer.headers["Content-Type"].startswith("text/html") and answer.status_code == HTTPStatus.OK:
            page = answer.content.decode()
            seen += 1
            assert 'href="/static/onetext/style.css"' in page, pattern
            assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(src=|application/json))", page), pattern
            assert "data:" not in page, pattern
            assert page.count("<h1>") == 1, pattern
    assert seen >= 10


def test_a_stranger_meets_the_same_page_at_every_address_of_a_negotiation(served: dict[str, Client]) -> None:
    for path in ("", "people/", "places/", "do/comment/", "do/seat/"):
        there, nowhere = (served["stranger"].get(f"/n/{slug}/{path}") for slug in ("harbour", "nowhere"))
        assert there.status_code == nowhere.status_code == HTTPStatus.NOT_FOUND
        assert there.content == nowhere.content


def test_a_delegate_whose_delegation_ended_is_a_stranger_at_once(served: dict[str, Client], harbour: Harbour) -> None:
    assert served["observer"].get("/n/harbour/").status_code == HTTPStatus.OK
    delegation = next(act for act in harbour.view().acts if act.body == Delegate("watcher", "elm"))
    harbour.do(Withdraw(delegation.id, "Recalled."))
    answer = served["observer"].get("/n/harbour/")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert answer.content == served["observer"].get("/n/nowhere/").content
    sent = {"provision": "paaaaaaaa1", "text": "Still here."}
    assert served["observer"].post("/n/harbour/do/comment/", sent).status_code == HTTPStatus.NOT_FOUND


def test_an_account_without_its_place_is_a_stranger_at_once(served: dict[str, Client]) -> None:
    Membership.objects.filter(account__email="ash@harbour.example").delete()
    assert served["ash"].get("/n/harbour/").status_code == HTTPStatus.NOT_FOUND


def test_an_account_that_was_shut_is_signed_out(served: dict[str, Client]) -> None:
    Account.objects.filter(email="ash@harbour.example").update(is_active=False)
    assert served["ash"].get("/").status_code == HTTPStatus.FOUND


@pytest.mark.parametrize(("code", "words"), [("fr", 'lang="fr" dir="ltr"'), ("ar", 'lang="ar" dir="rtl"')])
def test_the_language_is_chosen_without_signing_in(client: Client, code: str, words: str) -> None:
    client.get("/settings/")
    client.post("/language/", {"language": code, "next": "/settings/"})
    assert words in client.get("/accounts/login/").content.decode()


def test_times_are_told_in_the_zone_of_the_reader(served: dict[str, Client]) -> None:
    # The harbour's acts are of 09:00 UTC; its zone is Oslo's.
    page = served["ash"].get("/n/harbour/record/").content.decode()
    assert ">1 March 2030, 10:00</time>" in page
    assert "<footer><p>Times are given in Europe/Oslo, the record's zone.</p></footer>" in page
    served["ash"].post("/settings/", {"name": "Ash", "zone": "Asia/Tokyo"})
    page = served["ash"].get("/n/harbour/record/").content.decode()
    assert 'datetime="2030-03-01T18:00+09:00"' in page
    assert ">1 March 2030, 18:00</time>" in page
    assert ">1 March 2030, 10:00</time>" not in page
    footer = "Times are given in your zone, Asia/Tokyo; the record's zone is Europe/Oslo."
    assert f"<footer><p>{footer}</p></footer>" in page


def test_a_zone_is_chosen_among_those_that_there_are(served: dict[str, Client]) -> None:
    served["ash"].post("/settings/", {"name": "Ash", "zone": "Asia/Tokyo"})
    assert Account.objects.get(email="ash@harbour.example").zone == "Asia/Tokyo"
    assert "UTC+9" not in served["ash"].get("/settings/").content.decode()
    answer = served["ash"].post("/settings/", {"name": "Ash", "zone": "Nowhere/Land"})
    assert answer.status_code == HTTPStatus.OK
    assert Account.objects.get(email="ash@harbour.example").zone == "Asia/Tokyo"


def test_letters_lie_in_the_server_s_folder_where_no_mail_is_set_up(tmp_path: Path) -> None:
    from onetext.web import elsewhere

    assert elsewhere.mail({}, tmp_path)["EMAIL_FILE_PATH"] == tmp_path / "mail"
    (tmp_path / "password").write_text("secret\n", encoding="utf-8")
    told = {"ONETEXT_MAIL": "smtps://me%40x@mail.example", "ONETEXT_MAIL_PASSWORD_FILE": str(tmp_path / "password")}
    found = elsewhere.mail(told, tmp_path)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_HOST_USER"]) == ("mail.example", 465, "me@x")
    assert found["EMAIL_HOST_PASSWORD"] == "secret"
    with pytest.raises(ValueError, match="not understood"):
        elsewhere.mail({"ONETEXT_MAIL": "mail.example"}, tmp_path)


def test_a_server_s_folder_and_its_secret_are_its_owner_s_alone(tmp_path: Path) -> None:
    from onetext.web import home

    place = Place(tmp_path / "server")
    home.make(place)
    assert (tmp_path / "server").stat().st_mode & 0o077 == 0
    assert (tmp_path / "server" / home.KEY).stat().st_mode & 0o077 == 0


@pytest.fixture
def journal(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """What the server writes down of people."""
    caplog.set_level(logging.INFO, LOGGER)
    return caplog


def written(journal: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    """The journal's lines as they stand in its file."""
    return [json.loads(AsJson().format(record)) for record in journal.records if record.name == LOGGER]


def test_the_journal_tells_who_came_and_who_could_not(
    client: Client,
    journal: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    account = an_account()
    with_password(client, password="a wrong guess\nforged: line")
    with_password(client)
    with django_capture_on_commit_callbacks(execute=True):
        set_up_an_app(client)
    client.post("/accounts/logout/")
    later = Client()
    with_password(later)
    later.post("/accounts/2fa/authenticate/", {"code": "000000"})
    lines = written(journal)
    assert [line["what"] for line in lines if line["what"] != "second factor added"] == [
        "could not sign in",
        "signed in",
        "signed out",
        "second factor refused",
    ]
    assert {line["kind"] for line in lines if line["what"] == "second factor added"} == {"totp", "recovery_codes"}
    assert all(str(line["when"]).endswith("+00:00") for line in lines)
    assert lines[1]["account"] == account.pk
    assert lines[0]["from"] == "127.0.0.1"
    assert "guess" not in str(lines)
    assert "anna@north.example" not in str(lines)


def test_the_journal_tells_who_was_turned_away_and_names_no_negotiation(
    served: dict[str, Client], journal: pytest.LogCaptureFixture
) -> None:
    served["stranger"].get("/n/harbour/")
    [line] = [line for line in written(journal) if line["what"] == "turned away"]
    assert line["account"] == Account.objects.get(email="stranger@harbour.example").pk
    assert "harbour" not in str(line)


def test_the_journal_tells_of_every_refusal_by_whom_and_not_at_what(
    served: dict[str, Client], journal: pytest.LogCaptureFixture, settings: Settings
) -> None:
    ash = Account.objects.get(email="ash@harbour.example")
    words = tokens.make(ash, "elsewhere", "a script", 30, may_act=False)
    journal.clear()
    served["ash"].get("/n/harbour/do/no-such-door/")
    served["ash"].get("/n/harbour/places/99/end/")
    Client(headers={"authorization": f"Bearer {words}"}).get("/api/n/harbour/pages/people")
    Client().post("/api/n/harbour/acts", {}, content_type="application/json")
    Client(enforce_csrf_checks=True).post("/accounts/login/", {})
    settings.MOST_A_MINUTE = 0
    served["ash"].get("/n/harbour/")
    served[""].get("/robots.txt")
    lines = [line for line in written(journal) if line["what"] != "token refused"]
    assert [(line["what"], line["method"]) for line in lines[:-1]] == [
        ("turned away", "GET"),
        ("turned away", "GET"),
        ("turned away", "GET"),
        ("no key", "POST"),
        ("forbidden", "POST"),
        ("too often", "GET"),
    ]
    assert [line["account"] for line in lines[:2]] == [ash.pk] * 2
    assert lines[2]["key"] == words.split("_")[1]
    assert "harbour" not in str(lines)


def test_an_address_that_robots_try_is_not_noted(client: Client, journal: pytest.LogCaptureFixture) -> None:
    client.get("/robots.txt")
    assert written(journal) == []


def test_the_journal_lies_in_the_server_s_folder(tmp_path: Path) -> None:
    found = logged.settings(tmp_path)["handlers"]["kept"]
    assert found["filename"] == tmp_path / "security.log"
    assert logged.settings(tmp_path / "nowhere")["handlers"]["kept"] == {"class": "logging.NullHandler"}


def test_signing_out_empties_what_the_browser_keeps(client: Client) -> None:
    an_account()
    with_password(client)
    assert client.post("/accounts/logout/").headers["Clear-Site-Data"] == '"storage"'
