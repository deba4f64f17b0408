"""Answers to a browser: a page of a negotiation drawn by its template, and a door that hands in acts."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onetext.exchange import formats
from onetext.process import actors, moments, negotiation
from onetext.record.audience import THE_PUBLIC
from onetext.record.errors import AlreadyRecorded, RecordError, Unsourced
from onetext.record.view import View
from onetext.web import clock, gate, once, seen
from onetext.web.accounts import memberships
from onetext.web.accounts.tokens import Scope
from onetext.web.asked import Asked
from onetext.web.doors import Door, every_door
from onetext.web.doors.form import ActForm
from onetext.web.live import changes
from onetext.web.pages import Download, Page, every_page
from onetext.web.refusals import status_of, told

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tab:
    """An entry of the navigation."""

    title: str
    address: str
    here: bool


@dataclass(frozen=True)
class Frame:
    """What stands round every page of a negotiation.

    `as_of` is the past day or moment that is shown, None at present; `observes` says that whoever is here may act, for
    an observer.
    """

    title: str
    who: str
    zone: str
    as_of: date | datetime | None
    tabs: tuple[Tab, ...]
    seen: str
    observes: bool


def frame(view: View, asked: Asked, page: Page | None) -> Frame:
    """The frame of a page: which negotiation, as whom, where else one can go, and what they have seen."""
    tabs = (
        Tab(str(one.title), asked.address(one.path), page is not None and page.name == one.name)
        for one in every_page()
        if one.place is not None
    )
    zone = negotiation.zone(view)
    return Frame(
        negotiation.title(view),
        gate.who(view, asked),
        zone.key,
        moments.named(asked.as_of, zone) if asked.as_of else None,
        tuple(tabs),
        changes.mark(view),
        asked.may_act and actors.role(view, asked.whose) == "observer",
    )


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The negotiations at which somebody has a place."""
    found = []
    for slug in memberships.negotiations(request):
        try:
            at = gate.visit(request, slug)
        except Http404:
            continue
        except RecordError as error:
            # One record that cannot be read stops nobody from going to the others.
            LOG.warning("%s", error)
            continue
        found.append(
            {"title": negotiation.title(at.view), "who": gate.who(at.view, at.asked), "address": at.asked.address()}
        )
    return render(request, "home.html", {"negotiations": found})


def let_in(
    request: HttpRequest, slug: str, parts: Mapping[str, str] = gate.NOTHING, scope: Scope | None = None
) -> gate.Visit | HttpResponse:
    """Let somebody in; whoever has not signed in is asked to, whether or not there is such a negotiation.

    `scope` is what a program comes for, where the method does not say it.
    """
    try:
        at = gate.visit(request, slug, parts, scope)
    except Http404:
        if request.user.is_authenticated:
            raise
        return redirect_to_login(request.get_full_path())
    clock.of_the_record(request, _today(at))
    return at


def _today(at: gate.Visit) -> View:
    """What the visitor sees at present: the title and the zone of today stand also round a page that looks back."""
    return at.record.view(at.view.viewer) if at.asked.as_of else at.view


@require_GET
def show(request: HttpRequest, slug: str, page: Page, **parts: str) -> HttpResponse:
    """One page of a negotiation."""
    at = let_in(request, slug, parts)
    if isinstance(at, HttpResponse):
        return at
    asked = replace(at.asked, seen=seen.since(request, slug, at.view), marked=seen.is_marked(request, slug))
    value = page.build(at.view, asked)
    around = {"page": value, "asked": asked, "frame": frame(_today(at), asked, page)}
    # A page that asks for something with a form of its own says what was wrong with it, and keeps what was typed.
    status = HTTPStatus.UNPROCESSABLE_ENTITY if getattr(value, "refusal", "") else HTTPStatus.OK
    return seen.begun(request, render(request, page.template, around, status=status), asked, at.view)


@require_POST
def mark_seen(request: HttpRequest, slug: str) -> HttpResponse:
    """Whoever is here has seen what was new, up to the moment that the page named. It is no act of the negotiation."""
    at = let_in(request, slug)
    if isinstance(at, HttpResponse):
        return at
    response = HttpResponseRedirect(_back(request, at.asked))
    return seen.marked(request, response, slug, min(seen.moment(request.POST.get("until", "")), at.view.latest))


@require_GET
def download(request: HttpRequest, slug: str, file: Download, **parts: str) -> HttpResponse:
    """A file made of what somebody sees of a negotiation."""
    at = let_in(request, slug, parts)
    if isinstance(at, HttpResponse):
        return at
    called = "-".join((slug, file.name, *parts.values())) if parts else f"{slug}-{file.path}"
    answer = HttpResponse(file.build(at.view, at.asked), content_type=file.media or formats.media(called))
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=called)
    return answer


@require_http_methods(["GET", "POST"])
def door(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A form that hands in acts: shown when it is asked for, handed in when it is sent."""
    at = let_in(request, slug)
    if isinstance(at, HttpResponse):
        return at
    found = every_door().get(name)
    if at.view.viewer == THE_PUBLIC and not request.user.is_authenticated:
        # What everybody may read, only whoever signs in may act on: a session may have ended while somebody wrote.
        return redirect_to_login(request.get_full_path())
    if found is None or not at.asked.may_act:
        raise Http404
    if request.method == "GET":
        form = found.form(at.view, at.asked, initial=request.GET.dict())
        return _form_page(request, at, found, form)
    return _sent(request, at, found)


def _sent(request: HttpRequest, at: gate.Visit, found: Door) -> HttpResponse:
    """The answer to a form that was sent."""
    name_of_it = once.name_of(request, at.asked)
    form = found.form(at.view, at.asked, request.POST, request.FILES)
    if not form.shown_again and name_of_it and at.record.has(name_of_it):
        form.handed_in = at.record.added(name_of_it)
        return _done(request, at, form)
    if form.shown_again or not form.is_valid():
        status = HTTPStatus.OK if form.shown_again else HTTPStatus.UNPROCESSABLE_ENTITY
        return _form_page(request, at, found, form, status)
    try:
        if (answer := form.answer()) is not None:
            return _form_page(request, at, found, form, answer=answer)
        form.hand_in(at, name_of_it)
    except AlreadyRecorded:
        # The same form came twice at once, and the other was first.
        form.handed_in = at.record.added(name_of_it)
        return _done(request, at, form)
    except RecordError as error:
        # A rule may have refused because the words changed meanwhile: the form is made anew on what stands now.
        now = replace(at, view=at.record.view(at.view.viewer))
        form = found.form(now.view, now.asked, request.POST, request.FILES)
        form.add_error(None, told(error))
        form.point_to(error.lacking if isinstance(error, Unsourced) else ())
        return _form_page(request, now, found, form, status_of(error))
    report = form.report()
    return _done(request, at, form) if report is None else _form_page(request, at, found, form, answer=report)


def _done(request: HttpRequest, at: gate.Visit, form: ActForm) -> HttpResponse:
    """The answer to a form that is in, now or since it was sent before: then its choices may not stand any more."""
    back = _back(request, at.asked)
    valid = form.is_valid()
    # It may hold words of the record: it is shown at this negotiation alone (see said.html).
    messages.success(request, form.done() if valid else _("Done."), extra_tags=at.asked.slug)
    return HttpResponseRedirect(form.onward(back) if valid else back)


def _form_page(
    request: HttpRequest,
    at: gate.Visit,
    door: Door,
    form: Any,
    status: HTTPStatus = HTTPStatus.OK,
    answer: object | None = None,
) -> HttpResponse:
    around = {"door": door, "form": form, "asked": at.asked, "frame": frame(at.view, at.asked, None)}
    around["answer"] = answer
    around["back"] = _back(request, at.asked)
    return render(request, form.template, around, status=status)


def _back(request: HttpRequest, asked: Asked) -> str:
    """Where to go when a form is done: the page it was opened from, if that is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours and wanted.startswith("/") else asked.address()
