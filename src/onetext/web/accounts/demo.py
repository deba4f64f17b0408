"""The demonstration: the examples, a cast of people, and links that sign each of them in while it runs."""

from dataclasses import dataclass

from django.contrib.auth import login
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from onetext.record.audience import KEEPER
from onetext.web.accounts.models import Account, Membership, Published

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SALT = "onetext.demo"


@dataclass(frozen=True)
class Person:
    """One of the cast: who they are in the record, for whom they act, and what that is called."""

    name: str
    person: str
    party: str
    what: str


CAST = {
    "geneva": (
        Person("The keeper", KEEPER, "", "keeps the record"),
        Person("Marco Rubio", "rubio", "us", "for the United States"),
        Person("Volodymyr Zelensky", "zelensky", "ukraine", "for Ukraine"),
        Person("Alexander Stubb", "stubb", "finland", "for Finland, not at the table"),
    ),
    "harbour": (
        Person("Teodra Lind", "lind", "halmere", "mediates, for Halmere"),
        Person("Ilse Tarn", "tarn", "norvane", "for Norvane"),
        Person("Leda Marsh", "marsh", "sellmark", "for Sellmark"),
        Person("Corin Hale", "hale", "tyresse", "for Tyresse"),
        Person("Mira Quell", "quell", "pilots", "observes, for the Pilots' Guild"),
    ),
}


def set_up(origin: str) -> tuple[str, ...]:
    """Make an account for each of the cast; the lines that tell who there is, each with a link that signs in."""
    lines = []
    for negotiation, people in CAST.items():
        Published.objects.get_or_create(negotiation=negotiation)
        lines.append(f"{negotiation.title()}:")
        lines += [
            _line(f"{one.name}, {one.what}", f"{origin}/accounts/demo/{_link(negotiation, one)}/") for one in people
        ]
        lines.append(_line("Anybody, reading what is public", f"{origin}/n/{negotiation}/"))
    return tuple(lines)


def _line(who: str, link: str) -> str:
    return f"  {who:<46} {link}"


def _link(negotiation: str, one: Person) -> str:
    account = Account.objects.create_user(f"{one.person}@{negotiation}.example", name=one.name)
    Membership.objects.create(account=account, negotiation=negotiation, person=one.person, party=one.party)
    return signing.Signer(salt=SALT).sign(str(account.pk))


@require_safe
def enter(request: HttpRequest, signed: str) -> HttpResponse:
    """Sign in as one of the cast. This address exists in a demonstration alone, and its secret ends with it."""
    try:
        number = int(signing.Signer(salt=SALT).unsign(signed))
    except signing.BadSignature as error:
        raise Http404 from error
    place = Membership.objects.filter(account=int(number)).order_by("pk").first()
    if place is None:
        raise Http404
    login(request, place.account, backend=BACKEND)
    return redirect(f"/n/{place.negotiation}/")
