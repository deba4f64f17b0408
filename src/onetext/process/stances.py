"""Stances: who stands where, party by party, on every point, pending amendment and whole version."""

from __future__ import annotations

from dataclasses import dataclass, field

from onetext.process import amendments, current, points, positions, tacit, texts
from onetext.process.positions import Reading
from onetext.process.silence import Silence
from onetext.process.texts import MAIN
from onetext.record.act import Act
from onetext.record.view import View
from onetext.sentences import say, term


@dataclass(frozen=True)
class Row:
    """One row of the matrix: what the stances are on, in which version, and each party's stance on it (or none).

    `by_silence` are the parties whose silence adopted these words, each with the procedure; it goes before `readings`.
    """

    called: str
    version: str
    provision: str
    readings: dict[str, Reading]
    by_silence: dict[str, Act[Silence]] = field(default_factory=dict)


def matrix(view: View, line: str = MAIN) -> tuple[Row, ...]:
    """Who stands where: every version that somebody took a stance on as a whole, every point, pending amendments."""
    who = positions.parties(view)
    whole_print = current.fingerprint_now(view, line)
    found = []
    for version in texts.versions(view, line):
        whole = {p: r for p in who if (r := positions.on_whole(view, p, version.id, line))}
        if whole:
            found.append(Row(say("whole {version}", version=version.handle), version.handle, "", whole))
    for standing in current.standings(view, line):
        stances = {p: r for p in who if (r := positions.reading(view, p, standing, line))}
        adds = points.adding(standing) is not None
        if stances or (points.is_point(standing) and not adds):
            id_ = standing.provision.id
            prints = {"": whole_print, id_: standing.fingerprint}
            quiet = {p: a for p in who if (a := tacit.consent(view, p, prints, stances.get(p), line))}
            found.append(Row(points.label(standing), standing.version.handle, id_, stances, quiet))
        for amendment in standing.pending:
            on = {p: r for p in who if (r := positions.on_amendment(view, p, amendment))}
            if on or adds:
                called = say("amendment {name}", name=amendments.called(view, amendment))
                found.append(Row(called, term("proposed"), standing.provision.id, on))
    return tuple(found)
