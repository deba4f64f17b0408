"""What is noted about the numbers in a point's words."""

from datetime import date

import pytest

from harbour import POINTS, Harbour, reworded
from onetext.process import quantities
from onetext.process.amendments import Settle
from onetext.process.quantities import Annotate
from onetext.record.errors import Refused
from onetext.text.provision import fingerprint
from onetext.text.sense.quantities import quantities as read

WORDS = "Ash agrees to limit its fleet to 600 boats, down from about 880 now."
POINT = reworded(POINTS[0], WORDS)


@pytest.fixture
def tabled(harbour: Harbour) -> Harbour:
    harbour.table("v0", POINT, *POINTS[1:])
    return harbour


def note(counting: str = "", baseline_as_of: date | None = None) -> Annotate:
    exact = next(q.words for q in read(WORDS) if "600" in q.words)
    return Annotate(POINT.id, exact, fingerprint(WORDS), counting=counting, baseline_as_of=baseline_as_of)


def test_a_baseline_without_a_date_is_flagged(tabled: Harbour) -> None:
    (found,) = quantities.of(tabled.view(), POINT.id, WORDS)
    assert found.flags == ("the baseline has no date",)
    assert found.baseline_as_of is None


def test_a_date_that_is_noted_lifts_the_flag(tabled: Harbour) -> None:
    tabled.do(note(baseline_as_of=date(2030, 1, 1)))
    (found,) = quantities.of(tabled.view(), POINT.id, WORDS)
    assert found.flags == ()
    assert found.baseline_as_of == "2030-01-01"


def test_how_it_is_counted_is_noted_beside_the_words(tabled: Harbour) -> None:
    tabled.do(note(counting="without fishing boats"))
    (found,) = quantities.of(tabled.view(), POINT.id, WORDS)
    assert found.counting == "without fishing boats"


def test_a_note_goes_with_the_words_that_it_was_made_on(tabled: Harbour) -> None:
    tabled.do(note(baseline_as_of=date(2030, 1, 1)))
    changed = WORDS.replace("limit its", "limit the")
    tabled.do(Settle(POINT.id, (reworded(POINT, changed),)))
    (found,) = quantities.of(tabled.view(), POINT.id, changed)
    assert found.notes == ()


def test_a_number_that_is_not_there_cannot_be_noted(tabled: Harbour) -> None:
    with pytest.raises(Refused, match="no number “700”"):
        tabled.do(Annotate(POINT.id, "700", fingerprint(WORDS), counting="x"))


def test_a_note_says_something(tabled: Harbour) -> None:
    with pytest.raises(Refused, match="Say what"):
        tabled.do(note())


def test_what_is_noted_of_the_baseline_is_told_with_it(tabled: Harbour) -> None:
    exact = next(q.baseline.words for q in read(WORDS) if q.baseline)
    tabled.do(Annotate(POINT.id, exact, fingerprint(WORDS), as_of=date(2030, 1, 1), counting="boats in the register"))
    (found,) = quantities.of(tabled.view(), POINT.id, WORDS)
    assert found.baseline_as_of == "2030-01-01"
    assert found.baseline is not None
    assert "880" in found.baseline
    assert "boats in the register" in found.baseline
    assert found.as_of is None
