"""Positions: where each party stands on exact words. Nothing carries over: a stance lapses when the words change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

import msgspec
from rpds import HashTrieMap, HashTrieSet, List

from onetext.process import actors, amendments, current, points, principals, reach, texts, tracks
from onetext.process.amendments import Propose
from onetext.process.current import Standing
from onetext.process.targets import GONE, brings, limbs_of
from onetext.process.texts import MAIN
from onetext.record.act import Act, Own
from onetext.record.errors import Refused, refuse
from onetext.record.subject import Kind, Subject
from onetext.record.view import View
from onetext.sentences import Sentence, quoted, say, term
from onetext.text.provision import fingerprint

Stance = Literal["agreed", "ad referendum", "conditional", "reserved", "opposed", "silent", "described"]
Reservation = Literal["", "general", "scrutiny", "parliamentary", "linguistic"]
Status = Literal["stands", "lapsed", "unknown"]
YES = ("agreed", "ad referendum")
_WORDED = frozenset({"add", "replace", "merge", "delete"})


class Take(msgspec.Struct, frozen=True, omit_defaults=True):
    """A party takes a stance on words: of a point, of a limb of it, of an amendment, or of a whole version.

    `provision` is "" for a whole version; `limb` holds the limb's exact words; `amendment` is the amendment's id.
    `version` is the version in which the words stood, `words` their fingerprint ("" where the words are not known,
    "gone" where what is agreed is that the point goes). `by` is who stated it, where a source says so.
    "described" is what a source says of a party's attitude (in `reason`) where no formal stance is known.
    """

    party: str
    stance: Stance
    version: str
    words: str = ""
    provision: str = ""
    limb: str = ""
    amendment: str = ""
    reservation: Reservation = ""
    condition: str = ""
    reason: str = ""
    by: str = ""
    line: str = MAIN


class Confirm(msgspec.Struct, frozen=True, omit_defaults=True):
    """The principal lifts "ad referendum" from a stance (its act's id); `by` is who did, where a source says so."""

    stance: str
    by: str = ""


@dataclass(frozen=True)
class Positions:
    """Every stance by its id; those of a party on a point or (under "") on whole versions, newest first."""

    taken: HashTrieMap[str, Act[Take]] = HashTrieMap()
    of: HashTrieMap[tuple[str, str, str], List[Act[Take]]] = HashTrieMap()
    parties: HashTrieSet[str] = HashTrieSet()
    confirmed: HashTrieMap[str, List[Act[Confirm]]] = HashTrieMap()


@dataclass(frozen=True)
class Reading:
    """How a stance reads at this moment: in effect, and whether it stands, with what must be said about it."""

    act: Act[Take]
    stance: Stance
    status: Status
    note: str = ""
    flags: tuple[str, ...] = ()

    @property
    def party(self) -> str:
        """Whose stance it is."""
        return self.act.body.party


def reading(view: View, party: str, standing: Standing, line: str = MAIN) -> Reading | None:
    """Where a party stands on a point as it now reads; None where it has taken no position.

    A stance on the whole text counts for each of its points as long as the whole stands word for word; a stance on a
    limb is part of the stance on its point. The latest that stands counts; else the latest is shown as lapsed.
    """
    present = _bound(standing)
    on_point = [a for a in _of(view, party, standing.provision.id, line) if not a.body.limb]
    on_limbs = [a for a in _of(view, party, standing.provision.id, line) if a.body.limb]
    old = [a for a in on_point if not a.body.amendment]
    if present is None:
        return _unknown(view, standing, old or on_limbs)
    standing_now = [a for a in on_point if a.body.words == present and _brings_words(view, a)]
    standing_now += [a for a in _of(view, party, "", line) if a.body.stance in YES and _whole_stands(view, a)]
    words = standing.provision.words if on_limbs else None
    present_limbs = _limb_prints(view, standing, words)
    limbs = _limb_reading(view, on_limbs, present_limbs)
    best = max(standing_now, key=lambda act: act.order, default=None)
    if limbs is not None and (best is None or limbs.act.order > best.order):
        return limbs
    if best is not None:
        return _read(view, best, "stands", "" if best.body.provision else say("with the whole text"))
    old += [a for a in on_limbs if a.body.words not in present_limbs]
    return _lapsed(view, max(old, key=lambda act: act.order)) if old else None


def on_whole(view: View, party: str, version: str, line: str = MAIN) -> Reading | None:
    """A party's stance on a whole version; None where it has taken none."""
    found = [a for a in _of(view, party, "", line) if a.body.version == version]
    if not found:
        return None
    latest = max(found, key=lambda act: act.order)
    head = texts.head(view, line)
    if head is not None and head.id != version and current.wording(view, line) is None:
        return _read(view, latest, "unknown", _unknown_note(view, latest, head.handle))
    if _whole_stands(view, latest):
        return _read(view, latest, "stands", "" if latest.body.words else say("its words are not known here"))
    return _lapsed(view, latest)


def on_amendment(view: View, party: str, amendment: Act[Propose]) -> Reading | None:
    """A party's stance on an amendment's words, as carried onto the present ones; None where it has taken none.

    One taken before the amendment was carried onto other words lapses: it would bring words that nobody agreed to.
    """
    on_point = [a for a in _of(view, party, amendment.body.provision, amendment.body.line) if not a.body.limb]
    if not on_point:
        return None
    result = brings(view, amendment)
    alike = amendment.body.change in _WORDED
    found = [
        a
        for a in on_point
        if (a.body.amendment == amendment.id and a.body.words in {result, ""})
        or (alike and result and a.body.words == result and _brings_words(view, a))
    ]
    if found:
        return _read(view, max(found, key=lambda act: act.order), "stands")
    old = [a for a in on_point if a.body.amendment == amendment.id]
    note = say("lapsed: carried onto other words, the amendment reads otherwise now")
    return _read(view, max(old, key=lambda act: act.order), "lapsed", note) if old else None


def in_version(view: View, party: str, provision: str, version: Act[texts.Table]) -> Reading | None:
    """A party's stance on a point's words in a version, whatever the text says now; None where it took none there."""
    found = points.words_in(view, provision, version)
    words = found.fingerprint or ""
    line = version.body.line
    whole_words = texts.fingerprint_in(version, current.wording_of(view, version))
    on = [
        a
        for a in _of(view, party, provision, line)
        if not a.body.limb and _brings_words(view, a)
        if (a.body.words == words if words else a.body.version == version.id and not a.body.amendment)
    ]
    whole = [
        a
        for a in _of(view, party, "", line)
        if a.body.version == version.id and a.body.stance in YES and a.body.words in {"", whole_words}
    ]
    best = max([*on, *whole], key=lambda act: act.order, default=None)
    return _read(view, best, "stands") if best else None


def parties(view: View) -> tuple[str, ...]:
    """Those with a seat as a party, then the others who took a stance, each in alphabetical order."""
    seated = actors.seated(view, "party")
    return (*seated, *sorted(set(view[Positions].parties) - set(seated)))


def history(view: View, party: str | None = None) -> tuple[Act[Take], ...]:
    """Every stance taken (by a party), in the order of the record."""
    found = (a for a in view[Positions].taken.values() if party is None or a.body.party == party)
    return tuple(sorted(found, key=lambda act: act.order))


def called(view: View, act: Act[Take]) -> Sentence:
    """What a stance was taken on, and the version whose words those were."""
    body = act.body
    version = _version_name(view, act)
    amendment = view[amendments.Amendments].proposed.get(body.amendment)
    if body.amendment:
        name = amendments.called(view, amendment) if amendment else body.amendment[:8]
        return say("amendment {name}", name=name)
    if not body.provision:
        return say("the whole of {version}", version=version)
    point = points.named(view, body.provision, body.line)
    if body.limb:
        return say("point {point} of {version}, limb “{limb}”", point=point, version=version, limb=body.limb)
    return say("point {point} of {version}", point=point, version=version)


def said(reading: Reading) -> Sentence:
    """What a stance says, in a few words: "agreed", "agreed if …", "reserved (scrutiny)"."""
    body = reading.act.body
    match reading.stance:
        case "conditional":
            condition = body.condition.removeprefix("if ")  # as people type it, and as they do not
            return say("agreed if {condition}", condition=condition)
        case "reserved":
            return term(f"reserved ({body.reservation or 'general'})", "stance")
        case "ad referendum":
            return term("agreed ad referendum", "stance")
        case "described":
            return quoted(body.reason)
        case _:
            return term(reading.stance, "stance")


def in_words(reading: Reading) -> Sentence:
    """What a stance says and whether it stands: "agreed", "lapsed (agreed)", "agreed, unknown whether it stands"."""
    words = said(reading)
    if reading.status == "stands":
        return words
    if reading.status == "lapsed":
        return say("lapsed ({stance})", stance=words)
    return say("{stance}, unknown whether it stands", stance=words)


def effective(view: View, act: Act[Take]) -> tuple[Stance, tuple[str, ...]]:
    """What a stance comes to, with flags: an "agreed" without the office that decides is "ad referendum"."""
    party = act.body.party
    if act.body.stance not in YES:
        return act.body.stance, ()
    confirmations = sorted(view[Positions].confirmed.get(act.id, List()), key=lambda c: c.order)
    flags = tuple(
        say(
            "reported as confirmed by {who}, who is not known to decide for {party}",
            who=actors.name(view, c.body.by) if c.body.by else say("somebody not named"),
            party=actors.name(view, party),
        )
        for c in confirmations
        if not _decides(view, party, c)
    )
    if any(_decides(view, party, c) for c in confirmations):
        return "agreed", flags
    if act.body.stance == "agreed" and _decides(view, party, act):
        return "agreed", flags
    return "ad referendum", flags


def stands(view: View, act: Act[Take]) -> bool:
    """Whether the words that a stance was taken on are the present ones."""
    try:
        _may_take_now(view, _on_head(view, act))
    except Refused:
        return False
    return True


def confirmable(view: View, act: Act[Take], person: str) -> bool:
    """Whether an agreement stands ad referendum, and it is for a person who acts for its party to confirm it."""
    if effective(view, act)[0] != "ad referendum" or principals.awaited(view, act.body.party, person):
        return False
    try:
        tracks.refuse_where_waiting(view, act.body.provision, act.body.line)
    except Refused:
        return False
    return stands(view, act)


def _of(view: View, party: str, provision: str, line: str) -> Iterable[Act[Take]]:
    return view[Positions].of.get((line, provision, party), List())


def _bound(standing: Standing) -> str | None:
    return GONE if standing.provision.vacant else standing.fingerprint


def _brings_words(view: View, act: Act[Take]) -> bool:
    """Whether a stance is on words: not on where a point stands, or how it is divided."""
    amendment = view[amendments.Amendments].proposed.get(act.body.amendment)
    return not act.body.amendment or (amendment is not None and amendment.body.change in _WORDED)


def _whole_stands(view: View, act: Act[Take]) -> bool:
    head = texts.head(view, act.body.line)
    if head is None:
        return False
    present = current.fingerprint_now(view, act.body.line)
    return act.body.words == present if present else act.body.version == head.id and not act.body.words


def _unknown(view: View, standing: Standing, on_point: list[Act[Take]]) -> Reading | None:
    if not on_point:
        return None
    latest = max(on_point, key=lambda act: act.order)
    if latest.body.version == standing.version.id:
        return _read(view, latest, "stands", say("its words are not known here"))
    return _read(view, latest, "unknown", _unknown_note(view, latest, standing.version.handle))


def _unknown_note(view: View, act: Act[Take], now: str) -> Sentence:
    return say(
        "unknown whether it stands: taken on the words of {version}; those of {now} are not available",
        version=_version_name(view, act),
        now=now,
    )


def _limb_prints(view: View, standing: Standing, words: str | None) -> frozenset[str]:
    if words is None or standing.lead_in is None:
        return frozenset()
    return frozenset(fingerprint(p.says, standing.lead_in) for p in limbs_of(view, standing.provision.id, words))


def _limb_reading(view: View, taken: Iterable[Act[Take]], present: frozenset[str]) -> Reading | None:
    """The stance that stances on limbs come to: the latest that is no yes, else a yes when every limb has one."""
    latest: dict[str, Act[Take]] = {}
    for act in sorted(taken, key=lambda act: act.order):
        if act.body.words in present:
            latest[act.body.words] = act
    readings = [_read(view, act, "stands", say("on the limb “{limb}”", limb=act.body.limb)) for act in latest.values()]
    against = [r for r in readings if r.stance not in YES]
    if against:
        return max(against, key=lambda r: r.act.order)
    if len(latest) < len(present) or not readings:
        return None
    weakest = max(readings, key=lambda r: (r.stance == "ad referendum", r.act.order))
    return replace(weakest, note=say("limb by limb"))


def _lapsed(view: View, act: Act[Take]) -> Reading:
    limb, version = act.body.limb, _version_name(view, act)
    if limb:
        note = say("lapsed: taken on the limb “{limb}” in the words of {version}", limb=limb, version=version)
    else:
        note = say("lapsed: taken on the words of {version}", version=version)
    return _read(view, act, "lapsed", note)


def _version_name(view: View, act: Act[Take]) -> str:
    version = view[texts.Texts].versions.get(act.body.version)
    return version.handle if version else say("an earlier version")


def _read(view: View, act: Act[Take], status: Status, note: str = "") -> Reading:
    stance, flags = effective(view, act)
    if act.body.stance in YES and act.body.provision and act.source is not None:
        flags += _against_track(view, act)
    return Reading(act, stance, status, note, flags)


def _against_track(view: View, act: Act[Take]) -> tuple[str, ...]:
    return tuple(
        say(
            "reported agreed while it was before “{track}”, which had not reported back",
            track=referral.title,
        )
        for referral in tracks.referrals(view)
        if referral.act.body.line == act.body.line
        and act.body.provision in referral.act.body.provisions
        and referral.act.order < act.order
        and not any(
            report.order < act.order and act.body.provision in (report.body.provisions or (act.body.provision,))
            for report in referral.reports
        )
    )


def _decides(view: View, party: str, act: Act[Any]) -> bool:
    """Whether an act is that of the party's principal, as of then; every act is where none was named."""
    own = isinstance(act.basis, Own)
    if principals.principal(view, party, act.recorded if own else None) is None:
        return True
    speaker = act.author if own else act.body.by
    return bool(speaker) and speaker == principals.decided(view, party, act)


def _may_take(view: View, act: Act[Take]) -> None:
    body = act.body
    actors.known(view, body.party)
    if body.by:
        actors.known(view, body.by)
    reach.spoken_of(view, act, body.version, texts.Table)
    if body.amendment:
        reach.spoken_of(view, act, body.amendment, Propose)
    if body.stance == "conditional" and not body.condition.strip():
        refuse("A conditional stance needs its condition; say what it is.", typed="--if")
    if body.condition and body.stance != "conditional":
        refuse("Only a conditional stance has a condition; take that stance, or leave the condition out.", typed="--if")
    if body.reservation and body.stance != "reserved":
        refuse("Only a reserved stance has a kind of reservation.")
    if body.stance == "described" and not body.reason.strip():
        refuse("Say how the party's attitude is described.")
    actors.acting(view, act, body.party)
    if isinstance(act.basis, Own):
        if body.by not in {"", act.author}:
            refuse("One's own stance is stated by oneself; name nobody else for it.", typed="leave --by out")
        _may_take_now(view, body)
        if body.stance in YES:
            _may_agree(view, body)


def _on_head(view: View, act: Act[Take]) -> Take:
    """A stance as if taken on the head. It binds to words: a version that leaves them as they were changes nothing."""
    return msgspec.structs.replace(act.body, version=points.head(view, act.body.line).id)


def _may_take_now(view: View, body: Take) -> None:
    """Refuse a stance on words that are no longer the present ones."""
    head = points.head(view, body.line)
    if body.amendment:
        if amendments.outcome(view, body.amendment) is not None:
            refuse("This amendment is settled; take the position on the point itself.")
        if body.words != brings(view, view[amendments.Amendments].proposed[body.amendment]):
            refuse("These are not the words of the amendment; read it again.")
        return
    if not body.provision:
        if (body.version, body.words) != (head.id, current.fingerprint_now(view, body.line) or ""):
            refuse(
                "This is not the current text; read {version} as it stands and take the position on that.",
                version=head.handle,
            )
        return
    standing = points.present(view, body.provision, body.line)
    if standing is None:
        refuse("This point is not in {version}; take the position on a point of the current text.", version=head.handle)
    words = frozenset({_bound(standing) or ""})
    if body.limb:
        words = _limb_prints(view, standing, standing.provision.words or "")
    if body.version != head.id or body.words not in words:
        refuse(
            "The words of point {point} are no longer those that this stance is meant for; "
            "read {version} as it stands and take the position on that.",
            point=points.label(standing),
            version=head.handle,
        )


def _may_agree(view: View, body: Take) -> None:
    tracks.refuse_where_waiting(view, body.provision, body.line)
    if not body.words:
        refuse("Nobody can agree here to words that are not in this record; table the text first.")


def _may_confirm(view: View, act: Act[Confirm]) -> None:
    taken = reach.spoken_of(view, act, act.body.stance, Take)
    if act.body.by:
        actors.known(view, act.body.by)
    if effective(view, taken)[0] != "ad referendum":
        refuse("This stance is not ad referendum; there is nothing to lift.")
    if not isinstance(act.basis, Own):
        return
    party = taken.body.party
    deciding = principals.title(view, party)
    if deciding and act.author != principals.decided(view, party, act):
        refuse("Only the {office} lifts “ad referendum” for {party}.", office=deciding, party=actors.name(view, party))
    actors.acting(view, act, party)
    now = _on_head(view, taken)
    _may_take_now(view, now)
    _may_agree(view, now)


def _taken(state: Positions, act: Act[Take]) -> Positions:
    key = (act.body.line, act.body.provision, act.body.party)
    return replace(
        state,
        taken=state.taken.insert(act.id, act),
        of=state.of.insert(key, state.of.get(key, List()).push_front(act)),
        parties=state.parties.insert(act.body.party),
    )


def _confirmed(state: Positions, act: Act[Confirm]) -> Positions:
    before = state.confirmed.get(act.body.stance, List())
    return replace(state, confirmed=state.confirmed.insert(act.body.stance, before.push_front(act)))


_BINDING = tuple(name for name in Take.__struct_fields__ if name != "reason")
SUBJECT = Subject(
    "positions",
    Positions(),
    (
        Kind("take", Take, _taken, _may_take, fixed=_BINDING),
        Kind("confirm", Confirm, _confirmed, _may_confirm, fixed=Confirm.__struct_fields__),
    ),
)
