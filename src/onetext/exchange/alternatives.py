"""A party's own alternative, in the brackets of a document that onetext wrote, read as the words that it wants."""

from collections.abc import Collection

from onetext.process import amendments
from onetext.process.current import Standing
from onetext.text.brackets import options
from onetext.text.carrying import NO_TEXT, stretches
from onetext.text.provision import canonical


def without_own_brackets(words: str, point: Standing, whose: Collection[str], names: Collection[str]) -> str:
    """What a party wants a point to read, where its own alternatives stand in brackets beside the words as they stand.

    `words` are the point's with this party's changes alone; `whose` are its slugs, `names` what its brackets call it.
    Where the brackets are not those of its pending amendments, the words are given back as they are.
    """
    places = [place for place in options(words) if {name for o in place.options for name in o.proponents} == set(names)]
    stood = _contested(point, whose)
    if not places or len(places) != len(stood) or any(len(place.options) > 1 for place in places):
        return words
    found, at = "", 0
    for place, standing in zip(places, stood, strict=True):
        head = words[at : place.start].rstrip()
        if not head.endswith(standing):
            return words
        wanted = place.options[0].words
        head = words[at : at + len(head) - len(standing)]
        found += head.rstrip() if wanted == NO_TEXT else f"{head}{wanted}"
        at = place.end
    return found + words[at:]


def restates(words: str, base: str, wanted: str | None, names: Collection[str]) -> bool:
    """Whether words are the base with a party's own alternatives in brackets, all of which its amendment has.

    So they were written for that amendment (`wanted` are its words, None for a deletion), whatever has come beside it
    in the record since.
    """
    own = [place for place in options(words) if {name for o in place.options for name in o.proponents} == set(names)]
    bare, at = "", 0
    for place in own:
        bare, at = bare + words[at : place.start], place.end
    if not own or letters(bare + words[at:]) != letters(base):
        return False
    said, at = canonical(wanted or ""), 0
    for option in (canonical(option.words) for place in own for option in place.options if option.words != NO_TEXT):
        at = said.find(option, at)
        if at < 0:
            return False
        at += len(option)
    return True


def letters(words: str) -> str:
    """Words without brackets and white space: what brackets alone do not change."""
    return "".join(words.translate(_NO_BRACKETS).split())


_NO_BRACKETS = str.maketrans("", "", "[]")


def _contested(point: Standing, whose: Collection[str]) -> list[str]:
    """The words as they stand wherever amendments of these actors collide with others."""
    made = [(one.change, one.act) for one in point.carried if one.change is not None and one.state != "taken up"]
    own = {change.key for change, act in made if set(amendments.proponents(act)) == set(whose)}
    found = stretches(point.provision.words or "", [change for change, _ in made])
    return [one.before.strip() for one in found if one.contested and own & set(one.keys)]
