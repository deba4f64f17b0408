"""Tacit consent: agreement by silence, and whether the silence of a party is all of its consent."""

from collections.abc import Mapping

from onetext.process import principals, silence
from onetext.process.positions import Reading
from onetext.process.silence import Silence
from onetext.process.texts import MAIN
from onetext.record.act import Act
from onetext.record.view import View
from onetext.sentences import Sentence, say


def consent(
    view: View, party: str, prints: Mapping[str, str | None], explicit: Reading | None, line: str = MAIN
) -> Act[Silence] | None:
    """The procedure by which a party agrees to words by silence; None where it does not, or has spoken since.

    `prints` as in `silence.adopted`; `explicit` is the party's stance on these words. One that it took after the
    words were put under silence goes before its silence. The party is silent, or who decides for it: see `is_whole`.
    """
    found = silence.adopted(
        view, lambda act: party in act.body.addressees or _decider_asked(view, party, act), prints, line
    )
    if found is None or explicit is None or explicit.status != "stands":
        return found
    return None if explicit.stance == "agreed" or explicit.act.order > found.order else found


def is_whole(view: View, party: str, procedure: Act[Silence]) -> bool:
    """Whether silence in a procedure is all of a party's consent: without who decides for it, it is ad referendum."""
    needs = principals.needed_by(view, party, procedure.body.until)
    return not needs or _decider_asked(view, party, procedure)


def said(view: View, party: str, procedure: Act[Silence]) -> Sentence:
    """What is said of a party that agrees by its silence in a procedure."""
    if is_whole(view, party, procedure):
        return say("agreed by silence ({procedure})", procedure=procedure.handle)
    return say("agreed ad referendum by silence ({procedure})", procedure=procedure.handle)


def _decider_asked(view: View, party: str, procedure: Act[Silence]) -> bool:
    return principals.at(view, party, procedure.body.until) in procedure.body.addressees
