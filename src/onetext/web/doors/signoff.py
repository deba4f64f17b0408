"""The doors of sign-off: the order is declared, a text approved, put to somebody; and who says who has had it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_args

from django import forms
from django.utils.translation import gettext_lazy as _
from msgspec import structs

from onetext.process import actors, current, presentations, signoff, texts
from onetext.process.presentations import Told
from onetext.process.signoff import Approve, Approver, Gate, Order
from onetext.process.texts import MAIN, Table
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.sentences import term
from onetext.text.provision import Wording
from onetext.web.doors import Door
from onetext.web.doors.choices import every_version
from onetext.web.doors.choosing import Seen, offer, one, several
from onetext.web.doors.form import ActForm, Choices, everybody
from onetext.web.pages.text import wording
from onetext.web.pages.text.drawn import drawn
from onetext.web.pages.text.wording import Words

OFFICE = "office:"
SHOWN = 12
"""How many characters of a digest tell two texts apart for a reader."""


class OrderForm(ActForm):
    """Through which gates the text goes before it is put to somebody."""

    gates = forms.CharField(
        label=_("The gates, one a line"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("On each line who must approve there, with commas: an actor or an office, by name."),
    )
    put_to = several(_("To whom the text is put then"))
    by = several(_("Whose word it is"), required=False, help_text=_("Where a document reports it."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "put_to", everybody(self.view))
        offer(self, "by", everybody(self.view))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The order."""
        del token
        typed = self.cleaned_data
        gates = tuple(
            Gate(tuple(_named(self.view, name.strip()) for name in line.split(",") if name.strip()))
            for line in typed["gates"].splitlines()
            if line.strip()
        )
        return (Order(gates, tuple(typed["put_to"]), MAIN, tuple(typed["by"])),)


class OverWords(ActForm):
    """A form about a version in the words that were on the page when it was opened."""

    version = one(_("Version"))
    words = forms.CharField(widget=Seen, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "version", every_version(self.view))
        head = texts.head(self.view)
        seen: Any = self.fields["words"].widget
        seen.now = signoff.bound(self.view, head).words if head else ""
        if not self.is_bound and (named := self.initial.get("version")):
            self.initial["version"] = self.view.find(named, Table).id

    def meant(self) -> tuple[Act[Table], str]:
        """The version and its words: of the present text those that were seen, of another its own."""
        version = self.view.find(self.cleaned_data["version"], Table)
        head = texts.head(self.view)
        seen = head is not None and version.id == head.id and not self.cleaned_data["source"]
        return version, self.cleaned_data["words"] if seen else signoff.bound(self.view, version).words


@dataclass(frozen=True)
class ReadPoint:
    """A point in the words that are approved; `state` is that of the point as the text shows it."""

    id: str
    label: str
    heading: bool
    words: Words | None
    vacant: bool
    state: str


@dataclass(frozen=True)
class Read:
    """The words that an approval is given for: of which version, the beginning of their digest, point by point."""

    version: str
    digest: str
    points: tuple[ReadPoint, ...]
    unknown: int


class ApproveForm(OverWords):
    """An approver approves a version in its present words, which are shown; a document may report another's."""

    approver = one(_("In whose name you approve"), required=False)
    reported = one(_("Whose approval the document reports, if it is another's"), required=False)
    template = "doors/approve.html"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.signs_for = signoff.approvers_of(self.view, MAIN, {self.asked.person, self.asked.party})
        own: Choices = [_choice(self.view, found) for found in self.signs_for]
        offer(self, "approver", own if len(own) == 1 else [("", str(_("choose …"))), *own])
        every = [s.approver for gate in signoff.gates(self.view) for s in gate.signatures]
        offer(self, "reported", [("", str(_("none"))), *(_choice(self.view, found) for found in dict.fromkeys(every))])

    def own_fields(self) -> list[forms.BoundField]:
        """The version, and in whose name; nobody is asked for what they cannot give."""
        kept = {"reported", *(() if self.signs_for else ("approver",))}
        return [field for field in super().own_fields() if field.name not in kept]

    def further_fields(self) -> list[forms.BoundField]:
        """What any act may carry, and whose approval a document reports."""
        return [*super().further_fields(), self["reported"]]

    def read(self) -> Read | None:
        """The words as they stand now; None before there is a text."""
        head, words = texts.head(self.view), current.wording(self.view)
        if head is None:
            return None
        _at, every = drawn(self.view, self.asked)
        states = {one.id: one.state for one in every}
        called = texts.printed(words or ())
        points = tuple(
            ReadPoint(
                p.id,
                p.number if p.heading else called[p.id],
                p.heading,
                wording.of(p.words, p.lang or head.body.lang) if p.words is not None else None,
                p.vacant,
                "" if p.heading else states.get(p.id, ""),
            )
            for p in words or ()
        )
        return Read(texts.titled(head), signoff.bound(self.view, head).words[:SHOWN], points, _unknown(head, words))

    def clean(self) -> dict[str, Any]:
        """Whose approval it is, and the document where it is another's."""
        found = dict(super().clean() or {})
        if found.get("reported") and not found.get("source"):
            self.add_error(None, _("Another's approval is recorded with the document that reports it: choose which."))
        elif found.get("reported") and found.get("approver") and len(self.signs_for) > 1:
            self.add_error("approver", _("Choose whose approval it is: one of yours, or the one that is reported."))
        elif not found.get("reported") and not found.get("approver"):
            self.add_error(None, _("Choose in whose name you approve."))
        return found

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The approval."""
        del token
        version, words = self.meant()
        whose = self.cleaned_data["reported"] or self.cleaned_data["approver"]
        return (Approve(_chosen(whose), version.id, words, version.body.line),)

    def done(self) -> str:
        """Which version is approved."""
        return _("%(version)s is approved.") % {"version": self.view.find(self.cleaned_data["version"], Table).handle}


class PresentForm(OverWords):
    """A version is put to somebody, if the order allows it."""

    put_to = several(_("To whom it is put"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "put_to", everybody(self.view))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The presentation."""
        del token
        version, words = self.meant()
        return (presentations.Present(version.id, tuple(self.cleaned_data["put_to"]), words),)


class AccountForm(ActForm):
    """Somebody says that an actor was given a version, saw it, or has not received it."""

    version = one(_("Version"))
    actor = one(_("Who has had it, or not"))
    told = one(_("What is said"))
    by = one(_("Who says so"), required=False)
    giver = one(_("Who gave it"), required=False)
    note = forms.CharField(label=_("What else is known"), required=False, max_length=2000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "version", every_version(self.view))
        offer(self, "actor", everybody(self.view))
        offer(self, "told", [(told, term(told)) for told in get_args(Told)])
        offer(self, "by", everybody(self.view, str(_("I do; or the document itself"))))
        offer(self, "giver", everybody(self.view, str(_("it is not said"))))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The account."""
        del token
        typed = self.cleaned_data
        by = typed["by"] or ("" if typed["source"] else self.asked.whose)
        version = self.view.find(typed["version"], Table)
        return (presentations.Account(version.id, typed["actor"], typed["told"], by, typed["giver"], typed["note"]),)


def _unknown(head: Act[Table], words: Wording | None) -> int:
    """How many points the words are known to lack."""
    return texts.unknown_points(structs.replace(head.body, wording=words))


def _named(view: View, text: str) -> Approver:
    """An approver by what a person types: an actor's name or slug, an office's title or name."""
    wanted = text.casefold().removeprefix("the ")
    for act in actors.everybody(view):
        if wanted in {act.body.slug, act.body.name.casefold()}:
            return Approver(actor=act.body.slug)
    for office in view[actors.Actors].offices.values():
        if wanted in {office.name, office.body.title.casefold()}:
            return Approver(office=office.id)
    refuse("“{name}” is no actor and no office of this negotiation that you can see.", name=text)


def _choice(view: View, approver: Approver) -> tuple[str, str]:
    value = f"{OFFICE}{approver.office}" if approver.office else approver.actor
    return value, signoff.title(view, approver)


def _chosen(value: str) -> Approver:
    return Approver(office=value.removeprefix(OFFICE)) if value.startswith(OFFICE) else Approver(actor=value)


DOORS = (
    Door("signoff-order", _("Declare the sign-off order"), OrderForm),
    Door("approve", _("Approve the text"), ApproveForm),
    Door("present", _("Put the text to somebody"), PresentForm),
    Door("had", _("Say who has had a text"), AccountForm),
)
