"""The door at which a found text is matched to the versions. It only asks: nothing is handed in."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from onetext.exchange.bounds import ON_A_REQUEST
from onetext.exchange.wordings import wording
from onetext.process import actors, leaks
from onetext.process.leaks import Findings, Match, Pair, Rival
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.text.leaks.matching import Quoted, Telling
from onetext.text.provision import write
from onetext.web.doors import Door
from onetext.web.doors.form import ActForm

LARGEST = 8 * 1024 * 1024
LONGEST = 500_000
MOST_SIGNS = 6


@dataclass(frozen=True)
class Beside:
    """The found text beside one wording of a version. `percent` is the share of words that agree."""

    version: str
    wording: str
    score: float
    percent: int
    present: tuple[str, ...]
    in_part: tuple[Pair, ...]
    altered: tuple[Pair, ...]
    absent: tuple[str, ...]
    unknown: tuple[str, ...]
    beyond: tuple[str, ...]
    held: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Signs:
    """What speaks for one wording against another, each in its place in the found text.

    `has` are words, with those around them, that it has there and the other has not; `lacks` those of the other that
    are missing there.
    """

    wording: str
    against: str
    has: tuple[Quoted, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """What a found text is nearest to. `tied` cannot be told apart from it; `alike` says whether anything agrees."""

    nearest: Beside | None
    alike: bool
    others: tuple[Beside, ...]
    tied: tuple[str, ...]
    signs: tuple[Signs, ...]
    hidden: tuple[str, ...]
    whole: bool
    caution: str


class FoundTextForm(ActForm):
    """A found text: pasted, or in a document of any format that is read."""

    text = forms.CharField(
        label=_("The found text"),
        required=False,
        strip=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    document = forms.FileField(
        label=_("or the document that holds it"), required=False, allow_empty_file=True,
        help_text=_("Word, OpenDocument, plain text …; it is read and not kept."),
    )  # fmt: skip
    whole = forms.BooleanField(
        label=_("It claims to be all of a version, so that what is missing counts"), required=False
    )
    FURTHER = ()
    template = "doors/found_text.html"

    def own_fields(self) -> list[forms.BoundField]:
        """The text, and how to take it."""
        return [self["text"], self["document"], self["whole"]]

    def answer(self) -> Found:
        """The nearest version, and what tells it from the others."""
        whole = self.cleaned_data["whole"]
        return findings(self.view, leaks.matched(self.view, self._text(), whole=whole), whole=whole)

    def _text(self) -> str:
        file, text = self.cleaned_data["document"], self.cleaned_data["text"]
        if file is None:
            if not text.strip():
                refuse("Paste the found text, or choose the document that holds it.")
            ON_A_REQUEST.check_source(text)
            return str(text)
        if text.strip():
            refuse("Give a document or its words, not both.")
        if file.size > LARGEST:
            refuse("The document is larger than {most} MB; paste the part that matters.", most=LARGEST // 1024 // 1024)
        return write(wording(file.read(), file.name or "", str, bounds=ON_A_REQUEST))


def findings(view: View, found: Findings, *, whole: bool) -> Found:
    """What is told of a found text: the nearest wording in full, the signs for and against, the scores of all."""
    told = [_beside(view, match) for match in found.matches]
    best = found.matches[0] if found.matches else None
    signs = [sign for rival in found.rivals for sign in _signs(best, rival)] if best else []
    return Found(
        nearest=told[0] if told else None,
        alike=bool(best and best.likeness.agreed),
        others=tuple(told[1:]),
        tied=tuple(match.called for match in found.tied),
        signs=tuple(signs),
        hidden=(*leaks.hidden_characters(found.found.source), *leaks.shared_marks(found)),
        whole=whole,
        caution=leaks.NOT_PROOF,
    )


def _beside(view: View, match: Match) -> Beside:
    return Beside(
        version=match.version.handle,
        wording=match.wording,
        score=round(match.score, 4),
        percent=round(100 * match.score),
        present=match.present,
        in_part=match.in_part,
        altered=match.altered,
        absent=match.absent,
        unknown=match.unknown,
        beyond=match.likeness.beyond,
        held=tuple((actors.name(view, one.actor), one.how) for one in leaks.held_by(view, match.version)),
    )


def _signs(best: Match, rival: Rival) -> list[Signs]:
    nearest, other = best.called, rival.match.called
    told: list[tuple[str, str, Telling]] = [(nearest, other, rival.against), (other, nearest, rival.speaks)]
    return [
        Signs(called, against, one.has[:MOST_SIGNS], one.lacks[:MOST_SIGNS])
        for called, against, one in told
        if not one.is_nothing
    ]


DOORS = (Door("found-text", _("Match a found text"), FoundTextForm),)
