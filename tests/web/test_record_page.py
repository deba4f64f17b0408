"""The record on a page: every act that one may see, each in full, to take away and to check."""

from http import HTTPStatus
from io import BytesIO

from django.test import Client

from harbour import Harbour
from onetext.process.rooms import Note
from onetext.record.audience import audience


def test_each_sees_the_acts_that_they_may_and_no_others(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(Note("Our fallback is the small quay."), "ash", name="fallback", to=audience(["ash"]))
    assert "Our fallback" in served["ash"].get("/n/harbour/record/").content.decode()
    for other in ("birch", "norway", "observer"):
        assert "fallback" not in served[other].get("/n/harbour/record/").content.decode()
        assert served[other].get("/n/harbour/record/fallback/").status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_an_act_is_told_in_full(served: dict[str, Client]) -> None:
    told = served["ash"].get("/n/harbour/record/v0/").content.decode()
    assert "By: the keeper" in told
    assert "Ash shall dredge the harbour." in told


def test_what_is_taken_away_is_what_one_may_see(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(Note("Our fallback is the small quay."), "ash", to=audience(["ash"]))
    taken = {name: b"".join(served[name].get("/n/harbour/record/export.jsonl")) for name in ("ash", "birch")}
    assert b"fallback" in taken["ash"]
    assert b"fallback" not in taken["birch"]


def test_a_record_is_checked_against_the_heads_that_were_kept(served: dict[str, Client], harbour: Harbour) -> None:
    kept = served["birch"].get("/n/harbour/record/heads.txt").content
    harbour.do(Note("We can light the pier."), "birch", to=audience(["birch"]))
    upload = BytesIO(kept)
    upload.name = "harbour.checkpoint"
    answer = served["birch"].post("/n/harbour/record/verify/", {"kept": upload})
    assert answer.status_code == HTTPStatus.OK
    assert "It holds" in answer.content.decode()


def test_what_is_no_kept_head_is_said_to_be_none(served: dict[str, Client]) -> None:
    upload = BytesIO(b"\xff\xfe not a note")
    upload.name = "holiday.jpg"
    answer = served["birch"].post("/n/harbour/record/verify/", {"kept": upload})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "holiday.jpg is no kept checkpoint" in answer.content.decode()


def test_an_act_tells_its_times_in_the_zone_that_its_page_names(served: dict[str, Client]) -> None:
    for zone, told in (("", "10:00"), ("America/New_York", "04:00")):
        served["ash"].post("/settings/", {"name": "Ash", "zone": zone})
        page = served["ash"].get("/n/harbour/record/v0/").content.decode()
        for what in ("Known", "Recorded"):
            assert f"{what}: 1 March 2030, {told}" in page
        assert (zone or "Europe/Oslo") in page.partition("<footer>")[2]


def test_a_past_day_or_moment_is_named_in_words_above_the_page(served: dict[str, Client]) -> None:
    served["ash"].post("/settings/", {"name": "Ash", "zone": "America/New_York"})
    for as_of, told in (
        ("2030-03-02", '<time datetime="2030-03-02" title="2030-03-02">2 March 2030</time>'),
        ("2 March 2030", '<time datetime="2030-03-02" title="2030-03-02">2 March 2030</time>'),
        # A time that names no zone is meant in the record's, and told in the reader's.
        ("2030-03-02T12:00", "2 March 2030, 06:00</time>"),
    ):
        page = served["ash"].get("/n/harbour/record/", {"as_of": as_of}).content.decode()
        banner = page.partition('<aside class="past"')[2].partition("</aside>")[0]
        zone = "" if "T" in as_of else " (time zone Europe/Oslo)"  # whose day it is
        assert f"{told}{zone}: only what was known by then." in banner
