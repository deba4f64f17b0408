"""The doors at a point: each hands in its act; a stale form shows both wordings and loses nothing that was typed."""

import json
import re
from collections.abc import Iterator
from html import unescape
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from harbour import POINTS, Harbour, reworded
from onetext.process import (
    actors,
    amendments,
    comments,
    corrections,
    items,
    limbs,
    links,
    positions,
    quantities,
    redlines,
    retained,
    slots,
    texts,
    tracks,
)
from onetext.record.act import Act
from onetext.record.audience import KEEPER, audience
from onetext.text.provision import Provision, fingerprint
from web.reading import plain

ONE, TWO, THREE = POINTS
TEXT = "/n/harbour/"
WORDS = "Ash shall dredge the whole harbour."


def opened(browser: Client, door: str, **query: str) -> dict[str, str]:
    """What a browser would send back of a form that was opened and not touched."""
    answer = browser.get(f"{TEXT}do/{door}/", query)
    assert answer.status_code == HTTPStatus.OK, plain(answer.content.decode())
    return dict(fields(answer.content.decode()))


def fields(html: str) -> Iterator[tuple[str, str]]:
    """The names and values of a form's fields as they stand on the page."""
    form = html[html.index('<form method="post" class="door"') :]
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        free = not re.search(r'type="(radio|checkbox)"', tag) or "checked" in tag
        if name and free:
            yield unescape(name[1]), unescape(value[1]) if value else ""
    for name, words in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\r?\n?(.*?)</textarea>', form, re.DOTALL):
        yield name, unescape(words)
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.findall(r'<option value="([^"]*)" selected', options)
        if chosen or "multiple" not in form[: form.index(options)].rpartition("<select")[2]:
            yield name, unescape((chosen or re.findall(r'<option value="([^"]*)"', options) or [""])[0])


def send(browser: Client, door: str, typed: dict[str, Any]) -> Any:
    """Hand a form in."""
    return browser.post(f"{TEXT}do/{door}/", {"next": TEXT, **typed})


def do(browser: Client, harbour: Harbour, door: str, about: Provision | None = ONE, /, **typed: Any) -> Act[Any]:
    """Open a form, fill it in, hand it in; the act that came of it."""
    query = {"provision": about.id} if about else {}
    query |= {name: typed.pop(name) for name in ("change", "on_amendment", "act") if name in typed}
    if "on_amendment" in query:
        query["on"] = query.pop("on_amendment")
    form = {**opened(browser, door, **query), **typed}
    before = {act.id for act in harbour.view()}
    answer = send(browser, door, form)
    assert answer.status_code == HTTPStatus.FOUND, plain(answer.content.decode())
    (act,) = [act for act in harbour.view() if act.id not in before]
    return act


def amend(harbour: Harbour, party: str, words: str, name: str = "", about: Provision = ONE) -> Act[amendments.Propose]:
    """A party's own amendment to a point."""
    return harbour.do(amendments.Propose("replace", about.id, about.words or "", words), party, name)


def test_other_words_are_proposed_on_the_present_ones(served: dict[str, Client], harbour: Harbour) -> None:
    act = do(served["ash"], harbour, "amend", words=WORDS, reason="All of it silts up")
    assert (act.party, act.body) == (
        "ash",
        amendments.Propose("replace", ONE.id, ONE.words or "", WORDS, reason="All of it silts up"),
    )


def test_the_form_opens_with_the_words_as_they_stand(served: dict[str, Client], harbour: Harbour) -> None:
    del harbour
    assert opened(served["ash"], "amend", provision=ONE.id)["words"] == ONE.words


def test_a_point_is_taken_out_added_moved_split_and_merged(served: dict[str, Client], harbour: Harbour) -> None:
    out = do(served["ash"], harbour, "amend", change="delete")
    added = do(served["ash"], harbour, "amend", change="add", words="Norway pays.", number="1 bis")
    moved = do(served["ash"], harbour, "amend", change="move", after=THREE.id)
    split = do(served["ash"], harbour, "amend", change="split", parts="Ash dredges.\r\n\r\nBirch pays.")
    merged = do(served["ash"], harbour, "amend", change="merge", others=[TWO.id])
    assert [act.body.change for act in (out, added, moved, split, merged)] == [
        "delete",
        "add",
        "move",
        "split",
        "merge",
    ]
    assert (added.body.after, added.body.number, added.body.words) == (ONE.id, "1 bis", "Norway pays.")
    assert moved.body.after == THREE.id
    assert split.body.parts == ("Ash dredges.", "Birch pays.")
    assert (merged.body.bases, merged.body.words) == ((TWO.words,), f"{ONE.words} {TWO.words}")


def test_an_amendment_is_amended(served: dict[str, Client], harbour: Harbour) -> None:
    first = amend(harbour, "birch", WORDS, "a1")
    act = do(served["ash"], harbour, "amend", on_amendment=first.id, words="Ash shall dredge half of it.")
    assert (act.body.on, act.body.base) == (first.id, WORDS)


def test_whoever_takes_out_a_linked_point_is_warned(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(links.Link("trade", ONE.id, TWO.id))
    html = served["ash"].get(f"{TEXT}do/amend/?provision={ONE.id}&change=delete").content.decode()
    assert "without it, look at point 2" in plain(html)


def test_a_stale_amendment_shows_both_wordings_and_keeps_what_was_typed(
    served: dict[str, Client], harbour: Harbour
) -> None:
    form = opened(served["ash"], "amend", provision=ONE.id)
    harbour.do(amendments.Settle(ONE.id, (reworded(ONE, "Ash shall dredge the harbour in May."),)))
    answer = send(served["ash"], "amend", {**form, "words": WORDS, "reason": "It silts up"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    said = plain(answer.content.decode())
    assert "The words when you began Ash shall dredge the harbour." in said
    assert "The words as they now stand Ash shall dredge the harbour in May." in said
    again = dict(fields(answer.content.decode()))
    assert (again["words"], again["reason"]) == (WORDS, "It silts up")
    assert not amendments.pending(harbour.view())
    assert send(served["ash"], "amend", again).status_code == HTTPStatus.FOUND
    (act,) = amendments.pending(harbour.view())
    assert (act.body.base, act.body.words) == ("Ash shall dredge the harbour in May.", WORDS)


def test_a_stale_amendment_is_offered_carried_over_onto_the_present_words(
    served: dict[str, Client], harbour: Harbour
) -> None:
    form = opened(served["ash"], "amend", provision=ONE.id)
    harbour.do(amendments.Settle(ONE.id, (reworded(ONE, "Ash shall dredge the harbour in May."),)))
    answer = send(served["ash"], "amend", {**form, "words": WORDS})
    (offered,) = re.findall(r'type="checkbox" name="carried" value="([^"]+)"', answer.content.decode())
    assert offered == "Ash shall dredge the whole harbour in May."
    again = {**dict(fields(answer.content.decode())), "carried": offered}
    assert send(served["ash"], "amend", again).status_code == HTTPStatus.FOUND
    (act,) = amendments.pending(harbour.view())
    assert (act.body.base, act.body.words) == ("Ash shall dredge the harbour in May.", offered)


def test_two_who_amend_the_same_words_lose_nothing(served: dict[str, Client], harbour: Harbour) -> None:
    forms = {name: opened(served[name], "amend", provision=ONE.id) for name in ("ash", "birch")}
    for name, form in forms.items():
        words = f"{name.title()} shall dredge the harbour of {name.title()}."
        assert send(served[name], "amend", {**form, "words": words}).status_code == HTTPStatus.FOUND
    assert [act.party for act in amendments.pending(harbour.view())] == ["ash", "birch"]


@pytest.mark.parametrize(
    ("stance", "more"),
    [
        ("agreed", {}),
        ("ad referendum", {}),
        ("conditional", {"condition": "the quay stays open"}),
        ("reserved", {"reservation": "scrutiny"}),
        ("opposed", {"reason": "Too deep"}),
        ("silent", {}),
    ],
)
def test_every_stance_is_taken_on_the_words_that_were_read(
    served: dict[str, Client], harbour: Harbour, stance: str, more: dict[str, str]
) -> None:
    act = do(served["ash"], harbour, "stance", stance=stance, **more)
    assert (act.body.party, act.body.stance, act.body.words) == ("ash", stance, fingerprint(ONE.words or ""))
    assert {name: getattr(act.body, name) for name in more} == more


def test_a_stance_is_taken_on_an_amendment_or_the_whole_text(served: dict[str, Client], harbour: Harbour) -> None:
    wish = amend(harbour, "birch", WORDS)
    on = do(served["ash"], harbour, "stance", stance="opposed", on=wish.id)
    whole = do(served["ash"], harbour, "stance", stance="agreed", on="whole")
    assert (on.body.amendment, on.body.words) == (wish.id, fingerprint(WORDS))
    assert whole.body.provision == ""


def test_a_stance_is_taken_on_a_limb(served: dict[str, Client], harbour: Harbour) -> None:
    two = "Ash shall dredge the harbour and Birch shall light the pier."
    harbour.do(amendments.Settle(ONE.id, (reworded(ONE, two),)))
    act = do(served["birch"], harbour, "stance", stance="opposed", on="limb-1")
    assert "Ash shall dredge the harbour" in act.body.limb


@pytest.mark.parametrize(("words", "on"), [("the pier", "limb-2"), ("dredge", "limb-1"), ("shall", ""), ("", "")])
def test_a_stance_on_selected_words_is_on_the_limb_that_alone_has_them(
    served: dict[str, Client], harbour: Harbour, words: str, on: str
) -> None:
    two = "Ash shall dredge the harbour and Birch shall light the pier."
    harbour.do(amendments.Settle(ONE.id, (reworded(ONE, two),)))
    form = opened(served["birch"], "stance", provision=ONE.id, words=words, stance="reserved")
    assert (form["on"], form["stance"]) == (on, "reserved")


def test_a_stance_on_words_that_changed_meanwhile_is_not_taken_unasked(
    served: dict[str, Client], harbour: Harbour
) -> None:
    form = opened(served["ash"], "stance", provision=ONE.id)
    harbour.do(amendments.Settle(ONE.id, (reworded(ONE, "Ash shall dredge the harbour in May."),)))
    answer = send(served["ash"], "stance", {**form, "stance": "agreed", "reason": "It is ours"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "The words as they now stand Ash shall dredge the harbour in May." in plain(answer.content.decode())
    assert not positions.history(harbour.view())
    again = dict(fields(answer.content.decode()))
    assert (again["stance"], again["reason"]) == ("agreed", "It is ours")
    assert send(served["ash"], "stance", again).status_code == HTTPStatus.FOUND
    assert positions.history(harbour.view())[-1].body.words == fingerprint("Ash shall dredge the harbour in May.")


@pytest.mark.parametrize("read", ["[]", "nonsense", json.dumps({"": "0" * 64}), "{" * 9_000])
def test_a_forged_fingerprint_takes_no_stance(served: dict[str, Client], harbour: Harbour, read: str) -> None:
    form = {**opened(served["ash"], "stance", provision=ONE.id), "stance": "agreed", "read": read}
    answer = send(served["ash"], "stance", form)
    taken = [act.body.words for act in positions.history(harbour.view())]
    assert answer.status_code in {HTTPStatus.FOUND, HTTPStatus.UNPROCESSABLE_ENTITY}
    assert taken in ([], [fingerprint(ONE.words or "")])


def test_only_the_principal_lifts_ad_referendum(served: dict[str, Client], harbour: Harbour) -> None:
    harbour.do(actors.Declare("clerk", "Clerk", "person"))
    harbour.do(actors.Delegate("clerk", "ash"))
    harbour.do(actors.Principal("ash", harbour.view().find("office-ash", actors.Office).id))
    version = harbour.view().find("v0", texts.Table)
    body = positions.Take("ash", "agreed", version.id, fingerprint(ONE.words or ""), ONE.id)
    taken = harbour.do(body, "clerk/ash")
    act = do(served["ash"], harbour, "confirm", None, stance=taken.id)
    assert act.body == positions.Confirm(taken.id)
    answer = send(served["birch"], "confirm", {"stance": taken.id})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_the_mediator_settles_by_accepting_one_and_rejecting_the_other(
    served: dict[str, Client], harbour: Harbour
) -> None:
    one, other = amend(harbour, "ash", WORDS), amend(harbour, "birch", "Ash shall dredge half of it.")
    deals = {f"deal-{one.id}": "accepted", f"deal-{other.id}": "rejected"}
    act = do(served["norway"], harbour, "settle", **deals, reason="Agreed in plenary")
    assert act.body.result[0].words == WORDS
    assert {entry.amendment: entry.outcome for entry in act.body.dealt} == {one.id: "accepted", other.id: "rejected"}


def test_the_mediator_settles_in_other_words(served: dict[str, Client], harbour: Harbour) -> None:
    wish = amend(harbour, "ash", WORDS)
    act = do(served["norway"], harbour, "settle", how="words", words="A middle.", **{f"deal-{wish.id}": "otherwise"})
    assert act.body.result[0].words == "A middle."
    assert act.body.dealt[0].outcome == "settled otherwise"


def test_no_party_settles_the_words(served: dict[str, Client], harbour: Harbour) -> None:
    form = {**opened(served["ash"], "settle", provision=ONE.id), "how": "words", "words": "Ash rules."}
    assert send(served["ash"], "settle", form).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not amendments.history(harbour.view(), ONE.id)


def test_an_amendment_that_came_meanwhile_is_not_passed_over(served: dict[str, Client], harbour: Harbour) -> None:
    form = {**opened(served["norway"], "settle", provision=ONE.id), "how": "words", "words": "A middle."}
    amend(harbour, "ash", WORDS, "late")
    answer = send(served["norway"], "settle", form)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Amendment late of Ash" in plain(answer.content.decode())
    assert dict(fields(answer.content.decode()))["words"] == "A middle."


def test_two_who_settle_the_same_words_meet(served: dict[str, Client], harbour: Harbour) -> None:
    form = {**opened(served["norway"], "settle", provision=ONE.id), "how": "words", "words": "A middle."}
    harbour.do(amendments.Settle(ONE.id, (reworded(ONE, "An end."),)))
    answer = send(served["norway"], "settle", form)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "The words as they now stand An end." in plain(answer.content.decode())
    assert send(served["norway"], "settle", dict(fields(answer.content.decode()))).status_code == HTTPStatus.FOUND


def test_what_only_the_table_knows_of_is_settled_before_the_table(served: dict[str, Client], harbour: Harbour) -> None:
    table = actors.the_table(harbour.view())
    body = amendments.Propose("replace", ONE.id, ONE.words or "", WORDS)
    wish = harbour.do(body, "ash", to=table)
    act = do(served[KEEPER], harbour, "settle", **{f"deal-{wish.id}": "accepted"})
    assert act.audience == table


def test_a_comment_is_on_words_and_answers_another(served: dict[str, Client], harbour: Harbour) -> None:
    first = do(served["birch"], harbour, "comment", text="Which harbour?", words="the harbour")
    answer = do(served["ash"], harbour, "comment", text="The old one.", answers=first.id)
    assert first.body.words == "the harbour"
    assert (answer.body.answers, answer.party) == (first.id, "ash")


def test_two_points_are_linked(served: dict[str, Client], harbour: Harbour) -> None:
    act = do(served["ash"], harbour, "link", bond="condition", other=TWO.id, reason="Light first")
    assert act.body == links.Link("condition", ONE.id, TWO.id, "Light first")


def test_a_point_is_referred_to_a_track(served: dict[str, Client], harbour: Harbour) -> None:
    track = harbour.do(tracks.Track("Group", ("ash", "birch")), name="group")
    act = do(served["ash"], harbour, "refer", track=track.id)
    assert (act.body.track, act.body.provisions) == (track.id, (ONE.id,))


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ({"asks": "must", "must": "dredge"}, "must", "dredge"),
        ({"asks": "never", "must": "Birch"}, "never", "Birch"),
        ({"asks": "at least", "must": "600,000 personnel"}, "value", "600000"),
        ({"asks": "plain", "must": "Nobody is hurt"}, "plain", "Nobody is hurt"),
    ],
)
def test_a_red_line_is_for_one_s_own_eyes_unless_it_is_opened(
    served: dict[str, Client], harbour: Harbour, typed: dict[str, str], field: str, value: str
) -> None:
    act = do(served["ash"], harbour, "redline", **typed)
    assert (getattr(act.body, field), act.audience) == (value, audience(["ash"]))
    opened_ = do(served["ash"], harbour, "redline", **typed, to="public")
    assert opened_.audience == ("*",)


def test_a_red_line_is_lifted_before_those_who_know_of_it(served: dict[str, Client], harbour: Harbour) -> None:
    line = harbour.do(redlines.Draw("ash", provision=ONE.id, must="dredge"), "ash", to=audience(["ash"]))
    act = do(served["ash"], harbour, "lift-redline", None, redline=line.id, reason="Met")
    assert (act.body.redline, act.audience) == (line.id, audience(["ash"]))


def test_another_s_red_line_is_no_choice_of_mine(served: dict[str, Client], harbour: Harbour) -> None:
    line = harbour.do(redlines.Draw("ash", provision=ONE.id, must="dredge"), "ash", to=audience(["ash"]))
    html = served["birch"].get(f"{TEXT}do/lift-redline/").content.decode()
    assert line.id not in html
    assert send(served["birch"], "lift-redline", {"redline": line.id}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_a_point_is_retained_and_let_go(served: dict[str, Client], harbour: Harbour) -> None:
    kept = do(served["ash"], harbour, "retain", reason="Not to be left out")
    assert kept.body.by == ("ash",)
    act = do(served["ash"], harbour, "release-point", None, retained=kept.id, reason="agreed")
    assert act.body == retained.Release(kept.id, "agreed")


def test_a_point_is_divided_into_limbs(served: dict[str, Client], harbour: Harbour) -> None:
    two = "Ash shall dredge the harbour and Birch shall light the pier."
    harbour.do(amendments.Settle(ONE.id, (reworded(ONE, two),)))
    parts = {"words1": "Ash shall dredge the harbour", "actor1": "ash", "words2": "Birch shall light the pier"}
    act = do(served["norway"], harbour, "divide", **parts, actor2="birch", words3="", actor3="")
    assert act.body.limbs == (
        limbs.Limb("1", "Ash shall dredge the harbour", "ash"),
        limbs.Limb("2", "Birch shall light the pier", "birch"),
    )


def test_a_number_is_noted_on_an_annex_fills_and_a_slot_is_left_open(
    served: dict[str, Client], harbour: Harbour
) -> None:
    harbour.do(amendments.Settle(ONE.id, (reworded(ONE, "Ash shall withdraw 600 boats."),)))
    noted = do(served["ash"], harbour, "quantity", number="600 boats", counting="with the tugs", as_of="2030-01-01")
    annex = do(served["ash"], harbour, "annex", title="Annex A", slot2="by May")
    open_ = do(served["ash"], harbour, "leave-open", slots=["verified by"], reason="Later")
    assert isinstance(noted.body, quantities.Annotate)
    assert annex.body.fills == (slots.Filled("by when", "by May"),)
    assert (open_.body.slot, open_.body.party) == ("verified by", "ash")


def test_an_issue_is_opened_narrowed_split_and_merged(served: dict[str, Client], harbour: Harbour) -> None:
    issue = do(served["ash"], harbour, "issue", title="How deep", reason="Two wishes")
    step = do(served["ash"], harbour, "move-issue", None, issue=issue.id, step="narrow", reason="To one metre")
    assert step.body == items.Move(issue.id, "narrow", "To one metre")
    form = {"issue": issue.id, "titles": "How deep\r\nHow soon", "reason": ""}
    assert send(served["ash"], "split-issue", form).status_code == HTTPStatus.FOUND
    parts = [one.act.id for one in items.issues(harbour.view()) if not one.made]
    assert len(parts) == 2
    act = do(served["ash"], harbour, "merge-issues", None, issues=parts, title="All of it")
    assert act.body.parents == tuple(parts)


def test_an_act_is_taken_back_before_its_readers(served: dict[str, Client], harbour: Harbour) -> None:
    wish = harbour.do(
        amendments.Propose("replace", ONE.id, ONE.words or "", WORDS), "mayor-ash/ash", to=audience(["ash"])
    )
    act = do(served["ash"], harbour, "withdraw", None, act=wish.id, reason="Too early")
    assert (act.body, act.audience) == (corrections.Withdraw(wish.id, "Too early"), audience(["ash"]))


def test_an_act_on_which_others_rest_is_taken_back_only_when_that_is_meant(
    served: dict[str, Client], harbour: Harbour
) -> None:
    first = harbour.do(comments.Comment(ONE.id, "Who pays?"), "mayor-ash/ash")
    harbour.do(comments.Comment(ONE.id, "You.", answers=first.id), "birch")
    answer = send(served["ash"], "withdraw", {"act": first.id, "reason": "Settled"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Other acts rest on this one" in plain(answer.content.decode())
    act = do(served["ash"], harbour, "withdraw", None, act=first.id, reason="Settled", sure="on")
    assert act.body.act == first.id


def test_an_act_is_corrected_field_by_field(served: dict[str, Client], harbour: Harbour) -> None:
    first = harbour.do(comments.Comment(ONE.id, "Who pais?"), "mayor-ash/ash")
    act = do(served["ash"], harbour, "correct", None, act=first.id, **{"field-text": "Who pays?"}, reason="A slip")
    assert act.body.body["text"] == "Who pays?"
    corrected = harbour.view().act(first.id)
    assert corrected is not None
    assert corrected.body.text == "Who pays?"


def test_another_s_act_is_not_taken_back(served: dict[str, Client], harbour: Harbour) -> None:
    first = harbour.do(comments.Comment(ONE.id, "Who pays?"), "mayor-ash/ash")
    answer = send(served["birch"], "withdraw", {"act": first.id, "reason": "Not ours"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not harbour.view().withdrawn(first.id)


@pytest.mark.parametrize("door", ["amend", "stance", "comment", "link", "redline", "divide", "settle"])
def test_a_point_that_is_not_there_is_refused_in_one_sentence(served: dict[str, Client], door: str) -> None:
    answer = served["ash"].get(f"{TEXT}do/{door}/?provision=pnowhere1")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "There is no point" in answer.content.decode()


def test_a_point_of_a_room_s_draft_is_no_point_for_others(served: dict[str, Client], harbour: Harbour) -> None:
    mine = audience(["ash"])
    line = harbour.do(texts.Line("Fallback", ("ash",)), "ash", "fallback", to=mine)
    words = (Provision("prrrrrrrr1", "Ash gives way.", number="1"),)
    harbour.do(texts.Table("R1", line=line.id, wording=words), "ash", "r1", to=mine)
    query = {"provision": "prrrrrrrr1", "line": "fallback"}
    assert served["ash"].get(f"{TEXT}do/amend/", query).status_code == HTTPStatus.OK
    answer = served["birch"].get(f"{TEXT}do/amend/", query)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "gives way" not in answer.content.decode()
