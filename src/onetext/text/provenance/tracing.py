"""Tracing: step by step, which words of a text are the ones that stood before, and which came in."""

from collections.abc import Container, Iterable, Mapping, Sequence

from onetext.text.provenance.account import Origin, Provenance
from onetext.text.provenance.attribution import fill, from_others, in_place, newly
from onetext.text.provenance.ledger import NEW, Held, Ledger, runs
from onetext.text.provenance.resuming import read_on
from onetext.text.provenance.steps import Proposal, Step, Version
from onetext.text.provenance.telling import Departure, gone, passages
from onetext.text.provision import Provision, Wording
from onetext.text.redline.edits import edits
from onetext.text.redline.units import Edit, Unit, units

_NOTHING = Held("", (), ())


def trace(steps: Iterable[Step]) -> Provenance:
    """Say of every word of a text, after these steps, where it came in and what became of it.

    A word is followed in its place through rewording (see `edits`); to where it moved; out of the text and back into
    it; and from a proposal, whose proponents keep it, into the version that takes it up. What stands in a bracket with
    proponents when it comes in is theirs. Only provisions that changed are looked at. After the attribution of tokens
    to revisions in WikiWho (F. Flöck and M. Acosta, "WikiWho: Precise and Efficient Attribution of Authorship of
    Revisioned Content", 2014), with provisions in place of its paragraphs.
    """
    tracer = _Tracer()
    for step in steps:
        if isinstance(step, Proposal):
            tracer.propose(step)
        else:
            tracer.change(step)
    return tracer.account()


class _Tracer:
    """A text between two steps, with the ledger of its words.

    `held` are the last known words of each provision; `dark` the steps since then of which they are not known, by its
    id, under "" for provisions of which nothing is known yet. `former` is what provisions read before, `known` those
    that ever were.
    """

    def __init__(self) -> None:
        self.ledger = Ledger()
        self.held: dict[str, Held] = {}
        self.dark: dict[str, tuple[str, ...]] = {"": ()}
        self.known: set[str] = set()
        self.former: dict[tuple[str, str], Held] = {}
        self.pending: dict[str, dict[str, Held]] = {}
        self.departures: list[Departure] = []

    def change(self, step: Version) -> None:
        """The text reads as a version has it."""
        if step.wording is None:
            self._darken([*self.held, ""], step.key)
        else:
            self._read(step, step.wording)
        for key in step.dealt:
            self._deal_with(key, step)

    def _darken(self, ids: Iterable[str], key: str) -> None:
        for id_ in ids:
            self.dark[id_] = (*self.dark.get(id_, ()), key)

    def _read(self, step: Version, wording: Wording) -> None:
        text = {p.id: p for p in wording}
        missing = [] if step.only else [id_ for id_ in self.held if id_ not in text]
        left = [p.id for p in wording if p.vacant and p.id in self.held]
        if step.complete:
            left += missing
        else:
            self._darken(missing, step.key)
        self._darken([p.id for p in wording if p.words is None and not p.vacant], step.key)
        changed = [p for p in wording if p.words is not None and not p.vacant and self._differs(p.id, p.words)]
        if changed or left:
            self._rewrite(step, changed, left)
        for id_ in [one for one in self.dark if one in left or (one in text and text[one].words is not None)]:
            del self.dark[id_]
        if not step.only:
            self.dark[""] = () if step.complete else (*self.dark[""], step.key)

    def _differs(self, id_: str, words: str) -> bool:
        held = self.held.get(id_)
        return held is None or held.words != words

    def _rewrite(self, step: Version, changed: Sequence[Provision], left: Sequence[str]) -> None:
        """Provisions have other words, or are new; others are gone."""
        olds = {id_: self.held.pop(id_) for id_ in [*(p.id for p in changed), *left] if id_ in self.held}
        for old in olds.values():
            self.ledger.take_out(old.entries)
        went: list[Departure] = []
        follows = {new: ids for new, ids in reversed(step.follows) if new not in self.known}
        known = {**self.held, **olds} if follows else {}
        reads: dict[str, tuple[Provision, Sequence[Unit], list[int]]] = {}
        for p in changed:
            words, old = p.words or "", olds.get(p.id) or _together(known, follows.get(p.id, ()))
            new, changes = read_on(old, words)
            entries = self._as_it_read(p.id, words, step) or self._free(in_place(old.entries, changes, len(new)))
            reads[p.id] = p, new, entries
            self.ledger.put_in(entries, p.id, step.key)
            if p.id in olds:
                went += _departures(p.id, old, new, changes, step.key)
                went += _exchanged(p.id, old, changes, set(entries), step.key)
        went += [Departure(id_, olds[id_], 0, len(olds[id_].units), step.key) for id_ in left]
        self._part(went)
        for p, new, entries in reads.values():
            self._fill(p, new, entries, step)
            self.held[p.id] = Held(p.words or "", new, entries)
            self.known.add(p.id)
        for id_, old in olds.items():
            self.former[id_, old.words] = old
        for one in went:
            self.ledger.ended(one.entries, step.key)

    def _as_it_read(self, id_: str, words: str, step: Version) -> list[int] | None:
        """The words of a provision where they are exactly those of a proposal that is accepted, or of old."""
        proposed = (self.pending.get(key, {}).get(id_) for key in step.accepted)
        for known in (*proposed, self.former.get((id_, words))):
            if known is not None and known.words == words:
                return self._free(known.entries)
        return None

    def _free(self, entries: Iterable[int]) -> list[int]:
        """The entries, with a copy in place of each that stands in the text already."""
        return [self.ledger.copy(entry) if entry != NEW and self.ledger.stands[entry] else entry for entry in entries]

    def _part(self, went: Iterable[Departure]) -> None:
        """Remember what went so that it is known again, also what stands elsewhere by now."""
        for one in went:
            self.departures.append(one)
            self.ledger.leave(one.provision, one.held, one.first, one.last)

    def _fill(self, p: Provision, new: Sequence[Unit], entries: list[int], step: Version) -> None:
        """Say of what is new in a provision whose it is."""
        if NEW not in entries:
            return
        keys = [*step.accepted, *(key for key in self.pending if key not in step.accepted)]
        for key in keys:
            source = self.pending.get(key, {}).get(p.id)
            if source is not None and NEW in entries:
                found = from_others(source, new, entries, self.ledger, sure=key in step.accepted)
                fill(entries, found, self.ledger, p.id, step.key)
        for first, last in runs([entry == NEW for entry in entries]):
            found = self.ledger.found_again(p.id, new, first, last)
            fill(entries, found, self.ledger, p.id, step.key, first)
        hidden = self.dark.get(p.id if p.id in self.known else "", ())
        added = newly(entries, new, p.words or "", Origin(step.key, () if hidden else step.who, hidden), self.ledger)
        fill(entries, added, self.ledger, p.id, step.key)

    def propose(self, step: Proposal) -> None:
        """Somebody proposes other words: they are their words, but do not stand in the text yet."""
        bases = [self._base(p, step) for p in step.base]
        old = [unit for base in bases for unit in base.units]
        entries = [entry for base in bases for entry in base.entries]
        news = [(p, units(p.words, labels=False)) for p in step.wording if p.words is not None]
        new = [unit for _, of in news for unit in of]
        changes = edits(old, new) if old else [Edit(0, 0, 0, len(new))]
        found = in_place(entries, changes, len(new))
        at = 0
        wanted: dict[str, Held] = {}
        for p, of in news:
            own = found[at : at + len(of)]
            for first, last in runs([entry == NEW for entry in own]):
                own[first:last] = self.ledger.found_again(p.id, of, first, last)
            added = newly(own, of, p.words or "", Origin(step.key, step.who), self.ledger)
            own = [new_one if entry == NEW else entry for entry, new_one in zip(own, added, strict=True)]
            wanted[p.id] = Held(p.words or "", of, own)
            at += len(of)
        self.pending[step.key] = wanted

    def _base(self, p: Provision, step: Proposal) -> Held:
        """The words that a proposal was made on, as they are known."""
        words = p.words or ""
        if not words.strip():
            return _NOTHING
        amended, present = self.pending.get(step.on, {}).get(p.id), self.held.get(p.id)
        for known in (amended, present, self.former.get((p.id, words))):
            if known is not None and known.words == words:
                return known
        of, near = units(words, labels=False), amended or present or _NOTHING
        changes = edits(near.units, of) if near.units else [Edit(0, 0, 0, len(of))]
        entries = in_place(near.entries, changes, len(of))
        for first, last in runs([entry == NEW for entry in entries]):
            entries[first:last] = self.ledger.found_again(p.id, of, first, last)
        added = newly(entries, of, words, Origin(step.key, quoted=True), self.ledger)
        return Held(words, of, [new if entry == NEW else entry for entry, new in zip(entries, added, strict=True)])

    def _deal_with(self, key: str, step: Version) -> None:
        """A proposal is settled: what of its own words does not stand in the text is known as settled away."""
        for id_, wanted in self.pending.pop(key, {}).items():
            now = self.held.get(id_, _NOTHING)
            stands = in_place(now.entries, edits(now.units, wanted.units), len(wanted.units)) if now.units else ()
            missing = [
                self.ledger.origins[entry].step == key and not self.ledger.stands[entry] for entry in wanted.entries
            ]
            if stands:
                missing = [is_missing and there == NEW for is_missing, there in zip(missing, stands, strict=True)]
            for first, last in runs(missing):
                one = Departure(id_, wanted, first, last, step.key, proposal=key)
                self._part([one])

    def account(self) -> Provenance:
        """What is known of every word."""
        return Provenance(
            {id_: passages(held, self.ledger) for id_, held in self.held.items()},
            gone(self.departures, self.ledger),
            {key: {id_: passages(held, self.ledger) for id_, held in of.items()} for key, of in self.pending.items()},
            frozenset(id_ for id_ in self.dark if id_),
        )


def _together(known: Mapping[str, Held], ids: Iterable[str]) -> Held:
    """The wordings of several provisions put together."""
    held = [known[id_] for id_ in ids if id_ in known]
    units_ = [unit for one in held for unit in one.units]
    return Held("".join(one.words for one in held), units_, [entry for one in held for entry in one.entries])


def _departures(id_: str, old: Held, new: Sequence[Unit], changes: Iterable[Edit], step: str) -> Iterable[Departure]:
    for edit in changes:
        if edit.first < edit.last:
            instead = "".join(unit.text for unit in new[edit.new_first : edit.new_last])
            yield Departure(id_, old, edit.first, edit.last, step, instead)


def _exchanged(id_: str, old: Held, changes: Iterable[Edit], present: Container[int], step: str) -> Iterable[Departure]:
    """What stands there still, but as words of old that came back in the place of these."""
    changed = {at for edit in changes for at in range(edit.first, edit.last)}
    for first, last in runs([at not in changed and entry not in present for at, entry in enumerate(old.entries)]):
        yield Departure(id_, old, first, last, step)
