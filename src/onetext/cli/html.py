"""A page as one HTML file that stands alone: for sharing, reading aloud and printing in black and white."""

from html import escape

from onetext.cli.page import Block, Heading, Lines, Noted, Page, Redline, Stretch, Table
from onetext.exchange.page_style import STYLE


def as_html(page: Page) -> str:
    """The page as HTML: headings, paragraphs and tables, no script, nothing fetched; text in its own direction."""
    title = escape(page.title)
    parts = "\n".join(_block(block) for block in page.blocks)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n"
        f'<body>\n<main>\n<h1 dir="auto">{title}</h1>\n{parts}\n</main>\n</body>\n</html>\n'
    )


def _block(block: Block) -> str:
    match block:
        case Heading(text):
            called, _, became = text.partition("  ")
            return f'<h2 dir="auto">{escape(f"{called}: {became}" if became else called)}</h2>'
        case Lines(texts):
            return "\n".join(f'<p dir="auto">{escape(text)}</p>' for text in texts)
        case Redline(redlines):
            return "\n".join(f'<p dir="auto">{"".join(map(_stretch, stretches))}</p>' for stretches in redlines)
        case Noted(noted):
            return "\n".join(f'<p dir="auto">{"".join(map(_noted, stretches))}</p>' for stretches in noted)
        case Table():
            return _table(block)


def _noted(stretch: tuple[str, str, str]) -> str:
    """Words with a raised sign behind them; the note shows when one points at them."""
    text, sign, note = stretch
    words = text.rstrip()
    if not (sign and words):
        return escape(text)
    return f'<span title="{escape(note)}">{escape(words)}<sup>{escape(sign)}</sup></span>{escape(text[len(words) :])}'


def _stretch(stretch: Stretch) -> str:
    """Words of a redline; a screen reader hears where an insertion or deletion begins and ends."""
    if stretch.kind == "kept":
        return escape(stretch.text)
    tag, name = ("ins", "insertion") if stretch.kind == "inserted" else ("del", "deletion")
    moved = f"<b>moved {escape(stretch.place)}:</b>" if stretch.place else ""
    began = "" if moved else f'<span class="heard" dir="auto">[{stretch.kind}: </span>'
    ended = f'<span class="heard" dir="auto">, end of {"move" if moved else name}] </span>'
    opening = f'<{tag} class="moved">' if moved else f"<{tag}>"
    return f"{opening}{began}{moved}{escape(stretch.text)}{ended}</{tag}>"


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    rows = "\n".join(
        "<tr>" + "".join(f'<td dir="auto">{escape(cell)}</td>' for cell in row) + "</tr>" for row in table.rows
    )
    return f"<div><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>"
