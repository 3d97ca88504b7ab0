"""Keeping catalogs in step with the texts: what there is to translate, what is done, and a new language."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from explainer.errors import ExplainerError
from explainer.finding import Finding
from explainer.language.catalog_files import po_text, updated
from explainer.language.catalogs import Catalog, catalog_path, read_catalog
from explainer.language.extraction import originals
from explainer.language.locales import LOCALES_FILE, Locale, known_locale, read_locales
from explainer.language.words import SKELETON, words_path
from explainer.model import Site

NEW_LOCALE = '\n[{tag}]\nstatus = "draft"\nstands-behind = ""\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How far a catalog is: `lacking` counts entries that are empty, `fuzzy` those that somebody marked as a guess."""

    locale: Locale
    domain: str
    total: int
    translated: int
    fuzzy: int

    @property
    def lacking(self) -> int:
        """Entries without a translation."""
        return self.total - self.translated - self.fuzzy


def locales_of(root: Path, tags: tuple[str, ...] = ()) -> tuple[Locale, ...]:
    """The locales of a site, published or drafts; those named, if any are.

    Raises:
        ExplainerError: a site has no locale of that name.
    """
    known = {locale.tag: locale for locale in (*read_locales(root), *read_locales(root, "draft"))}
    for tag in tags:
        if tag not in known:
            have = ", ".join(known) or "none yet"
            raise ExplainerError(f"no translation into {tag!r} here (but: {have}). Begin one: explainer translate add {tag}")
    return tuple(known[tag] for tag in tags or known)


def write_templates(site: Site, target: Path) -> list[Path]:
    """A template (`.pot`) a domain into the folder `target`."""
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for domain, found in originals(site).items():
        path = target / f"{domain}.pot"
        path.write_text(po_text(None, updated(Catalog(path=""), found)[0]), encoding="utf-8")
        written.append(path)
    return written


def fresh_catalogs(root: Path, site: Site, locales: tuple[Locale, ...]) -> Iterator[tuple[Path, str, tuple[Finding, ...]]]:
    """Each catalog's file, the text that it should have, and what is broken in it: a broken one is left as it is."""
    everything = originals(site)
    for locale in locales:
        for domain, found in everything.items():
            path = root / catalog_path(locale, domain)
            if not found and not path.is_file():
                continue  # A study of which nobody has written a word.
            catalog, findings = read_catalog(root, locale, domain)
            entries, obsolete = updated(catalog, found)
            yield path, po_text(locale, entries, obsolete, catalog.plurals), findings


def update(root: Path, site: Site, locales: tuple[Locale, ...]) -> tuple[list[Path], list[Finding]]:
    """Brings catalogs up to date with the texts: the files that changed, and what is broken in those that were left alone."""
    changed: list[Path] = []
    broken: list[Finding] = []
    for path, text, findings in fresh_catalogs(root, site, locales):
        if findings:
            broken.extend(findings)
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            building = path.with_name(f".{path.name}.building")
            building.write_text(text, encoding="utf-8")
            building.replace(path)
            changed.append(path)
    return changed, broken


def status(root: Path, site: Site, locales: tuple[Locale, ...]) -> Iterator[Status]:
    """How far each catalog is, against what the texts ask for today."""
    everything = originals(site)
    for locale in locales:
        for domain, found in everything.items():
            catalog, _ = read_catalog(root, locale, domain)
            entries = [catalog.entries.get((each.role, each.id)) for each in found]
            yield Status(
                locale=locale,
                domain=domain,
                total=len(found),
                translated=sum(1 for entry in entries if entry and entry.translated),
                fuzzy=sum(1 for entry in entries if entry and entry.fuzzy),
            )


def add_locale(root: Path, tag: str) -> Locale:
    """A new locale as a draft, at the end of the file of locales, and a table of its words to fill in.

    Raises:
        ExplainerError: the tag is no language, or the site has it.
    """
    locale = known_locale(tag)
    if any(locale.tag == each.tag for each in locales_of(root)):
        raise ExplainerError(f"this site has a translation into {locale.tag} already")
    path = root / LOCALES_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    path.write_text(before.rstrip("\n") + "\n" * bool(before) + NEW_LOCALE.format(tag=locale.tag), encoding="utf-8")
    words = root / words_path(locale)
    if not words.exists():
        words.parent.mkdir(parents=True, exist_ok=True)
        words.write_text(SKELETON, encoding="utf-8")
    return locale
