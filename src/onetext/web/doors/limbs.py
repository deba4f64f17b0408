"""The door by which a point is divided into limbs, each with its own actor."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from onetext.process import actors, limbs
from onetext.process.limbs import Divide, Limb
from onetext.record.view import View
from onetext.text.provision import fingerprint
from onetext.web.asked import Asked
from onetext.web.doors import Door
from onetext.web.doors.at_a_point import PointForm, lines_joined
from onetext.web.doors.form import everybody

FEWEST = 3


class DivideForm(PointForm):
    """The limbs of a point: the words of each, and whom it binds."""

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        known = list(self._known())
        self.count = max(len(known) + 1, FEWEST)
        for number in range(1, self.count + 1):
            words, actor = known[number - 1] if number <= len(known) else ("", "")
            self.fields[f"words{number}"] = forms.CharField(
                label=_now("Limb %(number)s") % {"number": number},
                required=False,
                initial=words,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"actor{number}"] = forms.CharField(
                label=_now("Whom limb %(number)s binds") % {"number": number},
                required=False,
                initial=actor,
                widget=forms.Select(choices=everybody(view, _now("nobody by name"))),
            )

    def _known(self) -> Iterator[tuple[str, str]]:
        """The limbs as they were recorded for these words, else as the grammar suggests them."""
        id_ = self.standing.provision.id
        recorded = limbs.of(self.view, id_)
        if recorded and not limbs.on_earlier_words(self.view, id_, self.line_id):
            yield from ((one.words, one.actor) for one in recorded)
            return
        names = {act.body.name.casefold(): act.body.slug for act in actors.everybody(self.view)}
        for one in limbs.suggested(self.present):
            yield one.words, names.get((one.actor or "").casefold(), "")

    def clean(self) -> dict[str, Any]:
        """Whoever is to be bound is bound by words."""
        typed = dict(super().clean() or {})
        for number in range(1, self.count + 1):
            actor = typed.get(f"actor{number}")
            if actor and actor != self.fields[f"actor{number}"].initial and not typed.get(f"words{number}", "").strip():
                self.add_error(f"words{number}", _now("Give the words of this limb, or choose nobody whom it binds."))
        return typed

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The division, of the words that stood there when the form was opened."""
        del token
        given = self.cleaned_data
        said = [(given[f"words{n}"], given[f"actor{n}"]) for n in range(1, self.count + 1)]
        found = [(lines_joined(words).strip(), actor) for words, actor in said if words.strip()]
        parts = tuple(Limb(str(key), words, actor) for key, (words, actor) in enumerate(found, 1))
        return (Divide(self.standing.provision.id, parts, fingerprint(self.began), self.line_id),)

    def done(self) -> str:
        """That it is divided."""
        return _now("Point %(point)s is divided into limbs.") % {"point": self.label}


DOORS = (Door("divide", _("Divide a point into limbs"), DivideForm),)
