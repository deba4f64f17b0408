"""One point: everything that is known of it, and everything that one can do there."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from onetext.process import actors, current, limbs, links, points, retained
from onetext.process.items import OpenItem, by_silence
from onetext.process.texts import MAIN, Line
from onetext.record.view import View
from onetext.sentences import say
from onetext.text import brackets
from onetext.web.asked import Asked
from onetext.web.pages import Page
from onetext.web.pages.text import point_parts as parts
from onetext.web.pages.text import wording
from onetext.web.pages.text.drawn import Linked, Place, Point, drawn
from onetext.web.pages.text.whole import may_settle, place_of
from onetext.web.pages.text.wording import Words

DIRECT = ("amend", "stance", "comment", "link", "refer", "redline", "retain", "issue")
FURTHER = ("divide", "quantity", "annex", "leave-open")


@dataclass(frozen=True)
class Kept:
    """That the point is retained, contested: by whom, and why; `mine` where whoever reads can let it go."""

    act: parts.Whence
    by: tuple[str, ...]
    reason: str
    since: str
    mine: bool


@dataclass(frozen=True)
class OfPoint:
    """The page's value. `settled` are the words without what is pending, where that makes a difference."""

    title: str
    place: Place
    point: Point
    before: str
    after: str
    settled: Words | None
    unbalanced: tuple[str, ...]
    why: tuple[str, ...]
    pending: tuple[parts.Amendment, ...]
    dealt: tuple[parts.Amendment, ...]
    stances: tuple[parts.Stance, ...]
    limbs: tuple[parts.Limb, ...]
    limbs_on_earlier_words: bool
    needed: tuple[parts.Needed, ...]
    numbers: tuple[parts.Quantity, ...]
    modes: tuple[parts.Mode, ...]
    slots: tuple[parts.Slot, ...]
    links: tuple[Linked, ...]
    warnings: tuple[str, ...]
    areas: tuple[parts.Area, ...]
    red_lines: tuple[parts.RedLine, ...]
    comments: tuple[parts.Comment, ...]
    settlements: tuple[parts.Settlement, ...]
    earlier: tuple[parts.Earlier, ...]
    issues: tuple[parts.Issue, ...]
    kept: Kept | None
    doors: tuple[str, ...]
    may_settle: bool


def of_point(view: View, asked: Asked) -> OfPoint:
    """The point that the address names, by its id, its printed number or the name of the amendment that adds it."""
    rival = view.find(asked.word("line"), Line) if asked.word("line") else None
    line = rival.id if rival else MAIN
    standing = current.find(view, asked.parts["point"], line)
    around, every = drawn(view, asked, line)
    id_, words = standing.provision.id, standing.known_words or ""
    at = next(n for n, one in enumerate(every) if one.id == id_)
    point, label = every[at], points.label(standing)
    item = around.open.get(id_)
    is_point = points.is_point(standing) and not standing.dropped
    broken = [b for b in links.broken(view) if id_ in {b.lost, b.left} and b.link.body.line == line]
    place = place_of(view, asked, rival)
    lang = standing.provision.lang or standing.version.body.lang
    differs = standing.bracketed not in {None, standing.provision.words} and bool(standing.provision.words)
    said = words if is_point else ""
    return OfPoint(
        title=label,
        place=place,
        point=point,
        before=every[at - 1].id if at else "",
        after=every[at + 1].id if at + 1 < len(every) else "",
        settled=wording.of(standing.provision.words or "", lang) if differs else None,
        unbalanced=tuple(found.sentence for found in brackets.read(words).report.unbalanced),
        why=_why(view, item),
        pending=tuple(parts.pending(view, asked, standing, label)),
        dealt=tuple(parts.dealt_with(view, asked, id_, label)),
        stances=tuple(parts.stances(view, asked, standing, line)),
        limbs=tuple(parts.limbs_of(view, id_)),
        limbs_on_earlier_words=limbs.on_earlier_words(view, id_, line),
        needed=tuple(parts.needed(view, standing, line, item)) if is_point else (),
        numbers=tuple(parts.numbers(view, id_, said)),
        modes=tuple(parts.modes(said)) if said else (),
        slots=tuple(parts.slots_of(view, id_, said)) if said else (),
        links=point.links,
        warnings=tuple(links.warning(view, b.link.body, b.lost) for b in broken),
        areas=tuple(parts.areas_of(view, id_)),
        red_lines=tuple(parts.red_lines(view, asked, id_, line)),
        comments=tuple(parts.threads(view, asked, id_, line)),
        settlements=tuple(parts.settlements(view, asked, id_)),
        earlier=tuple(parts.earlier(view, id_, line)),
        issues=tuple(parts.issues(view, asked, id_, line)),
        kept=_kept(view, asked, id_, line),
        doors=_doors(asked, point, is_point=is_point),
        may_settle=may_settle(view, asked) and not standing.provision.heading,
    )


def _why(view: View, item: OpenItem | None) -> tuple[str, ...]:
    """Why the point is open, a reason each; who agreed by silence alone is said too."""
    if item is None:
        return ()
    told = [(one.required.actor, one.why) for one in item.missing]
    told += [(who, by_silence(act)) for who, act in item.by_silence.items()]
    return (*item.also, *(say("{who}: {what}", who=actors.name(view, who), what=why) for who, why in told))


def _kept(view: View, asked: Asked, provision: str, line: str) -> Kept | None:
    act = next((a for a in retained.retained(view, line) if a.body.provision == provision), None)
    if act is None:
        return None
    names = tuple(actors.name(view, slug) for slug in act.body.by)
    mine = asked.may_act and retained.may_let_go(act, asked.whose)
    return Kept(parts.origin(view, asked, act), names, act.body.reason, retained.fate_in_words(view, act), mine)


def _doors(asked: Asked, point: Point, *, is_point: bool) -> tuple[str, ...]:
    """What one can do here, by the names of the doors."""
    if not asked.may_act or point.state == "dropped":
        return ()
    if not is_point:
        return ("amend", "comment")
    left = "retain" if point.state == "retained" or "retained" in point.also else ""
    known = FURTHER if point.words is not None else ()
    return tuple(one for one in (*DIRECT, *known) if one != left)


PAGES = (
    Page(
        "point",
        _("A point of the text"),
        "text/<str:point>",
        of_point,
        "pages/point.html",
        asks=(("line", "a rival draft, instead of the one text"),),
    ),
)
