"""The doors of a room: a note, a draft, how one ranks options; and sending, which nothing takes back."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from onetext.exchange import wordings
from onetext.exchange.bounds import ON_A_REQUEST
from onetext.process import actors, alignments, fields, naming, rooms, texts, titles
from onetext.process.releases import Release
from onetext.process.texts import Line, Table
from onetext.record.act import Act
from onetext.record.audience import KEEPER, Audience
from onetext.record.errors import RecordError, refuse
from onetext.record.view import View
from onetext.sentences import say, term
from onetext.text.provision import Wording
from onetext.web.asked import Asked
from onetext.web.doors import Door, choices
from onetext.web.doors.form import ActForm, Choices
from onetext.web.gate import Hand, Said

LARGEST = 8 * 1024 * 1024
LONGEST = 1_000_000


class Private(ActForm):
    """What a side does in its room: only itself reads it, unless it says otherwise."""

    FURTHER = ("to", "name")

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        widget = self.fields["to"].widget
        widget.choices = [("", _now("only my own side")), *list(widget.choices)[1:]]

    def own_fields(self) -> list[forms.BoundField]:
        """The fields of the act itself."""
        general = ActForm.FURTHER
        return [field for field in self if field.name not in general]

    def said(self) -> Said:
        """Only one's own side reads it, unless others are named."""
        typed = self.cleaned_data
        return Said(to=typed["to"] or self.view.viewer.name, name=typed["name"])


class NoteForm(Private):
    """A note for one's own side."""

    words = forms.CharField(
        label=_("Note"), max_length=rooms.LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"})
    )

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One note."""
        del token
        return (rooms.Note(self.cleaned_data["words"]),)

    def done(self) -> str:
        """Who reads it."""
        return _now("Noted.")


@dataclass(frozen=True)
class Drafted:
    """What is said of a draft: the `line` of which it is the next version, or the `title` of a new one."""

    line: str = ""
    title: str = ""
    label: str = ""
    lang: str = ""
    name: str = ""
    to: str = ""


def drafted(view: View, asked: Asked, said: Drafted, found: Wording) -> tuple[Hand, ...]:
    """A draft where it is new, and its version, for one's own side unless others are named."""
    of_it = Said(to=said.to or view.viewer.name)
    if said.line:
        if said.title.strip():
            refuse("A new version stands under the title of its draft: leave the title out, or open a new draft.")
        line = choices.one(view, said.line, Line)
        name = said.name or naming.free_name(view, f"{line.handle} 1", "version")
        return (Hand(_next(view, line, said, found, of_it), replace(of_it, name=name)),)
    if not said.title.strip():
        refuse("Give the draft a title.")
    name = said.name or naming.free_name(view, said.title, "draft")
    me = () if asked.whose == KEEPER else (asked.whose,)

    def version(made: tuple[Act[Any], ...]) -> Table:
        return Table(said.label or said.title, line=made[0].id, authors=me, wording=found, lang=said.lang)

    first = replace(of_it, name=naming.free_name(view, f"{name} 1", "version"))
    return (Hand(Line(said.title, me), replace(of_it, name=name)), Hand(version, first))


def _next(view: View, line: Act[Line], said: Drafted, found: Wording, of_it: Said) -> Table:
    """The next version of a draft: its points keep their ids by their words."""
    head = texts.head(view, line.id)
    words, disposed = alignments.succeeding(view, found, line.id, rooms.addressed(view, of_it.to))
    return Table(
        said.label or line.body.title,
        line=line.id,
        parent=head.id if head else "",
        authors=line.body.sponsors,
        wording=words,
        lang=said.lang,
        disposed=disposed,
    )


class DraftForm(Private):
    """A draft of one's own, or a new version of one."""

    line = forms.CharField(label=_("A new draft, or a version of"), required=False, widget=forms.Select)
    title = forms.CharField(label=_("Title"), required=False, max_length=300, help_text=_("Of a new draft."))
    label = forms.CharField(
        label=_("What this version is called"),
        required=False,
        max_length=200,
        help_text=_("Such as “For the minister”."),
    )
    text = forms.CharField(
        label=_("Its text"),
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto"}),
    )
    document = forms.FileField(
        label=_("or a document"),
        required=False,
        allow_empty_file=True,
        help_text=_("Word, OpenDocument, HTML, Markdown, Akoma Ntoso or plain text."),
    )
    changes = forms.ChoiceField(
        label=_("Tracked changes in it"),
        required=False,
        choices=[
            ("", _("there are none")),
            ("accepted", _("count as accepted")),
            ("rejected", _("count as rejected")),
        ],
    )
    lang = forms.CharField(label=_("Language"), required=False, max_length=35, help_text=_("Such as en, fr or ar."))

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        me = asked.whose
        mine = [act for act in texts.lines(view) if me in {KEEPER, act.party or act.author}]
        choices.choose(self, "line", [(act.id, act.body.title) for act in mine], _now("a new draft"))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The draft where it is new, and its version."""
        typed = self.cleaned_data
        said = Drafted(*(typed[name] for name in ("line", "title", "label", "lang", "name", "to")))
        return drafted(self.view, self.asked, said, self._wording(token))

    def _wording(self, token: Callable[[], str]) -> Wording:
        file, text = self.cleaned_data["document"], self.cleaned_data["text"]
        if file is not None and text.strip():
            refuse("Give the text once: pasted, or as a document.")
        new_id = texts.new_ids(token())
        if file is None and self.cleaned_data["changes"]:
            refuse("Only a document has tracked changes: leave that choice open for words that are pasted.")
        if file is None:
            found = wordings.typed(text.replace("\r\n", "\n"), new_id, ON_A_REQUEST)
        elif file.size > LARGEST:
            refuse("The document is larger than {most} MB; paste its text instead.", most=LARGEST // 1024 // 1024)
        else:
            changes = self.cleaned_data["changes"] or None
            found = wordings.wording(file.read(), file.name or "", new_id, changes, bounds=ON_A_REQUEST)
        if not any(point.words or point.number for point in found):
            refuse("There are no words in it: paste the text, or choose the document that holds it.")
        return found

    def done(self) -> str:
        """That nobody else reads it yet."""
        return _now("The draft is in your room. Send it when you want others to read it.")


@dataclass(frozen=True)
class Thing:
    """An act that is to be sent: what it is, by whom, and all that it says."""

    id: str
    handle: str
    what: str
    author: str
    says: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Plan:
    """What would be read by whom from now on. `seen` is the mark of exactly this."""

    things: tuple[Thing, ...]
    to: Audience
    everybody: bool
    readers: tuple[str, ...]
    seen: str


class SendForm(ActForm):
    """Sending what one keeps: first what and to whom, then once more exactly that, to confirm."""

    acts = forms.MultipleChoiceField(label=_("What"))
    seen = forms.CharField(required=False)
    FURTHER = ()
    template = "doors/send.html"

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        self.mine = _mine(view, asked)
        field = self.fields["acts"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = self.mine
        self.chosen = tuple(self.data.getlist("acts")) if self.is_bound else asked.words("acts")  # type: ignore[attr-defined]  # a form's data is a QueryDict
        self.receiver = str(self.data.get("to") or "") if self.is_bound else asked.word("to")
        self.refusal = ""
        self.plan = self._plan() if self.chosen and self.receiver else None

    def receivers(self) -> Choices:
        """To whom something can be sent: the table, one side, everybody."""
        found: Choices = [("table", _now("the whole table"))]
        found += [(slug, actors.name(self.view, slug)) for slug in actors.seated(self.view) if slug != self.asked.whose]
        return [*found, ("public", _now("everybody, the public too"))]

    def _plan(self) -> Plan | None:
        """What would be read by whom; None where that cannot be, for the reason in `refusal`."""
        try:
            return sending(self.view, self.asked, self.chosen, self.receiver)
        except RecordError as error:
            self.refusal = error.args[0]
            return None

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One release, of exactly what was shown."""
        del token
        if self.plan is None:
            refuse(self.refusal or say("Say to whom."))
        if self.cleaned_data["seen"] != self.plan.seen:
            refuse("Read once more what will be sent, and to whom, and then confirm it.")
        return (Release(tuple(thing.id for thing in self.plan.things), self.plan.to),)

    def said(self) -> Said:
        """A release is addressed to those whom it opens the acts to."""
        to = self.plan.to if self.plan else ()
        return Said(to="public" if "*" in to else ",".join(to))

    def done(self) -> str:
        """That it is sent, and to whom."""
        plan = self.plan
        who = _now("everybody") if plan is None or plan.everybody else ", ".join(plan.readers)
        return _now("Sent. From now on it can be read by %(who)s.") % {"who": who}


def _mine(view: View, asked: Asked) -> Choices:
    """What whoever is here keeps and could send."""
    me = asked.whose
    kept = (act for act in rooms.kept(view) if (act.party or act.author) == me)
    return [
        (act.id, say("{who}: {what}", who=term(titles.title(act)), what=choices.short(rooms.told(view, act))))
        for act in kept
    ]


def sending(view: View, asked: Asked, ids: tuple[str, ...], to: str) -> Plan:
    """Exactly what would be read by whom, if whoever is here sent these. Raises Refused where that cannot be."""
    mine = dict(_mine(view, asked))
    if unknown := [id_ for id_ in ids if id_ not in mine]:
        refuse("There is nothing of your own called “{name}” that is still to be sent.", name=unknown[0][:12])
    return planned(view, ids, to)


def planned(view: View, ids: tuple[str, ...], to: str) -> Plan:
    """Exactly what these readers could read from now on. Raises Refused where nobody of that name is known."""
    sent, readers = rooms.complete(view, ids), rooms.addressed(view, to)
    things = tuple(_thing(view, act) for act in map(view.act, sent) if act is not None)
    me = view.viewer.name
    names = tuple(actors.name(view, slug) for slug in readers if slug not in {me, "*", KEEPER})
    mark = hashlib.sha256("\n".join((*sent, *readers)).encode()).hexdigest()
    return Plan(things, readers, "*" in readers, names, mark)


def _thing(view: View, act: Act[Any]) -> Thing:
    author = actors.name(view, act.party or act.author)
    return Thing(act.id, act.handle, titles.title(act), author, fields.fields(view, act))


DOORS = (
    Door("note", _("Write a note"), NoteForm),
    Door("draft", _("Keep a draft"), DraftForm),
    Door("send", _("Send"), SendForm),
)
