"""What of a Word file has no place in a document, or a poor one: counted as it is read, then said."""

from collections import Counter
from collections.abc import Mapping

from onetext.sentences import forms, say, say_count

_SENTENCES = {
    "picture": forms("One picture is not read.", "{count} pictures are not read."),
    "linked picture": forms(
        "One picture is kept outside the file: it is neither fetched nor read.",
        "{count} pictures are kept outside the file: they are neither fetched nor read.",
    ),
    "chart": forms("One chart or diagram is not read.", "{count} charts or diagrams are not read."),
    "equation": forms(
        "One equation is read as the signs in it, without its layout.",
        "{count} equations are read as the signs in them, without their layout.",
    ),
    "object": forms(
        "One embedded object, such as a spreadsheet, is not read.",
        "{count} embedded objects, such as spreadsheets, are not read.",
    ),
    "control": forms("One program control is not read.", "{count} program controls are not read."),
    "foreign part": forms(
        "One part of the text, kept in another format inside the file, is not read: save it in a word processor first.",
        "{count} parts of the text, kept in other formats inside the file, are not read: "
        "save it in a word processor first.",
    ),
    "linked part": forms(
        "One part of the text is in another file, which is neither fetched nor read.",
        "{count} parts of the text are in other files, which are neither fetched nor read.",
    ),
    "macros": forms(
        "The file carries a program (macros): it was not run and is not read.",
        "The file carries a program (macros): it was not run and is not read.",
    ),
    "template": forms(
        "The file names a template outside it: it was not fetched.",
        "The file names a template outside it: it was not fetched.",
    ),
    "link": forms(
        "The words of one link are read, its address is not.",
        "The words of {count} links are read, not their addresses.",
    ),
    "hidden": forms(
        "One stretch of hidden words is read as if it were shown.",
        "{count} stretches of hidden words are read as if they were shown.",
    ),
    "format change": forms(
        "One tracked change of form (type, spacing, numbering) is not read.",
        "{count} tracked changes of form (type, spacing, numbering) are not read.",
    ),
    "cell merge": forms(
        "One tracked merging of table cells is not read.",
        "{count} tracked mergings of table cells are not read.",
    ),
    "merged cell": forms(
        "One merged table cell is read where it begins.",
        "{count} merged table cells are read where they begin.",
    ),
    "text box": forms(
        "The words of one text box follow the paragraph that it hangs on.",
        "The words of {count} text boxes follow the paragraphs that they hang on.",
    ),
    "contents line": forms(
        "One line of a table of contents is read as text.",
        "{count} lines of tables of contents are read as text.",
    ),
    "field code": forms(
        "The words in one field's code are not read: its result is.",
        "The words in {count} fields' codes are not read: their results are.",
    ),
    "open field": forms(
        "One field does not end: its words are read.",
        "{count} fields do not end: their words are read.",
    ),
    "ruby": forms("One reading aid stands beside its word.", "{count} reading aids stand beside their words."),
    "symbol": forms(
        "One symbol is of a font of its own and may not be shown.",
        "{count} symbols are of fonts of their own and may not be shown.",
    ),
    "number format": forms(
        "One number is of a kind that is not known: it is given in digits.",
        "{count} numbers are of kinds that are not known: they are given in digits.",
    ),
    "field number": forms(
        "One number is made by a field that keeps no result: it is not read.",
        "{count} numbers are made by fields that keep no results: they are not read.",
    ),
    "missing numbering": forms(
        "One paragraph has a number whose definition is missing: it is read without.",
        "{count} paragraphs have numbers whose definitions are missing: they are read without.",
    ),
    "note change": forms(
        "One tracked change in a note or comment is not read as a change: its words stand.",
        "{count} tracked changes in notes or comments are not read as changes: the words of all of them stand.",
    ),
    "missing note": forms(
        "One note is missing: only its mark stands.", "{count} notes are missing: only their marks stand."
    ),
    "missing comment": forms("One comment is missing: only its place is marked.", "{count} comments are missing."),
    "missing part": forms("One part that the file names is missing.", "{count} parts that the file names are missing."),
    "resolved": forms("One comment is marked as resolved.", "{count} comments are marked as resolved."),
    "odd name": forms(
        "One part has a name that leads out of the file: it is not read.",
        "{count} parts have names that lead out of the file: they are not read.",
    ),
    "move": forms(
        "One move has lost its other end: it is read as an insertion or a deletion.",
        "{count} moves have lost their other ends: they are read as insertions or deletions.",
    ),
    "end": forms(
        "One changed paragraph end stands before a table, or at the end of a cell, and is kept as it is.",
        "{count} changed paragraph ends stand before tables, or at the ends of cells, and are kept as they are.",
    ),
}


def sentences(tally: Counter[str], watermarks: Mapping[str, None]) -> tuple[str, ...]:
    """One sentence for each kind of thing counted, in a fixed order; a watermark is said with its words."""
    said = [say_count(*_SENTENCES[kind], tally[kind]) for kind in _SENTENCES if tally[kind]]
    return (*said, *(say("A watermark says “{words}”.", words=words) for words in watermarks))
