"""Which languages a site offers, and which translated messages may be shown: those in which nothing is wrong."""

from pathlib import Path

from explainer.checks.translation import findings_of
from explainer.finding import Finding, Where
from explainer.language.catalogs import catalog_path
from explainer.language.editions import Edition, Translation, read_translation, source_edition
from explainer.language.extraction import UI, interface
from explainer.language.locales import read_locales
from explainer.language.messages import CONTENT, extract
from explainer.model import Site


def read_editions(root: Path, site: Site) -> tuple[tuple[Edition, ...], tuple[Finding, ...]]:
    """A site in each language that it offers, the source language first, and what is wrong with its translations.

    A message with a finding is not shown: its whole falls back. A language whose banner or interface is not translated whole
    is not offered at all.
    """
    editions = [source_edition(site)]
    findings: list[Finding] = []
    for locale in read_locales(root):
        translation = read_translation(root, site, locale)
        refused, found = findings_of(translation)
        findings += [*translation.findings, *found]
        lacking = [*_banner(translation, refused), *_interface(translation, refused)]
        findings += lacking
        if not lacking:
            editions.append(translation.edition(refused))
    return tuple(editions), tuple(findings)


def _banner(translation: Translation, refused: frozenset[tuple[str, str, str]]) -> list[Finding]:
    keys = [(CONTENT, each.role, each.message.text) for each in extract((translation.site.banner,))]
    if all(key in translation.messages and key not in refused for key in keys):
        return []
    return [_not_offered(translation, CONTENT, "the banner is not translated whole")]


def _interface(translation: Translation, refused: frozenset[tuple[str, str, str]]) -> list[Finding]:
    entries = translation.catalogs[UI].entries
    left = [
        original
        for original in interface()
        if ("", original.id) not in entries or not entries["", original.id].translated or (UI, "", original.id) in refused
    ]
    if not left:
        return []
    what = f"{len(left)} messages of the interface are not translated, such as “{left[0].id[:60]}”"
    return [_not_offered(translation, UI, what)]


def _not_offered(translation: Translation, domain: str, why: str) -> Finding:
    tag = translation.locale.tag
    return Finding(
        rule="locale-not-offered",
        severity="error",
        where=Where(path=catalog_path(translation.locale, domain)),
        message=f"{tag} is not offered to readers: {why}",
        fix=f'translate it, or write `status = "draft"` under [{tag}] in translations/locales.toml',
    )
