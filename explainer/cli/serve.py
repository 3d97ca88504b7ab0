"""`explainer serve`: the site on this machine, by a production server; with `--watch` for writers."""

import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from multiprocessing import Lock
from multiprocessing.synchronize import Lock as LockType
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from watchfiles import watch as watch_files

from explainer.cli.forms import as_text
from explainer.cli.options import port_option, read_and_check, site_option, studies
from explainer.cli.sheet import pdf_maker
from explainer.errors import ExplainerError
from explainer.finding import Finding, counted
from explainer.inputs import Inputs, read_inputs
from explainer.language.editions import Edition
from explainer.pdf.maker import NoPdf
from explainer.settings import STATIC
from explainer.show.pages import all_pages
from explainer.show.render import Renderer, static_files
from explainer.web.app import create_app

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


BOUNDS: dict[str, Any] = {
    "http": HTTPModes.http1,
    # Milliseconds for the head of a request, and for the silence before one; bytes of the head, of which it reads a piece more:
    # some 40 kB. 100 headers are the most that the server takes. No body is ever read.
    "http1_settings": HTTP1Settings(header_read_timeout=10_000, max_buffer_size=32_768),
    "backpressure": 128,
    "blocking_threads": 4,
    # Seconds that a worker has to end what it has begun; a PDF may take 20.
    "workers_kill_timeout": 30,
}
"""What one request may take of the server, and how many connections there are to each of its workers."""
MILLISECONDS_TO_LOOK = 1000
"""How often `--watch` looks whether the folders are still the ones that it watches."""


@click.command()
@site_option
@port_option
@click.option("--address", default="127.0.0.1", show_default=True, metavar="IP", help="Address to listen on.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    metavar="N",
    help="Processes that answer. Where one dies, the others go on.",
)
@click.option("--watch", is_flag=True, help="For writers: read the site again at each change.")
def serve(root: Path, port: int, address: str, workers: int, *, watch: bool) -> None:
    """Show the site in a browser. Refuses while the content has an error."""
    gathered = read_and_check(root)
    editions, findings = gathered.editions, gathered.findings
    _tell(findings)
    if any(finding.severity == "error" for finding in findings):
        raise ExplainerError("the site is not shown while it has errors. Mend them, then start again.")
    site = editions[0].site
    languages = ", ".join(edition.locale.tag for edition in editions)
    click.echo(f"{site.settings.name.plain}: {studies(site)}, {languages}")
    click.echo(f"  {len(all_pages(site)) * len(editions)} pages from {root}")
    click.echo(f"  http://{address}:{port}/{'   (reads each change; ' if watch else '   ('}stop with Ctrl-C)")
    sys.stdout.flush()
    server = Granian(
        "explainer",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        # Each would read every change.
        workers=1 if watch else workers,
        respawn_failed_workers=True,
        # That a worker died has to be told; what it was asked for is in no line.
        log_level=LogLevels.error,
        **BOUNDS,
    )
    made = partial(watched, inputs=gathered.inputs) if watch else application
    made = partial(made, untold=Lock())
    server.serve(target_loader=partial(_worker, made, root, editions), wrap_loader=False)


def _worker(made: Callable[..., "WSGIApplication"], root: Path, editions: tuple[Edition, ...]) -> "WSGIApplication":
    """What a worker answers with. Until it can, it has nothing to end, and dies of the first signal."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_DFL)  # Else it has the main process's handler, which sets a mark that nobody reads.
    return made(root, editions)


def application(root: Path, editions: tuple[Edition, ...], untold: LockType) -> "WSGIApplication":
    """A site folder, read in each of its languages, as a WSGI application: what a worker runs.

    `untold`: taken by whichever worker is the first to tell that no PDF can be made.
    """
    static = static_files(root / "static", STATIC)
    try:
        make_pdf = pdf_maker(editions[0].site, static)
    except NoPdf as error:
        if untold.acquire(block=False):
            click.echo(f"No page is offered as PDF: {error}", err=True)
        return create_app(Renderer(editions, static))
    return create_app(Renderer(editions, static, pdfs=True), make_pdf)


def watched(root: Path, editions: tuple[Edition, ...], untold: LockType, inputs: Inputs) -> "WSGIApplication":
    """The same, made again at each change of a file. A site that got an error does not replace the last good one.

    `inputs`: what the editions were read from; it may be other by now.
    """
    make = partial(application, root, untold=untold)
    current = [make(editions)]

    def app(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        return current[0](environ, start_response)

    def replace(editions: tuple[Edition, ...]) -> None:
        current[0] = make(editions)

    threading.Thread(target=_follow, args=(root, inputs, replace), daemon=True).start()
    return app


def _follow(root: Path, inputs: Inputs, replace: Callable[[tuple[Edition, ...]], None]) -> None:
    for _ in _moments_to_look(root):
        try:
            if read_inputs(root) == inputs:
                continue
            gathered = read_and_check(root)
            inputs, editions, findings = gathered.inputs, gathered.editions, gathered.findings
            _tell(findings)
            if any(finding.severity == "error" for finding in findings):
                click.echo("The last good site is still shown.", err=True)
                continue
            replace(editions)
        except Exception as error:  # noqa: BLE001 (whatever is wrong with a site, the next change may mend it)
            click.echo(f"The last good site is still shown: {error}", err=True)


def _moments_to_look(root: Path) -> Iterator[None]:
    """Each change of a file, and as soon as the folders are watched: what came before that, the system tells nobody of.

    They are watched anew after a folder was taken away and put back.
    """
    while True:
        watched, fresh = _folders(root), True
        for changes in watch_files(*watched, yield_on_timeout=True, rust_timeout=MILLISECONDS_TO_LOOK):
            if changes or fresh:
                yield
            fresh = False
            if _folders(root) != watched:
                break


def _folders(root: Path) -> dict[Path, int]:
    """What is watched, each with the number that its file system has for it."""
    paths = (root / name for name in ("content", "translations", "static"))
    return {path: path.stat().st_ino for path in paths if path.is_dir()}


def _tell(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        click.echo(as_text(finding), err=True)
    if findings:
        click.echo(counted(findings), err=True)
