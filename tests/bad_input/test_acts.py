"""An act that cannot be: one sentence that names what is wrong, exit code 2, and not a byte of the record changed."""

import shlex
from pathlib import Path

import pytest

from typed import sentence, typed

LONG = "a" * 65
HASH = "00" * 32
REPORT = "statement add bob “Well.” --source daily --quote q --place p"

# What is typed, and the words that the sentence must hold (in any case), by the rule that is broken.
REFUSED: dict[str, tuple[str, str]] = {
    # Who
    "to act as somebody who is not there": ("amend 1 --words x --as narnia", "narnia"),
    "to look as somebody who is not there": ("status --as narnia", "narnia"),
    "to act for a party without being its delegate": ("amend 1 --words x --as bob/ash", "bob ash"),
    "to act for a party whose office one does not hold": ("amend 1 --words x --as ann/birch", "ann birch"),
    "to act as an unknown person for a party": ("amend 1 --words x --as narnia/ash", "narnia"),
    "to act for a party as nobody": ("amend 1 --words x --as /ash", "actor"),
    "to act as the public": ("amend 1 --words x --as public", "public"),
    "to ask who an unknown actor is": ("who narnia", "narnia"),
    "to name an unknown author": ("text table v0.txt --name v1 --parent v0 --authors ash,narnia", "narnia"),
    "to address an unknown reader": ("statement add birch x --as birch --to birch,narnia", "narnia"),
    "to address nobody": ("statement add birch x --as birch --to ,", "--to"),
    "to address everybody by a sign": ("statement add birch x --as birch --to *", "*"),
    "to address others only": ("statement add birch x --as birch --to ash", "birch"),
    "to name an unknown holder": ("text hold narnia", "narnia"),
    "to name an unknown participant": ("round add X Y --participants ash,narnia", "narnia"),
    # Names
    "an actor called keeper": ("actor add keeper K", "keeper"),
    "an actor called public": ("actor add public P", "public"),
    "an actor called table": ("actor add table T", "table"),
    "an actor's name with a blank": ("actor add 'two words' X", "two words"),
    "an actor's name that is a path": ("actor add ../../etc X", "../../etc"),
    "an actor's name in capitals": ("actor add ASH X", "ASH"),
    "an actor's name that is too long": (f"actor add {LONG} X", "64"),
    "an actor that is there already": ("actor add ash Another", "ash"),
    "an actor without a name": ("actor add elm ' '", "name"),
    "an actor of an unknown kind": ("actor add elm Elm --kind god", "god"),
    "a version's name with a blank": ("text table v0.txt --name 'V 1' --parent v0", "V 1"),
    "a version's name that is too long": (f"text table v0.txt --name {LONG} --parent v0", "64"),
    "a name that is taken": ("text table v0.txt --name dredge --parent v0", "dredge"),
    "an act that there is not": ("withdraw nothing --reason x", "nothing"),
    "a version that there is not": ("text table v0.txt --name v1 --parent v9", "v9"),
    "another kind of act than is meant": ("text table v0.txt --name v1 --parent well", "well"),
    "a name that means no amendment": ("settle 1 --accept quiet --as norway", "quiet"),
    "a point that there is not": ("amend 99 --words x", "99"),
    "a draft that there is not": ("text table v0.txt --name c1 --line nowhere", "nowhere"),
    "an office that there is not": ("actor principal ash chancellery", "chancellery"),
    "a document that there is not": ("statement add bob x --source nowhere --quote q --place p", "nowhere"),
    # Texts
    "a second head": ("text table v0.txt --name v1", "v0 second"),
    "a version that drops points unsaid": ("text table two.txt --name v1 --parent v0", "3 v0 --dispose"),
    "a party that tables the one text": ("text table v0.txt --name v1 --parent v0 --as ash", "rival"),
    "words that are not known, in a file": ("text table v0.txt --no-text --name v1 --parent v0", "--no-text"),
    "no points expected": ("text table v0.txt --name v1 --parent v0 --expect 0", "expect"),
    "less than no points expected": ("text table v0.txt --name v1 --parent v0 --expect -3", "-3"),
    "more points expected than can be": (f"text table v0.txt --name v1 --parent v0 --expect {10**30}", "expect"),
    "fewer points expected than there are": ("text table v0.txt --name v1 --parent v0 --expect 2", "2 expected"),
    "a disposal that says nothing": ("text table v0.txt --name v1 --parent v0 --dispose 2", "POINT=dropped"),
    "a disposal of an unknown sort": ("text table v0.txt --name v1 --parent v0 --dispose 2=eaten:x", "eaten"),
    # Amendments and settlements
    "an amendment made on other words": ("amend 1 --words x --base 'Ash dredges.'", "Ash dredges"),
    "an amendment that wants two things": ("amend 1 --delete --move-after 2", "one change"),
    "an amendment that wants nothing": ("amend 1 --reason x", "--words"),
    "a point moved behind itself": ("amend 1 --move-after 1", "itself"),
    "a split in one part": ("amend 1 --split one", "two"),
    "a merger with itself": ("amend 1 --merge-with 1", "other"),
    "settling without the pen": ("settle 1 --words x --as ash", "pen"),
    "settling past a pending amendment": ("settle 1 --accept dredge", "no-dredge"),
    "accepting two that do not agree": ("settle 1 --accept dredge --accept no-dredge --as norway", "dredge"),
    # Stances, sign-off, silence, deadlines
    "an unknown stance": ("stance set 1 hugs --as ash", "hugs"),
    "a stance on an unknown point": ("stance set 9 agreed --as ash", "9"),
    "agreeing for another": ("stance set 1 agreed --party birch --as ash", "birch"),
    "agreeing to a point that was referred": ("stance set 2 agreed --as ash", "2 light"),
    "presenting against the sign-off order": ("present v0 --to-actor cedar --as norway", "Mayor Ash Birch Cedar"),
    "approving for an office one does not hold": ("signoff approve v0 --office mayor-ash --as bob/birch", "Mayor Ash"),
    "approving without an office": ("signoff approve v0 --as ash", "approval --office"),
    "approving a version that there is not": ("signoff approve v9 --as bob/birch", "v9"),
    "a gate of an unknown office": ("signoff order --gate nobody --then cedar", "nobody"),
    "a late objection": ("silence break quiet --as ash", "late 2025-01-10"),
    "an objection of somebody not addressed": ("silence break quiet --as cedar", "quiet"),
    "a silence that ended before it began": (
        "silence start 1 --addressees ash --until 2020-01-01T00:00 --as norway",
        "future",
    ),
    "a silence without the pen": ("silence start 1 --addressees ash --until 2099-01-01T00:00 --as ash", "pen"),
    "a deadline on no day": ("deadline set X --target 2030-02-30 --as norway", "2030-02-30"),
    "a deadline after ages": (f"deadline set X --target '{10**24} days after dredge' --as norway", "days"),
    "a deadline at once": ("deadline set X --target soon --as norway", "soon"),
    "a deadline that another moves": ("deadline move sign --target 2030-03-01 --as ash", "Norway"),
    "a deadline hardened by softening": ("deadline soften sign --force binding --as norway", "binding"),
    # Times
    "a day that there is not": ("actor office ash Clerk ann --since 2025-02-30", "2025-02-30"),
    "the year 0": ("actor office ash Clerk ann --since 0000-01-01", "0000-01-01"),
    "the year 1": ("actor office ash Clerk ann --since 0001-01-01", "0001-01-01"),
    "the year 9999": ("actor office ash Clerk ann --since 9999-12-31", "9999-12-31"),
    "the year 10000": ("actor office ash Clerk ann --since 10000-01-01", "10000-01-01"),
    "an office that ends before it begins": (
        "actor office ash Clerk ann --since 2025-03-01 --until 2025-02-01",
        "dates",
    ),
    "a window that ends before it begins": (f"{REPORT} --when 2025-02-03..2025-02-01", "window"),
    "a part of the day that there is not": (f"{REPORT} --when '2025-01-01 teatime'", "teatime"),
    "beside an act that there is not": (f"{REPORT} --when 'hours before nothing'", "nothing"),
    "known on a day that there is not": (f"{REPORT} --known 2025-02-30", "2025-02-30"),
    "known in the future": (f"{REPORT} --known 2099-01-01", "2099-01-01"),
    "known before all years": (f"{REPORT} --known 0001-01-01", "0001-01-01"),
    "an own act known before it is done": ("statement add birch x --as birch --known 2025-01-05", "--known --source"),
    "looking as of a day that there is not": ("status --as-of 2025-02-30", "2025-02-30"),
    "looking as of yesterday": ("status --as-of yesterday", "yesterday"),
    "looking as of the year 1": ("status --as-of 0001-01-01", "0001-01-01"),
    "looking beyond all years": ("status --as-of 9999-12-31T23:59:59-14:00", "9999-12-31"),
    "a cycle of before and after": (
        "timeline before no-dredge dredge --source daily --quote q --place p --to table",
        "dredge no-dredge",
    ),
    "an event before itself": (
        "timeline before dredge dredge --source daily --quote q --place p --to table",
        "itself",
    ),
    "a moving line without its day": ("area add 'The present front line' held --moving", "front line --as-of-day"),
    # Sources
    "a report without a quotation": ("statement add bob x --source daily --place p", "quote"),
    "a report without a place": ("statement add bob x --source daily --quote q", "place"),
    "a quotation without its document": ("statement add bob x --quote q", "--source"),
    "what another said, without a source": ("statement add bob x --as birch", "--source"),
    "a document with a short hash": ("source add X Y --retrieved 2025-01-06 --name s --digest 12", "64"),
    "a document with a hash of other letters": (
        f"source add X Y --retrieved 2025-01-06 --name s --digest {'x' * 64}",
        "64",
    ),
    "a document without a hash": ("source add X Y --retrieved 2025-01-06 --name s", "--digest"),
    "a document without a name": (f"source add X Y --retrieved 2025-01-06 --digest {HASH}", "--name"),
    "a document retrieved before it was published": (
        f"source add X Y --retrieved 2025-01-06 --published 2025-01-07 --name s --digest {HASH}",
        "published",
    ),
    # Own acts, corrections
    "a delegate that is no person": ("actor delegate cedar ash", "Cedar no person"),
    "a spokesperson that is no person": ("actor spokesperson cedar ash", "Cedar no person"),
    "giving a seat without the pen": ("actor seat cedar party --as ash", "keeper"),
    "naming holders without the pen": ("text hold ash --as ash", "keeper"),
    "withdrawing what another did": ("withdraw dredge --reason x --as birch", "author"),
    "correcting what another did": ("correct dredge --set words=x --reason x --as birch", "author"),
    "withdrawing without a reason": ("withdraw dredge --as ann/ash", "--reason"),
    "correcting with another shape": ("correct dredge --set words=[1] --reason x --as ann/ash", "words"),
    "correcting nothing": ("correct dredge --set reason= --reason x --as ann/ash", "nothing"),
    "correcting a field that there is not": ("correct dredge --set bogus=1 --reason x --as ann/ash", "bogus words"),
    "correcting with a number beyond JSON": (f"correct v0 --set expected={10**40} --reason x", "written"),
    "correcting with what is no number": ("correct v0 --set expected=NaN --reason x", "nan"),
    "correcting with infinity": ("correct v0 --set expected=1e999 --reason x", "inf"),
    "correcting with a thousand lists": (
        f"correct v0 --set wording={'[' * 1000}{']' * 1000} --reason x",
        "wording",
    ),
    "correcting with a bomb of lists": (f"correct v0 --set wording={'[' * 50_000}{']' * 50_000} --reason x", "wording"),
    "correcting with unclosed lists": (f"correct v0 --set wording={'[' * 50_000} --reason x", "wording"),
    "a bound that is no number": ("redline add --point 3 --at-least many --as ash", "many"),
    "a bound beyond all numbers": ("redline add --point 3 --at-least 1e9999999999 --as ash", "1e9999999999"),
    "a weight beyond all numbers": ("preference set 3 a=1e99999999 b=1 --as birch", "1e99999999"),
    "a weight that is no number": ("preference set 3 a=nan b=1 --as birch", "nan"),
    "a weight below nothing": ("preference set 3 a=-1 --as birch", "-1"),
    "one option twice": ("preference set 3 a a --as birch", "once"),
    "a leak of an unknown version": ("leak add v9 x --source daily --quote q --place p", "v9"),
    "a point linked to itself": ("point link 1 1 --bond trade", "itself"),
    # What is typed is never left out in silence
    "words for a point that goes": ("amend 2 --words x --delete --as ash", "--words deletion"),
    "words for a point that is split": ("amend 2 --split a --split b --words c --as ash", "--words split"),
    "words for a point that is moved": ("amend 2 --move-after 3 --words c --as ash", "--words move"),
    "words and a file of words": ("amend 1 --words a --words-file v0.txt --as ash", "--words --words-file once"),
    "settled words and a file of them": ("settle 2 --words a --words-file v0.txt", "--words --words-file once"),
    "a number for a point that has one": ("amend 2 --words x --number 9 --as ash", "--number"),
    "a base for a point that is new": ("amend --add --words x --base y --as ash", "--base"),
    "two places for a new point": ("amend --add --add-after 1 --words x --as ash", "once"),
    "a point beside the amendment that is amended": ("amend 2 --on dredge --words x --as ash", "dredge another point"),
    "an author in a claim of progress": ("claim add progress ash x --author birch --as ash", "progress --author"),
    "an input in a claim of existence": ("claim add existence ash x --of v0 --input birch --as ash", "--input"),
    "a topic in a claim of pressure": ("claim add pressure ash x --topic fish --as ash", "pressure --topic"),
    "what is noted of no number": ("point quantity 3 --counting heads", "NUMBER"),
    "what fills a slot, without an annex": ("point slot 3 --fills who=Ash", "--annex"),
    "a reason for no open slot": ("point slot 3 --reason later --as ash", "--vague"),
    "a link of one point": ("point link 1", "two points"),
    "a comment on words that are not there": ('comment add 3 x --on "not there" --as birch', "not there stand"),
    "a condition of a plain yes": ("stance set 3 agreed --if paid --as birch", "conditional condition"),
    "a limb of the whole text": ("stance set whole opposed --limb 1 --as birch", "limb"),
    # The command line itself
    "an unknown command": ("negotiate", "negotiate"),
    "an unknown verb": ("actor remove ash", "remove"),
    "an unknown option": ("status --bogus", "--bogus"),
    "an option without its value": ("status --as", "--as"),
    "too many words": ("who ash birch", "birch"),
    "an unknown example": ("example atlantis out.onetext", "atlantis harbour"),
    "no zone of this world": ("new other --title X --zone Mars/Olympus", "Mars/Olympus"),
    "a zone that is a path": ("new other --title X --zone ../../etc/passwd", "../../etc/passwd"),
    "a negotiation without a title": ("new other --title ' '", "title"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_one_sentence_and_the_record_stays_as_it_was(talks: Path, what: str) -> None:
    typed_words, named = REFUSED[what]
    (talks.parent / "two.txt").write_text("1. Ash shall dredge the harbour.\n\n2. Birch shall light the pier.\n")
    before, beside = talks.read_bytes(), sorted(talks.parent.iterdir())
    said = sentence(typed(*shlex.split(typed_words)))
    assert [word for word in named.split() if word.lower() not in said.lower()] == [], said
    assert talks.read_bytes() == before
    assert sorted(talks.parent.iterdir()) == beside


@pytest.mark.usefixtures("talks")
def test_what_may_not_be_seen_is_refused_as_what_is_not_there() -> None:
    hidden = sentence(typed("withdraw", "whisper", "--reason", "x", "--as", "ash"))
    absent = sentence(typed("withdraw", "missing", "--reason", "x", "--as", "ash"))
    assert hidden.replace("whisper", "…") == absent.replace("missing", "…")


def test_a_name_that_means_two_acts_is_refused_with_both(talks: Path) -> None:
    for to in ("birch", "ash"):
        words = ("statement", "add", to, "Well.", "--as", to, "--to", to, "--name", "twice")
        assert typed(*words).code == 0
    before = talks.read_bytes()
    assert "twice" in sentence(typed("tag", "twice", "progress"))
    assert talks.read_bytes() == before
