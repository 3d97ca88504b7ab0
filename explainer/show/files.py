"""What has an address and is no page: `all_files` is the one list of it, beside `all_pages`."""

import mimetypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from explainer.headers import Kind
from explainer.language.locales import Locale
from explainer.model import Banner, Trial
from explainer.show.data import SCHEMAS, as_json, trial_data, trials_data
from explainer.show.pages import Page, SheetPage, TrialPage, all_pages, trial_path
from explainer.show.render import Renderer
from explainer.show.search_entries import entries_of, index_json

JSON = "application/json; charset=utf-8"
SHEET_TEXTS = {".txt": "text/plain", ".md": "text/markdown"}
"""The forms of a sheet beside its page, by the end of their address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """`path` is the whole address, `headers` its row of the header table, `type` its Content-Type; `make` makes its bytes.

    `trial`: the number of the study that it is about; empty where it is about more than one. `of_site`: whether
    it holds words of the site alone, and none of a study.
    """

    path: str
    headers: Kind
    type: str
    make: Callable[[], bytes]
    trial: str = ""
    of_site: bool = False


def all_files(renderer: Renderer) -> tuple[File, ...]:
    """Every file of a site."""
    return tuple(_files(renderer))


def _files(renderer: Renderer) -> Iterator[File]:
    for name, path in renderer.static.items():
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        yield File(path=f"/static/{name}", headers="file", type=kind, make=path.read_bytes)
    for name, path in SCHEMAS.items():
        yield File(path=f"/{name}", headers="open", type="application/schema+json", make=path.read_bytes)
    if renderer.site.settings.may_embed:
        # The line that other sites paste names it, so its address stays.
        made = renderer.static_file("embed.js").read_bytes
        yield File(path="/embed.js", headers="script", type="text/javascript; charset=utf-8", make=made)
    public = renderer.site.settings.public_address
    robots = "User-agent: *\nDisallow:\n" + (f"Sitemap: {public}/sitemap.xml\n" if public else "")
    yield File(path="/robots.txt", headers="text", type="text/plain; charset=utf-8", make=robots.encode)
    if public:  # A sitemap holds whole addresses, and those come from the site's settings only.
        made = partial(_encoded, renderer.sitemap)
        yield File(path="/sitemap.xml", headers="text", type="application/xml; charset=utf-8", make=made, of_site=True)
    for locale in renderer.locales:
        yield from _of_locale(renderer, locale)


def _of_locale(renderer: Renderer, locale: Locale) -> Iterator[File]:
    edition, at = renderer.editions[locale.tag], f"/{locale.tag}"
    banner = edition.site.banner.line.plain

    def index() -> str:
        return index_json(entries_of(edition.site), banner=banner, locale=locale.tag)

    def study(trial: Trial) -> bytes:
        address = renderer.public(trial_path(trial.id), locale)
        return as_json(trial_data(edition, trial, renderer.written(trial), address))

    def studies() -> bytes:
        addresses = {trial.id: renderer.public(trial_path(trial.id), locale) for trial in edition.site.trials}
        return as_json(trials_data(edition, renderer.listed(locale), addresses))

    yield File(path=f"{at}/search/index.json", headers="data", type=JSON, make=partial(_encoded, index))
    yield File(path=f"{at}/trials.json", headers="open", type=JSON, make=studies)
    for trial in edition.site.trials:
        yield File(path=f"{at}/trials/{trial.id}.json", headers="open", type=JSON, make=partial(study, trial), trial=trial.id)
    for page in all_pages(edition.site):
        if isinstance(page, SheetPage):
            for end, kind in SHEET_TEXTS.items():
                text = partial(_encoded, partial(renderer.sheet_text, page, locale, markdown=end == ".md"))
                path = f"{at}{page.path.rstrip('/')}{end}"
                yield File(path=path, headers="text", type=f"{kind}; charset=utf-8", make=text, trial=page.trial.id)
    if renderer.feed_address(locale):
        feed = partial(_encoded, partial(renderer.changes, locale))
        yield File(path=f"{at}/changes.atom", headers="open", type="application/atom+xml; charset=utf-8", make=feed)


def pdf_files(renderer: Renderer, make_pdf: Callable[[str, Banner], bytes]) -> Iterator[File]:
    """The pages that can be had as PDF, where something is there that makes them of HTML, with the banner on each sheet."""
    for edition in renderer.editions.values():
        for page in all_pages(edition.site):
            if isinstance(page, TrialPage | SheetPage):
                made = partial(_pdf, renderer, page, edition.locale, make_pdf)
                name = f"{page.path}study.pdf" if isinstance(page, TrialPage) else f"{page.path.rstrip('/')}.pdf"
                path = f"/{edition.locale.tag}{name}"
                yield File(path=path, headers="pdf", type="application/pdf", make=made, trial=page.trial.id)


def _pdf(renderer: Renderer, page: Page, locale: Locale, make_pdf: Callable[[str, Banner], bytes]) -> bytes:
    return make_pdf(renderer.render(page, locale), renderer.banner(locale))


def _encoded(make: Callable[[], str]) -> bytes:
    return make().encode()
