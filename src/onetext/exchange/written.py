"""Any text of a record, or two of them compared, as a document for somebody: what it holds, and what to mind of it."""

from onetext.exchange import comparisons, formats, one_text
from onetext.exchange.document import Document
from onetext.exchange.pdf.writing import unprintable
from onetext.process import actors, alignments, reach
from onetext.process.alignments import Comparison, Side
from onetext.process.texts import MAIN, Line
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.view import View

CURRENT = "current"


def text(view: View, named: str, *, pending: bool = False) -> Document:
    """The text as it stands ("current", or a rival draft by its name), a version or a published wording.

    With what is `pending` as tracked changes of each party, of a text as it stands. Raises Refused where there is none.
    """
    if named == CURRENT:
        return one_text.current_text(view, pending=pending)
    if isinstance(view.find(named).body, Line):
        return one_text.current_text(view, view.find(named, Line).id, pending=pending)
    if pending:
        refuse(
            "Amendments are pending on the text as it stands: choose that, or a rival draft.", typed="leave --text out"
        )
    return one_text.version(view, alignments.side(view, named))


def compared(view: View, found: Comparison, *, columns: bool = False) -> Document:
    """Two texts compared: tracked changes by those who drew up the later one, or both side by side in `columns`."""
    by = _authors(view, found.after)
    return comparisons.side_by_side(found, by) if columns else comparisons.tracked(found, by)


def _authors(view: View, later: Side) -> str:
    return one_text.author(view, later.authors) or later.called


def kept(view: View, named: str, *, pending: bool = False) -> tuple[Act[object], ...]:
    """What a document of this text holds that not everybody at the table may read."""
    table = actors.seated(view)
    found = () if named == CURRENT else (view.find(named),)
    own = tuple(act for act in found if table and not reach.open_to(view, act, table))
    line = found[0].id if found and isinstance(found[0].body, Line) else MAIN
    return (*own, *one_text.kept(view, line)) if pending else own


def unprinted(document: Document, name: str) -> str:
    """The scripts of which a document called `name` prints nothing but empty boxes; "" for none."""
    boxes = unprintable(document) if formats.by_ending(name) is formats.PDF else ()
    return ", ".join(script if script == "CJK" else script.title() for script in boxes)
