"""A document that somebody brings to a door. It goes along in the form until the form is done, and nowhere else."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from onetext.exchange import wordings
from onetext.exchange.bounds import ON_A_REQUEST
from onetext.exchange.wordings import Changes
from onetext.record.errors import refuse
from onetext.record.view import View
from onetext.text.provision import Wording
from onetext.web.asked import Asked
from onetext.web.doors.form import ActForm
from onetext.web.refusals import SaidHere

LARGEST = 4 * 1024 * 1024
"""Bytes of a document; it fits into a form as text (a third longer) with what else is typed."""
LONGEST_NAME = 200


@dataclass(frozen=True)
class Brought:
    """A document as it was brought: its bytes and the name of its file."""

    data: bytes
    name: str


def words_in(
    brought: Brought | None, typed: str, changes: Changes, new_id: Callable[[int], str], known: Wording = ()
) -> Wording:
    """The provisions in a document, or as they were typed. One of `known` that a document names by its id keeps it.

    Raises RecordError where the document cannot be read, or there are no words.
    """
    return wordings.named(given_in(brought, typed, changes, new_id), new_id, {p.id for p in known}.__contains__)


def given_in(brought: Brought | None, typed: str, changes: Changes, new_id: Callable[[int], str]) -> Wording:
    """The same with every lasting id that a document names."""
    if brought is None and changes:
        refuse("Only a document has tracked changes: leave that choice open for words that are pasted.")
    if brought is None:
        found = wordings.typed(typed.replace("\r\n", "\n"), new_id, ON_A_REQUEST)
    else:
        found = wordings.wording(brought.data, brought.name, new_id, changes, bounds=ON_A_REQUEST)
    if not any(p.words or p.number for p in found):
        raise SaidHere(_now("There are no words in it."))
    return found


class BroughtForm(ActForm):
    """A form to which a document is brought. One that comes back has it still, so that it need not be brought again."""

    document = forms.FileField(label=_("The document"), required=False, allow_empty_file=True)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    called = forms.CharField(required=False, widget=forms.HiddenInput, max_length=LONGEST_NAME)
    template = "doors/brought.html"

    def __init__(
        self,
        view: View,
        asked: Asked,
        data: QueryDict | None = None,
        files: Any = None,
        **options: Any,
    ) -> None:
        super().__init__(view, asked, _with_document(data, files), files, **options)

    @cached_property
    def brought(self) -> Brought | None:
        """The document, brought now or before; None for none, and for one that was damaged on the way."""
        kept = str(self.data.get("kept") or "")
        if not kept and not self.data.get("called"):
            return None
        try:
            return Brought(base64.b64decode(kept, validate=True), str(self.data.get("called"))[:LONGEST_NAME])
        except (binascii.Error, ValueError):
            return None

    def clean(self) -> dict[str, Any]:
        """Bounds of a document."""
        sent = self.files.get("document") if self.files else None
        if sent is not None and (sent.size or 0) > LARGEST:
            self.add_error("document", _("The document is larger than 4 MB: take out its pictures."))
        return dict(super().clean() or {})


def _with_document(data: QueryDict | None, files: Any) -> QueryDict | None:
    """What was sent, with the document that came along in the fields that keep it."""
    sent = files.get("document") if files else None
    if data is None or not (sent or data.get("left_out")):
        return data
    found = data.copy()
    if sent is None or (sent.size or 0) > LARGEST:
        found["kept"] = found["called"] = ""
        return found
    found["kept"] = base64.b64encode(sent.read()).decode("ascii")
    found["called"] = PurePath(sent.name or "").name[-LONGEST_NAME:]
    sent.seek(0)
    return found
