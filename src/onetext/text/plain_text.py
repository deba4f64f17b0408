"""From bytes to plain text, or one sentence that says why not."""

import codecs

from onetext.sentences import say

_DOCUMENTS = (
    (
        b"PK\x03\x04",
        say("This is a Word or other zipped document, not plain text: save it as plain text (UTF-8) and read that."),
    ),
    (b"%PDF-", say("This is a PDF, not plain text: save it as plain text (UTF-8) and read that.")),
    (
        b"\xd0\xcf\x11\xe0",
        say("This is an old Word document, not plain text: save it as plain text (UTF-8) and read that."),
    ),
    (b"{\\rtf", say("This is a rich text document, not plain text: save it as plain text (UTF-8) and read that.")),
)


class UnreadableText(ValueError):
    """These bytes are no plain text; the message is one sentence that says where and what to do."""


def decode(data: bytes) -> str:
    """The text in these bytes: UTF-8, or UTF-16 with a byte order mark; the mark itself is left out.

    Raises UnreadableText, with one sentence that says where and what to do, for anything else.
    """
    for magic, sentence in _DOCUMENTS:
        if data.startswith(magic):
            raise UnreadableText(sentence)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding, body = "utf-16", data
    else:
        encoding, body = "utf-8", data.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        offset = error.start + len(data) - len(body)
        line = data.count(b"\n", 0, offset) + 1
        raise UnreadableText(
            say(
                "The byte at offset {offset}, on line {line}, is not {encoding}: save the text as UTF-8.",
                offset=offset,
                line=line,
                encoding=encoding.upper(),
            )
        ) from error
    if (offset := text.find("\0")) >= 0:
        line = text.count("\n", 0, offset) + 1
        raise UnreadableText(
            say(
                "There is a NUL character at offset {offset}, on line {line}, which no text has: "
                "save the text as UTF-8.",
                offset=offset,
                line=line,
            )
        )
    return text
