"""Run by itself: make accounts with places in a server's folder, and print a session's key for each as JSON."""

import json
import os
import sys
from pathlib import Path

from onetext.web import serving
from onetext.web.home import Place


def sessions(home: Path, negotiation: str, cast: dict[str, tuple[str, str]]) -> dict[str, str]:
    """For each of the cast an account with its place at a negotiation, signed in: the key of its session.

    Several negotiations are named with commas; each of the cast is the same person at all of them.
    """
    serving.prepare(Place(home, database=os.environ.get("ONETEXT_DATABASE", "")))
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from onetext.web.accounts.models import Account, Membership

    found = {}
    for name, (person, party) in cast.items():
        account, _ = Account.objects.get_or_create(email=f"{name}@harbour.example", defaults={"name": name.title()})
        for one in negotiation.split(","):
            Membership.objects.get_or_create(
                account=account, negotiation=one, defaults={"person": person, "party": party}
            )
        session = SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.save()
        found[name] = session.session_key or ""
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(sessions(Path(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3]))))
