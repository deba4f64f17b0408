"""A document holds nothing that its reader may not see: no word, name, id, date or count, in no part of the file."""

import io
import os
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.cli.replay import REPLAY, Replay
from onetext.exchange import comparisons, formats, one_text
from onetext.exchange.document import Document
from onetext.process import alignments, comments, positions, redlines, texts
from onetext.process.amendments import Propose
from onetext.record.act import Own
from onetext.record.audience import PUBLIC, Audience, Viewer, audience
from onetext.record.errors import RecordError
from onetext.record.record import Draft, Record
from onetext.record.view import View
from onetext.text.provision import Provision, fingerprint
from typed import typed
from worlds import PARTIES, World, empty_record, record_of

SHARES = 4
RECORDS = (120 if os.environ.get("CI") else 40) // SHARES
WRITTEN = (".docx", ".html", ".md", ".txt", ".xml")
WISHES = ("Xqzz shall dredge 700 metres.", "Ash should dredge 650 metres.", "Vwkk may dredge nothing.", "")


class Talks(World):
    """A world in which the parties work on the one text: amendments that fit, moves, comments, stances, red lines."""

    def work(self, count: int, readers: Audience | None = None) -> None:
        """Let the parties do something to the text, each for readers of its choice unless `readers` are given."""
        for _ in range(count):
            party = self.random.choice(PARTIES)
            rooms = [PUBLIC, audience(PARTIES), audience((party,)), audience((party, self.random.choice(PARTIES)))]
            seen_by = readers or self.random.choice(rooms)
            self.write(Draft(self._body(party), party, party, basis=Own(), audience=seen_by))

    def _body(self, party: str) -> object:
        pick = self.random
        version = next(act for act in self.acts if isinstance(act.body, texts.Table))
        point = pick.choice(version.body.wording or ())
        other = pick.choice(version.body.wording or ())
        base, wish = point.words or "", pick.choice(WISHES)
        pending = [act for act in self.acts if isinstance(act.body, Propose)]
        bodies: list[object] = [
            Propose("replace", point.id, base, wish or base, reason="Zyxx"),
            Propose("replace", point.id, base, f"{base} Ddqq."),
            Propose("replace", point.id, "Other words.", wish),
            Propose("delete", point.id, base),
            Propose("move", point.id, base, after=other.id),
            Propose("split", point.id, base, others=(f"p{pick.getrandbits(40):x}",), parts=(base[:9], base[9:])),
            Propose("merge", point.id, base, f"{base} {other.words}", others=(other.id,), bases=(other.words or "",)),
            Propose("add", f"p{pick.getrandbits(40):x}", words=wish, number="9", after=point.id),
            comments.Comment(point.id, "Ppff?", base[:5]),
            positions.Take(party, "reserved", version.id, fingerprint(point.words or ""), point.id, reason="Kkbb"),
            positions.Take(party, "opposed", version.id, fingerprint(point.words or ""), point.id, reason="Kkbb"),
            redlines.Draw(party, provision=point.id, must="Rrll"),
            texts.Table("Wwvv draft", parent=version.id, wording=(*(version.body.wording or ())[:3], _new(pick))),
        ]
        if pending:
            on = pick.choice(pending)
            bodies.append(Propose("replace", on.body.provision, on.body.words or "", wish, on=on.id))
            bodies.append(comments.Comment(on.body.provision, "Ppff."))
        return pick.choice(bodies)


def _new(pick: random.Random) -> Provision:
    return Provision(f"p{pick.getrandbits(40):x}", "Nnww.", number="9", mark="9. ", gap="\n")


def documents(view: View) -> Iterator[Document]:
    """Every document that can be written for somebody who sees this."""
    yield one_text.current_text(view)
    yield one_text.current_text(view, pending=False)
    first = alignments.side(view, "v0")
    yield one_text.version(view, first)
    found = alignments.compare(view, first, alignments.side(view, "current"))
    yield comparisons.tracked(found, "current")
    yield comparisons.side_by_side(found, "current")


def seen(record: Record, viewer: str) -> list[Document | str]:
    """The documents that a viewer can have written, or the sentence that it gets instead."""
    try:
        return list(documents(record.view(Viewer(viewer))))
    except RecordError as refusal:
        return [str(refusal)]


def written(document: Document, ending: str) -> bytes | str:
    """The file, or the sentence that says why there is none."""
    try:
        return formats.write(document, f"x{ending}")
    except RecordError as refusal:
        return str(refusal)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an empty record to copy."""
    path = tmp_path_factory.mktemp("worlds")
    empty_record(path / "empty")
    return path


@pytest.mark.parametrize("share", range(SHARES))
@settings(max_examples=RECORDS, deadline=None)
@given(seed=st.integers(0, 2**40))
def test_hidden_acts_change_no_byte_of_any_document(folder: Path, share: int, seed: int) -> None:
    pick = random.Random(seed * SHARES + share)
    world = Talks(pick.getrandbits(40))
    world.work(pick.randrange(1, 14))
    with TemporaryDirectory(dir=folder) as here, record_of(Path(here) / "w", folder / "empty", world.written) as whole:
        for viewer in (*PARTIES, "public"):
            may_see = {act.id for act in world.acts if act.audience == PUBLIC or viewer in act.audience}
            visible = [act for act in world.written if act.id in may_see]
            with record_of(Path(here) / f"p-{viewer}", folder / "empty", visible) as part:
                mine, theirs = seen(whole, viewer), seen(part, viewer)
                assert mine == theirs
                ending = pick.choice(WRITTEN)
                for one, other in zip(mine, theirs, strict=True):
                    if isinstance(one, Document) and isinstance(other, Document):
                        assert written(one, ending) == written(other, ending)


CANARY = "Xqzzvk"


@pytest.fixture(scope="module")
def confidential(folder: Path) -> list[tuple[str, bytes]]:
    """What the command writes for the public from a record in which Ash does much that only Ash may see."""
    world = Talks(7)
    hidden = Talks(7)
    point = (next(act.body.wording for act in world.acts if isinstance(act.body, texts.Table) and act.body.wording))[0]
    secrets: list[object] = [
        Propose("replace", point.id, point.words or "", f"{CANARY} shall withdraw.", reason=CANARY),
        Propose("add", "pxqzzvkxqzz", words=CANARY, number=CANARY, after=point.id),
        comments.Comment(point.id, CANARY, "The"),
        positions.Take("ash", "reserved", "", fingerprint(point.words or ""), point.id, reason=CANARY),
        redlines.Draw("ash", provision=point.id, must=CANARY),
        texts.Table(CANARY, wording=(Provision("pxqzzvkxqzz", CANARY, number="1"),)),
    ]
    for body in secrets:
        hidden.write(Draft(body, "ash", "ash", CANARY.lower(), basis=Own(), audience=audience(("ash",))))
    made = []
    for name, one in (("with", hidden), ("without", world)):
        place = folder / name
        place.mkdir()
        with record_of(place / "record", folder / "empty", one.written) as record:
            token = REPLAY.set(Replay(record, place))
            try:
                for ending in (*WRITTEN, ".pdf"):
                    for words in (
                        ["write", f"t{ending}", "--amendments"],
                        ["compare", "v0", "current", f"c{ending}"],
                        ["compare", "v0", "current", f"s{ending}", "--columns"],
                    ):
                        answer = typed("document", *words, "--as", "public")
                        assert answer.code == 0 or ending == ".txt", answer.err
                        (place / f"said-{words[-1]}").write_text(answer.err, encoding="utf-8")
            finally:
                REPLAY.reset(token)
        (place / "record").unlink()
        made += [(f"{name}/{path.name}", path.read_bytes()) for path in sorted(place.iterdir())]
    return made


def unpacked(data: bytes) -> bytes:
    """All parts of a zipped file with their names, one after the other; any other file as it is."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"\n".join(name.encode() + archive.read(name) for name in archive.namelist()) + archive.comment


def test_no_part_of_a_written_file_tells_what_its_reader_may_not_see(confidential: list[tuple[str, bytes]]) -> None:
    half = len(confidential) // 2
    assert half > 0
    for (name, data), (_, plain) in zip(confidential[:half], confidential[half:], strict=True):
        assert CANARY.lower().encode() not in unpacked(data).lower(), name
        assert data == plain, name
