"""A server that others reach: Django's own check is clean, cookies and headers are strict, and a proxy is asked for."""

import json
import os
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.test import Client
from pytest_django.fixtures import Settings

from onetext.cli import onetext
from onetext.web import headers, home
from onetext.web.home import Place

ASKS = """
import json, sys
from django.conf import settings
from django.test import Client
import django
django.setup()
answer = Client(headers={"x-forwarded-proto": "https"}).get("/accounts/login/", headers={"host": "talks.example"})
plain = Client().get("/accounts/login/", headers={"host": "talks.example"})
elsewhere = Client(headers={"x-forwarded-proto": "https"}).get("/accounts/login/", headers={"host": "evil.example"})
cookie = answer.cookies[settings.CSRF_COOKIE_NAME]
json.dump({
    "status": answer.status_code, "headers": dict(answer.headers), "cookie": cookie.OutputString(),
    "plain": [plain.status_code, plain.headers.get("Location")], "elsewhere": elsewhere.status_code,
    "session": [settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY],
    "seen": settings.SEEN_COOKIE_NAME,
    "second": settings.SECOND_FACTOR_REQUIRED, "apps": settings.INSTALLED_APPS,
}, sys.stdout)
"""


def deployed(folder: Path, **further: str) -> dict[str, str]:
    """The environment of a server behind a proxy at an https address."""
    place = Place(folder / "server", hosts=("talks.example",), origin="https://talks.example", behind_proxy=True)
    home.make(place)
    own = {"DJANGO_SETTINGS_MODULE": "onetext.web.settings"}
    return {**os.environ, **place.as_environment(), **own, **further}


def python(*words: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run Python in that environment."""
    return subprocess.run(
        [sys.executable, *words], env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def test_django_s_check_for_deployment_finds_nothing(tmp_path: Path) -> None:
    check = ("-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    run = python(*check, environment=deployed(tmp_path))
    assert run.returncode == 0, run.stdout + run.stderr
    assert "no issues (0 silenced)" in run.stdout


def test_a_reached_server_is_strict(tmp_path: Path) -> None:
    environment = deployed(tmp_path)
    for command in ("migrate", "createcachetable"):
        python("-m", "django", command, environment=environment)
    run = python("-c", ASKS, environment=environment)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["status"] == HTTPStatus.OK
    assert found["plain"] == [HTTPStatus.MOVED_PERMANENTLY, "https://talks.example/accounts/login/"]
    assert found["elsewhere"] == HTTPStatus.BAD_REQUEST
    assert found["session"] == ["__Host-session", True, True]
    assert found["seen"] == "__Secure-seen"
    assert found["second"] is True
    cookie = found["cookie"]
    assert cookie.startswith("__Host-csrf=")
    assert all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert "Domain" not in cookie
    assert "max-age=31536000; includeSubDomains; preload" in found["headers"]["Strict-Transport-Security"]


@pytest.mark.django_db
def test_every_answer_carries_the_strict_headers(client: Client) -> None:
    for path in ("/accounts/login/", "/nowhere/", "/n/nowhere/", "/static/onetext/style.css", "/settings/"):
        answer = client.get(path)
        answer.close()
        said = answer.headers
        policy = said["Content-Security-Policy"]
        for directive in ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
            assert directive in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert said["X-Content-Type-Options"] == "nosniff"
        assert said["Referrer-Policy"] == "same-origin"
        assert said["Cross-Origin-Opener-Policy"] == said["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in said
        if not path.startswith("/static/"):
            assert said["X-Frame-Options"] == "DENY"
            assert "no-store" in said["Cache-Control"]


@pytest.mark.django_db
def test_no_request_is_sent_back_as_it_came(client: Client) -> None:
    for path in ("/accounts/login/", "/language/", "/n/nowhere/", "/api/openapi.json", "/static/onetext/style.css"):
        for method in ("TRACE", "CONNECT"):
            answer = client.generic(method, path, "a secret", headers={"x-secret": "a secret"})
            assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
            assert b"a secret" not in answer.content


def test_what_one_has_seen_is_kept_in_a_cookie_of_that_negotiation_alone(
    served: dict[str, Client], settings: Settings
) -> None:
    settings.SEEN_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "__Secure-seen", True
    cookie = served["ash"].get("/n/harbour/").cookies["__Secure-seen"].OutputString()
    assert all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/n/harbour/"))
    assert "Domain" not in cookie


def test_an_answer_beside_django_is_as_strict(settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS = 31_536_000
    found = {name.decode(): said.decode() for name, said in headers.beside_django()}
    assert found["strict-transport-security"] == "max-age=31536000; includeSubDomains; preload"
    assert found["content-security-policy"] == headers.POLICY
    assert (found["x-content-type-options"], found["cache-control"]) == ("nosniff", "no-store")
    assert found["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.django_db
def test_a_form_without_its_token_does_nothing() -> None:
    client = Client(enforce_csrf_checks=True)
    for path in ("/accounts/login/", "/language/", "/accounts/logout/"):
        answer = client.post(path, {"login": "a@b.example", "password": "x"})
        assert answer.status_code == HTTPStatus.FORBIDDEN
        assert "run out" in answer.content.decode()


@pytest.mark.django_db
def test_what_a_caller_says_of_itself_is_not_believed_without_a_proxy(settings: Settings) -> None:
    assert settings.SECURE_PROXY_SSL_HEADER is None
    for number in range(12):
        client = Client(headers={"x-forwarded-for": f"192.0.2.{number}", "x-forwarded-proto": "https"})
        sent = {"login": f"nobody{number}@north.example", "password": "guess"}
        page = client.post("/accounts/login/", sent).content.decode()
    assert "Too many" in page


def serve(*words: str) -> Result:
    """What `onetext serve` says before it serves."""
    return CliRunner().invoke(onetext, ["serve", *words])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--origin", "http://talks.example", "--behind-proxy"], "https://NAME"),
        (["--origin", "https://talks.example/path", "--behind-proxy"], "https://NAME"),
        (["--origin", "https://talks.example"], "put a proxy of yours before it"),
        (["--behind-proxy"], "say under which address people reach it"),
    ],
)
def test_a_server_is_not_put_before_others_half_protected(tmp_path: Path, words: list[str], said: str) -> None:
    CliRunner().invoke(onetext, ["new", str(tmp_path / "talks"), "--title", "Talks"])
    run = serve(str(tmp_path / "talks.onetext"), *words)
    assert said in str(run.exception)


def test_a_sign_in_service_is_there_where_its_issuer_was_named(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s3cret", encoding="utf-8")
    named = {
        "ONETEXT_OIDC_ISSUER": "https://id.example",
        "ONETEXT_OIDC_CLIENT": "onetext",
        "ONETEXT_OIDC_SECRET_FILE": str(tmp_path / "secret"),
        "ONETEXT_OIDC_NAME": "The Ministry",
    }
    environment = deployed(tmp_path, **named)
    for command in ("migrate", "createcachetable"):
        assert python("-m", "django", command, environment=environment).returncode == 0
    asks = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "page = Client(headers={'x-forwarded-proto': 'https', 'host': 'talks.example'}).get('/accounts/login/')\n"
        "print(page.content.decode())"
    )
    run = python("-c", asks, environment=environment)
    assert "The Ministry" in run.stdout, run.stderr
    assert "/accounts/service/" in run.stdout
    check = python("-m", "django", "check", "--deploy", "--fail-level", "WARNING", environment=environment)
    assert check.returncode == 0, check.stderr
