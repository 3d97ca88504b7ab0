"""A page to HTML. The renderer audits what it made and returns nothing that breaks the page contract."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment

from explainer.audit import audit_page
from explainer.checks.kept import kept
from explainer.errors import PageRefused
from explainer.headers import headers_of
from explainer.language.editions import Edition
from explainer.language.locales import Locale
from explainer.language.messages import lang_of, untranslated
from explainer.model import Banner, Term, Trial
from explainer.settings import SOURCE_LOCALE
from explainer.show import html
from explainer.show.addresses import AT_ROOT, Addresses
from explainer.show.asked import asked_groups, shown
from explainer.show.changes import newest
from explainer.show.checked import Checked, checked
from explainer.show.choice import FIT
from explainer.show.embedding import embedding
from explainer.show.facts import facts
from explainer.show.listing import OTHER, Listed, conditions_of, first_studies, letters, listed_in
from explainer.show.our_words import our_words
from explainer.show.own_words import damaged, depth_of, found_by_program, is_explained, linked
from explainer.show.pages import (
    EMBED_PARTS,
    ErrorPage,
    LanguagesPage,
    Page,
    PaperPage,
    SheetPage,
    all_pages,
    trial_path,
)
from explainer.show.paper import paper_context
from explainer.show.pictures import Pictures
from explainer.show.schema_org import medical_page, registry_address
from explainer.show.search_entries import OF_RECORD
from explainer.show.sheet_text import sheet_text
from explainer.show.source import source_parts
from explainer.show.status import closed
from explainer.show.templating import environment
from explainer.show.version import version
from explainer.show.voice import Voice

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may hold, however they are written (XML 1.0, section 2.2). A record's title may hold any."""


def static_files(*folders: Path) -> dict[str, Path]:
    """Each static file by the name under which it is served: its fingerprint, then its path, so that it never changes.

    A file of an earlier folder stands before one of the same path in a later one.
    """
    found: dict[str, Path] = {}
    for folder in reversed(folders):
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")):
            found[path.relative_to(folder).as_posix()] = path
    return {f"{hashlib.sha256(path.read_bytes()).hexdigest()[:8]}/{name}": path for name, path in found.items()}


A_FEW = 256
"""Answers about a study in one language that are kept for its next page."""


class Renderer:
    """Renders pages of one site. Holds no state but what it was given and compiled templates.

    `addresses`: how pages write the site's own addresses. `pdfs`: whether pages are offered as PDF too.
    """

    def __init__(
        self,
        editions: tuple[Edition, ...],
        static: Mapping[str, Path],
        addresses: Addresses = AT_ROOT,
        *,
        pdfs: bool = False,
    ) -> None:
        self.editions = {edition.locale.tag: edition for edition in editions}
        self.locales = tuple(edition.locale for edition in editions)
        self.site = editions[0].site
        self.static = static
        self.pdfs = pdfs
        self.addresses = addresses
        self._as_written = {trial.id: trial for trial in self.site.trials}
        self._any_change = cache(self._any_change_in)
        self.listed = cache(self._listed_in)
        self._voices = {tag: Voice(edition) for tag, edition in self.editions.items()}
        self._checked = lru_cache(maxsize=A_FEW)(self._checked_in)
        self._version = lru_cache(maxsize=A_FEW)(self._version_in)
        self._addresses = {name.partition("/")[2]: f"/static/{name}" for name in static}

    @cached_property
    def _environment(self) -> Environment:
        made = environment()
        made.globals |= {
            "locales": self.locales,
            "static": self._addresses.__getitem__,
            "pdfs": self.pdfs,
            "shown": shown,
            "registry_address": registry_address,
            "medical_page": medical_page,
            "trial_path": trial_path,
            "embed_parts": EMBED_PARTS,
            "source_parts": lambda trial: source_parts(trial, self.written(trial)),
            "lead_words": lead_words,
            "is_explained": is_explained,
            "found_by_program": found_by_program,
            "damaged": damaged,
            "depth_of": depth_of,
            "other_names": other_names,
            "lang_of": lang_of,
            "source_locale": SOURCE_LOCALE,
            "of_record": OF_RECORD,
            "fit": FIT,
            "first_studies": first_studies,
            "letters": letters,
            "listed": self.listed,
            "conditions_of": conditions_of,
            "other_letters": OTHER,
        }
        return made

    def static_file(self, name: str) -> Path:
        """The static file of a name, whatever its fingerprint."""
        return self.static[self._addresses[name].removeprefix("/static/")]

    def banner(self, locale: Locale) -> Banner:
        """The banner in a language."""
        return self.editions[locale.tag].site.banner

    def public(self, path: str, locale: Locale) -> str:
        """A whole address from one after the locale, by the site's settings, never by a request; empty without one."""
        base = self.site.settings.public_address
        return f"{base}/{locale.tag}{path}" if base else ""

    def public_address(self, page: Page, locale: Locale) -> str:
        """The page's whole address; empty without one."""
        return self.public(page.path, locale) if not isinstance(page, ErrorPage | LanguagesPage) else ""

    def feed_address(self, locale: Locale) -> str:
        """Where the feed of changes is; empty without a public address, or where no date of a change is known."""
        return self.public("/changes.atom", locale) if self._any_change(locale.tag) else ""

    def changes(self, locale: Locale) -> str:
        """The feed of changes, as Atom (RFC 4287) writes it: a day that is known is given as its first moment."""
        found = newest(change for each in self.listed(locale) for change in each.changes)
        feed = self._environment.get_template("changes.atom").render(
            site=self.editions[locale.tag].site, locale=locale, home=self.public("/", locale), changes=found
        )
        return NOT_IN_XML.sub("\ufffd", feed)

    def _any_change_in(self, tag: str) -> bool:
        return any(each.changes for each in listed_in(self.editions[tag], self._as_written))

    def _listed_in(self, locale: Locale) -> tuple[Listed, ...]:
        return tuple(listed_in(self.editions[locale.tag], self._as_written))

    def render(self, page: Page, locale: Locale) -> str:
        """The page's HTML.

        Raises:
            PageRefused: the HTML breaks the page contract.
        """
        at = page.path if isinstance(page, LanguagesPage) else f"/{locale.tag}{page.path}"
        context = self._context(page, locale)
        text = self._environment.get_template(page.template).render(context | self._of_paper(page, context))
        text = self.addresses.written(text, at)
        banner = self.banner(locale).text
        findings = audit_page(text, path=at, banner=banner, lang=locale.tag, dir=locale.dir)
        if findings:
            raise PageRefused("\n".join(map(str, findings)))
        return text

    def sheet_text(self, page: SheetPage, locale: Locale, *, markdown: bool) -> str:
        """A sheet's questions as text, the banner's words first."""
        tags = [tag for tag in (locale.tag, page.choice.second) if tag]
        return sheet_text(page.trial.id, page.choice, [self.editions[tag] for tag in tags], markdown=markdown)

    def sitemap(self) -> str:
        """Every page in every language, as the sitemap protocol (sitemaps.org) writes it."""
        addresses = [
            [(locale.tag, self.public_address(page, locale)) for locale in self.locales]
            for page in all_pages(self.site)
            if "X-Robots-Tag" not in headers_of(page.headers)
        ]
        return self._environment.get_template("sitemap.xml").render(addresses=addresses)

    def written(self, trial: Trial) -> Trial:
        """A study in the language in which it was written."""
        return self._as_written.get(trial.id, trial)

    def _checked_in(self, tag: str, trial_id: str) -> Checked:
        return checked(self._as_written[trial_id], self.editions[tag])

    def _version_in(self, tag: str, trial_id: str) -> str:
        site = self.editions[tag].site
        return version(site, next(trial for trial in site.trials if trial.id == trial_id))

    def _of_paper(self, page: Page, context: dict[str, Any]) -> dict[str, Any]:
        """What paper has more than a page."""
        if not isinstance(page, PaperPage):
            return {}
        second = self.editions.get(page.choice.second)
        voices = [{**context}, *([self._context(page, second.locale)] if second else [])]
        return paper_context(page, voices, address=self.public(trial_path(page.trial.id), context["locale"]))

    def _context(self, page: Page, locale: Locale) -> dict[str, Any]:
        edition = self.editions[locale.tag]
        site, interface = edition.site, edition.interface
        translated = locale.tag != SOURCE_LOCALE
        links = html.Links(locale=locale, in_place=page.meanings, record=_record_of(page) if translated else "")
        voice = self._voices[locale.tag]
        return {
            "page": page,
            "site": site,
            "locale": locale,
            "translated": translated,
            "_": voice.said,
            "gettext": voice.said,
            "ngettext": voice.counted,
            "banner": site.banner,
            "untranslated": untranslated(our_words(page, site)) if translated else None,
            "other_locales": () if isinstance(page, ErrorPage) else tuple(each for each in self.locales if each != locale),
            "address": links.address,
            "inline": partial(voice.inline, links=links),
            "words": partial(voice.words, links=links),
            "text": links.text,
            "blocks": partial(html.blocks, links=links),
            "linked": partial(linked, site=self.site, links=links),
            "terms_used": lambda: [term for term in site.glossary if term.id in links.used],
            "meaning": partial(voice.meaning, links=replace(links, in_place=False)),
            "closed": partial(closed, interface=interface),
            "facts": lambda trial: facts(trial, locale, interface),
            "asked": partial(asked_groups, site),
            "pictures": Pictures(site=site, interface=interface),
            "embedding": lambda trial, part: embedding(site, trial, part, locale),
            # By number: to look a whole study up costs more than the answer.
            "checked": lambda trial: self._checked(locale.tag, trial.id),
            "version": lambda _, trial: self._version(locale.tag, trial.id),
            "public_address": self.public_address(page, locale),
            "feed": "" if isinstance(page, ErrorPage | LanguagesPage) else self.feed_address(locale),
            "alternates": [(other.tag, self.public_address(page, other)) for other in self.locales],
        }


def _record_of(page: Page) -> str:
    """The text of the record that a page is about, in small letters."""
    trial = getattr(page, "trial", None)
    return _record_text(trial) if trial else ""


@kept(most=64)
def _record_text(trial: Trial) -> str:
    return " ".join(passage.quotable for passage in trial.record.passages).lower()


def lead_words(trial: Trial) -> str:
    """The plain words right under a study's title, for search engines and shared links."""
    lead = [section for section in trial.summary.sections if section.heading is None]
    return " ".join(part.plain for section in lead for unit in section.units for block in unit.blocks for part in block.parts)


def other_names(term: Term) -> tuple[str, ...]:
    """What else a term is called: without the plurals and spellings that only writers need for linking."""
    names: dict[str, str] = {}
    for name in (term.name.plain, *term.also):
        names.setdefault(re.sub(r"\W|s\b", "", name.casefold()), name)
    return tuple(names.values())[1:]
