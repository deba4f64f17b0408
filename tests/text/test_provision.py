"""What agreement binds to: words, behind the words that they complete."""

from onetext.text.provision import Provision, fingerprint, fingerprint_of_text, lead_ins


def test_the_lead_in_of_a_point_is_what_stands_above_it_outermost_first_and_no_heading() -> None:
    found = lead_ins(
        (
            Provision("h", "Security", heading=True),
            Provision("a", "Ash shall:", parent="h"),
            Provision("b", "within a year:", parent="a"),
            Provision("c", "leave", parent="b"),
        )
    )
    assert [found[id_] for id_ in "habc"] == ["", "", "Ash shall:", "Ash shall: within a year:"]


def test_behind_words_that_are_not_known_the_lead_in_is_not_known() -> None:
    found = lead_ins(
        (Provision("a", None), Provision("b", "within a year:", parent="a"), Provision("c", "x", parent="b"))
    )
    assert (found["a"], found["b"], found["c"]) == ("", None, None)


def test_points_that_name_each_other_as_parents_are_answered_all_the_same() -> None:
    found = lead_ins(
        (Provision("a", "x", parent="b"), Provision("b", "y", parent="a"), Provision("c", "z", parent="c"))
    )
    assert set(found) == {"", "a", "b", "c"}


def test_the_same_words_behind_another_lead_in_are_other_words() -> None:
    assert fingerprint("hold elections", "Ash shall:") != fingerprint("hold elections", "Birch shall:")
    assert fingerprint("hold elections") == fingerprint(" hold  elections ", "")


def test_what_is_known_of_one_partial_text_is_not_the_same_text_as_what_is_known_of_another() -> None:
    wording = (Provision("a", "Ash shall dredge."),)
    assert (
        len({fingerprint_of_text(wording), fingerprint_of_text(wording, "v0"), fingerprint_of_text(wording, "v1")}) == 3
    )
