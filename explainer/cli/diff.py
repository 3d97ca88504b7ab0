"""`explainer diff`: what changed in a study since it was signed."""

import sys
from pathlib import Path

import click

from explainer.checks.sign_offs import TEXTS
from explainer.cli.options import site_option
from explainer.curate.diff import Change, Mark, since_revision, since_signed
from explainer.curate.history import History
from explainer.curate.sign import find_trial
from explainer.errors import ExplainerError
from explainer.reading.loader import load_site
from explainer.sign_off import ROLES, SIGN_OFFS

SIGNED = "SIGNED"


@click.command()
@site_option
@click.argument("trial")
@click.option(
    "--since",
    default=SIGNED,
    show_default=True,
    metavar="SIGNED|REV",
    help="SIGNED: since each unit was last signed. REV: since a revision of git.",
)
def diff(root: Path, trial: str, since: str) -> None:
    """Show what changed in the record and in our words of the study TRIAL, old words as [-old-] and new ones as {+new+}.

    Exit code: 0 nothing changed, 1 something did, 2 could not run.
    """
    loaded = load_site(root)
    now = find_trial(loaded, trial)
    broken = [finding for finding in loaded.findings if finding.where.path.endswith(f"/{trial}/{SIGN_OFFS}")]
    if since == SIGNED and not now.sign_offs:
        why = str(broken[0]) if broken else f"nobody has signed words of {trial}. Compare with a revision: --since REV"
        raise ExplainerError(why)
    history = History(root, trial)
    changes = since_signed(now, history) if since == SIGNED else since_revision(now, history, since)
    for change in changes.units:
        click.echo(_head(change))
        show_lines(change)
    if changes.unseen:
        click.echo(f"Some of the words that were signed cannot be shown: {changes.unseen}.", err=True)
    count = len(changes.units)
    click.echo(f"{count or 'no'} {'unit' if count == 1 else 'units'} of {trial} changed since {_since(since)}", err=True)
    sys.exit(1 if count else 0)


def show_lines(change: Change) -> None:
    """What differs, a line each, old words and new ones marked."""
    for kind, words in change.lines() if change.before is not None else ():
        click.echo(f"  {kind}: " + " ".join(_marked(mark, text) for mark, text in words))


def _since(since: str) -> str:
    return "they were signed" if since == SIGNED else since


def _head(change: Change) -> str:
    head = click.style(change.unit, bold=True) + (f"  {change.where}" if change.where else "")
    if change.sign_off is None:
        return head
    signed = f"signed by {ROLES[change.sign_off.role]} on {change.sign_off.on} ({change.sign_off.language})"
    what = " and ".join(TEXTS[name] for name in change.moved)
    return f"{head}\n  {signed}; since then {what + ' changed' if change.where else 'it went away'}"


def _marked(mark: Mark, text: str) -> str:
    """Marked by signs as well as by colour, which only a terminal shows."""
    if mark == "same":
        return text
    return click.style(f"[-{text}-]", fg="red") if mark == "old" else click.style(f"{{+{text}+}}", fg="green")
