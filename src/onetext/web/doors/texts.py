"""The doors of the texts: a version is tabled, a published wording recorded, a rival draft opened, a text held."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any, get_args

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from onetext.exchange import wordings
from onetext.exchange.wordings import Changes
from onetext.process import alignments, current, texts
from onetext.process.texts import MAIN, Disposed, Hold, Line, Table, Witness
from onetext.record.audience import PUBLIC, Audience
from onetext.record.errors import RecordError
from onetext.record.view import View
from onetext.sentences import listed, unstopped
from onetext.text.alignment import Disposition
from onetext.text.provision import Wording
from onetext.web import gate
from onetext.web.doors import Door
from onetext.web.doors.brought import BroughtForm, given_in
from onetext.web.doors.choices import every_version
from onetext.web.doors.choosing import all_rounds, offer, one, several
from onetext.web.doors.form import ActForm, Choices, everybody
from onetext.web.gate import Said
from onetext.web.refusals import told
from onetext.web.templatetags.saying import in_the_readers_words

LONGEST = 1_000_000
SHOWN = 5
EVERY = "*"
"""Stands for all lost points in the names of fields; no point is called so."""


def lines(view: View) -> Choices:
    """The one text and the drafts beside it."""
    return [(MAIN, str(_("the one text"))), *((act.id, act.body.title) for act in texts.lines(view))]


class NamedForm(ActForm):
    """A form whose act is known by a short name, which is asked for with the rest."""

    FURTHER = ("to", "when", "source", "quote", "place", "known")

    def said(self) -> Said:
        """What was typed about the act itself, its name too."""
        return replace(super().said(), name=self.cleaned_data.get("name") or "")


class WordsForm(BroughtForm):
    """A form that takes the words of a text, from a document of any format that is read, or as they are pasted."""

    words = forms.CharField(
        label=_("or its words"),
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        help_text=_("Numbered points, one below the other; headings begin with #."),
    )
    changes = forms.ChoiceField(
        label=_("If the document has tracked changes"),
        required=False,
        choices=[
            ("", _("it has none")),
            ("accepted", _("read it with all of them accepted")),
            ("rejected", _("read it with all of them rejected")),
        ],
    )
    document = forms.FileField(
        label=_("The document"),
        required=False,
        allow_empty_file=True,
        help_text=_("Word, OpenDocument, HTML, Markdown, plain text or Akoma Ntoso."),
    )

    def has_words(self) -> bool:
        """Whether words were given in one way or the other."""
        return self.brought is not None or bool(self.cleaned_data.get("words", "").strip())

    def read(self, new_id: Callable[[int], str], known: Wording) -> Wording:
        """The provisions that were given. One of `known` that a document names by its lasting id keeps it.

        Raises RecordError where the document cannot be read, or holds nothing.
        """
        if isinstance(self._given, RecordError):
            raise self._given
        return wordings.named(self._given, new_id, {p.id for p in known}.__contains__)

    @cached_property
    def _given(self) -> Wording | RecordError:
        """What was given, read once, or why it cannot be read; a point without a lasting id has a passing one."""
        try:
            return self._read()
        except RecordError as error:
            return error

    def _read(self) -> Wording:
        decided: Any = self.data.get("changes") or None
        changes: Changes = decided if decided in {"accepted", "rejected"} else None
        return given_in(self.brought, str(self.data.get("words") or ""), changes, self.passing_id)

    @cached_property
    def passing(self) -> str:
        """How the ids begin that provisions have in this form alone: in no record does one begin so."""
        return secrets.token_hex()

    def passing_id(self, place: int) -> str:
        """The id that a provision has in this form."""
        return f"{self.passing}{place}"

    def clean(self) -> dict[str, Any]:
        """One source of words at most, and one that can be read."""
        found = super().clean()
        if self.brought is not None and found.get("words", "").strip():
            raise ValidationError(_("Give a document or paste the words, not both."))
        if self.has_words() and not self.errors:
            try:
                self.read(self.passing_id, ())
            except RecordError as error:
                self.add_error("document" if self.brought else "words", told(error))
        return found


class TableForm(NamedForm, WordsForm):
    """A version of a text. A point of its parent that is not found in it again is asked for, one by one."""

    line = one(_("Which text it is a version of"), required=False)
    parent = one(_("The version that it succeeds"), required=False)
    label = forms.CharField(label=_("What it is called"), max_length=300, help_text=_("Such as “Second draft”."))
    name = forms.SlugField(label=_("A short name for it"), max_length=64, help_text=_("Such as v1."))
    missing = forms.BooleanField(label=_("It exists, but its text is not available"), required=False)
    authors = several(_("Who drew it up"), required=False)
    meeting = one(_("The round of talks at which it was made"), required=False)
    expected = forms.IntegerField(
        label=_("How many points it is said to have"), required=False, min_value=1, max_value=texts.MOST_POINTS
    )
    paraphrase = forms.BooleanField(label=_("These are not its own words but an account of them"), required=False)
    lang = forms.CharField(label=_("Its language, such as en"), required=False, max_length=35)
    template = "doors/table.html"
    field_order = ("line", "parent", "label", "name", "document", "words", "changes", "missing")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        view = self.view
        offer(self, "line", lines(view))
        offer(self, "parent", [("", str(_("none: it is the first"))), *every_version(view)])
        offer(self, "authors", everybody(view))
        offer(self, "meeting", [("", str(_("not known"))), *all_rounds(view)])
        head = texts.head(view, str(self.initial.get("line") or MAIN))
        self.initial.setdefault("parent", head.id if head else "")
        if self.several:
            self._ask_of_lost(EVERY, _("What became of all of them"), _("choose …"))
        for point in self.lost:
            self._ask_of_lost(point.id, _("What became of it"), _("as said of all") if self.several else _("choose …"))

    def who_may(self) -> str:
        """Of the one text, those who hold it; a source may report that they did."""
        of_it = self.initial.get("line") or self.data.get("line") or MAIN
        return "" if of_it != MAIN or texts.may_table(self.view, self.asked.whose) else texts.ONLY_HOLDERS

    def _ask_of_lost(self, of: str, label: Any, nothing: Any) -> None:
        became = [("", nothing), *((name, _(name)) for name in get_args(Disposition))]
        self.fields[f"became_{of}"] = forms.ChoiceField(label=label, required=False, choices=became)
        self.fields[f"why_{of}"] = forms.CharField(label=_("Why"), required=False, max_length=2000)

    @property
    def several(self) -> bool:
        """Whether so many points are lost that something can be said of all in one go."""
        return len(self.lost) > 1

    @property
    def singly(self) -> bool:
        """Whether something was said of a lost point by itself."""
        return any(self.data.get(f"{asked}_{p.id}") for p in self.lost for asked in ("became", "why"))

    @cached_property
    def lost(self) -> Wording:
        """The points of the parent that are not found again in the words that were given."""
        if not self.is_bound:
            return ()
        try:
            made = self._version
        except RecordError:
            return ()
        return texts.unaccounted(self.view, made)

    @cached_property
    def _version(self) -> Table:
        """The version as far as its words tell, and what they tell of its parent's points; new ones have passing ids.

        Raises RecordError where the words cannot be read.
        """
        line, parent = str(self.data.get("line") or MAIN), str(self.data.get("parent") or "")
        if self.data.get("missing"):
            return Table("", line, parent)
        to = self._readers()
        found = self.read(self.passing_id, alignments.before(self.view, line, to))
        wording, disposed = alignments.succeeding(self.view, found, line, to)
        return Table("", line, parent, wording=wording, disposed=disposed)

    def _readers(self) -> Audience:
        """Who will read it, as far as what was typed makes sense; the rule judges the rest."""
        try:
            return gate.readers(
                self.view, Said(to=str(self.data.get("to") or ""), source=str(self.data.get("source") or ""))
            )
        except RecordError:
            return PUBLIC

    def lost_points(self) -> list[tuple[str, str, forms.BoundField, forms.BoundField]]:
        """Each lost point with what is printed for it, its words, and the two fields that ask what became of it."""
        parent = self.view[texts.Texts].versions.get(str(self.data.get("parent") or ""))
        called = texts.printed(parent.body.wording or ()) if parent else {}
        return [(called.get(p.id, ""), p.words or "", self[f"became_{p.id}"], self[f"why_{p.id}"]) for p in self.lost]

    def all_lost(self) -> tuple[forms.BoundField, forms.BoundField] | None:
        """The two fields that ask what became of all lost points; None where there are not several."""
        return (self[f"became_{EVERY}"], self[f"why_{EVERY}"]) if self.several else None

    def own_fields(self) -> list[forms.BoundField]:
        """The fields of the version itself; those of lost points stand apart."""
        return [field for field in super().own_fields() if not field.name.startswith(("became_", "why_"))]

    def clean(self) -> dict[str, Any]:
        """Words, or that there are none."""
        found = super().clean()
        if self.has_words() == bool(found.get("missing")):
            raise ValidationError(_("Give a document, or its words, or say that its text is not available."))
        if any(self._said_of(EVERY)) and all(self._said_of(point.id)[0] for point in self.lost):
            self.add_error(
                f"became_{EVERY}",
                _("What became of each was said singly: say nothing here, or leave some open."),
            )
        return found

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The version."""
        typed, made, new_id = self.cleaned_data, self._version, texts.new_ids(token())
        wording = made.wording and wordings.named(made.wording, new_id, lambda id_: not id_.startswith(self.passing))
        return (
            Table(
                typed["label"],
                made.line,
                made.parent,
                tuple(typed["authors"]),
                typed["meeting"],
                typed["expected"],
                wording,
                typed["paraphrase"],
                typed["lang"],
                (*self._disposed(), *made.disposed),
            ),
        )

    def _disposed(self) -> tuple[Disposed, ...]:
        """What was said of the lost points: of a point by itself, else of all."""
        every = self._said_of(EVERY) if self.several else ("", "")
        said = ((p, *self._said_of(p.id)) for p in self.lost)
        told = ((p, became or every[0], why or ("" if became else every[1])) for p, became, why in said)
        return tuple(Disposed(p.id, became, why) for p, became, why in told if became)

    def _said_of(self, of: str) -> tuple[str, str]:
        typed = self.cleaned_data
        return typed.get(f"became_{of}") or "", typed.get(f"why_{of}") or ""

    def done(self) -> str:
        """That it is tabled, how complete it is, and what to mind about it."""
        made, typed = self._version, self.cleaned_data
        version = Table(typed["label"], expected=typed["expected"], wording=made.wording)
        known = texts.completeness(version)
        said = _("%(name)s is tabled: %(known)s.") % {"name": typed["name"], "known": in_the_readers_words(known)}
        return f"{said}{self._mind(made)}"

    def _mind(self, made: Table) -> str:
        unread = wordings.unread(self.brought.data, self.brought.name) if self.brought else ()
        found: list[str] = [*map(unstopped, unread), *texts.oddities(made.wording)]
        found = [*current.not_taken_up(self.view, made.wording or (), made.line), *found] if made.wording else found
        more = _("; and %(n)s more") % {"n": len(found) - SHOWN} if len(found) > SHOWN else ""
        told = in_the_readers_words(listed(found[:SHOWN], "; "))
        return f" {_('Mind:')} {told}{more}." if found else ""


class WitnessForm(WordsForm):
    """A published wording of a version."""

    version = one(_("Of which version it is a wording"))
    label = forms.CharField(
        label=_("What it is"), max_length=300, help_text=_("A leak, a translation, what a newspaper printed …")
    )
    lang = forms.CharField(label=_("Its language, such as en"), required=False, max_length=35)
    authentic = forms.BooleanField(label=_("It counts as the text itself"), required=False)
    whole = forms.BooleanField(label=_("Nothing of the version is left out in it"), required=False)
    field_order = ("version", "label", "document", "words", "changes")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "version", every_version(self.view))

    def clean(self) -> dict[str, Any]:
        """Words there must be."""
        found = super().clean()
        if not self.has_words():
            raise ValidationError(_("Give the document, or paste its words."))
        return found

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The wording, its points under the ids of those of the version that they are."""
        typed = self.cleaned_data
        whole = self.view.find(typed["version"], Table).body.wording or ()
        wording, _disposed = alignments.continuing(whole, self.read(texts.new_ids(token()), whole))
        of = self.view.find(typed["version"], Table).id
        return (Witness(of, typed["label"], wording, typed["lang"], typed["authentic"], typed["whole"]),)


class RivalForm(NamedForm):
    """A draft beside the one text. It can never be the head."""

    title = forms.CharField(label=_("What it is called"), max_length=300)
    name = forms.SlugField(label=_("A short name for it"), max_length=64)
    sponsors = several(_("Whose draft it is"), required=False)
    field_order = ("title", "name", "sponsors")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "sponsors", everybody(self.view))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The draft."""
        del token
        return (Line(self.cleaned_data["title"], tuple(self.cleaned_data["sponsors"])),)


class HoldForm(ActForm):
    """Who holds a text together."""

    line = one(_("Which text"), required=False)
    holders = several(_("Who draws up its versions"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "line", lines(self.view))
        offer(self, "holders", everybody(self.view))
        self.initial.setdefault("holders", list(texts.holders(self.view, str(self.initial.get("line") or MAIN))))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """Who holds it from now on."""
        del token
        return (Hold(tuple(self.cleaned_data["holders"]), self.cleaned_data["line"]),)


DOORS = (
    Door("table", _("Table a version"), TableForm),
    Door("witness", _("Record a published wording"), WitnessForm),
    Door("rival", _("Open a rival draft"), RivalForm),
    Door("hold", _("Say who holds a text"), HoldForm),
)
