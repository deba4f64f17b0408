"""The doors of joint statements: a sentence is released, and what all the speakers released is issued."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onetext.process import joint
from onetext.web.doors import Door
from onetext.web.doors.choosing import all_rounds, offer, one, several
from onetext.web.doors.form import ActForm, everybody


class ReleaseForm(ActForm):
    """Somebody releases a sentence: it may be said in its name too."""

    words = forms.CharField(label=_("The sentence"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    speaker = one(_("Who releases it"), required=False)
    round = one(_("On which round"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "speaker", everybody(self.view, str(_("I do"))))
        offer(self, "round", [("", str(_("none"))), *all_rounds(self.view)])

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The release."""
        del token
        typed = self.cleaned_data
        return (joint.Element(typed["words"], typed["speaker"] or self.asked.whose, typed["round"]),)


class IssueForm(ActForm):
    """A joint statement is issued, in the sentences that all its speakers released."""

    speakers = several(_("Who speaks"))
    round = one(_("On which round"), required=False)
    seen = forms.CharField(
        label=_("The sentences, one a line"),
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Left empty: everything that all the speakers released."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "speakers", everybody(self.view))
        offer(self, "round", [("", str(_("none"))), *all_rounds(self.view)])

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The statement."""
        del token
        typed = self.cleaned_data
        speakers, lines = tuple(typed["speakers"]), typed["seen"].splitlines()
        elements = tuple(filter(None, map(str.strip, lines)))
        if not elements:
            elements = joint.draft(self.view, speakers, typed["round"]).elements
        return (joint.Issue(speakers, elements, typed["round"]),)


DOORS = (
    Door("joint-release", _("Release a sentence for a joint statement"), ReleaseForm),
    Door("joint-issue", _("Issue a joint statement"), IssueForm),
)
