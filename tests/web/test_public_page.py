"""The public record: who said what, claims side by side, in which order, and as of which day (section D)."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import msgspec
import pytest
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.fixtures import Settings

from harbour import Harbour
from onetext.process import claims, statements, tags
from onetext.record.audience import KEEPER, audience
from onetext.record.record import Record
from onetext.record.times import Day
from web.browser import Server, chromium, needs_chromium, serving, sit_down
from web.reading import without_tokens
from web.shipped import copied, opened, seated, value


@pytest.fixture(scope="module")
def geneva(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The talks of November 2025, from a press report."""
    with opened("geneva", tmp_path_factory.mktemp("geneva")) as record:
        yield record


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """The invented harbour, with full texts."""
    with opened("harbour", tmp_path_factory.mktemp("harbour")) as record:
        yield record


@pytest.fixture
def keeper(tmp_path: Path, settings: Settings, db: None) -> Iterator[Client]:
    """The keeper of the Geneva record at a browser."""
    del db
    with seated(copied("geneva", tmp_path), settings, {"keeper": (KEEPER, "")}) as cast:
        yield cast["keeper"]


def html(client: Client, path: str, **query: str) -> str:
    """A page of the Geneva record, its white space made single spaces."""
    answer = client.get(f"/n/geneva/{path}", query)
    assert answer.status_code == HTTPStatus.OK
    return " ".join(answer.content.decode().split())


def test_12_the_filter_by_channel_gives_stubb_and_costa_for_x(geneva: Record) -> None:
    page = value(geneva, "public", channel="x")
    assert {one.slug for entry in page.statements for one in entry.speakers} == {"stubb", "costa"}
    channels = {entry.channel for entry in value(geneva, "public").statements}
    assert {"press", "parliament", "x", "radio", "spokesperson", "joint"} <= channels


def test_12_a_spokesperson_speaks_for_somebody_and_a_statement_says_to_whom_it_was_made(geneva: Record) -> None:
    page = value(geneva, "public", speaker="peskov")
    (entry,) = page.statements
    assert "for Russia" in entry.who
    assert entry.addressees == ("journalists",)
    assert page.statements == value(geneva, "public", speaker="russia").statements


def test_13_the_chain_of_outlets_is_drawn_as_three_hops(geneva: Record, keeper: Client) -> None:
    first, *_others = value(geneva, "public", speaker="wadephul").statements
    assert (first.chain, first.hops) == (("Deutschlandfunk", "Reuters", "BBC News"), 3)
    shown = html(keeper, "public/", speaker="wadephul")
    assert "3 hops" in shown
    hops = "".join(
        f'<li dir="auto">{name}</li>' for name in ("Johann Wadephul", "Deutschlandfunk", "Reuters", "BBC News")
    )
    assert hops in shown


def test_44_what_senators_say_that_rubio_told_them_has_depth_two_and_shows_both_speakers(
    geneva: Record, keeper: Client
) -> None:
    nested = [entry for entry in value(geneva, "public", speaker="rubio").statements if entry.outer]
    assert [(entry.depth, entry.outer[0].who) for entry in nested] == [(2, "Bipartisan group of US senators")]
    shown = html(keeper, "public/", speaker="rubio")
    assert "Bipartisan group of US senators said that Marco Rubio" in shown
    assert "depth 2" in shown


def test_6_a_joint_statement_shows_both_speakers_and_its_round(geneva: Record) -> None:
    (entry,) = value(geneva, "public", channel="joint").statements
    assert entry.joint
    assert [one.name for one in entry.speakers] == ["United States", "Ukraine"]
    assert "geneva-talks" in {about.label for about in entry.about}


def test_quoted_words_are_told_from_an_account_of_them(geneva: Record, keeper: Client) -> None:
    entries = value(geneva, "public").statements
    assert {entry.quoted for entry in entries} == {True, False}
    assert html(keeper, "public/").count("reported, not quoted") == sum(not entry.quoted for entry in entries)


def test_7_progress_stands_beside_the_true_count_of_open_items(geneva: Record, keeper: Client) -> None:
    page = value(geneva, "public-claims", kind="progress")
    (group,) = page.groups
    assert {"highly productive", "tremendous amount of progress"} <= {claim.words for claim in group.claims}
    assert page.open_items > 0
    assert f"Open items in the text itself: <b>{page.open_items}</b>" in html(keeper, "public/claims/")


def test_7_no_claim_of_progress_changes_the_count_of_open_items(served: dict[str, Client], harbour: Harbour) -> None:
    before = value(harbour.record, "public-claims").open_items
    harbour.report(claims.Claim(("ash",), "All is agreed.", claims.Progress()))
    after = value(harbour.record, "public-claims")
    assert (after.open_items, before > 0) == (before, True)
    assert "All is agreed." in served["birch"].get("/n/harbour/public/claims/").content.decode()


def test_14_pressure_and_principle_are_on_the_time_line(geneva: Record) -> None:
    events = value(geneva, "public-events").events
    assert any("zero gratitude" in event.what and "pressure" in event.claims for event in events)
    assert any("principle" in event.claims for event in events)


def test_16_the_context_is_a_claim_with_an_asserter(geneva: Record) -> None:
    (group,) = value(geneva, "public-claims", kind="context").groups
    (claim,) = group.claims
    assert [one.name for one in claim.by] == ["Donald Trump"]
    assert "oil from Russia" in claim.words


def test_15_the_post_stands_before_the_accounts_without_a_clock(geneva: Record) -> None:
    line = value(geneva, "public-events")
    order = [event.name for event in line.events]
    assert order.index("zero-gratitude") < order.index("joint-statement")
    assert order.index("zero-gratitude") < order.index("very-good-day")
    assert order.index("told-the-senators") < order.index("senators-account") < order.index("with-input")
    post = next(event for event in line.events if event.name == "zero-gratitude")
    assert post.time.at is None
    assert any("hours before" in said for said in post.before)
    assert line.conflicts == ()


def test_47_as_of_a_day_shows_only_what_was_known_by_then(geneva: Record, keeper: Client) -> None:
    then = value(geneva, "public-events", as_of="2025-11-23")
    known = {event.name for event in then.events}
    assert "joint-statement" in known
    assert "not-received" not in known
    shown = html(keeper, "public/", as_of="2025-11-23")
    assert 'As of <time datetime="2025-11-23" title="2025-11-23">23 November 2025</time>: only' in shown
    assert "Moscow has not yet received" not in shown
    assert "Moscow has not yet received" in html(keeper, "public/")


def test_47_the_slider_runs_from_the_first_day_that_something_was_known_to_the_last(geneva: Record) -> None:
    now, then = (value(geneva, "public", as_of=day).back for day in ("", "2025-11-23"))
    assert (now.first.isoformat(), now.last.isoformat(), now.place) == ("2025-11-17", "2025-11-25", now.span)
    assert (then.first, then.last, then.day.isoformat(), then.past) == (now.first, now.last, "2025-11-23", True)
    assert then.place == 6


def test_47_the_form_works_without_script_and_keeps_the_filters(keeper: Client) -> None:
    shown = html(keeper, "public/", channel="x", as_of="2025-11-24")
    form = re.search(r'<form class="looking-back" method="get".*?</form>', shown)
    assert form is not None
    assert '<input type="hidden" name="channel" value="x">' in form[0]
    assert 'type="range"' in form[0]
    assert re.search(r'<input type="date"[^>]* name="as_of"[^>]* value="2025-11-24"', form[0])
    assert '<time datetime="2025-11-24" title="2025-11-24">24 November 2025</time>' in form[0]


def test_47_the_title_and_the_zone_of_the_record_stand_round_a_past_day_too(keeper: Client) -> None:
    shown = html(keeper, "public/", as_of="2025-11-23")
    assert "Geneva talks on the 28-point peace framework" in shown
    assert "Europe/Zurich" in shown


def test_a_day_that_is_none_is_refused_in_a_sentence(keeper: Client) -> None:
    answer = keeper.get("/n/geneva/public/", {"as_of": "last week"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "“last week” is not a date" in answer.content.decode()


def test_26_a_claim_about_a_text_nobody_has_seen_is_unverified(geneva: Record, keeper: Client) -> None:
    (group,) = value(geneva, "public-claims", kind="disposition").groups
    assert [claim.verdict for claim in group.claims] == ["unverified"]
    assert "the text of v1 is not available" in html(keeper, "public/claims/", kind="disposition")


def test_26_when_the_text_comes_the_comparison_proves_the_claim_true_or_false(river: Record) -> None:
    (now,) = value(river, "public-claims", kind="disposition").groups
    assert "proved false" in {claim.verdict for claim in now.claims}
    (then,) = value(river, "public-claims", as_of="2025-06-01", kind="disposition").groups
    assert {claim.verdict for claim in then.claims} == {"unverified"}


def test_27_a_contact_stands_once_with_each_sides_account(geneva: Record) -> None:
    found = [one for one in value(geneva, "public-papers").contacts if "stubb" in {side.slug for side in one.between}]
    (contact,) = found
    assert [account.by.slug for account in contact.accounts] == ["stubb"]
    assert [side.slug for side in contact.silent] == ["zelensky"]


def test_29_seen_by_one_and_not_verified_by_another_with_its_history(geneva: Record, keeper: Client) -> None:
    verified = value(geneva, "public-papers").verified
    draft = next(one for one in verified if one.handle == "e3-draft")
    assert draft.status == "seen by Reuters; not independently verified by BBC"
    assert [said.by for said in draft.history] == ["Reuters", "BBC"]
    assert all(said.source for said in draft.history)
    assert draft.status in html(keeper, "public/papers/")


def test_30_no_knowledge_stands_beside_existence_and_nobody_wins(geneva: Record, keeper: Client) -> None:
    questions = value(geneva, "public-claims").questions
    about = next(one for one in questions if one.question == "Does e3-draft exist?")
    answers = {answer.answer: [one.by[0].name for one in answer.claims] for answer in about.answers}
    assert answers["it exists"] == ["Reuters"]
    (no_knowledge,) = (answer for answer in answers if answer != "it exists")
    assert "not a denial" in no_knowledge
    assert "it does not exist" not in answers
    assert all(one.winner is None for one in questions)
    assert "These differ, and yet all could be true. No winner is chosen." in html(keeper, "public/claims/")


def test_43_three_claims_of_authorship_and_a_denial_none_deleted(geneva: Record) -> None:
    (group,) = value(geneva, "public-claims", kind="authorship").groups
    written = [
        [one.slug for one in part.actors] for claim in group.claims for part in claim.parts if part.role == "author"
    ]
    assert written == [["us"], ["russia"], ["us"]]
    assert [denial.by[0].slug for claim in group.claims for denial in claim.rebuttals] == [
        "rubio",
        "state-spokesperson",
    ]


def test_45_input_is_a_role_of_its_own(geneva: Record, keeper: Client) -> None:
    (group,) = value(geneva, "public-claims", kind="authorship").groups
    inputs = [
        [one.name for one in part.actors] for claim in group.claims for part in claim.parts if part.role == "input"
    ]
    assert inputs == [["Russia", "Ukraine"]]
    assert "with input from <b>Russia and Ukraine</b>" in html(keeper, "public/claims/")


def test_46_the_denial_is_kept_with_its_words_beside_the_claim(keeper: Client) -> None:
    shown = html(keeper, "public/claims/")
    assert re.search(r"rebutted by</span> <b>A State Department spokesperson</b>: “blatantly false”", shown)


def test_11_a_leak_is_told_with_what_came_out_and_that_it_is_not_proof(geneva: Record, keeper: Client) -> None:
    leaks = value(geneva, "public-papers").leaks
    assert ("v0", "details of the original draft") in {(one.version, one.extent) for one in leaks}
    papers = html(keeper, "public/papers/")
    assert "no proof of having passed it on" in papers
    assert "likeness of words" not in papers  # nothing was compared here


def test_48_every_statement_and_claim_of_a_report_names_its_source(geneva: Record) -> None:
    groups = value(geneva, "public-claims").groups
    told = [*value(geneva, "public").statements, *(claim for group in groups for claim in group.claims)]
    assert len(told) > 30
    for one in told:
        source = one.source
        assert source.outlet == "BBC News"
        assert source.quote
        assert source.place.startswith("paragraph")
        assert re.fullmatch("[0-9a-f]{64}", source.digest)


def test_48_sources_are_registered_with_their_hash_and_counted(geneva: Record) -> None:
    (document,) = value(geneva, "public-papers").documents
    cited = [act for act in geneva.view() if act.source is not None]
    assert (document.outlet, document.cited) == ("BBC News", len(cited))


def test_49_a_filter_by_tag(geneva: Record) -> None:
    page = value(geneva, "public", tag="geneva")
    assert {"joint-statement", "stubb-post"} <= {entry.handle for entry in page.statements}
    assert all("geneva" in entry.tags for entry in page.statements)
    assert len(page.statements) < page.every


@pytest.mark.parametrize(
    ("claim", "finding"),
    [
        ("Ukraine pledges not to seek membership of Nato", "supported"),
        ("Russia will not invade its neighbours", "broader"),
        ("Russia gets legal recognition", "not in the text"),
    ],
)
def test_50_a_reports_claims_are_checked_against_the_text(geneva: Record, claim: str, finding: str) -> None:
    page = value(geneva, "public-check", claim=claim)
    assert [limb.finding for limb in page.limbs] == [finding]
    assert page.limbs[0].claim == claim


def test_50_both_wordings_are_shown(keeper: Client) -> None:
    shown = html(keeper, "public/check/", claim="Russia gets legal recognition", point="b")
    assert "“Russia gets legal recognition”" in shown
    assert "international recognition of de facto Russian control" in shown


def test_50_a_point_that_is_not_there_is_said_in_a_sentence_and_the_claim_is_kept(keeper: Client) -> None:
    answer = keeper.get("/n/geneva/public/check/", {"claim": "Russia gets all", "point": "99"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    shown = answer.content.decode()
    assert "There is no point “99”" in shown
    assert "Russia gets all</textarea>" in shown


def test_filters_are_combined_by_links_that_say_how_many_each_leaves(geneva: Record, keeper: Client) -> None:
    page = value(geneva, "public", channel="x")
    speakers = next(facet for facet in page.facets if facet.name == "speaker")
    stubb = next(option for option in speakers.options if option.value == "stubb")
    both = value(geneva, "public", channel="x", speaker="stubb")
    assert stubb.count == len(both.statements)
    assert "channel=x" in stubb.address
    assert "speaker=stubb" in stubb.address
    channels = next(facet for facet in both.facets if facet.name == "channel")
    assert next(option for option in channels.options if option.chosen).address.endswith("public/?speaker=stubb")
    answer = html(keeper, "public/", channel="x", speaker="stubb")
    assert answer.count('<article class="statement"') == stubb.count


def test_a_filter_by_what_is_asserted_and_one_by_point(geneva: Record) -> None:
    pressing = value(geneva, "public", kind="pressure").statements
    assert pressing
    assert all("pressure" in {claim.kind for claim in entry.claims} for entry in pressing)
    point = geneva.view().find("main-problem").body.points[0]
    assert "main-problem" in {entry.handle for entry in value(geneva, "public", point=point).statements}


def test_filters_that_nothing_passes_say_so(keeper: Client) -> None:
    assert "No statement has all of these" in html(keeper, "public/", speaker="stubb", channel="parliament")


def test_times_are_told_as_far_as_they_are_known(served: dict[str, Client], harbour: Harbour) -> None:
    met = harbour.clock().date()
    harbour.report(statements.Statement(("ash",), "We met."), name="met", happened=Day(met))
    harbour.report(statements.Statement(("birch",), "Who knows when."), name="unknown-when")
    shown = " ".join(served["ash"].get("/n/harbour/public/").content.decode().split())
    day = f'<span class="when"><time datetime="{met.isoformat()}" title="{met.isoformat()}">'
    assert day in shown
    assert "time not known; known by" in shown


def test_the_public_record_of_the_table_is_not_shown_to_the_public(river: Record) -> None:
    seen = value(river, "public", whose="public")
    every = value(river, "public", whose="norvane")
    hidden = {entry.id for entry in every.statements} - {entry.id for entry in seen.statements}
    assert hidden
    assert seen.every == len(seen.statements)
    assert not hidden & set(re.findall("[0-9a-f]{64}", repr(seen)))


def test_what_one_may_not_see_changes_no_count_and_no_choice(served: dict[str, Client], harbour: Harbour) -> None:
    paths = ("public/", "public/claims/", "public/events/", "public/papers/", "public/check/")
    before = [_without_token(served["birch"], path) for path in paths]
    only_ash = audience(["ash"])
    made = harbour.report(statements.Statement(("cedar",), "Kept back.", "radio"), name="kept-back", to=only_ash)
    harbour.do(tags.Tag(made.id, ("secret",)), "ash", to=only_ash)
    harbour.report(claims.Claim(("cedar",), "Kept back too.", claims.Progress(), made.id), to=only_ash)
    assert [_without_token(served["birch"], path) for path in paths] == before
    assert "Kept back." in served["ash"].get("/n/harbour/public/").content.decode()


def _without_token(client: Client, path: str) -> str:
    return without_tokens(client.get(f"/n/harbour/{path}").content).decode()


@pytest.mark.parametrize("page", ["public", "public-claims", "public-events", "public-papers", "public-check"])
@pytest.mark.parametrize("whose", [KEEPER, "public", "norvane"])
def test_a_page_is_plain_values_that_can_be_given_as_data(river: Record, page: str, whose: str) -> None:
    assert msgspec.json.encode(value(river, page, whose), enc_hook=str)


HEX = re.compile(r">[^<>]*\b(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{8}\b[^<>]*<")


@pytest.mark.parametrize("path", ["public/", "public/events/", "public/claims/", "record/", "text/11/"])
def test_no_page_calls_an_act_by_the_beginning_of_its_id(
    tmp_path: Path, settings: Settings, db: None, path: str
) -> None:
    del db
    with seated(copied("harbour", tmp_path), settings, {"delegate": ("tarn", "norvane")}) as clients:
        page = clients["delegate"].get(f"/n/harbour/{path}").content.decode()
        assert HEX.findall(page) == []
        assert not re.search(r"hours after\s+<span dir=\"auto\">mud<", page)


def test_a_statement_names_the_round_that_it_is_about_by_its_title_and_its_channel_as_one(river: Record) -> None:
    about = {one.label for entry in value(river, "public").statements for one in entry.about}
    assert "First round" in about
    assert not {"round-1", "round-2"} & about


def test_a_list_to_choose_from_is_in_the_readers_language_also_where_it_is_cut(
    served: dict[str, Client], harbour: Harbour
) -> None:
    harbour.do(statements.Statement(("ash",), "We dig. " * 40), "ash")
    served["ash"].post("/language/", {"language": "fr"})
    page = served["ash"].get("/n/harbour/do/statement/").content.decode()
    assert "Ash said" not in page
    assert "We dig. We dig." in page


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, Server]]:
    """The Geneva record, served, and Chromium."""
    record = copied("geneva", tmp_path_factory.mktemp("slider"))
    with serving(record, {"keeper": (KEEPER, "")}) as server, chromium() as browser:
        yield browser, server


def _at_the_slider(table: tuple[Browser, Server]) -> tuple[Page, Locator]:
    browser, server = table
    _context, page = sit_down(browser, server, "keeper", locale="en-GB", viewport={"width": 1280, "height": 900})
    page.goto("/n/geneva/public/?channel=press")
    return page, page.get_by_label("The record as of")


@needs_chromium
def test_by_keys_the_slider_chooses_a_day_in_words_and_goes_there_with_enter(table: tuple[Browser, Server]) -> None:
    page, slider = _at_the_slider(table)
    here = page.url
    slider.press("ArrowLeft")
    slider.press("ArrowLeft")
    expect(page.locator("#as-of-words")).to_have_text("23 November 2025")
    expect(slider).to_have_attribute("aria-valuetext", "23 November 2025")
    expect(page.get_by_text("(now)")).to_be_hidden()
    page.wait_for_timeout(300)  # a page that goes by itself would have gone
    assert page.url == here
    expect(slider).to_be_focused()
    slider.press("Enter")
    page.wait_for_url("**as_of=2025-11-23**")
    assert "channel=press" in page.url
    expect(page.get_by_label("The record as of")).to_be_focused()
    assert "Moscow has not yet received" not in page.content()
    page.context.close()


@needs_chromium
def test_by_pointer_the_slider_goes_where_it_is_let_go(table: tuple[Browser, Server]) -> None:
    page, slider = _at_the_slider(table)
    box = slider.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] - 4, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, middle, steps=4)
    expect(page.locator("#as-of-words")).not_to_have_text("25 November 2025")
    chosen = page.get_by_label("Day").input_value()
    assert "as_of" not in page.url
    page.mouse.up()
    page.wait_for_url(f"**as_of={chosen}**")
    page.context.close()
