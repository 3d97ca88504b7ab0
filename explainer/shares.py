"""Work done by several processes: each takes its share, and tells of each piece as it is done."""

import gc
import os
import traceback
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from explainer.errors import ExplainerError

T = TypeVar("T")
R = TypeVar("R")
A_SHARE = 500
"""Pieces for which another process pays."""
A_HEAP = 10_000
"""New values after which garbage is looked for; Python's own 700 are made many times in one page."""


def processes_for(pieces: int, a_share: int = A_SHARE) -> int:
    """How many processes a number of pieces is worth on this machine."""
    return min(os.cpu_count() or 1, pieces // a_share + 1) if "fork" in get_all_start_methods() else 1


def done(work: Callable[[T], R], pieces: Sequence[T], processes: int) -> Iterator[R]:
    """What comes of each piece, in no order.

    Processes are forked: they have what is in memory, and nothing is sent to them.
    """
    if processes == 1:
        yield from map(work, pieces)
        return
    context, told, running = get_context("fork"), [], []
    # What is here stays: a process that looked for garbage in it would have to copy it.
    gc.freeze()
    try:
        for share in range(processes):
            tell, teller = context.Pipe(duplex=False)
            process = context.Process(target=_share, args=(work, pieces[share::processes], teller, os.getpid()), daemon=True)
            process.start()
            teller.close()
            told.append(tell)
            running.append(process)
        yield from _told(told)
        for process in running:
            process.join()
            if process.exitcode:
                raise ExplainerError(f"a process that did a part of the work ended too early ({process.exitcode})")
    finally:
        for process in running:
            process.kill()
            process.join()


def _share(work: Callable[[T], R], pieces: Sequence[T], teller: Connection, parent: int) -> None:
    # What there is by now stays: to look for garbage in it takes time, and a copy of each page of memory looked at.
    gc.freeze()
    gc.set_threshold(A_HEAP)
    for piece in pieces:
        if os.getppid() != parent:  # Nobody is there any more to publish what is written.
            return
        try:
            teller.send(work(piece))
        except (ExplainerError, OSError) as error:
            teller.send(error)
            return
        except Exception:  # noqa: BLE001 (whatever it is, the parent has to hear of it)
            teller.send(RuntimeError(traceback.format_exc()))
            return


def _told(told: list[Connection]) -> Iterator[Any]:
    """What processes tell, until none has anything to tell any more; an error is raised here."""
    while told:
        for tell in [each for each in wait(told) if isinstance(each, Connection)]:
            try:
                said = tell.recv()
            except EOFError:
                told.remove(tell)
                continue
            if isinstance(said, Exception):
                raise said
            yield said
