"""Every reported fact carries its source, complete in itself."""

from datetime import date

import msgspec
import pytest

from harbour import Harbour
from onetext.process import sources
from onetext.record.errors import Refused

DOCUMENT = sources.Register("The Daily", "Talks begin", date(2030, 3, 2), "a" * 64, date(2030, 3, 1))


def test_a_citation_is_complete_without_the_document(harbour: Harbour) -> None:
    act = harbour.do(DOCUMENT, name="daily")
    found = sources.citation(act, "talks began", "paragraph 1")
    assert (found.outlet, found.quote, found.place) == ("The Daily", "talks began", "paragraph 1")
    assert (found.published, found.retrieved, found.digest) == (date(2030, 3, 1), date(2030, 3, 2), "a" * 64)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"digest": "short"}, "SHA-256"),
        ({"digest": "Z" * 64}, "SHA-256"),
        ({"outlet": " "}, "outlet"),
        ({"published": date(2030, 3, 3)}, "before it is published"),
    ],
)
def test_a_document_without_hash_outlet_or_sound_dates_is_refused(
    harbour: Harbour, change: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        harbour.do(msgspec.structs.replace(DOCUMENT, **change), name="daily")


def test_a_document_has_a_name_to_be_cited_by(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="name"):
        harbour.do(DOCUMENT)
