"""Options that several commands understand, and the answer that they give to a broken site."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

from explainer.cli.progress import with_bar
from explainer.gather import Gathered, gather
from explainer.model import Site
from explainer.settings import DEFAULT_PORT, SHIPPED
from explainer.store import Store, cache_folder

STUDIES = "content/trials"
Command = Callable[..., Any]


def _site_at_hand() -> Path:
    """The folder that one is in, where it is a site: nobody in one means the shipped one."""
    return here if ((here := Path.cwd()) / "content" / "site.md").is_file() else SHIPPED


def site_option(command: Command) -> Command:
    """`--site DIR`: unless given, the site that one is in, else the shipped one."""
    return click.option(
        "--site",
        "root",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=_site_at_hand,
        show_default="the folder that you are in, if it is one, else the one that comes with explainer",
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


def read_and_check(root: Path) -> Gathered:
    """A site folder read, in each language that it offers, and all that is wrong with it."""
    return gather(root, Store(cache_folder()), partial(with_bar, "Checking"))


def studies(site: Site) -> str:
    """`1 study`, `2 studies`."""
    count = len(site.trials)
    return f"{count} {'study' if count == 1 else 'studies'}"


def studies_checked(root: Path, site: Site) -> str:
    """`2 studies checked`, and how many were not: only the finding that keeps one from being read is told of it."""
    folders = {path.name for path in (root / STUDIES).glob("[!.]*") if path.is_dir()}
    unread = len(folders - {trial.id for trial in site.trials})
    return f"{studies(site)} checked" + (f", {unread} could not be read" if unread else "")
