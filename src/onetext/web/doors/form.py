"""What all doors share: the fields that any act may carry, and how a form becomes acts."""

import copy
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from onetext.process import actors, negotiation, sources, told
from onetext.record.act import Act
from onetext.record.audience import KEEPER, PUBLIC, Audience
from onetext.record.errors import RecordError
from onetext.record.view import View
from onetext.web import gate
from onetext.web.asked import Asked
from onetext.web.gate import Said, Visit
from onetext.web.templatetags.saying import in_the_readers_words

Choices = list[tuple[str, str]]
Grouped = Sequence[tuple[str, str | Choices]]
GROUPS = {
    "party": _("The parties"),
    "seat": _("Mediators and observers"),
    "people": _("People"),
    "others": _("Other states and bodies"),
}


class Answer(forms.BoundField):
    """A field as it stands on a page: a list of several answers, none of which is given, begins with no answer.

    A browser shows the first of a list as chosen and sends it; nobody shall have said what they only left untouched.
    """

    def as_widget(self, widget: forms.Widget | None = None, *args: Any, **options: Any) -> SafeString:
        """The field as HTML, its list with the empty first choice that it needs."""
        return super().as_widget(widget or _unanswered(self), *args, **options)


def _unanswered(field: forms.BoundField) -> forms.Widget:
    widget: forms.Widget = field.field.widget
    if not isinstance(widget, forms.Select) or widget.allow_multiple_selected:
        return widget
    offered = _values(widget.choices)
    follows_of_itself = not offered[1:]
    if follows_of_itself or "" in offered or str(field.value()) in offered:
        return widget
    found = copy.deepcopy(widget)
    found.choices = [("", str(_("choose …"))), *widget.choices]
    return found


def _stands(field: forms.BoundField) -> Any:
    """What a field says as it stands: what was typed, or filled in beforehand, or what a list begins with."""
    said, widget = field.value(), _unanswered(field)
    if said or not isinstance(widget, forms.Select) or widget.allow_multiple_selected:
        return said if said is not None else ""
    return next(iter(_values(widget.choices)), "")


def _values(choices: Iterable[Any]) -> list[str]:
    """What can be chosen, those in groups too."""
    return [
        str(value)
        for one, label in choices
        for value in ([one] if isinstance(label, str | Promise) else _values(label))
    ]


class ActForm(forms.Form):
    """A form of a door.

    A subclass adds the fields of its act and says in `bodies` what they make. `view` is what whoever fills it in sees,
    so that no choice names what they may not see.
    """

    to = forms.CharField(label=_("Who may read it"), required=False, widget=forms.Select)
    name = forms.SlugField(label=_("A short name for it"), required=False, max_length=64)
    when = forms.CharField(label=_("When it happened"), required=False, max_length=200)
    source = forms.CharField(label=_("The document that reports it"), required=False, widget=forms.Select)
    quote = forms.CharField(label=_("A short quotation from it"), required=False, max_length=2000)
    place = forms.CharField(label=_("Where in it"), required=False, max_length=200)
    known = forms.CharField(
        label=_("Since when it was known, if not since the document was published"), required=False, max_length=40
    )
    bound_field_class = Answer
    template = "doors/form.html"
    required_css_class = "needed"
    shown_again = False
    """Whether what was sent asks for another shape of the form, and hands nothing in."""
    FURTHER: tuple[str, ...] = ("to", "name", "when", "source", "quote", "place", "known")

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.view, self.asked = view, asked
        self.handed_in: tuple[Act[Any], ...] = ()
        self.fields["to"].widget.choices = readers(view)
        self.fields["source"].widget.choices = [("", _("none: it is done here")), *documents(view)]

    def own_fields(self) -> list[forms.BoundField]:
        """The fields of the act itself."""
        return [field for field in self if field.name not in self.FURTHER]

    def further_fields(self) -> list[forms.BoundField]:
        """The fields that any act may carry."""
        return [self[name] for name in self.FURTHER]

    @property
    def unfolded(self) -> bool:
        """Whether the fields that any act may carry are to be seen at once: something was said there."""
        return self.is_bound and any(field.data or field.errors for field in self.further_fields())

    def point_to(self, lacking: Iterable[str]) -> None:
        """Put the focus on the first of the fields that were found to be lacking, when the form comes back."""
        first = next((name for name in lacking if name in self.fields), None)
        if first is not None:
            self.fields[first].widget.attrs["autofocus"] = True

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The bodies of the acts that the cleaned form asks for; `token` gives what new ids are made of."""
        raise AssertionError(f"{type(self).__name__} makes no act of {token}")

    def hand_in(self, at: Visit, once: str) -> None:
        """Hand in its acts as whoever is here, all or none. Raises Refused with the reason.

        `once` names the submission; AlreadyRecorded where it succeeded before.
        """
        self.handed_in = gate.hand_in(at, *self.bodies(at.record.token), said=self.said(), once=once)

    def read_by(self) -> str:
        """Who will be able to read what is handed in, as the form stands; "" where that cannot be said yet."""
        return self._told(None, None)

    def read_as_usual(self) -> str:
        """The same where no readers are chosen, and it is done here."""
        return self._told("", "")

    def read_as_reported(self) -> str:
        """The same where no readers are chosen, and a document reports it."""
        source = next(iter(sources.documents(self.view)), None)
        return self._told("", source.id) if source else ""

    def _told(self, to: str | None, source: str | None) -> str:
        filled = copy.copy(self)
        filled.cleaned_data = {name: _stands(self[name]) for name in self.fields}
        chosen = {"to": to, "source": source}
        filled.cleaned_data |= {name: said for name, said in chosen.items() if said is not None and name in self.fields}
        try:
            said = filled.said()
            return in_words(self.view, gate.readers(self.view, Said(to=said.to, source=said.source)))
        except RecordError:
            return ""

    def who_may(self) -> str:
        """Who alone may do this, for whoever opens the form and may at most record that another did it."""
        return ""

    def report(self) -> object | None:
        """What is told at length when the acts are in, drawn by its template, where one sentence is not enough."""
        return None

    def answer(self) -> object | None:
        """What the form tells of what was typed, for one that only asks and hands in nothing; drawn by its template."""
        return None

    def onward(self, back: str) -> str:
        """Where to go when the acts are in: back to where the form was opened, unless a form says more."""
        return back

    def done(self) -> str:
        """What is said when the acts are in: what the first of them says, in a line."""
        done = str(_("Done."))
        if not self.handed_in:
            return done
        return f"{done} {in_the_readers_words(told.Telling(self.view).headline(self.handed_in[0], told.WIDEST))}"

    def said(self) -> Said:
        """What was typed about the act itself."""
        return Said(**{name: self.cleaned_data.get(name) or "" for name in self.FURTHER})


def in_words(view: View, audience: Audience) -> str:
    """Readers in words: everybody, only oneself, the table by name, or some."""
    if audience == PUBLIC:
        return str(_("everybody, the public too"))
    me = view.viewer.name
    names = str(_(", ")).join(actors.name(view, slug) for slug in audience if slug != KEEPER)
    if set(audience) <= {me, KEEPER}:
        return str(_("only %(me)s")) % {"me": actors.name(view, me)}
    table = set(actors.seated(view))
    return f"{_('everybody at the table')} ({names})" if table and table <= set(audience) else names


def readers(view: View) -> Choices:
    """The audiences to choose from: the usual one first, then narrower ones, then the public."""
    me = view.viewer.name
    found: Choices = [("", str(_("as usual"))), ("table", str(_("everybody at the table")))]
    found += [(me, str(_("only %(me)s")) % {"me": actors.name(view, me)})] if me != KEEPER else []
    for slug in actors.seated(view):
        if slug != me:
            both = {"me": actors.name(view, me), "other": actors.name(view, slug)}
            found.append((f"{me},{slug}", str(_("only %(me)s and %(other)s")) % both))
    return [*found, ("public", str(_("everybody, the public too")))]


def documents(view: View) -> Choices:
    """The sources that are registered, the latest first."""
    return [(act.handle, f"{act.body.outlet}: {act.body.title}") for act in reversed(sources.documents(view))]


def everybody(view: View, nobody: str | None = None) -> Grouped:
    """Every actor in groups, the parties first; with `nobody`, a first choice for none."""
    return in_groups(view, [act.body.slug for act in actors.everybody(view)], nobody)


def in_groups(view: View, slugs: Iterable[str], nobody: str | None = None) -> Grouped:
    """Actors to choose from, by name, under what they are here; where they are all alike no group is named."""
    groups: dict[str, Choices] = {str(title): [] for title in GROUPS.values()}
    for slug, called in sorted(((slug, actors.name(view, slug)) for slug in slugs), key=lambda one: one[1]):
        groups[str(GROUPS[_group(view, slug)])].append((slug, called))
    first = [("", nobody)] if nobody is not None else []
    found = [(title, choices) for title, choices in groups.items() if choices]
    return [*first, *found] if len(found) > 1 else [*first, *(one for _title, alike in found for one in alike)]


def _group(view: View, slug: str) -> str:
    role = actors.role(view, slug)
    if role != "away":
        return "party" if role == "party" else "seat"
    return "people" if actors.kind(view, slug) in {"person", "team"} else "others"


def zone(view: View) -> str:
    """The name of the record's time zone."""
    return str(negotiation.zone(view))
