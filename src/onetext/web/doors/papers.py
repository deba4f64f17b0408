"""The doors of what stands round statements: leaks, contacts, who checked what, tags, which event came first."""

from collections.abc import Callable
from typing import Any, get_args

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from onetext.process import addressing, contacts, leaks, reach, sources, tags, texts, timeline, verification
from onetext.process.timeline import Before
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.doors import Door, choices
from onetext.web.doors.form import ActForm
from onetext.web.gate import Said


class LeakForm(ActForm):
    """Something of a version came out."""

    version = forms.CharField(label=_("Of which version"), widget=forms.Select)
    extent = forms.CharField(
        label=_("How much came out"), max_length=500, help_text=_("major details, the whole text, points 1 to 4 …")
    )
    outlets = forms.CharField(label=_("Through which outlets"), required=False, max_length=500)

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        choices.choose(self, "version", choices.every_version(view))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One leak."""
        del token
        typed = self.cleaned_data
        version = choices.one(self.view, typed["version"], texts.Table)
        return (leaks.Leak(version.id, typed["extent"], choices.listed(typed["outlets"])),)


class ContactForm(ActForm):
    """Actors were in contact."""

    between = forms.CharField(label=_("Between whom"), max_length=500, help_text=_("Two or more, with commas."))
    manner = forms.CharField(label=_("How"), max_length=100, initial="spoke", help_text=_("spoke, met, letter …"))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One contact."""
        del token
        typed = self.cleaned_data
        return (contacts.Contact(addressing.meant(self.view, typed["between"]), typed["manner"]),)


class AccountForm(ActForm):
    """What one side says of a contact."""

    contact = forms.CharField(label=_("Of which contact"), widget=forms.Select)
    by = forms.CharField(label=_("Whose account"), max_length=200)
    words = forms.CharField(
        label=_("What they say of it"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        choices.choose(self, "contact", choices.told(view, (one.contact for one in contacts.contacts(view))))

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One account."""
        del token
        typed = self.cleaned_data
        contact = choices.one(self.view, typed["contact"], contacts.Contact)
        (by,) = addressing.meant(self.view, typed["by"])[:1] or ("",)
        return (contacts.Account(contact.id, by, typed["words"]),)


class VerifyForm(ActForm):
    """Somebody has seen, verified or denied a document, version, claim or statement."""

    act = forms.CharField(label=_("What"), widget=forms.Select)
    status = forms.ChoiceField(
        label=_("What they did"), choices=[(one, _(one)) for one in get_args(verification.Status)]
    )
    by = forms.CharField(label=_("Who"), max_length=200, help_text=_("An actor or an outlet."))

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        documents = [(act.id, f"{act.body.outlet}: {act.body.title}") for act in sources.documents(view)]
        found = [*choices.every_text(view), *choices.every_claim(view), *choices.every_statement(view), *documents]
        choices.choose(self, "act", found)

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """One status."""
        del token
        typed = self.cleaned_data
        return (verification.Verify(choices.one(self.view, typed["act"]).id, typed["status"], typed["by"]),)


class TagForm(ActForm):
    """Tags on an act."""

    act = forms.CharField(label=_("What"), widget=forms.Select)
    tags = forms.CharField(
        label=_("Tags"), max_length=500, help_text=_("Words such as #geneva, with spaces or commas.")
    )
    FURTHER = ()

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        choices.choose(self, "act", [*choices.every_statement(view), *choices.every_claim(view)])

    def own_fields(self) -> list[forms.BoundField]:
        """Which act, and the tags."""
        return [self["act"], self["tags"]]

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The tags."""
        del token
        typed = self.cleaned_data
        words = tuple(dict.fromkeys(map(tags.plain, choices.tag_words(typed["tags"]))))
        return (tags.Tag(choices.one(self.view, typed["act"]).id, words),)

    def said(self) -> Said:
        """Whoever may read the act may read its tags."""
        act = choices.one(self.view, self.cleaned_data["act"])
        return Said(to="public" if "*" in (found := reach.every_reader(self.view, act)) else ",".join(found))


class BeforeForm(ActForm):
    """One event happened before another."""

    first = forms.CharField(label=_("What came first"), widget=forms.Select)
    then = forms.CharField(label=_("What came after it"), widget=forms.Select)
    gap = forms.CharField(
        label=_("How long before"), required=False, max_length=100, help_text=_("As the source puts it: hours, days …")
    )

    def __init__(self, view: View, asked: Asked, *args: Any, **options: Any) -> None:
        super().__init__(view, asked, *args, **options)
        found = choices.told(view, timeline.events(view))
        choices.choose(self, "first", found)
        choices.choose(self, "then", found)

    def bodies(self, token: Callable[[], str]) -> tuple[object, ...]:
        """The order of two events."""
        del token
        typed = self.cleaned_data
        first, then = choices.one(self.view, typed["first"]), choices.one(self.view, typed["then"])
        return (Before(first.id, then.id, typed["gap"]),)

    def done(self) -> str:
        """That the time line keeps to it."""
        return _now("The time line keeps to this order.")


DOORS = (
    Door("leak", _("Register a leak"), LeakForm),
    Door("contact", _("Record a contact"), ContactForm),
    Door("account", _("Add a side's account of a contact"), AccountForm),
    Door("verify", _("Record who checked something"), VerifyForm),
    Door("tag", _("Put tags on something"), TagForm),
    Door("before", _("Say which came first"), BeforeForm),
)
