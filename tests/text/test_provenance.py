"""Whose words a text is made of: words are followed through rewording, moves, brackets, settlements and returns."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.text.provenance import Event, Passage, Proposal, Provenance, Version, counted_words, trace
from onetext.text.provenance.ledger import Held
from onetext.text.provenance.resuming import read_on
from onetext.text.provision import Provision, Wording
from onetext.text.redline.units import units
from onetext.text.words import folded_words, word_set

LIMIT = "The limit is 600,000 troops in peacetime."
BOTH = "Ash shall dredge the inner harbour each spring and Birch shall light the long pier at night."


def wording(*words: str) -> Wording:
    return tuple(Provision(str(number), text) for number, text in enumerate(words, 1))


def version(key: str, *words: str, who: str = "chair") -> Version:
    return Version(key, (who,), wording(*words))


def proposed(key: str, who: str, base: str, words: str) -> Proposal:
    return Proposal(key, (who,), wording(base), wording(words))


def settled(key: str, words: str, *accepted: str, dealt: Sequence[str] = ()) -> Version:
    return Version(key, ("chair",), wording(words), only=True, accepted=accepted, dealt=(*accepted, *dealt))


def passage(found: Provenance, words: str, provision: str = "1") -> Passage:
    return next(p for p in found.provisions[provision] if words in p.words)


def whose(found: Provenance, words: str, provision: str = "1") -> tuple[str, tuple[str, ...]]:
    origin = passage(found, words, provision).origin
    assert origin is not None
    return origin.step, origin.who


def gone(found: Provenance, provision: str = "1") -> list[tuple[str, str, str]]:
    return [(g.words.strip(), g.origin.step if g.origin else "", g.step) for g in found.gone[provision]]


def test_the_words_of_the_first_version_are_its_authors() -> None:
    assert counted_words(trace([version("v0", LIMIT, who="ash")]).passages()) == {("ash",): 7}


def test_joint_authors_remain_joint() -> None:
    first = Version("v0", ("ash", "birch"), wording(LIMIT))
    assert whose(trace([first, version("v1", LIMIT.replace("in peacetime", "at all times"))]), "600,000") == (
        "v0", ("ash", "birch"),
    )  # fmt: skip


def test_a_reworded_place_is_of_whoever_reworded_it_and_the_rest_stays() -> None:
    found = trace([version("v0", LIMIT, who="ash"), version("v1", LIMIT.replace("600", "800"), who="birch")])
    assert whose(found, "800,000") == ("v1", ("birch",))
    assert whose(found, "troops") == ("v0", ("ash",))
    assert gone(found) == [("600,000", "v0", "v1")]


def test_words_of_an_accepted_amendment_are_its_proponents_from_when_they_proposed_them() -> None:
    new = LIMIT.replace("600", "800")
    found = trace([version("v0", LIMIT), proposed("a1", "us", LIMIT, new), settled("s1", new, "a1")])
    assert whose(found, "800,000") == ("a1", ("us",))
    assert whose(found, "The limit") == ("v0", ("chair",))


def test_what_was_proposed_and_settled_away_is_told() -> None:
    wishes = [
        proposed(key, who, LIMIT, LIMIT.replace("600", n)) for key, who, n in (("a", "us", "8"), ("b", "eu", "7"))
    ]
    found = trace([version("v0", LIMIT), *wishes, settled("s1", LIMIT.replace("600", "650"), dealt=("a", "b"))])
    assert whose(found, "650,000") == ("s1", ("chair",))
    assert gone(found) == [("600,000", "v0", "s1"), ("8,000", "a", "s1"), ("7,000", "b", "s1")]


def test_a_pending_amendment_that_the_next_version_takes_up_is_its_proponents() -> None:
    new = LIMIT.replace("in peacetime", "at all times")
    found = trace([version("v0", LIMIT), proposed("a1", "us", LIMIT, new), version("v1", f"Article. {new}")])
    assert whose(found, "at all times") == ("a1", ("us",))
    assert whose(found, "Article") == ("v1", ("chair",))


def test_two_amendments_settled_together_keep_their_proponents() -> None:
    both = LIMIT.replace("600", "800").replace("in peacetime", "for ten years")
    wishes = [
        proposed("a", "us", LIMIT, LIMIT.replace("600", "800")),
        proposed("b", "eu", LIMIT, LIMIT.replace("in peacetime", "for ten years")),
    ]
    found = trace([version("v0", LIMIT), *wishes, settled("s1", both, "a", "b")])
    assert whose(found, "800,000") == ("a", ("us",))
    assert whose(found, "for ten years") == ("b", ("eu",))


def test_an_amendment_to_an_amendment_keeps_both_proponents() -> None:
    first = "Birch shall light the lighthouse."
    second = "Birch shall light the red lighthouse."
    base = "Birch shall light the pier."
    wish = Proposal("a2", ("birch",), wording(first), wording(second), on="a1")
    settlement = settled("s1", second, "a2", dealt=("a1",))
    found = trace([version("v0", base), proposed("a1", "ash", base, first), wish, settlement])
    assert whose(found, "lighthouse") == ("a1", ("ash",))
    assert whose(found, "red") == ("a2", ("birch",))
    assert [g for g in gone(found) if g[1] == "a1"] == []


def test_words_in_a_bracket_are_of_the_proponents_it_names_also_when_it_is_settled() -> None:
    bracketed = "Elections are held within [100 days (Ukraine)] [a year (Russia)]."
    found = trace([version("v0", bracketed), version("v1", "Elections are held within a year.")])
    assert whose(found, "a year") == ("v0", ("Russia",))
    assert whose(found, "Elections") == ("v0", ("chair",))
    assert ("100 days", "v0", "v1") in gone(found)


def test_what_makes_a_bracket_is_nobodys_words() -> None:
    found = trace([version("v0", "The limit is [600,000 (US)].")])
    marks = [p.words.strip() for p in found.provisions["1"] if p.origin is None]
    assert marks == ["[", "(US)]"]
    assert counted_words(found.passages()) == {("chair",): 3, ("US",): 1}


def test_words_that_went_and_came_back_are_of_whoever_brought_them_first() -> None:
    found = trace([version("v0", LIMIT, who="ash"), version("v1", LIMIT.replace("600", "800")), version("v2", LIMIT)])
    assert whose(found, "600,000") == ("v0", ("ash",))
    assert passage(found, "600,000").events == (Event("left", "v1"), Event("came back", "v2"))
    assert gone(found) == [("800,000", "v1", "v2")]


def test_a_clause_that_comes_back_among_other_words_is_known_again() -> None:
    clause = "unless both Parties agree otherwise in writing"
    steps = [
        version("v0", f"The toll is 0.90 crowns {clause}.", who="ash"),
        version("v1", "The toll is 0.90 crowns."),
        version("v2", "The dues of vessels are fixed each year."),
        version("v3", f"The dues of vessels are fixed each year, {clause}, by the Commission.", who="birch"),
    ]
    found = trace(steps)
    assert whose(found, "agree otherwise") == ("v0", ("ash",))
    assert passage(found, "agree otherwise").events[-1] == Event("came back", "v3")


def test_words_that_move_to_another_point_keep_their_origin() -> None:
    found = trace([
        version("v0", BOTH, "Cedar may use the quay.", who="ash"),
        version("v1", "Ash shall dredge the inner harbour each spring.", f"Cedar may use the quay. {BOTH[48:]}"),
    ])  # fmt: skip
    assert whose(found, "Birch shall light the long pier at night", "2") == ("v0", ("ash",))
    assert passage(found, "long pier", "2").events == (Event("moved", "v1", "1"),)


def test_the_parts_of_a_split_and_the_whole_of_a_merger_keep_their_origins() -> None:
    parts = "Ash shall dredge the inner harbour each spring.", "Birch shall light the long pier at night."
    split = Proposal("split", ("oak",), wording(BOTH), wording(*parts))
    divided = Version("s1", ("chair",), wording(*parts), only=True, accepted=("split",), dealt=("split",))
    first = trace([version("v0", BOTH), split, divided])
    assert whose(first, "inner harbour", "1") == whose(first, "long pier", "2") == ("v0", ("chair",))
    merger = Proposal("merge", ("elm",), wording(*parts), wording(" ".join(parts)))
    whole = (Provision("1", " ".join(parts)), Provision("2", None, vacant=True))
    second = Version("s2", ("chair",), whole, only=True, accepted=("merge",), dealt=("merge",))
    merged = trace([version("v0", BOTH), split, divided, merger, second])
    assert whose(merged, "long pier", "1") == ("v0", ("chair",))
    assert set(merged.provisions) == {"1"}


def test_what_came_in_while_the_text_was_not_known_is_unknown() -> None:
    found = trace([version("v0", LIMIT), Version("v1", ("ash",)), version("v2", LIMIT.replace("600", "800"), "Peace.")])
    for words, provision in (("800,000", "1"), ("Peace", "2")):
        origin = passage(found, words, provision).origin
        assert origin is not None
        assert (origin.step, origin.who, origin.hidden) == ("v2", (), ("v1",))
    assert whose(found, "troops") == ("v0", ("chair",))


def test_a_point_that_a_partial_version_lacks_is_unknown_not_gone() -> None:
    part = Version("v1", ("ash",), wording(LIMIT), complete=False)
    found = trace([version("v0", LIMIT, "Peace."), part])
    assert found.unknown == {"2"}
    assert found.gone == {}
    later = trace([version("v0", LIMIT), part, version("v2", LIMIT, "Elections are held.")])
    assert whose(later, "Elections", "2") == ("v2", ())


def test_a_point_that_a_whole_version_lacks_is_gone_with_its_words() -> None:
    found = trace([version("v0", LIMIT, "Peace now."), version("v1", LIMIT)])
    assert gone(found, "2") == [("Peace now.", "v0", "v1")]


def test_words_that_a_report_says_an_amendment_was_made_on_are_nobodys_amendment() -> None:
    wish = Proposal("a1", ("us",), wording("Other words stood here."), wording("Other words stand here."))
    found = trace([version("v0", LIMIT), wish])
    quoted = {p.words.strip(): p.origin.who for p in found.pending["a1"]["1"] if p.origin}
    assert quoted == {"Other words": (), "stand": ("us",), "here": (), ".": ("chair",)}


def test_the_same_wish_of_another_is_not_called_gone_when_the_words_stand() -> None:
    new = LIMIT.replace("600", "800")
    wishes = [proposed("a", "us", LIMIT, new), proposed("b", "eu", LIMIT, new)]
    found = trace([version("v0", LIMIT), *wishes, settled("s1", new, "a", "b")])
    assert whose(found, "800,000") == ("a", ("us",))
    assert gone(found) == [("600,000", "v0", "s1")]


def test_words_that_come_back_in_pieces_between_new_ones_are_known_again() -> None:
    steps = [version("v0", "Ash may dredge deep by night, no more than twice.", who="ash"),
             version("v1", "Birch rests by day."), version("v2", "Nobody rests."),
             version("v3", "Ash may dredge often by night, no more than thrice.", who="birch")]  # fmt: skip
    found = trace(steps)
    assert whose(found, "by night") == ("v0", ("ash",))
    assert whose(found, "often") == whose(found, "thrice") == ("v3", ("birch",))


def test_words_that_an_accepted_proposal_says_once_more_keep_their_origin_in_both_places() -> None:
    first, second = "Ash shall dredge the harbour.", "Birch shall light the long pier."
    both = f"{first} {second}"
    wish = Proposal("a1", ("oak",), wording(first, second), wording(both))
    found = trace([version("v0", first, second, who="ash"), wish, settled("s1", both, "a1")])
    assert whose(found, "long pier", "1") == whose(found, "long pier", "2") == ("v0", ("ash",))


PIECES = sorted(word_set("Parties shall may not withdraw 600,000 800,000 personnel within days agree toll , . [ ]"))
WORDS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map(" ".join)
TEXTS = st.lists(WORDS, min_size=1, max_size=3)


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_the_passages_are_the_words_exactly_and_no_word_comes_from_a_version_without_it(texts: list[list[str]]) -> None:
    steps = [version(f"v{n}", *words, who=f"p{n}") for n, words in enumerate(texts)]
    found = trace(steps)
    assert ["".join(p.words for p in found.provisions[str(n)]) for n in range(1, len(texts[-1]) + 1)] == texts[-1]
    stood = {step.key: [set(folded_words(p.words or "")) for p in step.wording or ()] for step in steps}
    for one in found.passages():
        if one.origin is not None:
            assert set(folded_words(one.words)) <= set().union(*stood[one.origin.step])
            assert one.origin.who == (one.origin.step.replace("v", "p"),)


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=6))
def test_no_word_that_ever_stood_is_missing_from_the_account(texts: list[list[str]]) -> None:
    found = trace([version(f"v{n}", *words) for n, words in enumerate(texts)])
    told = {word for p in found.passages() for word in folded_words(p.words)}
    told |= {word for of in found.gone.values() for g in of for word in folded_words(g.words)}
    assert {word for words in texts for text in words for word in folded_words(text)} <= told


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=5), TEXTS)
def test_a_version_that_changes_nothing_changes_nothing_of_the_account(texts: list[list[str]], last: list[str]) -> None:
    steps = [version(f"v{n}", *words) for n, words in enumerate([*texts, last])]
    assert trace([*steps, version("same", *last)]) == trace(steps)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_a_text_that_reads_again_as_it_did_is_wholly_of_its_first_authors(first: list[str], other: list[str]) -> None:
    found = trace([version("v0", *first), version("v1", *other), version("v2", *first)])
    assert {p.origin.step for p in found.passages() if p.origin} <= {"v0"}


@settings(max_examples=300, deadline=None)
@given(WORDS, WORDS, st.integers(0, 12), st.integers(0, 12))
def test_reading_on_from_an_old_wording_is_reading_it_all(old: str, middle: str, first: int, last: int) -> None:
    of = old.split(" ")
    new = " ".join([*of[:first], middle, *of[last:]])
    before = units(old, labels=False)
    read, changes = read_on(Held(old, before, tuple(range(len(before)))), new)
    assert tuple(read) == units(new, labels=False)
    at = 0
    for edit in changes:
        assert [u.key for u in before[at : edit.first]] == [
            u.key for u in read[edit.new_first - (edit.first - at) : edit.new_first]
        ]
        at = edit.last
