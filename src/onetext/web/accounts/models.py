"""What the server keeps of people: accounts and their places at negotiations. No act of a negotiation is here."""

from collections.abc import Iterator
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac


class Accounts(BaseUserManager["Account"]):
    """How accounts are made."""

    def create_user(self, email: str, password: str | None = None, **fields: str) -> "Account":
        """A new account, which signs in with its address; without a password it must be given one first."""
        account = self.model(email=self.normalize_email(email).casefold(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A person who signs in. What it may see follows from its places and from the record; nobody is above that."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True, default="")
    zone = models.CharField(max_length=64, blank=True, default="")
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(auto_now_add=True)
    generation = models.PositiveIntegerField(default=0)

    objects = Accounts()
    USERNAME_FIELD = "email"

    def __str__(self) -> str:
        return self.name or self.email

    def get_session_auth_hash(self) -> str:
        """What a session must still match: it ends with a new password, and where its owner signs out everywhere."""
        return salted_hmac("onetext.session", f"{self.generation}:{self.password}", algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """None: the server has one secret, and no older one is honoured."""
        yield from ()

    def sign_out_everywhere(self) -> None:
        """End every session of this account at once."""
        self.generation += 1
        self.save(update_fields=["generation"])


class Membership(models.Model):
    """An account's place at a negotiation: as which person of the record, and for which party ("" for itself)."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    negotiation = models.CharField(max_length=64)
    person = models.CharField(max_length=64)
    party = models.CharField(max_length=64, blank=True, default="")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One place a negotiation."""

        constraints = (models.UniqueConstraint(fields=["account", "negotiation"], name="one_place_each"),)

    def __str__(self) -> str:
        return f"{self.account} at {self.negotiation}"


class Published(models.Model):
    """A negotiation whose public acts anybody may read without signing in."""

    negotiation = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.negotiation


class InvitationsKept(models.Manager["Invitation"]):
    """How invitations are found."""

    def standing(self) -> "QuerySet[Invitation]":
        """Those that can still be accepted."""
        return self.filter(accepted=None, withdrawn=None, until__gt=timezone.now())


class Invitation(models.Model):
    """An address was invited to a place. Of the secret in its link only a digest is kept."""

    negotiation = models.CharField(max_length=64)
    person = models.CharField(max_length=64)
    party = models.CharField(max_length=64, blank=True, default="")
    email = models.EmailField()
    digest = models.CharField(max_length=64, unique=True)
    by = models.CharField(max_length=129)
    made = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()
    accepted = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)

    objects: ClassVar[InvitationsKept] = InvitationsKept()

    def __str__(self) -> str:
        return f"{self.email} to {self.negotiation}"


class ApiToken(models.Model):
    """A secret with which a program comes as an account to one negotiation. Only its digest is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    negotiation = models.CharField(max_length=64)
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=16, unique=True)
    digest = models.CharField(max_length=64)
    may_act = models.BooleanField(default=False)
    may_place = models.BooleanField(default=False)
    made = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()
    last_used = models.DateField(null=True)
    revoked = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} of {self.account} at {self.negotiation}"
