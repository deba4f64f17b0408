"""The public record: who said what to whom and through which outlets, with filters, and a form to add to it quickly."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from onetext.process import actors, claims, points, sources, statements, tags, texts, verification
from onetext.process.statements import Statement
from onetext.record.act import Act
from onetext.record.view import View
from onetext.sentences import term
from onetext.web.asked import Asked
from onetext.web.pages import Page
from onetext.web.pages.acts_told import Name, names
from onetext.web.pages.looking_back import LookingBack, looking_back
from onetext.web.pages.public.act_told import ActTold, of_act

CHANNELS = ("press", "x", "parliament", "radio", "television", "spokesperson", "joint", "interview", "unknown")
FACETS = ("speaker", "channel", "point", "tag", "kind")


@dataclass(frozen=True)
class Told:
    """A statement in which another was told: who made it, and its words."""

    id: str
    handle: str
    who: str
    words: str


@dataclass(frozen=True)
class About:
    """A point, version or round that a statement is about."""

    label: str
    address: str


@dataclass(frozen=True)
class Made:
    """A claim that a statement makes."""

    id: str
    handle: str
    kind: str
    words: str


@dataclass(frozen=True)
class Entry(ActTold):
    """A statement.

    `outer` are the statements in which it was told, the outermost first, so that `depth` is one more than they are.
    `chain` are the outlets through which it came, the first one first; `hops` is their number.
    """

    who: str
    speakers: tuple[Name, ...]
    behalf: tuple[Name, ...]
    words: str
    quoted: bool
    joint: bool
    channel: str
    addressees: tuple[str, ...]
    where: str
    chain: tuple[str, ...]
    hops: int
    outer: tuple[Told, ...]
    depth: int
    about: tuple[About, ...]
    claims: tuple[Made, ...]
    tags: tuple[str, ...]
    verified: str


@dataclass(frozen=True)
class Option:
    """A value by which one can filter, how many statements it leaves beside the other filters, and the page with it."""

    value: str
    label: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True)
class Facet:
    """One of the things by which one can filter."""

    name: str
    chosen: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Quick:
    """What the form for a new statement offers; `source` is the document that was used last."""

    people: tuple[Name, ...]
    channels: tuple[str, ...]
    documents: tuple[Name, ...]
    points: tuple[Name, ...]
    tags: tuple[str, ...]
    source: str
    today: str
    back: str


@dataclass(frozen=True)
class Public:
    """The page's value. `every` counts all statements, whatever is filtered."""

    statements: tuple[Entry, ...]
    every: int
    facets: tuple[Facet, ...]
    filtered: bool
    without_filters: str
    back: LookingBack | None
    quick: Quick | None


@dataclass(frozen=True)
class _Around:
    """What is looked up once for all statements."""

    asked: Asked
    called: Mapping[str, str]
    tags: Mapping[str, tuple[str, ...]]
    claims: Mapping[str, tuple[Act[claims.Claim], ...]]
    verified: Mapping[str, tuple[Act[verification.Verify], ...]]


def public(view: View, asked: Asked) -> Public:
    """The statements that the filters leave, in the order of the record."""
    around = _around(view, asked)
    every = statements.statements(view)
    wanted = {name: asked.word(name) for name in FACETS}
    words = {act.id: _filed(view, act, around) for act in every}
    shown = [act for act in every if _passes(words[act.id], wanted)]
    kept = {"as_of": asked.as_of}
    return Public(
        statements=tuple(_entry(view, act, around) for act in shown),
        every=len(every),
        facets=tuple(_facet(view, around, name, wanted, words.values()) for name in FACETS),
        filtered=any(wanted.values()),
        without_filters=_address(asked, kept),
        back=looking_back(view, asked),
        quick=_quick(view, asked) if asked.may_act else None,
    )


def _around(view: View, asked: Asked) -> _Around:
    made: dict[str, tuple[Act[claims.Claim], ...]] = {}
    for claim in claims.claims(view):
        made[claim.body.statement] = (*made.get(claim.body.statement, ()), claim)
    carried: dict[str, tuple[str, ...]] = {}
    for tag, acts in tags.every_tag(view):
        for act in acts:
            carried[act.id] = (*carried.get(act.id, ()), tag)
    return _Around(asked, _every_label(view), carried, made, verification.standing(view))


def _every_label(view: View) -> dict[str, str]:
    """What every point of every text is called: those of the one text go before those of other drafts."""
    found: dict[str, str] = {}
    for line in (*(line.id for line in reversed(texts.lines(view))), texts.MAIN):
        found |= points.labels(view, line)
    return found


Filed = Mapping[str, frozenset[str]]


def _filed(view: View, act: Act[Statement], around: _Around) -> Filed:
    """Under which words of each facet a statement is found."""
    body = act.body
    return {
        "speaker": frozenset({*body.speakers, *statements.behalf(view, act)}),
        "channel": frozenset({body.channel}),
        "point": frozenset(body.points),
        "tag": frozenset(around.tags.get(act.id, ())),
        "kind": frozenset(claims.kind_of(claim.body) for claim in around.claims.get(act.id, ())),
    }


def _passes(filed: Filed, wanted: Mapping[str, str], but: str = "") -> bool:
    return all(not word or name == but or word in filed[name] for name, word in wanted.items())


def _facet(view: View, around: _Around, name: str, wanted: Mapping[str, str], filed: Iterable[Filed]) -> Facet:
    counts = Counter(word for one in filed if _passes(one, wanted, name) for word in one[name])
    if wanted[name]:
        counts[wanted[name]] += 0
    called = _called(view, around, name)
    options = []
    for value in sorted(counts, key=lambda value: (called(value).casefold(), value)):
        chosen = value == wanted[name]
        address = _address(around.asked, {**wanted, name: "" if chosen else value, "as_of": around.asked.as_of})
        options.append(Option(value, called(value), counts[value], chosen, address))
    return Facet(name, wanted[name], tuple(options))


def _called(view: View, around: _Around, name: str) -> Callable[[str], str]:
    if name == "speaker":
        return lambda slug: actors.name(view, slug)
    if name == "point":
        return lambda id_: around.called.get(id_, texts.GONE)
    return lambda word: f"#{word}" if name == "tag" else term(word, name if name == "channel" else "")


def _address(asked: Asked, words: Mapping[str, str]) -> str:
    query = urlencode({name: word for name, word in words.items() if word})
    return f"/n/{asked.slug}/public/{f'?{query}' if query else ''}"


def _entry(view: View, act: Act[Statement], around: _Around) -> Entry:
    body = act.body
    chain = statements.chain(act) if body.chain or act.source else ()
    *outer, _own = statements.attribution(view, act)
    return Entry(
        **of_act(view, around.asked, act),
        who=statements.speakers(view, act),
        speakers=names(view, body.speakers),
        behalf=names(view, statements.behalf(view, act)),
        words=body.words,
        quoted=body.mode == "quoted",
        joint=len(body.speakers) > 1,
        channel=body.channel,
        addressees=body.addressees,
        where=body.where,
        chain=chain,
        hops=len(chain),
        outer=tuple(Told(one.id, one.handle, statements.speakers(view, one), one.body.words) for one in outer),
        depth=len(outer) + 1,
        about=_about(view, act, around),
        claims=tuple(
            Made(one.id, one.handle, claims.kind_of(one.body), claims.in_words(view, one.body))
            for one in around.claims.get(act.id, ())
        ),
        tags=around.tags.get(act.id, ()),
        verified=verification.in_words(view, around.verified[act.id]) if act.id in around.verified else "",
    )


def _about(view: View, act: Act[Statement], around: _Around) -> tuple[About, ...]:
    asked, body = around.asked, act.body
    named = [
        About(around.called.get(id_, texts.GONE), f"{asked.address()}#{id_}" if id_ in around.called else "")
        for id_ in body.points
    ]
    others = (view.act(id_) for id_ in (*body.versions, *body.rounds))
    return (*named, *(About(getattr(found.body, "title", found.handle), "") for found in others if found is not None))


def _quick(view: View, asked: Asked) -> Quick:
    people = sorted(names(view, tuple(act.body.slug for act in actors.everybody(view))), key=lambda one: one.name)
    used = {act.body.channel for act in statements.statements(view)}
    documents = reversed(sources.documents(view))
    named = points.labels(view)
    filters = {name: asked.word(name) for name in FACETS}
    return Quick(
        people=tuple(people),
        channels=(*CHANNELS, *sorted(used - {*CHANNELS})),
        documents=tuple(Name(act.handle, f"{act.body.outlet}: {act.body.title}") for act in documents),
        points=tuple(Name(id_, label) for id_, label in named.items()),
        tags=tuple(tag for tag, _acts in tags.every_tag(view)),
        source=asked.word("source"),
        today=actors.today(view).isoformat(),
        back=_address(asked, filters),
    )


PAGES = (
    Page(
        "public",
        _("The public record"),
        "public",
        public,
        "pages/public.html",
        place=5,
        asks=(
            ("speaker", "only what this actor said, or said through others"),
            ("channel", "only what was said there, such as “press”"),
            ("point", "only what is about this point"),
            ("tag", "only with this tag"),
            ("kind", "only of this kind"),
            ("source", "the document from which a statement would be added"),
        ),
    ),
)
