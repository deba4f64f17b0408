"""Documents as people bring them to a door: uploads, and Word files with tracked changes and comments."""

from django.core.files.uploadedfile import SimpleUploadedFile
from msgspec.structs import replace

from onetext.exchange.document import Comment, Document, Mark, Span
from onetext.exchange.docx import reading, writing

BIRCH, ANN, SMITH = Mark("Birch", "2030-03-02T10:00:00Z"), Mark("Mayor Ash"), Mark("J. Smith")


def upload(name: str, data: bytes | str) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)


def changed(word: bytes, old: str, *new: Span, remark: Comment | None = None) -> bytes:
    """A Word file of ours in which the paragraph with these words was changed, as somebody did in Word."""
    found = reading.read(word)
    place = next(at for at, p in enumerate(found.paragraphs) if "".join(s.text for s in p.spans) == old)
    paragraphs = list(found.paragraphs)
    paragraphs[place] = replace(paragraphs[place], spans=new)
    comments = (*found.comments, remark) if remark else found.comments
    return writing.write(Document(tuple(paragraphs), found.title, found.notes, comments, found.lang, found.rtl))
