"""The shipped examples as the pages get them: a copy of the record, open or served, and a page's value made of it."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.test import Client
from pytest_django.fixtures import Settings

from onetext.cli import files
from onetext.process import every_subject, moments, negotiation
from onetext.record.audience import KEEPER, Viewer
from onetext.record.record import Record
from onetext.web import negotiations
from onetext.web.accounts.models import Account, Membership
from onetext.web.asked import Asked
from onetext.web.home import Place
from onetext.web.pages import every_page

Place_ = tuple[str, str]


def copied(name: str, folder: Path) -> Path:
    """A copy of an example, under its name."""
    return Path(shutil.copy(files.find(name), folder / f"{name}.onetext"))


@contextmanager
def opened(name: str, folder: Path) -> Iterator[Record]:
    """A copy of an example, open."""
    with Record.open(copied(name, folder), every_subject()) as record:
        yield record


def value(record: Record, page: str, whose: str = KEEPER, as_of: str = "", **query: str) -> Any:
    """The value of a page, as one party (or the keeper, or the public) sees it."""
    viewer = Viewer(whose)
    view = record.view(viewer)
    zone = negotiation.zone(view)
    newest = view.acts[-1].order[0].astimezone(zone).date().isoformat()
    if as_of:
        view = record.view(viewer, moments.as_of(as_of, zone))
    words = {name: (word,) for name, word in query.items()}
    asked = Asked("record", whose, "", as_of, newest, {}, words)
    found = next(one for one in every_page() if one.name == page)
    return found.build(view, asked)


@contextmanager
def seated(record: Path, settings: Settings, cast: Mapping[str, Place_]) -> Iterator[dict[str, Client]]:
    """A browser for each of a cast, signed in at a record that is served."""
    settings.PLACE = Place(record.parent, (record,))
    found = {}
    for name, (person, party) in cast.items():
        account = Account.objects.create_user(f"{name}@{record.stem}.example", name=name.title())
        Membership.objects.create(account=account, negotiation=record.stem, person=person, party=party)
        found[name] = Client()
        found[name].force_login(account)
    try:
        yield found
    finally:
        negotiations.close()
