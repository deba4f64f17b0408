"""The page of a point: everything that is known of it; whose words it is made of; what one can do there."""

import re
from http import HTTPStatus

import pytest
from django.test import Client

from harbour import POINTS, Harbour, reworded
from onetext.process import (
    actors,
    amendments,
    comments,
    consent,
    items,
    limbs,
    links,
    positions,
    quantities,
    redlines,
    retained,
    texts,
)
from onetext.record.audience import audience
from onetext.text.provision import Provision, fingerprint
from onetext.web.pages.text.origins import Pieces, Words, drawn
from web.reading import plain, text_of, without_tokens

ONE, TWO, THREE = POINTS
PAGE = f"/n/harbour/text/{ONE.id}/"


def page(browser: Client, address: str = PAGE) -> str:
    """The HTML of a page."""
    answer = browser.get(address)
    assert answer.status_code == HTTPStatus.OK, plain(answer.content.decode())
    return answer.content.decode()


def amend(harbour: Harbour, party: str, words: str, name: str = "", base: str = ONE.words or "") -> None:
    """A party's own amendment to the first point."""
    harbour.do(amendments.Propose("replace", ONE.id, base, words, reason="It silts up"), party, name)


@pytest.mark.parametrize("called", [ONE.id, "1", "1.", "point 1"])
def test_a_point_is_found_by_its_id_or_its_number(served: dict[str, Client], called: str) -> None:
    assert "Ash shall dredge the harbour." in page(served["ash"], f"/n/harbour/text/{called}/")


def test_a_point_that_is_not_there_is_refused_in_one_sentence(served: dict[str, Client]) -> None:
    answer = served["ash"].get("/n/harbour/text/99/")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "There is no point" in answer.content.decode()


def test_pending_amendments_are_told_with_their_redline_and_reason(served: dict[str, Client], harbour: Harbour) -> None:
    amend(harbour, "birch", "Ash shall dredge the whole harbour.", "whole")
    html = page(served["ash"])
    assert "whole other words, proposed by Birch" in plain(html)
    assert '<ins><span class="heard" dir="auto">put in: </span>whole</ins>' in re.sub(r"\s+</ins>", "</ins>", html)
    assert "Why: It silts up" in plain(html)


def test_what_no_longer_fits_keeps_the_words_that_it_was_made_on(served: dict[str, Client], harbour: Harbour) -> None:
    amend(harbour, "birch", "Ash shall dredge the whole harbour.", "whole")
    words = (reworded(ONE, "Ash keeps out of it."), TWO, THREE)
    harbour.do(texts.Table("V1", parent=harbour.view().find("v0").id, wording=words), name="v1")
    said = plain(page(served["ash"]))
    assert "no longer fits" in said
    assert "Made on Ash shall dredge the harbour." in said
    assert "It wants Ash shall dredge the whole harbour." in said


def test_every_stance_is_told_with_its_reason_and_the_lapsed_ones_too(
    served: dict[str, Client], harbour: Harbour
) -> None:
    version = harbour.view().find("v0", texts.Table)
    body = positions.Take("ash", "opposed", version.id, fingerprint(ONE.words or ""), ONE.id, reason="Too deep")
    harbour.do(body, "ash")
    harbour.do(amendments.Settle(ONE.id, (reworded(ONE, "Ash may dredge it."),)))
    harbour.do(positions.Take("ash", "agreed", version.id, fingerprint("Ash may dredge it."), ONE.id), "ash")
    said = plain(page(served["birch"]))
    assert "✓ Ash, point 1 of v0: agreed" in said
    assert "↺ Ash, point 1 of v0: opposed (lapsed)" in said
    assert "Why: Too deep" in said


def test_a_reported_stance_has_its_source(served: dict[str, Client], harbour: Harbour) -> None:
    version = harbour.view().find("v0", texts.Table)
    body = positions.Take("cedar", "described", version.id, fingerprint(ONE.words or ""), ONE.id, reason="cool")
    harbour.report(body)
    assert "The Daily, paragraph 1: “it was said”" in plain(page(served["ash"]))


def test_whose_yes_is_needed_and_who_of_them_is_absent(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(consent.Need("cedar", ONE.id, "its ships use it"))
    assert "Cedar: its ships use it · not in the room" in plain(page(served["ash"]))


def test_limbs_numbers_slots_and_modality_are_told(served: dict[str, Client], harbour: Harbour) -> None:
    words = "Ash shall withdraw 600 boats and Birch shall light the pier."
    harbour.do(amendments.Settle(ONE.id, (reworded(ONE, words),)))
    parts = (
        limbs.Limb("1", "Ash shall withdraw 600 boats", "ash"),
        limbs.Limb("2", "Birch shall light the pier", "birch"),
    )
    harbour.do(limbs.Divide(ONE.id, parts, fingerprint(words)))
    harbour.do(quantities.Annotate(ONE.id, "600 boats", fingerprint(words), counting="with the tugs"))
    said = plain(page(served["ash"]))
    assert "Birch shall light the pier (Birch)" in said
    assert "600 boats" in said
    assert "counted: with the tugs" in said
    assert "obligation (“shall”); binds Ash" in said
    assert "if breached: empty" in said


def test_comments_stand_in_threads(served: dict[str, Client], harbour: Harbour) -> None:
    first = harbour.do(comments.Comment(ONE.id, "Which harbour?", "the harbour"), "birch")
    harbour.do(comments.Comment(ONE.id, "The old one.", answers=first.id), "ash")
    html = page(served["norway"])
    assert "on “the harbour”" in plain(html)
    assert html.index("Which harbour?") < html.index('class="comment thread t1"') < html.index("The old one.")


def test_links_warn_when_the_other_side_is_gone(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(links.Link("trade", ONE.id, TWO.id))
    harbour.do(amendments.Settle(TWO.id, (Provision(TWO.id, None, number="2", vacant=True),)))
    assert "without it, look at point 1" in plain(page(served["ash"]))


def test_what_was_before_stays_readable(served: dict[str, Client], harbour: Harbour) -> None:
    amend(harbour, "birch", "Ash shall dredge the whole harbour.", "whole")
    wish = harbour.view().find("whole")
    dealt = (amendments.Dealt(wish.id, "rejected"),)
    harbour.do(
        amendments.Settle(ONE.id, (reworded(ONE, "Ash may dredge it."),), dealt, reason="A middle"), name="middle"
    )
    said = plain(page(served["ash"]))
    assert "How it was settled middle" in said
    assert "A middle" in said
    assert "whole, Birch: rejected" in said
    assert "In the versions v0 Ash shall dredge the harbour." in said


def test_issues_and_what_is_retained_are_told(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(items.Raise("How deep", ONE.id))
    harbour.do(retained.Retain(ONE.id, ("ash",), "It is ours"), "ash")
    said = plain(page(served["birch"]))
    assert "How deep (open)" in said
    assert "Kept by Ash: It is ours" in said


def test_a_red_line_that_only_an_amendment_crosses_says_which(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(redlines.Draw("ash", provision=ONE.id, never="whole harbour"), "ash", to=audience(["ash"]))
    assert "crossed" not in plain(page(served["ash"]))
    amend(harbour, "birch", "Ash shall dredge the whole harbour.", "whole")
    said = plain(page(served["ash"]))
    assert "“whole harbour” must not appear ! crossed: whole" in said
    assert "the text as it stands: it is not there" in said
    settled = (reworded(ONE, "Ash shall dredge the whole harbour."),)
    wish = harbour.view().find("whole")
    harbour.do(amendments.Settle(ONE.id, settled, (amendments.Dealt(wish.id, "accepted"),)))
    said = plain(page(served["ash"]))
    assert "“whole harbour” must not appear ! crossed read by" in said
    assert "the text as it stands: “whole harbour” is there" in said


def test_a_reason_and_what_became_of_it_stand_apart(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(retained.Retain(ONE.id, ("ash",), "Until May"), "ash")
    assert "Kept by Ash: Until May · no later version yet" in plain(page(served["birch"]))


def test_nothing_of_another_s_room_is_on_the_page(served: dict[str, Client], harbour: Harbour) -> None:
    before = without_tokens(served["birch"].get(PAGE).content)
    words = without_tokens(served["birch"].get(f"{PAGE}words/").content)
    mine = audience(["ash"])
    harbour.do(redlines.Draw("ash", provision=ONE.id, must="dredge"), "ash", to=mine)
    harbour.do(comments.Comment(ONE.id, "We would give way."), "ash", to=mine)
    harbour.do(amendments.Propose("replace", ONE.id, ONE.words or "", "Ash rules."), "ash", to=mine)
    harbour.do(items.Raise("Our fear", ONE.id), "ash", to=mine)
    assert "We would give way." in page(served["ash"])
    assert without_tokens(served["birch"].get(PAGE).content) == before
    assert without_tokens(served["birch"].get(f"{PAGE}words/").content) == words


def test_one_s_own_acts_can_be_taken_back_from_here_and_no_others(served: dict[str, Client], harbour: Harbour) -> None:
    act = harbour.do(comments.Comment(ONE.id, "Who pays?"), "mayor-ash/ash")
    assert f"do/withdraw/?act={act.id}" in page(served["ash"])
    assert f"do/withdraw/?act={act.id}" not in page(served["birch"])


def test_only_who_holds_the_pen_is_shown_how_to_settle(served: dict[str, Client]) -> None:
    assert "do/settle/" in page(served["norway"])
    assert "do/settle/" in page(served["keeper"])
    assert "do/settle/" not in page(served["ash"])


def test_who_holds_the_pen_is_led_to_settle_first(served: dict[str, Client], harbour: Harbour) -> None:
    amend(harbour, "birch", "Ash shall dredge the whole harbour.", "whole")
    html = page(served["norway"])
    doors = re.findall(r"/n/harbour/do/([\w-]+)/", html[html.index('id="do"') :])
    assert doors[0] == "settle"
    text = served["norway"].get("/n/harbour/").content.decode()
    waiting = text[text.index(f'id="{ONE.id}"') :]
    assert re.findall(r"/n/harbour/do/([\w-]+)/", waiting)[0] == "settle"
    assert "do/settle/" not in served["ash"].get("/n/harbour/").content.decode()


def test_an_observer_is_told_what_proposing_means_for_one_and_nobody_else_is(
    served: dict[str, Client], harbour: Harbour
) -> None:
    said = "You are here for an observer."
    assert said in page(served["observer"])
    assert said in served["observer"].get("/n/harbour/").content.decode()
    assert said not in page(served["ash"])
    assert said not in page(served["norway"])
    amended = {"provision": ONE.id, "base": ONE.words, "change": "replace", "words": "Ash shall dredge all of it."}
    assert served["observer"].post("/n/harbour/do/amend/", amended).status_code == HTTPStatus.FOUND
    assert [one.party for one in amendments.pending(harbour.view())] == ["elm"]


def test_only_the_party_itself_is_offered_to_confirm(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(actors.Principal("ash", harbour.view().find("office-ash", actors.Office).id))
    version = harbour.view().find("v0", texts.Table)
    harbour.do(positions.Take("ash", "ad referendum", version.id, fingerprint(ONE.words or ""), ONE.id), "ash")
    assert "do/confirm/" in page(served["ash"])
    assert "do/confirm/" not in page(served["birch"])


def test_every_link_of_what_one_can_do_leads_to_a_form(served: dict[str, Client], harbour: Harbour) -> None:
    amend(harbour, "birch", "Ash shall dredge the whole harbour.", "whole")
    harbour.do(comments.Comment(ONE.id, "Who pays?"), "envoy/norway")
    harbour.do(retained.Retain(ONE.id, ("norway",)), "norway")
    html = page(served["norway"])
    doors = {found.replace("&amp;", "&") for found in re.findall(r'href="(/n/harbour/do/[^"]+)"', html)}
    assert len(doors) > 12
    for address in sorted(doors):
        assert served["norway"].get(address).status_code == HTTPStatus.OK, address


# --- whose words


def test_each_word_has_who_proposed_it_when_and_where(served: dict[str, Client], harbour: Harbour) -> None:
    amend(harbour, "birch", "Ash shall dredge the whole harbour.", "whole")
    wish = harbour.view().find("whole")
    accepted = (amendments.Dealt(wish.id, "accepted"),)
    harbour.do(amendments.Settle(ONE.id, (reworded(ONE, "Ash shall dredge the whole harbour."),), accepted))
    html = page(served["ash"], f"{PAGE}words/")
    found = dict(re.findall(r'class="passage" title="[^"]*" data-said="([^"]*)">([^<]*)<', html))
    (whole,) = [said for said, words in found.items() if words.strip() == "whole"]
    assert whole.startswith("Birch, 1 March 2030, amendment whole")


def test_words_in_brackets_are_told_as_whose_amendment_they_are(served: dict[str, Client], harbour: Harbour) -> None:
    amend(harbour, "birch", "Ash shall dredge the whole harbour.", "whole")
    amend(harbour, "ash", "Ash shall dredge the small harbour.", "small")
    text = page(served["norway"], "/n/harbour/")
    (shown,) = re.findall(rf'<article[^>]* id="{ONE.id}".*?<div class="words"[^>]*>(.*?)</div>', text, re.DOTALL)
    html = page(served["norway"], f"{PAGE}words/")
    (told,) = re.findall(r'id="passages"[^>]*>(.*?)</p>', html, re.DOTALL)
    assert text_of(told) == text_of(shown)
    passages = re.findall(r'<span class="passage"(?: title="[^"]*" data-said="([^"]*)")?>([^<]*)<', told)
    of = {words.strip(): said for said, words in passages}
    assert of["whole"].startswith("Birch")
    assert of["small"].startswith("Ash")


def origins_of(html: str) -> dict[str, str]:
    """What is told of each passage of a point, by its words."""
    (told,) = re.findall(r'id="passages"[^>]*>(.*?)</p>', html, re.DOTALL)
    passages = re.findall(r'<span class="passage"(?: title="[^"]*" data-said="([^"]*)")?>([^<]*)<', told)
    return {words.strip(): said for said, words in passages}


def test_in_a_bracket_the_words_that_stand_are_told_as_whose_they_are(
    served: dict[str, Client], harbour: Harbour
) -> None:
    amend(harbour, "birch", "Ash shall dredge the harbour and the bar.", "bar")
    wish = harbour.view().find("bar")
    settled = (reworded(ONE, "Ash shall dredge the harbour and the bar."),)
    harbour.do(amendments.Settle(ONE.id, settled, (amendments.Dealt(wish.id, "accepted"),)))
    amend(harbour, "ash", "Ash shall dredge the harbour and the shoal.", "shoal", settled[0].words or "")
    html = page(served["norway"], f"{PAGE}words/")
    of = origins_of(html)
    assert "[bar]" in text_of(html)
    assert "amendment bar" in of["bar"]
    assert "amendment shoal" in of["shoal"]
    rows = re.findall(r"<tr><td[^>]*>([^<]*)</td>", html)
    assert "bar" in {words.strip() for words in rows}


def test_words_that_were_turned_down_and_wished_again_say_where_they_came_back(
    served: dict[str, Client], harbour: Harbour
) -> None:
    amend(harbour, "birch", "Ash shall dredge the whole harbour.", "whole")
    wish = harbour.view().find("whole")
    harbour.do(amendments.Settle(ONE.id, (ONE,), (amendments.Dealt(wish.id, "rejected"),)))
    amend(harbour, "birch", "Ash shall dredge the whole harbour.", "whole-again")
    told = origins_of(page(served["norway"], f"{PAGE}words/"))["whole"]
    assert told.endswith("amendment whole, came back in amendment whole-again")


@pytest.mark.parametrize("shown", ["Ash shall [dredge.] [dig. (Birch)]", "[] ]", "", "Ash “shall” dredge. More"])
def test_the_words_told_are_those_shown_whatever_they_are(shown: str) -> None:
    settled = (Words("Ash  shall ", "a"), Words("dredge.", "b"))
    found = drawn(settled, [Pieces("Ash  shall dredge.", shown, ((Words("dig.", "c"),),))])
    assert "".join(one.words for one in found) == shown
    assert {one.who for one in found} <= {"", "a", "b", "c"}


def test_words_that_stand_twice_in_what_is_wished_are_told_as_those_that_are_new() -> None:
    wish = (Words("Two boats and ", "a"), Words("two", "b"), Words(" nets.", "a"))
    pieces = [Pieces("Two boats and ", "Two boats and "), Pieces("no ", "[no] [two (B)] ", (wish,))]
    found = {one.words.strip(): one.who for one in drawn((Words("Two boats and no nets.", "a"),), pieces)}
    assert (found["no"], found["two"]) == ("a", "b")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Ash, point 1 of v0: reserved"),
        ("uk", "Ash, пункт 1 "),
        ("ru", "Ash, пункт 1 "),
        ("ar", "Ash، النقطة 1 "),
    ],
)
def test_a_stance_stands_behind_its_point_so_that_no_language_needs_a_case(
    served: dict[str, Client], harbour: Harbour, language: str, told: str
) -> None:
    version = harbour.view().find("v0").id
    stance = positions.Take("ash", "reserved", version, fingerprint(ONE.words or ""), ONE.id)
    harbour.do(stance, "ash")
    served["ash"].post("/language/", {"language": language})
    found = re.sub(r"<[^>]+>|[\u2068\u2069]", "", page(served["ash"], PAGE))
    assert told in " ".join(found.split())
