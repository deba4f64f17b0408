"""The languages of the interface: whole catalogues, the reader's choice, and what stays English said to be English."""

import gettext
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from babel.messages import Catalog, Message
from babel.messages.mofile import read_mo
from django.conf import locale, settings
from django.template import Context, Template
from django.test import Client
from django.utils import translation
from django.utils.html import escape
from pytest_django.fixtures import Settings

import catalogues
from harbour import harbour_at
from onetext.exchange import formats
from onetext.exchange.errors import UnreadableDocument
from onetext.process import (
    amendments,
    areas,
    claims,
    deadlines,
    disposals,
    interests,
    items,
    leaks,
    offers,
    positions,
    presentations,
    redlines,
    rounds,
    silence,
    slots,
    titles,
    tracks,
    verification,
)
from onetext.record.audience import KEEPER
from onetext.record.errors import Refused
from onetext.record.times import Part
from onetext.sentences import Sentence, listed, opening, quoted, say, say_count, term, unstopped
from onetext.text.alignment import Disposition
from onetext.text.comparing.bracket_changes import BracketKind
from onetext.text.comparing.callouts import CalloutKind
from onetext.text.sense.claimcheck import Finding
from onetext.text.sense.modality import Grade
from onetext.text.sense.quantities import Bound
from onetext.text.streamlining import proof
from onetext.web.pages.rooms import Shelf
from onetext.web.refusals import told
from onetext.web.words import STANCES, WORDS
from web.browser import chromium, needs_chromium, serving, sit_down
from web.shipped import copied, seated
from web.walking import pages_of

FORMS = {"fr": 2, "uk": 3, "ru": 3, "ar": 6}
# Who looks at the examples, each a person and the party they act for; and points on whose pages much is said.
SEATS = {
    "harbour": {"delegate": ("tarn", "norvane"), "mediator": ("lind", "halmere"), "keeper": (KEEPER, "")},
    "geneva": {"delegate": ("rubio", "us"), "keeper": (KEEPER, "")},
}
# What is said most, as it would stand on a page if a value had lost its form on the way.
SAID_IN_ENGLISH = re.compile(
    r">[^<]*\b(?:the same provision|no longer fits|Every gate|no later version|it is (?:not )?there|known by|"
    r"points? expected|succeeded, so|is answered|no position|agreed by silence|taken on the words)\b[^<]*<"
)
POINTS = {"harbour": (1, 2, 4, 8, 11, 12, 13, 19), "geneva": ()}
SAID_BY_THE_PROCESS = {
    word
    for words in (
        amendments.Outcome, areas.Status, claims.ClaimKind, deadlines.Force, deadlines.Answer, deadlines.State,
        disposals.Status, interests.Verdict, items.Status, offers.Status, presentations.Told, presentations.Knowledge,
        redlines.State, rounds.Status, silence.Outcome, silence.InTime, slots.Slot, slots.State, tracks.Outcome,
        verification.Status, Part, Disposition, BracketKind, CalloutKind, Finding, Grade, Bound, proof.Kind,
        proof.Verdict, Shelf,
    )
    for word in get_args(words)
} | {*titles.TITLES.values(), leaks.NOT_PROOF}  # fmt: skip


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """Django's test client leaves the thread in the language of its last request."""
    yield
    translation.deactivate()


@pytest.fixture(scope="module")
def said() -> Catalog:
    return catalogues.extracted()


@pytest.fixture(scope="module", params=FORMS)
def kept(request: pytest.FixtureRequest) -> Catalog:
    return catalogues.read(request.param)


def keys(catalog: Catalog) -> set[object]:
    return {(one.context, one.id if isinstance(one.id, str) else tuple(one.id)) for one in catalog if one.id}


def strings(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (str(message.string),)


def placeholders(words: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s", words)) | {name for _, name, _, _ in Formatter().parse(words) if name}


def tags(words: str) -> list[str]:
    return sorted(re.findall(r"<[^>]+>", words))


def test_every_string_of_the_interface_is_in_each_catalogue_and_no_other(kept: Catalog, said: Catalog) -> None:
    assert keys(kept) == keys(said), "make them again: .onetext/venv/bin/python tools/catalogues.py"


def test_nothing_is_untranslated_or_left_to_be_looked_at(kept: Catalog) -> None:
    assert [one.id for one in catalogues.lacking(kept)] == []


def test_each_language_has_the_plural_forms_that_it_counts_with(kept: Catalog) -> None:
    forms = FORMS[str(kept.locale)]
    assert kept.num_plurals == forms
    assert {len(strings(one)) for one in kept if one.pluralizable and one.id} == {forms}


def test_a_translation_keeps_every_value_and_every_mark_of_its_original(kept: Catalog) -> None:
    for one in kept:
        originals = (one.id,) if isinstance(one.id, str) else one.id
        for translated in strings(one) if one.id else ():
            assert placeholders(translated) in [placeholders(original) for original in originals], one.id
            assert tags(translated) == tags(originals[-1]), one.id


def test_what_django_reads_is_made_of_what_people_wrote(kept: Catalog) -> None:
    file = catalogues.po(str(kept.locale)).with_suffix(".mo")
    with file.open("rb") as found:
        read = gettext.GNUTranslations(found)
    made = gettext.GNUTranslations(BytesIO(catalogues.compiled(kept)))
    del read._catalog[""], made._catalog[""]  # type: ignore[attr-defined]  # its head names the tool's version
    assert read._catalog == made._catalog  # type: ignore[attr-defined]


# What means the same to Django, in other words: it shows none of these on a page of ours.
THE_SAME_OTHERWISE = {
    *("English", "French", "Ukrainian", "Russian", "Arabic"),  # our spelling, wherever a language is named
    "Greek",  # the letters of a word; Django's is the language, which nobody can choose here
    "Change",  # a deed
    "and",  # between two things
    "noon",  # Django's is for times of a format that no page writes
}


def test_no_string_of_ours_takes_the_place_of_one_of_djangos_that_means_something_else(kept: Catalog) -> None:
    language = str(kept.locale)
    with (Path(locale.__file__).parent / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        django = read_mo(file)
    plain = [one for one in kept if one.id and not one.context and one.id in django]
    others = {str(one.id) for one in plain if one.string != django[one.id].string}
    assert others - THE_SAME_OTHERWISE == set(), "give it a context: {% translate … context … %}, pgettext"


@pytest.mark.parametrize(("language", "told"), [("fr", "22 mai 2025"), ("ar", "22 مايو 2025")])
def test_a_month_is_not_told_by_a_word_that_a_page_uses_otherwise(language: str, told: str) -> None:
    with translation.override(language):
        assert f">{told}<" in drawn("{% moment at %}", at=date(2025, 5, 22))


def test_each_language_that_can_be_chosen_has_a_catalogue() -> None:
    assert {code for code, _ in settings.LANGUAGES} == {"en", *catalogues.PLURALS}


def test_every_word_that_the_process_says_can_be_told_in_the_readers_language() -> None:
    assert set() == SAID_BY_THE_PROCESS - WORDS
    assert {*get_args(positions.Reservation), ""} - WORDS == {""}
    assert {f"reserved ({one})" for one in get_args(positions.Reservation) if one} <= STANCES.keys()


def drawn(source: str, **values: object) -> str:
    return Template(source).render(Context(values))


def test_a_word_is_translated_and_a_sentence_is_marked_as_english() -> None:
    words = {"state": "adopted by silence", "why": "Point 4 <is> before a track.", "name": "Ash"}
    source = "{{ state|word }} / {{ why|said }} / {{ name|word }}"
    with translation.override("fr"):
        found = drawn(source, **words)
    marked = '<span lang="en" dir="ltr">Point 4 &lt;is&gt; before a track.</span>'
    assert found == f"adopté par silence / {marked} / Ash"
    with translation.override("en"):
        assert drawn(source, **words) == "adopted by silence / Point 4 &lt;is&gt; before a track. / Ash"


def test_a_sentence_is_told_in_the_readers_language_wherever_a_template_shows_it() -> None:
    told = say("{who}: {what}", who="Ash", what=listed([quoted("<a> & b"), term("agreed", "stance")], "; "))
    source = "{{ told }} / {{ several|join:', ' }} / {{ told|default:'-' }}"
    assert drawn(source, told=told, several=[told]) == " / ".join(["Ash: “&lt;a&gt; &amp; b”; agreed"] * 3)
    with translation.override("fr"):
        assert drawn(source, told=told, several=[told]) == " / ".join(
            ["Ash~: «~&lt;a&gt; &amp; b~»~; d\N{RIGHT SINGLE QUOTATION MARK}accord".replace("~", "\N{NO-BREAK SPACE}")]
            * 3
        )


def test_a_sentence_counts_as_its_language_does() -> None:
    told = [say_count("{count} new word", "{count} new words", count) for count in (1, 2, 5)]
    assert drawn("{{ told|join:', ' }}", told=told) == "1 new word, 2 new words, 5 new words"
    with translation.override("uk"):
        assert drawn("{{ told|join:', ' }}", told=told) == "1 нове слово, 2 нові слова, 5 нових слів"


def test_what_opens_or_ends_within_a_sentence_does_so_in_every_language() -> None:
    told = say("Its point is no longer in the text.")
    inside = say("{who}: {what}", who=opening(term("kept")), what=unstopped(told))
    assert drawn("{{ inside }}", inside=inside) == "Kept: Its point is no longer in the text"
    with translation.override("fr"):
        assert drawn("{{ inside }}", inside=inside) == (
            "Conservé\N{NO-BREAK SPACE}: Son point n\N{RIGHT SINGLE QUOTATION MARK}est plus dans le texte"
        )


@pytest.mark.parametrize(
    ("slug", "languages", "pages"),
    [("harbour", ("fr",), ()), ("geneva", ("fr",), ()), ("harbour", ("uk", "ru", "ar"), ("text", "point", "compare"))],
)
def test_nothing_that_the_program_says_is_english_on_a_page_in_another_language(
    tmp_path: Path, settings: Settings, db: None, slug: str, languages: tuple[str, ...], pages: tuple[str, ...]
) -> None:
    del db
    every = pages_of(slug)
    addresses = [every[name] for name in pages or every] + [f"/n/{slug}/text/{number}/" for number in POINTS[slug]]
    with seated(copied(slug, tmp_path), settings, SEATS[slug]) as clients:
        for language, client in ((language, client) for language in languages for client in clients.values()):
            client.post("/language/", {"language": language})
            for address in addresses:
                page = client.get(address).content.decode()
                assert f'<html lang="{language}"' in page
                assert re.findall(r'<span lang="en".*?</span>', page, re.DOTALL) == [], address
                assert SAID_IN_ENGLISH.findall(page) == [], address


def test_a_partys_stance_is_told_otherwise_than_the_state_of_a_point() -> None:
    with translation.override("fr"):
        assert (
            drawn("{{ 'agreed'|state_word }}, {{ 'agreed'|stance_word }}")
            == "convenu, d\N{RIGHT SINGLE QUOTATION MARK}accord"
        )


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "24 November 2025"), ("fr", "24 novembre 2025"), ("uk", "24 листопада 2025"), ("ru", "24 ноября 2025"),
     ("ar", "24 نوفمبر 2025")],
)  # fmt: skip
def test_a_day_is_told_in_the_readers_words_and_in_its_iso_form(language: str, told: str) -> None:
    at = datetime(2025, 11, 24, 21, 5, tzinfo=UTC)
    with translation.override(language):
        day = drawn("{% moment at.date %}", at={"date": at.date()})
        assert day == f'<time datetime="2025-11-24" title="2025-11-24">{told}</time>'
        assert 'datetime="2025-11-24T21:05+00:00"' in drawn("{% moment at %}", at=at)
        assert told in drawn("{% moment at %}", at=at)


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("uk", "ltr"), ("ar", "rtl")])
def test_whoever_chooses_a_language_reads_every_page_in_it(
    served: dict[str, Client], language: str, direction: str
) -> None:
    for name, address in (("ash", "/n/harbour/"), ("", "/accounts/login/")):
        client = served[name]
        page = client.get("/settings/").content.decode()
        assert f'<option value="{language}" lang="{language}"' in page
        client.post("/language/", {"language": language, "next": "/settings/"})
        page = client.get(address).content.decode()
        assert f'<html lang="{language}" dir="{direction}">' in page


def test_the_choice_of_a_language_lasts_beyond_the_session(served: dict[str, Client]) -> None:
    answer = served["ash"].post("/language/", {"language": "fr"})
    assert int(answer.cookies[settings.LANGUAGE_COOKIE_NAME]["max-age"]) >= 180 * 24 * 3600


def test_the_zone_of_the_record_is_named_in_the_readers_language(served: dict[str, Client]) -> None:
    served["ash"].post("/language/", {"language": "fr"})
    assert (
        "Les heures sont données dans le fuseau Europe/Oslo, celui du registre."
        in served["ash"].get("/n/harbour/").content.decode()
    )


@pytest.mark.parametrize("language", ["en", "fr", "uk", "ru", "ar"])
def test_whoever_keeps_another_zone_reads_both_in_every_language(served: dict[str, Client], language: str) -> None:
    served["ash"].post("/settings/", {"name": "Ash", "zone": "America/New_York"})
    served["ash"].post("/language/", {"language": language})
    footer = served["ash"].get("/n/harbour/").content.decode().partition("<footer>")[2]
    assert -1 < footer.find("America/New_York") < footer.find("Europe/Oslo")


def test_a_refusal_of_the_process_comes_in_the_readers_language(served: dict[str, Client]) -> None:
    served["ash"].post("/language/", {"language": "fr"})
    page = served["ash"].get("/n/harbour/?show=nothing").content.decode()
    assert "Le texte ne peut être montré par «\N{NO-BREAK SPACE}nothing\N{NO-BREAK SPACE}»" in page
    assert "The text cannot be shown" not in page
    assert 'lang="en" dir="ltr"' not in page


def test_what_is_wrong_with_a_document_comes_in_the_readers_language() -> None:
    with translation.override("fr"), pytest.raises(UnreadableDocument) as found:
        formats.read(b"", "treaty.docx")
    assert str(found.value) == "The file is empty."
    with translation.override("fr"):
        assert told(found.value) == "Le fichier est vide."


def test_a_refusal_that_is_no_sentence_is_marked_as_english() -> None:
    with translation.override("fr"):
        assert told(Refused("Ask <them>.")) == '<span lang="en" dir="ltr">Ask &lt;them&gt;.</span>'


REFUSED: tuple[tuple[Sentence, set[str]], ...] = (
    (say("There is no actor “{name}” in this record that you can see; choose another, or add it first.", name="<b>"),
     {"<b>"}),
    (say_count("{count} amendment is pending there: {names}. Accept or reject it, or give other words.",
               "{count} amendments are pending there: {names}. Accept or reject them, or give other words.",
               5, names=listed(["<i>a1", "a2 & a3"])), {"5", "<i>a1", "a2 & a3"}),
    (say("{why} Name other readers.", why=say(
        "{missing}; only then can {text} be put to {who}.",
        missing=opening(say_count("{number} approval is missing: {names}", "{number} approvals are missing: {names}",
                                  2, number=say("two"), names=listed(["A<1>", say("the {office}", office="Chair")]))),
        text=say("the text of {version}", version="v1"), who="Côté & Fils")), {"A<1>", "Chair", "v1", "Côté & Fils"}),
)  # fmt: skip


@pytest.mark.parametrize("language", FORMS)
@pytest.mark.parametrize(("sentence", "parts"), REFUSED, ids=["a name", "a count", "sentences in a sentence"])
def test_a_refusal_keeps_its_parts_in_every_language_and_no_markup_in_them_counts(
    language: str, sentence: Sentence, parts: set[str]
) -> None:
    with translation.override(language):
        shown = drawn("{{ refused }}", refused=told(Refused(sentence)))
        assert told(Refused(sentence)) != sentence
    assert not re.search(r"[<>]|[a-z]{4} (?:is|are|can|other)\b", shown), "English, or markup, is left"
    assert {part for part in parts if escape(part) not in shown} == set()


@needs_chromium
def test_no_page_in_arabic_or_french_is_wider_than_a_narrow_telephone(tmp_path: Path) -> None:
    harbour = harbour_at(tmp_path / "harbour.onetext")
    harbour.table("v0")
    harbour.record.close()
    pages = ("", "compare/", "standing/", "yes/", "public/", "public/claims/", "people/", "rooms/", "record/")
    with serving(tmp_path / "harbour.onetext", {"ash": ("mayor-ash", "ash")}) as server, chromium() as browser:
        for language in ("ar", "fr"):
            context, page = sit_down(browser, server, "ash", viewport={"width": 320, "height": 800})
            context.add_cookies([{"name": "django_language", "value": language, "url": server.address}])
            for name in pages:
                page.goto(f"/n/harbour/{name}")
                assert page.evaluate("document.documentElement.lang") == language
                assert page.evaluate("document.documentElement.scrollWidth") <= 320, (language, name)
            context.close()
