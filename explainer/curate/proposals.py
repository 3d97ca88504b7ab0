"""Plain words that a model proposes for a unit, tried where they would stand: in a copy of the study, under every rule."""

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from explainer.checks import check
from explainer.checks.meanings import meanings
from explainer.checks.statements import Explained, all_keys, explained
from explainer.curate.language_model import Tried
from explainer.finding import Finding
from explainer.model import Section, Site, Trial, Unit
from explainer.reading.loader import Loaded, load_site
from explainer.reading.units import LEAD
from explainer.walk import walk

HEADING = re.compile(r"#+ +(\S.*)")
FENCE = re.compile(r"```\w*\n(.*)\n```", re.DOTALL)
OF_THE_FILE = frozenset({"name-only", "not-explained"})
"""The rules about what a person writes last: the title, and who wrote it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A unit that nobody has explained yet, and where it stands in its file: lines from 1, the last one not included."""

    unit: Unit
    section: Section
    first: int
    end: int

    @property
    def path(self) -> str:
        """The file, in the site folder."""
        return self.unit.where.path

    @property
    def needs_heading(self) -> bool:
        """Whether the unit has only a passage's name for a heading."""
        return self.unit.heading is None and self.section.heading is None and self.unit.id != LEAD


def places(root: Path, trial: Trial) -> Iterator[Place]:
    """The units of a study that quote something and say nothing, in the order of its files."""
    for document in trial.documents:
        starts = sorted({*(each.where.line for each in document.sections), *(each.where.line for each in walk(document, Unit))})
        for section in document.sections:
            for unit in section.units:
                path = root / unit.where.path
                if unit.quotes and not unit.finished and path.is_file():
                    first = unit.where.line
                    end = next((start for start in starts if start > first), len(_lines(path)) + 1)
                    yield Place(unit=unit, section=section, first=first, end=end)


def _lines(path: Path) -> list[str]:
    """Not `splitlines`: to it more ends a line than to the reader of content."""
    return path.read_text(encoding="utf-8-sig").replace("\r", "").rstrip("\n").split("\n")


class Bench:
    """Where answers are tried: the study alone, with all that the site shares, and what was wrong there before."""

    def __init__(self, root: Path, trial_id: str) -> None:
        self.root, self.trial_id = root, trial_id
        before = self._copy({})
        self.trial = before.site.trials[0]
        self.before = _findings(before)

    def tried(self, place: Place, answer: str) -> Tried:
        """A model's answer as it would stand in the file, and what the rules say of it there."""
        fenced = FENCE.fullmatch(answer)
        heading, words = _parted(fenced[1] if fenced else answer)
        if not words:
            return Tried(text="", problems=("the answer has no words below its heading",))
        if place.needs_heading and not heading:
            return Tried(text="", problems=("the answer does not begin with a heading: ### …",))
        lines = _lines(self.root / place.path)
        own = lines[place.first - 1 : place.end - 1]
        if place.needs_heading:
            own[0] = f"{own[0].partition(' ')[0]} {heading}"
        at = place.unit.quotes[-1].where.line - place.first
        while at < len(own) and own[at].startswith(">"):
            at += 1
        own[at:at] = ["", *words.split("\n")]
        text = "\n".join([*lines[: place.first - 1], *own, *lines[place.end - 1 :]]) + "\n"
        found = self._copy({place.path: text})
        problems = self._problems(place, found, place.first + len(own))
        return Tried(text="\n".join(own).strip() + "\n", problems=tuple(problems))

    def _problems(self, place: Place, found: Loaded, end: int) -> Iterator[str]:
        if not (found.site.trials and _same_but_for(place.unit.where.line, self.trial, found.site.trials[0])):
            yield "the answer holds more than a heading, plain words and notices"
        if any(
            _about_something_else(found.site, each) for each in explained(found.site) if each.unit.where == place.unit.where
        ):
            yield "the words name nothing that the quote names"
        known = {inside: {_what(f) for f in self.before if _within(f, place, place.end) == inside} for inside in (True, False)}
        for finding in _findings(found):
            inside = _within(finding, place, end)
            counts = finding.severity == "error" or (inside and finding.severity == "warning")
            if counts and finding.rule not in OF_THE_FILE and _what(finding) not in known[inside]:
                yield f"{finding.message} ({finding.rule}). {finding.fix}"

    def _copy(self, files: Mapping[str, str]) -> Loaded:
        """The site with this study alone, in which some files read otherwise."""
        with tempfile.TemporaryDirectory() as folder:
            copy, study = Path(folder), f"content/trials/{self.trial_id}"
            (copy / study).mkdir(parents=True)
            shared = [path for path in (self.root / "content").iterdir() if path.name != "trials"]
            for path in (*shared, *(self.root / study).iterdir()):
                name = path.relative_to(self.root)
                if name.as_posix() not in files:
                    (copy / name).symlink_to(path.absolute())
            for path_, text in files.items():
                (copy / path_).write_text(text, encoding="utf-8")
            return load_site(copy)


def _about_something_else(site: Site, each: Explained) -> bool:
    """Whether the words share nothing with their quote: no word, no linked entry, no meaning. So may another unit's."""
    known = meanings(site)
    said, recorded = (frozenset[int]().union(*(known.of_text(s.text) for s in part)) for part in (each.plain, each.record))
    return not (all_keys(each.plain) & all_keys(each.record) or (said & recorded) - {-1})


def _findings(loaded: Loaded) -> tuple[Finding, ...]:
    return (*loaded.findings, *check(loaded.site))


def _parted(answer: str) -> tuple[str, str]:
    """The heading, where the answer begins with one, and the words."""
    first, _, rest = answer.strip().partition("\n")
    match = HEADING.fullmatch(first.strip())
    return (match[1], rest.strip()) if match else ("", answer.strip())


def _within(finding: Finding, place: Place, end: int) -> bool:
    return finding.where.path == place.path and place.first <= finding.where.line < end


def _what(finding: Finding) -> tuple[str, str, str]:
    return finding.where.path, finding.rule, finding.message


def _same_but_for(line: int, before: Trial, after: Trial) -> bool:
    """Whether nothing but the unit of a line has changed, and that one only in its words and notices."""
    old, new = ([*_shapes(each)] for each in (before, after))
    return len(old) == len(new) and all(
        one[1:4] == other[1:4] if one[0] == line else one[1:] == other[1:] for one, other in zip(old, new, strict=True)
    )


def _shapes(trial: Trial) -> Iterator[tuple[object, ...]]:
    for document in trial.documents:
        for section in document.sections:
            for unit in section.units:
                texts = (*(quote.text for quote in unit.quotes), section.part, section.group)
                sizes = tuple(map(len, (unit.blocks, unit.notices)))
                yield unit.where.line, texts, (len(unit.why), len(unit.questions)), len(section.notices), unit.id, sizes
