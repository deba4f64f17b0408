"""Whether a document is valid Akoma Ntoso: by the schema of the standard, from our own copy of it."""

from functools import cache
from importlib import resources
from pathlib import Path

from lxml import etree

from onetext.exchange.akoma_ntoso.names import AKN
from onetext.exchange.xml import Element


def fault(root: Element) -> str:
    """Where a document first breaks the schema, "" for a valid one."""
    schema = _schema()
    if schema.validate(root):
        return ""
    first = schema.error_log[0]
    return f"line {first.line}: {first.message.replace(AKN, '').rstrip('.')}"


@cache
def _schema() -> etree.XMLSchema:
    """The schema; what it imports stands beside it, so that nothing is fetched."""
    folder = resources.files("onetext.exchange") / "schemas"
    with resources.as_file(folder) as here:
        return etree.XMLSchema(etree.parse(Path(here) / "akomantoso30.xsd"))
