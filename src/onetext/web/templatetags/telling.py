"""How values are told on a page: dates in words with their ISO form, words in their own direction."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from onetext.web import once

register = template.Library()


class Name(Protocol):
    """Somebody with a name."""

    @property
    def name(self) -> str:
        """What they are called."""


@register.simple_tag(takes_context=True)
def moment(context: template.Context, value: datetime | date | None, otherwise: str = "") -> SafeString | str:
    """A moment or day in words, its ISO form for programs and on hover; in the reader's zone, or else the record's."""
    if value is None:
        return otherwise
    if not isinstance(value, datetime):
        return format_html('<time datetime="{0}" title="{0}">{1}</time>', value.isoformat(), on_day(value))
    local = value.astimezone(zone_of(context))
    words, iso = f"{on_day(local)}, {local:%H:%M}", local.isoformat(timespec="minutes")
    # On paper, where nothing is told on hover, the day stands in figures behind the words.
    return format_html('<time datetime="{0}" title="{0}" data-day="{1}">{2}</time>', iso, iso[:10], words)


@register.simple_tag(takes_context=True)
def moment_that_ends(context: template.Context, value: datetime) -> SafeString:
    """A moment at which something ends, with the zone beside it: whoever mistakes the zone comes too late."""
    told = _("{moment} (time zone {zone})")
    return format_html(told, moment=moment(context, value), zone=zone_of(context).key)


@register.simple_tag(takes_context=True)
def told_zone(context: template.Context) -> str:
    """The zone in which this reader is told times, by its name."""
    return zone_of(context).key


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


def zone_of(context: template.Context) -> ZoneInfo:
    """The zone in which this reader is told times."""
    request, frame = context.get("request"), context.get("frame")
    own = getattr(getattr(request, "user", None), "zone", "")
    return ZoneInfo(own or (frame.zone if frame else "UTC"))
