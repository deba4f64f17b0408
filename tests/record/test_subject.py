"""The catalogue: what a program knows of kinds of acts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
import pytest

from onetext.process import every_subject
from onetext.record.act import Act
from onetext.record.errors import Refused, refuse
from onetext.record.subject import Kind, Subject, catalogue


class Say(msgspec.Struct, frozen=True):
    """Somebody says something."""

    format: str


class Meet(msgspec.Struct, frozen=True):
    """A meeting, on a day."""

    days: tuple[date, ...]


class Remark(msgspec.Struct, frozen=True):
    """A remark on a meeting."""

    of: Meet | None


class Ring(msgspec.Struct, frozen=True):
    """A bell rings at a moment."""

    at: datetime | None


@dataclass(frozen=True)
class Said:
    """Nothing."""


@dataclass(frozen=True)
class Met:
    """Nothing either."""


def unchanged(state: Any, _act: Act[Any]) -> Any:
    return state


def test_a_kind_is_written_as_its_subject_its_verb_and_its_version() -> None:
    found = catalogue([Subject("talk", Said(), (Kind("say", Say, unchanged, version=3),))])
    assert found.tag(Say("loud")) == "talk.say/3"


def test_two_kinds_cannot_share_one_tag() -> None:
    twice = (Kind("say", Say, unchanged), Kind("say", Meet, unchanged))
    with pytest.raises(ValueError, match="one tag"):
        catalogue([Subject("talk", Said(), twice)])


def test_two_subjects_cannot_share_one_type_of_state() -> None:
    with pytest.raises(ValueError, match="one type of state"):
        catalogue([Subject("talk", Said(), ()), Subject("gossip", Said(), ())])


def test_the_catalogue_knows_which_bodies_hold_times() -> None:
    kinds = (Kind("meet", Meet, unchanged), Kind("remark", Remark, unchanged), Kind("ring", Ring, unchanged))
    found = catalogue([Subject("talk", Said(), (Kind("say", Say, unchanged),)), Subject("meetings", Met(), kinds)])
    assert found.timed == {"meetings.meet/1", "meetings.remark/1", "meetings.ring/1"}


def test_the_order_in_which_subjects_are_given_means_nothing() -> None:
    subjects = [Subject("talk", Said(), (Kind("say", Say, unchanged),)), Subject("meetings", Met(), ())]
    assert catalogue(subjects).subjects == catalogue(reversed(subjects)).subjects


def test_only_releases_widen_and_only_corrections_and_withdrawals_replace() -> None:
    assert set(every_subject().widening) == {"releases.release/1"}
    assert set(every_subject().replacing) == {"corrections.correct/1", "corrections.withdraw/1"}


def test_a_refusal_is_its_sentence() -> None:
    with pytest.raises(Refused, match=r"^Name the round\.$"):
        refuse("Name the round.")
