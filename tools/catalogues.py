"""The catalogues of the interface's languages: made again from the templates and the code.

    .onetext/venv/bin/python tools/catalogues.py

reads every string that the interface says, brings each django.po up to date (a string that changed keeps its old
translation, marked fuzzy, until somebody has looked at it), and compiles it to the django.mo beside it. It needs no
gettext. The same words give the same bytes.
"""

import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import django
from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
WEB = ROOT / "src" / "onetext" / "web"
LOCALES = WEB / "locale"
_SLAVIC = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
PLURALS = {  # as Django counts them
    "fr": "nplurals=2; plural=(n > 1);",
    "uk": _SLAVIC,
    "ru": _SLAVIC,
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "_now": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "say": None,
    "refuse": None,
    "say_count": (1, 2),
    "listed": (2,),
}
# What the pages show of the rooms below them; the command line speaks English.
SAYING = ("record", "text", "process", "exchange", "web")
# What a reader of documents says to its flow of words, under the same name.
_SIGNS = {"\n", " ", "\u201c", "\u201d"}
# One date for ever: a catalogue changes when its words do.
DATE = datetime(2025, 11, 24, tzinfo=UTC)


def sources() -> Iterator[tuple[Path, bytes]]:
    """Each file of the interface and of the rooms below that says something, as Python."""
    for path in sorted(one for room in SAYING for one in (WEB.parent / room).rglob("*.py")):
        yield path, path.read_bytes()
    for path in sorted(WEB.rglob("*.html")):
        # Every line by itself: what templatize leaves of HTML is no Python, and its indents mean nothing.
        lines = templatize(path.read_text("utf-8"), origin=str(path)).splitlines()
        yield path, "\n".join(line.strip() for line in lines).encode()


def extracted() -> Catalog:
    """Every string that the interface says, with the files that say it."""
    catalog = Catalog(fuzzy=False, creation_date=DATE)
    for path, source in sources():
        place = str(path.relative_to(ROOT))
        for _line, said, comments, context in extract("python", BytesIO(source), KEYWORDS, ("Translators:",)):
            if said in _SIGNS:
                continue
            catalog.add(said, locations=[(place, 0)], auto_comments=comments, context=context)
    return catalog


def po(language: str) -> Path:
    """The translations into a language."""
    return LOCALES / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The catalogue of a language as it is kept."""
    with po(language).open("rb") as file:
        return read_po(file, locale=language)


def refreshed(language: str, said: Catalog) -> Catalog:
    """The catalogue of a language with the strings that are said now, and no others."""
    catalog = read(language) if po(language).exists() else Catalog(language, fuzzy=False)
    catalog.mime_headers = [("Plural-Forms", PLURALS[language])]
    catalog.update(said, no_fuzzy_matching=False)
    catalog.obsolete.clear()
    catalog.project, catalog.version, catalog.copyright_holder = "onetext", "", "The onetext authors"
    catalog.header_comment = f"# {catalog.locale.english_name if catalog.locale else language} for onetext."
    catalog.creation_date = catalog.revision_date = DATE
    catalog.last_translator = catalog.language_team = "The onetext authors"
    return catalog


def written(catalog: Catalog) -> bytes:
    """A catalogue as django.po keeps it."""
    file = BytesIO()
    write_po(file, catalog, width=100, sort_output=True, include_lineno=False)
    return re.sub(rb"Generated-By: .*?\\n", rb"Generated-By: tools/catalogues.py\\n", file.getvalue())


def compiled(catalog: Catalog) -> bytes:
    """A catalogue as Django reads it."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def lacking(catalog: Catalog) -> tuple[Message, ...]:
    """The strings that have no translation, or one that nobody has looked at again."""
    return tuple(one for one in catalog if one.id and (one.fuzzy or not all(_said(one))))


def _said(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string or "",)


def main() -> None:
    """Make all catalogues again, and say what each lacks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onetext.web.settings")
    django.setup()

    for language in PLURALS:
        catalog = refreshed(language, extracted())
        path = po(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalog))
        path.with_suffix(".mo").write_bytes(compiled(read(language)))
        sys.stdout.write(f"{language}: {len(catalog)} strings, {len(lacking(catalog))} to translate\n")


if __name__ == "__main__":
    main()
