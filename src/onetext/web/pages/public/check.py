"""A report is not the text: its claims beside the text, limb by limb."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from onetext.process import checks, current, points
from onetext.process.checks import Compared
from onetext.record.errors import Refused
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.pages import Page
from onetext.web.pages.acts_told import Name

LONGEST = 2000
# Words of the record that the templates translate.


@dataclass(frozen=True)
class Limb:
    """A limb of the claim beside the nearest limb of the text, with what the comparison finds and why."""

    finding: str
    claim: str
    text: str
    point: str
    version: str
    account: bool
    reason: str


@dataclass(frozen=True)
class Check:
    """The page's value; `refusal` says in a sentence why nothing could be compared."""

    claim: str
    point: str
    points: tuple[Name, ...]
    limbs: tuple[Limb, ...]
    refusal: str


def public_check(view: View, asked: Asked) -> Check:
    """The claim that was typed, beside the text or one point of it."""
    claim, point = asked.word("claim").strip(), asked.word("point")
    named = tuple(Name(one.provision.id, points.label(one)) for one in current.standings(view))
    if len(claim) > LONGEST:
        return Check(claim, point, named, (), _too_long())
    try:
        found = checks.compare(view, claim, current.find(view, point).provision.id if point else "") if claim else ()
    except Refused as refused:
        return Check(claim, point, named, (), refused.args[0])
    return Check(claim, point, named, tuple(map(_limb, found)), "")


def _too_long() -> str:
    return str(_("Give at most %(most)s characters: one sentence of the report at a time.") % {"most": LONGEST})


def _limb(one: Compared) -> Limb:
    version = one.version.handle if one.version else ""
    verdict = one.verdict
    return Limb(verdict.finding, verdict.claim, one.limb, one.label, version, one.account, verdict.reason)


PAGES = (
    Page(
        "public-check",
        _("Check a report"),
        "public/check",
        public_check,
        "pages/public_check.html",
        asks=(("claim", "what a report says"), ("point", "the point that it is about; left out, the whole text")),
    ),
)
