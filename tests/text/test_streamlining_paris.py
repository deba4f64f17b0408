"""A streamlining that took place: the Paris drafts of 4 and 9 December 2015, and what was adopted on the 12th."""

import os
from functools import cache
from pathlib import Path

import pytest

from onetext.text.brackets import read
from onetext.text.provision import Wording, write
from onetext.text.reading import decode, read_points
from onetext.text.streamlining import Account, Proof, losses, streamlined
from onetext.text.words import folded_words

ROOT = Path(__file__).parents[2]
PARIS = Path(os.environ.get("ONETEXT_SHARED", ROOT.parent / "shared")) / "cases" / "paris"
STEPS = [("draft-2015-12-04", "draft-2015-12-09"), ("draft-2015-12-09", "adopted-2015-12-12")]

pytestmark = pytest.mark.skipif(
    not PARIS.is_dir(), reason=f"the Paris drafts are not in {PARIS}: set ONETEXT_SHARED to the folder with cases/paris"
)
each_step = pytest.mark.parametrize(("before", "after"), STEPS, ids=["4 to 9 December", "9 to 12 December"])


@cache
def wording(name: str) -> Wording:
    return read_points(decode((PARIS / f"{name}.txt").read_bytes()), f"{name[-2:]}-{{}}".format)


@cache
def checked(before: str, after: str) -> Proof:
    return streamlined(wording(before), wording(after))


def words_in(stretches: tuple[str, ...]) -> list[str]:
    return [word for words in stretches for word in folded_words(words)]


def is_a_stretch(account: Account) -> bool:
    return " … " not in account.item.words and account.total > 5


@each_step
def test_every_bracket_of_the_old_draft_is_accounted_for_once(before: str, after: str) -> None:
    items = [account for account in checked(before, after).accounts if account.item.kind != "clause"]
    assert len(items) == read(write(wording(before))).report.counts.total


@each_step
def test_the_words_of_every_item_add_up(before: str, after: str) -> None:
    for account in checked(before, after).accounts:
        assert account.own + len(words_in((*account.missing, *account.shared))) == account.total
        assert sum(place.count for place in account.places) == account.own


@each_step
def test_what_stands_word_for_word_in_the_new_text_is_not_called_lost(before: str, after: str) -> None:
    new = " ".join(folded_words(write(wording(after))))
    for account in filter(is_a_stretch, checked(before, after).accounts):
        if f" {' '.join(folded_words(account.item.words))} " in new:
            assert account.verdict != "not found" or account.echoes or account.shared, account.item.words


@each_step
def test_what_is_called_kept_stands_in_the_new_text(before: str, after: str) -> None:
    provisions = {p.id: set(folded_words(p.words or "")) for p in wording(after)}
    for account in checked(before, after).accounts:
        said = {word for place in account.places for word in provisions[place.provision]}
        if account.verdict == "kept":
            assert set(folded_words(account.item.words)) <= said


@each_step
def test_every_paragraph_of_the_new_draft_has_its_sources(before: str, after: str) -> None:
    rows = {source.after: source for source in checked(before, after).sources if source.after}
    assert set(rows) == {p.id for p in wording(after) if folded_words(p.words or "")}
    assert all(row.before or row.done == ("new",) for row in rows.values())


@pytest.mark.parametrize("name", ["draft-2015-12-04", "draft-2015-12-09"])
def test_a_draft_accounts_for_all_of_itself(name: str) -> None:
    found = streamlined(wording(name), read_points(write(wording(name)), "same-{}".format))
    assert {account.verdict for account in found.accounts if account.total} == {"kept"}
    assert {row.done for row in found.sources} == {("kept",)}


@pytest.mark.parametrize(
    "words",
    [
        "[and attract]",
        "[climate neutrality]",
        "[from USD 100 billion per year]",
        "[in an online registry maintained by the secretariat]",
        "[acting jointly]",
    ],
)
def test_one_bracket_taken_out_of_a_draft_is_missed_and_no_other(words: str) -> None:
    source = write(wording("draft-2015-12-09"))
    assert source.count(words) == 1
    without = read_points(source.replace(words, ""), "new-{}".format)
    (missed,) = (a for a in streamlined(wording("draft-2015-12-09"), without).accounts if not a.is_whole)
    assert missed.verdict == "not found"
    assert words_in(missed.missing) + words_in(missed.shared) == list(folded_words(words))


def test_a_bracket_that_the_ministers_dropped_is_missed_and_one_that_they_kept_is_found() -> None:
    by_words = {account.item.words: account for account in checked(*STEPS[0]).accounts}
    assert by_words["consistent with the 2030 UN sustainable development agenda"].verdict == "not found"
    conserve = next(a for words, a in by_words.items() if words.startswith("Affirming* the importance of education"))
    assert conserve.missing == ("role", "actors")


def test_the_drafts_name_no_proponents_so_that_nobody_is_named_for_what_is_missing() -> None:
    assert [loss.party for loss in losses(checked(*STEPS[0]))] == [""]
