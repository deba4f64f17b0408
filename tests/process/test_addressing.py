"""To whom and of whom: the actors that people name."""

import pytest

from harbour import Harbour
from onetext.process import actors, addressing
from onetext.record.errors import Refused


@pytest.mark.parametrize("typed", ["Ash, Birch", "ash,birch", " ASH ,Birch, ash", "Mayor Ash"])
def test_people_are_named_as_they_are_called_or_by_slug(harbour: Harbour, typed: str) -> None:
    expected = ("mayor-ash",) if typed == "Mayor Ash" else ("ash", "birch")
    assert addressing.meant(harbour.view(), typed) == expected


def test_a_name_with_a_comma_is_one_name(harbour: Harbour) -> None:
    harbour.do(actors.Declare("group", "A group of Ash, Birch"))
    assert addressing.meant(harbour.view(), "A group of Ash, Birch") == ("group",)


def test_nobody_is_guessed(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="Nobody in this record is called “Elm”"):
        addressing.meant(harbour.view(), "Ash, Elm")
    assert addressing.meant(harbour.view(), " , ") == ()
