"""Walking through the house: the address of every page and door, what axe finds there, and what a page must not do."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, ViewportSize

from onetext.web.doors import every_door
from onetext.web.pages import every_page
from web.routes import PIECE

PHONE: ViewportSize = {"width": 320, "height": 640}
WIDE: ViewportSize = {"width": 1280, "height": 900}
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
# What a change of the width or of the colours can break; the rest of a page is the same in all four.
OF_LOOKS = ("color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block")
# The pieces of addresses that vary, and what pages are asked, in each of the examples.
PIECES: Mapping[str, Mapping[str, str]] = {
    "harbour": {"point": "5", "version": "upstream-2", "act": "v1"},
    "geneva": {"point": "g", "version": "v0", "act": "v1"},
}
ASKED: Mapping[str, Mapping[str, str]] = {
    "harbour": {
        "compare": "before=v0&after=v1",
        "documents": "before=v0&after=v1",
        "streamline": "before=v0&after=v1",
        "threeway": "base=v0&one=v1&other=upstream-1",
        "joint": "speakers=norvane&speakers=sellmark",
        "yes": "before=2025-06-01",
    },
    "geneva": {
        "compare": "before=v0&after=v1",
        "joint": "speakers=us&speakers=ukraine&round=geneva-talks",
        "yes": "before=2025-11-28",
    },
}
ACCOUNT = (
    "/", "/settings/", "/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/", "/accounts/password/set/", "/accounts/sessions/", "/accounts/tokens/",
    "/accounts/logout/",
)  # fmt: skip
ANYBODY_S = ("/accounts/login/", "/settings/", "/accounts/invitation/none/", "/nothing-here/", "/n/harbour/text/99/")
LINK = re.compile(r'(?:href|action)="(/n/\w+/do/([\w-]+)/[^"]*)"')


def pages_of(slug: str) -> dict[str, str]:
    """The address of every page of an example, by its name."""
    return {one.name: _address(slug, one.name, one.path) for one in every_page()}


def _address(slug: str, name: str, path: str) -> str:
    filled = PIECE.sub(lambda found: PIECES[slug][found[2]], path)
    words = ASKED[slug].get(name, "")
    return f"/n/{slug}/{filled}{'/' if filled else ''}{f'?{words}' if words else ''}"


def doors_of(slug: str, context: BrowserContext, further: Sequence[str] = ()) -> dict[str, str]:
    """The doors that somebody finds on the pages of an example, each with the address that leads there.

    A door that stands open on a page is only an address to send its form to, unless a link leads there too.
    """
    found: dict[str, str] = {}
    for address in (*pages_of(slug).values(), *further):
        html = context.request.get(address).text()
        for link, name in LINK.findall(html):
            if name in every_door() and "?" not in found.get(name, ""):
                found[name] = link.replace("&amp;", "&")
    return found


def faults(page: Page, *only: str) -> list[tuple[str, list[str]]]:
    """What axe finds on a page by WCAG 2.0 to 2.2, A and AA, and its best practice; or by some rules `only`."""
    run = {"type": "rule", "values": only} if only else {"type": "tag", "values": RULES}
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
    # What axe has nothing against is not told: that is most of a page, and takes most of the time.
    options = {"runOnly": run, "resultTypes": ["violations"], "reporter": "no-passes"}
    found: list[dict[str, Any]] = page.evaluate("options => axe.run(options).then(found => found.violations)", options)
    return [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found]


def too_wide(page: Page) -> list[str]:
    """What makes a page wider than its window; nothing where it need not be moved sideways."""
    found: list[str] = page.evaluate(
        """() => {
            const root = document.documentElement;
            if (root.scrollWidth <= root.clientWidth) return [];
            return [...document.querySelectorAll("body *")]
                .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1)
                .map((one) => one.outerHTML.slice(0, 120));
        }"""
    )
    return found


# What Tab stops at, in the order of the page; of the buttons of one choice only the first, or the one that is chosen.
_STOPS = """() => {
    const seen = new Set();
    const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
    window.stops = all.filter((one) => {
        if (one.disabled || one.type === "hidden" || !one.checkVisibility({ visibilityProperty: true })) return false;
        if (one.type !== "radio") return true;
        const group = all.filter((other) => other.name === one.name && other.form === one.form);
        return one === (group.find((other) => other.checked) ?? group[0]) && !seen.has(one.name) && seen.add(one.name);
    });
    return window.stops.length;
}"""
# Every place that is reached is noted as it is reached, and whether one sees there where one is.
_NOTE = """() => {
    window.met = [];
    document.addEventListener("focusin", ({ target }) => {
        const style = getComputedStyle(target);
        const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        window.met.push([window.stops.indexOf(target), ring, target.outerHTML.slice(0, 120)]);
    });
}"""
PARTS_OF_A_DATE = 5  # a field for a date and time has several stops of its own, for day, month and year


def tabbed(page: Page, address: str) -> list[str]:
    """Press Tab through a page from its beginning past its end: what is left out, out of order, unseen, or a trap."""
    page.goto(address)
    expected: int = page.evaluate(_STOPS)
    page.evaluate(_NOTE)
    found: list[tuple[int, bool, str]] = []
    for _ in range(PARTS_OF_A_DATE):
        for _ in range(expected - len(found)):
            page.keyboard.press("Tab")
        found = page.evaluate("window.met")
        if len(found) >= expected:
            break
    left = any(_leads_on(page, expected - 1) for _ in range(PARTS_OF_A_DATE))
    places = [place for place, _, _ in found]
    faults = [f"{what}: nobody sees that it is reached" for _, ring, what in found if not ring]
    if places != list(range(expected)):
        at = next((n for n, place in enumerate([*places, -1]) if place != n), 0)
        missed: str = page.evaluate("n => window.stops[n]?.outerHTML.slice(0, 120) ?? ''", at)
        faults.append(f"stop {at} of {expected} is {missed}; reached was {found[at : at + 1]}")
    if not left:
        faults.append("Tab leads nowhere from the last stop")
    if not found or "skip" not in found[0][2]:
        faults.append("the first stop does not lead to the content")
    return [f"{address}: {fault}" for fault in faults]


def _leads_on(page: Page, last: int) -> bool:
    page.keyboard.press("Tab")
    return bool(page.evaluate("last => document.activeElement !== window.stops[last]", last))


@contextmanager
def watched(context: BrowserContext) -> Iterator[list[str]]:
    """What goes wrong in a browser while a block runs: words on its console, requests to any other host."""
    heard: list[str] = []
    home = context.new_page()  # a browser knows its own server by the address of its first page
    home.goto("/settings/")
    origin = home.evaluate("location.origin")
    home.close()
    context.on("console", lambda said: heard.append(_told(said)) if said.type in {"error", "warning"} else None)
    context.on("weberror", lambda error: heard.append(f"error: {error.error}"))
    context.on("request", lambda request: heard.append(request.url) if _elsewhere(request.url, origin) else None)
    yield heard


def _told(said: ConsoleMessage) -> str:
    return f"{said.type}: {said.text} ({said.location.get('url')})"


def _elsewhere(url: str, origin: str) -> bool:
    return not url.startswith((f"{origin}/", "data:", "blob:"))


def examine(page: Page, address: str) -> list[str]:
    """Visit an address and look at it narrow and wide, light and dark: what is wrong there, and how one saw it."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    page.goto(address)
    found: list[tuple[str, Sequence[object]]] = [("on a phone", too_wide(page)), ("on a phone", faults(page))]
    page.emulate_media(color_scheme="dark")
    found += [("on a phone, dark", faults(page, *OF_LOOKS))]
    page.set_viewport_size(WIDE)
    found += [("wide", too_wide(page)), ("wide, dark", faults(page, *OF_LOOKS))]
    page.emulate_media(color_scheme="light")
    found += [("wide", faults(page, *OF_LOOKS))]
    return [f"{address}, {looked}: {one}" for looked, faulty in found for one in faulty]


def walk(context: BrowserContext, *addresses: str) -> list[str]:
    """Look at each address, and hear what the browser says meanwhile: everything that is wrong there."""
    with watched(context) as heard, context.new_page() as page:
        found = [fault for address in addresses for fault in examine(page, address)]
    return [*found, *(one for one in heard if not re.search(r"status of (403|404|422)", one))]
