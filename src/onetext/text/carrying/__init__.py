"""Carrying: several amendments brought into one wording; what collides stands in brackets with its proponents."""

from onetext.text.carrying.changes import NO_TEXT, Carried, Change, Stretch, Unfit
from onetext.text.carrying.merging import carry, disputed, disputes, stretches
from onetext.text.carrying.rebasing import rebase

__all__ = ["NO_TEXT", "Carried", "Change", "Stretch", "Unfit", "carry", "disputed", "disputes", "rebase", "stretches"]
