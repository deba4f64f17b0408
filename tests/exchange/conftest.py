"""A real record in a file for every test of the exchange."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from harbour import Harbour, harbour_at


@pytest.fixture
def harbour(tmp_path: Path) -> Iterator[Harbour]:
    """A negotiation with actors, offices and seats, and no text yet."""
    found = harbour_at(tmp_path / "harbour.onetext")
    with found.record:
        yield found
