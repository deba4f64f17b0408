"""The door of comments."""

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext_lazy as _

from onetext.process.comments import Comment
from onetext.web.doors import Door
from onetext.web.doors.form import ActForm


class CommentForm(ActForm):
    """A comment on a point."""

    provision = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(label=_("Comment"), widget=forms.Textarea(attrs={"rows": 4}), max_length=20_000)

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One comment."""
        del token
        return (Comment(self.cleaned_data["provision"], self.cleaned_data["text"]),)


DOORS = (Door("comment", _("Comment on a point"), CommentForm),)
