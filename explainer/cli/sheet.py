"""`explainer sheet`: a study's questions, or the study itself, on paper: a PDF."""

from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

import click

from explainer.cli.options import read_and_check, site_option
from explainer.cli.output import write
from explainer.errors import ExplainerError
from explainer.language.editions import Edition
from explainer.model import AUDIENCES, Site
from explainer.pdf.maker import PdfMaker
from explainer.settings import SOURCE_LOCALE, STATIC
from explainer.show.choice import Choice
from explainer.show.pages import Page, SheetPage, TrialPage, all_pages
from explainer.show.render import Renderer, static_files
from explainer.show.sheet import question_ids


@click.command()
@click.argument("trial", metavar="STUDY")
@site_option
@click.option("--locale", "tag", default=SOURCE_LOCALE, show_default=True, metavar="TAG", help="The language.")
@click.option("--with", "second", default="", metavar="TAG", help="A second language, under the first.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="The paper; else what the language is printed on.")
@click.option("--large", is_flag=True, help="In large print.")
@click.option(
    "--questions", default="", metavar="LIST", help="doctor, coordinator, or ids of questions, with commas; else all."
)
@click.option("--study", is_flag=True, help="The page of the study instead of its questions.")
@click.option(
    "-o", "--output", "target", required=True, metavar="FILE.pdf", type=click.Path(path_type=Path), help="The file to write."
)
def sheet(
    *,
    trial: str,
    root: Path,
    tag: str,
    second: str,
    paper: Literal["a4", "letter"] | None,
    large: bool,
    questions: str,
    study: bool,
    target: Path,
) -> None:
    """Write a PDF of a study's questions, with room for the answers."""
    if study and (second or paper or large or questions):
        raise click.UsageError("--study is the whole page: --with, --paper, --large and --questions are for its questions.")
    gathered = read_and_check(root)
    if any(finding.severity == "error" for finding in gathered.findings):
        raise ExplainerError("no PDF is made of a site that has errors. `explainer check` tells of them.")
    editions = {edition.locale.tag: edition for edition in gathered.editions}
    edition = editions[_known(tag, editions, "--locale")]
    _known(trial, {each.id for each in edition.site.trials}, "STUDY")
    if second:
        _known(second, editions.keys() - {tag}, "--with")
    choice = None if study else Choice(second=second, paper=paper or "", large=large)
    page = _page(edition, trial, choice, questions)
    static = static_files(root / "static", STATIC)
    with closing(pdf_maker(edition.site, static)) as make_pdf:
        renderer = Renderer(gathered.editions, static)
        write(target, make_pdf(renderer.render(page, edition.locale), renderer.banner(edition.locale)))
    click.echo(f"{target}: {trial}, {tag}{f', {second}' if second else ''}")


def _page(edition: Edition, trial: str, choice: Choice | None, questions: str) -> Page:
    """The sheet of a study with the questions of a list, or, without a choice, the page of the study."""
    pages = all_pages(edition.site)
    if choice is None:
        return next(page for page in pages if isinstance(page, TrialPage) and page.trial.id == trial)
    page = next(page for page in pages if isinstance(page, SheetPage) and page.trial.id == trial)
    wanted = tuple(dict.fromkeys(part.strip() for part in questions.split(",") if part.strip()))
    for each in wanted:
        _known(each, question_ids(edition.site, page.trial) | set(AUDIENCES), "--questions")
    lists = tuple(audience for audience in AUDIENCES if audience in wanted)
    if not lists:
        return replace(page, choice=replace(choice, questions=wanted))
    if len(lists) < len(wanted):
        raise click.BadParameter("name whole lists or single questions, not both", param_hint="--questions")
    return replace(page, choice=replace(choice, audiences=lists))


def _known(given: str, known: Collection[str], what: str) -> str:
    """What was given, if it is known.

    Raises:
        click.BadParameter: it is not; the text names the nearest that is.
    """
    if given not in known:
        near = get_close_matches(given, sorted(known), n=1, cutoff=0.4)
        fix = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(sorted(known))}."
        raise click.BadParameter(f"{given!r} is not known. {fix}", param_hint=what)
    return given


def pdf_maker(site: Site, static: Mapping[str, Path]) -> PdfMaker:
    """What makes the site's PDFs.

    Raises:
        NoPdf: the extra `pdf`, or a library that it needs, is missing.
    """
    styles = {f"/static/{name}": path.read_text(encoding="utf-8") for name, path in static.items() if path.suffix == ".css"}
    return PdfMaker(styles, site.settings.public_address)
