"""What an act says, field by field."""

from harbour import POINTS, Harbour
from onetext.process import comments, texts
from onetext.process.fields import fields
from onetext.process.rooms import Note


def test_acts_and_points_are_told_by_what_they_are_called(harbour: Harbour) -> None:
    version = harbour.table("v0")
    note = harbour.do(Note("See there.", (version.id,)))
    comment = harbour.do(comments.Comment("paaaaaaaa2", "Who pays?"))
    assert fields(harbour.view(), note) == (("words", "See there."), ("about", "v0"))
    assert ("provision", "point 2") in fields(harbour.view(), comment)


def test_a_wording_is_told_as_it_is_printed_and_what_is_empty_is_not_told(harbour: Harbour) -> None:
    version = harbour.do(texts.Table("First draft", wording=POINTS), name="v0")
    told = dict(fields(harbour.view(), version))
    assert told["wording"].startswith("1. Ash shall dredge the harbour.\n\n2. Birch shall light the pier.")
    assert set(told) == {"label", "wording"}
