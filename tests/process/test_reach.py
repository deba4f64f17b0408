"""Reach: what is said about an act goes to no more readers than the act itself has, releases included."""

import pytest

from harbour import Harbour
from onetext.process.reach import spoken_of
from onetext.process.releases import Release
from onetext.process.statements import Statement
from onetext.process.tags import Tag
from onetext.record.audience import PUBLIC, Audience
from onetext.record.errors import Refused


@pytest.mark.parametrize(
    ("told", "about", "allowed"),
    [
        (("ash",), ("ash",), True),
        (("ash",), ("ash", "birch"), True),
        (("ash",), ("*",), True),
        (("ash", "birch"), ("ash",), False),
        (("*",), ("ash", "birch"), False),
    ],
)
def test_an_act_about_an_act_has_no_further_readers(
    harbour: Harbour, told: Audience, about: Audience, *, allowed: bool
) -> None:
    target = harbour.do(Statement(("ash",), "A word."), by="ash", to=about)
    if allowed:
        harbour.do(Tag(target.id, ("word",)), by="ash", to=told)
    else:
        with pytest.raises(Refused):
            harbour.do(Tag(target.id, ("word",)), by="ash", to=told)


def test_what_was_sent_to_the_table_may_be_spoken_of_at_the_table_and_no_further(harbour: Harbour) -> None:
    said = harbour.do(Statement(("ash",), "A word."), by="ash", to=("ash",))
    both = ("ash", "birch")
    with pytest.raises(Refused, match="is for Ash only"):
        harbour.do(Tag(said.id, ("word",)), by="ash", to=both)
    harbour.do(Release((said.id,), both), by="ash", to=both)
    harbour.do(Tag(said.id, ("word",)), by="ash", to=both)
    harbour.do(Tag(said.id, ("heard",)), by="birch", to=both)
    with pytest.raises(Refused, match="is for Ash, Birch only") as refused:
        harbour.do(Tag(said.id, ("told",)), by="birch", to=PUBLIC)
    assert refused.value.typed == "--to ash,birch"


def test_what_is_hidden_and_what_does_not_exist_are_refused_in_the_same_words(harbour: Harbour) -> None:
    secret = harbour.do(Statement(("ash",), "Between us."), by="ash", to=("ash",))
    view = harbour.view("birch")
    act = harbour.do(Statement(("birch",), "What?"), by="birch")
    for id_ in (secret.id, "0" * 64):
        with pytest.raises(Refused, match=f"There is no act “{id_[:12]}” in this record that you can see"):
            spoken_of(view, act, id_)


def test_another_kind_of_act_is_not_meant(harbour: Harbour) -> None:
    said = harbour.do(Statement(("ash",), "A word."), by="ash")
    with pytest.raises(Refused, match="no release"):
        spoken_of(harbour.view(), said, said.id, Release)
