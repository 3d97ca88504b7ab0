"""`explainer sign`: who has checked the words of a study."""

from datetime import date, datetime
from pathlib import Path

import click

from explainer.cli.options import site_option
from explainer.curate.sign import Signer
from explainer.curate.sign import sign as sign_units
from explainer.settings import SOURCE_LOCALE
from explainer.sign_off import CLINICAL, ROLES

ROLES_SAID = f"Roles: {', '.join(ROLES)}. Words count as checked once one of these signs: {', '.join(sorted(CLINICAL))}."


@click.command(epilog=ROLES_SAID)
@site_option
@click.argument("trial")
@click.option("--role", required=True, metavar="ROLE", help="In what role you checked the words; see below.")
@click.option("--language", default=SOURCE_LOCALE, show_default=True, metavar="TAG", help="The language that you read.")
@click.option(
    "--unit", "units", multiple=True, metavar="ID", help="A unit that you checked; may be given again. Without it, all of them."
)
@click.option("--name", metavar="NAME", help="Your name or initials, as the page is to show them.")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day on which you checked them. Today unless given."
)
def sign(
    *, root: Path, trial: str, role: str, language: str, units: tuple[str, ...], name: str | None, on: datetime | None
) -> None:
    """Write down that you have checked words of the study TRIAL.

    A unit is named as in its address (#kidneys). What a file holds around its units goes by the file's name (eligibility.md).
    """
    day = (on.date() if on else date.today()).isoformat()  # noqa: DTZ011 (the day on the wall where somebody signs)
    if name is not None and not name.strip():
        raise click.BadParameter(
            "it is empty. Give a name, or leave --name out: the page then shows the role only", param_hint="--name"
        )
    signer = Signer(role=role, name=" ".join((name or "").split()), on=day)
    signed = sign_units(root, trial, signer=signer, language=language, units=units)
    for each in signed:
        click.echo(f"{each.unit} ({each.language})")
    who = ROLES[role] + (f", {signer.name}" if signer.name else "")
    click.echo(f"{len(signed)} {'unit' if len(signed) == 1 else 'units'} of {trial} signed by {who}, on {day}", err=True)
