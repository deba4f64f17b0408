"""To whom an act is addressed: the readers that a person names, and those that are meant when nothing is said."""

from onetext.process import actors, negotiation
from onetext.record.act import Basis, Reported
from onetext.record.audience import KEEPER, PUBLIC, Audience, audience
from onetext.record.errors import refuse
from onetext.record.view import View


def readers(view: View, text: str) -> Audience:
    """The audience that "public", "table" or a list such as "us,ukraine" means."""
    if text == "public":
        return PUBLIC
    if text == "table":
        return actors.the_table(view)
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name != KEEPER:
            actors.known(view, name)
    if not names:
        refuse(
            "Say who may read it: everybody, the table, or actors by name.",
            typed="--to public, --to table, or actors with commas",
        )
    return audience(names)


def usual_readers(view: View, basis: Basis, *, private: bool = False) -> Audience:
    """Who reads an act of the viewer's where nothing is said: everybody what is reported, the table what is one's own.

    An act of a `private` kind is for the viewer's side alone. What the keeper does is public in a record that says so,
    and as long as nobody has a seat.
    """
    if private:
        return audience((view.viewer.name,))
    if isinstance(basis, Reported):
        return PUBLIC
    if view.viewer.name == KEEPER:
        opened = view[negotiation.Negotiation].opened
        confidential = opened is not None and opened.body.readers == "table"
        return actors.the_table(view) if confidential and actors.seated(view) else PUBLIC
    return audience({*actors.the_table(view), view.viewer.name})


def meant(view: View, text: str) -> tuple[str, ...]:
    """The actors that somebody names as people do: by what they are called or by slug, with commas between several.

    Raises Refused when one of them is not in the record.
    """
    called = {act.body.name.casefold(): act.body.slug for act in actors.everybody(view)}
    called |= {act.body.slug: act.body.slug for act in actors.everybody(view)}
    if (whole := text.strip().casefold()) in called:
        return (called[whole],)
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = next((name for name in names if name.casefold() not in called), None)
    if unknown is not None:
        refuse(
            "Nobody in this record is called “{name}”: choose a name from the list, or name them first.", name=unknown
        )
    return tuple(dict.fromkeys(called[name.casefold()] for name in names))


def slugs(view: View, text: str | None) -> tuple[str, ...]:
    """The actors that a list such as "us,ukraine" names. Raises Refused when one of them is not in the record."""
    names = tuple(name.strip() for name in (text or "").split(",") if name.strip())
    return tuple(actors.known(view, name).body.slug for name in names)
