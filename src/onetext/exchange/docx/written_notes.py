"""Footnotes and comments as parts of a Word file of their own."""

from collections.abc import Mapping, Sequence

from onetext.exchange.document import Comment, Note
from onetext.exchange.docx.fixed_parts import root, separators
from onetext.exchange.docx.markup import escaped, saying, tag, valued
from onetext.exchange.docx.written_runs import properties, run, runs, signed

_OF_FOOTNOTE = run(tag("footnoteRef"), properties("FootnoteReference"))
_OF_COMMENT = run(tag("annotationRef"), properties("CommentReference"))
_INITIALS = 3


def footnotes(notes: Sequence[Note], *, rtl: bool) -> str:
    """The notes, numbered from 1 in this order."""
    found = (
        tag("footnote", _paragraphs(f" {one.text}", "FootnoteText", _OF_FOOTNOTE, rtl=rtl), id=at)
        for at, one in enumerate(notes, 1)
    )
    return root("footnotes", separators("footnote") + "".join(found))


def comments(found: Sequence[Comment], *, rtl: bool) -> Mapping[str, str]:
    """The comments, numbered from 0; and in a part that newer programs read, which of them answer which."""
    if not found:
        return {}
    parts = {"comments": root("comments", "".join(_comment(at, one, rtl=rtl) for at, one in enumerate(found)))}
    places = {one.id: at for at, one in enumerate(found)}
    if any(one.answers in places for one in found):
        parts["commentsExtended"] = root("commentsEx", _answers(found, places), "w15")
    return parts


def _comment(at: int, comment: Comment, *, rtl: bool) -> str:
    initials = "".join(word[0] for word in comment.by.author.split())[:_INITIALS]
    inner = _paragraphs(comment.text, "CommentText", _OF_COMMENT, rtl=rtl, last_id=_paragraph_id(at))
    return tag("comment", inner, saying(id=at) + signed(comment.by), initials=initials)


def _answers(found: Sequence[Comment], places: Mapping[str, int]) -> str:
    lines = []
    for at, one in enumerate(found):
        parent = places.get(one.answers)
        to = "" if parent is None else f' w15:paraIdParent="{_paragraph_id(parent)}"'
        lines.append(f'<w15:commentEx w15:paraId="{_paragraph_id(at)}"{to} w15:done="0"/>')
    return "".join(lines)


def _paragraph_id(comment: int) -> str:
    """Eight hexadecimal digits, above 0 and below 80000000, as [MS-DOCX] asks."""
    return f"{comment + 1:08X}"


def _paragraphs(text: str, style: str, mark: str, *, rtl: bool, last_id: str = "") -> str:
    """A paragraph for each line, the first with the mark before it."""
    lines = text.split("\n")
    named = f' w14:paraId="{escaped(last_id)}"' if last_id else ""
    found = []
    for at, line in enumerate(lines):
        attribute = named if at == len(lines) - 1 else ""
        inner = tag("pPr", valued("pStyle", style)) + ("" if at else mark) + runs(line, rtl=rtl)
        found.append(f"<w:p{attribute}>{inner}</w:p>")
    return "".join(found)
