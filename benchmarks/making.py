"""A made-up record, for the other benchmarks: one text of 28 points, amended and settled, stances, statements.

    python benchmarks/making.py FILE [--acts N]

Three parties and the public; one act in four is addressed to some of them only. The acts go through the log in big
transactions; the rules are not asked, and the same N always makes the same acts.
"""

import argparse
import random
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from onetext.process import actors, amendments, every_subject, negotiation, positions, statements, texts
from onetext.record.act import Own, Reported, Source, leaf_hash
from onetext.record.audience import PUBLIC, Audience, log_name
from onetext.record.record import Draft, encode
from onetext.record.sqlite import SqliteLog
from onetext.text.provision import Provision, fingerprint

PARTIES = ("ash", "birch", "cedar")
CIRCLES: tuple[Audience, ...] = (PUBLIC,) * 9 + (PARTIES[:2], PARTIES[1:], PARTIES[2:])
START = datetime(2030, 1, 1, 9, tzinfo=UTC)
SOURCE = Source("The Daily", "as it was told", "paragraph 3", date(2030, 1, 1), "0" * 64, published=date(2030, 1, 1))
SENTENCE = "The parties shall withdraw {} vessels from the outer harbour by 1 May 2030, as the pilots may advise."
BATCH = 10_000


def drafts(count: int, chance: random.Random) -> Iterator[tuple[Draft, str]]:
    """Drafts with the salt of each: first the table and its text, then what happens to it."""
    wording = tuple(
        Provision(f"p{number:08}", SENTENCE.format(number), number=str(number), mark=f"{number}. ", gap="\n\n")
        for number in range(1, 29)
    )
    opening = [Draft(negotiation.Open("A harbour"))]
    opening += [Draft(actors.Declare(slug, slug.title())) for slug in PARTIES]
    opening += [Draft(actors.Seat(slug, "party")) for slug in PARTIES]
    opening.append(Draft(texts.Table("First draft", wording=wording, authors=PARTIES), name="v0"))
    for number in range(count):
        draft = opening[number] if number < len(opening) else happening(number, wording, chance)
        yield draft, f"{chance.getrandbits(128):032x}"


STANCES: tuple[positions.Stance, ...] = ("agreed", "opposed", "reserved")


def happening(number: int, wording: tuple[Provision, ...], chance: random.Random) -> Draft:
    """A stance, a statement, or a point settled anew; one in a thousand is an amendment that stays pending."""
    party, point = chance.choice(PARTIES), chance.choice(wording)
    words = SENTENCE.format(chance.randrange(40))
    if number % 1000 == 0:
        return Draft(amendments.Propose("replace", point.id, point.words or "", words), party, party)
    if number % 100 == 0:
        settled = Provision(point.id, words, number=point.number, mark=point.mark, gap=point.gap)
        return Draft(amendments.Settle(point.id, (settled,), ()))
    readers = chance.choice([circle for circle in CIRCLES if circle == PUBLIC or party in circle])
    if number % 2:
        stance = chance.choice(STANCES)
        body = positions.Take(party, stance, "v0", fingerprint(words), point.id)
        return Draft(body, party, party, audience=readers)
    said = statements.Statement((party,), f"We said of point {point.number} what we always said.", points=(point.id,))
    return Draft(said, party, party, audience=readers, basis=Reported(SOURCE) if number % 4 else Own())


def main(path: Path, count: int) -> None:
    """Make the record and say how long it took."""
    chance, catalogue, moment = random.Random(count), every_subject(), START
    began, waiting = time.perf_counter(), list[tuple[str, str, bytes]]()
    with SqliteLog.create(path) as log:
        for number, (draft, salt) in enumerate(drafts(count, chance), 1):
            moment += timedelta(seconds=60)
            data = encode(draft, moment, salt, catalogue)
            waiting.append((leaf_hash(data), log_name(draft.audience), data))
            if len(waiting) == BATCH or number == count:
                with log.writing() as writing:
                    for act in waiting:
                        writing.append(*act)
                waiting.clear()
    took = time.perf_counter() - began
    print(f"made {count:,} acts, {path.stat().st_size / 1e6:.0f} MB, in {took:.1f} s ({count / took:,.0f} a second)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--acts", type=int, default=100_000)
    asked = parser.parse_args()
    main(asked.file, asked.acts)
