"""Signing in with an OpenID Connect service: it proves an address, and only an address that is known here comes in."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from onetext.web.accounts.models import Invitation


class OnlyTheInvited(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """What allauth asks about sign-in services."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Whether the service's word makes an account: only for an address that it verified and that was invited."""
        del request
        verified = verified_address(sociallogin)
        return bool(verified) and Invitation.objects.standing().filter(email=verified).exists()

    def get_requests_session(self) -> Any:
        """How the service is asked: at the addresses that it names, and at none to which these would lead on."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """Whether an address that the service verified opens the account under it: not one that imitates another."""
        return bool(super().can_authenticate_by_email(login, email)) and not _imitates(email)

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """The account that is made: under the verified address, whatever else the service says."""
        account = super().populate_user(request, sociallogin, data)
        account.email = verified_address(sociallogin)
        account.name = str(data.get("name") or "")[:200]
        return account


def verified_address(sociallogin: Any) -> str:
    """The first address that the service verified, in small letters; "" where it verified none."""
    found = (str(one.email) for one in sociallogin.email_addresses if one.verified)
    return next((email.casefold() for email in found if not _imitates(email)), "")


def _imitates(email: str) -> bool:
    """Whether an address becomes another in small letters: the Kelvin sign becomes a k, a long s becomes an s."""
    return not email.isascii() and email.casefold().isascii()
