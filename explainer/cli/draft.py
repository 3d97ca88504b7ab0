"""`explainer draft`: plain words, or a translation, proposed by a language model. Off unless asked."""

import sys
from datetime import date
from pathlib import Path

import click

from explainer.cli.options import site_option
from explainer.curate.draft import DRAFTS
from explainer.curate.draft import draft as draft_words
from explainer.curate.draft_translation import draft_translation
from explainer.curate.language_model import SECONDS, LanguageModel


@click.command()
@site_option
@click.argument("trial")
@click.option("--model", "name", required=True, metavar="NAME", help="A model that `llm` knows; `llm models` lists them.")
@click.option("--unit", "units", multiple=True, metavar="ID", help="A unit to draft; may be given again. Without it, all.")
@click.option("--language", "tag", metavar="TAG", help="Draft a translation into this language, instead of plain words.")
@click.option(
    "--seconds", type=click.FloatRange(min=0.1), default=SECONDS, show_default=True, help="How long one answer may take."
)
def draft(*, root: Path, trial: str, name: str, units: tuple[str, ...], tag: str | None, seconds: float) -> None:
    """Have a language model propose plain words for what nobody has explained yet in the study TRIAL.

    This sends words of the record and of the glossary to the model that you name; no other command does. A draft is kept only
    if it passes every rule; else the model is told why and asked once more. No page shows a draft: plain words stand in the
    study's drafts.md until a person copies and changes them, a translation in its catalog, marked fuzzy.

    Exit code: 0 all are drafted, 1 some are left out, 2 could not run.
    """
    model, today = LanguageModel(name, seconds), date.today().isoformat()  # noqa: DTZ011 (the day on the wall)
    outcomes = (
        draft_translation(root, trial, tag, model, on=today, units=units)
        if tag
        else draft_words(root, trial, model, on=today, units=units)
    )
    drafted, left_out = 0, 0
    for outcome in outcomes:
        drafted += not outcome.problems
        left_out += bool(outcome.problems)
        click.echo(f"{outcome.name}: {'left out' if outcome.problems else 'drafted'}")
        for problem in outcome.problems:
            click.echo(f"  {problem}")
    where = "the catalog, marked fuzzy" if tag else f"content/trials/{trial}/{DRAFTS}"
    told = f"{drafted} drafted{f', in {where}' if drafted else ''}; {left_out} left out"
    click.echo(told if drafted or left_out else "nothing is left to draft", err=True)
    sys.exit(1 if left_out else 0)
