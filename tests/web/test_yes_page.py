"""The way to yes: gates over exact words, dates as far as they are known, and who has had which text."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from http import HTTPStatus
from pathlib import Path

import msgspec
import pytest
from django.test import Client
from playwright.sync_api import Page

from harbour import POINTS, Harbour, reworded
from onetext.process import amendments, deadlines, offers, presentations, rounds, silence, texts, tracks, windows
from onetext.process.signoff import Approve
from onetext.record.audience import KEEPER, Viewer, audience
from onetext.record.record import Record
from onetext.record.times import Day, Exactly, Window
from onetext.web.asked import Asked
from onetext.web.pages.yes import Way, way
from onetext.web.pages.yes.dated import Dated
from onetext.web.pages.yes.joint import joint_statements
from test_examples import played
from web.browser import chromium, needs_chromium, serving, sit_down
from web.yes_parts import asked, both_mayors_before_cedar, head_words, office

STATUSES: tuple[offers.Status, ...] = ("final", "not final")
MONDAY, THURSDAY = date(2030, 3, 4), date(2030, 3, 7)


@pytest.fixture(scope="module")
def geneva(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The Geneva record."""
    with played("geneva", tmp_path_factory.mktemp("geneva") / "geneva.onetext") as record:
        yield record


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The invented harbour record, with full texts."""
    with played("harbour", tmp_path_factory.mktemp("harbour") / "harbour.onetext") as record:
        yield record


def of(harbour: Harbour, name: str = KEEPER, **query: str) -> Way:
    """What the page says to somebody of the small harbour."""
    return way(harbour.view(name), asked(name, **query))


def seen(record: Record, name: str = KEEPER, **query: str) -> Way:
    """What the page says to somebody of an example."""
    return way(record.view(Viewer(name)), asked(name, **query))


def lane(page: Way, name: str) -> list[Dated]:
    """What stands in a lane of the time line."""
    return [one for one in page.line.listed if one.lane == name]


def approve(harbour: Harbour, slug: str) -> None:
    """A mayor approves the present words."""
    body = Approve(office(harbour, slug), harbour.view().find("v0").id, head_words(harbour))
    harbour.do(body, f"mayor-{slug}/{slug}")


def test_row_8_the_gates_say_who_approved_which_words_and_who_is_missing(harbour: Harbour) -> None:
    both_mayors_before_cedar(harbour)
    approve(harbour, "ash")
    order = of(harbour).order
    (gate,) = order.gates
    assert (gate.turn, gate.complete) == (True, False)
    assert [(one.title, one.version, one.words) for one in gate.signatures] == [
        ("the Mayor of Ash", "v0", head_words(harbour)[:12]),
        ("the Mayor of Birch", "", ""),
    ]
    assert order.next == "Gate 1: one approval is missing: the Mayor of Birch."


def test_row_8_a_changed_word_resets_the_approvals_and_says_why(harbour: Harbour) -> None:
    both_mayors_before_cedar(harbour)
    approve(harbour, "ash")
    approve(harbour, "birch")
    assert of(harbour).order.next == "Every gate is complete: v0 may be put to Cedar."
    settle = amendments.Settle(POINTS[1].id, (reworded(POINTS[1], "Birch lights nothing."),), ())
    harbour.do(settle, name="settled")
    (gate,) = of(harbour).order.gates
    assert [one.known for one in gate.signatures] == [None, None]
    assert all(
        "the words changed: point 2 was settled in other words on 20" in one.lapsed[0].why for one in gate.signatures
    )
    assert [one.sign for one in lane(of(harbour), "approvals")] == ["↺", "↺"]


def test_row_8_putting_geneva_s_text_to_russia_waits_for_both_presidents(geneva: Record) -> None:
    order = seen(geneva).order
    titles = {one.title for gate in order.gates for one in gate.signatures}
    assert {"the President of the United States", "the President of Ukraine"} <= titles
    assert order.put_to == "Russia"
    assert "two approvals are missing" in order.next


def test_row_9_what_russia_has_had_is_told_version_by_version(geneva: Record) -> None:
    page = seen(geneva)
    russia = next(one for one in page.holders if one.name == "Russia")
    cells = {cell.version: cell for cell in russia.cells}
    assert (cells["v0"].knowledge, cells["v1"].knowledge) == ("yes", "not received")
    assert any("Peskov" in told and "2025-11-24" in told for told in cells["v1"].told)
    assert page.versions == tuple(cell.version for cell in russia.cells)


def test_a_denial_beside_another_account_is_shown_as_accounts_that_differ(harbour: Harbour) -> None:
    version = harbour.view().find("v0").id
    accounts: tuple[presentations.Told, ...] = ("seen", "not received")
    for told in accounts:
        harbour.report(presentations.Account(version, "cedar", told))
    cedar = next(one for one in of(harbour).holders if one.name == "Cedar")
    assert [(cell.knowledge, len(cell.told)) for cell in cedar.cells] == [("accounts differ", 2)]


def test_rows_40_41_a_softened_deadline_keeps_its_first_date_and_tells_the_cause(geneva: Record) -> None:
    steps = [one for one in lane(seen(geneva), "deadlines") if "this coming Thursday" in one.when]
    assert [(one.step, one.current, one.start) for one in steps] == [
        (0, False, date(2025, 11, 27)),
        (1, True, date(2025, 11, 27)),
    ]
    assert "set by Donald Trump (demand)" in steps[0].label
    assert "softened by Donald Trump" in steps[1].label
    assert "allies voiced their concerns" in steps[1].label


def test_a_deadline_whose_first_alternative_has_no_date_is_drawn_by_the_other(harbour: Harbour) -> None:
    targets = (deadlines.Target(Window(None, None), "one of these days"), deadlines.Target(Day(MONDAY), "Monday"))
    harbour.do(deadlines.Deadline("ash", "answer", targets, ("birch",)), "mayor-ash/ash")
    drawn = [one for strip in of(harbour).line.strips for one in strip.drawn if strip.lane == "deadlines"]
    assert [one.dated.start for one in drawn] == [MONDAY]


def test_a_moved_deadline_stands_on_both_its_dates(harbour: Harbour) -> None:
    first = deadlines.Target(Day(MONDAY), "Monday")
    set_ = harbour.do(deadlines.Deadline("ash", "answer", (first,), ("birch",)), "mayor-ash/ash")
    later = (deadlines.Target(Day(THURSDAY)), deadlines.Target(Window(None, None), "other days"))
    harbour.do(deadlines.Move(set_.id, later, "ash", "bad weather"), "mayor-ash/ash")
    found = lane(of(harbour), "deadlines")
    assert [(one.step, one.alternative, one.start, one.current) for one in found] == [
        (0, 1, MONDAY, False),
        (1, 1, THURSDAY, True),
        (1, 2, None, True),
    ]
    assert found[1].label == "moved by Ash: bad weather (no date for: other days)"
    drawn = [one for strip in of(harbour).line.strips for one in strip.drawn if strip.lane == "deadlines"]
    assert [one.dated.start for one in drawn] == [MONDAY, THURSDAY]
    assert drawn[0].x < drawn[1].x
    assert drawn[0].y < drawn[1].y


def test_row_42_thursday_other_days_or_monday_may_be_before_the_28th(geneva: Record) -> None:
    answers = {one.handle: one.answer for one in seen(geneva, before="2025-11-28").due.deadlines}
    assert (answers["rubio-days"], answers["trump-thursday"]) == ("maybe", "yes")
    assert {one.answer for one in seen(geneva).due.deadlines} == {""}


def test_the_day_asked_about_and_the_dates_of_a_deadline_are_told_in_words(
    served: dict[str, Client], harbour: Harbour
) -> None:
    targets = (deadlines.Target(Day(MONDAY)), deadlines.Target(Window(None, None), "other days"))
    harbour.do(deadlines.Deadline("ash", "answer", targets, ("birch",)), "mayor-ash/ash")
    page = " ".join(served["ash"].get("/n/harbour/yes/", {"before": "2030-03-07"}).content.decode().split())
    assert 'Before <time datetime="2030-03-07" title="2030-03-07">7 March 2030</time>?' in page
    assert '<time datetime="2030-03-04" title="2030-03-04">4 March 2030</time>, or open (“other days”)' in page


def test_a_time_of_day_that_ends_something_stands_with_the_readers_zone(
    served: dict[str, Client], harbour: Harbour
) -> None:
    until = harbour.clock.moment.replace(hour=18, minute=0)
    harbour.do(silence.Silence(("ash",), until, head_words(harbour)))
    harbour.do(deadlines.Deadline("ash", "answer", (deadlines.Target(Exactly(until)),)), "mayor-ash/ash")
    for zone, told in (
        ("", "19:00</time> (time zone Europe/Oslo)"),
        ("America/New_York", "13:00</time> (time zone America/New_York)"),
    ):
        served["ash"].post("/settings/", {"name": "Ash", "zone": zone})
        page = served["ash"].get("/n/harbour/yes/", {"before": "2030-03-02T09:00"}).content.decode()
        for part in ("due-part", "silence-part"):
            assert f">1 March 2030, {told}" in page.partition(f'id="{part}"')[2].partition("</div></section>")[0]


def test_a_day_that_is_none_is_told_beside_the_question_and_the_page_stands(served: dict[str, Client]) -> None:
    answer = served["ash"].get("/n/harbour/yes/?before=soon")
    assert answer.status_code == HTTPStatus.OK
    assert "“soon” is not a date" in answer.content.decode()


def test_row_4_two_windows_with_different_ends_are_drawn_fuzzy(geneva: Record) -> None:
    days, weeks = lane(seen(geneva), "windows")
    assert (days.end, days.latest) == (date(2025, 11, 25), date(2025, 11, 29))
    assert (weeks.end, weeks.latest) == (date(2025, 12, 8), date(2025, 12, 24))
    strip = next(one for one in seen(geneva).line.strips if one.lane == "windows")
    assert all(one.x < one.x2 < one.after and not one.open_after for one in strip.drawn)


def test_a_window_without_any_known_end_is_open(harbour: Harbour) -> None:
    harbour.do(windows.Window("soon", "signing", ("ash",)), "mayor-ash/ash")
    (found,) = lane(of(harbour), "windows")
    assert found.latest is None
    (drawn,) = next(one for one in of(harbour).line.strips if one.lane == "windows").drawn
    assert drawn.open_after
    assert drawn.after > drawn.x2


def test_row_5_an_end_that_is_only_understood_has_no_day(geneva: Record) -> None:
    (talks,) = lane(seen(geneva), "rounds")
    assert talks.when == "understood to have ended, not announced"
    assert "BBC News" in talks.told
    assert (talks.start, talks.end, talks.latest) == (date(2025, 11, 23), date(2025, 11, 23), date(2025, 11, 24))


def test_an_announced_end_is_certain_and_a_round_without_one_is_open(harbour: Harbour) -> None:
    begun = harbour.report(rounds.Round("First round"), happened=Day(date(2030, 2, 25)))
    (found,) = lane(of(harbour), "rounds")
    assert (found.start, found.latest) == (date(2030, 2, 25), None)
    harbour.report(rounds.RoundEnd(begun.id, "announced", ("ash",)), happened=Day(date(2030, 2, 27)))
    (found,) = lane(of(harbour), "rounds")
    assert (found.end, found.latest, found.certain) == (date(2030, 2, 27), date(2030, 2, 27), True)


def test_row_6_a_joint_draft_holds_what_both_released_and_a_single_speaker_fails(geneva: Record) -> None:
    view = geneva.view()
    both = {"speakers": ("us", "ukraine"), "round": (view.find("geneva-talks").id,)}
    drafted = joint_statements(view, Asked("geneva", KEEPER, query=both)).draft
    assert drafted is not None
    assert "The talks were highly productive." in drafted.elements
    assert [(one.words, one.missing) for one in drafted.held_back] == [
        ("There had been a tremendous amount of progress.", "Ukraine")
    ]
    alone = joint_statements(view, asked(speakers="us")).draft
    assert alone is not None
    assert "at least two different speakers" in alone.error


def test_row_24_a_track_shows_its_members_and_what_has_not_come_back(geneva: Record) -> None:
    (track,) = seen(geneva).tracks
    assert track.members
    assert all(one.pending for one in track.referred)
    assert {point.label for one in track.referred for point in one.points} == {"e", "g"}


def test_row_24_a_referral_stands_on_the_time_line_with_an_open_end_until_the_track_has_reported_back(
    geneva: Record,
) -> None:
    page = seen(geneva)
    referred = lane(page, "tracks")
    assert referred
    assert all(one.latest is None and "has not reported back" in one.when for one in referred)
    strip = next(one for one in page.line.strips if one.lane == "tracks")
    assert all(one.open_after and one.after > one.x2 for one in strip.drawn)


def test_row_24_each_report_back_is_a_mark_on_its_day_and_the_last_one_ends_the_referral(harbour: Harbour) -> None:
    track = harbour.do(tracks.Track("Light", ("birch",)), name="light")
    referral = harbour.do(tracks.Refer(track.id, (POINTS[0].id, POINTS[1].id)))
    begun = harbour.clock.moment.date()
    harbour.clock.moment += timedelta(days=2)
    harbour.do(tracks.ReportBack(referral.id, "agreed", (POINTS[0].id,)))
    first, report = lane(of(harbour), "tracks")
    assert (first.label, first.start, first.latest) == ("to “Light”: 1, 2", begun, None)
    assert (report.label, report.sign) == ("“Light” reports back on 1: agreed", "☑")
    assert (report.start, report.latest) == (begun + timedelta(days=2), begun + timedelta(days=2))
    harbour.clock.moment += timedelta(days=1)
    harbour.do(tracks.ReportBack(referral.id, "not agreed", (POINTS[1].id,)))
    first, _, last = lane(of(harbour), "tracks")
    assert (first.latest, first.certain, last.sign) == (begun, True, "☒")


def test_a_track_of_two_parties_leaves_no_trace_on_the_time_line_of_others(
    served: dict[str, Client], harbour: Harbour
) -> None:
    before = served["observer"].get("/n/harbour/yes/").content
    ours = audience(["ash", "birch"])
    draft = harbour.do(texts.Line("Our draft", ("ash", "birch")), "mayor-ash/ash", name="own", to=ours)
    harbour.do(texts.Table("Own", line=draft.id, wording=POINTS), "mayor-ash/ash", name="own-1", to=ours)
    track = harbour.do(tracks.Track("Quiet talks", ("ash", "birch")), "mayor-ash/ash", name="quiet", to=ours)
    referral = harbour.do(tracks.Refer(track.id, (POINTS[0].id,), line=draft.id), "mayor-ash/ash", to=ours)
    harbour.do(tracks.ReportBack(referral.id, "agreed"), "mayor-ash/ash", to=ours)
    assert [one.label for one in lane(of(harbour, "birch"), "tracks")] == [
        "to “Quiet talks”: 1",
        "“Quiet talks” reports back on all of it: agreed",
    ]
    assert "reports back on all of it" in served["birch"].get("/n/harbour/yes/").content.decode()
    assert served["observer"].get("/n/harbour/yes/").content == before


def test_row_41_what_a_version_is_as_an_offer_has_its_speaker(geneva: Record) -> None:
    (version,) = seen(geneva).offers
    assert version.version.startswith("v0")
    assert [(one.by, one.status) for one in version.said] == [("Donald Trump", "not final")]


def test_what_was_said_of_an_offer_earlier_stays_beside_the_last_word(harbour: Harbour) -> None:
    version = harbour.view().find("v0").id
    for status in STATUSES:
        harbour.do(offers.Offer(version, status, "ash", head_words(harbour)), "mayor-ash/ash")
    (offered,) = of(harbour).offers
    assert [(one.status, one.present) for one in offered.said] == [("final", False), ("not final", True)]


def test_a_running_silence_procedure_lets_those_who_are_asked_object(
    served: dict[str, Client], harbour: Harbour
) -> None:
    words = head_words(harbour)
    until = harbour.clock.moment.replace(hour=18)
    harbour.do(silence.Silence(("ash",), until, words), name="quiet")
    (mine,) = of(harbour, "ash").silences
    assert (mine.outcome, mine.mine, mine.not_asked) == ("running", True, "Birch")
    assert "do/silence-break/?silence=" in served["ash"].get("/n/harbour/yes/").content.decode()
    assert "do/silence-break/" not in served["birch"].get("/n/harbour/yes/").content.decode()
    harbour.clock.moment = until
    assert [one.outcome for one in of(harbour).silences] == ["adopted by silence"]


def test_the_day_of_looking_is_marked_and_left_out_where_it_is_far_off(geneva: Record) -> None:
    def looked(on: str) -> Way:
        at = datetime.combine(date.fromisoformat(on), time(23, 59, 59), UTC)
        return way(geneva.view(Viewer(KEEPER), at), asked(as_of=on))

    near = looked("2025-11-26").line
    assert near.today_x is not None
    assert 0 < near.today_x < near.width
    assert looked("2027-01-01").line.today_x is None


def test_rows_40_41_the_calendar_file_carries_the_present_state(served: dict[str, Client], harbour: Harbour) -> None:
    first = deadlines.Target(Day(MONDAY), "Monday")
    set_ = harbour.do(deadlines.Deadline("ash", "answer", (first,), ("birch",)), "mayor-ash/ash")
    harbour.do(deadlines.Soften(set_.id, "ash", "talks go on"), "mayor-ash/ash")
    answer = served["birch"].get("/n/harbour/deadlines.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Content-Disposition"] == 'attachment; filename="harbour-deadlines.ics"'
    assert b"DTSTART;VALUE=DATE:20300304" in answer.content
    assert b"softened (was demand)" in answer.content
    assert b"VEVENT" not in served["birch"].get("/n/harbour/deadlines.ics?as_of=2030-02-01").content
    assert served["stranger"].get("/n/harbour/deadlines.ics").status_code == HTTPStatus.NOT_FOUND


def test_a_deadline_between_two_parties_leaves_no_trace_with_others(
    served: dict[str, Client], harbour: Harbour
) -> None:
    paths = ("/n/harbour/yes/", "/n/harbour/deadlines.ics", "/n/harbour/yes/?before=2030-03-05")
    before = [served["observer"].get(path).content for path in paths]
    secret = deadlines.Deadline("ash", "answer in confidence", (deadlines.Target(Day(MONDAY)),), ("birch",))
    harbour.do(secret, "mayor-ash/ash", to=audience(["ash", "birch"]))
    assert "answer in confidence" in served["birch"].get("/n/harbour/yes/").content.decode()
    assert [served["observer"].get(path).content for path in paths] == before


@pytest.mark.parametrize("viewer", [KEEPER, "norvane", "public", "lender"])
def test_the_value_is_plain_data(example: Record, viewer: str) -> None:
    value = seen(example, viewer)
    assert msgspec.json.decode(msgspec.json.encode(value, enc_hook=str))["order"]["next"] == value.order.next


def test_everything_drawn_is_listed_and_stays_within_the_drawing(example: Record) -> None:
    line = seen(example).line
    drawn = [one for strip in line.strips for one in strip.drawn]
    assert {(one.dated.id, one.dated.step, one.dated.alternative) for one in drawn} == {
        (one.id, one.step, one.alternative) for one in line.listed if one.start is not None
    }
    assert all(0 <= one.before <= one.x < one.x2 <= one.after <= line.width for one in drawn)
    assert all(0 < one.y < line.height for one in drawn)


@needs_chromium
def test_the_text_cannot_be_put_to_russia_in_the_browser_until_both_presidents_have_approved(tmp_path: Path) -> None:
    with played("geneva", tmp_path / "geneva.onetext"):
        pass
    cast = {"us": ("rubio", "us"), "trump": ("trump", "us"), "zelensky": ("zelensky", "ukraine")}
    with serving(tmp_path / "geneva.onetext", cast) as server, chromium() as browser:
        context, page = sit_down(browser, server, "us")
        _put_to_russia(page)
        refusal = page.locator(".refusal").inner_text()
        assert "Two approvals are missing: the President of the United States, the President of Ukraine" in refusal
        for name in ("trump", "zelensky"):
            own, desk = sit_down(browser, server, name)
            desk.goto("/n/geneva/yes/")
            desk.get_by_role("link", name="Approve the text").click()
            desk.get_by_role("button", name="Hand it in").click()
            assert desk.locator(".said").inner_text() == "v1 is approved."
            own.close()
        _put_to_russia(page)
        assert page.locator(".said").inner_text().startswith("Done. Text put to somebody: ")
        assert "v1 was put to Russia" in page.locator("#next").inner_text()
        context.close()


def _put_to_russia(page: Page) -> None:
    page.goto("/n/geneva/yes/")
    page.get_by_role("link", name="Put the text to somebody").click()
    page.get_by_label("Russia", exact=True).check()
    page.get_by_role("button", name="Hand it in").click()
