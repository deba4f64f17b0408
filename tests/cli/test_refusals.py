"""What the command line tells of a refusal beside the sentence: how the way out is typed."""

import pytest

from onetext.cli import sentence
from onetext.record.errors import RecordError, Refused


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (Refused("Name fewer readers.", typed="--to"), "Name fewer readers (--to)."),
        (Refused("They now read: “Done.”", typed="“onetext show 1”"), "They now read: “Done.” (“onetext show 1”)."),
        (Refused("A track needs a title."), "A track needs a title."),
        (RecordError("talks.onetext is damaged: restore a copy."), "talks.onetext is damaged: restore a copy."),
    ],
)
def test_how_a_way_out_is_typed_stands_in_brackets_behind_the_sentence(error: RecordError, told: str) -> None:
    assert sentence(error) == told
