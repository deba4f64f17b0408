"""What stands beside the open points: retained points, issues, interests, agreement ad referendum, red lines."""

from dataclasses import dataclass

from onetext.process import (
    actors,
    amendments,
    items,
    moments,
    points,
    positions,
    preferences,
    principals,
    redlines,
    retained,
    stances,
    texts,
)  # fmt: skip
from onetext.process import interests as wanted
from onetext.process.moments import Known
from onetext.record.act import Act
from onetext.record.view import View
from onetext.sentences import enumerated, say, term
from onetext.web.asked import Asked
from onetext.web.pages.text.point_parts import confirmable


@dataclass(frozen=True)
class Kept:
    """A point that is retained, contested (by which act); `released` says why it no longer is, "" while it is.

    `mine` where whoever reads can let it go.
    """

    id: str
    act: str
    label: str
    by: str
    reason: str
    fate: str
    released: str
    mine: bool


@dataclass(frozen=True)
class Step:
    """Something done to an issue."""

    known: Known
    what: str
    reason: str


@dataclass(frozen=True)
class IssueRow:
    """An issue and its history; `provision` is "" where it is about the whole text."""

    id: str
    handle: str
    title: str
    status: str
    provision: str
    label: str
    history: tuple[Step, ...]


@dataclass(frozen=True)
class Question:
    """What is open between an interest and the words of a point."""

    provision: str
    sentence: str


@dataclass(frozen=True)
class Interest:
    """What a party wants, who says so, and where the words do not plainly meet it."""

    id: str
    party: str
    wants: str
    said_by: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class AdRef:
    """An agreement ad referendum: of whom, on what, and who lifts it ("" if no office is named); `mine` to confirm."""

    id: str
    party: str
    on: str
    provision: str
    lifted_by: str
    mine: bool


@dataclass(frozen=True)
class RedLine:
    """A red line, or a sensitive point, that the viewer may see: what it asks, and what crosses it."""

    id: str
    owner: str
    grade: str
    provision: str
    label: str
    asks: str
    state: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Wish:
    """How a party ranks the options for a point, the best first, each with its weight."""

    party: str
    provision: str
    label: str
    importance: str
    choices: tuple[str, ...]


def kept(view: View, asked: Asked) -> tuple[Kept, ...]:
    """The points that are retained now, then those that once were."""
    now = [_kept(view, asked, act, "") for act in retained.retained(view)]
    once = [_kept(view, asked, act, end.body.reason) for act, end in retained.ended(view)]
    return (*now, *once)


def _kept(view: View, asked: Asked, act: Act[retained.Retain], released: str) -> Kept:
    by = enumerated([actors.name(view, slug) for slug in act.body.by])
    fate = "" if released else retained.fate_in_words(view, act)
    label = points.named(view, act.body.provision)
    mine = asked.may_act and not released and retained.may_let_go(act, asked.whose)
    return Kept(act.body.provision, act.id, label, by, act.body.reason, fate, released, mine)


def issues(view: View) -> tuple[IssueRow, ...]:
    """The issues of the one text with all that was done to each."""
    called = points.labels(view)
    return tuple(
        IssueRow(
            found.act.id, found.act.handle, found.act.body.title, found.status, found.act.body.provision,
            called.get(found.act.body.provision, texts.GONE) if found.act.body.provision else "", _history(view, found),
        )
        for found in items.issues(view)
    )  # fmt: skip


_DONE = {"narrow": "narrowed", "close": "closed", "reopen": "reopened"}


def _history(view: View, found: items.Issue) -> tuple[Step, ...]:
    parents = [act.body.title for id_ in found.act.body.parents if (act := view.act(id_)) is not None]
    made = say("raised out of {issues}", issues=enumerated(parents)) if parents else say("raised")
    steps = [Step(moments.known(view, found.act), made, found.act.body.reason)]
    steps += [Step(moments.known(view, act), term(_DONE[act.body.step]), act.body.reason) for act in found.history]
    if found.made:
        into = enumerated([act.body.title for act in found.made])
        split = found.status == "split"
        told = say("split into {issues}", issues=into) if split else say("merged into {issues}", issues=into)
        steps.append(Step(moments.known(view, found.made[-1]), told, found.made[-1].body.reason))
    return tuple(steps)


def interests(view: View) -> tuple[Interest, ...]:
    """The interests that the viewer may see, with the questions that the words leave open."""
    asked: dict[str, list[Question]] = {}
    for one in wanted.questions(view):
        asked.setdefault(one.interest.id, []).append(Question(one.provision, one.sentence))
    return tuple(
        Interest(
            act.id, actors.name(view, act.body.party), act.body.wants,
            actors.name(view, said) if (said := wanted.asserter(act)) != act.body.party else "",
            tuple(asked.get(act.id, ())),
        )
        for act in wanted.interests(view)
    )  # fmt: skip


def ad_referendum(view: View, asked: Asked) -> tuple[AdRef, ...]:
    """The agreements that stand ad referendum, each once, with who lifts it."""
    found: dict[str, AdRef] = {}
    for row in stances.matrix(view):
        for party, reading in row.readings.items():
            if reading.stance == "ad referendum" and reading.status == "stands" and reading.act.id not in found:
                found[reading.act.id] = AdRef(
                    reading.act.id, actors.name(view, party), positions.called(view, reading.act), row.provision,
                    principals.title(view, party), confirmable(view, asked, reading),
                )  # fmt: skip
    return tuple(found.values())


def red_lines(view: View) -> tuple[RedLine, ...]:
    """The red lines that the viewer may see: their own, and those that their owners made known."""
    called = points.labels(view)
    return tuple(
        RedLine(
            act.id, actors.name(view, act.body.owner), act.body.grade, act.body.provision,
            called.get(act.body.provision, texts.GONE) if act.body.provision else "", redlines.condition(act.body),
            *_judged(view, redlines.verdicts(view, act)),
        )
        for act in redlines.drawn(view)
    )  # fmt: skip


def _judged(view: View, verdicts: tuple[redlines.Verdict, ...]) -> tuple[str, tuple[str, ...]]:
    crossed = [one for one in verdicts if one.state == "crossed"]
    told = crossed or verdicts[:1]
    why = tuple(
        say("amendment {name}: {why}", name=amendments.called(view, one.amendment), why=one.why)
        if one.amendment
        else one.why
        for one in told
    )
    return ("crossed" if crossed else verdicts[0].state), why


def wishes(view: View, asked: Asked) -> tuple[Wish, ...]:
    """The rankings that the viewer may see; a party's own first."""
    called = points.labels(view)
    found = sorted(preferences.rankings(view), key=lambda act: act.body.party != asked.whose)
    return tuple(
        Wish(
            actors.name(view, act.body.party), act.body.provision, called.get(act.body.provision, texts.GONE),
            act.body.importance, tuple(f"{c.words} ({c.weight})" if c.weight else c.words for c in act.body.choices),
        )
        for act in found
    )  # fmt: skip
