"""A site in each language that it offers. What is not translated soundly stays in the source language, and is marked."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from explainer.finding import Finding
from explainer.language.catalogs import Catalog, read_catalog
from explainer.language.extraction import UI
from explainer.language.locales import Locale
from explainer.language.messages import domains, extract, translate
from explainer.language.words import Words, read_words
from explainer.model import Message, Site, Span
from explainer.reading.prose import MARKS, ProseReader
from explainer.reading.source import Problems, Source
from explainer.settings import SHIPPED, SOURCE_LOCALE

Key = tuple[str, str, str]
"""A message by its domain, its role and its original."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """The words of the interface in one language; without a catalog they are the source language's."""

    catalog: Catalog = field(default_factory=lambda: Catalog(path=""))

    def gettext(self, message: str) -> str:
        """A word or sentence."""
        return self.catalog.text("", message) or message

    def ngettext(self, one: str, many: str, n: int) -> str:
        """One that changes with a number."""
        entry = self.catalog.entries.get(("", one))
        if entry and entry.translated and entry.plural == many:
            return entry.forms[self.catalog.plurals.form(n)]
        return one if n == 1 else many


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A site in one language: its words, and those around them."""

    locale: Locale
    site: Site
    interface: Interface


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What a locale's catalogs hold for a site, read and parsed. `messages` are those that may be shown, if they are sound.

    `domains`: those of the catalogs that were read, with what each translates.
    """

    locale: Locale
    site: Site
    domains: Mapping[str, tuple[object, ...]]
    catalogs: Mapping[str, Catalog]
    messages: Mapping[Key, Message]
    words: Words
    findings: tuple[Finding, ...]

    def pairs(self) -> Iterator[tuple[Key, Message, Message]]:
        """Each original that is translated, with its translation, once."""
        seen: set[Key] = set()
        for domain, parts in self.domains.items():
            for each in extract(parts):
                key = (domain, each.role, each.message.text)
                if key in self.messages and key not in seen:
                    seen.add(key)
                    yield key, each.message, self.messages[key]

    def edition(self, refused: frozenset[Key] = frozenset()) -> Edition:
        """The site in this language; the `refused` messages stay in the source language, as do those that are missing."""

        def find(domain: str, role: str, message: Message) -> Message | None:
            key = (domain, role, message.text)
            return None if key in refused else self.messages.get(key)

        site = translate(self.site, find, SOURCE_LOCALE, self.domains)
        # A list of words is in the order of its own language.
        words = tuple(sorted(site.glossary, key=lambda term: self.locale.sort_key(term.name.plain)))
        site = replace(site, glossary=words)
        return Edition(locale=self.locale, site=site, interface=Interface(catalog=self.catalogs[UI]))


def source_edition(site: Site) -> Edition:
    """The site as it was written."""
    return Edition(locale=Locale(SOURCE_LOCALE), site=site, interface=Interface())


def read_translation(
    root: Path, site: Site, locale: Locale, of: Collection[str] = (), words: Words | None = None
) -> Translation:
    """The catalogs of a locale, or only those `of` some domains. The interface's is ours where the site folder has none.

    `words`: the tables of the locale, where they are read already, and what is wrong with them is told.
    """
    problems = Problems()
    prose = ProseReader(problems, {name.lower(): t.id for t in site.glossary for name in (t.id, t.name.plain, *t.also)})
    catalogs = {UI: Catalog(path="")}
    messages: dict[Key, Message] = {}
    wanted = {domain: parts for domain, parts in domains(site).items() if not of or domain in of}
    for domain in wanted if of else (UI, *wanted):
        catalogs[domain], found = read_catalog(root, locale, domain)
        if domain == UI and not catalogs[UI].entries and not found:
            catalogs[UI], found = read_catalog(SHIPPED, locale, UI)
        problems.found.extend(found)
        if domain != UI:
            messages |= {(domain, role, id): m for role, id, m in _messages(catalogs[domain], prose)}
    words = read_words(root, locale, problems) if words is None else words
    return Translation(
        locale=locale,
        site=site,
        domains=wanted,
        catalogs=catalogs,
        messages=messages,
        words=words,
        findings=tuple(problems.found),
    )


def _messages(catalog: Catalog, prose: ProseReader) -> Iterator[tuple[str, str, Message]]:
    """The translated entries as messages; one whose marks do not parse is told, and none."""
    source = Source(path=catalog.path, text="")
    for (role, id), entry in catalog.entries.items():
        if not entry.translated:
            continue
        text = " ".join(entry.forms[0].split())
        if not MARKS.search(text):
            yield role, id, Message(text=text, spans=(Span(kind="text", text=text),), where=entry.where)
            continue
        before = len(prose.problems.found)
        message = prose.message(source, text, entry.where.line)
        if len(prose.problems.found) == before:
            yield role, id, message
