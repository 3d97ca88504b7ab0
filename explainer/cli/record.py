"""`explainer check --record`: what is wrong with a registry's record, before a word is written about it."""

import json
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import click

from explainer.checks.record_problems import RecordProblem, record_problems
from explainer.reading.record import NotARecord, parse_record
from explainer.reading.source import Folder, Problems

FOUND, COULD_NOT_READ = 1, 2

record_option = click.option(
    "--record",
    "records",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE.json",
    help="Only what is wrong with this registry record, of any study. May be given more than once.",
)


def check_records(paths: Iterable[Path], form: str, rules: Collection[str] = ()) -> int:
    """Print the problems of each record, or those that some rules find.

    Returns:
        The exit code: 0 no problem, 1 some, 2 a file could not be read.
    """
    read: list[dict[str, Any]] = []
    unread: list[dict[str, str]] = []
    for path in paths:
        try:
            record = parse_record(_text(path))
        except NotARecord as error:
            line = f", line {error.line}" if error.line else ""
            unread.append({"path": str(path), "message": f"{error}{line}"})
            click.echo(f"explainer: {path}{line}: {error}", err=True)
            continue
        problems = [problem for problem in record_problems(record) if not rules or problem.rule in rules]
        read.append({"path": str(path), "record": record.id, "problems": [_data(problem) for problem in problems]})
        for problem in problems if form != "json" else ():
            click.echo(f"{path}: {problem.notice}: {problem.message} ({problem.rule})\n    fix: {problem.fix}")
    count = sum(len(each["problems"]) for each in read)
    if form == "json":
        click.echo(json.dumps({"records": read, "unread": unread}, ensure_ascii=False, indent=2))
    elif read:
        records = f"{len(read)} {'record' if len(read) == 1 else 'records'}"
        click.echo(f"{records} checked: {count or 'no'} {'problem' if count == 1 else 'problems'}", err=True)
    return COULD_NOT_READ if unread else FOUND if count else 0


def _text(path: Path) -> str:
    """The text of a file.

    Raises:
        NotARecord: it has none.
    """
    folder = Folder(path.parent, Problems())
    source = folder.read(path.name, fix="")
    if source is None:
        told = folder.problems.found[0]
        raise NotARecord(told.message, told.where.line)
    return source.text


def _data(problem: RecordProblem) -> dict[str, Any]:
    return {
        "rule": problem.rule,
        "notice": problem.notice,
        "passages": [passage.id for passage in problem.passages],
        "words": problem.words,
        "message": problem.message,
        "fix": problem.fix,
    }
