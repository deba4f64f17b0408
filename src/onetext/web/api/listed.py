"""The page that lists what the API does, for people."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from onetext.web.accounts.tokens import Scope
from onetext.web.api.offered import every_operation
from onetext.web.api.operation import Operation


@dataclass(frozen=True)
class Word:
    """A word of a query, and what it means."""

    name: str
    meaning: str


@dataclass(frozen=True)
class Listed:
    """An operation as the page lists it."""

    name: str
    method: str
    path: str
    summary: "str | Promise"
    words: tuple[Word, ...]
    scope: Scope


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The page. It says the same to everybody: what there is, and nothing of any negotiation."""
    return render(request, "api.html", {"operations": tuple(map(_listed, every_operation()))})


def _listed(one: Operation) -> Listed:
    words = tuple(Word(*said) for said in one.query.items())
    return Listed(one.name, one.method, f"/api{one.path}", one.summary, words, one.scope)
