"""The process, one module a subject: its acts, the rule each must pass, what each does, the questions to ask of it."""

import importlib
import pkgutil
from functools import cache

from onetext.record.subject import Catalogue, catalogue


@cache
def every_subject() -> Catalogue:
    """The catalogue of every subject in this room: each module that declares a SUBJECT."""
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    return catalogue(module.SUBJECT for module in modules if hasattr(module, "SUBJECT"))
