"""Tags: any word on any act; a tag goes no further than what it is on."""

import pytest

from harbour import Harbour
from onetext.process import tags
from onetext.process.statements import Statement
from onetext.process.tags import Tag
from onetext.record.errors import Refused


def test_a_tag_is_found_with_or_without_its_sign_in_any_case(harbour: Harbour) -> None:
    said = harbour.report(Statement(("ash",), "Peace."))
    harbour.do(Tag(said.id, ("peace",)))
    for typed in ("peace", "#peace", "#Peace"):
        assert tags.tagged(harbour.view(), typed) == {said.id}
    assert tags.tagged(harbour.view(), "war") == frozenset()
    assert tags.tags_of(harbour.view(), said.id) == ("peace",)


@pytest.mark.parametrize("typed", ["", "#peace", "Peace", "two words", "x" * 65])
def test_a_tag_is_kept_in_one_form_only(harbour: Harbour, typed: str) -> None:
    said = harbour.report(Statement(("ash",), "Peace."))
    with pytest.raises(Refused):
        harbour.do(Tag(said.id, (typed,)))


def test_a_tag_goes_to_no_more_readers_than_what_it_is_on(harbour: Harbour) -> None:
    secret = harbour.do(Statement(("ash",), "Between us."), by="ash", to=("ash",))
    with pytest.raises(Refused, match="for Ash only"):
        harbour.do(Tag(secret.id, ("secret",)), by="ash")
    harbour.do(Tag(secret.id, ("secret",)), by="ash", to=("ash",))
    assert tags.every_tag(harbour.view("birch")) == ()
