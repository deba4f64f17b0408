"""The doors of interests: what a party wants behind its positions, whether the words meet it, and giving it up."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

from django import forms
from django.utils.translation import gettext_lazy as _

from onetext.process import actors, interests, points
from onetext.process.interests import Answer, Drop, Recognised, Verdict, Want
from onetext.record.errors import refuse
from onetext.sentences import term
from onetext.web.doors import Door
from onetext.web.doors.choosing import OverTheText, all_points, offer, one, several
from onetext.web.doors.form import ActForm, everybody
from onetext.web.gate import Said


class WantForm(ActForm):
    """A party has an interest."""

    wants = forms.CharField(label=_("What is wanted"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    provisions = several(_("Which points are to meet it"), required=False)
    recognition = one(_("Which kind of recognition it is about"), required=False)
    party = one(_("Whose interest"), required=False)
    asserter = one(_("Who says so"), required=False)
    reason = forms.CharField(label=_("More about it"), required=False, max_length=2000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "provisions", all_points(self.view))
        offer(
            self,
            "recognition",
            [(kind, term(kind) if kind else str(_("none of these"))) for kind in get_args(Recognised)],
        )
        offer(self, "party", everybody(self.view, str(_("my own"))))
        offer(self, "asserter", everybody(self.view, str(_("I do; or whoever records it"))))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The interest."""
        del token
        typed = self.cleaned_data
        party, points_ = typed["party"] or self.asked.whose, tuple(typed["provisions"])
        return (Want(party, typed["wants"], typed["recognition"], points_, typed["asserter"], typed["reason"]),)

    def said(self) -> Said:
        """One's own interest is for one's own eyes, unless one says otherwise."""
        said = super().said()
        own = self.cleaned_data["party"] in {"", self.asked.whose}
        return replace(said, to=self.asked.whose) if own and not said.to and not said.source else said


class AnswerForm(OverTheText):
    """Somebody answers whether a point's words meet an interest."""

    interest = one(_("Which interest"))
    provision = one(_("Whether this point meets it"))
    verdict = one(_("The answer"))
    reason = forms.CharField(label=_("Why"), required=False, max_length=2000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "interest", _wanted(self))
        offer(self, "provision", all_points(self.view))
        offer(self, "verdict", [(verdict, term(verdict)) for verdict in get_args(Verdict)])

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The answer, on the present words."""
        del token
        typed = self.cleaned_data
        standing = points.present(self.view, typed["provision"])
        if standing is None:
            refuse("This point is not in the current text that you can see.")
        words = standing.fingerprint or ""
        return (Answer(typed["interest"], typed["provision"], words, typed["verdict"], typed["reason"]),)


class DropForm(ActForm):
    """A party gives an interest up, or it is no longer ascribed to it."""

    interest = one(_("Which interest"))
    reason = forms.CharField(label=_("Why"), max_length=2000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "interest", _wanted(self))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The word that it is given up."""
        del token
        return (Drop(self.cleaned_data["interest"], self.cleaned_data["reason"]),)


def _wanted(form: ActForm) -> list[tuple[str, str]]:
    found = interests.interests(form.view)
    return [(act.id, f"{actors.name(form.view, act.body.party)}: {act.body.wants}") for act in found]


DOORS = (
    Door("interest", _("Record an interest"), WantForm),
    Door("interest-answer", _("Say whether the words meet an interest"), AnswerForm),
    Door("interest-drop", _("Give an interest up"), DropForm),
)
