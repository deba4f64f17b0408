"""Everything that the pages do, the API does: for each address and each door the operations that do the same.

Where there is none, the reason stands instead.
"""

from typing import Any

import pytest
from django import forms

from onetext.web.api import offered
from onetext.web.doors import Door, every_door
from onetext.web.doors.brought import BroughtForm
from onetext.web.doors.form import ActForm
from onetext.web.pages import every_download, every_page
from web.routes import patterns

A_PERSON = "how a person signs in, proves who they are or keeps their own account; a program comes with a key"
# The operations that do what an address does, or the reason why none does.
ADDRESSES: dict[str, tuple[str, ...] | str] = {
    **{f"page-{page.name}": (f"page_{page.name}",) for page in every_page()},
    **{f"download-{file.name}": (f"file_{file.name}",) for file in every_download()},
    "home": ("about",),  # of the one negotiation that a key is for
    "places": ("places", "invite"),
    "withdraw_invitation": ("withdraw_invitation",),
    "end_place": ("end_place",),
    "seen": ("mark_seen",),
    "export": ("record",),
    "heads": ("heads",),
    "verify": ("verify",),
    "live": ("acts",),  # it says that there is something new; `since` asks for what there is
    "door": ("hand_in", "kinds"),  # each door is below
    "invitation": "an invitation is accepted by the person who is invited, who chooses a password with it",
    "tokens": "a key makes no keys: whoever had one for an hour would have one for a year",
    "revoke_token": "keys are revoked by their owner, who need not trust a key for that",
    "settings": "the name, language and zone in which a person is told things; a program is told ISO dates",
    "set_language": "the language of the pages; a program asks with Accept-Language",
}
SIGNING_IN = ("account_", "mfa_", "usersessions_", "sign_out_everywhere")

# The doors that do more than make acts of what is typed into them.
DOORS: dict[str, tuple[str, ...]] = {
    "take": ("look_at_document", "take_document"),
    "table": ("read_document", "hand_in"),
    "witness": ("read_document", "hand_in"),
    "draft": ("draft",),
    "send": ("sending", "hand_in"),
    "check-shorter": ("check_shorter",),
    "found-text": ("found_text",),
    "source": ("hand_in",),  # of the document only its SHA-256 is kept, which a program makes itself
    "quick-statement": ("hand_in",),  # the same; the document is registered by a call before
    "area": ("hand_in",),  # the file is GeoJSON, which is the form of the act too
}
OPERATIONS = {one.name for one in offered.every_operation()}


def test_every_address_of_the_pages_has_its_operation_or_a_reason() -> None:
    names = {name for pattern, name in patterns() if not pattern.startswith("api/")}
    assert {name for name in names if not name.startswith(SIGNING_IN)} == set(ADDRESSES)
    assert A_PERSON


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_an_address_s_operations_are_there(name: str) -> None:
    said = ADDRESSES[name]
    assert said
    assert isinstance(said, str) or set(said) <= OPERATIONS


@pytest.mark.parametrize("door", every_door().values(), ids=lambda one: one.name)
def test_a_door_makes_acts_of_what_is_typed_or_has_its_own_operations(door: Door) -> None:
    if door.name in DOORS:
        assert set(DOORS[door.name]) <= OPERATIONS
    else:
        assert only_makes_acts(door.form), f"{door.name} does more than to hand in acts: which operation does that?"


def only_makes_acts(form: type[ActForm]) -> bool:
    """Whether a form asks nothing, reads no document and hands in the acts that its fields say."""
    own: tuple[Any, ...] = (form.hand_in, form.answer, form.report)
    general: tuple[Any, ...] = (ActForm.hand_in, ActForm.answer, ActForm.report)
    brings = issubclass(form, BroughtForm) or any(isinstance(one, forms.FileField) for one in form.base_fields.values())
    return own == general and not brings


def test_the_doors_that_are_named_are_doors_that_need_it() -> None:
    assert set(DOORS) <= set(every_door())
    for name in DOORS:
        assert name == "send" or not only_makes_acts(every_door()[name].form)


def test_every_operation_that_changes_anything_needs_a_scope_for_it() -> None:
    scopes = {one.name: one.scope for one in offered.every_operation() if one.scope != "read"}
    assert scopes == {
        "hand_in": "act",
        "take_document": "act",
        "draft": "act",
        "invite": "places",
        "withdraw_invitation": "places",
        "end_place": "places",
    }
