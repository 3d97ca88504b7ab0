"""The command line: wires the floors. Only this room prints and exits: 0 clean, 1 findings, 2 could not run."""

import os
import sys
from io import TextIOWrapper

import click

from explainer.cli.check import check
from explainer.cli.diff import diff
from explainer.cli.draft import draft
from explainer.cli.export import export
from explainer.cli.new_site import new_site
from explainer.cli.report import report
from explainer.cli.serve import serve
from explainer.cli.sheet import sheet
from explainer.cli.sign import sign
from explainer.cli.sync import sync
from explainer.cli.take_in import import_records
from explainer.cli.translate import translate
from explainer.errors import ExplainerError

COULD_NOT_RUN = 2


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="explainer", message="%(prog)s %(version)s")
def commands() -> None:
    """Plain-language pages for clinical studies, each sentence held against the registry's own words."""


for command in (
    serve,
    export,
    sheet,
    check,
    report,
    new_site,
    import_records,
    draft,
    sync,
    sign,
    diff,
    translate,
):
    commands.add_command(command)


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
