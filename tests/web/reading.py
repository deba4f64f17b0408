"""Reading an answer: what a person reads on a page, and the same page without what is made anew for each request."""

import re
from html.parser import HTMLParser

_BLOCK = re.compile(r"</?(?:p|div|h\d|li|dt|dd|td|th|tr|article|section|option|label|summary|title)\b")


def without_tokens(content: bytes) -> bytes:
    """The bytes of a page without what is random in each answer: the token against forged forms, a form's own key."""
    return re.sub(rb'name="(?:csrfmiddlewaretoken|once)" value="[^"]*"', b"", content)


class _Text(HTMLParser):
    """The text content of a fragment of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def text_of(html: str) -> str:
    """The text content of a piece of HTML, to the last character."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    return "".join(reader.found)


def plain(html: str) -> str:
    """The words that a person reads, with one space between them."""
    return " ".join(text_of(_BLOCK.sub(r" \g<0>", html)).split())
