"""Which languages a site offers, and which translated messages may be shown: those in which nothing is wrong."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

from explainer.checks.completed import completed
from explainer.checks.plain_translation import hard_to_read
from explainer.checks.sign_offs import translations_out_of_date
from explainer.checks.translation import findings_of
from explainer.finding import Finding, Where
from explainer.language.catalog_files import Original
from explainer.language.catalogs import catalog_path
from explainer.language.editions import Edition, Key, Translation, read_translation, source_edition
from explainer.language.extraction import UI, originals
from explainer.language.locales import LOCALES_FILE, Locale, read_locales
from explainer.language.messages import CONTENT, extract
from explainer.language.words import LATER, Words, words_path
from explainer.model import Site

A_FEW = 5
"""Unknown names that are told of one table: in a site with a shorter list of senses, hundreds may be unknown."""
RULES_OF_EDITIONS: Mapping[str, str] = {
    "locale-not-offered": """A language is offered to readers when its banner and its interface are translated whole.

    Bad: `status = "published"` for a language whose banner is still in English.
    Good: `status = "draft"` until both are translated.
    """,
    "not-translated": """Each message of a language that is offered is translated, and none is a guess.

    Bad: an entry marked `fuzzy`.
    Good: the same, looked at by a translator, and the mark taken off.
    """,
    "sense-unknown": """A language has words only for senses that `content/senses.md` names: others hold nothing.

    Bad: `befor = ["antes"]` under `[senses]`.
    Good: `before = ["antes"]`
    """,
    "words-missing": """A language says in `words.toml` how it says numbers, limits, noes, choices, guesses and other senses.

    Bad: a language without that file: nobody sees that "not" was lost in it.
    Good: `no = ["no", "sin"]` under `[negations]`, and the other tables.
    """,
}
"""The rules of a language as a whole, all warnings, each with its manual."""


def read_editions(
    root: Path,
    site: Site,
    locales: tuple[Locale, ...] | None = None,
    of: Collection[str] = (),
    words: Mapping[Locale, Words] = MappingProxyType({}),
) -> tuple[tuple[Edition, ...], tuple[Finding, ...]]:
    """A site in each language that it offers (or in `locales`), the source language first, and what is wrong with them.

    A message with a finding is not shown: its whole falls back. A language whose banner or interface is not translated whole,
    or without the words to hold a translation to its original, is not offered at all. What came into a record since its words
    were written is shown as it is.

    `of`: only these studies are looked at. Then nothing is said of what all share, and that is in the source language. `words`:
    the tables that are read already.
    """
    site = completed(site)
    editions = [source_edition(site)]
    findings: list[Finding] = []
    everything = originals(site, of)
    for locale in read_locales(root) if locales is None else locales:
        translation = read_translation(root, site, locale, of, words.get(locale))
        refused, found = findings_of(translation)
        lacking = [] if of else [*_not_offered(translation, refused, everything[UI])]
        findings += [*translation.findings, *found, *lacking, *_not_translated(translation, everything)]
        if not of:
            findings += [*_words(translation), *_unknown_senses(translation)]
        edition = translation.edition(refused)
        findings += hard_to_read(edition, translation.domains)
        findings += translations_out_of_date(site, [edition])
        if of or not (lacking or {*translation.words.lacking} - LATER):
            editions.append(edition)
    return tuple(editions), tuple(findings)


def edition_in(root: Path, site: Site, locale: Locale) -> Edition:
    """A site in one language, offered or not, as far as it is translated soundly."""
    translation = read_translation(root, completed(site), locale)
    return translation.edition(findings_of(translation)[0])


def _not_offered(translation: Translation, refused: frozenset[Key], words: list[Original]) -> Iterator[Finding]:
    """Why a language is not offered to readers."""
    banner = [(CONTENT, each.role, each.message.text) for each in extract((translation.site.banner,))]
    why = {}
    if not all(key in translation.messages and key not in refused for key in banner):
        why[CONTENT] = "the banner is not translated whole"
    entries = translation.catalogs[UI].entries
    shown = {id for (_, id), entry in entries.items() if entry.translated and (UI, "", id) not in refused}
    if left := [each.id for each in words if each.id not in shown]:
        why[UI] = f"{len(left)} messages of the interface are not translated, such as “{left[0][:60]}”"
    tag = translation.locale.tag
    for domain, reason in why.items():
        yield Finding(
            rule="locale-not-offered",
            severity="warning",
            where=Where(path=catalog_path(translation.locale, domain)),
            message=f"{tag} is not offered to readers: {reason}",
            fix=f'translate it, or write `status = "draft"` under [{tag}] in {LOCALES_FILE}',
        )


def _words(translation: Translation) -> Iterator[Finding]:
    """What no translation can be held to, since the words for it are missing. A broken table is told already."""
    where = Where(path=words_path(translation.locale))
    lacking = translation.words.lacking
    if lacking and all(finding.where.path != where.path for finding in translation.findings):
        offered = "" if {*lacking} <= LATER else f", and {translation.locale.tag} is not offered to readers"
        what = f"no words for {', '.join(lacking)}: translations are not checked for them{offered}"
        fix = "write the words of the language: those of another language show how"
        yield Finding(rule="words-missing", severity="warning", where=where, message=what, fix=fix)


def _unknown_senses(translation: Translation) -> Iterator[Finding]:
    """Words for senses that the site does not name, each with the nearest that it does."""
    table, words = translation.site.senses, translation.words
    for name, tables, needed in (("senses", words.senses, False), ("needed", words.needed, True)):
        known = [sense.name for line in table if (line.held == "lost") is needed for sense in line.senses]
        if unknown := sorted(tables.keys() - {*known}) if table else []:
            near = {each: get_close_matches(each, known, n=1) for each in unknown[:A_FEW]}
            told = ", ".join(f"“{each}”" + (f" (for “{found[0]}”?)" if found else "") for each, found in near.items())
            told += f" and {len(unknown) - A_FEW} more" if len(unknown) > A_FEW else ""
            where = Where(path=words_path(translation.locale))
            what = f"[{name}] has {told}, and content/senses.md does not: translations are not held to it"
            fix = "mend the name, name the sense there, or take it out here"
            yield Finding(rule="sense-unknown", severity="warning", where=where, message=what, fix=fix)


def _not_translated(translation: Translation, everything: Mapping[str, list[Original]]) -> Iterator[Finding]:
    """Each entry that is empty or marked as a guess, and how many messages a catalog does not hold at all."""
    for domain, found in everything.items():
        catalog = translation.catalogs[domain]
        absent = 0
        for original in found:
            entry = catalog.entries.get((original.role, original.id))
            if entry is None:
                absent += 1
            elif not entry.translated:
                what = "is marked as a guess (fuzzy)" if entry.fuzzy else "is not translated"
                yield _finding(
                    entry.where, f"“{original.id[:60]}” {what}", "translate it; it is shown in the original until then"
                )
        if absent:
            where = Where(path=catalog_path(translation.locale, domain))
            yield _finding(where, f"{absent} messages are not in this catalog", "run `explainer translate update`")


def _finding(where: Where, message: str, fix: str) -> Finding:
    return Finding(rule="not-translated", severity="warning", where=where, message=message, fix=fix)
