"""What is called out of a change apart from rewording, in English."""

from hypothesis import given
from hypothesis import strategies as st

from onetext.text.comparing.callouts import callouts
from onetext.text.redline import redline
from onetext.text.words import word_set


def told(before: str, after: str) -> list[tuple[str, str]]:
    return [(one.kind, one.sentence) for one in callouts(before, after, redline(before, after))]


def kinds(before: str, after: str) -> set[str]:
    return {kind for kind, _ in told(before, after)}


def test_a_quantity() -> None:
    assert told("Ash keeps 24 boats.", "Ash keeps 22 boats.") == [("quantity", "24 → 22 boats (-2, -8.3 %)")]


def test_a_deadline_and_a_date_are_times() -> None:
    assert kinds("It ends within 30 days.", "It ends within 60 days.") == {"time"}
    assert kinds("It ends by 1 May 2030.", "It ends by 1 June 2030.") == {"time"}


def test_a_modal_verb_with_both_wordings() -> None:
    assert told("Ash should pay the toll.", "Ash shall pay the toll.") == [
        ("modality", "recommendation → obligation (“should” → “shall”)")
    ]


def test_a_modal_verb_that_is_kept_where_a_sentence_is_cut_in_two_is_no_change() -> None:
    before = "A mechanism is hereby established under the Commission and shall be supervised by a body of three."
    after = "A mechanism is hereby established under the Commission. It shall be supervised by a body of three."
    assert kinds(before, after) == kinds(after, before) == set()


def test_a_modal_verb_that_is_kept_where_a_list_is_opened_behind_it_is_no_change() -> None:
    before = "Parties are encouraged to reduce emissions from forests and to support joint approaches to forests."
    after = (
        "Parties are encouraged to support the existing guidance for: incentives to reduce emissions from forests; "
        "and joint approaches to forests."
    )
    assert "modality" not in kinds(before, after)


def test_the_stronger_of_two_modal_verbs_that_goes_is_a_change_though_the_weaker_is_kept() -> None:
    assert told("Ash shall pay and may ask for more time.", "Ash may ask for more time.") == [
        ("modality", "obligation → permission (“shall” → “may”)")
    ]


def test_a_negation_that_a_modal_verb_takes_is_told_once() -> None:
    assert told("Ash may leave the harbour.", "Ash may not leave the harbour.") == [
        ("modality", "permission → prohibition (“may” → “may not”)")
    ]


def test_a_negation_elsewhere_is_told_with_both_wordings() -> None:
    assert told("Ash takes measures here.", "Ash takes no measures here.") == [
        ("negation", "“no” added: “Ash takes measures here.” → “Ash takes no measures here.”")
    ]


def test_no_later_than_is_no_negation() -> None:
    assert kinds("Ash reports on 1 May 2030.", "Ash reports no later than 1 May 2030.") == set()


def test_who_is_bound() -> None:
    assert told("Ash shall dredge the harbour.", "Birch shall dredge the harbour.") == [
        ("actor", "who is bound: “Ash” → “Birch”")
    ]


def test_an_article_before_a_name_is_no_other_actor() -> None:
    assert "actor" not in kinds("The Parties shall meet in May.", "Parties shall meet in May.")


def test_one_word_can_be_the_whole_negotiation() -> None:
    before, after = "Ash withdraws from the pier.", "Ash permanently withdraws from the pier."
    assert told(before, after) == [("condition", f"“permanently” added: “{before}” → “{after}”")]


def test_a_condition_that_goes_and_one_that_comes_in_its_place_are_told_together() -> None:
    before, after = "Ash pays where appropriate.", "Ash pays subject to approval."
    assert told(before, after) == [("condition", f"“where appropriate” → “subject to”: “{before}” → “{after}”")]


def test_a_scope_that_is_added_to_a_number() -> None:
    assert "condition" in kinds("It keeps 600,000 personnel.", "It keeps 600,000 personnel in peacetime.")


def test_a_condition_that_only_moved_is_not_called_out() -> None:
    moved = "unless the Commission of the river decides upon another level for that season"
    before = f"Ash keeps the water high, {moved}. Birch lights the pier."
    after = f"Birch lights the pier. Ash keeps the water high, {moved}."
    assert kinds(before, after) == set()


def test_rewording_alone_is_not_called_out() -> None:
    assert told("Ash and Birch light the old pier.", "Ash and Birch light the ancient pier.") == []


def test_a_long_change_is_quoted_round_the_word() -> None:
    before = "Ash pays the toll."
    after = (
        "Ash pays the toll at the end of every month at the office of the harbour master in Port Amary, unless the "
        "locks stood shut for more than half of the days of that month by order of the river commission."
    )
    (sentence,) = (sentence for kind, sentence in told(before, after) if kind == "condition")
    assert "unless the locks" in sentence
    assert "…" in sentence
    assert len(sentence.split()) < 40


PIECES = st.sampled_from(
    sorted(word_set("Ash shall may not no unless 600,000 days if Birch in peacetime . , [ ] 2030"))
)
WORDING = st.lists(PIECES, max_size=25).map(" ".join)


@given(WORDING, WORDING)
def test_every_callout_is_one_sentence_on_one_line(before: str, after: str) -> None:
    for one in callouts(before, after, redline(before, after)):
        assert one.sentence
        assert "\n" not in one.sentence


@given(WORDING)
def test_the_same_words_call_nothing_out(words: str) -> None:
    assert callouts(words, words, redline(words, words)) == ()


def test_a_share_in_words_is_a_quantity() -> None:
    assert kinds("A two-thirds majority decides.", "A three-fourths majority decides.") == {"quantity"}
    assert kinds("They meet once a year.", "They meet twice a year.") == {"quantity"}


def test_how_far_a_promise_goes_is_called_out_where_little_else_changed() -> None:
    assert kinds("All prisoners are released.", "Some prisoners are released.") == {"scope"}
    assert kinds("All prisoners are released.", "Prisoners are released.") == {"scope"}
    assert kinds("Prisoners are released.", "All the prisoners are released.") == {"scope"}
    assert kinds("Prisoners are released.", "Prisoners are taken home by ship with all they own.") == set()


def test_a_word_that_became_its_opposite_is_a_negation() -> None:
    assert kinds("Unlawful measures end at once.", "Lawful measures end at once.") == {"negation"}
    assert kinds("Ash is a non-nuclear state.", "Ash is a nuclear state.") == {"negation"}
    assert kinds("Ash can't use the quay.", "Ash can use the quay.") & {"negation", "modality"}


def test_who_is_bound_is_the_same_whatever_the_number_of_them() -> None:
    assert "actor" not in kinds("Each Party shall pay the toll.", "No Party shall pay the toll.")
    assert "actor" not in kinds("Article 5 shall apply to the quay.", "Article 6 shall apply to the quay.")
    councils = (f"A council of {number} members shall keep the quay." for number in ("three", "four"))
    assert kinds(*councils) == {"quantity"}


def test_the_year_of_a_treaty_is_no_amount() -> None:
    assert "quantity" not in kinds("The 1951 Convention applies.", "The 1954 Convention applies.")
    assert kinds("Ash keeps 1951 boats.", "Ash keeps 1954 boats.") == {"quantity"}
