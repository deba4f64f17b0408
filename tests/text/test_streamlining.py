"""Streamlining: whose words a shorter text still has, and exactly which it has not."""

from hypothesis import given
from hypothesis import strategies as st

from onetext.text.brackets import read
from onetext.text.provision import Provision, Wording
from onetext.text.streamlining import Account, Contribution, Proof, losses, proponents_in, streamlined
from onetext.text.streamlining.bracketed_words import words_of
from onetext.text.words import folded_words

FISH = "Each Party [shall (Ash)] [should (Birch)] protect the spawning grounds of cod and herring."
NETS = "Drift nets longer than two kilometres are prohibited [in coastal waters (Cedar)] from 2031."
BOATS = "[Small boats of island communities are exempt from every quota (Dune)]"


def text(prefix: str, *wordings: str | None) -> Wording:
    return tuple(Provision(f"{prefix}{n}", words, number=str(n)) for n, words in enumerate(wordings, 1))


def proof(before: tuple[str | None, ...], after: tuple[str | None, ...]) -> Proof:
    return streamlined(text("o", *before), text("n", *after))


def of(found: Proof, party: str) -> Account:
    (account,) = (one for one in found.accounts if one.item.proponents == (party,))
    return account


def clause(found: Proof, provision: str) -> Account:
    (account,) = (one for one in found.accounts if one.item.kind == "clause" and one.item.provision == provision)
    return account


def lost(found: Proof) -> dict[str, list[str]]:
    return {loss.party: [words for one in loss.accounts for words in one.missing] for loss in losses(found)}


def source(found: Proof, after: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    (row,) = (one for one in found.sources if one.after == after)
    return row.before, row.contributors, row.done


def test_a_text_accounts_for_all_of_itself() -> None:
    found = proof((FISH, NETS, BOATS), (FISH, NETS, BOATS))
    assert {account.verdict for account in found.accounts} <= {"kept", "no words"}
    assert losses(found) == ()
    assert [row.done for row in found.sources] == [("kept",)] * 3


def test_of_two_options_the_one_that_stays_is_kept_and_the_other_is_not_found() -> None:
    found = proof((FISH,), ("Each Party should protect the spawning grounds of cod and herring.",))
    assert of(found, "Birch").verdict == "kept"
    assert of(found, "Birch").places[0].bracketed == "none"
    assert of(found, "Ash").verdict == "not found"
    assert lost(found) == {"Ash": ["shall"]}
    assert "1 bracket removed" in source(found, "n1")[2]


def test_words_kept_in_part_are_counted_and_the_missing_ones_are_quoted() -> None:
    found = proof((BOATS,), ("Small boats are exempt from every quota.",))
    account = of(found, "Dune")
    assert account.sentence == "kept in other words (7 of 10 words)"
    assert account.missing == ("of island communities",)
    assert lost(found) == {"Dune": ["of island communities"]}


def test_a_bracket_that_went_into_another_paragraph_is_found_there() -> None:
    moved = "Drift nets longer than two kilometres are prohibited from 2031. " + BOATS
    found = proof((FISH, NETS, BOATS), (FISH, moved))
    account = of(found, "Dune")
    assert account.verdict == "kept"
    assert [place.provision for place in account.places] == ["n2"]
    assert lost(found) == {"Cedar": ["in coastal waters"]}
    before, contributors, done = source(found, "n2")
    assert (set(before), contributors) == ({"o2", "o3"}, ("Dune",))
    assert "merged from 2" in done


def test_two_options_that_are_joined_in_their_common_words_are_both_there() -> None:
    before = "[Parties shall end trawling by 2030 (Ash)] [Parties shall end trawling by 2040 (Birch)]"
    found = proof((before,), ("Parties shall end trawling by [2030 (Ash)] [2040 (Birch)]",))
    assert all(not of(found, party).missing for party in ("Ash", "Birch"))
    assert of(found, "Birch").verdict == "said once for several"
    assert "Parties shall end trawling by" in of(found, "Birch").shared


def test_an_option_whose_words_stand_only_as_those_of_another_is_reported() -> None:
    before = "[Parties shall act (Ash)] [Parties shall act without delay (Birch)]"
    found = proof((before,), ("Parties shall act without delay.",))
    assert of(found, "Birch").verdict == "kept"
    assert of(found, "Ash").verdict == "said once for several"
    assert [loss.party for loss in losses(found)] == ["Ash"]


def test_a_word_put_between_those_of_a_party_is_shown() -> None:
    found = proof(("[The fleet shall return to port (Ash)]",), ("The fleet shall not return to port.",))
    account = of(found, "Ash")
    assert account.verdict == "kept, with words put in"
    assert account.put_in == ("not",)


def test_of_an_amount_the_unit_alone_is_not_the_amount() -> None:
    found = proof(
        ("A toll of [0.90 crowns (Ash)] [1.40 crowns (Birch)] is paid.",), ("A toll of 1.15 crowns is paid.",)
    )
    assert [of(found, party).verdict for party in ("Ash", "Birch")] == ["not found", "not found"]


def test_a_new_paragraph_without_a_source_is_new() -> None:
    found = proof((FISH,), (FISH, "Whales are observed by a standing committee."))
    assert source(found, "n2") == ((), (), ("new",))


def test_a_paragraph_that_came_to_nothing_has_its_row() -> None:
    found = proof((FISH, BOATS), (FISH,))
    (row,) = (one for one in found.sources if not one.after)
    assert (row.before, row.contributors) == (("o2",), ("Dune",))
    assert row.done[0] == "none of its words are found"


def test_a_bracket_across_paragraphs_is_one_item() -> None:
    wording = text("o", "Ports [are open to", "every flag (Ash)] at night")
    found = streamlined(wording, text("n", "Ports are open at night"))
    account = of(found, "Ash")
    assert (account.item.provision, account.total) == ("o1", 5)
    assert "every flag" in account.missing


def test_a_bracket_that_is_never_closed_ends_with_its_paragraph() -> None:
    found = proof(("Ports [are open", "Cod is protected"), ("Ports are open", "Cod is protected"))
    assert [account.item.kind for account in found.accounts] == ["clause", "disputed", "clause"]
    assert losses(found) == ()


def test_words_that_a_party_wants_deleted_are_not_its_words() -> None:
    found = proof(("Cod is protected [delete: in spring (Ash)]",), ("Cod is protected",))
    assert lost(found) == {"": ["in spring"]}


def test_of_a_placeholder_nothing_is_asked() -> None:
    found = proof(("Cod is protected until [ ].",), ("Cod is protected until 2031.",))
    assert [account.verdict for account in found.accounts] == ["kept", "place held"]
    assert (
        proof(("Cod is protected until [date].",), ("Cod is protected until May.",)).accounts[1].verdict == "place held"
    )
    assert losses(found) == ()


def test_a_paragraph_whose_words_are_not_known_is_neither_kept_nor_lost() -> None:
    found = proof((FISH, None), (FISH,))
    assert clause(found, "o2").verdict == "not known"
    assert losses(found) == ()


def test_words_that_an_amendment_brought_are_its_partys_though_no_bracket_names_it() -> None:
    old = text("o", "Cod is protected in spring and in the breeding months.")
    brought = Contribution(
        "o1", ("Ash",), "Cod is protected in spring and in the breeding months.", "Cod is protected."
    )
    found = streamlined(old, text("n", "Cod is protected in spring."), [brought])
    assert lost(found) == {"Ash": ["and in the breeding months"]}
    assert source(found, "n1")[1] == ("Ash",)


def test_the_proponents_of_a_text_are_named_once_each() -> None:
    assert proponents_in(text("o", FISH, NETS, FISH)) == ("Ash", "Birch", "Cedar")


def test_the_same_option_in_two_paragraphs_is_missed_where_it_is_gone() -> None:
    before = ("Cod is protected [in all waters (Ash)].", "Herring is protected [in all waters (Birch)].")
    found = proof(before, (before[0], "Herring is protected."))
    assert of(found, "Ash").verdict == "kept"
    assert of(found, "Birch").verdict == "not found"


@st.composite
def phrases(draw: st.DrawFn) -> list[list[str]]:
    """Paragraphs of phrases with words of their own, and function words that all of them use."""
    lengths = draw(st.lists(st.lists(st.integers(2, 7), min_size=1, max_size=4), min_size=2, max_size=5))
    telling = (f"{stem}{number}" for number in range(10) for stem in ("cod", "net", "pier", "quay", "reef", "tide"))
    small = st.sampled_from(["", "the ", "of the ", "and "])
    return [[" ".join(draw(small) + next(telling) for _ in range(min(n, 3))) for n in row] for row in lengths]


PHRASES = phrases()
PARTIES = ("Ash", "Birch", "Cedar", "Dune")


def written(paragraph: list[str], without: int = -1) -> str:
    """A paragraph of plain words with one option for each party, the option at place `without` taken out."""
    options = [f"[{words} ({PARTIES[n]})]" for n, words in enumerate(paragraph[1:]) if n != without]
    return " ".join([paragraph[0], *options])


@given(PHRASES, st.data())
def test_an_option_taken_out_is_reported_with_all_its_words(paragraphs: list[list[str]], data: st.DataObject) -> None:
    places = [(n, m) for n, paragraph in enumerate(paragraphs) for m in range(len(paragraph) - 1)]
    if not places:
        return
    where, which = data.draw(st.sampled_from(places))
    before = tuple(written(paragraph) for paragraph in paragraphs)
    after = tuple(written(p, which if n == where else -1) for n, p in enumerate(paragraphs))
    found = proof(before, after)
    reported = {
        word
        for loss in losses(found)
        for account in loss.accounts
        if loss.party == PARTIES[which]
        for words in (*account.missing, *account.shared)
        for word in folded_words(words)
    }
    assert set(folded_words(paragraphs[where][which + 1])) <= reported


@given(PHRASES, st.data())
def test_paragraphs_put_in_another_order_or_joined_lose_nothing(
    paragraphs: list[list[str]], data: st.DataObject
) -> None:
    before = tuple(written(paragraph) for paragraph in paragraphs)
    order = data.draw(st.permutations(before))
    joined = (" ".join(order[:2]), *order[2:]) if data.draw(st.booleans()) else tuple(order)
    found = proof(before, joined)
    assert [account.missing for account in found.accounts if account.missing] == []


PIECES = st.lists(st.sampled_from(["[", "]", "cod ", "(Ash)", "shall ", "Option 1: ", "[X]", "~~", "\n"]), max_size=12)


@given(st.lists(PIECES.map("".join), min_size=1, max_size=4), st.lists(PIECES.map("".join), max_size=4))
def test_every_bracket_is_accounted_for_once_and_every_word_in_one_item(before: list[str], after: list[str]) -> None:
    old, new = text("o", *before), text("n", *after)
    found = streamlined(old, new)
    items = [account for account in found.accounts if account.item.kind != "clause"]
    report = read("".join(f"{words}\n\n" for words in before)).report
    assert len(items) == (words_of(old).tree.report if report.unbalanced else report).counts.total
    for account in found.accounts:
        said = sum(len(folded_words(words)) for words in (*account.missing, *account.shared))
        assert account.own + said == account.total
