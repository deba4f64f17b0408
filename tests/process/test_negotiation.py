"""One file is one negotiation, and its dates are read on its own clock."""

from pathlib import Path

import pytest

from harbour import Harbour
from onetext.process import every_subject, negotiation
from onetext.record.errors import Refused
from onetext.record.record import Draft, Record


def test_a_file_holds_one_negotiation(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="Harbour agreement"):
        harbour.do(negotiation.Open("Another"))
    assert negotiation.title(harbour.view()) == "Harbour agreement"


def test_dates_are_read_in_the_zone_of_the_record(harbour: Harbour) -> None:
    assert negotiation.zone(harbour.view()).key == "Europe/Oslo"


@pytest.mark.parametrize("zone", ["Nowhere/Land", "../../etc/passwd", "", "x" * 300, "\0"])
def test_a_zone_that_does_not_exist_is_refused(tmp_path: Path, zone: str) -> None:
    with (
        Record.create(tmp_path / "new.onetext", every_subject()) as record,
        pytest.raises(Refused, match="time zone"),
    ):
        record.submit(Draft(negotiation.Open("Talks", zone)))
