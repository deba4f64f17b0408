"""Akoma Ntoso in: acts, bills, amendments, debates, judgments and drafts, without losing a word.

Elements are known by their names, whatever they stand in; what is not known is gone into. A unit's number and heading,
its first words, and its identifier become one paragraph, as they are printed.
"""

from onetext.exchange.akoma_ntoso.blocks import Blocks
from onetext.exchange.akoma_ntoso.names import LANGUAGES, OWN, RTL, XML
from onetext.exchange.akoma_ntoso.validity import fault
from onetext.exchange.document import Document
from onetext.exchange.errors import UnreadableDocument
from onetext.exchange.flow import said
from onetext.exchange.xml import Element, local_name, parsed
from onetext.sentences import say

_ABOUT_ITSELF = ("publication", "classification", "lifecycle", "workflow", "analysis", "temporalData", "proprietary")
_UNREAD = {
    "picture": ("One picture is not read.", "{} pictures are not read."),
    "linked part": (
        "One part of the text is in another file, which is neither fetched nor read.",
        "{} parts of the text are in other files, which are neither fetched nor read.",
    ),
    "foreign": (
        "One passage in another kind of XML, such as a formula, is read as its bare words.",
        "{} passages in other kinds of XML, such as formulas, are read as their bare words.",
    ),
    "removed": (
        "One passage is marked as removed: its words are read.",
        "{} passages are marked as removed: their words are read.",
    ),
    "number": (
        "One tracked change in a number is not read as a change: all its signs stand.",
        "{} tracked changes in numbers are not read as changes: all their signs stand.",
    ),
    "about itself": ("What the file says of its own history and sources is not read.",) * 2,
}


def read(data: bytes) -> Document:
    """The document in an Akoma Ntoso file.

    A file that is not valid against the schema is read all the same, and `unread` says so. Raises UnreadableDocument,
    with a sentence, for what is no Akoma Ntoso, or is not safe to open.
    """
    root = parsed(data)
    if local_name(root) != "akomaNtoso":
        raise UnreadableDocument(
            say(
                "The file is XML, but no Akoma Ntoso: it begins with {name}, not 'akomaNtoso'.",
                name=repr(local_name(root)),
            )
        )
    try:
        return _Reader(root).document()
    except RecursionError as error:
        raise UnreadableDocument(say("The file is not opened: it is nested too deep.")) from error


class _Reader(Blocks):
    """Goes through a document from its first element to its last."""

    def document(self) -> Document:
        self.language = self._language()
        loose = [one for notes in self._of("notes") for one in notes if local_name(one) == "note"]
        comments = {one.get("eId", ""): self.comment(one) for one in loose if one.get(f"{OWN}id") is not None}
        self.comments = {key: comment.id for key, comment in comments.items()}
        last = [self.keep_note(one) for one in loose if one.get(f"{OWN}id") is None]
        self.walk(self.root)
        self.flow.end()
        in_text = [one for one in self.notes if one not in last]
        self.flow.tally["about itself"] += any(True for name in _ABOUT_ITSELF for _ in self._of(name))
        return Document(
            paragraphs=tuple(self.flow.paragraphs),
            title=self._title(),
            notes=tuple(self.notes[one] for one in (*in_text, *last)),
            comments=tuple(comments.values()),
            lang=self.language,
            rtl=any(one.get("style") == RTL for one in self._of("mainBody")),
            unread=(*self._invalid(), *said(self.flow.tally, _UNREAD)),
        )

    def _of(self, name: str) -> list[Element]:
        return [one for one in self.root.iter(f"{{*}}{name}") if isinstance(one.tag, str)]

    def _invalid(self) -> tuple[str, ...]:
        why = fault(self.root)
        return (f"The file is not valid Akoma Ntoso 3.0 ({why}): it is read as far as it goes.",) if why else ()

    def _title(self) -> str:
        for name in ("FRBRalias", "FRBRname"):
            for one in self._of(name):
                if "title" in one.get("name", "title").lower() and one.get("value"):
                    return str(one.get("value"))
        return next((" ".join("".join(map(str, one.itertext())).split()) for one in self._of("docTitle")), "")

    def _language(self) -> str:
        for one in (*self._of("mainBody"), *self._of("body")):
            if found := one.get(f"{XML}lang"):
                return found
        if self.ours:
            return ""
        named = next((one.get("language", "") for one in self._of("FRBRlanguage")), "")
        return "" if named == "und" else {three: two for two, three in LANGUAGES.items()}.get(named, named)
