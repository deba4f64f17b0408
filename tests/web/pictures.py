"""Photograph every page and door of the demonstration: wide, on phones, dark, from right to left, and as it prints.

    python3 run.py pictures [FOLDER] [--page NAME …]

The pictures go into FOLDER ("pictures" if none is named), as EXAMPLE-PAGE-LOOK.png. Those that the documentation shows
are in the folder `docs` of it; copy them to docs/pictures when the pages have changed.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, Page

from harbour import harbour_at
from onetext.process import actors, amendments, texts
from onetext.text.provision import Provision
from web.browser import chromium, serving, sit_down
from web.demonstration import Demo, demonstration
from web.walking import ACCOUNT, ANYBODY_S, doors_of, pages_of

Options = Mapping[str, object]
LOOKS: Mapping[str, Options] = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "phone-390": {"viewport": {"width": 390, "height": 844}},
    "phone-320": {"viewport": {"width": 320, "height": 640}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "print": {"viewport": {"width": 720, "height": 1000}},
    "arabic": {"viewport": {"width": 1280, "height": 900}, "locale": "ar"},
}
SEATS = {"harbour": "Ilse Tarn", "geneva": "Marco Rubio"}
# What the documentation shows: the example, the page, what it begins with, and how high it is.
SHOWN = {
    "text-page": ("harbour", "text", "article:has(.number:text-is('10'))", 760),
    "claims-page": ("geneva", "public-claims", "h2:text-is('Answered differently')", 760),
    "yes-page": ("harbour", "yes", "h1", 900),
}
ARABIC = (
    "تلتزم مدينة الدردار بتعميق المرفأ إلى عمق 8.5 أمتار قبل 31 كانون الأول/ديسمبر 2031.",
    "تضيء مدينة البتولا الرصيف [الطويل] طوال الليل.",
    "يجوز لسفن الأرز استعمال الرصيف.",
)


def pictures(folder: Path, wanted: Sequence[str]) -> None:
    """Photograph the pages and doors of both examples, of an account and of the server, and a text in Arabic."""
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        with demonstration() as demo:
            _for_the_documentation(demo, browser, folder / "docs")
            for slug in SEATS:
                _every_look(demo, browser, slug, folder, wanted)
            if not wanted:
                _before_the_door(demo, browser, folder)
        if not wanted:
            _in_arabic(browser, folder)


def _every_look(demo: Demo, browser: Browser, slug: str, folder: Path, wanted: Sequence[str]) -> None:
    addresses = _addresses(demo, browser, slug)
    for look, options in LOOKS.items():
        with demo.seat(browser, SEATS[slug], **options) as context, context.new_page() as page:
            _photographs(
                page, {f"{slug}-{n}": at for n, at in addresses.items() if not wanted or n in wanted}, look, folder
            )


def _addresses(demo: Demo, browser: Browser, slug: str) -> dict[str, str]:
    """Every page and door of an example; with the harbour's, those of an account and of the server."""
    with demo.seat(browser, SEATS[slug]) as context:
        doors = {f"do-{name}": address for name, address in doors_of(slug, context).items()}
    if slug != "harbour":
        return pages_of(slug) | doors
    own = {f"account-{_called(address) or 'home'}": address for address in ACCOUNT}
    further = {"places": f"/n/{slug}/places/", "verify": f"/n/{slug}/record/verify/", "api": "/api/"}
    return pages_of(slug) | doors | own | further


def _before_the_door(demo: Demo, browser: Browser, folder: Path) -> None:
    """What somebody sees who has not come in: signing in, an invitation, what is not there."""
    for look, options in LOOKS.items():
        with demo.seat(browser, "", **options) as context, context.new_page() as page:
            _photographs(page, {f"outside-{_called(address)}": address for address in ANYBODY_S}, look, folder)


def _called(address: str) -> str:
    return address.strip("/").replace("/", "-")


def _photographs(page: Page, addresses: Mapping[str, str], look: str, folder: Path) -> None:
    for name, address in addresses.items():
        _photograph(page, address, look, folder / f"{name}-{look}.png")


def _photograph(page: Page, address: str, look: str, path: Path) -> None:
    page.goto(address)
    if look == "print":
        # As a printer without colours gives it.
        page.emulate_media(media="print")
        page.evaluate("document.documentElement.style.filter = 'grayscale(1)'")
    page.screenshot(path=path, full_page=True)


def _for_the_documentation(demo: Demo, browser: Browser, folder: Path) -> None:
    for name, (slug, page_name, first, height) in SHOWN.items():
        size = {"width": 1200, "height": height}
        with demo.seat(browser, SEATS[slug], viewport=size) as context, context.new_page() as page:
            page.goto(pages_of(slug)[page_name])
            page.locator(first).first.evaluate("one => one.scrollIntoView()")
            page.screenshot(path=folder / f"{name}.png")


@contextmanager
def _arabic_table(browser: Browser) -> Iterator[BrowserContext]:
    """A text in Arabic with a change in brackets, before somebody whose interface is Arabic too."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "marfa.onetext"
        table = harbour_at(path)
        points = [
            Provision(f"paaaaaaaa{number}", words, number=str(number), mark=f"{number}. ", gap="\n\n", lang="ar")
            for number, words in enumerate(ARABIC, 1)
        ]
        table.do(texts.Table("المسودة الأولى", wording=tuple(points), lang="ar"), name="v0")
        table.do(
            amendments.Propose("replace", points[2].id, ARABIC[2], ARABIC[2].replace("يجوز", "لا يجوز")), "birch", "no"
        )
        table.do(actors.Declare("envoy", "Envoy", "person"))
        table.record.close()
        with serving(path, {"ash": ("mayor-ash", "ash")}) as server:
            context, page = sit_down(browser, server, "ash", locale="ar")
            page.close()
            yield context


def _in_arabic(browser: Browser, folder: Path) -> None:
    with _arabic_table(browser) as context, context.new_page() as page:
        for look in ("wide", "phone-320"):
            size = LOOKS[look]["viewport"]
            page.set_viewport_size(size)  # type: ignore[arg-type]
            for name in ("", "text/paaaaaaaa3/", "standing/"):
                called = name.strip("/").replace("/", "-") or "text"
                _photograph(page, f"/n/marfa/{name}", look, folder / f"arabic-{called}-{look}.png")


def main() -> None:
    """Make the pictures that are asked for."""
    asked = argparse.ArgumentParser(prog="python3 run.py pictures", description="Photograph every page.")
    asked.add_argument("folder", nargs="?", type=Path, default=Path("pictures"))
    asked.add_argument("--page", action="append", default=[], metavar="NAME", help="only this page, by its name")
    given = asked.parse_args()
    pictures(given.folder, given.page)
