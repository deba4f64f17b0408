"""Several people at one table: a server of several records, and for everybody a browser of their own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from web.browser import Cast, Server, chromium, free_port, launch, sessions, sit_down
from web.reading import without_tokens


@dataclass
class Seat:
    """Somebody at a negotiation: their page, and what they do there."""

    page: Page
    home: str

    def open(self, path: str = "") -> Page:
        """Go to a page of the negotiation and wait until it listens to what the others do."""
        with self.page.expect_response("**/live/**"):
            self.page.goto(f"{self.home}{path}")
        return self.page

    def fill(self, door: str, query: str = "", **fields: str | bool | Sequence[str]) -> None:
        """Open a door and fill in its form, by the names of its fields."""
        self.page.goto(f"{self.home}do/{door}/{query}")
        self.page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true; })")
        for name, value in fields.items():
            self._answer(name, value)

    def _answer(self, name: str, value: str | bool | Sequence[str]) -> None:
        places = self.page.locator(f"main [name='{name}']:not([type=hidden])")
        kind = places.first.evaluate("one => one.type")
        if kind in {"checkbox", "radio"} and not isinstance(value, bool):
            for word in [value] if isinstance(value, str) else value:
                self.page.locator(f"main [name='{name}'][value='{word}']").check()
        elif isinstance(value, bool):
            places.set_checked(value)
        elif kind.startswith("select"):
            places.select_option([_option(places, word) for word in ([value] if isinstance(value, str) else value)])
        else:
            places.fill(str(value))

    def send(self, button: str = "Hand it in") -> None:
        """Press the button of the form, and wait for the answer."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).click()

    def do(self, door: str, query: str = "", **fields: str | bool | Sequence[str]) -> str:
        """Go through a door: what the page says then. A refusal fails the story."""
        self.fill(door, query, **fields)
        self.send()
        assert self.refusals() == [], door
        return self.page.locator(".said").inner_text()

    def refusals(self) -> list[str]:
        """Why the form that is open was not accepted."""
        return self.page.locator(".refusal, .error").all_inner_texts()

    def bytes_of(self, *paths: str) -> list[bytes]:
        """What the server sends of some pages, to the byte."""
        return [without_tokens(self.page.request.get(f"{self.home}{path}").body()) for path in paths]

    def sees(self, words: str, where: str = "main") -> None:
        """Words come to stand on the page by themselves."""
        expect(self.page.locator(where).first).to_contain_text(words)


def _option(choice: Locator, wanted: str) -> str:
    """What a list sends for one of its entries: by what it sends, or by the words with which the entry begins."""
    entries: list[list[str]] = choice.locator("option").evaluate_all("all => all.map(one => [one.value, one.text])")
    found = [value for value, words in entries if value == wanted or words.strip().startswith(wanted)]
    assert found, (wanted, entries)
    return found[0]


@dataclass
class House:
    """A server of several negotiations, one for each story, and Chromium."""

    server: Server
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)

    def seat(self, negotiation: str, name: str) -> Seat:
        """One of the cast at a negotiation, in a browser of their own."""
        context, page = sit_down(self.browser, self.server, name)
        self.contexts.append(context)
        return Seat(page, f"/n/{negotiation}/")

    def everybody_leaves(self) -> None:
        """Close the browsers of those who sat down."""
        while self.contexts:
            self.contexts.pop().close()


@contextmanager
def house(records: Sequence[Path], cast: Cast) -> Iterator[House]:
    """A server of these records, at each of which the cast has its places, until the block ends."""
    home = records[0].with_suffix(".server")
    keys = sessions(home, ",".join(record.stem for record in records), cast)
    server = launch([str(record) for record in records], home, keys, free_port())
    try:
        with chromium() as browser:
            yield House(server, browser)
    finally:
        server.stop()
