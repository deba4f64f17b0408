"""Django, for the threads that answer requests."""

import os

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onetext.web.settings")


class InUtf8(WSGIRequest):
    """A request whose words are UTF-8, whatever its Content-Type says of them.

    Any codec of Python could be named there: some decode no text at all, and some make words that cannot be kept.
    """

    @property
    def encoding(self) -> str:
        """How the words are read."""
        return "utf-8"

    @encoding.setter
    def encoding(self, said: str) -> None:
        del said


class Application(WSGIHandler):
    """Django, as it is called for each request."""

    request_class = InUtf8


django.setup(set_prefix=False)
application = Application()
