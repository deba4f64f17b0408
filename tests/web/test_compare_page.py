"""Two texts side by side: what became of each point, unknown kept apart from dropped, and a person's word respected."""

from http import HTTPStatus

import pytest
from django.test import Client

from harbour import POINTS, Harbour, reworded
from onetext.process import texts
from onetext.process.alignments import Match
from onetext.record.audience import Viewer
from onetext.text.provision import Provision
from onetext.web.asked import Asked
from onetext.web.pages.comparing.two_texts import Compare, compare, witnesses

AT = "/n/harbour/compare/"


def compared(harbour: Harbour, before: str, after: str) -> Compare:
    asked = Asked("harbour", "mayor-ash", "ash", query={"before": (before,), "after": (after,)})
    return compare(harbour.record.view(Viewer("ash")), asked)


@pytest.fixture
def two(harbour: Harbour) -> Harbour:
    one, two, three = POINTS
    disposed = (texts.Disposed(two.id, "dropped", "agreed to leave it out"),)
    wording = (reworded(one, "Ash should dredge the harbour."), three)
    harbour.do(texts.Table("V1", parent=harbour.view().find("v0").id, wording=wording, disposed=disposed), name="v1")
    return harbour


def test_a_row_says_what_became_of_a_point_and_calls_out_what_matters(two: Harbour) -> None:
    found = compared(two, "v0", "v1")
    row = next(row for row in found.rows if row.left and row.left[0].label == "1")
    assert "reworded" in row.dispositions
    assert any(said.kind == "modality" and "should" in said.sentence for said in row.said)
    dropped = next(row for row in found.rows if "dropped" in row.dispositions)
    assert (dropped.left[0].label, dropped.right) == ("2", ())
    assert "agreed to leave it out" in dropped.reason


def test_the_words_of_either_side_are_whole(two: Harbour) -> None:
    found = compared(two, "v0", "v1")
    row = next(row for row in found.rows if row.changed)
    assert "".join(s.words for s in row.left[0].stretches) == "Ash shall dredge the harbour."
    assert "".join(s.words for s in row.right[0].stretches) == "Ash should dredge the harbour."


def test_a_text_that_is_not_available_is_no_empty_comparison(harbour: Harbour, served: dict[str, Client]) -> None:
    harbour.table("v1", parent="v0", known=False)
    told = served["ash"].get(AT, {"before": "v0", "after": "v1"}).content.decode()
    assert "Its text is not available; 0 claims about it are recorded." in told
    assert "dropped" not in told


def test_what_a_person_says_of_points_stands(two: Harbour, served: dict[str, Client]) -> None:
    v0, v1 = (two.view().find(name) for name in ("v0", "v1"))
    sent = {
        "one": v0.id,
        "other": v1.id,
        "before": [POINTS[1].id],
        "after": [POINTS[2].id],
        "reason": "it took its place",
    }
    answer = served["norway"].post("/n/harbour/do/align/", sent)
    assert answer.status_code == HTTPStatus.FOUND
    rows = compared(two, "v0", "v1").rows
    row = next(row for row in rows if row.before == (POINTS[1].id,) and row.after == (POINTS[2].id,))
    assert row.put_right is not None
    assert (row.put_right.who, row.put_right.reason) == ("Norway", "it took its place")
    assert [other.id for other in rows if other.put_right] == [row.id]
    told = served["ash"].get(AT, {"before": "v0", "after": "v1"}).content.decode()
    assert told.count("put right by <bdi>Norway</bdi>") == 1
    assert f"/n/harbour/record/{row.put_right.act}/" in told
    assert "it took its place" in served["ash"].get(f"/n/harbour/record/{row.put_right.act}/").content.decode()
    turned = compared(two, "v1", "v0").rows
    assert [other.before for other in turned if other.put_right] == [(POINTS[2].id,)]


def test_the_last_word_on_a_row_is_the_one_that_is_told(two: Harbour) -> None:
    v0, v1 = (two.view().find(name).id for name in ("v0", "v1"))
    for by, reason in (("mayor-ash/ash", "so it seems"), ("mayor-birch/birch", "it was agreed at lunch")):
        two.do(Match(v0, v1, (POINTS[1].id,), (POINTS[2].id,), reason=reason), by)
    told = [row.put_right for row in compared(two, "v0", "v1").rows if row.put_right]
    assert [(one.who, one.reason) for one in told] == [("Birch", "it was agreed at lunch")]


def test_what_one_party_put_right_for_itself_leaves_no_trace_with_others(
    two: Harbour, served: dict[str, Client]
) -> None:
    query = {"before": "v0", "after": "v1"}
    before = served["birch"].get(AT, query).content
    v0, v1 = (two.view().find(name).id for name in ("v0", "v1"))
    two.do(Match(v0, v1, (POINTS[1].id,), (POINTS[2].id,), reason="as we see it"), "mayor-ash/ash", to=("ash",))
    assert "as we see it" in served["ash"].get(AT, query).content.decode()
    assert served["birch"].get(AT, query).content == before


def test_a_rule_that_forbids_an_alignment_is_told_and_what_was_typed_is_kept(
    two: Harbour, served: dict[str, Client]
) -> None:
    v0, v1 = (two.view().find(name) for name in ("v0", "v1"))
    answer = served["norway"].post("/n/harbour/do/align/", {"one": v0.id, "other": v1.id, "reason": "to be seen"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    told = answer.content.decode()
    assert "Name at least one point" in told
    assert "to be seen" in told


def test_a_difference_between_two_leaks_is_no_change(harbour: Harbour) -> None:
    v0 = harbour.view().find("v0")
    for name, words in (("leak-1", "Ash shall dredge the harbour."), ("leak-2", "Ash shall dredge the port.")):
        harbour.report(texts.Witness(v0.id, name, (reworded(POINTS[0], words),)), name=name)
    rows = compared(harbour, "leak-1", "leak-2").rows
    assert {name for row in rows for name in row.dispositions} == {"wordings differ"}
    asked = Asked("harbour", "mayor-ash", "ash", parts={"version": "v0"})
    (found,) = witnesses(harbour.record.view(Viewer("ash")), asked).collations
    assert found.differ == 1


def many(harbour: Harbour, count: int) -> None:
    """Two versions of many points: the last of the earlier is the first of the later, every tenth has other words."""
    kinds = ("pilots", "lamps", "nets", "cranes", "ropes", "tugs", "buoys")
    words = [
        f"Vessel {n} keeps {kinds[n % 7]} for berth {n * 7 + 3} and pays {n * 13 + 5} crowns." for n in range(count)
    ]
    old = [
        Provision(f"pmany{n:04d}", said, number=str(n + 1), mark=f"{n + 1}. ", gap="\n") for n, said in enumerate(words)
    ]
    new = [reworded(p, (p.words or "").replace("keeps", "may keep")) if n % 10 == 4 else p for n, p in enumerate(old)]
    moved = "The pilot boards every vessel before dawn and leaves it after the last lamp is lit at the pier."
    old[-1] = reworded(old[-1], f"{old[-1].words} {moved}")
    new[0] = reworded(new[0], f"{new[0].words} {moved}")
    line = harbour.do(texts.Line("Long", ("ash",)), name="long")
    first = harbour.do(texts.Table("Long 0", line=line.id, wording=tuple(old)), name="long-0")
    harbour.do(texts.Table("Long 1", line=line.id, parent=first.id, wording=tuple(new)), name="long-1")


def asked_for(**query: str) -> Asked:
    return Asked("harbour", "mayor-ash", "ash", query={name: (word,) for name, word in query.items()})


def test_a_long_text_is_shown_leaf_by_leaf_and_counted_whole(harbour: Harbour, served: dict[str, Client]) -> None:
    many(harbour, 250)
    view = harbour.record.view(Viewer("ash"))
    leaves = [compare(view, asked_for(before="long-0", after="long-1", leaf=leaf)) for leaf in "123"]
    assert [len(one.rows) for one in leaves] == [100, 100, 50]
    assert len({row.id for one in leaves for row in one.rows}) == 250
    assert sum(one.count for one in leaves[0].fared) >= 250
    for leaf in ("0", "4", "x"):
        query = {"before": "long-0", "after": "long-1", "leaf": leaf}
        assert served["ash"].get(AT, query).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_moved_words_lead_to_their_other_end_on_whichever_leaf_it_is(harbour: Harbour) -> None:
    many(harbour, 250)
    view = harbour.record.view(Viewer("ash"))
    first, last = (compare(view, asked_for(before="long-0", after="long-1", leaf=leaf)) for leaf in "13")
    here = [s for row in first.rows for cell in row.right for s in cell.stretches if s.to]
    away = [s for row in last.rows for cell in row.left for s in cell.stretches if s.to]
    assert [(s.place, s.to.partition("?")[0]) for s in here] == [("from 250", "/n/harbour/compare/")]
    assert here[0].to.endswith("leaf=3#row-250")
    assert away[0].to.endswith("leaf=1#row-1")


@pytest.mark.usefixtures("two")
def test_a_comparison_leads_to_its_documents_and_to_the_versions(served: dict[str, Client]) -> None:
    told = served["ash"].get(AT, {"before": "v0", "after": "v1"}).content.decode()
    assert "/n/harbour/documents/?before=v0&amp;after=v1#compared" in told
    assert 'href="/n/harbour/versions/"' in told


def test_a_rival_of_which_one_knows_nothing_is_no_choice(harbour: Harbour, served: dict[str, Client]) -> None:
    before = served["birch"].get(AT).content
    line = harbour.do(texts.Line("Our own draft", ("ash",)), "ash", name="own", to=("ash",))
    harbour.do(texts.Table("Own", line=line.id, wording=POINTS), "ash", name="own-1", to=("ash",))
    assert served["birch"].get(AT).content == before
    assert "own-1" in served["ash"].get(AT).content.decode()
    assert served["birch"].get(AT, {"before": "v0", "after": "own-1"}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
