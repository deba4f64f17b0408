"""CriticMarkup: changes and comments among the words of a plain text (Gabe Weatherhead and Erik Hess, 2013).

`{++inserted++}`, `{--deleted--}`, `{~~old~>new~~}`, `{==words==}{>>comment<<}`. Who changed something, and when, stands
in a comment right behind it, `{>>by France | 2026-11-20<<}`, and `| moved 1` where two changes are one move. A comment
may begin with who made it and when: `{>>Norway | 2026-11-20 | Why?<<}`.
"""

import re
from bisect import bisect_left
from collections.abc import Collection
from itertools import accumulate

import msgspec

from onetext.exchange.document import Comment, Mark, Span
from onetext.exchange.docx.line import Fate

_OPENINGS = r"\+\+|--|~~|>>|=="
_TOKEN = re.compile(
    rf"(?P<slashes>\\+)(?P<brace>\{{(?={_OPENINGS}))|(?P<closing>(?:\+\+|--|~~|<<|==)\\+\}})|(?P<caret>\[\\+\^)"
    rf"|(?P<open>\{{(?:{_OPENINGS}))|\[\^(?P<note>[^\]\s]{{1,60}})\]"
)
_CLOSINGS = {"{++": "++}", "{--": "--}", "{~~": "~~}", "{>>": "<<}", "{==": "==}"}
_BY = re.compile(r"by (?P<author>.*?)(?: \| (?!moved )(?P<when>[^|]*?))?(?: \| moved (?P<move>.*))?", re.DOTALL)
_COMMENT = re.compile(r"(?P<author>[^|\n]*) \| (?P<when>[^|\n]*) \| (?P<text>.*)", re.DOTALL)
_DEEPEST = 4
"""How deep changes may stand in one another; those that stand deeper are words."""
_TO_HIDE = re.compile(
    rf"(?P<before>\\*)\{{(?={_OPENINGS})|(?P<closing>(?:\+\+|--|~~|<<|==))(?P<slashes>\\*)\}}|\[(?P<more>\\*)\^"
)


class Marked:
    """The words of a marked-up text, each stretch with its fate, and the comments on them."""

    def __init__(self, source: str, notes: Collection[str]) -> None:
        self.spans: list[Span] = []
        self.comments: list[Comment] = []
        self._notes = notes
        self._read(source, Fate(), 0)
        self._ends = list(accumulate(len(span.text) for span in self.spans))

    def text(self) -> str:
        """All words, those that changes deleted included."""
        return "".join(span.text for span in self.spans)

    def cut(self, start: int, stop: int) -> tuple[Span, ...]:
        """The words from one place in the text to another."""
        found = []
        for place in range(bisect_left(self._ends, start), len(self.spans)):
            span, end = self.spans[place], self._ends[place]
            at = end - len(span.text)
            if at > stop:
                break
            first, last = max(start, at), min(stop, end)
            if first < last:
                notes = span.notes if last == end else ()
                found.append(msgspec.structs.replace(span, text=span.text[first - at : last - at], notes=notes))
            elif at == end and span.notes:
                found.append(span)
        return tuple(found)

    def _read(self, source: str, fate: Fate, depth: int) -> None:
        at = 0
        missing: set[str] = set()
        while found := _TOKEN.search(source, at):
            self._say(source[at : found.start()], fate)
            opening = found["open"]
            end = -1
            if opening and depth < _DEEPEST and opening not in missing:
                end = source.find(_CLOSINGS[opening], found.end())
                missing.update({opening} if end < 0 else ())
            if end >= 0:
                at = self._passage(opening, source, (found.end(), end), fate, depth)
            else:
                at = self._sign(found, fate)
        self._say(source[at:], fate)

    def _sign(self, found: re.Match[str], fate: Fate) -> int:
        """What begins no change: a hidden sign without what hides it, the mark of a note, or words."""
        slashes, hides = divmod(len(found["slashes"] or ""), 2)
        self._say("\\" * slashes, fate)
        if slashes and not hides:
            return found.start("brace")
        if found["note"] in self._notes:
            self._note(found["note"], fate)
        elif found["brace"]:
            self._say("{", fate)
        elif found["caret"]:
            self._say(found[0].replace("\\", "", 1), fate)
        elif found["closing"]:
            self._say(found[0][::-1].replace("\\", "", 1)[::-1], fate)
        else:
            self._say(found[0], fate)
        return found.end()

    def _passage(self, opening: str, source: str, place: tuple[int, int], fate: Fate, depth: int) -> int:
        """A change, commented words or a comment; returns where the text goes on."""
        inner, end = source[slice(*place)], place[1] + 3
        if opening == "{>>":
            self._comment(inner, len(self.spans) - 1)
            return end
        if opening == "{==":
            first = len(self.spans)
            self._part()
            self._read(inner, fate, depth + 1)
            return self._comments_behind(source, end, first)
        by, move, end = _by(source, end)
        old, arrow, new = inner.partition("~>") if opening == "{~~" else (inner, "", inner)
        if opening in ("{--", "{~~"):
            self._read(old, fate._replace(deleted=by, move=move or fate.move), depth + 1)
        if opening == "{++" or arrow:
            self._read(new, fate._replace(inserted=by, move=move or fate.move), depth + 1)
        return end

    def _comments_behind(self, source: str, end: int, first: int) -> int:
        """The comments that stand right behind the words they are on."""
        while source.startswith("{>>", end) and (stop := source.find("<<}", end)) >= 0:
            self._comment(source[end + 3 : stop], first)
            end = stop + 3
        self._part()
        return end

    def _comment(self, inner: str, first: int) -> None:
        """A comment on all words from a stretch on."""
        text = _unbarred(shown(inner))
        found = _COMMENT.fullmatch(text)
        name = str(len(self.comments) + 1)
        by = Mark(found["author"], found["when"]) if found else Mark("")
        self.comments.append(Comment(name, found["text"] if found else text, by))
        for at in range(max(first, 0), len(self.spans)):
            span = self.spans[at]
            self.spans[at] = msgspec.structs.replace(span, comments=(*span.comments, name))

    def _part(self) -> None:
        """What follows is a stretch of its own."""
        self.spans.append(Span(""))

    def _say(self, text: str, fate: Fate) -> None:
        if not text:
            return
        last = self.spans[-1] if self.spans else None
        if last and last.text and not last.notes and not last.comments and _fate(last) == fate:
            self.spans[-1] = msgspec.structs.replace(last, text=last.text + text)
        else:
            self.spans.append(Span(text, *fate))

    def _note(self, name: str, fate: Fate) -> None:
        last = self.spans[-1] if self.spans else None
        if last and last.text and not last.text.endswith("\n") and _fate(last) == fate:
            self.spans[-1] = msgspec.structs.replace(last, notes=(*last.notes, name))
        else:
            self.spans.append(Span("", *fate, (name,)))


def _fate(span: Span) -> Fate:
    return Fate(span.inserted, span.deleted, span.move)


def _by(source: str, at: int) -> tuple[Mark, str, int]:
    """Who made the change that ends here, its move, and where the text goes on."""
    stop = source.find("<<}", at) if source.startswith("{>>by ", at) else -1
    found = _BY.fullmatch(_unbarred(shown(source[at + 3 : stop]))) if stop >= 0 else None
    if found is None:
        return Mark(""), "", at
    return Mark(found["author"], found["when"] or ""), found["move"] or "", stop + 3


def _unbarred(text: str) -> str:
    """Without the strokes that keep a bar from dividing cells, since a comment may stand in a table."""
    return text.replace("\\|", "|")


def hidden(text: str) -> str:
    """Words in which nothing is taken for a change, a comment or the mark of a note."""
    return _TO_HIDE.sub(_hide, text)


def _hide(found: re.Match[str]) -> str:
    if found["closing"]:
        return f"{found['closing']}{found['slashes']}\\}}"
    return f"[{found['more']}\\^" if found["more"] is not None else f"{found['before']}\\{found[0]}"


def before_a_passage(text: str) -> str:
    """Hidden words that a change or comment follows: strokes at their end would hide its beginning."""
    return text + "\\" * (len(text) - len(text.rstrip("\\")))


def shown(text: str) -> str:
    """Words that were hidden, as they are."""
    return "".join(span.text for span in _Unhidden(text, ()).spans)


class _Unhidden(Marked):
    """Words in which no change is looked for."""

    def _read(self, source: str, fate: Fate, depth: int) -> None:
        super()._read(source, fate, max(depth, _DEEPEST))
