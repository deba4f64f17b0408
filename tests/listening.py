"""What a process resolves and draws of the web is told to whoever listens.

Run as a program, it is the command line, and tells the run of tests that began it: a server of its own is visited too.
"""

import os
import runpy
from collections.abc import Callable
from pathlib import Path

from django.core.handlers.base import BaseHandler
from django.http import HttpRequest
from django.template.base import Template
from django.template.context import Context
from django.test.signals import template_rendered
from django.urls import ResolverMatch

ELSEWHERE = "ONETEXT_TESTS_VISITS"
"""The folder in which processes that a run of tests begins say what they visit."""


def listen(route: Callable[[str], None], template: Callable[[str], None]) -> None:
    """Have each address that is resolved and each template that is drawn told, whichever test asks for it."""
    resolve = BaseHandler.resolve_request

    def resolved(handler: BaseHandler, request: HttpRequest) -> ResolverMatch:
        found = resolve(handler, request)
        route(found.route)
        return found

    def drawn(template: Template, tell: Callable[[str], None] = template, **_: object) -> None:
        tell(str(template.origin.name))

    setattr(BaseHandler, "resolve_request", resolved)  # noqa: B010  Django has no signal that says the address
    template_rendered.connect(drawn, weak=False)


def say_in(folder: Path) -> None:
    """Have what this process visits written down there, each once, at once: it may be killed."""
    said = set[str]()

    def note(kind: str, name: str) -> None:
        if (line := f"{kind} {name}\n") not in said:
            said.add(line)
            with (folder / str(os.getpid())).open("a", encoding="utf-8") as file:
                file.write(line)

    listen(lambda name: note("route", name), lambda name: note("template", name))
    render = getattr(Template, "_render")  # noqa: B009  Django's types know nothing of it

    def rendered(template: Template, context: Context) -> object:
        template_rendered.send(sender=template, template=template, context=context)
        return render(template, context)

    setattr(Template, "_render", rendered)  # noqa: B010  Django tells it in its own tests only


def said_in(folder: Path) -> tuple[set[str], set[str]]:
    """The addresses and the templates that other processes visited."""
    lines = [line for path in folder.iterdir() for line in path.read_text("utf-8").splitlines()]
    split = [line.partition(" ") for line in lines]
    routes, templates = ({name for kind, _, name in split if kind == wanted} for wanted in ("route", "template"))
    return routes, templates


if __name__ == "__main__":
    if ELSEWHERE in os.environ:
        say_in(Path(os.environ[ELSEWHERE]))
    runpy.run_module("onetext", run_name="__main__", alter_sys=True)
