"""Positions on limbs: who stands where on one promise of a point."""

from onetext.process import positions
from onetext.process.positions import Take
from onetext.record.act import Act
from onetext.record.view import View
from onetext.text.provision import canonical


def latest(view: View, provision: str, words: str) -> dict[str, Act[Take]]:
    """Each party's latest stance on a limb's words, by party."""
    return {
        act.body.party: act
        for act in positions.history(view)
        if act.body.provision == provision and act.body.limb and canonical(words) in canonical(act.body.limb)
    }
