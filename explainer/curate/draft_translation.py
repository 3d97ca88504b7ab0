"""Translations that a model drafts: held against their original, and kept in the catalog as guesses, which no page shows."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from explainer.checks.translation import findings_of
from explainer.curate.draft import Outcome, glossary_lines, guide
from explainer.curate.language_model import LanguageModel, Tried
from explainer.curate.sign import find_trial, named
from explainer.curate.take_in import replace_files
from explainer.curate.translate import locales_of
from explainer.errors import ExplainerError
from explainer.language.catalog_files import Original, po_text, updated
from explainer.language.catalogs import catalog_path, read_catalog
from explainer.language.editions import Translation, read_translation
from explainer.language.extraction import merged
from explainer.language.messages import extract
from explainer.model import Message, Trial, Unit
from explainer.reading.loader import load_site
from explainer.reading.prose import ProseReader
from explainer.reading.source import Problems, Source
from explainer.walk import walk

SHOWN = 60
"""Characters of a message by which it is named."""


def draft_translation(
    root: Path, trial_id: str, tag: str, model: LanguageModel, *, on: str, units: Iterable[str] = ()
) -> Iterator[Outcome]:
    """Drafts for the messages of a study that are not translated into a language; with `units`, for those of these alone.

    Each is kept as it comes, marked as a guess (`fuzzy`) with the model and the ISO date `on`, until somebody takes that off.

    Raises:
        ExplainerError: nothing can be drafted, or the model fails; the drafts before that are kept.
    """
    system = guide(root)
    (locale,) = locales_of(root, (tag,))
    loaded = load_site(root)
    trial = find_trial(loaded, trial_id)
    catalog, broken = read_catalog(root, locale, trial_id)
    if broken:
        raise ExplainerError(f"nothing is drafted: the catalog is broken.\n{broken[0]}")
    chosen = _parts(trial, units)
    entries, obsolete = updated(catalog, merged(extract((trial,))))
    wanted = {(each.role, each.message.text) for each in extract(chosen)}
    translation = replace(read_translation(root, replace(loaded.site, trials=(trial,)), locale), messages={})
    path = root / catalog_path(locale, trial_id)
    for number, (original, entry) in enumerate(entries):
        if any(entry.forms) or (original.role, original.id) not in wanted:
            continue
        prompt = "\n".join([*_asked(original, f"{locale.name} ({locale.tag})"), *glossary_lines(loaded.site, [original.id])])
        tried = model.proposal(prompt, system, partial(_tried, translation, trial_id, original))
        if not tried.problems:
            note = f"A draft by the model {model.name}, on {on}. Take the mark `fuzzy` off once you have made it yours."
            entries[number] = original, replace(entry, forms=(tried.text,), fuzzy=True, comments=(note,))
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_files(path.parent, {path.name: po_text(locale, entries, obsolete, catalog.plurals).encode()})
        yield Outcome(name=f"“{original.id[:SHOWN]}”", problems=tried.problems)


def _parts(trial: Trial, units: Iterable[str]) -> tuple[object, ...]:
    known = {unit.id: unit for unit in walk(trial, Unit)}
    return tuple(known[named(unit, known, "unit")] for unit in units) or (trial,)


def _asked(original: Original, language: str) -> Iterator[str]:
    yield f"Translate into {language} this {original.role}:"
    yield original.id
    yield from (f"What is known of it: {note}" for note in original.notes)


def _tried(translation: Translation, domain: str, original: Original, answer: str) -> Tried:
    """An answer held against its original by the rules of translations."""
    text = " ".join(answer.split())
    problems = Problems()
    terms = {name.lower(): t.id for t in translation.site.glossary for name in (t.id, t.name.plain, *t.also)}
    source = Source(path=translation.catalogs[domain].path, text="")
    message: Message = ProseReader(problems, terms).message(source, text, 1)
    held = replace(translation, messages={(domain, original.role, original.id): message})
    found = [*problems.found, *findings_of(held)[1]]
    return Tried(text=text, problems=tuple(f"{each.message} ({each.rule}). {each.fix}" for each in found))
