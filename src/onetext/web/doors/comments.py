"""The door of comments: on a point, on some of its words, or in answer to another."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from onetext.process import comments
from onetext.process.comments import Comment
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.doors import Door
from onetext.web.doors.at_a_point import PointForm, lines_joined


class CommentForm(PointForm):
    """A comment on a point."""

    text = forms.CharField(label=_("Comment"), widget=forms.Textarea(attrs={"rows": 4}), max_length=20_000)
    words = forms.CharField(
        label=_("On which words"), required=False, max_length=5000, help_text=_("Leave it empty for the whole point.")
    )
    answers = forms.CharField(label=_("In answer to"), required=False, widget=forms.Select)
    by = forms.CharField(label=_("Who said it, where a document names a person"), required=False, max_length=200)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        made = [act for act in comments.comments(view, self.standing.provision.id) if act.body.line == self.line_id]
        said = [(act.id, f"{comments.speaker(view, act)}: {act.body.text[:60]}") for act in made]
        self.fields["answers"].widget.choices = [("", _now("nobody: a comment of its own")), *said]

    def own_fields(self) -> list[forms.BoundField]:
        """The fields of a comment; who said it is for what a document reports."""
        return [field for field in super().own_fields() if field.name != "by"]

    def further_fields(self) -> list[forms.BoundField]:
        """The fields that any act may carry, and who said it."""
        return [*super().further_fields(), self["by"]]

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One comment."""
        del token
        given = self.cleaned_data
        answers = self.view.find(given["answers"], Comment).id if given["answers"] else ""
        text = lines_joined(given["text"])
        point = self.standing.provision.id
        reported = bool(given["source"])
        words = given["words"] if reported else comments.quoted(self.view, point, given["words"], self.line_id)
        return (Comment(point, text, words, given["by"], answers, self.line_id),)

    def done(self) -> str:
        """That the comment is there."""
        return _now("Your comment on point %(point)s is recorded.") % {"point": self.label}


DOORS = (Door("comment", _("Comment on a point"), CommentForm),)
