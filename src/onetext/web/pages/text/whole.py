"""The text: the one text (or a rival draft) as it stands, or any version or published wording as it was tabled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

import msgspec
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onetext.process import actors, current, links, texts, tracks
from onetext.process.current import Standing
from onetext.process.texts import MAIN, Line, Table, Witness
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.text.provision import Wording
from onetext.text.words import fold, folded_words
from onetext.web.asked import Asked
from onetext.web.pages import Page
from onetext.web.pages.text import news, wording
from onetext.web.pages.text.drawn import Around, Place, Point, State, completeness, depths, drawn


@dataclass(frozen=True)
class Choice:
    """Something else that can be shown: a draft, a version, a filter. `count` is how many points it shows."""

    name: str
    title: str
    address: str
    here: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Text:
    """The page's value.

    `line` is the short name of a rival draft, "" for the one text. `tabled` says that the words are shown as they were
    tabled, with nothing settled or pending in them; `tabled_in` is the version, "" for a published wording, of whose
    words it is not known whose they are. `unknown` points are known to be there without their words.
    `latest` is when the newest act that is shown was recorded. `only_holders` says who may table the first text, to
    whoever may not.
    """

    title: str
    place: Place
    line: str = ""
    version: str = ""
    completeness: str = ""
    tabled: bool = False
    tabled_in: str = ""
    paraphrase: bool = False
    points: tuple[Point, ...] = ()
    found: int = 0
    unknown: int = 0
    unknown_in: str = ""
    filters: tuple[Choice, ...] = ()
    since: tuple[Choice, ...] = ()
    show: str = "all"
    q: str = ""
    lines: tuple[Choice, ...] = ()
    versions: tuple[Choice, ...] = ()
    witnesses: tuple[Choice, ...] = ()
    warnings: tuple[str, ...] = ()
    crossed: tuple[str, ...] = ()
    news: int = 0
    news_of_all: tuple[str, ...] = ()
    latest: str = ""
    only_holders: str = ""


def text(view: View, asked: Asked) -> Text:
    """The text that was asked for: the one text, the rival draft named by `line`, a `version` or a `witness` of it."""
    rival = view.find(asked.word("line"), Line) if asked.word("line") else None
    line = rival.id if rival else MAIN
    if asked.word("version") or asked.word("witness"):
        return _as_tabled(view, asked)
    value = _described(view, asked, line, _empty(view, asked, rival))
    head = texts.head(view, line)
    if head is None:
        told = line == MAIN and not texts.may_table(view, asked.whose)
        return replace(value, only_holders=texts.ONLY_HOLDERS) if told else value
    at, every = drawn(view, asked, line)
    shown = _shown(at, asked, every)
    unknown, known_in = completeness(view, line)
    return replace(
        value,
        version=texts.titled(head),
        completeness=texts.completeness(head.body),
        points=_with_headings(at.standings, every, shown),
        found=sum(one.id in shown for one in every if not one.heading),
        unknown=unknown if _everything(asked) else 0,
        unknown_in=known_in,
        filters=_filters(at, asked, every),
        since=_since(at, asked),
        warnings=tuple(
            links.warning(view, b.link.body, b.lost) for b in links.broken(view) if b.link.body.line == line
        ),
        crossed=at.crossed.get("", ()),
        news=sum(bool(one.news) for one in every),
        news_of_all=at.news.get("", ()),
        latest=view.latest.isoformat(),
    )


def _empty(view: View, asked: Asked, rival: Act[Line] | None) -> Text:
    return Text(
        texts.line_title(view, rival.id if rival else MAIN), place_of(view, asked, rival), rival.handle if rival else ""
    )


def place_of(view: View, asked: Asked, rival: Act[Line] | None) -> Place:
    """Where the points of a line are drawn."""
    base, called = f"/n/{asked.slug}/", rival.handle if rival else ""
    here = asked.address(line=called)
    back = quote(here, safe="/")
    return Place(base, here.removeprefix(base), called, asked.may_act, back, may_settle(view, asked))


def may_settle(view: View, asked: Asked) -> bool:
    """Whether whoever is here holds the pen, and is shown how to settle."""
    return asked.may_act and actors.has_the_pen(view, asked.whose)


def _everything(asked: Asked) -> bool:
    return not asked.word("q").strip() and asked.word("show", "all") == "all"


def _described(view: View, asked: Asked, line: str, value: Text) -> Text:
    """The value with the other texts and versions that can be shown instead."""
    main = Choice("", texts.line_title(view, MAIN), asked.address(), here=line == MAIN)
    rivals = (
        Choice(a.handle, a.body.title, asked.address(line=a.handle), here=a.id == line) for a in texts.lines(view)
    )
    shown = asked.word("version")
    tabled = tuple(reversed(texts.versions(view, line)))
    versions = tuple(
        Choice(
            a.handle, texts.titled(a), asked.address(line=value.line, version=a.handle), here=shown in {a.handle, a.id}
        )
        for a in tabled
    )
    published = tuple(
        Choice(a.handle, f"{v.handle}: {a.body.label}", asked.address(line=value.line, witness=a.handle))
        for v in tabled
        for a in texts.witnesses(view, v.id)
    )
    return replace(
        value,
        lines=(main, *rivals),
        versions=versions,
        witnesses=published,
        show=asked.word("show", "all"),
        q=asked.word("q").strip(),
    )


def _as_tabled(view: View, asked: Asked) -> Text:
    """A version's own words, or a published wording's, nothing settled or pending in them."""
    witness: Act[Witness] | None = None
    if asked.word("witness"):
        witness = view.find(asked.word("witness"), Witness)
        version: Act[Table] = view[texts.Texts].versions[witness.body.version]
        called = f"{version.handle}: {witness.body.label}"
        known = _("a published wording") if witness.body.whole else _("a published wording of a part")
    else:
        version = view.find(asked.word("version"), Table)
        called, known = texts.titled(version), texts.completeness(version.body)
    rival = view[texts.Texts].lines.get(version.body.line)
    value = _empty(view, asked, rival)
    value = replace(value, place=msgspec.structs.replace(value.place, may_act=False))
    words = witness.body.wording if witness else version.body.wording
    points_ = _plain(words or (), (witness.body.lang if witness else "") or version.body.lang)
    wanted = asked.word("q").strip()
    points_ = tuple(one for one in points_ if not wanted or _matches(one, wanted))
    return replace(
        _described(view, asked, version.body.line, value),
        version=called,
        completeness=known,
        tabled=True,
        tabled_in="" if witness else version.handle,
        paraphrase=version.body.paraphrase and witness is None,
        points=points_,
        found=sum(not one.heading for one in points_),
        unknown=texts.unknown_points(version.body) if witness is None and not wanted else 0,
        unknown_in=version.handle,
    )


def _plain(words: Wording, lang: str) -> tuple[Point, ...]:
    """Points with their words alone."""
    called = texts.printed(words)
    place = depths(words)
    found = []
    for p in words:
        label = p.number if p.heading or not p.number else called[p.id]
        own = wording.of(p.words, p.lang or lang) if p.words is not None else None
        state: State = "vacant" if p.vacant else "heading" if p.heading else "unknown" if p.words is None else ""
        found.append(Point(p.id, label, *place[p.id], own, state=state))
    return tuple(found)


def _shown(at: Around, asked: Asked, every: Sequence[Point]) -> set[str]:
    """The points that pass the filter and the search."""
    kept = _kept(at, every, asked.word("show", "all"), asked.word("track"), asked.word("since"))
    wanted = asked.word("q").strip()
    return {one.id for one in every if one.id in kept and (not wanted or _matches(one, wanted))}


def _kept(at: Around, every: Sequence[Point], show: str, track: str = "", since: str = "") -> set[str]:
    match show:
        case "all":
            return {one.id for one in every}
        case "open":
            return {one.id for one in every if one.open}
        case "mine":
            return {one.id for one in every if one.mine}
        case "wished":
            return {one.id for one in every if one.wished}
        case "changed":
            return _changed(at, every, since)
        case "track":
            return _before(at, track)
        case _:
            refuse("The text cannot be shown by “{word}”; use all, open, mine, wished, changed or track.", word=show)


def _before(at: Around, track: str) -> set[str]:
    """The points that are before a track, or before any."""
    wanted = at.view.find(track, tracks.Track).id if track else ""
    waiting = tracks.waiting(at.view, at.line)
    return {id_ for id_, referral in waiting.items() if wanted in {"", referral.act.body.track}}


def _changed(at: Around, every: Sequence[Point], since: str) -> set[str]:
    """The points with something new that is not marked as seen, or with other words than in a version."""
    if not since:
        return {one.id for one in every if one.news}
    version = at.view.find(since, Table)
    before, now = current.wording_of(at.view, version), current.wording(at.view, at.line)
    if before is None or now is None:
        missing = version.handle if before is None else texts.line_title(at.view, at.line)
        refuse("The text of {version} is not available, so what changed since is not known.", version=missing)
    return set(news.changed(before, now))


def _matches(one: Point, wanted: str) -> bool:
    """Whether a point has every word that was searched for, or is called so."""
    words = fold(wording.plain(one.words)) if one.words else ""
    return all(word in words for word in folded_words(wanted)) or wanted.casefold() == one.label.casefold()


def _with_headings(standings: Sequence[Standing], every: Sequence[Point], shown: set[str]) -> tuple[Point, ...]:
    """What is shown, under the headings above it."""
    above = {s.provision.id: s.provision.parent for s in standings}
    headings = {one.id for one in every if one.heading}
    needed = set(shown)
    for id_ in shown:
        parent = above.get(id_, "")
        while parent and parent not in needed:
            if parent in headings:
                needed.add(parent)
            parent = above.get(parent, "")
    return tuple(one for one in every if one.id in needed)


def _filters(at: Around, asked: Asked, every: Sequence[Point]) -> tuple[Choice, ...]:
    shown, track, since = asked.word("show", "all"), asked.word("track"), asked.word("since")
    # As where we stand: a heading, a number kept vacant and what was dropped are nothing to agree on.
    counted = {one.id for one in every if one.state not in {"heading", "vacant", "dropped"}}
    found = []
    titles = {
        "all": _("all"), "open": _("open"), "mine": _("waiting for me"), "wished": _("with my amendments"),
        "changed": _("new, not marked as seen"),
    }  # fmt: skip
    if asked.as_of or not asked.seen:
        del titles["changed"]
    for name, title in titles.items():
        address, count = _address(asked, "" if name == "all" else name), len(_kept(at, every, name) & counted)
        here = shown == name and not since
        if count or here or name not in _only_of(at):
            found.append(Choice(name, title, address, here, count))
    for act in tracks.tracks(at.view):
        if count := len(_before(at, act.handle) & counted):
            address = _address(asked, "track", track=act.handle)
            title = _("before “%(track)s”") % {"track": act.body.title}
            found.append(Choice(act.handle, title, address, shown == "track" and track == act.handle, count))
    return tuple(found)


def _only_of(at: Around) -> set[str]:
    """The filters that are left out where they show nothing: what waits for me, where it is not for me to say yes."""
    asks_me = at.line == MAIN and actors.role(at.view, at.asked.whose) == "party"
    return {"wished"} if asks_me else {"wished", "mine"}


def _since(at: Around, asked: Asked) -> tuple[Choice, ...]:
    """The versions since which the present words can be compared, the latest first."""
    head = texts.head(at.view, at.line)
    if current.wording(at.view, at.line) is None:
        return ()
    return tuple(
        Choice(
            act.handle,
            texts.titled(act),
            _address(asked, "changed", since=act.handle),
            asked.word("since") in {act.handle, act.id},
        )
        for act in reversed(texts.versions(at.view, at.line))
        if act.body.wording is not None and (head is None or act.id != head.id)
    )


def _address(asked: Asked, show: str, **query: str) -> str:
    return asked.address(line=asked.word("line"), show=show, q=asked.word("q").strip(), **query)


ASKS = (
    ("line", "a rival draft, instead of the one text"),
    ("version", "a version, as it was tabled"),
    ("witness", "a published wording of a version"),
    ("show", "which points: all, open, mine, wished, changed, track"),
    ("track", "with show=track: before which track"),
    ("since", "with show=changed: since which version"),
    ("q", "only the points with these words"),
)
PAGES = (Page("text", gettext_lazy("The text"), "", text, "pages/text.html", place=1, asks=ASKS),)
