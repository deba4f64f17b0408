"""The doors by which acts come in, one module a subject: forms that make the body of an act of what was typed."""

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise

from onetext.web.doors.form import ActForm


@dataclass(frozen=True)
class Door:
    """A form that hands in acts. `name` is its address below the negotiation's `do/`."""

    name: str
    title: "str | Promise"
    form: type[ActForm]


@cache
def every_door() -> dict[str, Door]:
    """Every door that a module of this room declares in DOORS, by name; two of one name are a fault of the program."""
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    doors = [door for module in modules for door in getattr(module, "DOORS", ())]
    found = {door.name: door for door in doors}
    if len(found) != len(doors):
        raise ValueError("two doors share one name")
    return found
