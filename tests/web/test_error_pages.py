"""Pages that few ever see: what cannot be shown ends in one of ours that says so."""

from http import HTTPStatus
from typing import Any

import pytest
from allauth.core.ratelimit import respond_429
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import get_resolver

from web.signing_in import an_account, signed_in


def a_request() -> HttpRequest:
    """A request as a page gets it."""
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    request.session = SessionStore()
    request._messages = SessionStorage(request)  # type: ignore[attr-defined]  # Django's middleware puts it there
    return request


@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_an_error_has_a_page_of_ours(status: int) -> None:
    handler: Any = get_resolver().resolve_error_handler(status)
    answer = handler(a_request()) if status == HTTPStatus.INTERNAL_SERVER_ERROR else handler(a_request(), Exception())
    assert answer.status_code == status
    assert "<h1>" in answer.content.decode()


@pytest.mark.django_db
def test_who_tries_too_often_reads_that() -> None:
    answer = respond_429(a_request())
    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "<h1>" in answer.content.decode()


@pytest.mark.django_db
def test_a_forged_form_is_refused_on_a_page_of_ours() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/language/", {"language": "fr"})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "<h1>" in answer.content.decode()


@pytest.mark.django_db
def test_a_passkey_is_listed_by_its_name() -> None:
    account, client = an_account(), Client()
    Authenticator.objects.create(
        user=account, type=Authenticator.Type.WEBAUTHN, data={"name": "My laptop", "credential": {}}
    )
    client.force_login(account)
    assert signed_in(client)
    assert "My laptop" in client.get("/accounts/2fa/webauthn/").content.decode()
