"""The text in a real browser: tools at selected words, keys, the panel beside the text, whose words."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from harbour import POINTS, Harbour, harbour_at, reworded
from onetext.process import actors, amendments, comments, texts
from onetext.text.provision import Provision
from web.browser import Server, chromium, needs_chromium, serving, sit_down
from web.walking import faults

pytestmark = needs_chromium
ONE, TWO, THREE = POINTS
WORKS = Provision("phhhhhhhh1", "Works to come", number="Part II", heading=True, lang="en")
QUAYS = "Cedar may use the old quay and the new quay."
CAST = {"ash": ("mayor-ash", "ash"), "norway": ("envoy", "norway")}
TEXT = "/n/harbour/"


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, Server]]:
    """A served harbour with an amendment in brackets, and Chromium."""
    path = tmp_path_factory.mktemp("text") / "harbour.onetext"
    found = harbour_at(path)
    found.do(actors.Declare("envoy", "Envoy", "person"))
    found.do(actors.Delegate("envoy", "norway"))
    version = found.table("v0", *POINTS, WORKS)
    found.do(texts.Witness(version.id, "A leak", (ONE,)), name="leak")
    _fill(found)
    found.record.close()
    with serving(path, CAST) as server, chromium() as browser:
        yield browser, server


def _fill(found: Harbour) -> None:
    words = "Birch shall light the long pier."
    found.do(amendments.Propose("replace", TWO.id, TWO.words or "", words), "birch", "long")
    found.do(comments.Comment(TWO.id, "Which pier?"), "ash")
    quays = found.do(amendments.Propose("replace", THREE.id, THREE.words or "", QUAYS), "birch", "quays")
    found.do(amendments.Settle(THREE.id, (reworded(THREE, QUAYS),), (amendments.Dealt(quays.id, "accepted"),)))


def seat(table: tuple[Browser, Server], name: str = "ash", width: int = 1400, **options: object) -> Page:
    """One of the cast before the text."""
    browser, server = table
    _context, page = sit_down(browser, server, name, viewport={"width": width, "height": 900}, **options)
    page.goto(TEXT)
    return page


def select(page: Page, id_: str, words: str) -> None:
    """Select words of a point, as a mouse does."""
    page.evaluate(
        """([id, words]) => {
            const walk = document.createTreeWalker(document.querySelector(`#${id} .words`), NodeFilter.SHOW_TEXT);
            for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                const at = node.data.indexOf(words);
                if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + words.length);
            }
        }""",
        [id_, words],
    )


def test_selected_words_bring_tools_that_lead_to_the_forms(table: tuple[Browser, Server]) -> None:
    page = seat(table)
    select(page, ONE.id, "the harbour")
    tools = page.get_by_role("toolbar")
    expect(tools).to_be_visible()
    assert tools.get_by_role("link").all_inner_texts() == [
        "Amend", "Reserve", "Comment", "Link", "Refer", "Red line",
    ]  # fmt: skip
    tools.get_by_role("link", name="Comment").click()
    expect(page.get_by_label("On which words")).to_have_value("the harbour")


def test_a_reservation_is_chosen_beforehand(table: tuple[Browser, Server]) -> None:
    page = seat(table)
    select(page, ONE.id, "dredge")
    page.get_by_role("toolbar").get_by_role("link", name="Reserve").click()
    expect(page.get_by_label("reserved", exact=True)).to_be_checked()


@pytest.mark.parametrize("tool", ["Reserve", "Link", "Refer"])
def test_a_reason_begins_with_the_words_that_were_selected(table: tuple[Browser, Server], tool: str) -> None:
    page = seat(table)
    page.keyboard.press("j")
    page.keyboard.press("w")
    page.keyboard.press("Shift+ArrowRight")
    page.get_by_role("toolbar").get_by_role("link", name=tool).click()
    expect(page.locator("[name=reason]")).to_have_value("“Ash shall”")


def test_the_words_that_were_selected_are_marked_in_the_editor(table: tuple[Browser, Server]) -> None:
    page = seat(table)
    select(page, ONE.id, "dredge")
    page.get_by_role("toolbar").get_by_role("link", name="Amend").click()
    editor = page.get_by_label("The words that you want")
    expect(editor).to_be_focused()
    chosen = editor.evaluate("one => one.value.slice(one.selectionStart, one.selectionEnd)")
    assert chosen == "dredge"


def test_without_a_selection_there_are_no_tools(table: tuple[Browser, Server]) -> None:
    page = seat(table)
    select(page, ONE.id, "the harbour")
    expect(page.get_by_role("toolbar")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".toolbar")).to_be_hidden()


def test_words_are_selected_with_the_keyboard_alone_and_the_tools_are_the_next_stop(
    table: tuple[Browser, Server],
) -> None:
    page = seat(table)
    page.keyboard.press("j")
    page.keyboard.press("w")
    assert page.evaluate("getSelection().toString().trim()") == "Ash"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert page.evaluate("getSelection().toString().trim()") == "shall dredge"
    expect(page.get_by_role("toolbar")).to_be_visible()
    expect(page.locator("#origin")).to_be_visible()
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.toolbar') !== null"):
            break
    assert page.evaluate("document.activeElement.textContent") == "Amend"


def test_j_and_k_go_from_point_to_point_and_enter_opens_the_panel(table: tuple[Browser, Server]) -> None:
    page = seat(table)
    page.keyboard.press("j")
    expect(page.locator(f"#{ONE.id} a.number")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(f"#{TWO.id} a.number")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"#{TWO.id} a.number")).to_be_focused()
    page.keyboard.press("Enter")
    panel = page.get_by_role("complementary", name="The point that you opened")
    expect(panel).to_contain_text("Point 2")
    expect(panel).to_contain_text("Which pier?")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator(f"#{TWO.id} a.number")).to_be_focused()


@pytest.mark.parametrize(("key", "door"), [("a", "amend"), ("s", "stance"), ("c", "comment")])
def test_one_key_opens_the_form_for_the_point(table: tuple[Browser, Server], key: str, door: str) -> None:
    page = seat(table)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press(key)
    page.wait_for_url(re.compile(rf"/do/{door}/\?provision={TWO.id}"))


def test_no_key_is_taken_from_who_types(table: tuple[Browser, Server]) -> None:
    page = seat(table)
    page.keyboard.press("/")
    expect(page.get_by_label("Search in the text")).to_be_focused()
    page.keyboard.type("jack?")
    expect(page.get_by_label("Search in the text")).to_have_value("jack?")


def test_the_keys_are_listed_and_can_be_switched_off(table: tuple[Browser, Server]) -> None:
    page = seat(table)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys on this page")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Single keys work on this page").uncheck()
    dialog.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    assert not page.evaluate("document.activeElement.matches('a.number')")


def test_on_a_phone_a_point_has_a_page_of_its_own(table: tuple[Browser, Server]) -> None:
    page = seat(table, width=390)
    page.locator(f"#{TWO.id} a.number").click()
    page.wait_for_url(re.compile(rf"/text/{TWO.id}/"))
    expect(page.get_by_role("heading", name="Point 2", level=1)).to_be_visible()


def point_at(page: Page, where: str, word: str) -> None:
    """Hold the pointer over the first of these words in an element."""
    spot = page.locator(where).first.evaluate(
        """(element, word) => {
            element.scrollIntoView({block: "center"});
            const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
            for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                const at = node.data.indexOf(word);
                if (at >= 0) {
                    const range = document.createRange();
                    range.setStart(node, at);
                    range.setEnd(node, at + word.length);
                    const box = range.getBoundingClientRect();
                    return [box.x + box.width / 2, box.y + box.height / 2];
                }
            }
        }""",
        word,
    )
    page.mouse.move(*spot)


def test_the_pointer_on_a_word_tells_whose_it_is(table: tuple[Browser, Server]) -> None:
    page = seat(table)
    point_at(page, f"#{TWO.id} .words", "long")
    expect(page.locator("#origin")).to_contain_text("Birch, 1 March 2030, amendment long")


def test_a_word_of_a_version_is_told_as_that_version_had_it(table: tuple[Browser, Server]) -> None:
    page = seat(table)
    point_at(page, f"#{THREE.id} .words", "old")
    expect(page.locator("#origin")).to_contain_text("Birch, 1 March 2030, amendment quays")
    page.goto(f"{TEXT}?version=v0")
    point_at(page, f"#{THREE.id} .words", "quay")
    expect(page.locator("#origin")).to_have_text("unknown, 1 March 2030, v0")
    page.keyboard.press("j")
    page.keyboard.press("w")
    expect(page.locator("#origin")).to_have_text("unknown, 1 March 2030, v0")


def test_of_a_published_wording_nothing_is_told(table: tuple[Browser, Server]) -> None:
    page = seat(table)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{TEXT}?witness=leak")
    point_at(page, f"#{ONE.id} .words", "dredge")
    page.wait_for_timeout(600)
    assert not [url for url in asked if "/words/" in url]
    expect(page.locator("#origin")).to_be_hidden()


def test_the_words_of_a_heading_are_told_too(table: tuple[Browser, Server]) -> None:
    page = seat(table)
    point_at(page, f"#{WORKS.id} .words", "come")
    expect(page.locator("#origin")).to_have_text("unknown, 1 March 2030, v0")


def test_the_pointer_tells_in_the_panel_and_on_the_page_of_a_point(table: tuple[Browser, Server]) -> None:
    page = seat(table)
    page.locator(f"#{TWO.id} a.number").click()
    expect(page.locator("#panel")).to_contain_text("Which pier?")
    point_at(page, "#panel .words", "long")
    expect(page.locator("#origin")).to_contain_text("Birch, 1 March 2030, amendment long")
    page.goto(f"{TEXT}text/{THREE.id}/")
    point_at(page, "#one .words", "old")
    expect(page.locator("#origin")).to_contain_text("Birch, 1 March 2030, amendment quays")


def marked(page: Page) -> tuple[int, int]:
    """From where to where words are marked in the editor, opened by the tools."""
    page.get_by_role("toolbar").get_by_role("link", name="Amend").click()
    editor = page.get_by_label("The words that you want")
    expect(editor).to_be_focused()
    found = editor.evaluate("one => [one.selectionStart, one.selectionEnd]")
    return found[0], found[1]


def test_of_words_that_stand_twice_those_that_were_selected_are_marked(table: tuple[Browser, Server]) -> None:
    page = seat(table)
    select(page, THREE.id, "quay.")
    page.evaluate("getSelection().modify('extend', 'backward', 'character')")
    assert marked(page) == (QUAYS.rindex("quay"), QUAYS.rindex("quay") + len("quay"))


def test_words_that_are_selected_across_a_pending_bracket_are_marked(table: tuple[Browser, Server]) -> None:
    page = seat(table)
    page.locator(f"#{TWO.id} .words").evaluate("one => getSelection().selectAllChildren(one)")
    assert marked(page) == (0, len(TWO.words or ""))
    page.go_back()
    select(page, TWO.id, "long")
    at = (TWO.words or "").index("pier")
    assert marked(page) == (at, at)


def test_axe_finds_nothing_with_the_panel_open(table: tuple[Browser, Server]) -> None:
    page = seat(table)
    page.locator(f"#{TWO.id} a.number").click()
    expect(page.locator("#panel")).to_contain_text("Which pier?")
    assert faults(page) == []
