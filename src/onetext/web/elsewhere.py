"""What the server asks of other machines, only where whoever started it named one: mail, a sign-in service."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SMTP_PORTS = {"smtp": 587, "smtps": 465}


def mail(environment: Mapping[str, str], home: Path) -> dict[str, Any]:
    """Django's settings for mail.

    ONETEXT_MAIL is smtp://USER@HOST:PORT (which begins TLS) or smtps://…, ONETEXT_MAIL_FROM the sender, and
    ONETEXT_MAIL_PASSWORD_FILE the file that holds the password. Without them, letters lie in the server's folder.
    """
    address = environment.get("ONETEXT_MAIL", "")
    sender = environment.get("ONETEXT_MAIL_FROM", "onetext@localhost")
    if not address:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": home / "mail", "DEFAULT_FROM_EMAIL": sender}
    parts = urlsplit(address)
    if parts.scheme not in SMTP_PORTS or not parts.hostname:
        raise ValueError(f"ONETEXT_MAIL is not understood: {address}; write smtp://USER@HOST:PORT.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or SMTP_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": _kept_in(environment.get("ONETEXT_MAIL_PASSWORD_FILE", "")),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender,
    }


def sign_in_service(environment: Mapping[str, str]) -> dict[str, Any]:
    """Allauth's settings for one OpenID Connect service; nothing without ONETEXT_OIDC_ISSUER.

    ONETEXT_OIDC_CLIENT is the client's id, ONETEXT_OIDC_SECRET_FILE the file that holds its secret, ONETEXT_OIDC_NAME
    what the button says.
    """
    issuer = environment.get("ONETEXT_OIDC_ISSUER", "")
    if not issuer:
        return {}
    app = {
        "provider_id": "service",
        "name": environment.get("ONETEXT_OIDC_NAME", "OpenID Connect"),
        "client_id": environment.get("ONETEXT_OIDC_CLIENT", ""),
        "secret": _kept_in(environment.get("ONETEXT_OIDC_SECRET_FILE", "")),
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True, "email_authentication": True},
    }
    return {
        "SOCIALACCOUNT_PROVIDERS": {
            "openid_connect": {"APPS": [app], "provider_class": "onetext.web.accounts.sign_in_service.Service"}
        },
        "SOCIALACCOUNT_ADAPTER": "onetext.web.accounts.services.OnlyTheInvited",
        "SOCIALACCOUNT_STORE_TOKENS": False,
    }


def breached_passwords(environment: Mapping[str, str]) -> Path | None:
    """The file of passwords that were stolen elsewhere, which ONETEXT_BREACHED_PASSWORDS names; None without one."""
    named = environment.get("ONETEXT_BREACHED_PASSWORDS", "")
    if named and not Path(named).is_file():
        raise ValueError(f"ONETEXT_BREACHED_PASSWORDS names no file: {named}.")
    return Path(named) if named else None


def _kept_in(path: str) -> str:
    """A secret from its file: on no command line, in no environment."""
    return Path(path).read_text(encoding="utf-8").strip() if path else ""
