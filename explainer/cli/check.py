"""`explainer check`: what is wrong with the content, for a person or a machine."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from explainer.cli.options import counted, read_and_check, site_option
from explainer.cli.record import check_records, record_option
from explainer.finding import Finding


@click.command()
@site_option
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@record_option
def check(root: Path, form: str, records: tuple[Path, ...]) -> None:
    """Hold the content against the records and say what is wrong.

    Exit code: 0 nothing (notes aside), 1 errors or warnings, 2 could not run.
    """
    if records:
        sys.exit(check_records(records, form))
    editions, findings = read_and_check(root)
    if form == "json":
        click.echo(json.dumps({"findings": [_data(finding) for finding in findings]}, ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            click.echo(str(finding))
        studies = len(editions[0].site.trials)
        click.echo(f"{studies} {'study' if studies == 1 else 'studies'} checked: {counted(findings)}", err=True)
    sys.exit(1 if any(finding.severity != "note" for finding in findings) else 0)


def _data(finding: Finding) -> dict[str, Any]:
    data = asdict(finding)
    return {"rule": data["rule"], "severity": data["severity"], **data["where"], "message": data["message"], "fix": data["fix"]}
