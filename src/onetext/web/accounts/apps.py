"""The accounts, as Django knows them."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """The app of the accounts."""

    name = "onetext.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Begin to keep the journal, and the time of sessions."""
        from onetext.web.accounts import journal, session_end  # noqa: PLC0415  the models are there only now

        journal.listen()
        session_end.listen()
