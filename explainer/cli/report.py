"""`explainer report`: one page on how each study stands, for whoever keeps the site."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import click

from explainer.checks.editions import read_editions
from explainer.cli.options import read_and_check, site_option, studies
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
    editions, findings = read_and_check(root)
    site = editions[0].site
    published, drafts = (tuple(each for each in read_locales(root, kind) if each.tag != SOURCE_LOCALE) for kind in KINDS)
    findings = in_reading_order([*findings, *(read_editions(root, site, drafts)[1] if drafts else ())])
    progress = status(root, site, (*published, *drafts))
    translated = {(each.locale.tag, each.domain): (each.translated, each.total) for each in progress}
    rows = page.rows(site, (Locale(SOURCE_LOCALE), *published), drafts, findings, translated)
    _write(target, page.report(site, rows, findings, datetime.now(tz=UTC).date()))
    click.echo(f"{target}: {studies(site)}, in {', '.join((SOURCE_LOCALE, *(locale.tag for locale in (*published, *drafts))))}")


def _write(target: Path, text: str) -> None:
    """Built beside and renamed, so that a file by that name is always whole."""
    building = target.with_name(f".{target.name}.building")
    try:
        building.write_text(f"{text}\n", encoding="utf-8", newline="\n")
        building.replace(target)
    except OSError as error:
        with suppress(OSError):  # What is told is why it failed, not that its remains did not go away either.
            building.unlink()
        raise ExplainerError(f"{target} cannot be written: {error.strerror or error}") from error
