"""Streamlining: a shorter text checked against the one that it replaces; under each party's name what is not found."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from onetext.process import alignments, streamlining, texts
from onetext.process.streamlining import NO_JUDGEMENT, Checked
from onetext.record.view import View
from onetext.sentences import listed, say
from onetext.text.streamlining import Account, Source
from onetext.web.asked import Asked
from onetext.web.pages import Page
from onetext.web.pages.comparing.two_texts import CURRENT, Choice, Count, every_text


@dataclass(frozen=True)
class Stands:
    """Where words of an item stand now, and whether in brackets: "all", "some" or "none"."""

    label: str
    bracketed: str


@dataclass(frozen=True)
class Item:
    """A bracket of the old text, or a clause outside of all: whose it is, and what is left of its words.

    `missing` words are not found; `shared` stand in its place only as words of another; `echoes` elsewhere, as words of
    another; `put_in` are new words between its own.
    """

    label: str
    kind: str
    whose: tuple[str, ...]
    words: str
    sentence: str
    whole: bool
    stands: tuple[Stands, ...]
    missing: tuple[str, ...]
    shared: tuple[str, ...]
    echoes: tuple[str, ...]
    put_in: tuple[str, ...]


@dataclass(frozen=True)
class Missed:
    """The words of one party that are not found; party "" where nobody is named for them."""

    party: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Made:
    """A paragraph of the new text, "" for none, with the old ones that it was made from, whose, and what was done."""

    now: str
    before: tuple[str, ...]
    contributors: tuple[str, ...]
    done: tuple[str, ...]
    put_in: tuple[str, ...]


@dataclass(frozen=True)
class Streamlined:
    """A text checked against the one that it replaces. `complete` is False where the new one is known only in part."""

    called: tuple[str, str]
    brackets: tuple[Count, ...]
    clauses: tuple[Count, ...]
    complete: bool
    missed: tuple[Missed, ...]
    items: tuple[Item, ...]
    sources: tuple[Made, ...]
    caution: str


@dataclass(frozen=True)
class Streamline:
    """The page's value: the two texts that can be chosen, and what the check found; `why_not` why there is none."""

    choices: tuple[Choice, ...]
    before: str
    after: str
    why_not: str
    checked: Streamlined | None


def streamline(view: View, asked: Asked) -> Streamline:
    """The two texts that were asked for: else the head and the version that it succeeds."""
    choices = every_text(view)
    head = texts.head(view)
    parent = view[texts.Texts].versions.get(head.body.parent) if head else None
    before = asked.word("before") or (parent.handle if parent else CURRENT if head else "")
    after = asked.word("after") or (head.handle if head and parent else "")
    if not (before and after):
        return Streamline(choices, before, after, "", None)
    old, new = streamlining.replaced(view, before), alignments.side(view, after)
    missing = [side.called for side in (old, new) if side.wording is None]
    if missing:
        why = say("The text of {version} is not available: there is nothing to check.", version=listed(missing))
        return Streamline(choices, before, after, why, None)
    return Streamline(choices, before, after, "", told(streamlining.check(view, old, new)))


def told(checked: Checked) -> Streamlined:
    """What a check found, as plain values."""
    proof = checked.proof
    brackets, clauses = streamlining.in_brackets(checked), streamlining.outside(checked)
    shown = [one for one in proof.accounts if one.item.kind != "clause" or not one.is_whole]
    return Streamlined(
        (checked.before.called, checked.after.called),
        _counts(brackets),
        _counts(clauses),
        proof.complete,
        tuple(Missed(loss.party, _items(checked, loss.accounts)) for loss in checked.losses),
        _items(checked, shown),
        tuple(_source(checked, one) for one in proof.sources),
        NO_JUDGEMENT,
    )


def _counts(accounts: Iterable[Account]) -> tuple[Count, ...]:
    return tuple(Count(*one) for one in streamlining.counts(accounts).items())


def _items(checked: Checked, accounts: Iterable[Account]) -> tuple[Item, ...]:
    return tuple(_item(checked, account) for account in accounts)


def _item(checked: Checked, account: Account) -> Item:
    item = account.item
    return Item(
        checked.labels_before[item.provision],
        item.kind,
        item.proponents,
        item.words,
        account.sentence,
        account.is_whole,
        tuple(Stands(checked.labels_after[place.provision], place.bracketed) for place in account.places),
        account.missing,
        account.shared,
        account.echoes,
        account.put_in,
    )


def _source(checked: Checked, source: Source) -> Made:
    return Made(
        checked.labels_after[source.after] if source.after else "",
        tuple(checked.labels_before[id_] for id_ in source.before),
        tuple(source.contributors),
        tuple(source.done),
        tuple(source.put_in),
    )


PAGES = (
    Page(
        "streamline",
        _("Check a shorter text"),
        "streamline",
        streamline,
        "pages/streamline.html",
        asks=(
            ("before", "the text that is replaced: a version, or “current” with its pending amendments"),
            ("after", "the shorter text"),
        ),
    ),
)
