"""Writing: a stretch of the base as one change has it, or as the alternatives of several, in brackets."""

from collections.abc import Callable, Sequence

from onetext.text import brackets
from onetext.text.carrying.changes import NO_TEXT
from onetext.text.carrying.clusters import Voice
from onetext.text.carrying.wholes import Span
from onetext.text.provision import canonical
from onetext.text.redline.units import Unit

Writer = Callable[[list[str], Sequence[Unit], Sequence[Voice], Span], None]


def as_wished(out: list[str], old: Sequence[Unit], voices: Sequence[Voice], span: Span) -> None:
    """Write a stretch of the base as changes that want the same have it."""
    apply(out, old, voices[0], span)


def beside(out: list[str], old: Sequence[Unit], voices: Sequence[Voice], span: Span) -> None:
    """Write a stretch of the base with each edit of changes that want the same beside the words as they stand."""
    names = list(dict.fromkeys(name for voice in voices for name in voice.change.proponents))
    at, end = span
    for edit in voices[0].edits:
        stood = "".join(unit.text for unit in old[edit.first : edit.last])
        wished = "".join(unit.text for unit in voices[0].new[edit.new_first : edit.new_last])
        tail = stood[len(stood.rstrip()) :] or wished[len(wished.rstrip()) :]
        alternatives: list[tuple[str, Sequence[str]]] = [(stood.strip(), ())] if stood.strip() else []
        out += (unit.text for unit in old[at : edit.first])
        lead = " " if not stood and out and not out[-1][-1:].isspace() else ""
        out.append(lead + brackets.make([*alternatives, (wished.strip() or NO_TEXT, names)]) + tail)
        at = edit.last
    out += (unit.text for unit in old[at:end])


def apply(out: list[str], old: Sequence[Unit], voice: Voice, span: Span) -> None:
    """Write a stretch of the base as one change has it; the space before a new word is as that change has it."""
    at, end = span
    for edit in voice.edits:
        out += (unit.text for unit in old[at : edit.first])
        if out and edit.new_first:
            out[-1] = out[-1].rstrip() + voice.new[edit.new_first - 1].tail
        out += (unit.text for unit in voice.new[edit.new_first : edit.new_last])
        at = edit.last
    out += (unit.text for unit in old[at:end])


def version(old: Sequence[Unit], voice: Voice, span: Span) -> str:
    """A stretch of the base as one change has it."""
    out: list[str] = []
    apply(out, old, voice, span)
    return "".join(out)


def settle(out: list[str], old: Sequence[Unit], voices: Sequence[Voice], span: Span) -> bool:
    """Write a stretch of the base as an option, and what several changes make of it, where they collide there.

    Whether they do; where they want the same, nothing is written.
    """
    alternatives: dict[str, tuple[str, list[str]]] = {}
    lead = tail = ""
    for voice in voices:
        version = [out[-1]] if out else []
        apply(version, old, voice, span)
        if out:
            lead = max(lead, version.pop(0)[len(out[-1].rstrip()) :], key=len)
        text = "".join(version)
        tail = max(tail, text[len(text.rstrip()) :], key=len)
        names = alternatives.setdefault(canonical(text), (text.strip(), []))[1]
        names += [name for name in voice.change.proponents if name not in names]
    if len(alternatives) == 1:
        return False
    if out:
        out[-1] = out[-1].rstrip() + lead
    stood = "".join(unit.text for unit in old[span[0] : span[1]])
    options = [(words or NO_TEXT, names) for words, names in alternatives.values()]
    if canonical(stood) not in alternatives:
        options.insert(0, (stood.strip() or NO_TEXT, []))
    out.append(brackets.make(options) + tail)
    return True
