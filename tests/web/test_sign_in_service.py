"""Signing in by an OpenID Connect service, from end to end: a provider that answers, the server as people run it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests

from harbour import harbour_at
from web.browser import Server, chromium, free_port, launch, needs_chromium, sit_down
from web.commands import onetext
from web.imitated_service import CLIENT, SECRET, Claims, Service, imitated_service, key

BEGIN = "/accounts/service/oidc/service/login/"
REFUSAL = "did not confirm who you are, so nobody was signed in"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The harbour's record."""
    harbour = harbour_at(tmp_path_factory.mktemp("service") / "harbour.onetext")
    harbour.table("v0")
    harbour.record.close()
    return Path(harbour.record.log.name)


@pytest.fixture(scope="module")
def running(record: Path) -> Iterator[tuple[Service, Server]]:
    """A provider, and a server that was told of it in its environment, as docs/serving.md says."""
    secret = record.with_name("secret")
    secret.write_text(f"{SECRET}\n")
    with imitated_service() as service, pytest.MonkeyPatch.context() as environment:
        environment.setenv("ONETEXT_OIDC_ISSUER", service.address)
        environment.setenv("ONETEXT_OIDC_CLIENT", CLIENT)
        environment.setenv("ONETEXT_OIDC_SECRET_FILE", str(secret))
        environment.setenv("ONETEXT_OIDC_NAME", "the Foreign Office")
        server = launch([str(record)], record.with_suffix(".server"), {}, free_port())
        yield service, server
        server.stop()


@pytest.fixture
def service(running: tuple[Service, Server], request: pytest.FixtureRequest) -> Iterator[Service]:
    """The provider, at which somebody with an address that no other test knows is signed in."""
    service, honest = running[0], Service()
    own = f"a{request.node.name[-40:]}".replace("_", "-")
    service.person = {"sub": own, "email": f"{own}@ash.example", "email_verified": True, "name": "Anna"}
    yield service
    service.twist, service.signed, service.info, service.asked = honest.twist, honest.signed, {}, []
    service.discovery = Service.discovery.__get__(service)  # type: ignore[method-assign]


@pytest.fixture
def server(running: tuple[Service, Server], service: Service) -> Server:
    """The server, while that somebody is signed in at the provider."""
    del service
    return running[1]


def invited(record: Path, service: Service) -> str:
    """The path of an invitation's link for whoever is signed in at the provider, as the mayor of Ash."""
    done = onetext("account", "add", service.person["email"], "--at", str(record), "--as", "mayor-ash/ash")
    assert done.returncode == 0, done.stderr
    return urlsplit(done.stdout.strip()).path


def signs_in(server: Server) -> tuple[requests.Session, requests.Response]:
    """Somebody who begins at the sign-in page's link, with the answer behind all redirects."""
    person = requests.Session()
    page = person.get(f"{server.address}/accounts/login/", timeout=30)
    assert "Sign in with the Foreign Office" in page.text
    return person, person.get(f"{server.address}{BEGIN}", timeout=30)


def is_in(server: Server, person: requests.Session) -> bool:
    """Whether somebody is signed in: their home page answers, and leads nowhere else."""
    return person.get(f"{server.address}/", timeout=30, allow_redirects=False).status_code == requests.codes.ok


@needs_chromium
def test_somebody_invited_signs_in_by_the_service_takes_the_place_and_comes_again(
    record: Path, service: Service, server: Server
) -> None:
    link = invited(record, service)
    with chromium() as browser:
        context, page = sit_down(browser, server, "")
        page.goto(link)
        page.get_by_role("link", name="Sign in with the Foreign Office").click()
        page.get_by_role("button", name="Take the place").click()
        page.goto("/n/harbour/")
        assert "Mayor Ash for Ash" in page.inner_text("body")
        context.close()
        context, page = sit_down(browser, server, "")
        page.goto("/n/harbour/")
        page.get_by_role("link", name="Sign in with the Foreign Office").click()
        page.wait_for_url("**/n/harbour/")
        assert "Mayor Ash for Ash" in page.inner_text("body")
        context.close()
    assert service.refused == []
    assert all(one["response_type"] == "code" and one["code_challenge_method"] == "S256" for one in service.asked)
    nonces = [one["nonce"] for one in service.asked]
    assert len(set(nonces)) == len(nonces) == 2


def test_whoever_was_not_invited_is_told_so_and_has_no_account(service: Service, server: Server) -> None:
    person, answer = signs_in(server)
    assert service.refused == []
    assert "Nobody with this address was invited" in answer.text
    assert not is_in(server, person)
    assert service.person["email"] not in onetext("account", "list", "--home", str(server.home)).stdout


def test_an_address_that_the_service_did_not_verify_opens_nothing(
    record: Path, service: Service, server: Server
) -> None:
    invited(record, service)
    service.person["email_verified"] = False
    person, answer = signs_in(server)
    assert "Nobody with this address was invited" in answer.text
    assert not is_in(server, person)


def unsigned(claims: Claims, _key: Any) -> str:
    return jwt.encode(claims, "", "none", headers={"kid": "one"})


def signed_by_another(claims: Claims, _key: Any) -> str:
    return jwt.encode(claims, key(), "RS256", headers={"kid": "one"})


def signed_with_the_secret(claims: Claims, _key: Any) -> str:
    """A token that whoever knows the client's secret can make, or with the public key taken for a secret."""
    return jwt.encode(claims, SECRET * 4, "HS256", headers={"kid": "one"})


def of_no_known_key(claims: Claims, own: Any) -> str:
    return jwt.encode(claims, own, "RS256", headers={"kid": "two"})


def of_no_key(claims: Claims, own: Any) -> str:
    return jwt.encode(claims, own, "RS256")


def changed_on_the_way(claims: Claims, own: Any) -> str:
    head, _body, tail = jwt.encode({**claims, "sub": "x"}, own, "RS256", headers={"kid": "one"}).split(".")
    return ".".join((head, jwt.encode(claims, own, "RS256").split(".")[1], tail))


FORGED: dict[str, Callable[[Service], None]] = {
    "another nonce": lambda service: setattr(service, "twist", lambda claims: {**claims, "nonce": "another"}),
    "no nonce": lambda service: setattr(service, "twist", lambda claims: {**claims, "nonce": None}),
    "for another client": lambda service: setattr(service, "twist", lambda claims: {**claims, "aud": "another"}),
    "from another service": lambda service: setattr(
        service, "twist", lambda claims: {**claims, "iss": "http://evil.example"}
    ),
    "run out": lambda service: setattr(service, "twist", lambda claims: {**claims, "exp": claims["iat"] - 3600}),
    "of somebody else than the profile": lambda service: service.info.update(sub="boss-1"),
    "not signed": lambda service: setattr(service, "signed", unsigned),
    "signed by another key": lambda service: setattr(service, "signed", signed_by_another),
    "signed with the secret": lambda service: setattr(service, "signed", signed_with_the_secret),
    "of a key that the service does not have": lambda service: setattr(service, "signed", of_no_known_key),
    "of no key": lambda service: setattr(service, "signed", of_no_key),
    "changed on the way": lambda service: setattr(service, "signed", changed_on_the_way),
    "no token": lambda service: setattr(service, "signed", lambda _claims, _key: ""),
    "a token that is none": lambda service: setattr(service, "signed", lambda _claims, _key: "words"),
}


def test_a_token_that_is_not_to_be_believed_signs_nobody_in(record: Path, service: Service, server: Server) -> None:
    invited(record, service)
    wrong = {}
    honest = (service.twist, service.signed)
    for name, forge in FORGED.items():
        service.twist, service.signed = honest
        service.info.clear()
        forge(service)
        person, answer = signs_in(server)
        if answer.status_code != requests.codes.unauthorized or REFUSAL not in answer.text or is_in(server, person):
            wrong[name] = (answer.status_code, answer.text[-600:])
    assert wrong == {}
    service.twist, service.signed = honest
    service.info.clear()
    assert is_in(server, signs_in(server)[0])


def test_a_state_that_is_not_of_this_browser_or_was_used_signs_nobody_in(
    record: Path, service: Service, server: Server
) -> None:
    invited(record, service)
    person, other = requests.Session(), requests.Session()
    asked = person.get(f"{server.address}{BEGIN}", timeout=30, allow_redirects=False).headers["Location"]
    back = requests.get(asked, timeout=30, allow_redirects=False).headers["Location"]
    (state,) = parse_qs(urlsplit(back).query)["state"]
    for whoever, url in ((other, back), (person, back.replace(state, "x" * len(state)))):
        answer = whoever.get(url, timeout=30)
        assert (answer.status_code, REFUSAL in answer.text) == (requests.codes.unauthorized, True)
        assert not is_in(server, whoever)
    person.get(back, timeout=30)
    assert is_in(server, person)
    again = person.get(back, timeout=30)
    assert REFUSAL in again.text


def test_a_service_that_makes_no_sense_or_is_another_is_told_in_one_sentence(service: Service, server: Server) -> None:
    honest = service.discovery()
    for said in ({}, {"issuer": service.address}, {**honest, "issuer": "http://another.example"}):
        service.discovery = lambda said=said: said  # type: ignore[method-assign, misc]  # it says this and no more
        answer = requests.get(f"{server.address}{BEGIN}", timeout=30)
        assert (answer.status_code, REFUSAL in answer.text) == (requests.codes.unauthorized, True), said


def test_a_link_elsewhere_begins_no_signing_in(service: Service, server: Server) -> None:
    answer = requests.get(f"{server.address}{BEGIN}", timeout=30, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.url == f"{server.address}{BEGIN}"
    assert re.search(r'href="/accounts/service/oidc/service/login/"', answer.text)
    assert service.asked == []
