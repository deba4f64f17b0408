"""Leaks, contacts, what was verified by whom, the documents on which all of it rests, and tags."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from onetext.process import actors, claims, contacts, leaks, moments, sources, tags, verification
from onetext.process.contacts import Told
from onetext.process.leaks import Leak
from onetext.process.moments import Known
from onetext.process.verification import Verify
from onetext.record.act import Act
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.pages import Page
from onetext.web.pages.acts_told import Cited, Name, cited, names
from onetext.web.pages.looking_back import LookingBack, looking_back
from onetext.web.pages.public.act_told import ActTold, of_act

# Words of the record that the templates translate.


@dataclass(frozen=True)
class Account:
    """What one side said of a contact."""

    id: str
    by: Name
    words: str
    source: Cited | None


@dataclass(frozen=True)
class Contact(ActTold):
    """A contact, once, with the account of each side; `silent` are those of whom none is recorded."""

    between: tuple[Name, ...]
    manner: str
    accounts: tuple[Account, ...]
    silent: tuple[Name, ...]
    alike: tuple[str, ...]


@dataclass(frozen=True)
class LeakedOut(ActTold):
    """What came out of a version, and who is on record as having had it."""

    version: str
    extent: str
    outlets: tuple[str, ...]
    held: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Standing:
    """What somebody has seen, verified or denied, since when, and what says so."""

    id: str
    status: str
    by: str
    known: Known
    now: bool
    source: Cited | None


@dataclass(frozen=True)
class Verified:
    """A document, version, claim or statement with its present status in words, and every earlier one."""

    id: str
    handle: str
    status: str
    history: tuple[Standing, ...]


@dataclass(frozen=True)
class Document:
    """A registered document, and how many acts rest on it."""

    id: str
    handle: str
    outlet: str
    title: str
    published: date | None
    retrieved: date
    digest: str
    url: str
    cited: int


@dataclass(frozen=True)
class Tagged:
    """A tag and how many acts carry it."""

    tag: str
    acts: tuple[str, ...]
    address: str


@dataclass(frozen=True)
class Papers:
    """The page's value."""

    leaks: tuple[LeakedOut, ...]
    caution: str
    contacts: tuple[Contact, ...]
    verified: tuple[Verified, ...]
    documents: tuple[Document, ...]
    tags: tuple[Tagged, ...]
    back: LookingBack | None


def public_papers(view: View, asked: Asked) -> Papers:
    """All of them, each in the order of the record."""
    return Papers(
        leaks=tuple(_leak(view, asked, act) for act in leaks.leaks(view)),
        caution=leaks.HAVING_IS_NOT_TELLING,
        contacts=tuple(_contact(view, asked, one) for one in contacts.contacts(view)),
        verified=_verified(view),
        documents=_documents(view),
        tags=tuple(
            Tagged(tag, tuple(act.handle for act in acts), asked.address("public", tag=tag))
            for tag, acts in tags.every_tag(view)
        ),
        back=looking_back(view, asked),
    )


def _leak(view: View, asked: Asked, act: Act[Leak]) -> LeakedOut:
    body = act.body
    version = view.find(body.version)
    held = tuple((actors.name(view, one.actor), one.how) for one in leaks.held_by(view, version))
    return LeakedOut(
        **of_act(view, asked, act),
        version=claims.called(view, body.version),
        extent=body.extent,
        outlets=body.outlets,
        held=held,
    )


def _contact(view: View, asked: Asked, told: Told) -> Contact:
    act = told.contact
    return Contact(
        **of_act(view, asked, act),
        between=names(view, act.body.between),
        manner=act.body.manner,
        accounts=tuple(
            Account(one.id, Name(one.body.by, actors.name(view, one.body.by)), one.body.words, cited(one))
            for one in told.accounts
        ),
        silent=names(view, told.silent),
        alike=tuple(other.handle for other in told.alike),
    )


def _verified(view: View) -> tuple[Verified, ...]:
    past: dict[str, list[Act[Verify]]] = {}
    for said in verification.history(view):
        past.setdefault(said.body.act, []).append(said)
    now = verification.standing(view)
    found = []
    for id_, history in past.items():
        standing = now.get(id_, ())
        told = tuple(_standing(view, said, now=said in standing) for said in history)
        found.append(Verified(id_, claims.called(view, id_), verification.in_words(view, standing), told))
    return tuple(found)


def _standing(view: View, said: Act[Verify], *, now: bool) -> Standing:
    by = actors.name(view, said.body.by)
    return Standing(said.id, said.body.status, by, moments.known(view, said), now, cited(said))


def _documents(view: View) -> tuple[Document, ...]:
    counts = Counter(act.source.digest for act in view if act.source is not None)
    return tuple(
        Document(
            act.id,
            act.handle,
            act.body.outlet,
            act.body.title,
            act.body.published,
            act.body.retrieved,
            act.body.digest,
            act.body.url,
            counts[act.body.digest],
        )
        for act in sources.documents(view)
    )


PAGES = (
    Page("public-papers", _("Leaks, contacts, sources"), "public/papers", public_papers, "pages/public_papers.html"),
)
