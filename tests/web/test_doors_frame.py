"""What every door has: it says who will read what is handed in; another shape of a form keeps what was typed."""

from http import HTTPStatus
from pathlib import Path

import pytest
from django.test import Client

from harbour import POINTS, Harbour
from onetext.process import amendments, redlines, texts
from onetext.record.audience import audience
from onetext.text.provision import Provision
from onetext.web.doors import every_door
from web.browser import chromium, needs_chromium, serving, sit_down
from web.reading import plain
from web.shipped import copied
from web.test_doors_text import TEXT, WORDS, fields, opened, send

ONE, TWO, THREE = POINTS
ONLY_ASKS = {"found-text", "check-shorter", "send"}
"""Doors that hand in nothing as they are opened; sending names its readers at length."""
TABLE = "Who may read it: everybody at the table (Ash, Birch, Elm, Norway)"


def page(browser: Client, door: str, **query: str) -> str:
    answer = browser.get(f"{TEXT}do/{door}/", query)
    assert answer.status_code == HTTPStatus.OK, plain(answer.content.decode())
    return answer.content.decode()


def test_every_door_says_who_will_read_what_is_handed_in(served: dict[str, Client], harbour: Harbour) -> None:
    line = harbour.do(redlines.Draw("ash", provision=ONE.id, must="dredge"), "ash", to=audience(["ash"]))
    doors = sorted(set(every_door()) - ONLY_ASKS)
    told = {
        door: page(served["ash"], door, provision=ONE.id, act=line.id).count('class="quiet read-by"') for door in doors
    }
    assert told == dict.fromkeys(doors, 1)


@pytest.mark.parametrize(
    ("who", "door", "said"),
    [
        ("ash", "amend", TABLE),
        ("keeper", "seat", "Who may read it: everybody, the public too"),
        ("ash", "redline", "Who may read it: only Ash"),
        ("ash", "preference", "Who may read it: only Ash"),
        ("ash", "note", "Who may read it: only Ash"),
        ("ash", "seat", "Who may read it: everybody, the public too"),
    ],
)
def test_the_readers_are_those_that_the_rule_gives(
    served: dict[str, Client], harbour: Harbour, who: str, door: str, said: str
) -> None:
    del harbour
    assert said in plain(page(served[who], door, provision=ONE.id))


def test_the_readers_that_were_chosen_are_told_when_the_form_comes_back(
    served: dict[str, Client], harbour: Harbour
) -> None:
    del harbour
    form = opened(served["ash"], "amend", provision=ONE.id) | {"words": ONE.words or "", "to": "ash,birch"}
    assert "Who may read it: Ash, Birch" in plain(send(served["ash"], "amend", form).content.decode())


@pytest.mark.parametrize("kind", ["add", "move", "split", "merge", "delete"])
def test_another_kind_of_amendment_keeps_what_was_typed(served: dict[str, Client], harbour: Harbour, kind: str) -> None:
    form = opened(served["ash"], "amend", provision=ONE.id) | {"words": WORDS, "reason": "It silts up", "to": "ash"}
    answer = send(served["ash"], "amend", form | {"instead": kind})
    assert answer.status_code == HTTPStatus.OK
    other = dict(fields(answer.content.decode()))
    assert (other["change"], other["words"], other["reason"], other["to"]) == (kind, WORDS, "It silts up", "ash")
    assert "is required" not in plain(answer.content.decode())
    again = dict(fields(send(served["ash"], "amend", other | {"instead": "replace"}).content.decode()))
    kept = form.keys() - {"once", "csrfmiddlewaretoken"}
    assert {name: again[name] for name in kept} == {name: form[name] for name in kept}
    assert not amendments.proposals(harbour.view())
    assert send(served["ash"], "amend", again).status_code == HTTPStatus.FOUND
    (act,) = amendments.proposals(harbour.view())
    assert (act.body.words, act.body.reason) == (WORDS, "It silts up")


def test_a_kind_that_begins_with_the_present_words_does_so_where_nothing_was_typed(served: dict[str, Client]) -> None:
    form = opened(served["ash"], "amend", provision=ONE.id)
    split = dict(fields(send(served["ash"], "amend", form | {"instead": "split"}).content.decode()))
    added = dict(fields(send(served["ash"], "amend", form | {"instead": "add"}).content.decode()))
    assert (split["parts"], added["words"]) == (ONE.words, "")


def test_the_versions_to_choose_from_begin_with_the_newest_of_the_one_text(
    served: dict[str, Client], harbour: Harbour
) -> None:
    line = harbour.do(texts.Line("Upstream", ("ash",)), "ash", name="upstream")
    harbour.do(texts.Table("Ours", line=line.id, wording=POINTS), "ash", name="upstream-1")
    for door in ("present", "approve", "had", "offer", "leak"):
        form = served["norway"].get(f"{TEXT}do/{door}/").context["form"]
        offered = [value for value, _ in form.fields["version"].widget.choices]
        assert offered == [harbour.view().find(name).id for name in ("v0", "upstream-1")]
        assert opened(served["norway"], door)["version"] == ""


def test_a_heading_is_named_once_with_its_number(served: dict[str, Client], harbour: Harbour) -> None:
    heading = Provision("part-one", "General provisions", number="Part I", heading=True)
    words = (heading, ONE, TWO, THREE)
    harbour.do(texts.Table("V1", parent=harbour.view().find("v0").id, wording=words), name="v1")
    html = page(served["norway"], "align", one="v0", other="v1")
    assert ">Part I General provisions</option>" in html
    assert f">1  {ONE.words}</option>" in html


@needs_chromium
def test_the_line_follows_what_is_chosen_and_enter_hands_in(tmp_path: Path) -> None:
    record = copied("harbour", tmp_path)
    with serving(record, {"norvane": ("tarn", "norvane")}) as server, chromium() as browser:
        context, page_ = sit_down(browser, server, "norvane")
        page_.goto("/n/harbour/do/amend/?provision=6&change=add")
        line = page_.locator(".read-by output")
        usual = line.inner_text()
        page_.locator("summary", has_text="Who may read it, when").click()
        page_.get_by_label("Who may read it", exact=False).first.select_option("public")
        assert line.inner_text() == "everybody, the public too"
        page_.get_by_label("Who may read it", exact=False).first.select_option("")
        assert line.inner_text() == usual
        page_.get_by_label("The words that you want").fill("It holds.")
        page_.get_by_label("Its printed number").press("Enter")
        page_.wait_for_url("**/n/harbour/")
        context.close()
