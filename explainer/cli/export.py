"""`explainer export`: the site as files, for any host."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import click

from explainer.cli.forms import as_text
from explainer.cli.options import read_and_check, site_option, studies
from explainer.cli.progress import with_bar
from explainer.cli.sheet import pdf_maker
from explainer.errors import ExplainerError
from explainer.export.hosts import too_large_for
from explainer.export.site import Exported
from explainer.export.site import export as export_site
from explainer.finding import counted
from explainer.model import Site
from explainer.pdf.maker import NoPdf, PdfMaker
from explainer.settings import STATIC
from explainer.show.addresses import Addresses
from explainer.show.files import pdf_files
from explainer.show.render import Renderer, static_files


def _base_path(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """From `/` to `/`, of letters that need no escape in an address."""
    base = f"/{value.strip('/')}/" if value.strip("/") else "/"
    if not all(
        part.replace("-", "").replace("_", "").replace(".", "").isalnum() and part.isascii()
        for part in base[1:-1].split("/")
        if base != "/"
    ):
        raise click.BadParameter("write it as /studies/, of letters, digits, - and _")
    return base


@contextmanager
def _pdf_maker(site: Site, static: Mapping[str, Path]) -> Iterator[PdfMaker | None]:
    """What makes PDFs, where it can be had. Each process that writes starts one of its own, so none is running before."""
    try:
        maker = pdf_maker(site, static)
    except NoPdf as error:
        click.echo(f"No page is written as PDF: {error}", err=True)
        yield None
        return
    maker.close()
    with closing(maker):
        yield maker


@click.command()
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@site_option
@click.option(
    "--base-path",
    default="/",
    show_default=True,
    metavar="PATH",
    callback=_base_path,
    help="Where the site stands on its host, such as /studies/.",
)
@click.option("--offline", is_flag=True, help="For a USB stick: pages that work when they are opened from the folder.")
@click.option("--compressed", is_flag=True, help="Put .gz and .br copies beside the files, for servers that look for them.")
@click.option("--no-pdf", is_flag=True, help="Leave PDFs out. Without this they are written where they can be made.")
def export(root: Path, target: Path, base_path: str, *, offline: bool, compressed: bool, no_pdf: bool) -> None:
    """Write the whole site to DIR as files, for any web server, CDN or object store.

    DIR becomes a link to a folder beside it, and is changed at one stroke when all is written. Refuses while the content has
    an error.
    """
    if offline and (base_path != "/" or compressed):
        raise click.UsageError("--offline is for a folder without a server: it takes no --base-path and no --compressed")
    gathered = read_and_check(root)
    editions, findings = gathered.editions, gathered.findings
    for finding in findings:
        click.echo(as_text(finding), err=True)
    if any(finding.severity == "error" for finding in findings):
        raise ExplainerError(f"{counted(findings)}. Nothing is exported while there is an error: {target} was not changed.")
    static = static_files(root / "static", STATIC)
    with nullcontext() if no_pdf else _pdf_maker(editions[0].site, static) as make_pdf:
        renderer = Renderer(editions, static, Addresses(base=base_path, offline=offline), pdfs=make_pdf is not None)
        # On paper no address depends on where the site stands.
        pdfs = pdf_files(Renderer(editions, static, pdfs=True), make_pdf) if make_pdf else ()
        each = partial(with_bar, "Writing")
        found = export_site(renderer, target, root=root, inputs=gathered.inputs, more=pdfs, compressed=compressed, each=each)
    languages = ", ".join(renderer.editions)
    click.echo(f"{target}: {studies(editions[0].site)}, {languages}")
    click.echo(f"  {found.files:,} files, {found.size / 1e6:.1f} MB; {found.written:,} of them new or changed")
    for warning in () if offline else _warnings(found, editions[0].site.settings.public_address, base_path):
        click.echo(f"  {warning}", err=True)


def _warnings(found: Exported, address: str, base_path: str) -> Iterator[str]:
    """What to know before the files go to a host."""
    yield from too_large_for(found.files, found.size, found.rules)
    if address and urlsplit(address).path != base_path.rstrip("/"):
        right = urlsplit(address)._replace(path=base_path.rstrip("/")).geturl()
        yield f"the sitemap, sheets and lines to paste lead to {address}: in content/site.md, write public-address: {right}"
