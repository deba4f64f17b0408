"""What of a Word file has no place in a document, or a poor one: counted as it is read, then said."""

from collections import Counter
from collections.abc import Mapping

_SENTENCES = {
    "picture": ("One picture is not read.", "{} pictures are not read."),
    "linked picture": (
        "One picture is kept outside the file: it is neither fetched nor read.",
        "{} pictures are kept outside the file: they are neither fetched nor read.",
    ),
    "chart": ("One chart or diagram is not read.", "{} charts or diagrams are not read."),
    "equation": (
        "One equation is read as the signs in it, without its layout.",
        "{} equations are read as the signs in them, without their layout.",
    ),
    "object": (
        "One embedded object, such as a spreadsheet, is not read.",
        "{} embedded objects, such as spreadsheets, are not read.",
    ),
    "control": ("One program control is not read.", "{} program controls are not read."),
    "foreign part": (
        "One part of the text, kept in another format inside the file, is not read: save it in a word processor first.",
        "{} parts of the text, kept in other formats inside the file, are not read: save it in a word processor first.",
    ),
    "linked part": (
        "One part of the text is in another file, which is neither fetched nor read.",
        "{} parts of the text are in other files, which are neither fetched nor read.",
    ),
    "macros": ("The file carries a program (macros): it was not run and is not read.",) * 2,
    "template": ("The file names a template outside it: it was not fetched.",) * 2,
    "link": (
        "The words of one link are read, its address is not.",
        "The words of {} links are read, not their addresses.",
    ),
    "hidden": (
        "One stretch of hidden words is read as if it were shown.",
        "{} stretches of hidden words are read as if they were shown.",
    ),
    "format change": (
        "One tracked change of form (type, spacing, numbering) is not read.",
        "{} tracked changes of form (type, spacing, numbering) are not read.",
    ),
    "cell merge": (
        "One tracked merging of table cells is not read.",
        "{} tracked mergings of table cells are not read.",
    ),
    "merged cell": (
        "One merged table cell is read where it begins.",
        "{} merged table cells are read where they begin.",
    ),
    "text box": (
        "The words of one text box follow the paragraph that it hangs on.",
        "The words of {} text boxes follow the paragraphs that they hang on.",
    ),
    "contents line": (
        "One line of a table of contents is read as text.",
        "{} lines of tables of contents are read as text.",
    ),
    "field code": (
        "The words in one field's code are not read: its result is.",
        "The words in {} fields' codes are not read: their results are.",
    ),
    "open field": (
        "One field does not end: its words are read.",
        "{} fields do not end: their words are read.",
    ),
    "ruby": ("One reading aid stands beside its word.", "{} reading aids stand beside their words."),
    "symbol": (
        "One symbol is of a font of its own and may not be shown.",
        "{} symbols are of fonts of their own and may not be shown.",
    ),
    "number format": (
        "One number is of a kind that is not known: it is given in digits.",
        "{} numbers are of kinds that are not known: they are given in digits.",
    ),
    "field number": (
        "One number is made by a field that keeps no result: it is not read.",
        "{} numbers are made by fields that keep no results: they are not read.",
    ),
    "missing numbering": (
        "One paragraph has a number whose definition is missing: it is read without.",
        "{} paragraphs have numbers whose definitions are missing: they are read without.",
    ),
    "note change": (
        "One tracked change in a note or comment is not read as a change: its words stand.",
        "{} tracked changes in notes or comments are not read as changes: the words of all of them stand.",
    ),
    "missing note": ("One note is missing: only its mark stands.", "{} notes are missing: only their marks stand."),
    "missing comment": ("One comment is missing: only its place is marked.", "{} comments are missing."),
    "missing part": ("One part that the file names is missing.", "{} parts that the file names are missing."),
    "resolved": ("One comment is marked as resolved.", "{} comments are marked as resolved."),
    "odd name": (
        "One part has a name that leads out of the file: it is not read.",
        "{} parts have names that lead out of the file: they are not read.",
    ),
    "move": (
        "One move has lost its other end: it is read as an insertion or a deletion.",
        "{} moves have lost their other ends: they are read as insertions or deletions.",
    ),
    "end": (
        "One changed paragraph end stands before a table, or at the end of a cell, and is kept as it is.",
        "{} changed paragraph ends stand before tables, or at the ends of cells, and are kept as they are.",
    ),
}


def sentences(tally: Counter[str], watermarks: Mapping[str, None]) -> tuple[str, ...]:
    """One sentence for each kind of thing counted, in a fixed order; a watermark is said with its words."""
    said = [_SENTENCES[kind][tally[kind] > 1].format(f"{tally[kind]:,}") for kind in _SENTENCES if tally[kind]]
    return (*said, *(f"A watermark says {words!r}." for words in watermarks))
