"""Row 23: actors with dated offices, bodies and members, a seat at the table or not, spokespersons."""

from rows.commands import run


def test_row_23_stubb_is_president_of_finland_and_not_at_the_table() -> None:
    said = run("onetext who stubb -f geneva").stdout
    assert "President of Finland" in said
    assert "not at the table" in said


def test_row_23_bodies_have_members_and_spokespersons_speak_for_somebody() -> None:
    assert "members: france, germany, uk" in run("onetext who e3 -f geneva").stdout
    assert "speaks for Russia" in run("onetext who peskov -f geneva").stdout
