"""Programs: clients that send a key of somebody's place with every call, and no cookie."""

from django.test import Client

from onetext.web.accounts import tokens
from onetext.web.accounts.models import Account


def key(name: str, *, may_act: bool = False, may_place: bool = False, negotiation: str = "harbour") -> str:
    """A new key of one of the cast."""
    account = Account.objects.get(email=f"{name}@harbour.example")
    return tokens.make(account, negotiation, "a program", 30, may_act=may_act, may_place=may_place)


def program(name: str, *, may_act: bool = False, may_place: bool = False) -> Client:
    """A program of one of the cast."""
    return Client(headers={"authorization": f"Bearer {key(name, may_act=may_act, may_place=may_place)}"})
