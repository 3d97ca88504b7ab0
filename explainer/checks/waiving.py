"""Which findings a study's waivers take away. A waiver holds in the folder of its own study, and nowhere else."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from explainer.finding import WHOLE_STUDY, Finding, Waiver, Where
from explainer.model import Site, Trial, Unit
from explainer.walk import walk

FOLDER = "content/trials/"


@dataclass(frozen=True, slots=True)
class Waivers:
    """The waivers of one study, and where its units stand."""

    trial: Trial
    units: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for unit in walk(self.trial, Unit):
            self.units.setdefault(unit.where.path, []).append((unit.where.line, unit.id))
        for units in self.units.values():
            units.sort()

    def fitting(self, finding: Finding) -> Iterator[Waiver]:
        """The waivers that a finding is accepted by."""
        for waiver in self.trial.waivers:
            if waiver.rule in (finding.rule, *finding.about) and self._there(waiver, finding):
                yield waiver

    def _there(self, waiver: Waiver, finding: Finding) -> bool:
        return (
            (not waiver.words or waiver.words in finding.message)
            and (
                not waiver.passage
                or waiver.passage in finding.about
                or re.search(rf"(?<![\w-]){re.escape(waiver.passage)}(?![\w-])", finding.message) is not None
            )
            and (not waiver.file or finding.where.path == self._path(waiver.file))
            and (not waiver.unit or waiver.unit == self._unit(finding.where))
        )

    def _path(self, file: str) -> str:
        folder = f"{FOLDER}{self.trial.id}"
        return folder if file == WHOLE_STUDY else f"{folder}/{file}"

    def _unit(self, where: Where) -> str:
        """The id of the unit in which a line stands: the last one that begins above it."""
        units = self.units.get(where.path, [])
        at = bisect_right(units, where.line, key=lambda unit: unit[0])
        return units[at - 1][1] if at else ""


def waived(site: Site, findings: Iterable[Finding]) -> Iterator[tuple[Finding, Waiver]]:
    """Each finding that a waiver of its own study fits, with that waiver."""
    studies = {trial.id: Waivers(trial) for trial in site.trials if trial.waivers}
    for finding in findings:
        path = finding.where.path
        study = studies.get(path.removeprefix(FOLDER).partition("/")[0]) if path.startswith(FOLDER) else None
        for waiver in study.fitting(finding) if study else ():
            yield finding, waiver
