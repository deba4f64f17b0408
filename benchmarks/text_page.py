"""The page of the text at its full size, beside the same text in a plain template, in one run.

    python benchmarks/text_page.py [--points 300] [--amendments 200] [--times 15]

A made-up agreement with its headings, brackets, stances, comments, links and red lines is served to one party's
delegate by Django's test client. Measured are: the page asked for again, as one who reloads it; the page after one more
amendment, as everybody's browser asks for it when a colleague has acted; and a plain template that prints each point's
number and words through the same frame.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from onetext.process import (
    actors,
    amendments,
    comments,
    current,
    every_subject,
    links,
    negotiation,
    positions,
    redlines,
    retained,
    texts,
    tracks,
)
from onetext.record.act import leaf_hash
from onetext.record.audience import PUBLIC, Audience, audience, log_name
from onetext.record.record import Draft, encode
from onetext.record.sqlite import SqliteLog
from onetext.text.provision import Provision, fingerprint
from onetext.web import home, serving

PARTIES = ("ash", "birch", "cedar")
OTHERS = ("norway", "commission", "bank", "union", "court", "press")
START = datetime(2030, 1, 1, 9, tzinfo=UTC)
OPENINGS = (
    "The Parties shall keep the harbour of {0} open to the vessels of each other",
    "Ash shall withdraw {0} patrol vessels from the outer harbour by 1 May 2030",
    "Birch may inspect the works at Kilometre {0} with a notice of {1} days",
    "It is expected that the Bank will guarantee a loan of {0} million crowns",
    "Cedar shall not raise the toll above {1}.50 crowns per tonne before 2034",
    "The Commission shall publish the depth, the level and the quality of the water every {1} months",
)
TAILS = (
    ", provided that the other Parties are told of it in writing at least {1} days before the works begin.",
    ", and each Party shall bear the cost in proportion to the tonnage of its vessels in the year before.",
    ". A dispute about this paragraph that is not settled within {0} days may be put to arbitration by any Party.",
    ", except where [a vessel is in distress] [the master of the port has allowed it (Birch)] and the pilots agree.",
)


def wording(count: int, chance: random.Random) -> tuple[Provision, ...]:
    """A text of so many provisions: a heading for every twelve, articles, and sub-points below some of them."""
    found: list[Provision] = []
    number = 0
    while len(found) < count:
        place = len(found)
        if place % 12 == 0:
            found.append(Provision(f"p{place:08}", f"Part {place // 12 + 1}  Of the works", heading=True))
            continue
        words = (chance.choice(OPENINGS) + chance.choice(TAILS)).format(place, chance.randrange(2, 40))
        if place % 4 == 0:
            letter = f"({'abcdefgh'[place % 8]})"
            found.append(Provision(f"p{place:08}", words, number=letter, parent=f"p{place - 1:08}"))
            continue
        number += 1
        found.append(Provision(f"p{place:08}", words, number=str(number), parent=f"p{place // 12 * 12:08}"))
    return tuple(found)


def bodies(points: int, pending: int, chance: random.Random) -> Iterator[tuple[object, str, str, Audience]]:
    """What is done at the table: body, author, name and readers of each act, in order."""
    yield negotiation.Open("The harbours"), "keeper", "", PUBLIC
    for slug in (*PARTIES, *OTHERS):
        yield actors.Declare(slug, slug.title()), "keeper", "", PUBLIC
    for slug in PARTIES:
        yield actors.Seat(slug, "party"), "keeper", "", PUBLIC
    yield actors.Seat("norway", "mediator"), "keeper", "", PUBLIC
    text = wording(points, chance)
    yield texts.Table("First draft", wording=text, authors=PARTIES), "keeper", "v0", PUBLIC
    table = audience((*PARTIES, "norway"))
    real = [p for p in text if not p.heading]
    for number in range(pending):
        point, party = chance.choice(real), chance.choice(PARTIES)
        changed = (
            (point.words or "").replace(" shall ", " should ").replace("days", "weeks").replace("works", "repairs")
        )
        changed += f" The costs are borne by {party.title()} up to {number} million crowns."
        yield amendments.Propose("replace", point.id, point.words or "", changed), party, f"a{number}", table
    for number in range(points // 2):
        point, party = chance.choice(real), chance.choice(PARTIES)
        yield comments.Comment(point.id, f"We wonder about number {number}."), party, "", table
    for number in range(points // 15):
        one, other = chance.sample(real, 2)
        yield links.Link(("trade", "condition", "sequence")[number % 3], one.id, other.id), "keeper", "", PUBLIC
    for party in PARTIES:
        yield redlines.Draw(party, provision=real[7].id, never="costs"), party, "", audience((party,))
        yield redlines.Draw(party, never="costs are borne by Birch"), party, "", audience((party,))
    yield tracks.Track("Working group on tolls", PARTIES), "keeper", "tolls", PUBLIC
    for point in real[10:14]:
        yield retained.Retain(point.id, ("ash",)), "ash", "", table


def stances(version: str, text: tuple[Provision, ...], chance: random.Random) -> Iterator[tuple[object, str]]:
    """A stance of each party on about two points in three."""
    kinds: tuple[positions.Stance, ...] = ("agreed", "agreed", "agreed", "opposed", "reserved", "ad referendum")
    above = {p.id: p for p in text}
    for point in text:
        for party in PARTIES:
            if point.heading or chance.random() > 0.66:  # noqa: PLR2004  two in three
                continue
            parent = above.get(point.parent)
            lead = parent.words or "" if parent and not parent.heading else ""
            print_ = fingerprint(point.words or "", lead)
            yield positions.Take(party, chance.choice(kinds), version, print_, point.id), party


def make(path: Path, points: int, pending: int) -> None:
    """Write the record; the rules are not asked, and the same numbers always make the same acts."""
    chance, log, catalogue = random.Random(7), SqliteLog.create(path), every_subject()
    at = START
    with log.writing() as writing:

        def add(body: object, author: str, name: str, readers: Audience) -> str:
            nonlocal at
            at += timedelta(seconds=1)
            draft = Draft(body, author, "" if author == "keeper" else author, name, audience=readers)
            data = encode(draft, at, f"{chance.getrandbits(128):032x}", catalogue)
            writing.append(leaf_hash(data), log_name(readers), data)
            return leaf_hash(data)

        for body, author, name, readers in bodies(points, pending, chance):
            id_ = add(body, author, name, readers)
            if isinstance(body, texts.Table):
                version, text = id_, body.wording or ()
        for body, author in stances(version, text, chance):
            add(body, author, "", audience((*PARTIES, "norway")))
    log.close()


@dataclass(frozen=True)
class Served:
    """The record, served in this process: `get` asks for a page as a delegate of Ash."""

    get: Callable[[str], Any]
    plain: Callable[[], str]
    act: Callable[[int], None]


def served(folder: Path, points: int, pending: int) -> Served:
    """Make the record and the accounts, and sign a delegate in."""
    path = folder / "harbours.onetext"
    make(path, points, pending)
    place = home.Place(folder / "home", (path,), hosts=("testserver",))
    serving.prepare(place)
    os.environ["ONETEXT_HOSTS"] = "testserver"
    from django.template import engines  # noqa: PLC0415  Django is ready only now
    from django.test import Client  # noqa: PLC0415

    from onetext.web import negotiations  # noqa: PLC0415
    from onetext.web.accounts.models import Account, Membership  # noqa: PLC0415

    account = Account.objects.create_user("ash@harbours.example")
    Membership.objects.create(account=account, negotiation="harbours", person="ash", party="ash")
    client = Client()
    client.force_login(account)
    record = negotiations.record("harbours")
    assert record is not None
    held = record
    text = current.wording(held.view()) or ()
    plain = engines["django"].from_string(
        "{% for p in points %}<article id='{{ p.id }}'><b>{{ p.number }}</b> <p>{{ p.words }}</p></article>{% endfor %}"
    )

    def act(number: int) -> None:
        point = text[1 + number % 2]
        body = amendments.Propose("replace", point.id, point.words or "", f"Other words, for the {number}th time.")
        held.submit(Draft(body, "birch", "birch", audience=audience((*PARTIES, "norway"))))

    return Served(client.get, lambda: plain.render({"points": text}), act)


class Took(NamedTuple):
    """The median of some runs, in milliseconds: on the clock, and of the processor, which other work does not slow."""

    clock: float
    processor: float


def timed(what: Callable[[], object], times: int, before: Callable[[], object] = lambda: None) -> Took:
    """How long something takes; what is done `before` each run is not measured."""
    found = []
    for _ in range(times):
        before()
        began, spent = time.perf_counter(), time.process_time()
        what()
        found.append(((time.perf_counter() - began) * 1000, (time.process_time() - spent) * 1000))
    return Took(*(statistics.median(one) for one in zip(*found, strict=True)))


def main(points: int, pending: int, times: int) -> None:
    """Print what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        at, numbers, size = served(Path(folder), points, pending), iter(range(10_000)), []
        page = "/n/harbours/"
        rows = {
            "first": timed(lambda: size.append(len(at.get(page).content)), 1),
            "asked again": timed(lambda: at.get(page), times),
            "after an act": timed(lambda: at.get(page), times, lambda: at.act(next(numbers))),
            "only what is open": timed(lambda: at.get(f"{page}?show=open"), times),
            "a plain template": timed(at.plain, times),
        }
        print(f"{points} provisions, {pending} pending amendments, {size[0]:,} bytes")
        print(f"{'':<20}{'clock':>10}{'processor':>12}   times a plain template")
        for name, took in rows.items():
            ratio = took.processor / rows["a plain template"].processor
            print(f"{name:<20}{took.clock:>7.1f} ms{took.processor:>9.1f} ms{ratio:>9.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--points", type=int, default=300)
    parser.add_argument("--amendments", type=int, default=200)
    parser.add_argument("--times", type=int, default=15)
    told = parser.parse_args()
    main(told.points, told.amendments, told.times)
