"""Word files made by LibreOffice from what it reads: web pages, OpenDocument, Rich Text Format."""

from typing import NamedTuple


class OfficeFile(NamedTuple):
    """A source for LibreOffice to make a Word file of, and what must be read of that."""

    name: str
    source: str
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


def _flat(body: str) -> str:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"{body}</office:document>"
    )


def _text(body: str, changes: str = "", styles: str = "") -> str:
    tracked = f"<text:tracked-changes>{changes}</text:tracked-changes>" if changes else ""
    automatic = f"<office:automatic-styles>{styles}</office:automatic-styles>" if styles else ""
    return _flat(f"{automatic}<office:body><office:text>{tracked}{body}</office:text></office:body>")


def _change(name: str, kind: str, who: str, inner: str = "") -> str:
    when = "<dc:date>2026-01-02T03:04:05</dc:date>"
    return (
        f'<text:changed-region xml:id="{name}" text:id="{name}"><text:{kind}><office:change-info>'
        f"<dc:creator>{who}</dc:creator>{when}</office:change-info>{inner}</text:{kind}></text:changed-region>"
    )


def _note(kind: str, words: str) -> str:
    return (
        f'<text:note text:note-class="{kind}" text:id="{kind}1"><text:note-citation>1</text:note-citation>'
        f"<text:note-body><text:p>{words}</text:p></text:note-body></text:note>"
    )


_ANNOTATION = (
    '<office:annotation office:name="a1"><dc:creator>Cy</dc:creator><dc:date>2026-01-02T03:04:05</dc:date>'
    '<text:p>Why?</text:p></office:annotation>this<office:annotation-end office:name="a1"/>'
)
_CELL = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
_LIST_STYLE = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2" style:num-suffix="."/>'
    "</text:list-style>"
)
_RIGHT_TO_LEFT = ("ar", "he")


def _page(lang: str, body: str) -> str:
    direction = ' dir="rtl"' if lang in _RIGHT_TO_LEFT else ""
    return f'<html lang="{lang}"{direction}><head><meta charset="utf-8"></head><body>{body}</body></html>'


_RTF = r"{\rtf1\ansi\deff0{\fonttbl{\f0 Times;}}{\*\revtbl{Unknown;}{Ann;}{Ben;}}"

OFFICE_FILES = (
    OfficeFile(
        "nested.html",
        '<html lang="en"><body><h1>Terms</h1><ol><li>First</li><li>Second<ol type="a"><li>inner</li><li>inner two'
        '</li></ol></li><li>Third</li></ol><ol start="7"><li>Seventh</li></ol><p>End</p></body></html>',
        ("# Terms", "1. First", "2. Second", "> a. inner", "> b. inner two", "3. Third", "7. Seventh", "End"),
    ),
    OfficeFile(
        "merged.html",
        '<html><body><table><tr><td colspan="2">wide</td></tr><tr><td rowspan="2">tall</td><td>x</td></tr>'
        "<tr><td>y</td></tr></table><p>End</p></body></html>",
        ("[0,0,0] wide", "[0,1,0] tall", "[0,1,1] x", "[0,2,1] y", "End"),
    ),
    OfficeFile(
        "arabic.html",
        _page("ar", "<h2>اتفاق</h2><p>وقف إطلاق النار</p>"),
        ("## اتفاق", "وقف إطلاق النار"),
    ),
    OfficeFile(
        "hebrew.html",
        _page("he", "<ol><li>הפסקת אש</li><li>נסיגה</li></ol>"),
        ("1. הפסקת אש", "2. נסיגה"),
    ),
    OfficeFile(
        "ukrainian.html",
        _page("uk", "<h1>Угода</h1><p>Сторони домовилися.</p>"),
        ("# Угода", "Сторони домовилися."),
    ),
    OfficeFile(
        "changed.fodt",
        _text(
            '<text:h text:outline-level="2">Head</text:h><text:p>One<text:change-start text:change-id="c1"/> new'
            '<text:change-end text:change-id="c1"/> two<text:change text:change-id="c2"/>.</text:p>',
            _change("c1", "insertion", "Ann") + _change("c2", "deletion", "Ben", "<text:p>gone</text:p>"),
        ),
        ("## Head", "One{+Ann:  new} two{-Ben: gone}."),
    ),
    OfficeFile(
        "joined.fodt",
        _text(
            '<text:p>First half<text:change text:change-id="c3"/> second half.</text:p><text:p>End.</text:p>',
            _change("c3", "deletion", "Ben", "<text:p>,</text:p><text:p>and</text:p>"),
        ),
        ("First half{-Ben: ,} ¶-Ben", "{-Ben: and} second half.", "End."),
    ),
    OfficeFile(
        "noted.fodt",
        _text(
            f"<text:p>One{_note('footnote', 'The note.')} two{_note('endnote', 'The end.')} and {_ANNOTATION}.</text:p>"
        ),
        ("One^1 two^e1 and {c1: this}.",),
        notes=("1 The note.", "e1 The end."),
        comments=("1 Cy: Why?",),
    ),
    OfficeFile(
        "table.fodt",
        _text(
            '<table:table><table:table-column table:number-columns-repeated="2"/><table:table-row>'
            + _CELL.format('a<text:change-start text:change-id="c1"/>b<text:change-end text:change-id="c1"/>')
            + _CELL.format("c")
            + "</table:table-row></table:table><text:p>End</text:p>",
            _change("c1", "insertion", "Ann"),
        ),
        ("[0,0,0] a{+Ann: b}", "[0,0,1] c", "End"),
    ),
    OfficeFile(
        "legal.fodt",
        _text(
            '<text:list text:style-name="L"><text:list-item><text:p>a</text:p>'
            "<text:list><text:list-item><text:p>b</text:p>"
            "</text:list-item><text:list-item><text:p>c</text:p></text:list-item></text:list></text:list-item>"
            "<text:list-item><text:p>d</text:p></text:list-item></text:list>",
            styles=_LIST_STYLE,
        ),
        ("1. a", "> 1.1. b", "> 1.2. c", "2. d"),
    ),
    OfficeFile(
        "fields.fodt",
        _text("<text:p>Page <text:page-number>1</text:page-number> of <text:page-count>1</text:page-count></text:p>"),
        ("Page 1 of 1",),
    ),
    OfficeFile(
        "revised.rtf",
        _RTF + r"\pard The forces {\revised\revauth1\revdttm1805724160 shall }"
        r"{\deleted\revauthdel2\revdttmdel1805724160 should }"
        r"withdraw.{\super\chftn}{\footnote\pard {\super\chftn} Reserved.}\par}",
        ("The forces {+Ann: shall }{-Ben: should }withdraw.^1",),
        notes=("1 Reserved.",),
    ),
)
