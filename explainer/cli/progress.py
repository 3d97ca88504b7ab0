"""A bar for what takes long, on a terminal only."""

import sys
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from typing import TypeVar

import click

T = TypeVar("T")
PATIENCE = 1.0
"""Seconds before somebody wonders whether anything happens."""


def with_bar(label: str, steps: Collection[T]) -> Iterator[T]:
    """The steps, and on standard error how many of them are done."""
    started, bar = time.monotonic(), None
    with ExitStack() as until_done:
        for done, step in enumerate(steps):
            if bar is None and sys.stderr.isatty() and time.monotonic() - started > PATIENCE:
                bar = until_done.enter_context(click.progressbar(length=len(steps), label=label, file=sys.stderr))
            if bar is not None:
                bar.update(done - bar.pos)
            yield step
        if bar is not None:
            bar.update(len(steps) - bar.pos)
