"""How a sign-in service is asked and believed: with a nonce, and no ID token that its keys did not sign for us.

Allauth leaves both out where the token came over TLS. Here a proxy may stand between, and an issuer may be on http.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac
from requests import RequestException

PROVIDER = "service"
"""What the service is called in addresses; there is one at most."""


def nonce_of(state: str) -> str:
    """The nonce that goes with a state: nobody can tell it without this server's key, and the state is used once."""
    return salted_hmac("onetext.sign-in service.nonce", state, algorithm="sha256").hexdigest()


class Client(OAuth2Client):  # type: ignore[misc]  # allauth has no types
    """Asks the service with a nonce."""

    def get_redirect_url(self, authorization_url: str, scope: list[str], extra_params: dict[str, str]) -> str:
        """Where somebody is sent to sign in."""
        nonce = {"nonce": nonce_of(str(self.state))}
        return str(super().get_redirect_url(authorization_url, scope, {**extra_params, **nonce}))


class Adapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """Believes an ID token that the service signed for this client and this very sign-in, while it lasts."""

    client_class = Client

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the service says of itself. Raises OAuth2Error where it is not the one that the operator named."""
        found: dict[str, Any] = super().openid_config
        named = str(self.get_provider().app.settings["server_url"]).partition("/.well-known/")[0]
        if str(found["issuer"]).rstrip("/") != named.rstrip("/"):
            raise OAuth2Error("The service calls itself by another name.")
        return found

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Whom the service says it is. Raises OAuth2Error where a token is not to be believed."""
        self.did_fetch_access_token = False  # else allauth does not look at the signature
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("The service sent no ID token.")
        login = super().complete_login(request, app, token, **kwargs)
        said = login.account.extra_data
        if said["id_token"].get("sub") != said.get("userinfo", said["id_token"]).get("sub"):
            raise OAuth2Error("The service speaks of two people.")
        return login

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        try:
            found: dict[str, Any] = super()._decode_id_token(app, id_token)
        except (KeyError, TypeError, ValueError) as error:  # a token or a list of keys without what both must have
            raise OAuth2Error("The service's ID token or its keys make no sense.") from error
        if not constant_time_compare(str(found.get("nonce", "")), nonce_of(self.request.GET.get("state", ""))):
            raise OAuth2Error("The ID token is of another sign-in.")
        return found


class Service(OpenIDConnectProvider):  # type: ignore[misc]  # allauth has no types
    """The sign-in service, believed as above."""

    oauth2_adapter_class = Adapter


@login_not_required  # type: ignore[untyped-decorator]  # allauth has no types
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send somebody to the service, who asked for it here: a link elsewhere leads to a page that asks once more."""
    adapter = _adapter(request, provider_id)
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return render(request, "socialaccount/login.html")
    return _answered(adapter, lambda: adapter.get_provider().redirect_from_request(request))


@login_not_required  # type: ignore[untyped-decorator]  # allauth has no types
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Somebody comes back from the service."""
    adapter = _adapter(request, provider_id)
    return _answered(adapter, lambda: OAuth2CallbackView.adapter_view(adapter)(request))


def offered(request: HttpRequest) -> dict[str, str]:
    """What every template knows: the name of the service by which one can sign in."""
    del request
    (app,) = settings.SIGN_IN_SERVICE["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"]
    return {"service": app["name"]}


def _adapter(request: HttpRequest, provider_id: str) -> Adapter:
    if provider_id != PROVIDER:
        raise Http404
    return Adapter(request, provider_id)


def _answered(adapter: Adapter, ask: Callable[[], HttpResponse]) -> HttpResponse:
    """What allauth answers; one sentence where the service cannot be reached or makes no sense."""
    try:
        return ask()
    except (OAuth2Error, RequestException, KeyError, ValueError) as error:
        provider = adapter.get_provider()
        return render_authentication_error(adapter.request, provider, exception=error)  # type: ignore[no-any-return]  # allauth has no types
