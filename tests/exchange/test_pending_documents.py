"""Whatever is pending: rejecting all gives the text as it stands, and what goes out is never taken for new."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from harbour import POINTS, Harbour, harbour_at
from onetext.exchange.authors import whose
from onetext.exchange.document import accepted, authors, plain, rejected
from onetext.exchange.docx import reading, writing
from onetext.exchange.one_text import current_text
from onetext.exchange.proposals import taken
from onetext.process import current
from onetext.process.amendments import Propose
from onetext.record.errors import Refused
from onetext.text.carrying import carry
from onetext.text.provision import canonical

WORDS = st.sampled_from(
    [
        "Ash should dredge the harbour.", "Ash must dredge the old harbour.", "Birch shall light the pier at night.",
        "Cedar may use the quay by day.", "Cedar shall not use the quay.", "All pay.",
    ]
)  # fmt: skip
POINT = st.integers(0, 2)
CHANGES = st.sampled_from(["replace", "delete", "add", "move", "split", "merge"])
WISHES = st.lists(st.tuples(st.sampled_from(["ash", "birch"]), CHANGES, POINT, POINT, WORDS), max_size=5)
Wished = tuple[str, str, int, int, str]


def propose(harbour: Harbour, number: int, wish: Wished) -> None:
    """Hand in an amendment; one that a rule refuses is none."""
    party, change, place, other, words = wish
    point, second = POINTS[place], POINTS[other]
    base = point.words or ""
    made = {
        "replace": Propose("replace", point.id, base, words),
        "delete": Propose("delete", point.id, base),
        "add": Propose("add", f"padd{number}", words=words, number=f"{number} bis", after=point.id),
        "move": Propose("move", point.id, base, after=second.id),
        "split": Propose("split", point.id, base, others=(f"ppart{number}",), parts=(base, words)),
        "merge": Propose("merge", point.id, base, words, others=(second.id,), bases=(second.words or "",)),
    }
    try:
        harbour.do(made[change], by=party)
    except Refused:
        return


@settings(max_examples=80)
@given(WISHES)
def test_rejecting_all_gives_the_text_and_accepting_all_what_is_carried_into_it(
    wishes: Sequence[Wished],
) -> None:
    with TemporaryDirectory() as folder, (harbour := harbour_at(Path(folder) / "h.onetext")).record:
        harbour.table("v0")
        for number, wish in enumerate(wishes):
            propose(harbour, number, wish)
        view = harbour.view()
        document = current_text(view)
        assert [plain(one) for one in rejected(document).paragraphs] == [p.words for p in POINTS]
        reads = [canonical(plain(one)) for one in accepted(document).paragraphs]
        for standing in current.standings(view):
            structure = {act.body.change for act in standing.pending} & {"split", "merge"}
            wanted = carry(standing.provision.words or "", [one.change for one in standing.carried if one.change])
            if wanted.words is not None and not structure:
                assert canonical(wanted.words) in reads


@settings(max_examples=60)
@given(WISHES)
def test_a_document_that_nobody_has_worked_on_brings_nothing_new(wishes: Sequence[Wished]) -> None:
    with TemporaryDirectory() as folder, (harbour := harbour_at(Path(folder) / "h.onetext")).record:
        harbour.table("v0")
        for number, wish in enumerate(wishes):
            propose(harbour, number, wish)
        view = harbour.view()
        document = reading.read(writing.write(current_text(view)))
        found = taken(view, document, whose(view, authors(document)), "n{}".format)
        assert found.proposals == ()
        assert found.left == ()
