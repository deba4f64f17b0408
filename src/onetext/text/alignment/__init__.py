"""Alignment: which provision of one text became which of another, and what happened to it.

`align` is the only way in. How it works: docs/decisions/0008-one-text-aligner.md.
"""

from onetext.text.alignment.aligning import align
from onetext.text.alignment.rows import Alignment, Correspondence, Disposition, Row

__all__ = ["Alignment", "Correspondence", "Disposition", "Row", "align"]
