"""Each row of docs/system.md on the pages that it names: what the row promises stands there for its reader to see."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from web.browser import chromium, needs_chromium
from web.demonstration import Demo, demonstration

pytestmark = needs_chromium
ROOT = Path(__file__).parents[2]
LABEL = re.compile(r"E?\d+[a-z]?")
ADDRESS = re.compile(r"`([^`]+)`(?: as (\w+))?")
WHO = {"geneva": "Marco Rubio", "harbour": "Ilse Tarn", "Tyresse": "Corin Hale", "Norvane": "Ilse Tarn"}
LISTED = {
    label: ADDRESS.findall(cells[3])
    for line in (ROOT / "docs" / "system.md").read_text(encoding="utf-8").splitlines()
    if (cells := line.strip("|").split("|")) and LABEL.fullmatch(label := cells[0].strip())
}
# What is to be seen for each row, a tuple for each of its pages in their order.
SEEN: dict[str, tuple[tuple[str, ...], ...]] = {
    # A. The one text
    "1": (("Held by: United States, Ukraine", "Updated and refined peace framework the current text"),),
    "2": (("changed quantity", "from 9 to 8.5 metres|9 → 8.5 metres"), ("after v0", "by United States, Ukraine")),
    "3": (("text is not available", "1 claim about it is recorded", "removed from the plan"),),
    "20": (("3 vacant",),),
    "31": (("19 further points of v0: unknown",),),
    "38": (
        ("Russia will not invade its neighbours (Russia)", "Nato will not expand further (Nato)"),
        ("✗ opposed: Sellmark", "◐ ad ref: Sellmark"),
    ),
    "28": (
        ("kept", "reworded", "changed quantity", "substituted", "moved", "split", "merged", "added", "dropped"),
        ("Beside it: Upstream proposal", "Sponsors: Sellmark, Tyresse"),
    ),
    "28a": (("0.80", "0.90", "no change of the text"),),
    "28b": (("the changes fit together", "the changes collide", "[8.5] [8.0]|[8.5 metres (v1)]|8.0"),),
    "34": (("600,000 personnel, at most", "about 880,000", "the baseline has no date"), ("24 → 22",)),
    "37": (("expectation (“It is expected", "binds nobody by name"), ("modality",)),
    "36": (
        ("who: in the words|who: empty", "by when: empty", "verified by: empty", "if breached: empty"),
        ("verified by: in an annex", "if breached: left vague on purpose", "who: empty"),
    ),
    "35": (("e given in return for f",), ("Point e is given in return for f: without it, look at point f.",)),
    "32": (("to withdraw", "recognised de facto", "frozen", "a line that moves"),),
    "33": (("Present buoy line off Port Amary", "14 October 2024", "15 April 2025", "79.8 km²"),),
    # B. Who stands where
    "10": (
        ("Russia: “cautiously welcomed”", "seen as too favourable", "those of v1 are not available", "no position"),
    ),
    "18": (
        ("Tyresse, 13: at most 80 milligrams per litre", "crossed: amendment sediment-again"),
        ("Tyresse: “exclusive right of passage” must not appear",),
    ),
    "19": (("◆ retained, contested", "prisoners of war"), ("pow kept by Ukraine",)),
    "21": (
        (
            "Known to be open at v0: 9; at v1: 10",
            "a Ukraine, United States: no position its words are not available; Ukraine, United States: no position",
            "pow not known proposed; not in the text; retained, contested",
            "10 of 10 points are open",
            "“Open items” of the 28-point plan",
            "narrowed: In a “substantial way”",
        ),
    ),
    "22": (("Agreed ad referendum", "ad ref"), ("Decides President of Ukraine (Volodymyr Zelensky)",)),
    "17": (("legal recognition of what it holds", "as Volodymyr Zelensky says", "“de facto” control"),),
    "23": (("Alexander Stubb: President of Finland, not at the table", "members: France, Germany, United Kingdom"),),
    "24": (("Separate track of EU and Nato members", "European Union and Nato", "has not reported back"),),
    "25": (("Needed and not in the room", "Nato", "European Union", "G7", "Russia"),),
    "39": (("Nato: is to act (It is expected that Nato will not expand further)", "not in the room"),),
    # C. The order of yes
    "8": (("President of the United States: ☐ missing", "President of Ukraine: ☐ missing"), ("To whom it is put",)),
    "9": (("Russia ▼ yes", "not received, says Dmitry Peskov, 24 November 2025"),),
    "40": (
        ("set by Donald Trump (demand)", "softened", "after Ukraine\u2019s allies voiced their concerns", "(.ics)"),
    ),
    "41": (("not final, says Donald Trump",),),
    "42": (("maybe get there", "yes agree to the proposals"),),
    "4": (("over the coming days", "in the coming days and weeks", "some weeks on, no date said"),),
    "5": (("understood to have ended, not announced", "BBC News, paragraph 2"),),
    "6": (
        ("The talks were highly productive.", "tremendous amount of progress"),
        ("at least two different speakers",),
    ),
    # D. The public record
    "12": (("3 statements of 24", "Channel: x"),),
    "13": (("How it came here: 3 hops Johann Wadephul Deutschlandfunk Reuters BBC News",),),
    "44": (("Bipartisan group of US senators said that Marco Rubio", "depth 2"),),
    "7": (("Open items in the text itself: 10", "tremendous amount of progress", "highly productive"),),
    "14": (("zero-gratitude · pressure", "over-the-heads · principle"),),
    "16": (("Donald Trump", "buy oil from Russia", "context"),),
    "15": (("hours before very-good-day", "hours before joint-statement"),),
    "47": (("As of 23 November 2025", "Round begun: geneva-talks"),),
    "26": (("unverified", "the text of v1 is not available"), ("false",)),
    "27": (("Alexander Stubb and Volodymyr Zelensky: spoke", "1 account by the sides"), ("2 accounts by the sides",)),
    "29": (("seen by Reuters; not independently verified by BBC",),),
    "30": (("Does e3-draft exist?", "it exists", "not a denial that it exists", "No winner is chosen"),),
    "43": (("us-authored", "russian-proposal", "us-with-input"),),
    "45": (("written by United States with input from Russia and Ukraine",),),
    "46": (("rebutted by A State Department spokesperson: “blatantly false”",),),
    "11": (("The found text",),),
    "48": (("BBC News, paragraph 5", "retrieved 25 November 2025", "SHA-256"), ("Acts that rest on it", "136")),
    "49": (("3 statements of 24", "#geneva"),),
    "50": (("broader", "It is expected that Russia will not invade its neighbours"),),
    # E. What a confidential negotiation adds
    "E1": (("adopted", "broken", "Tyresse"),),
    "E2": (("fallback", "Send"),),
    "E3": (("no longer fits",),),
    "E4": (("2029 Sellmark 10 March 2025 amendment date-sellmark", "8.5 Halmere", "9.5 · Norvane"),),
    "E5": (("Words of Norvane that are not found", "missing: shall be", "Words of Sellmark that are not found"),),
    "E6": (("Word",), ("The document",)),
    "E7": (("Word", "two columns|columns"),),
    "E8": (("Check that it holds", "signed receipt"),),
    "E9": ((),),
}
# What must not be there: it is known later, or another's, or would be a wrong answer.
NOT_SEEN = {
    "31": "dropped",
    "18 as Norvane": "80 milligrams",
    "47": "Peskov",
    "E9": "fallback",
}


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    with demonstration() as found:
        yield found


@pytest.fixture(scope="module")
def seats(demo: Demo) -> Iterator[dict[str, BrowserContext]]:
    """Those as whom the rows are looked at, each in a browser of their own."""
    with chromium() as browser:
        people = {name: demo.seat(browser, name) for name in set(WHO.values())}
        yield {whose: people[name] for whose, name in WHO.items()}


def path(address: str) -> str:
    """Where a page's address of the table leads."""
    place, mark, query = address.partition("?")
    return f"/n/{place}/{mark}{query}"


def read(seats: dict[str, BrowserContext], address: str, whose: str = "") -> str:
    """What somebody reads at an address of the table."""
    context = seats[whose or address.partition("/")[0].partition("?")[0]]
    with context.new_page() as page:
        page.goto(path(address))
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        return " ".join(page.locator("body").inner_text().split())


def test_every_row_names_its_pages() -> None:
    assert {label: len(pages) for label, pages in LISTED.items()} == {label: len(seen) for label, seen in SEEN.items()}


@pytest.mark.parametrize("label", SEEN)
def test_what_a_row_promises_stands_on_its_page(seats: dict[str, BrowserContext], label: str) -> None:
    for (address, whose), wanted in zip(LISTED[label], SEEN[label], strict=True):
        found = read(seats, address, whose)
        for words in wanted:
            assert any(one.casefold() in found.casefold() for one in words.split("|")), (address, words, found)
        for key in (label, f"{label} as {whose}"):
            if key in NOT_SEEN:
                assert NOT_SEEN[key] not in found, address


def sent(seats: dict[str, BrowserContext], address: str, button: str, **fields: str) -> str:
    """What a page says when the form at an address is filled in, by the names of its fields, and sent."""
    with seats[address.partition("/")[0]].new_page() as page:
        page.goto(path(address))
        for name, value in fields.items():
            field = page.locator(f"main [name='{name}']:not([type=hidden])")
            if field.first.get_attribute("type") == "checkbox":
                (field if field.count() == 1 else page.locator(f"main [name='{name}'][value='{value}']")).check()
            else:
                field.fill(value)
        page.get_by_role("button", name=button, exact=True).click()
        return " ".join(page.locator("main").inner_text().split())


def test_row_1_a_second_head_is_refused(seats: dict[str, BrowserContext]) -> None:
    second = {"label": "Second", "name": "second", "missing": "yes"}
    assert "There is one current text, v1, and no second one beside it" in sent(
        seats, "geneva/do/table?parent=v0", "Hand it in", **second
    )


def test_row_8_putting_the_text_to_russia_is_refused_and_names_the_two_missing_approvals(
    seats: dict[str, BrowserContext],
) -> None:
    refused = sent(seats, "geneva/do/present?version=v1", "Hand it in", put_to="russia")
    assert "Two approvals are missing: the President of the United States, the President of Ukraine" in refused


def test_row_11_a_found_text_is_matched_to_the_nearest_version_and_that_is_no_proof(
    seats: dict[str, BrowserContext],
) -> None:
    text = (ROOT / "examples" / "geneva" / "v0.txt").read_text(encoding="utf-8")
    found = sent(seats, "geneva/do/found-text", "Compare", text=text)
    for words in ("Nearest: v0", "not proof", "Points present", "Points not in the excerpt", "Score", "Had it"):
        assert words in found, words
