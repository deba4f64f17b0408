"""Checkpoints: signed heads of a log, as C2SP tlog-checkpoint within C2SP signed-note, with Ed25519 (RFC 8032).

A checkpoint says "this log holds so many acts, and this is the root of their tree". It is a few lines of text that
anybody can keep, print or send. Two checkpoints of one log that do not fit together prove that the log was changed.
A key is published as a vkey, `name+keyid+base64(0x01 || public key)`, the form of Go's sumdb/note.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from onetext.record.merkle import HASH_SIZE
from onetext.sentences import say

ED25519 = b"\x01"
MAX_NOTE = 1 << 16
MAX_SIGNATURES = 64
_ID_SIZE = 4
_PUBLIC_SIZE = 32
_DASH = "\N{EM DASH} "
_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")


class BadCheckpoint(ValueError):
    """A checkpoint, note or key that is malformed or whose signature does not hold; the message is one sentence."""


class Checkpoint(NamedTuple):
    """What a checkpoint says: which log (origin), how many leaves, the root of their tree (32 bytes), extensions."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()


class Signature(NamedTuple):
    """One signature line of a note: the name of its key, the key's id (4 bytes) and the signature itself."""

    name: str
    key_id: bytes
    signature: bytes


def origin(record_id: str, log: str) -> str:
    """The first line of every checkpoint of this log."""
    return f"{key_name(record_id)}/{log}"


def key_name(record_id: str) -> str:
    """The name of a record's keys; it is not the origin, because a key's name must hold no "+"."""
    return f"onetext/{record_id}"


def key_id(name: str, public: bytes) -> bytes:
    """The first four bytes of SHA-256(name || newline || 0x01 || public key)."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:_ID_SIZE]


def generate_key() -> bytes:
    """A new Ed25519 private key, 32 bytes from the operating system's randomness."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415  slow to load

    return Ed25519PrivateKey.generate().private_bytes_raw()


def vkey(name: str, private: bytes) -> str:
    """The public form of a private key under this name, to be given to whoever verifies."""
    if not _good_name(name):
        raise BadCheckpoint(f"{name!r} cannot name a key: it is empty or holds white space or a plus sign.")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415  slow to load

    public = Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    return f"{name}+{key_id(name, public).hex()}+{_b64(ED25519 + public)}"


def parse_vkey(text: str) -> tuple[str, bytes, bytes]:
    """The name, id and public key (32 bytes) in a vkey; BadCheckpoint if it is not one."""
    name, plus, rest = text.partition("+")
    hex_id, plus_too, encoded = rest.partition("+")
    public = _unb64(encoded)
    if not (plus and plus_too and _good_name(name) and public is not None and public[:1] == ED25519):
        raise BadCheckpoint(f"{text[:80]!r} is not the public form of an Ed25519 key.")
    if len(public) != 1 + _PUBLIC_SIZE or key_id(name, public[1:]).hex() != hex_id:
        raise BadCheckpoint(f"The key {text[:80]!r} does not agree with its own id: it was miscopied or altered.")
    return name, bytes.fromhex(hex_id), public[1:]


def sign_note(text: str, name: str, private: bytes) -> str:
    """The text, which must end in a newline, with one signature by this key: a signed note."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415  slow to load

    key = Ed25519PrivateKey.from_private_bytes(private)
    identity = key_id(name, key.public_key().public_bytes_raw())
    return f"{text}\n{_DASH}{name} {_b64(identity + key.sign(text.encode()))}\n"


def split_note(note: str) -> tuple[str, tuple[Signature, ...]]:
    """The text of a signed note and its signatures, none of them checked yet; BadCheckpoint if it is not one."""
    if len(note) > MAX_NOTE:
        raise BadCheckpoint(say("The checkpoint is longer than {most} characters.", most=MAX_NOTE))
    if any((char < " " and char != "\n") or "\ud800" <= char <= "\udfff" for char in note):
        raise BadCheckpoint(say("The checkpoint holds control characters."))
    at = note.rfind("\n\n")
    if at < 1 or not note.endswith("\n"):
        raise BadCheckpoint(say("The checkpoint has no text, blank line and signature."))
    lines = note[at + 2 :].removesuffix("\n").split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise BadCheckpoint(say("The checkpoint has more than {most} signatures.", most=MAX_SIGNATURES))
    return note[: at + 1], tuple(_signature(line) for line in lines)


def open_note(note: str, vkeys: Iterable[str]) -> str:
    """The text of a signed note, once a signature by one of these keys holds.

    Signatures by other keys are ignored; a wrong signature by a known key spoils the note. BadCheckpoint says why.
    """
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415  slow to load
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    text, signatures = split_note(note)
    known = {(name, identity): public for name, identity, public in map(parse_vkey, vkeys)}
    held = False
    for name, identity, signature in signatures:
        public = known.get((name, identity))
        if public is None:
            continue
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, text.encode())
        except InvalidSignature:
            raise BadCheckpoint(f"The signature of {name} does not fit the checkpoint's text.") from None
        held = True
    if not held:
        raise BadCheckpoint("No known key has signed the checkpoint.")
    return text


def sign(checkpoint: Checkpoint, name: str, private: bytes) -> str:
    """The checkpoint as a signed note."""
    lines = (checkpoint.origin, str(checkpoint.size), _b64(checkpoint.root), *checkpoint.extensions)
    note = sign_note("".join(f"{line}\n" for line in lines), name, private)
    if parse(note) != checkpoint:
        raise BadCheckpoint(f"The checkpoint of {checkpoint.origin!r} cannot be written unambiguously.")
    return note


def parse(note: str) -> Checkpoint:
    """What a checkpoint says, its signatures unchecked; BadCheckpoint if it is malformed."""
    return parse_text(split_note(note)[0])


def verify(note: str, vkeys: Iterable[str]) -> Checkpoint:
    """What a checkpoint says, signed by one of these keys; BadCheckpoint otherwise."""
    return parse_text(open_note(note, vkeys))


def parse_text(text: str) -> Checkpoint:
    """What the text of a checkpoint says; BadCheckpoint if it is malformed."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() or not all(lines):  # noqa: PLR2004 - three lines and what follows the last
        raise BadCheckpoint(say("A checkpoint's text has three or more lines, none of them empty."))
    name, size, encoded, *extensions = lines
    tree_root = _unb64(encoded)
    if not _SIZE.fullmatch(size):
        raise BadCheckpoint(say("The checkpoint's size, {size}, is not a plain decimal number.", size=repr(size[:40])))
    if tree_root is None or len(tree_root) != HASH_SIZE:
        raise BadCheckpoint(
            say(
                "The checkpoint's root, {root}, is not {size} bytes in base64.", root=repr(encoded[:60]), size=HASH_SIZE
            )
        )
    return Checkpoint(name, int(size), tree_root, tuple(extensions))


def _signature(line: str) -> Signature:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    raw = _unb64(encoded)
    if not line.startswith(_DASH) or not _good_name(name) or raw is None or len(raw) <= _ID_SIZE:
        raise BadCheckpoint(say("{line} is not a signature line.", line=repr(line[:60])))
    return Signature(name, raw[:_ID_SIZE], raw[_ID_SIZE:])


def _good_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(char.isspace() for char in name)


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _unb64(text: str) -> bytes | None:
    """The bytes, or None; only the one canonical spelling is read, so that no two notes mean the same."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if _b64(raw) == text else None
