"""Which words are medicines: names by their endings (`content/senses.md`), kinds by the words of `content/health-words.md`."""

import re

from explainer.checks.kept import kept
from explainer.checks.lexicon import folded
from explainer.checks.phrases import Phrases
from explainer.checks.senses import Dictionary, Said
from explainer.health_words import HealthWords
from explainer.model import Site
from explainer.senses import Senses

SHORTEST = 4
ANY_KIND = "medicine"
"""The line of `content/senses.md` that names the endings of no kind, and all words that only end so."""
WORD = re.compile(r"[^\W_]+")
ANTI = Phrases(r"\b(anti|non)-(?=[a-z])")
WITH_ANTI = re.compile(rf"(?:\banti-)?{WORD.pattern}", re.IGNORECASE)
OF_NO_MEDICINE = (
    "radiation|physical|speech|oxygen|(?:renal|kidney) replacement|exercise|splint|behaviou?ral|cognitive|occupational"
    "|compression|laser|manual|group|family|talking|light|wave|ventilation|ventilator"
)
THERAPY = Phrases(rf"(?<!\w)((?:{OF_NO_MEDICINE})[ -])?therap(?:y|ies)\b")
MARK = "RX"


class Medicines:
    """The endings by which a site knows the names of medicines."""

    def __init__(self, table: tuple[Senses, ...]) -> None:
        every = [sense for line in table if line.held == "renamed" for sense in line.senses]
        self._names = Dictionary((sense.name, sense.words) for sense in every)
        self._others = Dictionary((sense.name, sense.perhaps) for sense in every)

    def named(self, text: str) -> list[tuple[str, str]]:
        """The medicines that a folded text names, each with its kind."""
        said = self._names.said(text)
        others = self._others.said(text) if said else {}
        found = [(kind, name) for kind, names in said.items() for name in dict.fromkeys(names)]
        return [each for each in found if len(each[1]) > SHORTEST and not self._is_other(*each, others)]

    def spoken(self, text: str) -> set[str]:
        """The kinds of medicines that a folded text names, or may name."""
        return {*self._names.said(text), *self._others.said(text)}

    def _is_other(self, kind: str, word: str, others: Said) -> bool:
        return any(word in others.get(each, ()) for each in (kind, ANY_KIND))


@kept(most=16)
def by_name(table: tuple[Senses, ...]) -> Medicines:
    """The medicines that a table knows by name."""
    return Medicines(table)


class Marker:
    """Finds the medicines of a text, by name or by kind."""

    def __init__(self, names: Medicines, table: tuple[HealthWords, ...]) -> None:
        self._names = names
        self._kinds = Dictionary(("medicine", line.record) for line in table if line.kind == "medicines")
        self._known: dict[str, bool] = {}

    def marked(self, text: str) -> str:
        """The text with `MARK` in place of each medicine."""
        text = THERAPY.sub(_therapy, ANTI.sub(r"\1", text))
        return WORD.sub(self._mark, text) if any(map(self._is_medicine, WORD.findall(text))) else text

    def end(self, text: str, start: int = 0, stop: int = 1 << 30) -> int:
        """Where the first medicine ends that stands between two places of a text; 0 for none."""
        found = (match.end() for match in WITH_ANTI.finditer(text, start, stop) if self._is_medicine(match.group()))
        return next(found, 0)

    def _mark(self, match: re.Match[str]) -> str:
        return MARK if self._is_medicine(match.group()) else match.group()

    def _is_medicine(self, word: str) -> bool:
        if word not in self._known:
            low = folded(word.replace("-", ""))
            self._known[word] = bool(self._kinds.said(low) or self._names.named(low))
        return self._known[word]


def _therapy(match: re.Match[str]) -> str:
    return match.group() if match[1] else MARK


@kept(most=16)
def _marker(senses: tuple[Senses, ...], health: tuple[HealthWords, ...]) -> Marker:
    return Marker(by_name(senses), health)


def marker(site: Site) -> Marker:
    """What finds the medicines of a site's texts."""
    return _marker(site.senses, site.health)
