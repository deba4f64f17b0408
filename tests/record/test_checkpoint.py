"""Checkpoints: the form of C2SP, real signed heads of other people's logs, and whatever is not one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.record import checkpoint
from onetext.record.checkpoint import BadCheckpoint, Checkpoint

# Go's checksum database: its published key, and two heads that it published.
GO_KEY = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
GO_NOTES = (
    (
        "go.sum database tree\n6476701\nmb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=\n\n"
        "— sum.golang.org "
        "Az3grsLX85Gz+s1SiTbgkuqxgItqFq7gsMUEyVnrsa9LM7Us9S+1xbFIGu95949rj4nPRYfvimWEPWL+o3GeoWwOoAw=\n"
    ),
    (
        "go.sum database tree\n15067302\ngJyioq6dwR9n+NjEWORfYmH+ubeYm3kH42BBQ0bTpYI=\n\n"
        "— sum.golang.org "
        "Az3grp1rvWOs5NKlr/xR4GLN/CDyzzakmt1o61uSxYKpK1SerqOP2ClbX/peKUZjYnyomH5Xz7GZG3TpB7OeKn4E2ww=\n"
        "— test.example.com "
        "qTGhC/xIPQ0AXKHK6Y+9ypRfuvMZWPjRXM8NiOg5M1WREn07VQXyuIXM3NRNav3ieVFLUqDRK77PWDmL6w8w84UqeAw=\n"
    ),
)
NAME = "onetext/harbour"
PRIVATE = bytes(range(32))
KEY = checkpoint.vkey(NAME, PRIVATE)
OTHER = checkpoint.vkey(NAME, bytes(32))
HEAD = Checkpoint(checkpoint.origin("harbour", "mediator+us"), 12, bytes(32))
NOTE = checkpoint.sign(HEAD, NAME, PRIVATE)


@pytest.mark.parametrize(("note", "size"), [(GO_NOTES[0], 6476701), (GO_NOTES[1], 15067302)])
def test_the_published_heads_of_another_log_verify(note: str, size: int) -> None:
    said = checkpoint.verify(note, [GO_KEY])
    assert (said.origin, said.size, said.extensions) == ("go.sum database tree", size, ())


def test_a_signed_checkpoint_says_what_was_signed() -> None:
    assert checkpoint.verify(NOTE, [OTHER, KEY]) == HEAD
    assert checkpoint.parse(NOTE) == HEAD
    assert NOTE.startswith("onetext/harbour/mediator+us\n12\n")


def test_a_new_key_signs_and_no_two_are_alike() -> None:
    first, second = checkpoint.generate_key(), checkpoint.generate_key()
    assert first != second
    note = checkpoint.sign(HEAD, NAME, first)
    assert checkpoint.verify(note, [checkpoint.vkey(NAME, first)]) == HEAD


def test_extension_lines_are_kept() -> None:
    head = HEAD._replace(extensions=("a witness may write here",))
    assert checkpoint.verify(checkpoint.sign(head, NAME, PRIVATE), [KEY]) == head


def test_signatures_by_others_beside_ours_are_passed_over() -> None:
    witness = checkpoint.sign_note("x\n", "witness", bytes(32)).split("\n\n")[1]
    assert checkpoint.verify(NOTE + witness, [KEY]) == HEAD


def test_one_wrong_signature_by_a_known_key_spoils_the_note() -> None:
    wrong = checkpoint.sign(HEAD._replace(size=13), NAME, PRIVATE).split("\n\n")[1]
    with pytest.raises(BadCheckpoint, match="does not fit"):
        checkpoint.verify(NOTE + wrong, [KEY])


def test_a_note_that_only_strangers_signed_is_refused() -> None:
    with pytest.raises(BadCheckpoint, match="No known key"):
        checkpoint.verify(NOTE, [OTHER, GO_KEY])


@given(st.integers(0, len(NOTE.encode()) - 1), st.integers(1, 255))
def test_no_byte_of_a_checkpoint_can_be_changed(at: int, change: int) -> None:
    raw = bytearray(NOTE.encode())
    raw[at] ^= change
    with pytest.raises(ValueError, match=r"."):  # UnicodeDecodeError is one, BadCheckpoint another
        checkpoint.verify(raw.decode(), [KEY])


@given(st.text())
def test_any_text_is_a_checkpoint_or_is_refused_in_one_sentence(text: str) -> None:
    for note in (text, f"{text}\n\n{text}\n", NOTE.replace("12", text)):
        if note != NOTE:
            with pytest.raises(BadCheckpoint, match=r"(?s).*\.$"):
                checkpoint.verify(note, [KEY])


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("\n12\n", "\n012\n"),
        ("\n12\n", "\n+12\n"),
        ("\n12\n", "\n\u0661\u0662\n"),
        ("\n12\n", "\n1234567890123456789\n"),
        ("AAA=\n", "AAB=\n"),
        ("AAA=\n", "AA=\n"),
        ("AAA=\n\n", "AAA=\n\n\n"),
        ("onetext/harbour/mediator+us\n", "\n"),
        ("\n12\n", "\n12\r\n"),
        ("— onetext/harbour ", "— onetext/har+bour "),
        ("— onetext", "- onetext"),
    ],
)
def test_there_is_one_spelling_of_a_checkpoint(was: str, now: str) -> None:
    assert was in NOTE
    with pytest.raises(BadCheckpoint):
        checkpoint.verify(NOTE.replace(was, now), [KEY])


def test_a_checkpoint_is_bounded_in_length_and_in_signatures() -> None:
    with pytest.raises(BadCheckpoint, match="longer than"):
        checkpoint.parse(NOTE + "x" * (1 << 16))
    signature = NOTE.split("\n\n")[1]
    assert checkpoint.parse(NOTE + signature * 15) == HEAD
    with pytest.raises(BadCheckpoint, match="more than 64"):
        checkpoint.parse(NOTE + signature * 64)


@pytest.mark.parametrize("origin", ["", "two\nlines", "a\r"])
def test_a_head_that_could_be_misread_is_not_signed(origin: str) -> None:
    with pytest.raises(BadCheckpoint):
        checkpoint.sign(HEAD._replace(origin=origin), NAME, PRIVATE)


@pytest.mark.parametrize("name", ["", "a+b", "a b", "a\u00a0b"])
def test_a_key_needs_a_plain_name(name: str) -> None:
    with pytest.raises(BadCheckpoint, match="cannot name a key"):
        checkpoint.vkey(name, PRIVATE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name",
        "name+00000000",
        "name+00000000+",
        KEY.replace("harbour", "harbor"),
        KEY[:-1],
        KEY.replace("+A", "+B", 1),
        GO_KEY.replace("033de0ae", "033DE0AE"),
    ],
)
def test_a_miscopied_key_is_refused(text: str) -> None:
    with pytest.raises(BadCheckpoint):
        checkpoint.parse_vkey(text)
