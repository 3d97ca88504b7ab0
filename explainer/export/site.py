"""The whole site as files: what a server would send, byte for byte, under names that any server of files answers with."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple

from explainer.codings import CODINGS, SUFFIXES, WORTH_COMPRESSING
from explainer.errors import ExplainerError
from explainer.export.build import Build
from explainer.export.hosts import headers_file, nginx_fragment, one_of_each
from explainer.export.publish import published
from explainer.headers import HEADERS
from explainer.inputs import Inputs, read_inputs
from explainer.language.locales import Locale
from explainer.shares import done, processes_for
from explainer.show.files import File, all_files
from explainer.show.pages import ErrorPage, LanguagesPage, Page, all_pages
from explainer.show.render import Renderer

NOT_FOUND = ErrorPage(status=HTTPStatus.NOT_FOUND)
Each = Callable[[Sequence[tuple[File, ...]]], Iterable[tuple[File, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """How many files an export has, how many of them are new, and their bytes; `rules` is the host's header file."""

    files: int
    written: int
    size: int
    rules: str


class Made(NamedTuple):
    """What came of one file: its path and those of its copies; its key (empty where it is made each time); what was written."""

    paths: tuple[str, ...]
    key: str
    written: int
    size: int


def everything(renderer: Renderer, more: Iterable[File] = ()) -> tuple[File, ...]:
    """All that has an address, and `more`; the pages for addresses that are not there, for the hosts that look for them."""
    files = (*_pages(renderer), *all_files(renderer), *more)
    return (*files, *map(_as_script, filter(_is_index, files))) if renderer.addresses.offline else files


def _is_index(file: File) -> bool:
    return file.path.endswith("/search/index.json")


def _as_script(index: File) -> File:
    """The search's index as a script: a page that was opened from a folder may fetch nothing."""

    def make() -> bytes:
        return b"searchIndex(" + index.make() + b")\n"

    return replace(index, path=f"{index.path.removesuffix('.json')}.js", type="text/javascript", make=make)


def _pages(renderer: Renderer) -> Iterator[File]:
    first = renderer.locales[0]
    yield _page(renderer, "/", LanguagesPage(), first)
    for edition in renderer.editions.values():
        for page in all_pages(edition.site):
            yield _page(renderer, f"/{edition.locale.tag}{page.path}", page, edition.locale)
    if not renderer.addresses.offline:
        yield _page(renderer, "/404.html", NOT_FOUND, first)
        for locale in renderer.locales:
            yield _page(renderer, f"/{locale.tag}/404.html", NOT_FOUND, locale)


def _page(renderer: Renderer, path: str, page: Page, locale: Locale) -> File:
    def make() -> bytes:
        return renderer.render(page, locale).encode()

    kind = HEADERS[page.headers]["Content-Type"]
    trial = getattr(page, "trial", None)
    about = trial.id if trial else ""
    return File(path=path, headers=page.headers, type=kind, make=make, trial=about, of_site=page.of_site)


def export(
    renderer: Renderer,
    target: Path,
    *,
    root: Path,
    inputs: Inputs,
    more: Iterable[File] = (),
    compressed: bool = False,
    processes: int = 0,
    each: Each = iter,
) -> Exported:
    """Write the site to `target`, whole or not at all; `inputs` are those of the site folder `root` before it was read.

    `more`: what else there is to write (PDFs, where they can be made). `each` is handed what is made together, and may tell
    somebody meanwhile.

    Raises:
        ExplainerError: see `published`; or the site folder was changed meanwhile.
    """
    files = everything(renderer, more)
    with published(target) as build:
        work = partial(_all_made, build, inputs, f"{_form(renderer)} {compressed}", compressed)
        together = _together(files)
        results = done(work, together, processes or processes_for(len(files)))
        made = [made for _ in each(together) for made in next(results)]
        kinds = one_of_each(files, renderer)
        rules = headers_file(kinds, renderer)
        if not renderer.addresses.offline:
            build.write("_headers", rules.encode())
            build.write("nginx.conf", nginx_fragment(kinds, renderer, target).encode())
        build.new_keys.update((path, each.key) for each in made for path in each.paths)
        _keep_old_styles(build)
        if read_inputs(root) != inputs:
            raise ExplainerError(f"{root} was changed while it was exported, so {target} was not changed. Start again.")
    return Exported(
        files=sum(len(each.paths) for each in made),
        written=sum(each.written for each in made),
        size=sum(each.size for each in made),
        rules=rules,
    )


def _form(renderer: Renderer) -> str:
    """What a page depends on beside its study's own files: how addresses are written, and whether there is a feed to name."""
    return f"{renderer.addresses} {[bool(renderer.feed_address(locale)) for locale in renderer.locales]} {renderer.pdfs}"


def _together(files: Iterable[File]) -> list[tuple[File, ...]]:
    """What is made by one process: all files of a study, and the others of a language, which look into all studies."""
    found: dict[str, list[File]] = {}
    for file in files:
        found.setdefault(file.trial or file.path.split("/")[1], []).append(file)
    return [tuple(each) for each in found.values()]


def _all_made(build: Build, inputs: Inputs, form: str, compressed: bool, files: tuple[File, ...]) -> list[Made]:
    return [_made(build, inputs, form, compressed, file) for file in files]


def _made(build: Build, inputs: Inputs, form: str, compressed: bool, file: File) -> Made:
    """One file and, if wanted, its compressed copies. Of a study that did not change, the old ones are taken over unread."""
    path = f"{file.path}index.html".lstrip("/") if file.path.endswith("/") else file.path.lstrip("/")
    copies = {path + SUFFIXES[name]: squeeze for name, squeeze in CODINGS}
    if not compressed or not file.type.startswith(WORTH_COMPRESSING):
        copies = {}
    paths, key = (path, *copies), _key(file, inputs, form)
    if key and build.keys.get(path) == key and all(map(build.keep, paths)):
        return Made(paths=paths, key=key, written=0, size=build.size(*paths))
    data = file.make()
    new = build.write(path, data)
    written = [new, *(_copied(build, copy, data, squeeze, new=new) for copy, squeeze in copies.items())]
    return Made(paths=paths, key=key, written=sum(written), size=build.size(*paths))


def _key(file: File, inputs: Inputs, form: str) -> str:
    """What a file is made from, as far as that is known; the address of one that never changes holds its fingerprint."""
    if file.headers == "file":
        return file.path
    if file.of_site:
        return inputs.site_page(file.path, form)
    return inputs.page(file.trial, file.path, form) if file.trial in inputs.of_trial else ""


def _copied(build: Build, path: str, data: bytes, squeeze: Callable[[bytes], bytes], *, new: bool) -> bool:
    """A compressed copy; where its original is as it was, so is the copy. Whether it had to be written."""
    return False if not new and build.keep(path) else build.write(path, squeeze(data))


def _keep_old_styles(build: Build) -> None:
    """A page that a reader has just got may still ask for the styles and scripts of the export before this one."""
    for path, key in build.keys.items():
        if key and path.startswith("static/") and path not in build.new_keys:
            build.keep(path)
