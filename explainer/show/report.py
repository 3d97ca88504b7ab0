"""One page for whoever keeps a site: how each study stands in each language, and what to do next. No reader sees it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from jinja2 import Environment, PackageLoader, StrictUndefined

from explainer.checks.plain import ENOUGH_SENTENCES, reading_of
from explainer.checks.sign_offs import standings
from explainer.finding import Finding, counted
from explainer.language.locales import Locale
from explainer.model import Notice, Site, Trial, Unit
from explainer.settings import SOURCE_LOCALE
from explainer.walk import walk

STALE = ("quote-not-in-record", "unit-out-of-date")
LEFT_OUT = ("passage-not-covered", "passage-new")
Translated = Mapping[tuple[str, str], tuple[int, int]]
"""How many messages of a study are translated into a language, and how many there are, by tag and by the study's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """How one study stands in one language."""

    trial: Trial
    locale: Locale
    draft: bool
    findings: tuple[Finding, ...]
    translated: tuple[int, int]

    @property
    def is_source(self) -> bool:
        """Whether these are the words that we wrote, not a translation of them."""
        return self.locale.tag == SOURCE_LOCALE

    @property
    def passages(self) -> tuple[int, int]:
        """How many passages of the record are quoted whole, and how many must be."""
        must = sum(1 for passage in self.trial.record.passages if passage.part != "field")
        return must - self._count(LEFT_OUT), must

    @property
    def units(self) -> tuple[int, int]:
        """How many units are explained, and how many there are."""
        units = [*walk(self.trial.documents, Unit)]
        return sum(unit.explained for unit in units), len(units)

    @property
    def grade(self) -> str:
        """The reading grades of the study's prose, where there is enough of it."""
        measured = reading_of(self.trial)
        if measured.sentences < ENOUGH_SENTENCES:
            return "too short to tell"
        return f"{measured.flesch_kincaid:.1f} Flesch-Kincaid, {measured.smog:.1f} SMOG"

    @property
    def notices(self) -> str:
        """`2 CONFLICT, 1 MISSING`."""
        return kinds(self.trial)

    @property
    def checked(self) -> tuple[int, int, int]:
        """How many parts a doctor or a nurse has checked, how many are out of date since, and how many there are."""
        found = standings(self.trial, self.locale.tag).values()
        moved = sum(each.state == "out-of-date" and each.sign_off is not None for each in found)
        return sum(each.checked for each in found), moved, len(found)

    @property
    def signed(self) -> str:
        """How much of these words is checked."""
        checked, _, total = self.checked
        return f"{checked} of {total} parts" if checked else "not checked"

    @property
    def waivers(self) -> int:
        """How many findings are accepted, each with its reason."""
        return len(self.trial.waivers) if self.is_source else 0

    @property
    def stale(self) -> str:
        """What no longer fits the record, the original, or what was signed."""
        done, total = self.translated
        quotes, moved = self._count(STALE) if self.is_source else 0, self.checked[1]
        left = [f"{total - done} of {total} messages to translate"] if not self.is_source and done < total else []
        left += [f"{quotes} {'quote' if quotes == 1 else 'quotes'} not in the record"] if quotes else []
        left += [f"{moved} {'part' if moved == 1 else 'parts'} changed after they were checked"] if moved else []
        return "; ".join(left) or "nothing"

    @property
    def next(self) -> str:
        """The most urgent thing to do."""
        return next(self._to_do())

    def _to_do(self) -> Iterator[str]:
        """What to do, the most urgent first. The last always holds."""
        if worst := self._worst(STALE):
            yield f"Quote the record as it is now: {self._begin(worst)}"
        if worst := self._worst(LEFT_OUT):
            yield f"Quote and explain what is left out: {worst[0].message}"
        for severity, why in (("error", "the site is not shown until then"), ("warning", "each makes the words worse")):
            if worst := tuple(finding for finding in self.findings if finding.severity == severity):
                yield f"Mend {counted(worst)} ({why}): {self._begin(worst)}"
        if not self.is_source and self.translated[0] < self.translated[1]:
            done, total = self.translated
            yield f"Translate {total - done} of {total} messages; they are shown in the original until then."
        explained, total = self.units
        if explained < total:
            yield f"Explain the {total - explained} of {total} units that have no plain words yet, or keep their reasons."
        checked, moved, parts = self.checked
        if moved:
            yield f"Read again what changed after it was checked (explainer diff {self.trial.id}), and sign it again."
        if not checked:
            yield "Have a doctor or a nurse, and the study team, read these words: nobody has checked them yet."
        if checked < parts:
            yield f"Have a doctor or a nurse read the {parts - checked} of {parts} parts that are not checked yet."
        yield "Nothing: all is checked. Look at the record again from time to time."

    def _begin(self, findings: tuple[Finding, ...]) -> str:
        return f"begin at {findings[0].where}: {findings[0].message}"

    def _worst(self, rules: tuple[str, ...]) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.rule in rules)

    def _count(self, rules: tuple[str, ...]) -> int:
        return len(self._worst(rules))


def kinds(part: object) -> str:
    """The notices of part of a site, counted by kind."""
    found = Counter(notice.kind for notice in walk(part, Notice))
    return ", ".join(f"{count} {kind}" for kind, count in found.most_common()) or "none"


def rows(
    site: Site, published: Iterable[Locale], drafts: Iterable[Locale], findings: Iterable[Finding], translated: Translated
) -> tuple[Row, ...]:
    """A row a study and language, and each finding in the row that it concerns."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        found.setdefault(_concerns(finding), []).append(finding)
    languages = [*((locale, False) for locale in published), *((locale, True) for locale in drafts)]
    return tuple(
        Row(
            trial=trial,
            locale=locale,
            draft=draft,
            findings=tuple(found.get((locale.tag, trial.id), ())),
            translated=translated.get((locale.tag, trial.id), (0, 0)),
        )
        for trial in site.trials
        for locale, draft in languages
    )


def _concerns(finding: Finding) -> tuple[str, str]:
    """The language and the study of a finding; either is empty where it concerns all of them."""
    path = PurePosixPath(finding.where.path)
    if path.parts[:2] == ("content", "trials") and len(path.parts) > 2:
        return SOURCE_LOCALE, path.parts[2]
    if path.parts[0] == "translations" and len(path.parts) > 2:
        return path.parts[1].replace("_", "-"), path.stem
    return "", ""


def report(site: Site, found: tuple[Row, ...], findings: tuple[Finding, ...], on: date) -> str:
    """The whole page as HTML that needs no other file."""
    environment = Environment(
        loader=PackageLoader("explainer.show"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    in_rows = {finding for row in found for finding in row.findings}
    shared: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding not in in_rows:
            shared.setdefault(finding.where.path, []).append(finding)
    source = [row for row in found if row.is_source]
    return environment.get_template("report.html").render(
        name=site.settings.name.plain,
        on=on.isoformat(),
        rows=found,
        findings=findings,
        shared=shared,
        passages=[sum(numbers) for numbers in zip(*(row.passages for row in source), strict=True)],
        units=[sum(numbers) for numbers in zip(*(row.units for row in source), strict=True)],
        notices=kinds(site.trials),
        counted=counted,
    )
