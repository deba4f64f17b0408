"""The record on a page: every act that one may see, each in full, to take away and to check."""

from http import HTTPStatus
from io import BytesIO
from pathlib import Path

from django.test import Client
from playwright.sync_api import expect

from harbour import POINTS, Harbour, harbour_at
from onetext.process.amendments import Propose
from onetext.process.consent import Need
from onetext.process.rooms import Note
from onetext.process.rounds import Round
from onetext.process.statements import Statement
from onetext.record.audience import audience
from onetext.web.pages.record import ABREAST
from web.browser import chromium, needs_chromium, serving, sit_down


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


def test_an_act_names_who_did_it_and_who_reads_it(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(Note("Our fallback is the small quay."), "ash", name="fallback", to=audience(["ash"]))
    told = served["ash"].get("/n/harbour/record/fallback/").content.decode()
    assert "By: Ash<" in told
    assert "Readers: Ash<" in told


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


def test_the_log_names_people_and_points_and_what_was_done(served: dict[str, Client], harbour: Harbour) -> None:
    first = POINTS[0]
    harbour.do(Need("birch", first.id, "It lights the way."))
    page = served["ash"].get("/n/harbour/record/").content.decode()
    row = page.partition("consent needed</a>")[2].partition("</tr>")[0]
    assert "the keeper of the record" in row
    assert "Birch; point 1, “Ash shall dredge the harbour.”; It lights the way." in row
    assert "<code" not in row, "nobody gave it a name"


def test_the_subjects_of_the_log_are_in_the_readers_language(served: dict[str, Client], harbour: Harbour) -> None:
    first = POINTS[0]
    harbour.do(Propose("replace", first.id, first.words or "", "Ash shall dig."), "ash")
    harbour.do(Statement(("ash",), "We dig.", "press"), "ash")
    served["ash"].post("/language/", {"language": "fr"})
    page = served["ash"].get("/n/harbour/record/").content.decode()
    assert '<option value="amendments.propose/">amendement proposé (1)</option>' in page
    assert "au lieu de" in page
    assert "presse" in page
    assert "replace;" not in page


def test_whoever_asks_for_several_subjects_at_once_sees_that_they_did(served: dict[str, Client]) -> None:
    page = served["ash"].get("/n/harbour/record/", {"kind": "texts"}).content.decode()
    assert '<option value="texts" selected>texts</option>' in page
    assert "1 act<" in page


@needs_chromium
def test_the_counts_and_the_pager_of_an_open_log_grow_with_its_table(tmp_path: Path) -> None:
    harbour = harbour_at(tmp_path / "harbour.onetext")
    for number in range(ABREAST - len(harbour.view().acts)):
        harbour.do(Note(f"Note {number}."))
    with serving(tmp_path / "harbour.onetext", {"birch": ("mayor-birch", "birch")}) as server, chromium() as browser:
        context, page = sit_down(browser, server, "birch")
        with page.expect_response("**/live/**"):
            page.goto("/n/harbour/record/")
        expect(page.locator("nav.leaves")).to_have_count(0)
        harbour.do(Round("First round"))
        expect(page.locator("#acts")).to_contain_text("Leaf 1 of 2")
        expect(page.locator("select[name=kind]")).to_contain_text("round begun (1)")
        context.close()
    harbour.record.close()
