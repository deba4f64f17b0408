"""The accounts, as Django knows them."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """The app of the accounts."""

    name = "onetext.web.accounts"
    label = "accounts"
