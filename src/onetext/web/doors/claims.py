"""The doors of claims: what is asserted, of every kind, and who contradicts it."""

from collections.abc import Callable, Mapping
from typing import Any, get_args

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from onetext.process import addressing, claims, texts
from onetext.process.claims import Asserts, Claim, Part, Rebuttal, Role
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.sentences import term
from onetext.text.alignment import Disposition
from onetext.web.asked import Asked
from onetext.web.doors import Door, choices
from onetext.web.doors.form import ActForm

KINDS = (
    ("position", _("position: what somebody wants or will not have")),
    ("progress", _("progress: how well the talks go")),
    ("authorship", _("authorship: who wrote a text, had an input, sponsors it")),
    ("existence", _("existence: a text exists, or does not")),
    ("knowledge", _("knowledge: somebody knows of a text, or has no knowledge of it")),
    ("disposition", _("disposition: what became of points in a version")),
    ("principle", _("principle: what an outcome must satisfy")),
    ("pressure", _("pressure: a reproach, a threat, a warning")),
    ("context", _("context: a fact outside the text")),
)
PARTS: tuple[tuple[str, Role, bool], ...] = (
    ("author", "author", True),
    ("input", "input", True),
    ("sponsor", "sponsor", True),
    ("position", "position", True),
    ("not_author", "author", False),
    ("not_position", "position", False),
)


class Asserted(ActForm):
    """What a claim and a rebuttal have in common: who says it, in which words, in which statement."""

    by = forms.CharField(label=_("Who asserts it"), max_length=500, help_text=_("Several with commas between them."))
    words = forms.CharField(
        label=_("In which words"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )
    statement = forms.CharField(label=_("The statement in which it was said"), required=False, widget=forms.Select)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        choices.choose(self, "statement", choices.every_statement(view), _now("none recorded"))


class ClaimForm(Asserted):
    """A claim of any kind; the fields of other kinds stay empty."""

    kind = forms.ChoiceField(label=_("What kind of claim"), choices=KINDS)
    text = forms.CharField(label=_("Of which version or draft"), required=False, widget=forms.Select)
    denied = forms.BooleanField(
        label=_("It is denied: it does not exist, or there is no knowledge of it"), required=False
    )
    author = forms.CharField(label=_("Written by"), required=False, max_length=500)
    input = forms.CharField(label=_("With input from"), required=False, max_length=500)
    sponsor = forms.CharField(label=_("Sponsored by"), required=False, max_length=500)
    position = forms.CharField(label=_("The position of"), required=False, max_length=500)
    not_author = forms.CharField(label=_("Not written by"), required=False, max_length=500)
    not_position = forms.CharField(label=_("Not the position of"), required=False, max_length=500)
    became = forms.ChoiceField(label=_("What became of it"), required=False)
    points = forms.MultipleChoiceField(label=_("Of which points"), required=False)
    topic = forms.CharField(
        label=_("Of which topics"), required=False, max_length=500, help_text=_("Words with commas: NATO, Europe")
    )
    on = forms.CharField(label=_("Pressure on whom"), required=False, max_length=500)
    template = "doors/claim.html"
    ASKED: Mapping[str, tuple[str, ...]] = {
        "position": ("points",),
        "authorship": ("text", "author", "input", "sponsor", "position", "not_author", "not_position"),
        "existence": ("text", "denied"),
        "knowledge": ("text", "denied"),
        "disposition": ("text", "became", "points", "topic"),
        "pressure": ("on",),
    }
    OF_KIND = (
        ("authorship", ("author", "input", "sponsor", "position", "not_author", "not_position")),
        ("disposition", ("became", "topic")),
        ("pressure", ("on",)),
    )

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        choices.choose(self, "text", choices.every_text(view), _now("none"))
        became, points = self.fields["became"], self.fields["points"]
        assert isinstance(became, forms.ChoiceField)
        assert isinstance(points, forms.MultipleChoiceField)
        became.choices = [("", "—"), *((word, term(word)) for word in get_args(Disposition))]
        points.choices = choices.every_point(view)

    def own_fields(self) -> list[forms.BoundField]:
        """What every kind of claim has."""
        return [self[name] for name in ("kind", "by", "words", "statement", "text", "denied", "points")]

    def fields_of_kinds(self) -> list[tuple[str, list[forms.BoundField]]]:
        """For some kinds what only they have."""
        return [(kind, [self[name] for name in found]) for kind, found in self.OF_KIND]

    def clean(self) -> dict[str, Any]:
        """What a claim of another kind says is not left out of this one unasked."""
        typed = dict(super().clean() or {})
        kind = typed.get("kind", "")
        for name in dict.fromkeys(name for names in self.ASKED.values() for name in names):
            if typed.get(name) and kind and name not in self.ASKED.get(kind, ()):
                self.add_error(name, _now("A claim of this kind does not say this: empty it, or choose another kind."))
        return typed

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One claim."""
        del token
        typed = self.cleaned_data
        by = addressing.meant(self.view, typed["by"])
        return (Claim(by, typed["words"], self._asserts(), choices.statement(self.view, typed["statement"])),)

    def _asserts(self) -> Asserts:
        typed = self.cleaned_data
        plain: dict[str, Asserts] = {
            "progress": claims.Progress(),
            "principle": claims.Principle(),
            "context": claims.Context(),
        }
        match typed["kind"]:
            case "authorship":
                return claims.Authorship(self._text(), self._parts())
            case "existence":
                return claims.Existence(self._text(), not typed["denied"])
            case "knowledge":
                return claims.Knowledge(self._text(), not typed["denied"])
            case "disposition":
                return self._disposed()
            case "pressure":
                return claims.Pressure(addressing.meant(self.view, typed["on"]))
            case kind:
                return plain.get(kind) or claims.Position(tuple(typed["points"]))

    def _text(self) -> str:
        return choices.one(self.view, self.cleaned_data["text"], texts.Table, texts.Line).id

    def _parts(self) -> tuple[Part, ...]:
        named = ((role, addressing.meant(self.view, self.cleaned_data[name]), holds) for name, role, holds in PARTS)
        return tuple(Part(role, who, holds) for role, who, holds in named if who)

    def _disposed(self) -> claims.Disposed:
        typed = self.cleaned_data
        if not typed["became"]:
            refuse("Say what became of it: kept, reworded, dropped …")
        return claims.Disposed(self._text(), typed["became"], tuple(typed["points"]), choices.listed(typed["topic"]))

    def done(self) -> str:
        """Whose claim is in."""
        return _now("The claim of %(who)s is recorded. It changes no word of the text.") % {
            "who": self.cleaned_data["by"]
        }


class RebutForm(Asserted):
    """Somebody contradicts a claim."""

    claim = forms.CharField(label=_("Which claim"), widget=forms.Select)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        choices.choose(self, "claim", choices.every_claim(view))
        self.order_fields(("claim",))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One rebuttal."""
        del token
        typed = self.cleaned_data
        by = addressing.meant(self.view, typed["by"])
        said = choices.statement(self.view, typed["statement"])
        return (Rebuttal(choices.claim(self.view, typed["claim"]), by, typed["words"], said),)

    def done(self) -> str:
        """That both stay."""
        return _now("The rebuttal is recorded; the claim stays beside it.")


DOORS = (Door("claim", _("Record a claim"), ClaimForm), Door("rebut", _("Rebut a claim"), RebutForm))
