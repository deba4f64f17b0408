from onetext.text.matching import ENOUGH, assigned, scores
from onetext.text.provision import Provision


def test_the_same_words_have_the_highest_score_and_other_words_none() -> None:
    before = (Provision("a", "Ukraine will hold elections"), Provision("b", "Sanctions will be lifted"))
    found = scores(before, before[:1])
    assert round(float(found[0, 0]), 6) == 1
    assert float(found[1, 0]) < ENOUGH


def test_a_provision_is_assigned_once() -> None:
    before = (Provision("a", "elections in Ukraine"), Provision("b", "free elections in Ukraine"))
    after = (Provision("x", "free elections in Ukraine"),)
    assert assigned(scores(before, after), before, after, [0, 1], [0]) == [(1, 0)]


def test_a_heading_is_never_the_counterpart_of_a_paragraph() -> None:
    before, after = (Provision("a", "Elections", heading=True),), (Provision("x", "Elections"),)
    assert assigned(scores(before, after), before, after, [0], [0]) == []
