"""Commands about open items: what is open and why, and the issues that people open, narrow and close."""

from typing import Any

import click

from onetext.cli.desk import Acting, Desk, acts, shows
from onetext.cli.page import Block, Heading, Page, lines, section, table
from onetext.cli.positions import cited
from onetext.process import current, items, points, texts
from onetext.process.items import Issue, Move, OpenItem, Raise, Step
from onetext.process.texts import Table
from onetext.record.act import Act
from onetext.record.errors import refuse
from onetext.record.view import View


@click.command("open")
@click.option("--at", "at_", metavar="VERSION", help="The open items of this version.")
@click.option("--since", metavar="VERSION", help="Beside each, whether it was open at this version.")
@shows
def open_(desk: Desk, at_: str | None, since: str | None) -> None:
    """The open items: points that still lack a consent, with the reason.

    They are derived from who stands where. Nothing that anybody says of
    progress changes the count.

    onetext open
    onetext open --at v0
    onetext open --since v0
    """
    view = desk.look()
    version = view.find(at_, Table) if at_ else texts.head(view)
    if version is None:
        refuse("There is no text yet, so there is nothing to be open.")
    desk.show(difference(view, view.find(since, Table), version) if since else listing(view, version))


def listing(view: View, version: Act[Table]) -> Page:
    """The open items of a version."""
    found = items.open_at(view, version)
    rows = [
        (item.called, f"{item.consents - len(item.missing)} of {item.consents}", items.reason(item)) for item in found
    ]
    blocks: list[Block] = [
        lines(f"{texts.titled(version)} ({texts.completeness(version.body)})"),
        table(("point", "consents", "why it is open"), rows) if rows else lines("No known point is open."),
    ]
    if not texts.is_complete(version.body):
        blocks.append(lines("Points whose words are not known may be open too; how many is not known."))
    return Page(f"Open items: {len(found)}", tuple(blocks), {"version": version.id, "open": [*map(_data, found)]})


def _data(item: OpenItem) -> dict[str, Any]:
    return {
        "provision": item.standing.provision.id,
        "point": item.called,
        "consents_required": item.consents,
        "missing": [
            {"actor": m.required.actor, "why": m.why, "present": m.required.present, "ground": m.required.ground}
            for m in item.missing
        ],
        "by_silence": {actor: {"name": act.handle, "id": act.id} for actor, act in item.by_silence.items()},
        "also": list(item.also),
        "options": [[option.words for option in place.options] for place in item.places],
    }


def difference(view: View, before: Act[Table], after: Act[Table]) -> Page:
    """What was open at one version and what is at another, each with its reason."""
    found = items.compared(view, before, after)
    rows = [(c.called, items.reason(c.before), items.reason(c.after)) for c in found]
    data = [
        {
            "point": c.called,
            "provision": c.provision,
            before.handle: _data(c.before) if isinstance(c.before, OpenItem) else c.before,
            after.handle: _data(c.after) if isinstance(c.after, OpenItem) else c.after,
        }
        for c in found
    ]
    open_before, open_after = items.open_in(found)
    title = f"Known to be open at {before.handle}: {open_before}; at {after.handle}: {open_after}"
    return Page(title, (table(("point", f"at {before.handle}", f"at {after.handle}"), rows),), data)


@click.group(invoke_without_command=True)
@shows
def item(desk: Desk) -> None:
    """Issues that people opened, narrowed, closed, split, merged, reopened.

    Closing an issue by hand closes no point: “onetext open” is derived.

    onetext item
    onetext item open "Length of the pier" --point 4 --name pier
    """
    if click.get_current_context().invoked_subcommand is None:
        desk.show(issues(desk.look()))


def issues(view: View) -> Page:
    """Every issue, its state and its history."""
    found = items.issues(view)
    blocks: list[Block] = []
    for entry in found:
        blocks += _issue(view, entry)
    if not found:
        blocks.append(lines("Nobody has opened an issue that you can see."))
    blocks.append(lines(f"Open points, derived: {len(items.open_items(view))} (see “onetext open”)"))
    return Page("Issues", tuple(blocks), [_issue_data(entry) for entry in found])


def _issue(view: View, entry: Issue) -> tuple[Block, ...]:
    act = entry.act
    called = points.labels(view, act.body.line).get(act.body.provision, "")
    where = f"point {called}" if act.body.provision else "the text"
    told = [f"{entry.status}; about {where}{_at(view, act.body.version)}"]
    told.append(f"opened{': ' + act.body.reason if act.body.reason else ''}")
    if cited(act):
        told.append(f"  {cited(act)}")
    for step in entry.history:
        told.append(f"{_DONE[step.body.step]}{_at(view, step.body.version)}: {step.body.reason}")
        if cited(step):
            told.append(f"  {cited(step)}")
    if entry.made:
        told.append(f"{entry.status} into: {', '.join(a.name or a.body.title for a in entry.made)}")
    if entry.status == "closed" and any(i.standing.provision.id == act.body.provision for i in items.open_items(view)):
        told.append("closed by hand; the point itself is still open")
    return (Heading(f"{act.body.title} [{act.handle}]"), lines(*told))


_DONE = {"narrow": "narrowed", "close": "closed", "reopen": "reopened"}


def _at(view: View, version: str) -> str:
    found = view[texts.Texts].versions.get(version)
    return f", at {found.handle}" if found else ""


def _issue_data(entry: Issue) -> dict[str, Any]:
    return {
        "id": entry.act.id,
        "name": entry.act.name,
        "title": entry.act.body.title,
        "provision": entry.act.body.provision or None,
        "status": entry.status,
        "history": [
            {
                "step": a.body.step,
                "reason": a.body.reason,
                "version": a.body.version or None,
                "source": cited(a) or None,
            }
            for a in entry.history
        ],
        "made": [a.id for a in entry.made],
    }


@item.command("open")
@acts
@click.argument("title")
@click.option("--point", help="The point that it is about.")
@click.option("--version", metavar="VERSION", help="The version in which it was open.")
@click.option("--reason", default="", help="Why it is open.")
def open_issue(desk: Desk, title: str, point: str | None, version: str | None, reason: str) -> None:
    """Open an issue.

    onetext item open "Who pays for the pier" --point 4 --name costs
    """
    with desk.acting() as at:
        provision = current.find(at.view, point).provision.id if point else ""
        body = Raise(title, provision, at.view.find(version, Table).id if version else "", reason=reason)
        at.do(body, said=f"Issue “{title}” is open")


def _move(at: Acting, issue: str, step: Step, reason: str, version: str | None) -> None:
    act = at.view.find(issue, Raise)
    body = Move(act.id, step, reason, at.view.find(version, Table).id if version else "")
    at.do(body, said=f"Issue “{act.body.title}” is {_DONE[step]}: {reason}")


@item.command()
@acts
@click.argument("issue")
@click.option("--reason", required=True, help="How far, and why.")
@click.option("--version", metavar="VERSION", help="The version in which it was narrowed.")
def narrow(desk: Desk, issue: str, reason: str, version: str | None) -> None:
    """Record that an issue was narrowed.

    onetext item narrow costs --reason "Only the cranes are left"
    """
    with desk.acting() as at:
        _move(at, issue, "narrow", reason, version)


@item.command()
@acts
@click.argument("issue")
@click.option("--reason", required=True, help="Why.")
@click.option("--version", metavar="VERSION", help="The version in which it was closed.")
def close(desk: Desk, issue: str, reason: str, version: str | None) -> None:
    """Close an issue by hand. Its point stays open until all consents stand.

    onetext item close costs --reason "Each pays for its own side"
    """
    with desk.acting() as at:
        _move(at, issue, "close", reason, version)


@item.command()
@acts
@click.argument("issue")
@click.option("--reason", required=True, help="Why.")
@click.option("--version", metavar="VERSION", help="The version in which it was reopened.")
def reopen(desk: Desk, issue: str, reason: str, version: str | None) -> None:
    """Open a closed issue again; its history stays.

    onetext item reopen costs --reason "The price of the cranes has doubled"
    """
    with desk.acting() as at:
        _move(at, issue, "reopen", reason, version)


@item.command()
@acts
@click.argument("issue")
@click.argument("titles", nargs=-1, required=True)
@click.option("--reason", default="", help="Why.")
def split(desk: Desk, issue: str, titles: tuple[str, ...], reason: str) -> None:
    """Split an issue into two or more.

    onetext item split costs "Who pays for the cranes" "Who pays for the pier"
    """
    if len(titles) < 2:  # noqa: PLR2004  one part is no split
        refuse("Name at least two parts.")
    with desk.acting() as at:
        act = at.view.find(issue, Raise)
        parts = [
            Raise(title, act.body.provision, act.body.version, "split", (act.id,), reason, act.body.line)
            for title in titles
        ]
        at.do(*parts, said=f"Issue “{act.body.title}” is split into {len(parts)}")


@item.command()
@acts
@click.argument("title")
@click.argument("issue_names", metavar="ISSUES", nargs=-1, required=True)
@click.option("--reason", default="", help="Why.")
def merge(desk: Desk, title: str, issue_names: tuple[str, ...], reason: str) -> None:
    """Merge issues into one called TITLE.

    onetext item merge "Who pays" cranes pier --name costs
    """
    with desk.acting() as at:
        found = [at.view.find(issue, Raise) for issue in issue_names]
        about = {act.body.provision for act in found}
        provision = about.pop() if len(about) == 1 else ""
        body = Raise(title, provision, "", "merge", tuple(act.id for act in found), reason)
        at.do(body, said=f"{len(found)} issues are merged into “{title}”")


@item.command()
@click.argument("issue")
@shows
def show(desk: Desk, issue: str) -> None:
    """One issue with its whole history, and the options inside its point.

    onetext item show costs
    """
    view = desk.look()
    entry = items.issue(view, view.find(issue, Raise))
    inside = [i for i in items.open_items(view) if i.standing.provision.id == entry.act.body.provision]
    options = [" / ".join(o.words for o in place.options) for i in inside for place in i.places]
    blocks = (*_issue(view, entry), *section("Options inside the point", options))
    desk.show(Page("Issue", blocks, {**_issue_data(entry), "options": options}))


COMMANDS = (open_, item)
