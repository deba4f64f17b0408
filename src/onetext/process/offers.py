"""Offers: whether a version is on offer, final or not, withdrawn: who said so of which words, with the history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import msgspec
from rpds import HashTrieMap

from onetext.process import actors, current, texts
from onetext.process.reach import spoken_of
from onetext.record.act import Act
from onetext.record.subject import Kind, Subject
from onetext.record.view import View

Status = Literal["offered", "final", "not final", "withdrawn"]


class Offer(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody says what a version is as an offer.

    `words` is the fingerprint of the text that was meant, "" where its text is not available; `cause` is why the
    status was said or changed, as far as it is known.
    """

    version: str
    status: Status
    by: str
    words: str = ""
    cause: str = ""


@dataclass(frozen=True)
class Offers:
    """Everything that was said about versions as offers."""

    said: HashTrieMap[str, Act[Offer]] = HashTrieMap()


def history(view: View, version: str = "") -> tuple[Act[Offer], ...]:
    """What was said (of one version) as an offer, in the order of the record. Nothing in it is ever replaced."""
    found = (act for act in view[Offers].said.values() if not version or act.body.version == version)
    return tuple(sorted(found, key=lambda act: act.order))


def present(view: View, version: str) -> tuple[Act[Offer], ...]:
    """For each speaker the latest that it said of a version, in the order of the record; empty: nobody said."""
    latest = {act.body.by: act for act in history(view, version)}
    return tuple(sorted(latest.values(), key=lambda act: act.order))


def words_of(view: View, version: str) -> str:
    """The fingerprint of a version's text at this moment; "" where it is not available."""
    tabled = view[texts.Texts].versions.get(version)
    found = texts.fingerprint_in(tabled, current.wording_of(view, tabled)) if tabled else None
    return found or ""


def of_other_words(view: View, act: Act[Offer]) -> bool:
    """Whether the words have changed since the status was said of them."""
    now = words_of(view, act.body.version)
    return bool(act.body.words and now and act.body.words != now)


def _may_say(view: View, act: Act[Offer]) -> None:
    spoken_of(view, act, act.body.version, texts.Table)
    actors.known(view, act.body.by)
    actors.acting(view, act, act.body.by)


def _was_said(state: Offers, act: Act[Offer]) -> Offers:
    return replace(state, said=state.said.insert(act.id, act))


SUBJECT = Subject(
    "offers", Offers(), (Kind("say", Offer, _was_said, _may_say, fixed=("version", "status", "by", "words")),)
)
