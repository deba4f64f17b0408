"""Claims: what is asserted, by whom, who rebuts it and what is known of its truth; no winner, and no text changed."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from onetext.process import claims, conflicts, disposals, items, tags, verification
from onetext.process.claims import Authorship, Claim, Knowledge, Rebuttal
from onetext.process.conflicts import Conflict
from onetext.record.act import Act
from onetext.record.view import View
from onetext.web.asked import Asked
from onetext.web.pages import Page
from onetext.web.pages.acts_told import Name, names
from onetext.web.pages.looking_back import LookingBack, looking_back
from onetext.web.pages.public.act_told import ActTold, of_act


@dataclass(frozen=True)
class Denial(ActTold):
    """A rebuttal of a claim."""

    by: tuple[Name, ...]
    words: str


@dataclass(frozen=True)
class Part:
    """A part that actors are said to have, or not to have, in a text."""

    role: str
    actors: tuple[Name, ...]
    holds: bool


@dataclass(frozen=True)
class Asserted(ActTold):
    """A claim; `about` is the version or draft that it is about.

    `verdict` is "" for a claim that no comparison of texts could decide. `no_denial` says that it is a claim of no
    knowledge, which does not deny that the text exists.
    """

    kind: str
    by: tuple[Name, ...]
    words: str
    in_words: str
    about: str
    parts: tuple[Part, ...]
    no_denial: bool
    verdict: str
    why: str
    rebuttals: tuple[Denial, ...]
    verified: str
    tags: tuple[str, ...]
    statement: str


@dataclass(frozen=True)
class Answer:
    """One answer to a question, and who gives it."""

    answer: str
    claims: tuple[Asserted, ...]


@dataclass(frozen=True)
class Question:
    """A question to which the record holds different answers, or a rebuttal. `winner` is always None."""

    question: str
    contradictory: bool
    answers: tuple[Answer, ...]
    rebuttals: tuple[Denial, ...]
    winner: None = None


@dataclass(frozen=True)
class Group:
    """The claims of one kind."""

    kind: str
    claims: tuple[Asserted, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of claim to choose, and how many there are of it."""

    kind: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True)
class Claims:
    """The page's value. `open_items` is the true count, which no claim changes."""

    questions: tuple[Question, ...]
    groups: tuple[Group, ...]
    kinds: tuple[Kind, ...]
    open_items: int
    kind: str
    back: LookingBack | None


def public_claims(view: View, asked: Asked) -> Claims:
    """Claims of the kind that was asked for, or all, and the questions on which they differ."""
    told = _Telling(view, asked)
    every = claims.claims(view)
    kind, tag = asked.word("kind"), asked.word("tag")
    marked = tags.tagged(view, tag) if tag else None
    shown = [act for act in every if marked is None or act.id in marked]
    groups = ((one, tuple(act for act in shown if claims.kind_of(act.body) == one)) for one in claims.KINDS)
    found = tuple(
        Group(one, tuple(told.claim(act) for act in acts)) for one, acts in groups if acts and kind in {"", one}
    )
    counted = [(one, sum(claims.kind_of(act.body) == one for act in every)) for one in claims.KINDS]
    return Claims(
        questions=tuple(told.question(one) for one in conflicts.conflicts(view)) if not (kind or tag) else (),
        groups=found,
        kinds=tuple(
            Kind(one, count, one == kind, asked.address("public/claims", kind="" if one == kind else one))
            for one, count in counted
            if count
        ),
        open_items=len(items.open_items(view)),
        kind=kind,
        back=looking_back(view, asked),
    )


class _Telling:
    """How claims are told: what is looked up once for all of them."""

    def __init__(self, view: View, asked: Asked) -> None:
        self.view, self.asked = view, asked
        self.denied = claims.rebuttals(view)
        self.standing = verification.standing(view)

    def claim(self, act: Act[Claim]) -> Asserted:
        """A claim with all that is said of it."""
        view, body = self.view, act.body
        verdict = disposals.verdict(view, act)
        said = view.act(body.statement)
        return Asserted(
            **of_act(view, self.asked, act),
            kind=claims.kind_of(body),
            by=names(view, body.by),
            words=body.words,
            in_words=claims.in_words(view, body),
            about=claims.called(view, claims.text_of(body)) if claims.text_of(body) else "",
            parts=self._parts(body),
            no_denial=isinstance(body.asserts, Knowledge) and not body.asserts.knows,
            verdict=verdict.status if verdict else "",
            why=verdict.why if verdict else "",
            rebuttals=tuple(map(self.denial, self.denied.get(act.id, ()))),
            verified=verification.in_words(view, self.standing[act.id]) if act.id in self.standing else "",
            tags=tags.tags_of(view, act.id),
            statement=said.handle if said else "",
        )

    def _parts(self, body: Claim) -> tuple[Part, ...]:
        if not isinstance(body.asserts, Authorship):
            return ()
        return tuple(Part(part.role, names(self.view, part.actors), part.holds) for part in body.asserts.parts)

    def denial(self, act: Act[Rebuttal]) -> Denial:
        """A rebuttal."""
        told = of_act(self.view, self.asked, act)
        return Denial(**told, by=names(self.view, act.body.by), words=act.body.words)

    def question(self, found: Conflict) -> Question:
        """A question with its answers side by side."""
        answers = tuple(Answer(side.answer, tuple(map(self.claim, side.claims))) for side in found.sides)
        return Question(found.question, found.contradictory, answers, tuple(map(self.denial, found.rebuttals)))


PAGES = (
    Page(
        "public-claims",
        _("Claims"),
        "public/claims",
        public_claims,
        "pages/public_claims.html",
        asks=(("kind", "only claims of this kind"), ("tag", "only with this tag")),
    ),
)
