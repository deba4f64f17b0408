"""Whom a form lets one choose: in groups by what they are here, the parties first."""

import re

from django.test import Client

from harbour import Harbour


def groups(page: str, field: str) -> dict[str, list[str]]:
    """The groups of a list, with the names in each."""
    (choices,) = re.findall(rf'<select name="{field}".*?</select>', page, re.DOTALL)
    found = re.findall(r'<optgroup label="([^"]*)">(.*?)</optgroup>', choices, re.DOTALL)
    return {group: re.findall(r"<option[^>]*>([^<]*)</option>", names) for group, names in found}


def test_the_parties_stand_first_and_people_and_others_apart(served: dict[str, Client], harbour: Harbour) -> None:
    del harbour
    page = served["ash"].get("/n/harbour/do/area/").content.decode()
    found = groups(page, "actor")
    assert list(found) == ["The parties", "Mediators and observers", "People", "Other states and bodies"]
    assert found["The parties"] == ["Ash", "Birch"]
    assert found["Mediators and observers"] == ["Elm", "Norway"]
    assert "Cedar" in found["Other states and bodies"]


def test_where_all_are_alike_no_group_is_named(served: dict[str, Client]) -> None:
    page = served["keeper"].get("/n/harbour/do/delegate/").content.decode()
    assert groups(page, "person") == {}
    assert groups(page, "party")["The parties"] == ["Ash", "Birch"]
