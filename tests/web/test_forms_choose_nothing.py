"""No form answers for whoever fills it in: what says something of somebody is chosen, never left as it began."""

import re
from collections.abc import Iterator
from html import unescape
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.test import Client
from pytest_django.fixtures import Settings

from harbour import POINTS, Harbour
from onetext.process import actors, interests, links
from onetext.record.audience import KEEPER
from onetext.web.doors import every_door
from web.reading import plain
from web.shipped import copied, seated
from web.test_doors_text import fields, send
from web.test_doors_text import opened as untouched
from web.yes_parts import both_mayors_before_cedar

ONE, TWO, _THREE = POINTS

EXAMPLE = "harbour"
ABOUT = {"provision": "5", "act": "v1"}
CAST = {KEEPER: (KEEPER, ""), "mediator": ("lind", "halmere"), "party": ("tarn", "norvane")}
FOLLOWS = {
    "deadline-set.force": "the process's own: a deadline whose setter said no more is a demand",
    "window.reach": "the process's own: that its end is unknown says nothing of anybody",
    "redline.where": "the form is opened at a point, which it shows",
    "redline.grade": "the door is called so: a red line; the other answer asks for less",
    "settle.how": "it repeats what is chosen for each amendment above, where nothing is chosen beforehand",
    "silence-start.addressees": "silence asks every party, and all are shown",
    "hold.holders": "those who hold the text now, of whom somebody is taken off or added",
    "table.parent": "a version succeeds the one that stands",
}
"""What a form says before anybody has: no view or word of somebody, but what follows from the page or the process."""
OWN = {
    f"{door}.{field}"
    for door, field in (("office", "of"), ("delegate", "party"), ("spokesperson", "actor"), ("principal", "party"))
}
"""A party names its own people alone."""


def answers(field: forms.BoundField) -> tuple[int, list[str]]:
    """How many answers a field offers, and which of them a browser would send of it untouched."""
    html, widget = str(field), field.field.widget
    if isinstance(widget, forms.Select):
        offered = re.findall(r'<option value="([^"]*)"( selected)?', html)
        chosen = [value for value, mark in offered if mark]
        first = [] if widget.allow_multiple_selected else [value for value, _ in offered[:1]]
        return len([value for value, _ in offered if value]), [value for value in chosen or first if value]
    buttons = re.findall(r'<input type="(?:radio|checkbox)"[^>]*>', html)
    marked = [re.search(r'value="([^"]+)"', one) for one in buttons if " checked" in one]
    return len(buttons), [found[1] for found in marked if found]


def forms_of(browser: Client) -> Iterator[tuple[str, Any]]:
    """Every door, opened with no more than what it is opened about."""
    for name in every_door():
        answer = browser.get(f"/n/{EXAMPLE}/do/{name}/", ABOUT)
        assert answer.status_code == HTTPStatus.OK, (name, plain(answer.content.decode()))
        yield name, answer.context["form"]


@pytest.mark.parametrize("who", CAST)
def test_no_door_answers_beforehand_what_there_are_several_answers_to(
    who: str, tmp_path: Path, settings: Settings, db: None
) -> None:
    del db
    with seated(copied(EXAMPLE, tmp_path), settings, CAST) as browsers:
        found = [
            f"{door}.{field.name}"
            for door, form in forms_of(browsers[who])
            for field in form
            for several, beforehand in (answers(field),)
            if several > 1 and beforehand
        ]
    assert set(found) == {*FOLLOWS, *(OWN if who == "party" else ())}


@pytest.mark.parametrize(
    ("door", "field", "typed"),
    [
        ("interest-answer", "verdict", {"provision": ONE.id, "reason": "It silts up"}),
        ("consent-need", "actor", {"provision": ONE.id, "why": "It is theirs"}),
        ("consent-need", "provision", {"actor": "cedar", "why": "It is theirs"}),
        ("had", "told", {"actor": "cedar", "note": "By post"}),
        ("seat", "role", {"actor": "cedar", "quote": "it sat down"}),
        ("delegate", "person", {"party": "ash", "place": "paragraph 1"}),
        ("claim", "kind", {"by": "Ash", "words": "It silts up."}),
        ("verify", "status", {"by": "The Daily"}),
    ],
)
def test_an_answer_that_was_not_given_is_asked_for_beside_it_and_all_that_was_typed_is_kept(
    served: dict[str, Client], harbour: Harbour, door: str, field: str, typed: dict[str, str]
) -> None:
    wants = harbour.do(interests.Want("ash", "A deep harbour", provisions=(ONE.id,)))
    more = {"interest": wants.id} if door == "interest-answer" else {}
    before = len(harbour.view().acts)
    sent = {**untouched(served["norway"], door), **more, **typed}
    assert sent[field] == ""
    answer = send(served["norway"], door, sent)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.context["form"].errors[field] == ["This field is required."]
    again = dict(fields(answer.content.decode()))
    assert {name: again[name] for name in (*typed, field)} == {**typed, field: ""}
    assert len(harbour.view().acts) == before


def test_a_link_says_how_only_when_it_was_chosen(served: dict[str, Client], harbour: Harbour) -> None:
    sent = untouched(served["ash"], "link", provision=ONE.id)
    assert "bond" not in sent
    answer = send(served["ash"], "link", sent | {"other": TWO.id})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "bond" in answer.context["form"].errors
    assert not links.links(harbour.view())


def test_an_answer_that_the_address_gives_stands(served: dict[str, Client], harbour: Harbour) -> None:
    del harbour
    assert untouched(served["norway"], "seat", actor="cedar", role="observer")["role"] == "observer"
    assert untouched(served["norway"], "seat", role="no such role")["role"] == ""


def test_an_answer_that_is_the_only_one_stands(served: dict[str, Client], harbour: Harbour) -> None:
    wants = harbour.do(interests.Want("ash", "A deep harbour"))
    assert untouched(served["norway"], "interest-answer")["interest"] == wants.id


def test_the_text_that_a_page_speaks_of_is_the_one_that_its_links_approve_and_put(
    served: dict[str, Client], harbour: Harbour
) -> None:
    both_mayors_before_cedar(harbour)
    harbour.table("v1", parent="v0")
    page = unescape(served["ash"].get("/n/harbour/yes/").content.decode())
    for door in ("approve", "present"):
        assert f"/do/{door}/?version=v1&" in page
        assert untouched(served["ash"], door, version="v1")["version"] == harbour.view().find("v1").id
        assert untouched(served["ash"], door)["version"] == ""


@pytest.mark.parametrize(("door", "field"), [("delegate", "person"), ("spokesperson", "person"), ("office", "holder")])
def test_a_person_is_chosen_among_persons(served: dict[str, Client], harbour: Harbour, door: str, field: str) -> None:
    harbour.do(actors.Declare("pilots", "Pilots' Guild", "team"))
    form = served["norway"].get(f"/n/harbour/do/{door}/").context["form"]
    offered = [slug for slug, _ in form.fields[field].widget.choices]
    assert set(offered) == {"envoy", "mayor-ash", "mayor-birch", "voice-cedar", "watcher"}
