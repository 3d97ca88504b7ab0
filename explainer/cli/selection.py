"""Which findings somebody asked for: those of a study, of a file or of a folder."""

import os
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

import click

from explainer.cli.options import STUDIES
from explainer.finding import Finding


def selected(findings: Iterable[Finding], root: Path, wanted: Iterable[str]) -> tuple[Finding, ...]:
    """The findings of what is `wanted`: ids of studies, and paths below the site folder or below where the user stands.

    Raises:
        click.BadParameter: there is no such study, file or folder.
    """
    found = tuple(findings)
    places = [_place(root, what, found) for what in wanted]
    return tuple(finding for finding in found if any(_is_of(finding, *place) for place in places))


def _place(root: Path, what: str, findings: tuple[Finding, ...]) -> tuple[str, str]:
    """`(path below the site folder, id of a study)`; the id is empty where a path was named."""
    trials = {path.name for path in (root / STUDIES).glob("*") if path.is_dir()}
    if what in trials:
        return f"{STUDIES}/{what}", what
    named = [path for base in (Path.cwd(), root) if what for path in _below(root, base / what)]
    for path in named:
        # A file that is missing has findings too.
        if os.path.lexists(root / path) or any(_is_of(finding, path, "") for finding in findings):
            return path, ""
    files = [path for name in ("content", "translations") for path in (root / name).rglob("*")]
    known: dict[str, str] = {}
    for path in sorted(path.relative_to(root).as_posix() for path in files):
        known |= {path: path, path.rpartition("/")[2]: path}
    known |= {name: name for name in trials}
    near = get_close_matches(what, known, n=1)
    fix = f"Did you mean {known[near[0]]}?" if near else "Name a study, or a file or folder of the site."
    raise click.BadParameter(f"{what!r} is no study, file or folder of {root}. {fix}", param_hint="WHAT")


def _below(root: Path, path: Path) -> list[str]:
    """A path as it is named below the site folder, perhaps by way of links; nothing where it is elsewhere."""
    here = Path.cwd()
    as_named = (Path(os.path.normpath(here / path)), Path(os.path.normpath(here / root)))
    # Unlike `Path.resolve`, this bears links in a circle.
    as_it_is = (Path(os.path.realpath(path)), Path(os.path.realpath(root)))
    return [inner.relative_to(outer).as_posix() for inner, outer in (as_named, as_it_is) if inner.is_relative_to(outer)]


def _is_of(finding: Finding, path: str, trial: str) -> bool:
    there = PurePosixPath(finding.where.path)
    return there.is_relative_to(path) or bool(trial and there.stem == trial)
