"""The door of the map: an area or line as of a day, from pasted GeoJSON or a file."""

from collections.abc import Callable
from typing import Any, get_args

import msgspec
from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from onetext.process import addressing, areas, moments
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.text.plain_text import UnreadableText, decode
from onetext.web.asked import Asked
from onetext.web.doors import Door, choices
from onetext.web.doors.form import ActForm, everybody

MOST_SHOWN = 500
"""Places of a path on the map beside which one draws."""


class AreaForm(ActForm):
    """An area or line. Several days under one title are the same one at several moments."""

    title = forms.CharField(
        label=_("Title"), max_length=300, help_text=_("The same title at another day is the same area, moved.")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[(one, _(one)) for one in get_args(areas.Status)])
    geometry = forms.CharField(
        label=_("Its extent"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "dir": "ltr"}),
        help_text=_(
            "Its corners, one a line, latitude and longitude: 59.91, 10.75. An area ends where it began. "
            "GeoJSON is read too. Leave it empty where the extent is not known."
        ),
    )
    file = forms.FileField(label=_("or a GeoJSON file"), required=False, allow_empty_file=True)
    as_of_day = forms.CharField(
        label=_("As of which day"), required=False, max_length=40, widget=forms.DateInput(attrs={"type": "date"})
    )
    moving = forms.BooleanField(
        label=_("It is where something stands at a moment, such as a front line"), required=False
    )
    actor = forms.CharField(label=_("Who holds, claims or withdraws"), required=False, widget=forms.Select)
    point = forms.CharField(label=_("The point that speaks of it"), required=False, widget=forms.Select)
    note = forms.CharField(label=_("A sentence about it"), required=False, max_length=2000)
    template = "doors/area.html"

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        choices.choose(self, "actor", everybody(view, nobody=_now("nobody named")))
        choices.choose(self, "point", choices.every_point(view), _now("none"))

    def shapes(self) -> str:
        """What is on the map already, to draw beside it: JSON, each place as its latitude and longitude."""
        known = ((act.body.title, areas.geometry(act.body)) for act in areas.known_on(self.view))
        found = [_shape(title, geometry) for title, geometry in known if geometry is not None]
        return msgspec.json.encode(found).decode()

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One area or line."""
        del token
        typed = self.cleaned_data
        geometry = self._geometry()
        return (
            areas.Draw(
                typed["title"],
                typed["kind"],
                areas.read_geometry(geometry) if geometry else None,
                moments.day_or_none(typed["as_of_day"]),
                typed["moving"],
                addressing.meant(self.view, typed["actor"])[0] if typed["actor"] else "",
                typed["point"],
                typed["note"],
            ),
        )

    def _geometry(self) -> str:
        file, pasted = self.cleaned_data["file"], self.cleaned_data["geometry"]
        if file is None:
            return str(pasted)
        if pasted:
            refuse("Give the extent once: pasted, or as a file.")
        if file.size > areas.LARGEST:
            refuse(
                "The file is larger than {most} MB; simplify the area or line first.", most=areas.LARGEST // 1_000_000
            )
        try:
            return decode(file.read()) or " "
        except UnreadableText as error:
            refuse(error.args[0])

    def done(self) -> str:
        """What is on the map now."""
        return _now("“%(title)s” is on the map.") % {"title": self.cleaned_data["title"]}


def _shape(title: str, geometry: dict[str, Any]) -> dict[str, object]:
    """A geometry as paths, thinned where it has more places than anybody could see."""
    paths = []
    for path in areas.paths(geometry):
        every = -(-len(path) // MOST_SHOWN)
        paths.append([[place[1], place[0]] for place in path[::every]])
    return {"title": title, "area": "Polygon" in geometry["type"], "paths": paths}


DOORS = (Door("area", _("Draw an area or line"), AreaForm),)
