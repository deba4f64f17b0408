"""Bracketed text: kinds, names, nesting, balance, and that nothing is ever lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.text.brackets import Bracket, Place, count, is_clean, make, options, read, wording, write

LETTERS = list("[]~\\()*:;,/^ \n#aX1")
BITS = ["[", "]", "~~", "\\", "(US)", "US:", "delete:", "[x](http://a.b)", "[^1]", "a", "X", "()", ":", ",", "by:"]
BITS += [" ", "\n", "\n\n", "\n[a]: /u", "\n# H\n", "Option 1: ", "\nOption 2: ", "(US; opposed: Russia)", "^3"]
DRAFT = st.text(st.sampled_from(LETTERS) | st.characters(codec="utf-8"), max_size=60) | st.lists(
    st.sampled_from(BITS), max_size=24
).map("".join)
PARTIES = ["US", "E3", "European Union", "Bosnia and Herzegovina", "Congo, Republic of the", "party:us", "by: x"]
SYMBOLS = st.characters(codec="utf-8", categories=["L", "N", "P", "S"])
NAME = st.text(SYMBOLS, min_size=1, max_size=12) | st.sampled_from(PARTIES)


def kinds(words: str) -> list[str]:
    return [node.kind for node in read(words).nodes if isinstance(node, Bracket)]


def wordings(words: str) -> list[list[str]]:
    return [[option.words for option in place.options] for place in options(words)]


@given(DRAFT)
def test_every_string_reads_and_is_written_back_to_the_last_character(words: str) -> None:
    assert write(read(words)) == words


@given(st.lists(st.tuples(DRAFT, st.lists(NAME, max_size=3)), min_size=1, max_size=4))
def test_brackets_that_the_program_makes_read_back_with_the_same_words_and_proponents(
    alternatives: list[tuple[str, list[str]]],
) -> None:
    (place,) = options(make(alternatives))
    assert [(o.words, list(o.proponents)) for o in place.options] == alternatives


@pytest.mark.parametrize("deep", ["[" * 100_000, "]" * 100_000, "[" * 100_000 + "a" + "]" * 100_000])
def test_a_hundred_thousand_brackets_do_not_crash(deep: str) -> None:
    tree = read(deep)
    assert write(tree) == deep
    assert tree == read(deep)
    assert len(repr(tree)) > len(deep)
    assert tree.report.depth == (0 if deep[0] == "]" else 100_000)


def test_the_canonical_form_names_the_proponents_at_the_end() -> None:
    assert make([("600,000", ["US"]), ("800,000", ["E3"])]) == "[600,000 (US)] [800,000 (E3)]"


def test_nothing_cannot_be_put_in_brackets() -> None:
    with pytest.raises(ValueError, match="no alternatives"):
        make([])


@pytest.mark.parametrize("name", ["", " US", "a\nb"])
def test_a_name_that_cannot_be_written_on_one_line_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="party's name"):
        make([("shall", [name])])


@pytest.mark.parametrize(
    ("words", "proponents", "opponents", "proposed"),
    [
        ("[600,000 (US)]", ("US",), (), "600,000"),
        ("[600,000 (US, E3)]", ("US", "E3"), (), "600,000"),
        ("[US, Ukraine: 600,000]", ("US", "Ukraine"), (), "600,000"),
        ("[shall (US; opposed: Russia)]", ("US",), ("Russia",), "shall"),
        ("[shall (opposed by Russia, Belarus)]", (), ("Russia", "Belarus"), "shall"),
        ("[shall (G77 and China)]", ("G77 and China",), (), "shall"),
        ("[by [2030][2050] (EU)]", ("EU",), (), "by [2030][2050]"),
        ("[the Convention (as amended)]", (), (), "the Convention (as amended)"),
        ("[the rules in Article 4 (2)]", (), (), "the rules in Article 4 (2)"),
        ("[see Annex (XX)]", (), (), "see Annex (XX)"),
        ("[Note: to be discussed later]", (), (), "Note: to be discussed later"),
        ("[Climate forcers: compounds]", (), (), "Climate forcers: compounds"),
    ],
)
def test_a_bracket_carries_its_proponents_and_opponents(
    words: str, proponents: tuple[str, ...], opponents: tuple[str, ...], proposed: str
) -> None:
    ((option,),) = (place.options for place in options(words))
    assert (option.proponents, option.opponents, option.words) == (proponents, opponents, proposed)


def test_with_the_parties_known_only_these_count_as_proponents() -> None:
    ((convention,), (shall,)) = (
        place.options for place in options("[the Convention (Unfccc)] and [shall (us)]", parties=["US", "EU"])
    )
    assert (convention.words, convention.proponents) == ("the Convention (Unfccc)", ())
    assert (shall.words, shall.proponents) == ("shall", ("us",))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("[shall][should]", [["shall", "should"]]),
        ("[shall] [should]", [["shall", "should"]]),
        ("[shall]\n[should]", [["shall", "should"]]),
        ("[a (US)][b (E3)] [c]", [["a", "b", "c"]]),
        ("[shall]\n\n[should]", [["shall"], ["should"]]),
        ("[shall] or [should]", [["shall"], ["should"]]),
        ("[Africa] [and the islands]", [["Africa"], ["and the islands"]]),
        ("[Africa] [, the islands]", [["Africa"], [", the islands"]]),
        ("[Africa][and the islands]", [["Africa", "and the islands"]]),
        ("[[a][b] c]", [["[a][b] c"]]),
    ],
)
def test_brackets_are_alternatives_when_only_white_space_stands_between(words: str, expected: list[list[str]]) -> None:
    assert wordings(words) == expected


def test_option_blocks_are_alternatives_up_to_the_next_option() -> None:
    words = "3. Troops\n\n**Option 1 (US):** withdraw\n\nmore of it\n\n    **Option 2:** [stay]\n\nOption III\n\nNo"
    assert wordings(words) == [["withdraw\n\nmore of it", "[stay]", "No"]]
    assert options(words)[0].options[0].proponents == ("US",)


def test_a_heading_and_the_end_of_a_bracket_end_an_option_block() -> None:
    assert wordings("Option 1: a\n\n# Next\n\nb") == [["a"]]
    assert wordings("[Option 1: a\nAlt 2: b] c") == [["Option 1: a\nAlt 2: b"]]
    assert kinds("[Option 1: a\nAlt 2: b] c") == ["disputed", "alternatives", "alternatives"]


@pytest.mark.parametrize("words", ["Option 1 is better.", "Options: many", "the best Option 1: a"])
def test_a_sentence_about_an_option_is_no_option(words: str) -> None:
    assert is_clean(words)


PLACEHOLDERS = [
    "X",
    "x",
    "…",
    "...",
    " ",
    "",
    "20XX",
    "XX",
    "date",
    "*date*",
    "year x",
    "to be completed",
    "TBD",
    "____",
]
PLACEHOLDERS += ["to be determined by the CMA", "____", "placeholder for finance", "*Placeholder* for [finance]"]


@pytest.mark.parametrize("inside", PLACEHOLDERS)
def test_words_still_to_come_are_placeholders(inside: str) -> None:
    assert kinds(f"[{inside}]")[0] == "placeholder"


@pytest.mark.parametrize("inside", ["a", "by 2030", "the date of entry", "Agreement", "E3", "1.5"])
def test_words_that_are_there_are_disputed(inside: str) -> None:
    assert kinds(f"[{inside}]") == ["disputed"]


def test_deletions_are_read_in_their_usual_forms() -> None:
    words = "[delete: one] [Deletion: two (US)], ~~three [four]~~"
    assert kinds(words) == ["deletion", "deletion", "deletion", "disputed"]
    assert wordings(words) == [["one", "two"], ["three [four]"]]


def test_a_strikethrough_never_crosses_a_bracket() -> None:
    tree = read("[a ~~b] c~~")
    assert [node.kind for node in tree.nodes if isinstance(node, Bracket)] == ["disputed"]
    assert [one.offset for one in tree.report.unbalanced] == [3, 9]


@pytest.mark.parametrize(
    "words",
    [
        "see [the text](https://example.org/a_(b).pdf)",
        "see ![map](map.png.html) and [b](#b)",
        "the [draft][source]\n\n[source]: https://example.org",
        "the [source][] and [source]\n\n[source]: <https://example.org>",
        "as agreed[^3]\n\n[^3]: In Geneva.",
        r"a plain \[ and \] character",
        r"a plain \[bracket\]",
    ],
)
def test_links_footnotes_and_escaped_brackets_are_plain_words(words: str) -> None:
    assert is_clean(words)


def test_a_label_defined_elsewhere_in_the_document_can_be_given() -> None:
    assert count("the [draft][source]").total == 2
    assert read("the [draft][source]", labels=["Source"]).report.counts.total == 0


@pytest.mark.parametrize("words", ["[shall](US)", "[[^9]]", "[a]: b", "[see [x](#x)]"])
def test_what_only_resembles_a_link_is_disputed(words: str) -> None:
    assert kinds(words) == ["disputed"]


def test_a_bracket_left_open_closes_at_the_end_and_is_reported() -> None:
    tree = read("one\ntwo [three\n\nfour")
    (bracket,) = (node for node in tree.nodes if isinstance(node, Bracket))
    assert wording(tree, bracket) == "three\n\nfour"
    assert bracket.close == ""
    (fault,) = tree.report.unbalanced
    assert (fault.offset, fault.line) == (8, 2)
    assert fault.sentence == "A bracket that opens on line 2 is never closed; it is taken to close at the end."


def test_a_close_without_an_opening_stays_in_the_text_and_is_reported() -> None:
    tree = read("[a]\nb] c")
    assert tree.report.counts.total == 1
    (fault,) = tree.report.unbalanced
    assert (fault.offset, fault.line) == (5, 2)
    assert "never opened" in fault.sentence


def test_text_with_only_an_unbalanced_bracket_is_not_clean() -> None:
    assert not is_clean("a ] b")
    assert is_clean("a (b) c")


def test_a_place_says_where_it_stands() -> None:
    assert [(p.start, p.end) for p in options("We [shall] [should] act [X].")] == [(3, 19), (24, 27)]
    assert all(isinstance(place, Place) for place in options("[a]"))


def test_brackets_of_each_kind_are_counted_at_every_depth() -> None:
    found = count("[a [X] [b][c]] ~~d~~")
    assert (found.disputed, found.alternatives, found.deletion, found.placeholder, found.total) == (1, 2, 1, 1, 5)


def test_a_placeholder_among_alternatives_stays_a_placeholder() -> None:
    assert kinds("[by 2030][20XX][soon]") == ["alternatives", "placeholder", "alternatives"]
