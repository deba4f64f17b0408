"""How a fault is told to whoever types: with the way out as it is typed, and the command that was probably meant."""

from collections.abc import Sequence

import click

from onetext.record.errors import RecordError, Refused

OTHER_WORDS = {
    "add": "amend --add-after POINT --words …",
    "agree": "stance set POINT agreed",
    "accept": "settle POINT --accept AMENDMENT",
    "amendment": "amend",
    "amendments": "amend",
    "approve": "signoff approve VERSION",
    "cancel": "withdraw ACT --reason …",
    "change": "amend POINT --words …",
    "confirm": "stance confirm POINT",
    "create": "new FILE --title …",
    "delete": "withdraw ACT --reason …",
    "diff": "compare",
    "edit": "amend POINT --words …",
    "history": "log",
    "init": "new FILE --title …",
    "issue": "item",
    "limb": "point limb POINT",
    "link": "point link POINT",
    "list": "status",
    "note": "room note WORDS",
    "object": "stance set POINT opposed",
    "oppose": "stance set POINT opposed",
    "order": "signoff order",
    "party": "actor add SLUG NAME",
    "position": "stance",
    "propose": "amend POINT --words …",
    "quantity": "point quantity POINT",
    "reject": "settle POINT --reject AMENDMENT",
    "release": "send ACT --to READERS",
    "remove": "withdraw ACT --reason …",
    "reserve": "stance set POINT reserved",
    "revert": "withdraw ACT --reason …",
    "rival": "text rival",
    "seat": "actor seat ACTOR KIND",
    "share": "export --as PARTY",
    "sign": "signoff approve VERSION",
    "slot": "point slot POINT",
    "start": "new FILE --title …",
    "table": "text table FILE",
    "undo": "withdraw ACT --reason …",
    "versions": "text",
    "view": "show",
}
EXAMPLES = frozenset({"geneva", "harbour"})
_LOOKING = frozenset({"list", "ls", "show", "view", "get", "all"})
_MAKING = frozenset({"add", "new", "create", "set", "make", "open", "start", "begin", "say", "record", "draw", "write"})
_CHANGING = frozenset({"change", "edit", "update", "move", "modify", "postpone", "extend"})
_ENDING = frozenset(
    {"remove", "delete", "cancel", "end", "close", "drop", "lift", "undo", "withdraw", "clear", "finish"}
)
_MAKERS = ("add", "set", "open", "start", "order", "note", "need", "table", "release", "given", "before")
_CHANGERS = ("move", "answer", "narrow", "set")
_ENDERS = ("lift", "drop", "end", "close", "break", "unneed")
_STANCES = frozenset({"agreed", "ad-referendum", "conditional", "reserved", "opposed", "silent"})


def told(error: RecordError) -> str:
    """What is wrong with a record or an act, with how the way out is typed in brackets behind it."""
    typed = error.typed if isinstance(error, Refused) else ""
    return f"{str(error).rstrip('.')} ({typed})." if typed else str(error)


def hint(error: click.UsageError, words: Sequence[str]) -> str:
    """The command that was probably meant, as it is typed after "onetext"; "" where nothing comes to mind.

    `words` is everything that was typed.
    """
    typed = getattr(error, "command_name", "")
    if not typed or error.ctx is None or not isinstance(error.ctx.command, click.Group):
        return ""
    rest = tuple(words[words.index(typed) + 1 :]) if typed in words else ()
    if error.ctx.parent is None:
        return f"status -f {typed}" if typed in EXAMPLES else OTHER_WORDS.get(typed, "")
    return _verb(error.ctx.command.name or "", frozenset(error.ctx.command.commands), typed, rest)


def _verb(noun: str, verbs: frozenset[str], typed: str, rest: Sequence[str]) -> str:
    if noun == "stance" and rest and rest[0] in _STANCES:
        return f"stance set {typed} {rest[0]}"
    if noun == "stance" and typed in {"agree", *_STANCES}:
        return f"stance set POINT {'agreed' if typed == 'agree' else typed}"
    if typed in _LOOKING:
        return noun
    for class_, candidates in ((_MAKING, _MAKERS), (_CHANGING, _CHANGERS), (_ENDING, _ENDERS)):
        found = next((verb for verb in candidates if verb in verbs), "") if typed in class_ else ""
        if found:
            return f"{noun} {found} …"
    return "withdraw ACT --reason …" if typed in _ENDING else ""
