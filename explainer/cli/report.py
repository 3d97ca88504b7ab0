"""`explainer report`: one page on how each study stands, for whoever keeps the site."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import click

from explainer.checks.editions import read_editions
from explainer.cli.options import read_and_check, site_option, studies
from explainer.cli.output import write
from explainer.curate.translate import status
from explainer.errors import ExplainerError
from explainer.finding import in_reading_order
from explainer.language.locales import Locale, read_locales
from explainer.settings import SOURCE_LOCALE
from explainer.show import report as page

KINDS: tuple[Literal["published", "draft"], ...] = ("published", "draft")


@click.command()
@site_option
@click.option(
    "-o", "--output", "target", required=True, metavar="FILE.html", type=click.Path(path_type=Path), help="The file to write."
)
def report(root: Path, target: Path) -> None:
    """Write one page for the curator: how each study stands in each language, drafts too, and what to do next."""
    if target.exists() and not target.is_file():
        raise ExplainerError(f"{target} is not a file. Name a file: {target / 'report.html'}")
    gathered = read_and_check(root)
    site = gathered.editions[0].site
    published, drafts = (tuple(each for each in read_locales(root, kind) if each.tag != SOURCE_LOCALE) for kind in KINDS)
    findings = in_reading_order([*gathered.findings, *(read_editions(root, site, drafts)[1] if drafts else ())])
    progress = status(root, site, (*published, *drafts))
    translated = {(each.locale.tag, each.domain): (each.translated, each.total) for each in progress}
    rows = page.rows(site, (Locale(SOURCE_LOCALE), *published), drafts, findings, translated)
    write(target, f"{page.report(site, rows, findings, datetime.now(tz=UTC).date())}\n".encode())
    click.echo(f"{target}: {studies(site)}, in {', '.join((SOURCE_LOCALE, *(locale.tag for locale in (*published, *drafts))))}")
