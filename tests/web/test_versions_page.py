"""The line of versions on a page: descent, how much is known, rivals apart, and nothing of what one may not see."""

from html import unescape
from http import HTTPStatus
from re import findall

import msgspec
from django.test import Client

from harbour import POINTS, Harbour, reworded
from onetext.process import offers, texts
from onetext.record.audience import Viewer
from onetext.web.asked import Asked
from onetext.web.pages.versions import Descent, Versions, versions

AT = "/n/harbour/versions/"


def seen(harbour: Harbour, who: str = "ash") -> Versions:
    return versions(harbour.record.view(Viewer(who)), Asked("harbour", f"mayor-{who}", who))


def the_text(harbour: Harbour) -> Descent:
    return seen(harbour).lines[0]


def test_the_newest_version_stands_first_with_its_parent_and_only_it_is_the_head(harbour: Harbour) -> None:
    harbour.table("v1", *(reworded(p, f"{p.words} Truly.") for p in POINTS), parent="v0")
    found = the_text(harbour).versions
    assert [(one.name, one.parent, one.is_head) for one in found] == [("v1", "v0", True), ("v0", "", False)]
    assert found[0].fingerprint
    assert found[0].fingerprint != found[1].fingerprint


def test_a_version_without_text_has_no_fingerprint_and_says_how_many_points_are_expected(
    harbour: Harbour, served: dict[str, Client]
) -> None:
    parent = harbour.view().find("v0").id
    harbour.report(texts.Table("Refined", parent=parent, expected=28), name="v1")
    (one, _) = the_text(harbour).versions
    assert (one.available, one.fingerprint, one.expected) == (False, "", 28)
    told = served["ash"].get(AT).content.decode()
    assert "Its text is not available." in told
    assert "28 points are expected." in told
    assert "0 claims about it are recorded." in told


def test_what_is_known_in_part_says_how_much_and_that_the_rest_is_unknown(
    harbour: Harbour, served: dict[str, Client]
) -> None:
    line = harbour.do(texts.Line("Upstream's draft", ("cedar",)), name="upstream")
    harbour.report(texts.Table("As leaked", line=line.id, expected=28, wording=POINTS), name="u1")
    rival = seen(harbour).lines[1]
    assert (rival.title, rival.sponsors, rival.versions[0].expected, rival.versions[0].known) == (
        "Upstream's draft",
        ("Cedar",),
        28,
        3,
    )
    assert "Expected 28 points, known 3; the rest is unknown." in served["ash"].get(AT).content.decode()


def test_a_reported_second_successor_is_shown_and_is_not_the_head(harbour: Harbour) -> None:
    v0 = harbour.view().find("v0").id
    harbour.table("v1", parent="v0")
    harbour.report(texts.Table("Another", parent=v0, wording=POINTS), name="other")
    found = {one.name: one for one in the_text(harbour).versions}
    assert found["other"].second
    assert found["other"].reported == "The Daily"
    assert not found["other"].is_head
    assert found["v1"].is_head


def test_offers_wordings_and_holders_stand_with_their_version(harbour: Harbour, served: dict[str, Client]) -> None:
    v0 = harbour.view().find("v0").id
    harbour.do(texts.Hold(("ash", "birch")))
    harbour.do(offers.Offer(v0, "not final", "ash", offers.words_of(harbour.view(), v0)), "ash")
    harbour.report(texts.Witness(v0, "As leaked", POINTS[:2], whole=False), name="leak-1")
    found = the_text(harbour)
    assert found.holders == ("Ash", "Birch")
    (one,) = found.versions
    assert [(said.by, said.status) for said in one.on_offer] == [("Ash", "not final")]
    assert [(w.name, w.points) for w in one.wordings] == [("leak-1", 2)]
    assert "As leaked" in served["observer"].get(AT).content.decode()


def test_the_page_is_a_value_that_the_api_can_give(harbour: Harbour) -> None:
    assert b'"v0"' in msgspec.json.encode(seen(harbour), enc_hook=str)


def test_a_draft_in_a_room_is_on_nobody_else_s_page(harbour: Harbour, served: dict[str, Client]) -> None:
    before = served["birch"].get(AT).content
    line = harbour.do(texts.Line("Our own draft", ("ash",)), "ash", name="own", to=("ash",))
    harbour.do(texts.Table("Own", line=line.id, wording=POINTS), "ash", name="own-1", to=("ash",))
    assert served["birch"].get(AT).content == before
    assert "own-1" in served["ash"].get(AT).content.decode()


def test_the_line_as_it_was_known_on_a_day(harbour: Harbour, served: dict[str, Client]) -> None:
    harbour.table("v1", parent="v0")
    answer = served["ash"].get(AT, {"as_of": "2030-02-01"})
    assert answer.status_code == HTTPStatus.OK
    assert "There is no text yet." in answer.content.decode()


def test_every_link_of_the_page_leads_somewhere(harbour: Harbour, served: dict[str, Client]) -> None:
    harbour.table("v1", parent="v0")
    harbour.report(texts.Witness(harbour.view().find("v0").id, "As leaked", POINTS), name="leak-1")
    told = served["norway"].get(AT).content.decode()
    links = {unescape(link) for link in findall(r'href="(/n/harbour/[^"#]*)"', told)}
    assert any("compare" in link for link in links)
    assert {served["norway"].get(link).status_code for link in links} == {HTTPStatus.OK}
