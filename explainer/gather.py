"""A site read and checked in all its languages, with what an earlier run kept of the studies that did not change.

What is found of a study depends on its own files and on what all studies share, and on nothing else (a test holds it). So each
study is kept by the fingerprint of these, whole with its findings; only what is new is read and checked, by several processes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from explainer.checks import check
from explainer.checks.editions import read_editions
from explainer.finding import Finding, in_reading_order
from explainer.inputs import Inputs, read_inputs, study_of
from explainer.language.editions import Edition
from explainer.language.locales import Locale, read_locales
from explainer.language.words import Words, read_words
from explainer.packed import Packed, PackedTrial, pack
from explainer.reading.loader import load_site, load_studies, study_names
from explainer.reading.source import Folder, Problems
from explainer.shares import done, processes_for
from explainer.show.listing import listed_of
from explainer.show.own_words import found_in
from explainer.show.search_entries import entry_of
from explainer.store import Store

A_BATCH = 10
"""Studies that are checked at once: what is asked of all that they share is asked once a batch."""
Each = Callable[[Sequence[tuple[str, ...]]], Iterable[tuple[str, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A site in each language that it offers, all that is wrong with it, and the fingerprints of what it was read from."""

    editions: tuple[Edition, ...]
    findings: tuple[Finding, ...]
    inputs: Inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """The site without its studies, in each language that it offers, and what is wrong with that.

    `words`: the tables of each language, offered or not. To read them takes as long as to check a study.
    """

    editions: tuple[Edition, ...]
    words: Mapping[Locale, Words]
    findings: frozenset[Finding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """One study, packed, by the tag of each language that is offered (none where it cannot be read), and its findings."""

    packed: Mapping[str, Packed]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Studies by name, and what was found elsewhere while they were read and checked."""

    studies: Mapping[str, Study]
    elsewhere: frozenset[Finding]


def gather(root: Path, store: Store, each: Each = iter) -> Gathered:
    """The site folder `root`. `each` is handed the batches of new studies, and may tell somebody while they are checked.

    Raises:
        NoSuchSite: `root` has no folder `content`.
        ExplainerError: it does not say soundly into which languages it is translated.
    """
    inputs = read_inputs(root)
    kept = store.get(inputs.shared)
    shared = kept if isinstance(kept, Shared) else _shared(root)
    names = [name for name in study_names(Folder(root, Problems())) if name in inputs.of_trial]
    kept_studies = ((name, store.get(inputs.study(name))) for name in names)
    studies = {name: study for name, study in kept_studies if isinstance(study, Study)}
    new = [name for name in names if name not in studies]
    batches = _batches(root, shared, new, each) if new else []
    # What was changed while it was read may be half of the one and half of the other.
    steady = read_inputs(root) == inputs if new or shared is not kept else True
    if steady and shared is not kept:
        store.put(inputs.shared, shared)
    findings = {*shared.findings}
    for batch in batches:
        findings |= batch.elsewhere
        studies |= batch.studies
        # A finding of what all share that only these studies bring would be lost with them.
        if steady and batch.elsewhere <= shared.findings:
            for name, study in batch.studies.items():
                store.put(inputs.study(name), study)
    if batches:
        store.trim()
    found = in_reading_order([*findings, *(finding for study in studies.values() for finding in study.findings)])
    return Gathered(editions=tuple(_whole(each, studies) for each in shared.editions), findings=found, inputs=inputs)


def _whole(edition: Edition, studies: Mapping[str, Study]) -> Edition:
    """An edition with all studies, in the order of their names."""
    tag = edition.locale.tag
    trials = (PackedTrial.of(name, studies[name].packed[tag]) for name in sorted(studies) if tag in studies[name].packed)
    return replace(edition, site=replace(edition.site, trials=tuple(trials)))


def _shared(root: Path) -> Shared:
    loaded = load_site(root, studies=False)
    editions, translated = read_editions(root, loaded.site)
    words = {locale: read_words(root, locale, Problems()) for locale in read_locales(root)}
    return Shared(editions=editions, words=words, findings=frozenset([*loaded.findings, *check(loaded.site), *translated]))


def _batches(root: Path, shared: Shared, names: Sequence[str], each: Each) -> list[Batch]:
    batches = [tuple(names[start : start + A_BATCH]) for start in range(0, len(names), A_BATCH)]
    results = done(partial(_batch, root, shared), batches, processes_for(len(names), A_BATCH))
    return [next(results) for _ in each(batches)]


def _batch(root: Path, shared: Shared, names: tuple[str, ...]) -> Batch:
    """Some studies, read and checked beside what all share."""
    loaded = load_studies(root, shared.editions[0].site, names)
    editions, translated = read_editions(root, loaded.site, tuple(shared.words), of=names, words=shared.words)
    findings: dict[str, set[Finding]] = {}
    for finding in [*loaded.findings, *check(loaded.site), *translated]:
        findings.setdefault(study_of(finding.where.path), set()).add(finding)
    packed: dict[str, dict[str, Packed]] = {name: {} for name in names}
    found = {trial.id: pack(found_in(trial)) for trial in loaded.site.trials}
    trials = {edition.locale.tag: edition.site.trials for edition in editions}
    for edition in shared.editions:
        whole = replace(edition, site=replace(edition.site, trials=trials[edition.locale.tag]))
        for trial, written in zip(whole.site.trials, loaded.site.trials, strict=True):
            listed = listed_of(trial, written, whole)
            packed[trial.id][edition.locale.tag] = Packed(pack(trial), pack(listed), pack(entry_of(trial)), found[trial.id])
    studies = {name: Study(packed=packed[name], findings=tuple(findings.pop(name, ()))) for name in names}
    return Batch(studies=studies, elsewhere=frozenset(finding for found in findings.values() for finding in found))
