import pytest
from hypothesis import given
from hypothesis import strategies as st

from onetext.text.sense.claimcheck import compare_claim

ARMY = "The size of the Ukrainian Armed Forces will be limited to 600,000 personnel."
NEIGHBOURS = "It is expected that Russia will not invade neighbouring countries and that NATO will not expand further."
REGIONS = "Crimea, Luhansk and Donetsk will be recognised as de facto Russian, including by the United States."
DONETSK = "Ukrainian forces will withdraw from the part of Donetsk that they currently control."
TEXT = f"{ARMY} {NEIGHBOURS} {REGIONS} {DONETSK}"


@pytest.mark.parametrize(
    ("claim", "finding"),
    [
        ("The Ukrainian Armed Forces will be limited to 600,000 personnel", "supported"),
        ("The Ukrainian Armed Forces will be limited to 800,000 personnel", "not in the text"),
        ("The Ukrainian Armed Forces will be limited to at least 600,000 personnel", "not in the text"),
        ("The size of the Ukrainian Armed Forces will be limited", "narrower"),
        ("Ukrainian forces will withdraw from Donetsk", "broader"),
        ("Ukrainian forces will not withdraw from the part of Donetsk they control", "not in the text"),
        ("Crimea, Luhansk and Donetsk will have legal recognition as Russian", "broader"),
        ("Russia must not invade neighbouring countries and NATO must not expand further", "broader"),
        ("Frozen assets will rebuild Ukrainian cities", "not in the text"),
        ("Ukraine may join the European Union", "not in the text"),
    ],
)
def test_a_claim_is_supported_broader_narrower_or_not_in_the_text(claim: str, finding: str) -> None:
    assert compare_claim(claim, TEXT).finding == finding


def test_both_wordings_and_the_reason_are_given() -> None:
    verdict = compare_claim("The Ukrainian Armed Forces will be limited to 800,000 personnel", TEXT)
    assert verdict.passage == ARMY
    assert TEXT[verdict.start : verdict.end] == ARMY
    assert verdict.claim.endswith("800,000 personnel")
    assert verdict.reason == "the claim says 800,000, the text 600,000"


def test_an_empty_claim_and_an_empty_text_support_nothing() -> None:
    assert compare_claim("", TEXT).finding == "not in the text"
    assert compare_claim("Peace.", "").finding == "not in the text"


@pytest.mark.parametrize("words", [ARMY, NEIGHBOURS, REGIONS, DONETSK])
def test_a_sentence_of_the_text_is_supported_by_the_text(words: str) -> None:
    assert compare_claim(words, TEXT).finding == "supported"


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_passage_stands_in_the_text(claim: str, words: str) -> None:
    verdict = compare_claim(claim, words)
    assert verdict.passage in words


def test_a_claim_of_legal_recognition_is_not_borne_out_by_recognition_of_de_facto_control() -> None:
    text = "Donetsk, Luhansk and Crimea receive international recognition of de facto Russian control."
    found = compare_claim("Donetsk, Luhansk and Crimea receive legal recognition of Russian control", text)
    assert found.finding == "broader"
    assert "legal" in found.reason
