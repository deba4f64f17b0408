"""The door of links: two points that belong together."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from onetext.process import links
from onetext.process.links import Link
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.doors import Door
from onetext.web.doors.at_a_point import PointForm, other_points
from onetext.web.templatetags.saying import in_the_readers_words

BONDS = (
    ("trade", _("is given in return for")),
    ("condition", _("holds only on condition of")),
    ("sequence", _("comes before")),
)


class LinkForm(PointForm):
    """A link from a point to another."""

    bond = forms.ChoiceField(label=_("This point"), choices=BONDS, widget=forms.RadioSelect)
    other = forms.CharField(label=_("The other point"), widget=forms.Select)
    reason = forms.CharField(label=_("Why, or in what words"), required=False, max_length=2000)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        self.fields["other"].widget.choices = other_points(view, self.line_id, self.standing.provision.id, "")

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One link."""
        del token
        given = self.cleaned_data
        return (Link(given["bond"], self.standing.provision.id, given["other"], given["reason"], self.line_id),)

    def done(self) -> str:
        """How the two are linked."""
        (body,) = self.bodies(str)
        assert isinstance(body, Link)
        told = in_the_readers_words(links.sentence(self.view, body, body.one))
        return _now("Point %(point)s is %(linked)s.") % {"point": self.label, "linked": told}


DOORS = (Door("link", _("Link two points"), LinkForm),)
