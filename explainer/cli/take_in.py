"""`explainer import`: registry records into the site, each with drafts for a writer."""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path

import click

from explainer.cli.options import site_option
from explainer.cli.progress import with_bar
from explainer.curate.arrivals import Arrival, arrivals, found_sources
from explainer.curate.registry import Registry
from explainer.curate.take_in import take_in
from explainer.errors import ExplainerError, NoSuchSite

read_on_option = click.option(
    "--read-on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day on which files were taken from the registry. Not known unless given; today for what is fetched.",
)


@click.command("import")
@site_option
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@read_on_option
def import_records(root: Path, sources: tuple[str, ...], read_on: datetime | None) -> None:
    """Take studies in from the registry's records.

    SOURCE is a registry number (NCT01234567), a study's address in the registry, a JSON file of a study or of a page of search
    results, a folder of such files, or - for standard input. Each study gets a folder with its record and with drafts, in which
    every passage is quoted. What is there already stays as it is.

    Exit code: 0 all came in, 1 some did not, 2 could not run.
    """
    if not (root / "content").is_dir():
        raise NoSuchSite(f"{root} is not a site folder. Make one with: explainer new-site {root}")
    counts: Counter[str] = Counter()
    for arrival in _arrived(found_sources(sources), counts):
        try:
            study = take_in(root, arrival, day_of(arrival, read_on))
        except ExplainerError as error:
            _tell(error, counts)
            continue
        counts[study.taken] += 1
        if study.taken != "there already":
            click.echo(f"content/trials/{study.id}")
    click.echo("; ".join(f"{n} {what}" for what, n in counts.items()) or "nothing came", err=True)
    sys.exit(1 if counts[LEFT_OUT] else 0)


def day_of(arrival: Arrival, read_on: datetime | None) -> str:
    """The day on which a record was read, as far as it is known."""
    if arrival.fetched:
        return date.today().isoformat()  # noqa: DTZ011 (the day on the wall)
    return read_on.date().isoformat() if read_on else ""


LEFT_OUT = "not taken in"


def _arrived(sources: tuple[str, ...], counts: Counter[str]) -> Iterator[Arrival]:
    """Every study of every source, with a bar: over the sources, or over the studies of a single one."""
    registry = Registry()
    bar = partial(with_bar, "Importing")
    for source in bar(sources) if len(sources) > 1 else sources:
        try:
            found = arrivals(source, registry)
        except ExplainerError as error:
            _tell(error, counts)
            continue
        yield from bar(found) if len(sources) == 1 else found


def _tell(error: ExplainerError, counts: Counter[str]) -> None:
    counts[LEFT_OUT] += 1
    click.echo(f"explainer: {error}", err=True)
