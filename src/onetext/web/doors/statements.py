"""The doors of statements: one with every field, and a quick one that registers the document in the same go."""

import hashlib
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from onetext.process import actors, addressing, moments, naming, sources, statements, tags, texts
from onetext.process.rounds import Round
from onetext.process.statements import Statement
from onetext.process.tags import Tag
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.doors import Door, choices
from onetext.web.doors.form import ActForm
from onetext.web.gate import Hand, Said

LONGEST = 20_000
LARGEST_DOCUMENT = 32 * 1024 * 1024


class Uttered(ActForm):
    """What both forms ask of a statement."""

    speaker = forms.CharField(label=_("Who said it"), max_length=500, help_text=_("Several with commas between them."))
    words = forms.CharField(
        label=_("What was said"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )
    quoted = forms.BooleanField(label=_("These are the speaker's own words"), required=False)
    channel = forms.CharField(
        label=_("Channel"), required=False, max_length=60, help_text=_("press, parliament, x, radio, joint …")
    )
    chain = forms.CharField(
        label=_("Outlets through which it came, the first one first"), required=False, max_length=500
    )
    tags = forms.CharField(label=_("Tags"), required=False, max_length=500)

    def tagging(self, place: int) -> tuple[Hand, ...]:
        """The act that tags the statement, which is the act at this place of the same go."""
        words = tuple(dict.fromkeys(map(tags.plain, choices.tag_words(self.cleaned_data["tags"]))))
        said = Said(to=self._readers())
        return (Hand(lambda made: Tag(made[place].id, words), said),) if words else ()

    def _readers(self) -> str:
        """Those of the statement are also those of its tags."""
        return self.cleaned_data["to"] or ("public" if self.reports() else "")

    def reports(self) -> bool:
        """Whether a document reports the statement."""
        return bool(self.cleaned_data["source"])

    def shared(self) -> dict[str, Any]:
        """The fields of a statement that both forms ask for."""
        typed = self.cleaned_data
        return {
            "speakers": addressing.meant(self.view, typed["speaker"]),
            "words": typed["words"],
            "channel": typed["channel"].strip().lower() or statements.UNKNOWN,
            "mode": "quoted" if typed["quoted"] else "reported",
            "chain": choices.listed(typed["chain"]),
        }

    def done(self) -> str:
        """Which statement is in."""
        return _now("The statement by %(who)s is recorded.") % {"who": self.cleaned_data["speaker"]}


class StatementForm(Uttered):
    """A statement with every field."""

    behalf = forms.CharField(label=_("On whose behalf"), required=False, max_length=500)
    addressees = forms.CharField(label=_("To whom"), required=False, max_length=500)
    where = forms.CharField(label=_("Where it was said"), required=False, max_length=200)
    points = forms.MultipleChoiceField(label=_("Points that it is about"), required=False)
    versions = forms.MultipleChoiceField(label=_("Versions that it is about"), required=False)
    rounds = forms.MultipleChoiceField(label=_("Rounds of talks that it is about"), required=False)
    within = forms.CharField(label=_("The statement in which it was told"), required=False, widget=forms.Select)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        offered = {"points": choices.every_point(view), "versions": choices.every_version(view)}
        offered["rounds"] = [(act.id, act.body.title) for act in view.by_id.values() if isinstance(act.body, Round)]
        for name, found in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = found
        choices.choose(self, "within", choices.every_statement(view), _now("none: it was said openly"))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The statement, and its tags."""
        del token
        view, typed = self.view, self.cleaned_data
        body = Statement(
            **self.shared(),
            behalf=addressing.meant(view, typed["behalf"]),
            addressees=choices.listed(typed["addressees"]),
            where=typed["where"],
            points=tuple(typed["points"]),
            versions=tuple(choices.one(view, id_, texts.Table).id for id_ in typed["versions"]),
            rounds=tuple(choices.one(view, id_, Round).id for id_ in typed["rounds"]),
            within=choices.statement(view, typed["within"]),
        )
        return (body, *self.tagging(0))


class NewDocument(forms.Form):
    """The fields of a document that is registered here."""

    outlet = forms.CharField(label=_("Outlet"), required=False, max_length=200)
    title = forms.CharField(label=_("Title"), required=False, max_length=500)
    published = forms.CharField(
        label=_("Published"), required=False, max_length=40, widget=forms.DateInput(attrs={"type": "date"})
    )
    retrieved = forms.CharField(
        label=_("Retrieved"), required=False, max_length=40, widget=forms.DateInput(attrs={"type": "date"})
    )
    url = forms.CharField(label=_("Address"), required=False, max_length=2000)
    document = forms.FileField(
        label=_("The document as you retrieved it"),
        required=False,
        allow_empty_file=True,
        help_text=_("Only its hash (SHA-256) is kept; the file is not."),
    )
    pasted = forms.CharField(
        label=_("or its text, pasted"),
        required=False,
        max_length=500_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    digest = forms.CharField(label=_("or its SHA-256"), required=False, max_length=64)


def registered(view: View, typed: dict[str, Any]) -> sources.Register:
    """The document that was typed. Raises Refused where a date is none, or nothing gives its hash."""
    return sources.Register(
        outlet=typed["outlet"],
        title=typed["title"],
        retrieved=moments.day(typed["retrieved"]) if typed["retrieved"] else actors.today(view),
        digest=_digest(typed),
        published=moments.day_or_none(typed["published"]),
        url=typed["url"],
    )


def _digest(typed: dict[str, Any]) -> str:
    file, pasted = typed["document"], typed["pasted"].replace("\r\n", "\n")
    if file is not None and file.size > LARGEST_DOCUMENT:
        refuse(
            "The document is larger than {most} MB; give its SHA-256 instead.", most=LARGEST_DOCUMENT // 1024 // 1024
        )
    given = [bool(file), bool(pasted.strip()), bool(typed["digest"])]
    if sum(given) != 1:
        refuse(
            "Give the document once: attach its file, or paste its text; the record keeps only a hash to check it by."
        )
    if file is not None:
        return hashlib.sha256(file.read()).hexdigest()
    return hashlib.sha256(pasted.encode()).hexdigest() if pasted.strip() else typed["digest"].lower()


class QuickForm(Uttered, NewDocument):
    """A statement from a document: one that is registered, or one that is registered in the same go."""

    point = forms.CharField(label=_("Point"), required=False, widget=forms.Select)
    template = "doors/quick_statement.html"
    DOCUMENT = tuple(NewDocument.base_fields)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        choices.choose(self, "point", choices.every_point(view), _now("none"))
        self.made = ""

    def own_fields(self) -> list[forms.BoundField]:
        """The fields of the statement, what it is quoted from, and the document."""
        own = [field for field in super().own_fields() if field.name not in self.DOCUMENT]
        return [*own, self["when"], self["source"], self["quote"], self["place"]]

    def document_fields(self) -> list[forms.BoundField]:
        """The fields of a document that is not registered yet."""
        return [self[name] for name in self.DOCUMENT]

    def further_fields(self) -> list[forms.BoundField]:
        """The rest of what any act may carry."""
        return [self[name] for name in ("to", "name", "known")]

    def reports(self) -> bool:
        """Whether a document reports it, old or new."""
        return super().reports() or self._is_new()

    def _is_new(self) -> bool:
        return any(
            self.cleaned_data[name] for name in self.DOCUMENT if name != "retrieved"
        )  # that is filled in beforehand

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The document where it is new, the statement, its tags."""
        del token
        typed = self.cleaned_data
        body = Statement(**self.shared(), points=(typed["point"],) if typed["point"] else ())
        if not self._is_new():
            self.made = typed["source"]
            return (body, *self.tagging(0))
        if typed["source"]:
            refuse("Choose a document from the list, or register a new one; not both.")
        document = registered(self.view, typed)
        self.made = naming.free_name(self.view, document.outlet, "source")
        return (
            Hand(document, Said(to="public", name=self.made)),
            Hand(body, self.said(), document),
            *self.tagging(1),
        )

    def onward(self, back: str) -> str:
        """Back to the page, with the document chosen for the next statement."""
        parts = urlsplit(back)
        kept = [(name, value) for name, value in parse_qsl(parts.query) if name != "source"]
        chosen = [("source", self.made)] if self.made else []
        return parts._replace(query=urlencode([*kept, *chosen]), fragment="").geturl()


class SourceForm(NewDocument, ActForm):
    """A document that reported facts are taken from."""

    FURTHER = ("to",)

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The document."""
        del token
        return (registered(self.view, self.cleaned_data),)

    def said(self) -> Said:
        """Everybody may know of a document, unless its readers are named; its name is made of its outlet."""
        typed = self.cleaned_data
        name = typed["name"] or naming.free_name(self.view, typed["outlet"], "source")
        return Said(to=typed["to"] or "public", name=name)

    def own_fields(self) -> list[forms.BoundField]:
        """The document's own fields, and its name."""
        return [*(self[name] for name in NewDocument.base_fields), self["name"]]

    def done(self) -> str:
        """Which document can be cited now."""
        return _now("“%(title)s” is registered.") % {"title": self.cleaned_data["title"]}


DOORS = (
    Door("statement", _("Record a statement"), StatementForm),
    Door("quick-statement", _("Add a statement"), QuickForm),
    Door("source", _("Register a document"), SourceForm),
)
