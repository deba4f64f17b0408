"""Which provisions of two texts correspond because amendments merged or split them, by their lasting ids."""

from collections.abc import Iterable

from onetext.process import amendments
from onetext.record.view import View
from onetext.text.alignment import Correspondence
from onetext.text.provision import Wording


def correspondences(
    view: View, ids: tuple[str, str], before: Wording, after: Wording, told: Iterable[Correspondence]
) -> dict[Correspondence, str]:
    """What settled mergers and splits say of provisions that only one of two texts has, with the amendments' names.

    `ids` are those of the two versions; provisions of which persons `told` something are left to them.

    A merged provision belongs to the one that it was merged into, a part of a split to the one that was split.
    """
    olds, news = (_present(wording) for wording in (before, after))
    homes = _homes(view, ids)
    taken = {id_ for one in told for id_ in (*one.before, *one.after)}
    members: dict[str, set[str]] = {}
    by: dict[str, dict[str, None]] = {}
    for here, there in ((olds, news), (news, olds)):
        for id_ in here.keys() - there.keys():
            home, names = _home(id_, there, homes)
            if home and not {id_, home} & taken:
                members.setdefault(home, {home}).add(id_)
                by.setdefault(home, {}).update(dict.fromkeys(names))
    return {
        Correspondence(tuple(i for i in olds if i in group), tuple(i for i in news if i in group)): ", ".join(
            sorted(by[home])
        )
        for home, group in members.items()
    }


def _present(wording: Wording) -> dict[str, None]:
    """The ids of the provisions that stand there, in their order; one that is vacant does not."""
    return {p.id: None for p in wording if not p.vacant}


def _homes(view: View, ids: tuple[str, str]) -> dict[str, tuple[str, str]]:
    """Where each merged provision, and each part of a split, belongs, by amendments settled since the earlier text."""
    sides = [act for act in (view.act(id_) for id_ in ids) if act is not None]
    since = min((act.order for act in sides), default=None)
    found = {}
    for act in amendments.proposals(view):
        settled = amendments.outcome(view, act.id)
        structural = act.body.change in ("merge", "split") and settled is not None and settled[0] == "accepted"
        if structural and settled is not None and since is not None and settled[1].order > since:
            found.update(dict.fromkeys(act.body.others, (act.body.provision, amendments.called(view, act))))
    return found


def _home(id_: str, present: dict[str, None], homes: dict[str, tuple[str, str]]) -> tuple[str, list[str]]:
    """The provision that stands in a text to which this one belongs, and by which amendments; "" where none does."""
    names: list[str] = []
    met = {id_}
    while id_ in homes and id_ not in present:
        id_, name = homes[id_]
        names.append(name)
        if id_ in met:
            return "", []
        met.add(id_)
    return (id_, names) if id_ in present else ("", [])
