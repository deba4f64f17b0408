"""Streamlining: whose words are still there in a shorter text, whose are not, and what each paragraph was made from."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import msgspec

from onetext.process import actors, alignments, amendments, current, texts
from onetext.process.alignments import Side
from onetext.process.current import Standing
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.text import brackets
from onetext.text.provision import Provision
from onetext.text.streamlining import Account, Contribution, Loss, Proof, losses, streamlined

NO_JUDGEMENT = "Words are compared, not meanings. Whether a change matters is for those whose words they are to say."


_kept_proof = lru_cache(maxsize=4)(streamlined)
"""The last few are kept: what is asked of the same words has the same answer, whoever asks."""


@dataclass(frozen=True)
class Checked:
    """A text checked against the one that it replaces; the labels are what is printed for each provision."""

    before: Side
    after: Side
    proof: Proof
    losses: tuple[Loss, ...]
    labels_before: dict[str, str]
    labels_after: dict[str, str]


def check(view: View, before: Side, after: Side) -> Checked:
    """Account for every bracket and word of one text in another.

    The contributors are the proponents that the brackets name, and the parties whose accepted amendments, among those
    that the viewer may see, brought words. Raises Refused where the text of one is not available.
    """
    for side in (before, after):
        if side.wording is None:
            refuse("The text of {version} is not available: there is nothing to check.", version=side.called)
    old, new = before.wording or (), after.wording or ()
    proof = _kept_proof(
        old,
        new,
        tuple(contributions(view, before.line)),
        tuple(alignments.known_correspondences(view, before, after)),
        before_complete=before.complete,
        after_complete=after.complete,
    )
    found = losses(proof, party_names(view))
    return Checked(before, after, proof, found, texts.printed(old), texts.printed(new))


def replaced(view: View, text: str) -> Side:
    """The text that is to be replaced. The one text as it stands has its pending amendments in brackets.

    What no longer fits the words it was made on is behind its point in brackets of its own, so that it is accounted
    for as well.
    """
    found = alignments.side(view, text)
    if text not in {"current", "now"} or found.wording is None:
        return found
    standing = tuple(_bracketed(view, one) for one in current.standings(view))
    return replace(found, wording=standing)


def in_brackets(checked: Checked) -> tuple[Account, ...]:
    """What is left of every bracket."""
    return tuple(account for account in checked.proof.accounts if account.item.kind != "clause")


def outside(checked: Checked) -> tuple[Account, ...]:
    """What is left of the clauses outside of all brackets."""
    return tuple(account for account in checked.proof.accounts if account.item.kind == "clause")


def counts(accounts: Iterable[Account]) -> dict[str, int]:
    """How many of them fared how, the most frequent first."""
    said = ("kept in other words" if one.verdict == "kept in part" else one.sentence for one in accounts)
    return dict(Counter(said).most_common())


def contributions(view: View, line: str = texts.MAIN) -> Iterator[Contribution]:
    """The words that amendments brought into a line of drafts, as far as they were accepted before this viewer."""
    for act in amendments.proposals(view):
        settled = amendments.outcome(view, act.id)
        if act.body.line == line and settled is not None and settled[0] != "rejected":
            names = tuple(actors.name(view, who) for who in amendments.proponents(act))
            words = " ".join([act.body.words or "", *act.body.parts])
            yield Contribution(act.body.provision, names, words, act.body.base)


def party_names(view: View) -> dict[str, str]:
    """What the parties are called, by their names and short names in lower case."""
    found = {act.body.slug.casefold(): act.body.name for act in actors.everybody(view)}
    return {**found, **{name.casefold(): name for name in found.values()}}


def _bracketed(view: View, standing: Standing) -> Provision:
    words = standing.bracketed if standing.bracketed is not None else standing.known_words
    left = [act for act, _ in standing.unfit if act.body.words]
    beside = [
        brackets.make([(act.body.words or "", [actors.name(view, who) for who in amendments.proponents(act)])])
        for act in left
    ]
    found = "\n".join([*([words] if words else []), *beside])
    unknown = words is None and not beside
    return msgspec.structs.replace(standing.provision, words=None if unknown else found, vacant=False)
