"""The text's page: each point with its state in words, who stands where, what is pending, what is new; filters."""

import re
from html import unescape
from http import HTTPStatus
from typing import get_type_hints

import msgspec
import pytest
from django.test import Client

from harbour import POINTS, Harbour, reworded
from onetext.process import actors, amendments, comments, links, positions, redlines, retained, silence, texts, tracks
from onetext.process.positions import Stance
from onetext.record.act import Act
from onetext.record.audience import audience
from onetext.text.provision import Provision, fingerprint
from onetext.web.asked import Asked
from onetext.web.pages import every_page
from web.reading import plain, without_tokens

ONE, TWO, THREE = POINTS
TEXT = "/n/harbour/"


def page(browser: Client, query: str = "") -> str:
    """The HTML of the text's page."""
    answer = browser.get(f"{TEXT}{query}")
    assert answer.status_code == HTTPStatus.OK, answer.content.decode()
    return answer.content.decode()


def point(html: str, id_: str) -> str:
    """What a person reads of one point."""
    found = re.search(rf'<article[^>]* id="{id_}".*?</article>', html, re.DOTALL)
    return plain(found[0]) if found else ""


def shown(html: str) -> list[str]:
    """The ids of the points that are shown, in order."""
    return re.findall(r'<article[^>]* id="(p\w+)"', html)


def filters(html: str) -> dict[str, int]:
    """What each filter counts."""
    (listed,) = re.findall(r'<ul id="filters".*?</ul>', html, re.DOTALL)
    rows = re.findall(r'<span dir="auto">(.*?)</span> <span class="count">(\d+)</span>', listed)
    return {unescape(title): int(count) for title, count in rows}


def take(harbour: Harbour, party: str, stance: Stance, about: Provision, by: str = "") -> Act[positions.Take]:
    """A party's own stance on a point as it stands."""
    version = texts.head(harbour.view())
    assert version is not None
    body = positions.Take(party, stance, version.id, fingerprint(about.words or ""), about.id)
    return harbour.do(body, by or party)


def amend(harbour: Harbour, party: str, about: Provision, words: str, name: str = "") -> Act[amendments.Propose]:
    """A party's own amendment to a point."""
    return harbour.do(amendments.Propose("replace", about.id, about.words or "", words), party, name)


def test_a_point_on_which_nobody_spoke_is_open_and_each_party_has_no_position(
    served: dict[str, Client], harbour: Harbour
) -> None:
    del harbour
    said = point(page(served["ash"]), ONE.id)
    assert "open" in said
    assert "no position: Ash, Birch" in said


def test_a_point_to_which_all_agree_is_agreed(served: dict[str, Client], harbour: Harbour) -> None:
    take(harbour, "ash", "agreed", ONE)
    take(harbour, "birch", "agreed", ONE)
    said = point(page(served["ash"]), ONE.id)
    assert "● agreed" in said
    assert "agreed: Ash, Birch" in said


def test_what_waits_for_principals_alone_is_agreed_ad_referendum(served: dict[str, Client], harbour: Harbour) -> None:
    office = harbour.view().find("office-ash", actors.Office)
    harbour.do(actors.Principal("ash", office.id))
    take(harbour, "ash", "agreed", ONE)
    take(harbour, "birch", "agreed", ONE)
    said = point(page(served["ash"]), ONE.id)
    assert "agreed ad referendum" in said
    assert "ad ref: Ash" in said


def test_a_stance_on_words_that_changed_reads_as_lapsed(served: dict[str, Client], harbour: Harbour) -> None:
    take(harbour, "ash", "agreed", ONE)
    harbour.do(amendments.Settle(ONE.id, (reworded(ONE, "Ash shall dredge it in May."),)))
    assert "lapsed: Ash (agreed)" in point(page(served["ash"]), ONE.id)


@pytest.mark.parametrize(
    ("stance", "word"), [("opposed", "opposed: Birch"), ("silent", "silent: Birch"), ("ad referendum", "ad ref: Birch")]
)
def test_each_stance_has_its_word(served: dict[str, Client], harbour: Harbour, stance: Stance, word: str) -> None:
    take(harbour, "birch", stance, ONE)
    assert word in point(page(served["ash"]), ONE.id)


def test_a_condition_and_a_reservation_are_told(served: dict[str, Client], harbour: Harbour) -> None:
    version = texts.head(harbour.view())
    assert version is not None
    print_ = fingerprint(ONE.words or "")
    body = positions.Take("ash", "conditional", version.id, print_, ONE.id, condition="the quay stays open")
    harbour.do(body, "ash")
    harbour.do(positions.Take("birch", "reserved", version.id, print_, ONE.id, reservation="scrutiny"), "birch")
    said = point(page(served["norway"]), ONE.id)
    assert "agreed on a condition: Ash (the quay stays open)" in said
    assert "reserved: Birch (scrutiny)" in said


def test_a_retained_a_referred_and_a_silent_point_say_so(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(retained.Retain(ONE.id, ("ash",)), "ash")
    track = harbour.do(tracks.Track("Working group on light", ("ash", "birch")), name="light")
    harbour.do(tracks.Refer(track.id, (TWO.id,)))
    until = harbour.clock.moment.replace(year=2031)
    harbour.do(silence.Silence(("ash", "birch"), until, fingerprint(THREE.words or ""), THREE.id))
    html = page(served["ash"])
    assert "◆ retained, contested" in point(html, ONE.id)
    assert "referred to a track Working group on light" in point(html, TWO.id)
    assert "under silence" in point(html, THREE.id)


def test_a_deleted_number_is_vacant(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(amendments.Settle(TWO.id, (Provision(TWO.id, None, number="2", mark="2. ", gap="\n\n", vacant=True),)))
    assert "2 vacant" in point(page(served["ash"]), TWO.id)


def test_points_whose_words_are_not_known_are_unknown_and_counted(served: dict[str, Client], harbour: Harbour) -> None:
    before = harbour.view().find("v0", texts.Table).id
    wording = (ONE, Provision(TWO.id, None, number="2"), THREE)
    harbour.do(texts.Table("V1", parent=before, wording=wording, expected=12), name="v1")
    html = page(served["ash"])
    assert "unknown" in point(html, TWO.id)
    assert "10 further points of v1: unknown" in plain(html)


def test_two_who_change_the_same_words_both_stand_in_brackets(served: dict[str, Client], harbour: Harbour) -> None:
    amend(harbour, "ash", ONE, "Ash shall dredge the old harbour.")
    amend(harbour, "birch", ONE, "Ash shall dredge the whole harbour.")
    html = page(served["norway"])
    said = point(html, ONE.id)
    assert "[old (Ash)]" in said
    assert "[whole (Birch)]" in said
    assert "other words: Ash" in said
    assert "other words: Birch" in said


def test_an_amendment_that_no_longer_fits_says_so(served: dict[str, Client], harbour: Harbour) -> None:
    amend(harbour, "ash", ONE, "Ash shall dredge the small harbour.", "small")
    wanted = harbour.view().find("small", amendments.Propose)
    del wanted
    harbour.do(
        texts.Table("V1", parent=harbour.view().find("v0").id, wording=(reworded(ONE, "Ash keeps out."), TWO, THREE)),
        name="v1",
    )
    assert "no longer fits these words" in point(page(served["ash"]), ONE.id)


def test_links_and_comments_are_told_at_the_point(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(links.Link("trade", ONE.id, TWO.id))
    harbour.do(comments.Comment(ONE.id, "Who pays?"), "birch")
    html = page(served["ash"])
    assert "given in return for 2" in point(html, ONE.id)
    assert "received in return for 1" in point(html, TWO.id)
    assert "1 comment" in point(html, ONE.id)


def test_whose_red_line_is_crossed_is_warned_and_nobody_else_sees_a_trace(
    served: dict[str, Client], harbour: Harbour
) -> None:
    before = {name: without_tokens(served[name].get(TEXT).content) for name in ("birch", "observer")}
    harbour.do(redlines.Draw("ash", provision=ONE.id, never="dredge"), "ash", to=audience(["ash"]))
    assert "Your red line is crossed" in point(page(served["ash"]), ONE.id)
    assert {name: without_tokens(served[name].get(TEXT).content) for name in before} == before


def test_an_amendment_in_a_room_is_no_part_of_another_s_page(served: dict[str, Client], harbour: Harbour) -> None:
    before = without_tokens(served["birch"].get(TEXT).content)
    body = amendments.Propose("replace", ONE.id, ONE.words or "", "Ash shall dredge the secret harbour.")
    harbour.do(body, "ash", to=audience(["ash"]))
    assert "secret" in point(page(served["ash"]), ONE.id)
    assert without_tokens(served["birch"].get(TEXT).content) == before


def test_the_filters_count_and_show_what_they_say(served: dict[str, Client], harbour: Harbour) -> None:
    for party in ("ash", "birch"):
        take(harbour, party, "agreed", ONE)
    take(harbour, "ash", "agreed", TWO)
    track = harbour.do(tracks.Track("Group", ("ash", "birch")), name="group")
    harbour.do(tracks.Refer(track.id, (THREE.id,)))
    html = page(served["ash"])
    assert filters(html) == {
        "all": 3,
        "open": 2,
        "waiting for me": 1,
        "new, not marked as seen": 0,
        "before “Group”": 1,
    }
    assert shown(page(served["ash"], "?show=open")) == [TWO.id, THREE.id]
    assert shown(page(served["ash"], "?show=mine")) == [THREE.id]
    assert shown(page(served["birch"], "?show=mine")) == [TWO.id, THREE.id]
    assert shown(page(served["ash"], "?show=track&track=group")) == [THREE.id]


def test_my_own_amendments_do_not_wait_for_me_and_have_a_filter_of_their_own(
    served: dict[str, Client], harbour: Harbour
) -> None:
    for party in ("ash", "birch"):
        take(harbour, party, "agreed", ONE)
    amend(harbour, "ash", ONE, "Ash shall dredge the old harbour.")
    assert ONE.id not in shown(page(served["ash"], "?show=mine"))
    assert shown(page(served["ash"], "?show=wished")) == [ONE.id]
    assert filters(page(served["ash"]))["with my amendments"] == 1
    assert "with my amendments" not in filters(page(served["birch"]))


def test_what_only_the_principal_can_lift_waits_for_the_principal_alone(
    served: dict[str, Client], harbour: Harbour
) -> None:
    take(harbour, "ash", "ad referendum", TWO, "mayor-ash/ash")
    assert TWO.id in shown(page(served["ash"], "?show=mine")), "no office is named: anybody of Ash confirms"
    harbour.do(actors.Declare("chief", "Chief", "person"))
    office = harbour.do(actors.Office("Chief of Ash", "ash", "chief"))
    harbour.do(actors.Principal("ash", office.id))
    assert TWO.id not in shown(page(served["ash"], "?show=mine"))
    assert TWO.id in shown(page(served["birch"], "?show=mine"))


def test_nothing_waits_for_those_who_have_no_yes_to_give(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(texts.Line("Other"), name="other")
    harbour.do(texts.Table("O1", line=harbour.view().find("other").id, wording=POINTS), name="o1")
    for name in ("observer", "norway", "keeper"):
        assert "waiting for me" not in filters(page(served[name]))
    assert filters(page(served["ash"]))["waiting for me"] == 3
    assert "waiting for me" not in filters(page(served["ash"], "?line=other"))


def test_a_vacant_number_is_not_counted_as_a_point(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(amendments.Settle(ONE.id, (Provision(ONE.id, None, number="1", vacant=True),)))
    assert filters(page(served["ash"]))["all"] == 2
    assert "2 of 2 points" in plain(served["ash"].get(f"{TEXT}standing/").content.decode())


def test_the_search_finds_words_in_any_case(served: dict[str, Client], harbour: Harbour) -> None:
    del harbour
    html = page(served["ash"], "?q=PIER")
    assert shown(html) == [TWO.id]
    assert "1 point found" in plain(html)


def test_a_filtered_point_stands_under_its_heading(served: dict[str, Client], harbour: Harbour) -> None:
    heading = Provision("phhhhhhhh1", "Works", number="Part I", heading=True)
    points = (heading, Provision(ONE.id, ONE.words, number="1", parent=heading.id), TWO, THREE)
    harbour.do(texts.Table("V1", parent=harbour.view().find("v0").id, wording=points), name="v1")
    html = page(served["ash"], "?q=dredge")
    assert '<h2 class="head" id="phhhhhhhh1"' in html
    assert shown(html) == [ONE.id]


@pytest.mark.parametrize(("lang", "way"), [("en", "ltr"), ("ar", "rtl"), ("", "auto")])
def test_a_heading_runs_as_its_words_do_whatever_the_reader_s_language(
    served: dict[str, Client], harbour: Harbour, lang: str, way: str
) -> None:
    heading = Provision("phhhhhhhh1", "Works", number="Part I", heading=True, lang=lang)
    harbour.do(texts.Table("V1", parent=harbour.view().find("v0").id, wording=(heading, *POINTS)), name="v1")
    assert f'<h2 class="head" id="phhhhhhhh1" data-live dir="{way}">' in page(served["ash"])


def test_whose_words_a_version_has_is_told_as_it_was_tabled(served: dict[str, Client], harbour: Harbour) -> None:
    wish = harbour.do(amendments.Propose("replace", ONE.id, ONE.words or "", "Ash shall dredge it."), "birch", "a1")
    dealt = (amendments.Dealt(wish.id, "accepted"),)
    harbour.do(amendments.Settle(ONE.id, (reworded(ONE, "Ash shall dredge it."),), dealt))
    address = f"{TEXT}text/{ONE.id}/words/"
    assert "amendment a1" in served["ash"].get(address).content.decode()
    html = served["ash"].get(f"{address}?version=v0").content.decode()
    assert re.findall(r'data-said="([^"]*)">([^<]*)<', html) == [("unknown, 1 March 2030, v0", ONE.words)]
    assert "amendment a1" not in html
    assert f'href="{TEXT}?version=v0#{ONE.id}"' in html
    assert served["ash"].get(f"{TEXT}text/nothing/words/?version=v0").status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_what_changed_since_a_version_is_what_reads_otherwise(served: dict[str, Client], harbour: Harbour) -> None:
    before = harbour.view().find("v0", texts.Table).id
    harbour.do(texts.Table("V1", parent=before, wording=(ONE, reworded(TWO, "Birch may light it."), THREE)), name="v1")
    harbour.do(amendments.Settle(THREE.id, (reworded(THREE, "Cedar may not use the quay."),)))
    assert shown(page(served["ash"], "?show=changed&since=v0")) == [TWO.id, THREE.id]


def test_what_others_did_is_new_until_i_say_that_i_saw_it(served: dict[str, Client], harbour: Harbour) -> None:
    page(served["ash"])
    harbour.do(comments.Comment(ONE.id, "Who pays?"), "birch")
    take(harbour, "ash", "agreed", TWO, "mayor-ash/ash")
    html = page(served["ash"])
    assert "new: comment (Birch)" in point(html, ONE.id)
    assert "new:" not in point(html, TWO.id), "one's own acts are no news"
    assert filters(html)["new, not marked as seen"] == 1
    assert shown(page(served["ash"], "?show=changed")) == [ONE.id]
    for elsewhere in ("standing/", "record/", ""):
        assert served["ash"].get(f"{TEXT}{elsewhere}").status_code == HTTPStatus.OK
    assert "new:" in point(page(served["ash"]), ONE.id), "to look at pages marks nothing"
    (until,) = re.findall(r'name="until" value="([^"]+)"', html)
    answer = served["ash"].post(f"{TEXT}seen/", {"until": until, "next": TEXT})
    assert answer.status_code == HTTPStatus.FOUND
    html = page(served["ash"])
    assert "new:" not in point(html, ONE.id)
    assert "Nothing is new since you marked all as seen." in html


def test_a_browser_in_which_nothing_was_marked_counts_from_its_first_page_and_says_so(
    served: dict[str, Client], harbour: Harbour
) -> None:
    for _ in range(2):
        html = page(served["ash"])
        assert "Nothing is new since you first came here in this browser." in html
    harbour.do(comments.Comment(ONE.id, "Who pays?"), "birch")
    assert "1 point has something new." in page(served["ash"])


def test_what_came_after_the_page_was_drawn_stays_new(served: dict[str, Client], harbour: Harbour) -> None:
    page(served["ash"])
    harbour.do(comments.Comment(ONE.id, "Who pays?"), "birch")
    (until,) = re.findall(r'name="until" value="([^"]+)"', page(served["ash"]))
    harbour.do(comments.Comment(TWO.id, "And who lights it?"), "birch")
    served["ash"].post(f"{TEXT}seen/", {"until": until, "next": TEXT})
    html = page(served["ash"])
    assert "new:" not in point(html, ONE.id)
    assert "new:" in point(html, TWO.id)


@pytest.mark.parametrize("until", ["", "nonsense", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00-23:00"])
def test_any_moment_can_be_sent_as_seen(served: dict[str, Client], harbour: Harbour, until: str) -> None:
    page(served["ash"])
    assert served["ash"].post(f"{TEXT}seen/", {"until": until}).status_code == HTTPStatus.FOUND
    harbour.do(comments.Comment(TWO.id, "And who lights it?"), "birch")
    assert "new:" in point(page(served["ash"]), TWO.id)


def test_nobody_marks_what_they_may_not_see(served: dict[str, Client], harbour: Harbour) -> None:
    del harbour
    assert served["stranger"].post(f"{TEXT}seen/", {"until": ""}).status_code == HTTPStatus.NOT_FOUND


def test_a_version_is_shown_as_it_was_tabled(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(amendments.Settle(ONE.id, (reworded(ONE, "Ash shall dredge it in May."),)))
    html = page(served["ash"], "?version=v0")
    assert "Ash shall dredge the harbour." in html
    assert "as it was tabled" in html
    assert "Take a stance" not in html


def test_a_published_wording_has_its_language_and_direction(served: dict[str, Client], harbour: Harbour) -> None:
    version = harbour.view().find("v0", texts.Table)
    words = (Provision("pbbbbbbbb1", "تجرف آش الميناء", number="1"),)
    harbour.do(texts.Witness(version.id, "A leak", words, lang="ar"), name="leak")
    html = page(served["ash"], "?witness=leak")
    assert '<div class="words" lang="ar" dir="rtl">تجرف آش الميناء</div>' in html


def test_a_provision_may_have_a_language_of_its_own(served: dict[str, Client], harbour: Harbour) -> None:
    points = (Provision(ONE.id, "Ash drague le port.", number="1", lang="fr"), TWO, THREE)
    harbour.do(texts.Table("V1", parent=harbour.view().find("v0").id, wording=points), name="v1")
    assert '<div class="words" lang="fr" dir="ltr">Ash drague le port.</div>' in page(served["ash"])


def test_a_rival_draft_has_a_page_of_its_own(served: dict[str, Client], harbour: Harbour) -> None:
    line = harbour.do(texts.Line("Birch's draft", ("birch",)), "birch", "rival")
    harbour.do(
        texts.Table("R1", line=line.id, wording=(Provision("prrrrrrrr1", "Nobody dredges.", number="1"),)),
        "birch",
        "r1",
    )
    assert shown(page(served["ash"], "?line=rival")) == ["prrrrrrrr1"]
    assert "Nobody dredges." not in page(served["ash"])


def test_a_page_of_the_past_offers_nothing_to_do(served: dict[str, Client], harbour: Harbour) -> None:
    del harbour
    assert "do/amend" not in page(served["ash"], "?as_of=2030-03-05")


def test_an_unknown_filter_is_refused_in_one_sentence(served: dict[str, Client]) -> None:
    answer = served["ash"].get(f"{TEXT}?show=everything")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "use all, open, mine, wished, changed or track" in answer.content.decode()


@pytest.mark.parametrize("path", ["", f"text/{ONE.id}/", f"text/{ONE.id}/words/"])
def test_the_same_values_are_data_for_a_program(harbour: Harbour, path: str) -> None:
    amend(harbour, "birch", ONE, "Ash shall dredge [the whole] harbour.")
    harbour.do(comments.Comment(ONE.id, "Who pays?"), "birch")
    view, parts = harbour.view("ash"), {"point": ONE.id}
    (shown,) = [page for page in every_page() if page.path == path.replace(ONE.id, "<str:point>").rstrip("/")]
    value = shown.build(view, Asked("harbour", "mayor-ash", "ash", parts=parts))
    assert b"whole" in msgspec.json.encode(value, enc_hook=str)
    msgspec.json.schema(get_type_hints(shown.build)["return"])
