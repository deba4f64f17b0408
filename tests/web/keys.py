"""Run by itself: make an account with a place in a server's folder, and print keys to read, to act, to invite."""

import json
import sys
from pathlib import Path

from onetext.web import serving
from onetext.web.home import Place


def keys(home: Path, negotiation: str, person: str, party: str) -> tuple[str, ...]:
    """A key of a place that may read, one that may act, and one that may invite."""
    serving.prepare(Place(home))
    from onetext.web.accounts import tokens
    from onetext.web.accounts.models import Account, Membership

    account, _ = Account.objects.get_or_create(email=f"{person}@harbour.example")
    Membership.objects.get_or_create(account=account, negotiation=negotiation, person=person, party=party)
    may: tuple[dict[str, bool], ...] = ({}, {"may_act": True}, {"may_place": True})
    return tuple(tokens.make(account, negotiation, "a program", 30, **one) for one in may)


if __name__ == "__main__":
    home, *words = sys.argv[1:]
    sys.stdout.write(json.dumps(keys(Path(home), *words)))
