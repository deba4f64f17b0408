"""Days and times on pages: a report known by its day has no clock, and an instant has one day for one reader."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from harbour import POINTS, Harbour, reworded
from onetext.process import moments, negotiation, statements
from onetext.process.amendments import Dealt, Propose, Settle
from onetext.record.audience import KEEPER
from onetext.record.times import Day
from web.shipped import copied, seated
from web.walking import pages_of

ONE = POINTS[0]
TOKYO = "Asia/Tokyo"
SEATS = {"harbour": {"delegate": ("tarn", "norvane"), KEEPER: (KEEPER, "")}, "geneva": {KEEPER: (KEEPER, "")}}


def in_zone(client: Client, zone: str) -> Client:
    client.post("/settings/", {"name": "Ash", "zone": zone})
    return client


def read(client: Client, path: str) -> str:
    """The words of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(f"/n/harbour/{path}").content.decode()).split())


def reported(harbour: Harbour, day: str) -> None:
    """Birch's amendment, as a newspaper of that day reports it."""
    wanted = Propose("replace", ONE.id, ONE.words or "", "Ash shall dig.", proponents=("birch",))
    harbour.report(wanted, name="dig", known=moments.as_of(day, negotiation.zone(harbour.view())))


@pytest.mark.parametrize("zone", ["", TOKYO, "America/New_York"])
def test_a_report_known_by_its_day_shows_that_day_in_every_zone_and_no_clock(
    served: dict[str, Client], harbour: Harbour, zone: str
) -> None:
    reported(harbour, "2030-02-20")
    ash = in_zone(served["ash"], zone)
    assert re.search(r"proposed by Birch known by 20 February 2030", read(ash, "text/1/"))
    assert re.search(r"20 February 2030 amendment proposed dig", read(ash, "record/"))
    assert "Known: 20 February 2030 Recorded" in read(ash, "record/dig/")
    for path in ("text/1/", "text/1/words/", "record/", "record/dig/"):
        assert not re.search(r"23:59|(?:19|21) February 2030|2030-02-20", read(ash, path)), path


def test_an_own_act_has_one_day_for_one_reader(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.clock.moment = datetime(2030, 3, 2, 20, tzinfo=UTC)
    wanted = harbour.do(Propose("replace", ONE.id, ONE.words or "", "Ash shall dig."), "ash")
    settled = Settle(ONE.id, (reworded(ONE, "Ash shall dig."),), (Dealt(wanted.id, "accepted"),))
    harbour.do(settled, name="dig")
    for zone, day in (("", "2 March 2030"), (TOKYO, "3 March 2030")):
        ash = in_zone(served["ash"], zone)
        other = {"2 March 2030", "3 March 2030"} - {day}
        for path in ("text/1/", "text/1/words/", "record/", "record/dig/"):
            told = read(ash, path)
            assert day in told, path
            assert not [one for one in other if one in told], path


def test_the_day_that_is_looked_at_says_whose_it_is_to_whoever_keeps_another_zone(served: dict[str, Client]) -> None:
    assert "As of 2 March 2030 : only" in read(served["ash"], "?as_of=2030-03-02")
    told = read(in_zone(served["ash"], TOKYO), "?as_of=2030-03-02")
    assert "As of 2 March 2030 (time zone Europe/Oslo): only" in told


def test_a_day_that_is_said_to_be_meant_is_no_instant(harbour: Harbour) -> None:
    met = harbour.report(statements.Statement(("ash",), "We met."), happened=Day(harbour.clock.moment.date()))
    assert moments.known(harbour.view(), met).at == met.known


def test_nobody_keeps_the_clock_of_the_reader_before_them(served: dict[str, Client]) -> None:
    in_zone(served["ash"], TOKYO).get("/n/harbour/record/")
    assert str(timezone.get_current_timezone()) == "UTC"
    assert "Times are given in Europe/Oslo" in read(served["birch"], "record/")


@pytest.mark.parametrize("slug", SEATS)
def test_no_page_of_the_examples_tells_the_last_minute_of_a_day(
    tmp_path: Path, settings: Settings, db: None, slug: str
) -> None:
    del db
    addresses = [*pages_of(slug).values(), *(f"/n/{slug}/text/{number}/" for number in (1, 9, 11))]
    with seated(copied(slug, tmp_path), settings, SEATS[slug]) as clients:
        for client in clients.values():
            for zone in ("", TOKYO):
                client.post("/settings/", {"name": "", "zone": zone})
                for address in addresses:
                    page = client.get(address).content.decode()
                    clock = "07:59|08:59" if zone else "2[0-3]:59"
                    assert re.findall(rf"\d{{4}},? (?:{clock})\b", page) == [], address
