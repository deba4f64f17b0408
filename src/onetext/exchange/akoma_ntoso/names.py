"""The names that reading and writing Akoma Ntoso share."""

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
OWN = "{urn:onetext:akoma-ntoso}"
"""Attributes of ours, as the schema allows on nearly every element: what Akoma Ntoso itself has no place for."""
XML = "{http://www.w3.org/XML/1998/namespace}"

_HIERARCHY = """
alinea article book chapter clause division hcontainer indent level list paragraph part point proviso rule
section subchapter subclause subdivision sublist subparagraph subpart subrule subsection subtitle title tome
transitional
"""
_LINES = """
a abbr affectedDocument argument b block caption change concept courtType crossHeading date def del docAuthority
docCommittee docDate docIntroducer docJurisdiction docNumber docProponent docPurpose docStage docStatus docTitle
docType docketNumber embeddedText entity event fillIn from heading i inline ins judge lawyer legislature li
listIntroduction listWrapUp location mmod mod mref narrative neutralCitation num object omissis opinion
organization outcome p party person placeholder process quantity quotedText recordedTime ref relatedDocument
remark rmod role rref scene session shortTitle signature span sub subheading summary sup term time tocItem u
vote
"""
HIERARCHY = frozenset(_HIERARCHY.split())
"""What the schema calls hierElements: units with a number, a heading, and units or content under them."""
LINES = frozenset(_LINES.split())
"""The elements in which words may stand directly; outermost, each is a paragraph, and within one another they flow."""
INLINE = frozenset(
    {"a", "abbr", "b", "date", "def", "del", "i", "inline", "ins", "ref", "span", "sub", "sup", "term", "u"}
)
"""Those that go on with the line that is open, should they stand between blocks."""

NUMBERED_TABLE = "table"
"""The name of the container that holds a table among numbered points."""
RTL = "direction: rtl"

LANGUAGES = {
    "ar": "ara", "be": "bel", "cs": "ces", "de": "deu", "el": "ell", "en": "eng", "es": "spa", "fa": "fas",
    "fr": "fra", "he": "heb", "hi": "hin", "hu": "hun", "it": "ita", "ja": "jpn", "ko": "kor", "nl": "nld",
    "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sq": "sqi", "sr": "srp", "sv": "swe", "sw": "swa",
    "tr": "tur", "uk": "ukr", "ur": "urd", "zh": "zho",
}  # fmt: skip
"""Languages in two letters (ISO 639-1) and in the three that Akoma Ntoso's metadata use (ISO 639-2)."""
