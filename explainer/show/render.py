"""A page to HTML. The renderer audits what it made and returns nothing that breaks the page contract."""

import gettext
import hashlib
import re
from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from explainer.audit import audit_page
from explainer.errors import PageRefused
from explainer.language.locales import Locale
from explainer.model import Banner, Site, Term, Trial
from explainer.settings import SOURCE_LOCALE
from explainer.show import html
from explainer.show.asked import asked_groups, shown
from explainer.show.facts import facts
from explainer.show.pages import ErrorPage, LanguagesPage, Page, all_pages, trial_path
from explainer.show.pictures import Pictures
from explainer.show.schema_org import medical_page, registry_address
from explainer.show.search_entries import OF_RECORD
from explainer.show.source import source_parts


def static_files(*folders: Path) -> dict[str, Path]:
    """Each static file by the name under which it is served: its fingerprint, then its path, so that it never changes.

    A file of an earlier folder stands before one of the same path in a later one.
    """
    found: dict[str, Path] = {}
    for folder in reversed(folders):
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".")):
            found[path.relative_to(folder).as_posix()] = path
    return {f"{hashlib.sha256(path.read_bytes()).hexdigest()[:8]}/{name}": path for name, path in found.items()}


class Renderer:
    """Renders pages of one site. Holds no state but what it was given and compiled templates."""

    def __init__(self, site: Site, locales: tuple[Locale, ...], static: Mapping[str, Path]) -> None:
        self.site = site
        self.locales = locales
        self.static = static
        self._addresses = {name.partition("/")[2]: f"/static/{name}" for name in static}

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=PackageLoader("explainer.show"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        environment.install_gettext_translations(gettext.NullTranslations(), newstyle=True)  # type: ignore[attr-defined]
        environment.globals |= {
            "site": self.site,
            "locales": self.locales,
            "static": self._addresses.__getitem__,
            "shown": shown,
            "registry_address": registry_address,
            "trial_path": trial_path,
            "source_parts": source_parts,
            "lead_words": lead_words,
            "other_names": other_names,
            "source_locale": SOURCE_LOCALE,
            "of_record": OF_RECORD,
        }
        return environment

    def banner(self, locale: Locale) -> Banner:
        """The banner in a language."""
        del locale  # There is one language until catalogs are read.
        return self.site.banner

    def public_address(self, page: Page, locale: Locale) -> str:
        """The page's whole address, from the site's settings, never from a request; empty without one."""
        base = self.site.settings.public_address
        return f"{base}/{locale.tag}{page.path}" if base and not isinstance(page, ErrorPage | LanguagesPage) else ""

    def render(self, page: Page, locale: Locale) -> str:
        """The page's HTML.

        Raises:
            PageRefused: the HTML breaks the page contract.
        """
        text = self._environment.get_template(page.template).render(self._context(page, locale))
        banner = self.banner(locale).text
        findings = audit_page(text, path=f"/{locale.tag}{page.path}", banner=banner, lang=locale.tag, dir=locale.dir)
        if findings:
            raise PageRefused("\n".join(map(str, findings)))
        return text

    def sitemap(self) -> str:
        """Every page in every language, as the sitemap protocol (sitemaps.org) writes it."""
        addresses = [
            [(locale.tag, self.public_address(page, locale)) for locale in self.locales] for page in all_pages(self.site)
        ]
        return self._environment.get_template("sitemap.xml").render(addresses=addresses)

    def _context(self, page: Page, locale: Locale) -> dict[str, Any]:
        links = html.Links(tag=locale.tag, in_place=page.meanings)
        plain_links = html.Links(tag=locale.tag, in_place=False)
        return {
            "page": page,
            "locale": locale,
            "banner": self.banner(locale),
            "address": links.address,
            "inline": partial(html.inline, links=links),
            "blocks": partial(html.blocks, links=links),
            "terms_used": lambda: [term for term in self.site.glossary if term.id in links.used],
            "meaning": lambda term: html.blocks(term.blocks[:1], plain_links),
            "facts": lambda trial: facts(trial, locale, gettext.gettext),
            "asked": partial(asked_groups, self.site),
            "pictures": Pictures(site=self.site, gettext=gettext.gettext),
            "public_address": self.public_address(page, locale),
            "alternates": [(other.tag, self.public_address(page, other)) for other in self.locales],
            "medical_page": lambda trial: Markup(  # noqa: S704 (made safe for a script element where it is written)
                medical_page(
                    trial, name=trial.summary.title.plain, language=locale.tag, address=self.public_address(page, locale)
                )
            ),
        }


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
