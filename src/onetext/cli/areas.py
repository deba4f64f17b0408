"""Commands on areas and lines on the map."""

import json
from typing import get_args

import click
import msgspec

from onetext.cli import files
from onetext.cli.desk import Desk, acts, shows
from onetext.cli.page import Page, lines, table
from onetext.cli.show import area_line
from onetext.process import areas, current, moments
from onetext.process.areas import Status
from onetext.record.errors import RecordError
from onetext.record.view import View
from onetext.text.reading import UnreadableText, decode

KINDS = {status.replace(" ", "-"): status for status in get_args(Status)}


@click.group(invoke_without_command=True)
@shows
def area(desk: Desk) -> None:
    """Areas and lines on the map: held, claimed, to withdraw, frozen.

    onetext area
    onetext area add "Harbour line" frozen --geometry line.geojson
    onetext area between "Harbour line" 2030-01-01 2030-02-01
    """
    if click.get_current_context().invoked_subcommand is None:
        desk.show(listing(desk.look()))


def listing(view: View) -> Page:
    """Every area and line with its point, its day and whether its geometry is known."""
    named = current.labels(view)
    found = areas.areas(view)
    rows = [(named.get(act.body.provision, "none"), area_line(view, act)) for act in found]
    data = [{"id": act.id, "name": act.name, **msgspec.to_builtins(act.body)} for act in found]
    return Page("Areas and lines", (table(("point", "area"), rows),) if rows else (lines("none"),), data)


@area.command()
@acts
@click.argument("title")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.option("--geometry", metavar="FILE", help="A GeoJSON file; without one the geometry is unknown.")
@click.option("--as-of-day", metavar="DATE", help="The day on which it was so.")
@click.option("--moving", is_flag=True, help="It is where something stands at a moment, such as a front line.")
@click.option("--actor", default="", help="Who holds, claims or withdraws.")
@click.option("--point", default="", help="The point of the text that speaks of it.")
@click.option("--note", default="", help="A sentence about it.")
def add(
    desk: Desk,
    /,
    title: str,
    kind: str,
    geometry: str | None,
    as_of_day: str | None,
    *,
    moving: bool,
    actor: str,
    point: str,
    note: str,
) -> None:
    """Draw an area or line as of a day. A line that moves needs its day.

    Several days under one title are the same area at several moments.

    onetext area add "Harbour line" frozen --moving --as-of-day 2030-01-01
    onetext area add "Old pier" held --actor ash --geometry pier.geojson
    """
    with desk.acting() as at:
        drawn = areas.Draw(
            title,
            KINDS[kind],
            areas.read_geometry(_read(desk, geometry)) if geometry else None,
            moments.day_or_none(as_of_day),
            moving,
            actor,
            current.find(at.view, point).provision.id if point else "",
            note,
        )
        at.do(drawn, said=f"{title}: {KINDS[kind]}, {'geometry known' if geometry else 'geometry unknown'}")


def _read(desk: Desk, file: str) -> str:
    try:
        path = desk.path(file)
        if path.stat().st_size > areas.LARGEST:
            raise RecordError(f"{file} is larger than {areas.LARGEST // 1_000_000} MB; simplify the geometry first.")
        return decode(path.read_bytes())
    except OSError as error:
        raise RecordError(f"{file} cannot be read: {error.strerror or error}.") from error
    except UnreadableText as error:
        raise RecordError(f"{file}: {error}") from error


@area.command()
@shows
@click.argument("title")
@click.argument("first", metavar="DATE")
@click.argument("second", metavar="DATE")
def between(desk: Desk, title: str, first: str, second: str) -> None:
    """Show what lies between an area, or a line, on two days.

    onetext area between "Harbour line" 2030-01-01 2030-02-01
    """
    found = areas.between(desk.look(), title, moments.day(first), moments.day(second))
    said = [
        f"{found.earlier.body.title} as of {found.earlier.body.as_of} and as of {found.later.body.as_of}",
        f"Between them: {found.square_km:,} km²",
    ]
    if found.gained_square_km is not None:
        said += [f"Gained: {found.gained_square_km:,} km²", f"Lost: {found.lost_square_km:,} km²"]
    data = {
        "earlier": {"id": found.earlier.id, "geometry": areas.geometry(found.earlier.body)},
        "later": {"id": found.later.id, "geometry": areas.geometry(found.later.body)},
        "between": found.between,
        "square_km": found.square_km,
        "gained_square_km": found.gained_square_km,
        "lost_square_km": found.lost_square_km,
    }
    desk.show(Page(title, (lines(*said),), data))


@area.command()
@shows
@click.argument("target", metavar="[FILE]", required=False)
def export(desk: Desk, target: str | None) -> None:
    """Write everything that was drawn as GeoJSON (without FILE, here).

    onetext area export areas.geojson
    """
    written = json.dumps(areas.collection(desk.look()), ensure_ascii=False, indent=2)
    if target is None:
        click.echo(written)
        return
    path = desk.path(target)
    files.write_new(path, (f"{written}\n".encode(),))
    desk.show(Page(f"{path} holds the areas and lines.", (), {"file": str(path)}))


COMMANDS = (area,)
