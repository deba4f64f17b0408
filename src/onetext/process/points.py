"""Points as people speak of them: by a printed number or a name, and what their words were in a version."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from onetext.process import amendments, current, texts
from onetext.process.amendments import Amendments, Propose
from onetext.process.current import Standing
from onetext.process.texts import MAIN, Table, Texts
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.text.provision import fingerprint, lead_ins

Known = Literal["known", "unknown", "absent"]


@dataclass(frozen=True, slots=True)
class Words:
    """A point's words in a version: known, unknown (its text, or this part of it, is not available), or absent."""

    known: Known
    text: str = ""
    lead_in: str | None = ""

    @property
    def fingerprint(self) -> str | None:
        """The fingerprint of known words, with the lead-in that they complete; None otherwise."""
        return fingerprint(self.text, self.lead_in) if self.known == "known" and self.lead_in is not None else None


def label(standing: Standing) -> str:
    """What a point is called: its number, the name of the amendment that adds it, or the beginning of its words."""
    proposed = adding(standing)
    return standing.path or (proposed.name if proposed else "") or standing.label


def labels(view: View, line: str = MAIN) -> dict[str, str]:
    """What every point that was ever in a line is called, by its id; the present name goes before an older one."""
    return dict(_labels(view, line))


def _labels(view: View, line: str) -> Mapping[str, str]:
    # Whoever names points one by one asks for each of them: the last answers are kept, each with what it rests on.
    rests_on = (view[Texts], view[Amendments], current.standings(view, line))
    for of, found_line, found in tuple(_LATEST):
        if found_line == line and all(a is b for a, b in zip(of, rests_on, strict=True)):
            return found
    answer = _made_labels(view, line)
    _LATEST.append((rests_on, line, answer))
    return answer


_LATEST: deque[tuple[tuple[Texts, Amendments, tuple[Standing, ...]], str, Mapping[str, str]]] = deque(maxlen=8)


def _made_labels(view: View, line: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for version in texts.versions(view, line):
        for provision in version.body.wording or ():
            found[provision.id] = provision.number or " ".join((provision.words or "").split()[:4])
    for act in amendments.proposals(view):
        if act.body.line == line and act.body.change == "add":
            found[act.body.provision] = act.body.number or act.name or " ".join((act.body.words or "").split()[:4])
    found.update({s.provision.id: label(s) for s in current.standings(view, line)})
    return found


def named(view: View, provision: str, line: str = MAIN) -> str:
    """What one point is called; another word where the viewer knows nothing of it."""
    return _labels(view, line).get(provision, texts.GONE)


def present(view: View, provision: str, line: str = MAIN) -> Standing | None:
    """A point of the current text by its id; None where it is not in it."""
    return next((s for s in current.standings(view, line) if s.provision.id == provision), None)


def words_in(view: View, provision: str, version: Act[Table]) -> Words:
    """What a point's words are in a version; for the head of its line, with what was settled since."""
    head = texts.head(view, version.body.line)
    wording = version.body.wording
    if head is not None and head.id == version.id:
        wording = tuple(s.provision for s in current.standings(view, version.body.line) if not adding(s))
    if wording is None:
        return Words("unknown")
    found = next((p for p in wording if p.id == provision), None)
    if found is None:
        return Words("absent" if texts.is_complete(version.body) else "unknown")
    if found.vacant:
        return Words("absent")
    return Words("unknown") if found.words is None else Words("known", found.words, lead_ins(wording)[provision])


def head(view: View, line: str = MAIN) -> Act[Table]:
    """The latest version. Raises Refused where there is none."""
    found = texts.head(view, line)
    if found is None:
        refuse("There is no text yet; table one first.")
    return found


def adding(standing: Standing) -> Act[Propose] | None:
    """The amendment that proposes to add a point which is not in the text yet; None for a point that is."""
    adds = (a for a in standing.pending if a.body.change == "add" and not a.body.on)
    return next(adds, None) if not standing.provision.words else None


def words_to_read(standing: Standing) -> str:
    """The words that a point has, or last had, or would get where it is only proposed; "" where none are known."""
    proposed = adding(standing)
    if proposed is not None:
        return proposed.body.words or ""
    return standing.provision.words or (standing.last_known[1] if standing.last_known else "")


def is_point(standing: Standing) -> bool:
    """Whether there is something to agree on: a heading and a number kept vacant are nothing to agree on."""
    return not standing.provision.heading and not standing.provision.vacant
