"""The one text as it stands: its head, with what was settled since, and what is pending set in brackets."""

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from onetext.process import amendments, texts
from onetext.process.amendments import Propose, Settle
from onetext.process.texts import Table
from onetext.record.act import Act
from onetext.record.fold import View
from onetext.record.subject import refuse
from onetext.text.carrying import Change, carry
from onetext.text.provision import Provision, Wording, fingerprint, fingerprint_of_text


@dataclass(frozen=True)
class Standing:
    """A provision as it stands.

    `provision` has the settled words (None where they are not known); `last_known` the latest version whose words of
    it are known, when that is an earlier one. `bracketed` shows the pending amendments in brackets with their
    proponents; `unfit` are the amendments whose base words are no longer there, each with the reason.
    """

    provision: Provision
    version: Act[Table]
    last_known: tuple[Act[Table], str] | None
    pending: tuple[Act[Propose], ...]
    bracketed: str | None
    unfit: tuple[tuple[Act[Propose], str], ...]

    @property
    def fingerprint(self) -> str | None:
        """The fingerprint of the settled words; None where they are not known."""
        return None if self.provision.words is None else fingerprint(self.provision.words)

    @property
    def label(self) -> str:
        """What is printed for it: its number, or the beginning of its words."""
        known = self.provision.words or (self.last_known[1] if self.last_known else "")
        return self.provision.number or " ".join(known.split()[:4])


def wording(view: View, line: str = texts.MAIN) -> Wording | None:
    """The settled words of a line's current text; None where its head's text is not available."""
    head = texts.head(view, line)
    if head is None or head.body.wording is None:
        return None
    return overlay(head.body.wording, amendments.settlements(view, line))


def wording_of(view: View, version: Act[Table]) -> Wording | None:
    """The words of any version; for the head of its line, with what was settled since."""
    head = texts.head(view, version.body.line)
    if head is not None and head.id == version.id:
        return wording(view, version.body.line)
    return version.body.wording


def overlay(base: Wording, settled: Iterable[Act[Settle]]) -> Wording:
    """`base` with each settlement's result in its place."""
    current = list(base)
    for act in settled:
        _put(current, act.body)
    return tuple(current)


def _put(current: list[Provision], settle: Settle) -> None:
    replaced = {settle.provision, *settle.gone, *(p.id for p in settle.result)}
    at = next((i for i, p in enumerate(current) if p.id == settle.provision), None)
    if settle.after is not None or at is None:
        at = next(
            (i + 1 for i, p in enumerate(current) if p.id == settle.after),
            0 if settle.after == "" else len(current),
        )
    kept_before = [p for p in current[:at] if p.id not in replaced]
    kept_after = [p for p in current[at:] if p.id not in replaced]
    current[:] = [*kept_before, *settle.result, *kept_after]


def fingerprint_now(view: View, line: str = texts.MAIN) -> str | None:
    """The fingerprint of the current text; None where its words are not available."""
    found = wording(view, line)
    return None if found is None else fingerprint_of_text(found)


def standings(view: View, line: str = texts.MAIN) -> tuple[Standing, ...]:
    """Every provision of the current text, in order.

    Where the head's text is not available, the provisions of the latest version with words stand in its place, their
    present words unknown.
    """
    head = texts.head(view, line)
    if head is None:
        return ()
    words = wording(view, line)
    source = head if words is not None else _latest_with_words(view, head)
    shown = words if words is not None else (source.body.wording or () if source else ())
    found = [_standing(view, head, source, p, line) for p in shown]
    return (*found, *_added(view, head, {p.id for p in shown}, line))


def _latest_with_words(view: View, version: Act[Table]) -> Act[Table] | None:
    known = view[texts.Texts].versions
    seen: set[str] = set()
    current: Act[Table] | None = version
    while current is not None and current.body.wording is None and current.id not in seen:
        seen.add(current.id)
        current = known.get(current.body.parent)
    return current if current is not None and current.body.wording is not None else None


def _standing(view: View, head: Act[Table], source: Act[Table] | None, provision: Provision, line: str) -> Standing:
    pending = tuple(a for a in amendments.pending(view, provision.id) if a.body.line == line)
    last = None
    if source is not None and source.id != head.id:
        if provision.words is not None:
            last = (source, provision.words)
        provision = msgspec.structs.replace(provision, words=None)
    if provision.words is None:
        return Standing(provision, head, last, pending, None, ())
    carried = carry(provision.words, [_change(act) for act in pending])
    by_key = {act.id: act for act in pending}
    unfit = tuple((by_key[entry.change.key], entry.reason) for entry in carried.unfit)
    return Standing(provision, head, last, pending, carried.words, unfit)


def _change(act: Act[Propose]) -> Change:
    words = None if act.body.change == "delete" else act.body.words
    if act.body.change in ("move", "split", "merge"):
        words = act.body.base
    return Change(act.id, amendments.proponents(act), act.body.base, words)


def _added(view: View, head: Act[Table], present: set[str], line: str) -> tuple[Standing, ...]:
    found = []
    for act in amendments.pending(view):
        if act.body.line == line and act.body.change == "add" and act.body.provision not in present and not act.body.on:
            shown = carry("", [Change(act.id, amendments.proponents(act), "", act.body.words)])
            provision = Provision(act.body.provision, "", number=act.body.number)
            found.append(Standing(provision, head, None, (act,), shown.words, ()))
    return tuple(found)


def find(view: View, text: str, line: str = texts.MAIN) -> Standing:
    """The provision that a person means by a printed number or an id. Raises Refused when none or several do."""
    wanted = text.strip().rstrip(".").lower()
    found = [s for s in standings(view, line) if wanted in {s.provision.id, s.provision.number.lower()}]
    if not found:
        refuse(f"There is no point “{text}” in {texts.line_title(view, line)} that you can see.")
    if len(found) > 1:
        which = ", ".join(s.provision.id for s in found)
        refuse(f"“{text}” is printed on more than one point: {which}; use one of these instead.")
    return found[0]


def labels(view: View, line: str = texts.MAIN) -> dict[str, str]:
    """For each provision id of the current text what is printed for it."""
    return {s.provision.id: s.label for s in standings(view, line)}
