"""What must hold of every alignment, whatever the texts."""

from collections.abc import Iterable
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.text.alignment import Alignment, Correspondence, align
from onetext.text.provision import Provision, Wording

SENTENCES = (
    "The size of the Ukrainian Armed Forces will be limited to 600,000 personnel.",
    "The size of the Ukrainian Armed Forces will be limited to 800,000 personnel in peacetime.",
    "Ukraine will hold elections in 100 days.",
    "All remaining prisoners and bodies will be exchanged on the basis of all for all.",
    "The nuclear power plant will be relaunched under the supervision of the Agency.",
    "[The Parties [shall][should] meet.]",
    "The Parties shall meet.",
    "",
)
WORDS = st.lists(st.lists(st.sampled_from(SENTENCES), max_size=3).map(" ".join), max_size=9)
TURNED = {"split": "merged", "merged": "split", "added": "dropped", "dropped": "added"}


def text(prefix: str, wordings: Iterable[str]) -> Wording:
    return tuple(Provision(f"{prefix}{n}", words, number=str(n)) for n, words in enumerate(wordings, 1))


def some(wording: Wording) -> st.SearchStrategy[tuple[str, ...]]:
    ids = [p.id for p in wording]
    return st.lists(st.sampled_from(ids), max_size=2, unique=True).map(tuple) if ids else st.just(())


def links(alignment: Alignment) -> set[tuple[tuple[str, ...], tuple[str, ...], float, float]]:
    return {(row.before, row.after, row.score, row.confidence) for row in alignment.rows}


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_a_text_against_itself_is_kept_for_certain(wordings: list[str]) -> None:
    for other in ("p", "q"):
        rows = align(text("p", wordings), text(other, wordings)).rows
        assert [(row.before[0][1:], row.after[0][1:]) for row in rows] == [
            (str(n), str(n)) for n in range(1, len(wordings) + 1)
        ]
        assert {(row.dispositions, row.score, row.confidence) for row in rows} <= {(("kept",), 1.0, 1.0)}


@settings(max_examples=60, deadline=None)
@given(WORDS, st.randoms(use_true_random=False))
def test_in_a_permuted_text_everything_is_kept_or_moved(wordings: list[str], chance: Random) -> None:
    before = text("p", wordings)
    mixed = list(before)
    chance.shuffle(mixed)
    for row in align(before, tuple(mixed)).rows:
        assert row.before == row.after
        assert row.dispositions in (("kept",), ("moved",))
    for row in align(before, text("q", [p.words or "" for p in mixed])).rows:
        assert (len(row.before), len(row.after)) == (1, 1)
        assert row.dispositions in (("kept",), ("moved",))


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS)
def test_every_provision_stands_in_exactly_one_row(olds: list[str], news: list[str]) -> None:
    before, after = text("u", olds), text("e", news)
    alignment = align(before, after)
    assert sorted(key for row in alignment.rows for key in row.before) == sorted(p.id for p in before)
    assert sorted(key for row in alignment.rows for key in row.after) == sorted(p.id for p in after)
    assert all(0 <= row.score <= 1 and 0 <= row.confidence <= 1 for row in alignment.rows)


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS)
def test_with_the_texts_in_each_others_place_everything_is_turned(olds: list[str], news: list[str]) -> None:
    before, after = text("u", olds), text("e", news)
    forth, back = align(before, after), align(after, before)
    assert links(forth) == {(old, new, score, sure) for new, old, score, sure in links(back)}
    turned = {row.after + row.before: row.dispositions for row in back.rows}
    for row in forth.rows:
        assert {*turned[row.before + row.after]} == {TURNED.get(one, one) for one in row.dispositions}


@settings(max_examples=30, deadline=None)
@given(WORDS, WORDS)
def test_the_same_texts_are_always_aligned_in_the_same_way(olds: list[str], news: list[str]) -> None:
    assert align(text("u", olds), text("e", news)) == align(text("u", olds), text("e", news))


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS, st.data())
def test_what_a_person_settled_stands(wordings: list[str], others: list[str], data: st.DataObject) -> None:
    before, after = text("u", wordings), text("e", others)
    olds, news = (data.draw(some(side)) for side in (before, after))
    rows = align(before, after, (Correspondence(olds, news),)).rows
    if olds or news:
        (row,) = (row for row in rows if {*row.before, *row.after} & {*olds, *news})
        assert ({*row.before}, {*row.after}) == ({*olds}, {*news})
        assert row.confidence == 1


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS)
def test_of_a_text_known_in_part_nothing_is_said_to_be_missing(olds: list[str], news: list[str]) -> None:
    rows = align(text("u", olds), text("e", news), before_complete=False, after_complete=False).rows
    assert not {"added", "dropped"} & {one for row in rows for one in row.dispositions}
