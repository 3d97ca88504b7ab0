"""`explainer check`: what is wrong with the content, for a person or a machine."""

import sys
from pathlib import Path

import click

from explainer.cli import rule_list
from explainer.cli.forms import as_github, as_json, as_text
from explainer.cli.options import read_and_check, site_option, studies_checked
from explainer.cli.record import check_records, record_option
from explainer.cli.selection import selected
from explainer.finding import counted


@click.command()
@click.argument("what", nargs=-1)
@site_option
@click.option(
    "--rule", "rules", multiple=True, metavar="NAME", callback=rule_list.known_rules, help="Only what this rule finds."
)
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--list", "explain", is_flag=True, help="Explain the rules, with a bad and a good example of each.")
@record_option
def check(
    root: Path, what: tuple[str, ...], rules: tuple[str, ...], form: str, records: tuple[Path, ...], *, explain: bool
) -> None:
    """Hold the content against the records and say what is wrong.

    WHAT is a study's number, or a file or folder of the site: all is checked, and what is wrong there is told.

    Exit code: 0 nothing (notes aside), 1 errors or warnings, 2 could not run.
    """
    if explain:
        _explain(what, rules, form)
        return
    if records:
        if form == "github":
            raise click.UsageError("--record tells of files of any folder, which --format github cannot: use text or json")
        sys.exit(check_records((*records, *map(Path, what)), form, rules))
    gathered = read_and_check(root)
    everything = gathered.findings
    findings = selected(everything, root, what) if what else everything
    findings = tuple(finding for finding in findings if not rules or {finding.rule, *finding.about} & {*rules})
    if form == "json":
        click.echo(as_json(findings))
    for finding in findings if form != "json" else ():
        click.echo(as_text(finding) if form == "text" else as_github(finding, root))
    if form != "json":
        others = len(everything) - len(findings)
        rest = f" (not shown: {others} on other places or rules)" if others else ""
        click.echo(f"{studies_checked(root, gathered.editions[0].site)}: {counted(findings)}{rest}", err=True)
    sys.exit(1 if any(finding.severity != "note" for finding in findings) else 0)


def _explain(what: tuple[str, ...], rules: tuple[str, ...], form: str) -> None:
    if what or form == "github":
        raise click.UsageError("--list explains rules: it takes no WHAT, and is written as text or json.")
    found = [manual for name, manual in rule_list.manuals().items() if not rules or name in rules]
    click.echo(rule_list.as_json(found) if form == "json" else rule_list.as_text(found))
