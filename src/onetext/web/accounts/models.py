"""What the server keeps of people: accounts and their places at negotiations. No act of a negotiation is here."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


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

    objects = Accounts()
    USERNAME_FIELD = "email"

    def __str__(self) -> str:
        return self.name or self.email


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
