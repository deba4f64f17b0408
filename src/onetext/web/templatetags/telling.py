"""How values are told on a page: dates in words with their ISO form, words in their own direction."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal, Protocol

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from onetext.process.moments import Known
from onetext.sentences import Moment
from onetext.web import once

register = template.Library()


class Name(Protocol):
    """Somebody with a name."""

    @property
    def name(self) -> str:
        """What they are called."""


@register.simple_tag
def moment(value: datetime | date | None, otherwise: str = "") -> SafeString | str:
    """A moment or day in words, its ISO form for programs and on hover; in the reader's zone, or else the record's."""
    if value is None:
        return otherwise
    if not isinstance(value, datetime):
        return format_html('<time datetime="{0}" title="{0}">{1}</time>', value.isoformat(), on_day(value))
    local = timezone.localtime(value)
    words, iso = _by_the_clock(local), local.isoformat(timespec="minutes")
    # On paper, where nothing is told on hover, the day stands in figures behind the words.
    return format_html('<time datetime="{0}" title="{0}" data-day="{1}">{2}</time>', iso, iso[:10], words)


@register.simple_tag
def known(value: Known, told: Literal["", "bare", "day"] = "") -> SafeString | str:
    """Since when something is known: of a report that is known by its day, that day, in every zone the same.

    `told` is "bare" where the words around it say that something was known by then, "day" where no clock is wanted.
    """
    if value.at is None:
        return moment(value.day) if told else format_html(_("known by {day}"), day=moment(value.day))
    return moment(timezone.localtime(value.at).date() if told == "day" else value.at)


@register.simple_tag
def moment_that_ends(value: datetime) -> SafeString:
    """A moment at which something ends, with the zone beside it: whoever mistakes the zone comes too late."""
    return format_html(_("{moment} (time zone {zone})"), moment=moment(value), zone=told_zone())


@register.simple_tag
def day_looked_at(value: date, zone: str) -> SafeString | str:
    """The day or moment as of which a record is shown; a day is the record's, whose zone is named beside another."""
    if isinstance(value, datetime) or zone == told_zone():
        return moment(value)
    return format_html(_("{moment} (time zone {zone})"), moment=moment(value), zone=zone)


@register.simple_tag
def told_zone() -> str:
    """The zone in which this reader is told times, by its name: their own, or else the record's."""
    return str(timezone.get_current_timezone())


def in_a_sentence(said: Moment) -> str:
    """A day or an instant that a sentence tells, in the reader's words and by their clock."""
    if not isinstance(said.value, datetime):
        return on_day(said.value)
    local = timezone.localtime(said.value)
    return _by_the_clock(local) if said.clock else on_day(local)


def _by_the_clock(local: datetime) -> str:
    return f"{on_day(local)}, {local:%H:%M}"


@register.filter
def on_day(value: date) -> str:
    """A day in words, as the reader's language writes it in a sentence."""
    return date_format(value, pgettext("how a day is written, in Django's letters", "j F Y"))


@register.simple_tag
def once_only() -> SafeString:
    """The field by which a form that is sent twice is recognised; it stands beside the CSRF token."""
    return format_html('<input type="hidden" name="{}" value="{}">', once.FIELD, once.key())


@register.filter
def join_names(people: Sequence[Name]) -> str:
    """The names of some people of the record, with "and" before the last."""
    *others, last = [one.name for one in people] or [""]
    return _("%(others)s and %(last)s") % {"others": ", ".join(others), "last": last} if others else last
