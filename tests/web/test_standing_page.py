"""Where we stand: what is open and for whom it waits, how that went, who stands where."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from html import unescape
from http import HTTPStatus
from pathlib import Path

import msgspec
import pytest
from django.test import Client

from harbour import POINTS, Harbour, reworded
from onetext.process import (
    actors,
    amendments,
    claims,
    current,
    deadlines,
    interests,
    items,
    links,
    negotiation,
    positions,
    redlines,
    retained,
    silence,
    tally,
    tracks,
)  # fmt: skip
from onetext.process.texts import Disposed, Line, Table
from onetext.record.audience import KEEPER, Viewer, audience
from onetext.record.record import Record
from onetext.record.times import Day
from onetext.web.pages.standing import Standing, standing
from onetext.web.pages.standing.open_items import Open
from test_examples import played
from web.browser import chromium, needs_chromium, serving, sit_down
from web.yes_parts import asked

ONE, TWO, THREE = (point.id for point in POINTS)


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


def of(harbour: Harbour, name: str = KEEPER, **query: str) -> Standing:
    """What the page says to somebody of the small harbour."""
    return standing(harbour.view(name), asked(name, **query))


def seen(record: Record, name: str = KEEPER, **query: str) -> Standing:
    """What the page says to somebody of an example."""
    return standing(record.view(Viewer(name)), asked(name, **query))


def agree(harbour: Harbour, party: str, point: int) -> None:
    """A party agrees to the words of a point."""
    view = harbour.view()
    found = next(s for s in current.standings(view) if s.provision.id == POINTS[point].id)
    body = positions.Take(party, "agreed", found.version.id, found.fingerprint or "", found.provision.id)
    harbour.do(body, f"mayor-{party}/{party}")


def opened(page: Standing) -> dict[str, tuple[str, Open]]:
    """The open points by their numbers, each with why it is open."""
    return {item.label: (group.why, item) for group in page.groups for item in group.items}


def test_a_point_names_who_must_still_say_yes_and_how_their_stance_reads(harbour: Harbour) -> None:
    agree(harbour, "ash", 1)
    why, item = opened(of(harbour))["2"]
    assert why == "one"
    assert [(one.actor, one.reads, one.present) for one in item.missing] == [("birch", "no position", True)]
    why, item = opened(of(harbour))["3"]
    assert [one.actor for one in item.missing if not one.present] == ["cedar"]
    assert why == "outside"


def test_an_agreed_point_is_open_no_more_and_lapses_with_its_words(harbour: Harbour) -> None:
    agree(harbour, "ash", 1)
    agree(harbour, "birch", 1)
    assert "2" not in opened(of(harbour))
    assert of(harbour).now.open == 2
    harbour.do(amendments.Settle(TWO, (reworded(POINTS[1], "Birch lights nothing."),), ()), name="settled")
    assert [one.reads for one in opened(of(harbour))["2"][1].missing] == ["lapsed (agreed)", "lapsed (agreed)"]


def test_retained_points_and_those_before_a_track_stand_apart(harbour: Harbour) -> None:
    harbour.do(retained.Retain(ONE, ("ash",), "Without it no dredging."))
    track = harbour.do(tracks.Track("Light", ("birch",)), name="light")
    harbour.do(tracks.Refer(track.id, (TWO,)))
    found = opened(of(harbour))
    assert (found["1"][0], found["2"][0]) == ("retained", "track")
    assert [(one.label, one.by) for one in of(harbour).kept] == [("1", "Ash")]


def test_whose_yes_is_missing_is_gathered_by_actor(harbour: Harbour) -> None:
    agree(harbour, "ash", 0)
    page = of(harbour)
    assert [(one.actor, [point.label for point in one.points], one.present) for one in page.waiting] == [
        ("birch", ["1", "2", "3"], True),
        ("ash", ["2", "3"], True),
        ("cedar", ["3"], False),
    ]


@pytest.mark.parametrize("viewer", [KEEPER, "norvane", "public"])
def test_the_course_counts_what_one_would_have_counted_on_each_day(example: Record, viewer: str) -> None:
    view = example.view(Viewer(viewer))
    found = tally.course(view)
    for then in found:
        at = datetime.combine(then.day, time.max, negotiation.zone(view))
        assert then.tally == tally.tally(example.view(Viewer(viewer), at.astimezone(UTC)))
    assert not found or found[-1].tally == tally.tally(view)


def test_row_7_progress_is_said_beside_the_true_count_which_it_does_not_change(harbour: Harbour) -> None:
    before = of(harbour)
    said = claims.Claim(("ash",), "tremendous amount of progress", claims.Progress())
    harbour.do(said, "mayor-ash/ash")
    after = of(harbour)
    assert [(one.speaker, one.words) for one in after.chart.sayings] == [("Ash", "tremendous amount of progress")]
    assert after.now == before.now
    assert [mark.open for mark in after.chart.marks] == [mark.open for mark in before.chart.marks]


def test_row_7_the_claims_of_geneva_stand_on_the_days_on_which_they_were_known(geneva: Record) -> None:
    chart = seen(geneva).chart
    told = {one.words: (one.speaker, one.day.isoformat()) for one in chart.sayings}
    assert told["highly productive"] == ("United States and Ukraine", "2025-11-23")
    assert told["tremendous amount of progress"][0] == "Marco Rubio"
    assert [(mark.day.isoformat(), mark.open) for mark in chart.marks] == [("2025-11-23", 9), ("2025-11-24", 10)]
    assert all(chart.left <= mark.x <= chart.right for mark in chart.marks)


def test_row_10_an_attitude_is_told_of_its_version_and_carries_over_to_no_point(geneva: Record) -> None:
    matrix = seen(geneva).matrix
    whole = {row.version: {cell.party: cell for cell in row.cells} for row in matrix.rows if not row.provision}
    russia = whole["v0"]["Russia"]
    assert "“cautiously welcomed”" in russia.says
    # What was said of v0 is known; what is not is whether it stands, the words of v1 not being available.
    assert (russia.kind, russia.words) == ("described", "cautiously welcomed")
    assert russia.doubt is not None
    assert russia.doubt.word == "unknown whether it stands"
    assert {one.word for one in matrix.signs} >= {"described", "unknown whether it stands"}
    assert whole["v1"]["Ukraine"].doubt is None
    points = [row for row in matrix.rows if row.provision]
    assert points
    assert {cell.kind for row in points for cell in row.cells} == {"no position"}


def test_every_kind_of_stance_has_its_own_sign_and_word(example: Record) -> None:
    matrix = seen(example).matrix
    cells = {cell.kind: (cell.sign, cell.word) for row in matrix.rows for cell in row.cells}
    assert len(set(cells.values())) == len({sign for sign, _ in cells.values()}) == len(cells)
    assert {"agreed", "ad referendum", "conditional", "reserved", "opposed", "lapsed"} <= set(cells)
    doubted = any(cell.doubt for row in matrix.rows for cell in row.cells)
    assert {one.kind for one in matrix.signs} == {*cells, *(["unknown"] if doubted else [])}


def test_silence_is_agreement_and_ad_referendum_where_an_office_decides(harbour: Harbour) -> None:
    harbour.do(actors.Principal("birch", harbour.view().find("office-birch").id))
    until = harbour.clock.moment + timedelta(hours=1)
    words = current.find(harbour.view(), "2").fingerprint or ""
    harbour.do(silence.Silence(("ash", "birch"), until, words, TWO), name="quiet")
    harbour.clock.moment = until
    row = next(row for row in of(harbour).matrix.rows if row.provision == TWO)
    cells = {cell.party: (cell.kind, cell.says) for cell in row.cells}
    assert cells["Ash"] == ("by silence", "agreed by silence (quiet)")
    assert cells["Birch"] == ("ad referendum", "agreed ad referendum by silence (quiet)")


def test_row_18_a_red_line_warns_its_owner_and_leaves_no_trace_with_another(
    served: dict[str, Client], harbour: Harbour
) -> None:
    before = served["birch"].get("/n/harbour/standing/").content
    draw = redlines.Draw("ash", provision=TWO, must="light the pier", reason="our ships")
    harbour.do(draw, "mayor-ash/ash", to=audience(["ash"]))
    assert served["birch"].get("/n/harbour/standing/").content == before
    harbour.do(amendments.Settle(TWO, (reworded(POINTS[1], "Birch lights nothing."),), ()), name="settled")
    (line,) = of(harbour, "ash").red_lines
    assert (line.owner, line.state) == ("Ash", "crossed")
    assert of(harbour, "birch").red_lines == ()


def test_row_19_a_retained_point_says_what_the_next_version_made_of_it(geneva: Record) -> None:
    (kept,) = seen(geneva).kept
    assert (kept.label, kept.by) == ("pow", "Ukraine")
    assert "the text of v1 is not available" in kept.fate


def test_row_21_an_issue_keeps_its_history_through_reopening(harbour: Harbour) -> None:
    raised = harbour.do(items.Raise("Who pays?", TWO), name="who-pays")
    harbour.do(items.Move(raised.id, "narrow", "Only the lamps are left."))
    harbour.do(items.Move(raised.id, "close", "Birch pays."))
    harbour.do(items.Move(raised.id, "reopen", "Birch does not."))
    (issue,) = of(harbour).issues
    assert (issue.status, issue.label) == ("open", "2")
    assert [(step.what, step.reason) for step in issue.history] == [
        ("raised", ""),
        ("narrowed", "Only the lamps are left."),
        ("closed", "Birch pays."),
        ("reopened", "Birch does not."),
    ]


def test_row_21_what_was_open_at_an_earlier_version_stands_beside_what_is_open_now_with_the_reasons(
    geneva: Record,
) -> None:
    assert [one.name for one in seen(geneva).since.choices] == ["v0"]
    assert seen(geneva).since.points == ()
    since = seen(geneva, since="v0").since
    points = {one.label: one for one in since.points}
    assert "its words are not available" not in points["a"].before
    assert "its words are not available" in points["a"].after
    assert points["pow"].before == "not known", "v0 is known in part only"
    assert "retained, contested" in points["pow"].after
    assert (since.open_before, since.open_now) == (9, seen(geneva).now.open)


def test_row_21_a_point_agreed_since_is_open_no_more_and_one_dropped_since_is_told(harbour: Harbour) -> None:
    wording = (POINTS[0], reworded(POINTS[1], "Birch shall light both piers."))
    gone = (Disposed(THREE, "dropped", "Cedar has a quay of its own"),)
    harbour.do(Table("V1", parent=harbour.view().find("v0").id, wording=wording, disposed=gone), name="v1")
    agree(harbour, "ash", 1)
    agree(harbour, "birch", 1)
    since = of(harbour, since="v0").since
    points = {one.id: (one.before, one.after) for one in since.points}
    assert points[TWO] == ("Ash, Birch: no position", "not open")
    assert points[THREE] == ("Ash, Birch, Cedar: no position", "not open")
    assert points[ONE][0] == points[ONE][1] == "Ash, Birch: no position"
    assert (since.open_before, since.open_now) == (3, 1)


def test_a_version_that_one_may_not_see_is_no_earlier_version(served: dict[str, Client], harbour: Harbour) -> None:
    line = harbour.do(Line("Our own draft", ("ash",)), "ash", name="own", to=("ash",))
    harbour.do(Table("Own", line=line.id, wording=POINTS), "ash", name="own-1", to=("ash",))
    answers = [served["birch"].get("/n/harbour/standing/", {"since": name}) for name in ("own-1", "nil-1")]
    assert [one.status_code for one in answers] == [HTTPStatus.UNPROCESSABLE_ENTITY] * 2
    told = [one.content.decode().replace("own-1", "nil-1") for one in answers]
    assert told[0] == told[1]


def test_row_22_agreement_ad_referendum_names_the_office_that_lifts_it(example: Record) -> None:
    found = seen(example).ad_referendum
    assert found
    assert all(one.lifted_by.startswith(("President of", "Prime Minister of")) for one in found)
    assert any(one.party == "Norvane" and one.lifted_by.startswith("President of Norvane") for one in found)


def test_row_17_a_mismatch_between_the_text_and_an_interest_is_an_open_question(geneva: Record) -> None:
    (interest,) = seen(geneva).interests
    assert interest.said_by == "Volodymyr Zelensky"
    assert any("whether that is legal recognition is open" in one.sentence for one in interest.questions)


def test_an_interest_that_is_met_leaves_no_question(harbour: Harbour) -> None:
    want = harbour.do(interests.Want("ash", "a lit pier", provisions=(TWO,)), "mayor-ash/ash")
    assert of(harbour).interests[0].questions
    found = next(s for s in current.standings(harbour.view()) if s.provision.id == TWO)
    harbour.do(interests.Answer(want.id, TWO, found.fingerprint or "", "met"), "mayor-ash/ash")
    assert of(harbour).interests[0].questions == ()


def test_row_24_points_referred_to_a_track_are_open_until_it_reports_back(geneva: Record) -> None:
    found = opened(seen(geneva))
    assert {label for label, (why, _item) in found.items() if why == "track"} == {"e", "g"}


def test_rows_25_39_the_consent_map_names_who_is_needed_and_not_in_the_room(geneva: Record) -> None:
    consent = seen(geneva).consent
    absent = {row.label: {one.who.slug for one in row.absent} for row in consent.rows if row.absent}
    assert absent == {"e": {"nato"}, "g": {"nato", "russia"}, "h": {"eu", "russia"}, "i": {"g7", "russia"}}
    assert all(one.why for row in consent.rows for one in row.absent)
    assert [one.present for one in consent.actors] == sorted((one.present for one in consent.actors), reverse=True)


def test_row_35_a_link_is_drawn_and_warned_of_when_one_side_goes(harbour: Harbour) -> None:
    harbour.do(links.Link("trade", ONE, TWO, "dredging for light"))
    (arc,) = of(harbour).linkage.arcs
    assert (arc.one_label, arc.said, arc.other_label, arc.broken) == ("1", "given in return for", "2", "")
    harbour.do(amendments.Propose("delete", TWO, base=POINTS[1].words or ""), "mayor-ash/ash", name="out")
    (arc,) = of(harbour).linkage.arcs
    assert arc.broken == "Point 2 is received in return for 1: without it, look at point 1."


def test_row_31_points_that_are_not_known_are_neither_open_nor_none(geneva: Record) -> None:
    page = seen(geneva)
    assert (page.now.open, page.now.points, page.now.further) == (10, 10, 19)
    assert page.told_once


def test_the_page_tells_the_count_in_one_sentence(served: dict[str, Client]) -> None:
    words = served["ash"].get("/n/harbour/standing/").content.decode()
    assert "3 of 3 points are open" in words
    for name in ("ash", "norway", "observer", "keeper"):
        assert served[name].get("/n/harbour/standing/").status_code == HTTPStatus.OK
    assert served["stranger"].get("/n/harbour/standing/").status_code == HTTPStatus.NOT_FOUND
    assert f'href="/n/harbour/#{TWO}"' in words


def test_every_way_on_from_the_page_is_open(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(items.Raise("Who pays?", TWO))
    harbour.do(retained.Retain(ONE, ("ash",), "Without it no dredging."), "mayor-ash/ash")
    harbour.do(interests.Want("ash", "a lit pier", provisions=(TWO,)), "mayor-ash/ash")
    harbour.do(links.Link("trade", ONE, TWO))
    harbour.do(actors.Principal("ash", harbour.view().find("office-ash").id))
    harbour.do(actors.Delegate("envoy", "ash"))
    found = current.standings(harbour.view())[1]
    take = positions.Take("ash", "agreed", found.version.id, found.fingerprint or "", TWO)
    harbour.do(take, "envoy/ash")
    assert of(harbour).ad_referendum
    track = harbour.do(tracks.Track("Light", ("birch",)), name="light")
    harbour.do(tracks.Refer(track.id, (THREE,)))
    harbour.do(deadlines.Deadline("ash", "answer", (deadlines.Target(Day(date(2030, 3, 4))),)), "mayor-ash/ash")
    for page in ("standing", "yes", "yes/joint"):
        words = served["ash"].get(f"/n/harbour/{page}/").content.decode()
        ways = {unescape(way) for way in re.findall(r'(?:href|action)="(/n/[^"]+)"', words)}
        doors = {f"{way}?provision={TWO}" for way in ways if way.endswith(("/link/", "/issue/", "/retain/", "/refer/"))}
        assert len(ways) > 10
        for way in sorted(ways | doors):
            if way.partition("?")[0].endswith(("/link/", "/issue/", "/retain/", "/refer/")) and "?" not in way:
                continue
            assert served["ash"].get(way).status_code == HTTPStatus.OK, way


def test_only_who_may_confirm_or_let_go_is_offered_to(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(retained.Retain(ONE, ("ash",), "Without it no dredging."), "mayor-ash/ash")
    harbour.do(actors.Principal("ash", harbour.view().find("office-ash").id))
    found = current.standings(harbour.view())[1]
    harbour.do(positions.Take("ash", "ad referendum", found.version.id, found.fingerprint or "", TWO), "ash")

    def ways(name: str) -> set[str]:
        pages = [f"/n/harbour/{page}/" for page in ("standing", f"text/{ONE}", f"text/{TWO}")]
        html = "".join(served[name].get(page).content.decode() for page in pages)
        return set(re.findall(r"do/(confirm|release-point)/", html))

    assert ways("ash") == {"confirm", "release-point"}
    assert ways("birch") == set()


def test_the_page_of_a_past_day_shows_only_what_was_known_then(served: dict[str, Client]) -> None:
    words = served["ash"].get("/n/harbour/standing/?as_of=2030-02-01").content.decode()
    assert "No text is tabled yet" in words
    assert "/do/" not in words


@pytest.mark.parametrize("viewer", [KEEPER, "norvane", "public", "lender"])
def test_the_value_is_plain_data(example: Record, viewer: str) -> None:
    value = seen(example, viewer)
    assert msgspec.json.decode(msgspec.json.encode(value, enc_hook=str))["now"]["open"] == value.now.open


def test_who_sees_nothing_of_the_text_gets_an_empty_page(example: Record) -> None:
    page = seen(example, "public")
    assert (page.version, page.groups, page.matrix.rows, page.consent.rows, page.chart.marks) == ("", (), (), (), ())


@needs_chromium
def test_on_a_phone_nothing_runs_over_the_edge_and_every_stance_says_whose_it_is(tmp_path: Path) -> None:
    with played("harbour", tmp_path / "harbour.onetext"):
        pass
    cast = {"norvane": ("norvane", "norvane")}
    with serving(tmp_path / "harbour.onetext", cast) as server, chromium() as browser:
        context, page = sit_down(browser, server, "norvane", viewport={"width": 320, "height": 700})
        for path in ("standing", "yes", "yes/joint"):
            page.goto(f"/n/harbour/{path}/")
            assert page.evaluate("document.documentElement.scrollWidth") == 320
        page.goto("/n/harbour/standing/")
        assert page.locator(".matrix .party").first.is_visible()
        page.goto("/n/harbour/yes/")
        assert not page.locator("figure.way").is_visible()
        assert page.locator(".listed-narrow").is_visible()
        context.close()
