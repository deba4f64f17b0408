"""The Geneva talks, played on the pages by those who keep the record and those who may speak for a side."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from onetext.process import every_subject, negotiation
from onetext.record.act import Own
from onetext.record.audience import KEEPER, PUBLIC
from onetext.record.record import Draft, Record
from onetext.record.sqlite import SqliteLog
from web.browser import needs_chromium
from web.demonstration import demonstration
from web.stories.table import House, Seat, house

pytestmark = needs_chromium
CAST = {KEEPER: (KEEPER, ""), "rubio": ("rubio", "us"), "zelensky": ("zelensky", "ukraine")}
ACTORS = (
    ("us", "United States", "state"),
    ("ukraine", "Ukraine", "state"),
    ("russia", "Russia", "state"),
    ("trump", "Donald Trump", "person"),
    ("rubio", "Marco Rubio", "person"),
    ("zelensky", "Volodymyr Zelensky", "person"),
    ("peskov", "Dmitry Peskov", "person"),
)
# The recorder's own words; the plan itself is not published.
POINTS = (
    "1. Side A keeps its army below a number.\n\n2. Side B gives a promise of safety.\n\n3. A third asks to come in."
)
PRESIDENTS = "President of the United States, President of Ukraine"


@pytest.fixture(scope="module")
def geneva(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A record in which nothing has happened yet but that it was opened."""
    path = tmp_path_factory.mktemp("geneva") / "talks.onetext"
    with Record(SqliteLog.create(path), every_subject()) as record:
        record.submit(Draft(negotiation.Open("Talks in Geneva", "Europe/Zurich"), KEEPER, basis=Own(), audience=PUBLIC))
    with house([path], CAST) as found:
        yield found


def the_world(keeper: Seat) -> None:
    """Who there is, who sits at the table, who decides; and the report that all the rest is taken from."""
    for slug, name, kind in ACTORS:
        keeper.do("actor", slug=slug, called_=name, kind=kind)
    keeper.do("office", title="President of the United States", of="us", holder="trump")
    keeper.do("office", title="President of Ukraine", of="ukraine", holder="zelensky")
    for slug in ("us", "ukraine"):
        keeper.do("seat", actor=slug, role="party")
    keeper.do("delegate", person="rubio", party="us")
    keeper.do("spokesperson", person="peskov", actor="russia")
    keeper.do(
        "source",
        outlet="BBC News", title="A framework is drawn up", published="2025-11-24", retrieved="2025-11-25",
        pasted="the report as it was read", name="bbc",
    )  # fmt: skip


def the_texts(keeper: Seat, *there: Seat) -> None:
    """The leaked plan, of which three points are known; then its successor, whose words nobody has seen."""
    quoted = {"source": "bbc", "place": "paragraph 26", "quote": "major details have leaked"}
    said = keeper.do("table", label="The plan", name="v0", words=POINTS, expected="28", paraphrase=True, **quoted)
    assert "v0 is tabled" in said
    for seat in there:
        seat.sees("25 further points")
    quoted = {"source": "bbc", "place": "paragraph 4", "quote": "was cautiously welcomed by Russia"}
    welcome = {"party": "russia", "stance": "described", "reason": "cautiously welcomed"}
    keeper.do("stance", "?provision=1", on="whole", **welcome, **quoted)
    quoted = {"source": "bbc", "place": "paragraph 1", "quote": "updated and refined peace framework"}
    keeper.do("table", label="Refined framework", name="v1", missing=True, authors=["us", "ukraine"], **quoted)
    for seat in there:
        seat.sees("text not available")


def test_the_geneva_story_from_tabling_to_the_refused_presentation(geneva: House) -> None:
    keeper = geneva.seat("talks", KEEPER)
    the_world(keeper)
    rubio, zelensky = geneva.seat("talks", "rubio"), geneva.seat("talks", "zelensky")
    rubio.open()
    zelensky.open()
    the_texts(keeper, rubio, zelensky)

    # Every point is open: its words are not known, and nobody's position on them is.
    zelensky.open("standing/")
    zelensky.sees("3 of 3 points are open")
    zelensky.sees("taken on the words of v0; those of v1 are not available")
    keeper.do(
        "claim", kind="disposition", by="zelensky", words="something was removed", text="v1",
        became="dropped", topic="Europe", source="bbc", place="paragraph 21", quote="removed from the plan",
    )  # fmt: skip
    zelensky.page.goto("/n/talks/compare/?before=v0&after=v1")
    zelensky.sees("text is not available; 1 claim about it is recorded")
    zelensky.sees("something was removed")

    # The order of yes, as it was said; neither president has approved.
    rubio.open("yes/")
    zelensky.open("yes/")
    quoted = {"source": "bbc", "place": "paragraph 12", "quote": "before it could be put to Russia"}
    keeper.do("signoff-order", gates=PRESIDENTS, put_to=["russia"], by=["rubio"], **quoted)
    for seat in (rubio, zelensky):
        seat.sees("President of the United States: ☐ missing", "#main")
        seat.sees("President of Ukraine: ☐ missing", "#main")

    # Putting it to Russia is refused, and the refusal names both offices. Nothing is recorded by that.
    rubio.fill("present", version="v1", put_to=["russia"])
    rubio.send()
    (refusal,) = rubio.refusals()
    assert "Two approvals are missing: the President of the United States, the President of Ukraine" in refusal
    expect(zelensky.page.locator("main")).not_to_contain_text("put to Russia in")

    # What Moscow says stands there at once, with who says it.
    quoted = {"source": "bbc", "place": "paragraph 5", "quote": "has not yet received any information"}
    keeper.do("had", version="v1", actor="russia", told="not received", by="peskov", **quoted)
    zelensky.sees("not received, says Dmitry Peskov")


def test_the_record_as_of_sunday_by_the_slider_knows_nothing_of_monday(geneva: House) -> None:
    with demonstration() as demo, demo.seat(geneva.browser, "Alexander Stubb") as context:
        page = context.new_page()
        page.goto("/n/geneva/public/")
        expect(page.locator("main")).to_contain_text("Dmitry Peskov (for Russia)")
        slider = page.get_by_role("slider", name="The record as of")
        for day in ("24 November 2025", "23 November 2025"):
            slider.press("ArrowLeft")
            with page.expect_navigation():
                slider.press("Enter")
            expect(page.get_by_role("complementary", name="The day that is shown")).to_contain_text(day)
        expect(page.locator("main")).to_contain_text("very optimistic")
        expect(page.locator("main")).not_to_contain_text("Peskov")
        page.get_by_role("link", name="Where we stand").click()
        expect(page.locator("main")).to_contain_text("9 of 9 points are open")
        assert page.request.get("/n/geneva/do/statement/?as_of=2025-11-23").status == 404
