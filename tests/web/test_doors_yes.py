"""The doors of the way to yes: each hands in its act, and the process's rules refuse in one sentence."""

import re
from datetime import date
from http import HTTPStatus

import pytest
from django.test import Client

from harbour import POINTS, Harbour, reworded
from onetext.process import amendments, presentations, signoff, sources, tracks
from onetext.process.silence import procedures
from web.yes_parts import both_mayors_before_cedar, head_words, office

POINT = POINTS[1].id
PUBLISHED = date(2030, 2, 28)
BACK = "/n/harbour/yes/"


def hand_in(client: Client, door: str, **typed: object) -> object:
    """Send a door's form; the sentence that refuses it, or None when the act is in."""
    answer = client.post(f"/n/harbour/do/{door}/", {"next": BACK, **typed})
    if answer.status_code == HTTPStatus.FOUND:
        assert answer["Location"] == BACK
        return None
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY, answer.content.decode()[:2000]
    return answer.content.decode()


def put_to_cedar(client: Client, harbour: Harbour) -> object:
    version = harbour.view().find("v0").id
    return hand_in(client, "present", version=version, words=head_words(harbour), put_to=["cedar"])


def approve(client: Client, harbour: Harbour, slug: str, words: str | None = None) -> object:
    version, approver = harbour.view().find("v0").id, f"office:{office(harbour, slug).office}"
    typed = {"version": version, "approver": approver, "words": head_words(harbour) if words is None else words}
    return hand_in(client, "approve", **typed)


def test_putting_the_text_to_somebody_before_the_approvals_is_refused_and_names_who_is_missing(
    served: dict[str, Client], harbour: Harbour
) -> None:
    both_mayors_before_cedar(harbour)
    refused = put_to_cedar(served["ash"], harbour)
    assert "Two approvals are missing: the Mayor of Ash, the Mayor of Birch" in str(refused)
    assert approve(served["ash"], harbour, "ash") is None
    assert "One approval is missing: the Mayor of Birch" in str(put_to_cedar(served["ash"], harbour))
    assert approve(served["birch"], harbour, "birch") is None
    assert put_to_cedar(served["ash"], harbour) is None
    (put,) = presentations.put(harbour.view())
    assert (put.body.to, put.author, put.party) == (("cedar",), "mayor-ash", "ash")


def test_nobody_approves_words_that_they_have_not_seen(served: dict[str, Client], harbour: Harbour) -> None:
    both_mayors_before_cedar(harbour)
    seen = head_words(harbour)
    harbour.do(amendments.Settle(POINT, (reworded(POINTS[1], "Birch lights nothing."),), ()), name="settled")
    refused = str(approve(served["ash"], harbour, "ash", words=seen))
    assert "These are not the words as they stand now" in refused
    # Whoever looks again approves what stands: the form now carries the present words.
    assert head_words(harbour) in refused
    assert seen not in refused
    assert signoff.approvals(harbour.view()) == ()


def test_a_mayor_gives_no_other_mayor_s_approval(served: dict[str, Client], harbour: Harbour) -> None:
    both_mayors_before_cedar(harbour)
    assert "Only the Mayor of Birch gives this approval" in str(approve(served["ash"], harbour, "birch"))


def offered(page: str, field: str) -> list[str]:
    """What can be chosen in a field, in words."""
    (choices,) = re.findall(rf'<select name="{field}".*?</select>', page, re.DOTALL)
    return [one.strip() for one in re.findall(r"<option[^>]*>([^<]*)</option>", choices)]


def test_whoever_approves_reads_the_words_there_with_their_state_and_signs_for_themselves_alone(
    served: dict[str, Client], harbour: Harbour
) -> None:
    both_mayors_before_cedar(harbour)
    harbour.do(amendments.Settle(POINT, (reworded(POINTS[1], "Birch lights nothing."),), ()), name="settled")
    page = served["ash"].get("/n/harbour/do/approve/").content.decode()
    assert head_words(harbour)[:12] in page
    assert "Birch lights nothing." in page
    assert f'href="/n/harbour/text/{POINT}/"' in page
    assert "○" in page  # the state of an open point
    assert offered(page, "approver") == ["the Mayor of Ash"]


def test_who_signs_for_nobody_is_told_so_and_records_what_a_document_reports(
    served: dict[str, Client], harbour: Harbour
) -> None:
    both_mayors_before_cedar(harbour)
    page = served["observer"].get("/n/harbour/do/approve/").content.decode()
    assert "You sign for nobody in this sign-off order." in page
    assert '<select name="approver"' not in page
    assert offered(page, "reported") == ["none", "the Mayor of Ash", "the Mayor of Birch"]
    version = harbour.view().find("v0").id
    typed = {"version": version, "words": head_words(harbour), "reported": f"office:{office(harbour, 'ash').office}"}
    refused = str(hand_in(served["observer"], "approve", **typed))
    assert "recorded with the document that reports it" in refused
    nobody = str(hand_in(served["observer"], "approve", version=version, words=head_words(harbour)))
    assert "Choose in whose name you approve." in nobody
    assert signoff.approvals(harbour.view()) == ()


def test_the_order_is_declared_with_offices_and_actors_by_name(served: dict[str, Client], harbour: Harbour) -> None:
    typed = {"gates": "the Mayor of Ash, birch\nMayor of Birch", "put_to": ["cedar"]}
    assert hand_in(served["norway"], "signoff-order", **typed) is None
    order = signoff.order(harbour.view())
    assert order is not None
    assert [len(gate.approvers) for gate in order.body.gates] == [2, 1]
    refused = hand_in(served["norway"], "signoff-order", gates="Nobody at all", put_to=["cedar"])
    assert "“Nobody at all” is no actor and no office" in str(refused)


def test_an_account_says_who_has_not_received_a_text(served: dict[str, Client], harbour: Harbour) -> None:
    version = harbour.view().find("v0").id
    typed = {"version": version, "actor": "birch", "told": "not received"}
    assert hand_in(served["birch"], "had", **typed) is None
    (account,) = presentations.accounts(harbour.view())
    assert (account.body.actor, account.body.told, account.body.by) == ("birch", "not received", "birch")


def test_a_deadline_is_set_moved_softened_met_and_lifted_and_nothing_is_overwritten(
    served: dict[str, Client], harbour: Harbour
) -> None:
    ash = served["ash"]
    typed = {"what": "answer", "targets": "2030-03-07 (Thursday)\nopen (other days)", "force": "demand"}
    assert hand_in(ash, "deadline-set", addressees=["birch"], **typed) is None
    deadline = harbour.view().acts[-1]
    assert [target.said for target in deadline.body.targets] == ["Thursday", "other days"]
    about = {"deadline": deadline.id, "cause": "bad weather"}
    assert hand_in(ash, "deadline-move", targets="2030-03-09..2030-03-11", **about) is None
    assert "no softer than" in str(hand_in(ash, "deadline-soften", force="binding", **about))
    assert hand_in(ash, "deadline-soften", force="expectation", **about) is None
    assert "Only Ash, who set the deadline, changes it." in str(hand_in(served["birch"], "deadline-lift", **about))
    assert hand_in(served["birch"], "deadline-meet", deadline=deadline.id) is None
    assert hand_in(ash, "deadline-lift", **about) is None
    assert harbour.view().act(deadline.id) == deadline


def test_a_date_that_is_none_is_refused_and_everything_typed_stays(served: dict[str, Client]) -> None:
    typed = {"what": "answer by Easter", "targets": "some day", "force": "demand", "addressees": ["birch"]}
    refused = str(hand_in(served["ash"], "deadline-set", **typed))
    assert "“some day” is not a date" in refused
    assert 'value="answer by Easter"' in refused
    assert "some day</textarea>" in refused
    assert re.search(r'value="birch"[^>]*checked', refused)


def test_a_silence_procedure_is_broken_by_an_objection(served: dict[str, Client], harbour: Harbour) -> None:
    typed = {
        "provision": POINT,
        "addressees": ["ash", "birch"],
        "until": "2030-03-04T18:00",
        "seen": head_words(harbour),
    }
    assert hand_in(served["norway"], "silence-start", **typed) is None
    (procedure,) = procedures(harbour.view())
    assert "Norway was not addressed" in str(hand_in(served["norway"], "silence-break", silence=procedure.id))
    assert hand_in(served["birch"], "silence-break", silence=procedure.id, reason="Not agreed.") is None
    assert "broken" in served["ash"].get(BACK).content.decode()


def test_words_that_nobody_saw_are_not_put_under_silence(served: dict[str, Client], harbour: Harbour) -> None:
    typed = {"addressees": ["ash"], "until": "2030-03-04T18:00", "seen": head_words(harbour)}
    harbour.do(amendments.Settle(POINT, (reworded(POINTS[1], "Birch lights nothing."),), ()), name="settled")
    assert "The text has changed since this page was opened" in str(hand_in(served["norway"], "silence-start", **typed))
    assert procedures(harbour.view()) == ()


def test_a_track_is_opened_under_a_name_made_of_its_title_and_reports_back(
    served: dict[str, Client], harbour: Harbour
) -> None:
    typed = {"title": "Working group on light", "members": ["birch"], "mandate": "The pier"}
    assert hand_in(served["norway"], "track", **typed) is None
    track = harbour.view().find("working-group-on-light", tracks.Track)
    referral = harbour.do(tracks.Refer(track.id, (POINT,)), to=track.audience)
    assert "Only a member of the track" in str(
        hand_in(served["ash"], "track-report", referral=referral.id, outcome="agreed")
    )
    assert hand_in(served["birch"], "track-report", referral=referral.id, outcome="agreed") is None
    assert not tracks.waiting(harbour.view())


def test_whose_consent_a_point_needs_is_said_with_its_reason(served: dict[str, Client]) -> None:
    typed = {"provision": POINT, "actor": "cedar", "why": "It owns the lamps."}
    assert hand_in(served["ash"], "consent-need", **typed) is None
    page = served["ash"].get("/n/harbour/standing/").content.decode()
    assert "It owns the lamps." in page
    assert hand_in(served["ash"], "consent-unneed", **{**typed, "why": "They were sold."}) is None
    assert "It owns the lamps." not in served["ash"].get("/n/harbour/standing/").content.decode()
    assert "There is no such limb in point 2" in str(hand_in(served["ash"], "consent-need", limb="nothing", **typed))


def test_a_round_ends_as_announced_or_only_as_understood(served: dict[str, Client], harbour: Harbour) -> None:
    typed = {"title": "First round", "where": "Bergen", "participants": ["ash", "birch"], "when": "2030-03-01"}
    assert hand_in(served["ash"], "round", **typed) is None
    begun = harbour.view().acts[-1].id
    both = hand_in(served["ash"], "round-end", round=begun, ending="understood", by=["ash"])
    assert "An end that somebody announced is not only understood" in str(both)
    assert hand_in(served["ash"], "round-end", round=begun, ending="understood") is None
    assert "understood to have ended, not announced" in served["birch"].get(BACK).content.decode()


def test_a_window_and_an_offer_are_said_in_one_s_own_name(served: dict[str, Client], harbour: Harbour) -> None:
    typed = {"spoken": "over the coming days", "about": "drafting", "reach": "days"}
    assert hand_in(served["ash"], "window", **typed) is None
    assert harbour.view().acts[-1].body.by == ("ash",)
    version = harbour.view().find("v0").id
    assert hand_in(served["ash"], "offer", version=version, status="not final", cause="talks go on") is None
    assert "Only Birch can do this for itself" in str(
        hand_in(served["ash"], "offer", version=version, status="final", by="birch")
    )


def test_a_joint_statement_says_only_what_each_speaker_released(served: dict[str, Client], harbour: Harbour) -> None:
    for name in ("ash", "birch"):
        assert hand_in(served[name], "joint-release", words="The talks were useful.") is None
    assert hand_in(served["ash"], "joint-release", words="Much was agreed.") is None
    draft = served["ash"].get("/n/harbour/yes/joint/?speakers=ash&speakers=birch").content.decode()
    assert "not released by" in draft
    assert "at least two different speakers" in str(hand_in(served["ash"], "joint-issue", speakers=["ash"]))
    too_much = hand_in(served["ash"], "joint-issue", speakers=["ash", "birch"], seen="Much was agreed.")
    assert "was not released by all the speakers" in str(too_much)
    assert hand_in(served["ash"], "joint-issue", speakers=["ash", "birch"]) is None
    assert harbour.view().acts[-1].body.elements == ("The talks were useful.",)


def test_a_ranking_is_for_its_party_s_own_eyes(served: dict[str, Client], harbour: Harbour) -> None:
    before = served["birch"].get("/n/harbour/standing/").content
    assert hand_in(served["ash"], "preference", provision=POINT, options="no light = 1\na lamp=0.4") is None
    assert harbour.view().acts[-1].audience == ("ash",)
    assert "a lamp (0.4)" in served["ash"].get("/n/harbour/standing/").content.decode()
    assert served["birch"].get("/n/harbour/standing/").content == before


def test_an_interest_is_for_its_party_s_own_eyes_and_is_answered_on_words_that_were_seen(
    served: dict[str, Client], harbour: Harbour
) -> None:
    before = served["birch"].get("/n/harbour/standing/").content
    assert hand_in(served["ash"], "interest", wants="a lit pier", provisions=[POINT]) is None
    want = harbour.view().acts[-1]
    assert (want.audience, want.body.party) == (("ash",), "ash")
    assert served["birch"].get("/n/harbour/standing/").content == before
    typed = {"interest": want.id, "provision": POINT, "verdict": "met", "to": "ash"}
    assert "The text has changed since this page was opened" in str(
        hand_in(served["ash"], "interest-answer", seen="other words", **typed)
    )
    assert "Open question" in served["ash"].get("/n/harbour/standing/").content.decode()
    assert hand_in(served["ash"], "interest-answer", seen=head_words(harbour), **typed) is None
    assert "Open question" not in served["ash"].get("/n/harbour/standing/").content.decode()
    assert hand_in(served["ash"], "interest-drop", interest=want.id, reason="It is lit.", to="ash") is None
    assert "Done. Interest dropped: Ash; a lit pier" in served["ash"].get("/n/harbour/standing/").content.decode()
    assert "a lit pier" not in served["ash"].get("/n/harbour/standing/").content.decode()


def test_what_a_document_reports_is_recorded_with_it(served: dict[str, Client], harbour: Harbour) -> None:
    document = sources.Register("The Daily", "Talks", PUBLISHED, "0" * 64, published=PUBLISHED)
    harbour.do(document, name="daily")
    typed = {"version": harbour.view().find("v0").id, "actor": "cedar", "told": "seen", "source": "daily"}
    assert hand_in(served["keeper"], "had", quote="Cedar has seen it", place="paragraph 1", **typed) is None
    (account,) = presentations.accounts(harbour.view())
    assert (account.body.by, account.source.outlet if account.source else "") == ("", "The Daily")


@pytest.mark.parametrize("name", ["ash", "norway", "keeper"])
def test_every_door_opens_for_whoever_sits_at_the_table(served: dict[str, Client], name: str) -> None:
    for door in (
        "consent-need", "consent-unneed", "track", "track-report", "signoff-order", "approve", "present", "had",
        "silence-start", "silence-break", "deadline-set", "deadline-move", "deadline-soften", "deadline-meet",
        "deadline-lift", "round", "round-end", "window", "offer", "joint-release", "joint-issue", "preference",
        "interest", "interest-answer", "interest-drop",
    ):  # fmt: skip
        answer = served[name].get(f"/n/harbour/do/{door}/")
        assert answer.status_code == HTTPStatus.OK, door
        assert served["stranger"].get(f"/n/harbour/do/{door}/").status_code == HTTPStatus.NOT_FOUND
