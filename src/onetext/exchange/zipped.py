"""Opening documents that are ZIP archives, such as Word's and LibreOffice's.

A file may come from an adversary. Nothing is unpacked to disk, and only the parts that are needed are unpacked, after
their sizes are checked.
"""

import io
import zipfile
import zlib

from onetext.exchange.errors import UnreadableDocument
from onetext.exchange.xml import Element, parsed
from onetext.sentences import say

MAX_FILE = 200 * 2**20
"""Bytes: a file that is larger, as it lies on the disk, is not opened."""
MAX_PARTS = 20_000
"""Parts in one file: the largest real documents, with a picture on each page, have some thousands."""
MAX_PART = 96 * 2**20
"""Bytes of one part when unpacked: about 10,000 pages of text."""
MAX_UNPACKED = 256 * 2**20
"""Bytes of all the parts that are read, when unpacked."""
MAX_RATIO = 300
"""How many times a part that is large may be smaller packed than unpacked; text of many pages packs 10 to 60 times."""
LARGE_PART = 8 * 2**20
"""Bytes from which on a part is held to MAX_RATIO: a short text of one word many times is no bomb."""

_ENCRYPTED = 0x1


class Archive:
    """A ZIP archive whose parts can be read by their names, without the leading slash."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._infos = {_name(one): one for one in archive.infolist()}
        self._unpacked = 0

    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the file."""
        return tuple(self._infos)

    def data(self, name: str) -> bytes | None:
        """The bytes of a part; None where there is no such part."""
        info = self._infos.get(name)
        return None if info is None else self._read(info)

    def xml(self, name: str) -> Element | None:
        """The root of an XML part; None where there is no such part."""
        data = self.data(name)
        return None if data is None else parsed(data, name)

    def _read(self, info: zipfile.ZipInfo) -> bytes:
        _check_part(info)
        self._unpacked += info.file_size
        if self._unpacked > MAX_UNPACKED:
            sentence = say("The file is not opened: its parts unpack to over {most}.", most=_mebibytes(MAX_UNPACKED))
            raise UnreadableDocument(sentence)
        try:
            return self._archive.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableDocument(
                say(
                    "The file is damaged: its part {part} cannot be unpacked. Ask for it again.",
                    part=repr(info.filename),
                )
            ) from error


def opened(data: bytes) -> Archive:
    """An archive, opened: raises UnreadableDocument for one that is damaged, or is not safe to open."""
    check_size(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableDocument(
            say("The file is damaged: its end is lost, or its table of contents cannot be read. Ask for it again.")
        ) from error
    _check_parts(archive.infolist())
    return Archive(archive)


def check_size(data: bytes) -> None:
    """Raise UnreadableDocument for a file that is too large to be opened."""
    if len(data) > MAX_FILE:
        raise UnreadableDocument(say("The file is not opened: it is larger than {most} MiB.", most=MAX_FILE // 2**20))


def _name(info: zipfile.ZipInfo) -> str:
    return info.filename.replace("\\", "/").lstrip("/")


def _check_parts(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MAX_PARTS:
        sentence = say(
            "The file is not opened: it has {number} parts, and {most} are allowed.",
            number=f"{len(infos):,}",
            most=f"{MAX_PARTS:,}",
        )
        raise UnreadableDocument(sentence)
    seen: set[str] = set()
    for info in infos:
        name = _name(info).lower()
        if name in seen:
            raise UnreadableDocument(
                say(
                    "The file is not opened: it has two parts named {part}, and programs would show different texts.",
                    part=repr(info.filename),
                )
            )
        seen.add(name)


def _check_part(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableDocument(say("The file is locked with a password: save it without one, and try again."))
    if info.file_size > MAX_PART:
        raise UnreadableDocument(
            say(
                "The file is not opened: its part {part} unpacks to {size}, and {most} are allowed.",
                part=repr(info.filename),
                size=_mebibytes(info.file_size),
                most=_mebibytes(MAX_PART),
            )
        )
    if info.file_size > LARGE_PART and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        raise UnreadableDocument(
            say(
                "The file is not opened: its part {part} unpacks to more than {most} times its size, "
                "as only a trap does.",
                part=repr(info.filename),
                most=MAX_RATIO,
            )
        )


def _mebibytes(size: int) -> str:
    return f"{size // 2**20:,} MiB"
