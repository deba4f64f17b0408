"""Stories of several people at one table, each in a browser of their own, who see at once what the others do."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from harbour import POINTS, harbour_at, reworded
from onetext.process import actors
from web.browser import needs_chromium
from web.stories.table import House, house

pytestmark = needs_chromium
CAST = {"ash": ("mayor-ash", "ash"), "birch": ("mayor-birch", "birch"), "norway": ("envoy", "norway")}
STORIES = ("collision", "lapse", "silence", "room", "leak", "stale")
ONE, TWO, THREE = POINTS


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A harbour for each story, with its text and its mediator's envoy, tabled an hour ago."""
    folder = tmp_path_factory.mktemp("stories")
    paths = [folder / f"{story}.onetext" for story in STORIES]
    for path in paths:
        found = harbour_at(path, datetime.now(UTC) - timedelta(hours=1))
        found.do(actors.Declare("envoy", "Envoy", "person"))
        found.do(actors.Delegate("envoy", "norway"))
        found.table("v0")
        found.record.close()
    with house(paths, CAST) as running:
        yield running


@pytest.fixture
def table(served: House) -> Iterator[House]:
    yield served
    served.everybody_leaves()


def test_two_who_change_the_same_words_at_once_both_stay_in_brackets_on_everybody_s_page(table: House) -> None:
    ash, birch, norway = (table.seat("collision", name) for name in CAST)
    norway.open()
    query = f"?provision={TWO.id}"
    ash.fill("amend", query, words="Birch shall light the long pier.", reason="Boats come to the long one")
    birch.fill("amend", query, words="Birch shall light the pier at night.")
    ash.send()
    norway.sees("long (Ash)", f"#{TWO.id} .words")
    birch.send()
    assert "proposed" in birch.page.locator(".said").inner_text()
    for seat in (norway, ash):
        seat.sees("at night (Birch)", f"#{TWO.id} .words")
        seat.sees("long (Ash)", f"#{TWO.id} .words")
        seat.sees("open", f"#{TWO.id} .margin")
    assert TWO.words == "Birch shall light the pier."
    norway.page.goto(f"/n/collision/text/{TWO.id}/")
    norway.sees(TWO.words)


def test_an_agreement_lapses_when_the_words_change_and_says_so_on_its_owner_s_page(table: House) -> None:
    ash, norway = table.seat("lapse", "ash"), table.seat("lapse", "norway")
    ash.do("stance", f"?provision={THREE.id}", stance="agreed", reason="The quay is long enough")
    ash.open()
    ash.sees("agreed: Ash", f"#{THREE.id} .margin")
    norway.do("settle", f"?provision={THREE.id}", how="words", words="Cedar may use the whole quay.", reason="Plenary")
    ash.sees("whole quay", f"#{THREE.id} .words")
    ash.sees("lapsed", f"#{THREE.id} .margin")
    expect(ash.page.locator(f"#{THREE.id} .margin")).not_to_contain_text("✓ agreed: Ash")
    ash.page.goto(f"/n/lapse/text/{THREE.id}/")
    ash.sees("Ash, point 3 of v0: agreed (lapsed)")


def test_silence_is_broken_by_one_who_objects_in_time_and_the_others_see_it(table: House) -> None:
    ash, birch, norway = (table.seat("silence", name) for name in CAST)
    ash.open("yes/")
    until = (datetime.now(UTC) + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    norway.do("silence-start", provision=ONE.id, addressees=["ash", "birch"], until=until, name="quiet")
    ash.sees("quiet")
    ash.sees("running")
    birch.page.goto("/n/silence/yes/")
    birch.page.locator("a[href*='/do/silence-break/']").first.click()
    birch.page.get_by_label("Why").fill("Not before our council has met.")
    birch.send()
    ash.sees("broken")
    ash.sees("Not before our council has met.")
    norway.page.goto(f"/n/silence/text/{ONE.id}/")
    expect(norway.page.locator("main")).not_to_contain_text("agreed by silence")


def test_a_draft_in_a_room_is_nowhere_on_the_other_s_pages_until_it_is_sent(table: House) -> None:
    ash, birch = table.seat("room", "ash"), table.seat("room", "birch")
    pages = ("", "rooms/", "versions/", "record/", "documents/", "public/events/")
    before = birch.bytes_of(*pages)
    ash.do("draft", title="Our fallback on the quay", text="1. Cedar may use half of the quay.", name="fallback")
    assert birch.bytes_of(*pages) == before
    birch.open("rooms/")
    ash.page.goto("/n/room/do/send/")
    for box in ash.page.get_by_role("checkbox").all():
        box.check()
    ash.page.get_by_label("To whom").select_option("birch")
    ash.send("Show what will be sent")
    ash.sees("half of the quay")
    expect(birch.page.locator("main")).not_to_contain_text("fallback")
    ash.send("Send it")
    birch.sees("Our fallback on the quay")
    assert "half of the quay" in birch.page.request.get("/n/room/?line=fallback").text()


def test_a_leak_is_matched_to_the_nearest_version_and_to_who_held_it_and_is_no_proof(table: House) -> None:
    ash, norway = table.seat("leak", "ash"), table.seat("leak", "norway")
    new = "\n\n".join((f"1. {ONE.words}", "2. Birch shall light the pier all night.", f"3. {THREE.words}"))
    norway.do("table", label="Second draft", name="v1", words=new)
    norway.do("present", version="v1", put_to=["birch"])
    ash.fill("found-text", text=f"{ONE.words}\nBirch shall light the pier all night.")
    ash.send("Compare")
    found = ash.page.locator("#found")
    expect(found).to_contain_text("Nearest: v1")
    expect(found).to_contain_text("not proof")
    expect(found).to_contain_text("Birch")
    expect(found).to_contain_text("only it has")


def test_a_form_that_the_words_overtook_comes_back_with_both_wordings_and_all_that_was_typed(table: House) -> None:
    ash, norway = table.seat("stale", "ash"), table.seat("stale", "norway")
    ash.fill(
        "stance", f"?provision={ONE.id}", stance="conditional", condition="Birch pays for it", reason="It is costly"
    )
    new = reworded(ONE, "Ash shall dredge and mark the harbour.")
    norway.do("settle", f"?provision={ONE.id}", how="words", words=new.words or "")
    ash.send()
    both = ash.page.locator(".both > div")
    expect(both.first).to_contain_text(ONE.words or "")
    expect(both.last).to_contain_text(new.words or "")
    expect(ash.page.get_by_label("Why")).to_have_value("It is costly")
    expect(ash.page.get_by_label("On which condition")).to_have_value("Birch pays for it")
    ash.send()
    ash.page.goto(f"/n/stale/text/{ONE.id}/")
    ash.sees("agreed if Birch pays for it")
