"""Options that several commands understand, and the answer that they give to a broken site."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

from explainer.checks import RULES, check
from explainer.checks.editions import read_editions
from explainer.cli.progress import with_bar
from explainer.finding import Finding, in_reading_order
from explainer.language.editions import Edition
from explainer.model import Site
from explainer.reading.loader import load_site
from explainer.settings import DEFAULT_PORT, SHIPPED

STUDIES = "content/trials"
Command = Callable[..., Any]


def site_option(command: Command) -> Command:
    """`--site DIR`: the shipped site unless given."""
    return click.option(
        "--site",
        "root",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=SHIPPED,
        show_default="the one that comes with explainer",
        metavar="DIR",
        help="The site folder: it holds content/ and perhaps translations/ and static/.",
    )(command)


def port_option(command: Command) -> Command:
    """`--port N`: where to listen on this machine."""
    return click.option(
        "--port",
        type=click.IntRange(1, 65535),
        default=DEFAULT_PORT,
        show_default=True,
        metavar="N",
        help="TCP port to listen on.",
    )(command)


def read_and_check(root: Path) -> tuple[tuple[Edition, ...], tuple[Finding, ...]]:
    """A site folder read, in each language that it offers, and all that is wrong with it."""
    loaded = load_site(root, partial(with_bar, "Reading"))
    found = check(loaded.site, with_bar("Checking", RULES.values()))
    editions, translated = read_editions(root, loaded.site)
    return editions, in_reading_order([*loaded.findings, *found, *translated])


def studies(site: Site) -> str:
    """`1 study`, `2 studies`."""
    count = len(site.trials)
    return f"{count} {'study' if count == 1 else 'studies'}"


def studies_checked(root: Path, site: Site) -> str:
    """`2 studies checked`, and how many were not: only the finding that keeps one from being read is told of it."""
    folders = {path.name for path in (root / STUDIES).glob("[!.]*") if path.is_dir()}
    unread = len(folders - {trial.id for trial in site.trials})
    return f"{studies(site)} checked" + (f", {unread} could not be read" if unread else "")
