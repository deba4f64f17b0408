"""The doors of issues: opened, narrowed, closed, reopened, split and merged by hand. They close no point."""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from onetext.process import items, texts
from onetext.process.items import Move, Raise
from onetext.process.texts import Table
from onetext.record.view import View
from onetext.sentences import say, term
from onetext.web.asked import Asked
from onetext.web.doors import Door
from onetext.web.doors.at_a_point import PointForm, lines_joined
from onetext.web.doors.form import ActForm, Choices

STEPS = (("narrow", _("narrowed")), ("close", _("closed")), ("reopen", _("open again")))


def standing_issues(view: View) -> Choices:
    """The issues that have not become others, each with its state."""
    every = [found for line in ("", *(act.id for act in texts.lines(view))) for found in items.issues(view, line)]
    return [
        (one.act.id, say("{what} ({state})", what=one.act.body.title, state=term(one.status)))
        for one in every
        if not one.made
    ]


class IssueForm(PointForm):
    """An issue about a point."""

    title = forms.CharField(label=_("The issue"), max_length=300)
    reason = forms.CharField(label=_("Why it is open"), required=False, max_length=2000)

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One issue."""
        del token
        given = self.cleaned_data
        return (Raise(given["title"], self.standing.provision.id, reason=given["reason"], line=self.line_id),)

    def done(self) -> str:
        """That it is open."""
        return _now("Issue “%(title)s” is open.") % {"title": self.cleaned_data["title"]}


class MoveForm(ActForm):
    """An issue is narrowed, closed or reopened."""

    issue = forms.CharField(label=_("Which issue"), widget=forms.Select)
    step = forms.ChoiceField(label=_("It is"), choices=STEPS, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why, or how far"), max_length=2000)
    version = forms.CharField(label=_("In which version, where it is said"), required=False, widget=forms.Select)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        self.fields["issue"].widget.choices = standing_issues(view)
        versions = [(act.id, texts.titled(act)) for act in reversed(texts.versions(view))]
        self.fields["version"].widget.choices = [("", _now("not said")), *versions]

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One step."""
        del token
        given = self.cleaned_data
        version = self.view.find(given["version"], Table).id if given["version"] else ""
        return (Move(self.view.find(given["issue"], Raise).id, given["step"], given["reason"], version),)

    def done(self) -> str:
        """What became of it."""
        title = self.view.find(self.cleaned_data["issue"], Raise).body.title
        return _now("Issue “%(title)s” is %(step)s.") % {"title": title, "step": dict(STEPS)[self.cleaned_data["step"]]}


class SplitForm(ActForm):
    """An issue is split."""

    issue = forms.CharField(label=_("Which issue"), widget=forms.Select)
    titles = forms.CharField(label=_("Its parts, one a line"), widget=forms.Textarea(attrs={"rows": 4}))
    reason = forms.CharField(label=_("Why"), required=False, max_length=2000)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        self.fields["issue"].widget.choices = standing_issues(view)

    def clean_titles(self) -> str:
        """A part is no whole."""
        found = lines_joined(self.cleaned_data["titles"])
        if len(self._parts(found)) < 2:  # noqa: PLR2004  one part is no split
            raise forms.ValidationError(_now("Name at least two parts, one a line."))
        return found

    @staticmethod
    def _parts(text: str) -> list[str]:
        return [line.strip() for line in text.split("\n") if line.strip()]

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One issue for each part."""
        del token
        act, why = self.view.find(self.cleaned_data["issue"], Raise), self.cleaned_data["reason"]
        body = act.body
        return tuple(
            Raise(title, body.provision, body.version, "split", (act.id,), why, body.line)
            for title in self._parts(self.cleaned_data["titles"])
        )

    def done(self) -> str:
        """That it is split."""
        return _now("The issue is split.")


class MergeForm(ActForm):
    """Issues become one."""

    issues = forms.MultipleChoiceField(label=_("Which issues"), widget=forms.CheckboxSelectMultiple)
    title = forms.CharField(label=_("The one issue"), max_length=300)
    reason = forms.CharField(label=_("Why"), required=False, max_length=2000)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        cast("forms.MultipleChoiceField", self.fields["issues"]).choices = standing_issues(view)

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The issue that they become; about their point, where they have one in common."""
        del token
        found = [self.view.find(id_, Raise) for id_ in self.cleaned_data["issues"]]
        about = {(act.body.provision, act.body.line) for act in found}
        provision, line = about.pop() if len(about) == 1 else ("", found[0].body.line)
        parents = tuple(act.id for act in found)
        why = self.cleaned_data["reason"]
        return (Raise(self.cleaned_data["title"], provision, "", "merge", parents, why, line),)

    def done(self) -> str:
        """That they are one."""
        return _now("The issues are merged into “%(title)s”.") % {"title": self.cleaned_data["title"]}


DOORS = (
    Door("issue", _("Open an issue"), IssueForm),
    Door("move-issue", _("Narrow, close or reopen an issue"), MoveForm),
    Door("split-issue", _("Split an issue"), SplitForm),
    Door("merge-issues", _("Merge issues"), MergeForm),
)
