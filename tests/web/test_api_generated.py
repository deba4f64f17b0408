"""The API under what a careless or hostile program sends: never a fault, and every answer as it is described."""

import json
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from onetext.web.api import offered
from onetext.web.api.operation import Operation
from onetext.web.wsgi import application
from web.programs import key

INPUTS = 50
"""Of each kind (what fits the description, what does not), for each operation."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
WORDS = ("1", "v0", "paaaaaaaa1", "ash", "current", "v0.md", "current.docx", "2030-03-01", "office-ash")
UNASKED = st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=2)
KINDS = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


@cache
def described() -> Any:
    """The description, as the program that tries it reads it."""
    found = schemathesis.openapi.from_dict(json.loads(offered.described()))
    found.app = application
    return found


def sometimes_known(case: Any, pick: st.DataObject) -> None:
    """Put words that mean something in the harbour into an address, now and then: else nothing would be found."""
    for place in (case.path_parameters, case.query):
        for name in place or {}:
            if name == "slug":
                place[name] = "harbour"
            elif pick.draw(st.booleans()):
                place[name] = pick.draw(st.sampled_from(WORDS))
    case.query = {**pick.draw(UNASKED), **(case.query or {})}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.value)
@pytest.mark.parametrize("operation", offered.every_operation(), ids=lambda one: one.name)
def test_no_input_is_a_fault_and_every_answer_is_as_described(
    operation: Operation, kind: GenerationMode, served: dict[str, Client]
) -> None:
    del served
    sent = {"Authorization": f"Bearer {key('ash', may_act=True, may_place=True)}"}
    tried = described()[f"/api{operation.path}"][operation.method]
    # What takes nothing can only be sent what it does not take.
    takes = bool(operation.query or operation.takes or operation.path.count("{") > 1)
    inputs = tried.as_strategy(generation_mode=kind if takes else GenerationMode.POSITIVE)
    answered = []

    @settings(
        max_examples=INPUTS,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=inputs, pick=st.data())
    def each(case: Any, pick: st.DataObject) -> None:
        sometimes_known(case, pick)
        answered.append(case.call_and_validate(headers=sent, checks=CHECKS).status_code)

    each()
    assert len(answered) >= INPUTS
