"""What the schema demands to be said about a document, and nothing that is not known."""

import re
from collections.abc import Iterable

from lxml import etree

from onetext.exchange.akoma_ntoso.ids import Ids
from onetext.exchange.akoma_ntoso.names import AKN, LANGUAGES, OWN, XML
from onetext.exchange.document import Comment, Document, Mark, Note, authors
from onetext.exchange.xml import Element, writable

NO_DATE = "0001-01-01"
"""What stands for a date that is not known, since the schema demands one; its name says "unknown"."""
UNKNOWN = "unknown"
PRESERVE = {f"{XML}space": "preserve"}
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


class Names:
    """The identifiers in a document: of its units, and of all that its metadata name."""

    def __init__(self, document: Document) -> None:
        self.ids = Ids(frozenset(one.id for one in document.paragraphs if one.id))
        self.software = self._name("onetext")
        self.unknown = self._name("agent")
        named = dict.fromkeys((*authors(document), *(one.by.author for one in document.comments)))
        self.authors = {author: self._name("author") for author in named}
        self.notes = {one.id: self._name("note") for one in document.notes}
        self.comments = {one.id: self._name("comment") for one in document.comments}

    def _name(self, kind: str) -> str:
        return self.ids.give(kind, "", "", "")

    def by(self, mark: Mark) -> dict[str, str]:
        """The attributes that say who did something, and when."""
        found = {"refersTo": f"#{self.authors[mark.author]}"}
        return {**found, f"{OWN}when": writable(mark.when)} if mark.when else found


def metadata(document: Document, names: Names, placed: frozenset[str]) -> Element:
    """The element meta. The notes that are `placed` stand in the text; the others, and comments, stand here."""
    meta = etree.Element(f"{AKN}meta")
    meta.append(_identification(document, names))
    meta.append(_references(names))
    loose = [note for note in document.notes if note.id not in placed]
    if loose or document.comments:
        notes = etree.SubElement(meta, f"{AKN}notes", source=f"#{names.software}")
        notes.extend(_loose_note(note, names) for note in loose)
        notes.extend(_comment(comment, names) for comment in document.comments)
    return meta


def language(text: str) -> str:
    """A language as XML names it, "" for what is no such name."""
    return text if _LANGUAGE.fullmatch(text) else ""


def fill_note(element: Element, text: str) -> Element:
    """A paragraph for each line of a note or comment."""
    for line in writable(text).split("\n"):
        etree.SubElement(element, f"{AKN}p").text = line
    return element


def _identification(document: Document, names: Names) -> Element:
    found = etree.Element(f"{AKN}identification", source=f"#{names.software}")
    work = _level(found, "FRBRWork", f"/akn/{UNKNOWN}/doc/{UNKNOWN}", names.unknown)
    if document.title:
        alias = etree.Element(f"{AKN}FRBRalias", value=writable(document.title), name="title")
        work.insert(2, alias)
    etree.SubElement(work, f"{AKN}FRBRcountry", value=UNKNOWN)
    short = language(document.lang).partition("-")[0].lower()
    spoken = LANGUAGES.get(short, short) or "und"
    expression = _level(found, "FRBRExpression", f"/akn/{UNKNOWN}/doc/{UNKNOWN}/{spoken}", names.unknown)
    etree.SubElement(expression, f"{AKN}FRBRlanguage", language=spoken)
    address = f"/akn/{UNKNOWN}/doc/{UNKNOWN}/{spoken}.xml"
    manifestation = _level(found, "FRBRManifestation", address, names.software)
    etree.SubElement(manifestation, f"{AKN}FRBRformat", value="application/akn+xml")
    return found


def _level(under: Element, name: str, address: str, author: str) -> Element:
    found = etree.SubElement(under, AKN + name)
    etree.SubElement(found, f"{AKN}FRBRthis", value=f"{address.removesuffix('.xml')}/!main{'.xml' * (name[4] == 'M')}")
    etree.SubElement(found, f"{AKN}FRBRuri", value=address)
    etree.SubElement(found, f"{AKN}FRBRdate", date=NO_DATE, name=UNKNOWN)
    etree.SubElement(found, f"{AKN}FRBRauthor", href=f"#{author}")
    return found


def _references(names: Names) -> Element:
    found = etree.Element(f"{AKN}references", source=f"#{names.software}")
    agents = {names.software: "onetext", names.unknown: UNKNOWN}
    agents.update({ref: author for author, ref in names.authors.items()})
    for ref, shown in agents.items():
        attributes = {"eId": ref, "name": "agent", "href": f"/akn/ontology/reference/{ref}", "showAs": writable(shown)}
        etree.SubElement(found, f"{AKN}TLCReference", attributes)
    return found


def _loose_note(note: Note, names: Names) -> Element:
    attributes = {"eId": names.notes[note.id], "marker": writable(note.id), **PRESERVE}
    return fill_note(etree.Element(f"{AKN}note", attributes), note.text)


def _comment(comment: Comment, names: Names) -> Element:
    attributes = {
        "eId": names.comments[comment.id],
        "class": "comment",
        **names.by(comment.by),
        f"{OWN}id": writable(comment.id),
        **PRESERVE,
    }
    if comment.answers:
        attributes[f"{OWN}answers"] = writable(comment.answers)
    return fill_note(etree.Element(f"{AKN}note", attributes), comment.text)


def placed_notes(document: Document) -> frozenset[str]:
    """The notes whose mark stands in the text."""
    return frozenset(_marks(document)) & {note.id for note in document.notes}


def _marks(document: Document) -> Iterable[str]:
    return (note for paragraph in document.paragraphs for span in paragraph.spans for note in span.notes)
