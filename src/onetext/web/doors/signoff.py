"""The doors of sign-off: the order is declared, a text approved, put to somebody; and who says who has had it."""

from collections.abc import Callable
from typing import Any, get_args

from django import forms
from django.utils.translation import gettext_lazy as _

from onetext.process import actors, presentations, signoff, texts
from onetext.process.presentations import Told
from onetext.process.signoff import Approve, Approver, Gate, Order
from onetext.process.texts import MAIN, Table
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.sentences import term
from onetext.web.doors import Door
from onetext.web.doors.choices import every_version
from onetext.web.doors.choosing import Seen, offer, one, several
from onetext.web.doors.form import ActForm, everybody

OFFICE = "office:"


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
        if head is not None and not self.is_bound:
            self.initial.setdefault("version", head.id)

    def meant(self) -> tuple[Act[Table], str]:
        """The version and its words: of the present text those that were seen, of another its own."""
        version = self.view.find(self.cleaned_data["version"], Table)
        head = texts.head(self.view)
        seen = head is not None and version.id == head.id and not self.cleaned_data["source"]
        return version, self.cleaned_data["words"] if seen else signoff.bound(self.view, version).words


class ApproveForm(OverWords):
    """An approver approves a version in its present words."""

    approver = one(_("Whose approval"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        own = signoff.approvers_of(self.view, MAIN, {self.asked.person, self.asked.party})
        every = [s.approver for gate in signoff.gates(self.view) for s in gate.signatures]
        offer(self, "approver", [_choice(self.view, found) for found in dict.fromkeys((*own, *every))])

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The approval."""
        del token
        version, words = self.meant()
        return (Approve(_chosen(self.cleaned_data["approver"]), version.id, words, version.body.line),)

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
