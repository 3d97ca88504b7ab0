"""`explainer sync`: records read again, what changed in them, and what there is to do for it."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from explainer.checks import RULES, check
from explainer.cli.diff import show_lines
from explainer.cli.forms import as_text
from explainer.cli.options import site_option
from explainer.cli.progress import with_bar
from explainer.cli.take_in import day_of, read_on_option
from explainer.curate.arrivals import Arrival, arrivals, fetched, found_sources
from explainer.curate.registry import Registry, registry_number
from explainer.curate.sign import find_trial
from explainer.curate.sync import Synced, concerned
from explainer.curate.sync import sync as sync_record
from explainer.curate.translate import locales_of
from explainer.errors import ExplainerError
from explainer.language.catalogs import read_catalog
from explainer.model import Site, Trial
from explainer.reading.loader import load_site
from explainer.reading.record import NotARecord, parse_record

TO_DO = (
    *("unit-out-of-date", "quote-not-in-record", "passage-new", "passage-not-covered"),
    *("record-problem-unanswered", "record-problem-found"),
)
"""The rules that tell what a changed record asks of a writer."""


@click.command()
@site_option
@click.argument("trials", metavar="[TRIAL]...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every study of the site that is in the registry.")
@click.option(
    "--from",
    "sources",
    multiple=True,
    metavar="FILE|FOLDER",
    help="Records that are at hand, instead of asking the registry. May be given more than once.",
)
@read_on_option
def sync(root: Path, trials: tuple[str, ...], sources: tuple[str, ...], read_on: datetime | None, *, everything: bool) -> None:
    """Read the records of studies again, and tell what changed and what there is to do.

    The new record takes the place of the old one. Units that quote what it does not say any more are out of date by that alone.
    The old record is kept beside the new one: pages say which words explain it, until they are mended.

    Exit code: 0 nothing changed, 1 something did or could not be read, 2 could not run.
    """
    if not (trials or everything or sources):
        raise click.UsageError("Name studies, or use --all, or --from with records that are at hand.")
    old = load_site(root)
    named = {id: find_trial(old, id) for id in trials}
    failed: list[ExplainerError] = []
    changed: list[tuple[Trial, Synced]] = []
    studies = [*named.values()] or [trial for trial in old.site.trials if sources or registry_number(trial.id)]
    for trial, arrival in _given(studies, sources, failed) if sources else _fetched(studies, failed):
        named.pop(trial.id, None)
        try:
            synced = sync_record(root, trial, arrival, day_of(arrival, read_on))
        except ExplainerError as error:
            failed.append(error)
            continue
        changed += [] if synced.same else [(trial, synced)]
    if sources and not failed:
        failed += [ExplainerError(f"{id}: there is no record of it in {', '.join(sources)}") for id in named]
    _tell(root, old.site, changed)
    for each in failed:
        click.echo(f"explainer: {each}", err=True)
    click.echo(f"{len(changed)} changed; {len(failed)} could not be read", err=True)
    sys.exit(1 if changed or failed else 0)


Arrived = Iterator[tuple[Trial, Arrival]]


def _fetched(trials: list[Trial], failed: list[ExplainerError]) -> Arrived:
    registry = Registry()
    for trial in with_bar("Reading", trials):
        try:
            yield trial, fetched(trial.id, registry)
        except ExplainerError as error:
            failed.append(error)


def _given(trials: list[Trial], sources: tuple[str, ...], failed: list[ExplainerError]) -> Arrived:
    """The studies of which the sources hold a record, which bring in no new one."""
    left = {trial.id: trial for trial in trials}
    for source in with_bar("Reading", found_sources(sources)):
        try:
            for arrival in arrivals(source, Registry()):
                if trial := left.pop(_id(arrival), None):
                    yield trial, arrival
        except ExplainerError as error:
            failed.append(error)


def _id(arrival: Arrival) -> str:
    try:
        return parse_record(arrival.content.decode("utf-8-sig")).id
    except (NotARecord, UnicodeDecodeError) as error:
        raise ExplainerError(f"{arrival.name}: {error}") from error


def _tell(root: Path, before: Site, changed: list[tuple[Trial, Synced]]) -> None:
    now = {trial.id: trial for trial in load_site(root).site.trials} if changed else {}
    for old, synced in changed:
        click.echo(click.style(synced.id, bold=True))
        show_lines(synced.change)
        if synced.change.before == synced.change.after:
            click.echo("  only what no page shows")
        if synced.kept:
            click.echo(f"  the old record is kept: {synced.kept}")
        if old.copy.blocks:
            click.echo("  to do: read trial.md again, which tells where the copy came from")
        if synced.id in now:
            _tell_of_words(root, before, old, now[synced.id])


def _tell_of_words(root: Path, site: Site, old: Trial, new: Trial) -> None:
    """What a writer and each translator has to do that was not to be done before."""
    before, after = (check(replace(site, trials=(trial,)), [RULES[name] for name in TO_DO]) for trial in (old, new))
    for finding in (finding for finding in after if finding not in before):
        click.echo(f"  to do: {as_text(finding)}")
    units = concerned(old, new)
    for tag in _translated(root, new.id) if units else ():
        click.echo(f"  to do in {tag}, once the words are mended: {', '.join(units)}")


def _translated(root: Path, trial_id: str) -> Iterable[str]:
    """The languages into which words of a study are translated."""
    for locale in locales_of(root):
        if any(entry.translated for entry in read_catalog(root, locale, trial_id)[0].entries.values()):
            yield locale.tag
