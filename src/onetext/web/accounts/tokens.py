"""Tokens, with which a program comes to one negotiation in its owner's place."""

import hmac
import logging
import re
import secrets
from datetime import timedelta
from typing import Literal

from django.core.cache import cache
from django.db import OperationalError
from django.db.models import QuerySet
from django.utils import timezone

from onetext.record.errors import RecordError
from onetext.sentences import say
from onetext.web.accounts import journal, secrets_kept
from onetext.web.accounts.models import Account, ApiToken, Membership
from onetext.web.accounts.place import Place

LOG = logging.getLogger(__name__)
Scope = Literal["read", "act", "places"]
SCHEME = "Bearer "
LONGEST = 365
MOST_FAILURES = 30
MINUTE = 60
_PREFIX = re.compile(r"[0-9a-f]{12}")
_NOTHING = secrets_kept.digest("")


class OutOfScope(RecordError):
    """A token was sent with what it is not for: with what acts, or with what gives and ends places."""


class TooOften(RecordError):
    """Too many tokens from one address of the network were worth nothing."""


def make(
    account: Account, negotiation: str, name: str, days: int, *, may_act: bool = False, may_place: bool = False
) -> str:
    """A new token of an account at a negotiation; the words that the program sends are told only now.

    Every token may read. It may hand in acts, or invite people and end places, where that is said.
    """
    prefix, secret = secrets.token_hex(6), secrets_kept.secret()
    ApiToken.objects.create(
        account=account,
        negotiation=negotiation,
        name=name,
        prefix=prefix,
        digest=secrets_kept.digest(secret),
        may_act=may_act,
        may_place=may_place,
        until=timezone.now() + timedelta(days=min(days, LONGEST)),
    )
    may = [scope for scope, said in (("act", may_act), ("places", may_place)) if said]
    journal.note("token made", account=account.pk, negotiation=negotiation, prefix=prefix, may=may)
    return f"onetext_{prefix}_{secret}"


def revoke(token: ApiToken) -> None:
    """Make a token worthless at once."""
    ApiToken.objects.filter(pk=token.pk, revoked=None).update(revoked=timezone.now())
    journal.note("token revoked", account=token.account_id, prefix=token.prefix)


def place_of_token(header: str, negotiation: str, scope: Scope, caller: str = "") -> Place | None:
    """The place at a negotiation that an Authorization header opens for what it is sent for; None where it opens none.

    Raises OutOfScope where it would open one for something else. A caller (an address of the network) that fails too
    often is not listened to for a minute: TooOften.
    """
    token = token_of(header, caller)
    if token is None or token.negotiation != negotiation:
        return None
    found = Membership.objects.filter(account=token.account_id, negotiation=negotiation).first()
    if found:
        _must_be_for(token, scope)
    return Place(found.person, found.party) if found else None


def _must_be_for(token: ApiToken, scope: Scope) -> None:
    if scope == "act" and not token.may_act:
        raise OutOfScope(say("This key may read, not act; make one that may act under “Tokens for programs”."))
    if scope == "places" and not token.may_place:
        raise OutOfScope(
            say("This key may not invite people or end places; make one that may under “Tokens for programs”.")
        )


def token_of(header: str, caller: str = "") -> ApiToken | None:
    """The valid token that an Authorization header carries."""
    failures = f"token-failures:{secrets_kept.digest(caller)}"
    failed = cache.get(failures, 0) if caller else 0
    if failed >= MOST_FAILURES:
        raise TooOften(say("Too many keys from your address were worth nothing; try again in a minute."))
    word = header.removeprefix(SCHEME).strip() if header.startswith(SCHEME) else ""
    name, _, rest = word.partition("_")
    prefix, _, secret = rest.partition("_")
    found = _standing().filter(prefix=prefix).first() if name == "onetext" and _PREFIX.fullmatch(prefix) else None
    same = hmac.compare_digest(secrets_kept.digest(secret), found.digest if found else _NOTHING)
    if found is None or not same:
        journal.note("token refused", caller=caller)
        if caller:
            cache.set(failures, failed + 1, MINUTE)
        return None
    _was_used(found)
    return found


def _standing() -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(revoked=None, until__gt=timezone.now(), account__is_active=True)


def _was_used(token: ApiToken) -> None:
    """Take note of the day of the last use: a day is enough to find tokens that nobody needs."""
    today = timezone.now().date()
    if token.last_used != today:
        try:
            ApiToken.objects.filter(pk=token.pk).update(last_used=today)
        except OperationalError as error:
            # That this note cannot be taken must not keep a program from acting.
            LOG.warning("The last use of a key could not be noted.", exc_info=error)
