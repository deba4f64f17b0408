"""Titles: every kind of act has a name in plain words."""

from onetext.process import every_subject
from onetext.process.titles import TITLES


def test_every_kind_of_act_has_a_title_in_plain_words() -> None:
    kinds = {f"{subject.name}.{kind.name}" for subject in every_subject().subjects for kind in subject.kinds}
    assert kinds == set(TITLES)
    assert len(set(TITLES.values())) == len(TITLES)
    assert not [title for title in TITLES.values() if "." in title]
