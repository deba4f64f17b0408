"""Run by itself: make an account with a place in a server's folder, and print two keys: one reads, one acts."""

import json
import sys
from pathlib import Path

from onetext.web import serving
from onetext.web.home import Place


def keys(home: Path, negotiation: str, person: str, party: str) -> tuple[str, str]:
    """A key of a place that may read, and one that may act."""
    serving.prepare(Place(home))
    from onetext.web.accounts import tokens
    from onetext.web.accounts.models import Account, Membership

    account, _ = Account.objects.get_or_create(email=f"{person}@harbour.example")
    Membership.objects.get_or_create(account=account, negotiation=negotiation, person=person, party=party)
    reads, acts = (tokens.make(account, negotiation, "a program", 30, may_act=may) for may in (False, True))
    return reads, acts


if __name__ == "__main__":
    home, *words = sys.argv[1:]
    sys.stdout.write(json.dumps(keys(Path(home), *words)))
