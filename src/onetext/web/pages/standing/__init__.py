"""Where we stand: what is open and who must still say yes, how that went, who stands where, what hangs together."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from onetext.process import actors, items, tally, texts
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.pages import Page
from onetext.web.pages.standing import beside, consent_map, course, linkage, matrix, open_items
from onetext.web.pages.standing import since as earlier
from onetext.web.pages.standing.beside import AdRef, Interest, IssueRow, Kept, RedLine, Wish
from onetext.web.pages.standing.consent_map import ConsentMap
from onetext.web.pages.standing.course import Chart
from onetext.web.pages.standing.linkage import Linkage
from onetext.web.pages.standing.matrix import Matrix
from onetext.web.pages.standing.open_items import Group, Waiting
from onetext.web.pages.standing.since import Since


@dataclass(frozen=True)
class Standing:
    """The page's value.

    `told_once` is what holds for every open point alike and is not repeated with each. `day` is the day of looking.
    """

    title: str
    version: str
    completeness: str
    day: date
    now: tally.Tally
    told_once: str
    groups: tuple[Group, ...]
    waiting: tuple[Waiting, ...]
    since: Since
    chart: Chart
    matrix: Matrix
    consent: ConsentMap
    linkage: Linkage
    kept: tuple[Kept, ...]
    issues: tuple[IssueRow, ...]
    interests: tuple[Interest, ...]
    ad_referendum: tuple[AdRef, ...]
    red_lines: tuple[RedLine, ...]
    wishes: tuple[Wish, ...]


def standing(view: View, asked: Asked) -> Standing:
    """Where the one text stands."""
    head = texts.head(view)
    every = items.open_items(view)
    found, told_once = open_items.told_once(every)
    return Standing(
        title=texts.line_title(view, texts.MAIN),
        version=texts.titled(head) if head else "",
        completeness=texts.completeness(head.body) if head else "",
        day=actors.today(view),
        now=tally.counted(view, every),
        told_once=told_once,
        groups=open_items.groups(view, found),
        waiting=open_items.waiting(view, found),
        since=earlier.since(view, asked),
        chart=course.chart(view),
        matrix=matrix.matrix(view),
        consent=consent_map.consent_map(view),
        linkage=linkage.linkage(view),
        kept=beside.kept(view, asked),
        issues=beside.issues(view),
        interests=beside.interests(view),
        ad_referendum=beside.ad_referendum(view, asked),
        red_lines=beside.red_lines(view),
        wishes=beside.wishes(view, asked),
    )


PAGES = (
    Page(
        "standing",
        _("Where we stand"),
        "standing",
        standing,
        "pages/standing.html",
        place=3,
        asks=(("since", "a version: what was open there, beside what is open now"),),
    ),
)
