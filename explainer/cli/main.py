"""The command line: wires the floors. Only this room prints and exits: 0 clean, 1 findings, 2 could not run."""

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from io import TextIOWrapper

import click

from explainer.errors import ExplainerError

COULD_NOT_RUN = 2
COMMANDS: Mapping[str, str] = {
    "serve": "serve",
    "export": "export",
    "sheet": "sheet",
    "check": "check",
    "report": "report",
    "new-site": "new_site",
    "import": "take_in",
    "draft": "draft",
    "sync": "sync",
    "sign": "sign",
    "diff": "diff",
    "translate": "translate",
}
"""The module of each command."""


class Commands(click.Group):
    """Commands of which each is loaded when it is called: to load what all of them need takes a second."""

    def list_commands(self, _: click.Context) -> list[str]:
        """Their names."""
        return sorted(COMMANDS)

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, if there is one."""
        if cmd_name not in COMMANDS:
            return None
        found = vars(import_module(f"explainer.cli.{COMMANDS[cmd_name]}")).values()
        return next(each for each in found if isinstance(each, click.Command) and each.name == cmd_name)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="explainer", message="%(prog)s %(version)s")
def commands() -> None:
    """Plain-language pages for clinical studies, each sentence held against the registry's own words."""


def main() -> None:
    """Run the command line; what cannot go on is told in one line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that knows no Chinese gets an escape in its place, not a traceback.
            stream.reconfigure(errors="backslashreplace")
    try:
        commands(prog_name="explainer", color=False if os.environ.get("NO_COLOR") else None)
    except (ExplainerError, OSError) as error:
        click.echo(f"explainer: {error}", err=True)
        sys.exit(COULD_NOT_RUN)
