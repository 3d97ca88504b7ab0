"""`content/health-words.md`: plain words for the body, illness, tests and care, and the record's words for the same."""

import re
from collections.abc import Iterator

from explainer.finding import Where
from explainer.health_words import HEALTH_KINDS, HealthKind, HealthWords
from explainer.reading.source import Folder

PATH = "content/health-words.md"
FIX = "write headings (`## Body`), and under each of them lines such as: - heart: cardi*, coronary"
LINE = re.compile(r"- (?:(?P<plain>[^:]+):)?(?P<record>[^:]+)$")
WORD = re.compile(r"[^\W_]+(?:[.'-][^\W_]+)*")
PATTERN = re.compile(r"(?=.*\w{2})\*?[^\W_]+(?:[.'-][^\W_]+)*\*?")
"""A word of a record, or the beginning, end or middle of one: fewer than two letters would be in any."""
PHRASE = re.compile(rf"{PATTERN.pattern}(?: [^\W_]+(?:[.'-][^\W_]+)*\*?){{0,3}}")
CHOICES = re.compile(r"- [^|:]+(?:\|[^|:]+)+$")
"""A line of words that are told apart."""
OF_PHRASES: tuple[HealthKind, ...] = ("opposites", "apart")


def read_health(folder: Folder) -> tuple[HealthWords, ...]:
    """The lines under the headings of the second level, in order; what stands above those is for the writer.

    A line that is none has a finding, and is left out. A file that gives no lines has one finding.
    """
    source = folder.read(PATH, fix=FIX)
    found: list[HealthWords] = []
    under_heading = False
    kind: HealthKind = "facts"
    for number, line in enumerate(source.text.replace("’", "'").split("\n") if source else (), 1):
        if line.startswith("#"):
            under_heading = line.startswith("## ")
            kind = next((each for each in HEALTH_KINDS if line.endswith(f"{{#{each}}}")), "facts")
        elif under_heading and line.startswith("-"):
            read = list(_read(line, kind))
            found += read
            if not read:
                what = f"“{line[:60]}” is no line of plain words, a colon, and the record’s words"
                folder.problems.add("health-words-line", Where(path=PATH, line=number), what, FIX)
    if source and not found:
        folder.problems.add("health-words-line", Where(path=PATH), "no lines stand under a heading here", FIX)
    return tuple(found)


def _read(line: str, kind: HealthKind) -> Iterator[HealthWords]:
    if kind == "apart":
        yield from _choices(line)
    elif match := LINE.match(line):
        plain, record = (_words(match[side] or "") for side in ("plain", "record"))
        plain = plain if match["plain"] else ()
        of_plain, of_record = (PHRASE, PHRASE) if kind in OF_PHRASES else (WORD, PATTERN)
        if all(map(of_plain.fullmatch, plain)) and all(map(of_record.fullmatch, record)):
            yield HealthWords(plain=plain, record=tuple(word.lower() for word in record), kind=kind)


def _choices(line: str) -> Iterator[HealthWords]:
    """Each choice of a line, beside the words of all the others."""
    choices = [_words(choice) for choice in line[2:].lower().split("|")] if CHOICES.match(line) else []
    if all(PHRASE.fullmatch(word) for choice in choices for word in choice):
        for own in choices:
            others = tuple(word for choice in choices if choice is not own for word in choice)
            yield HealthWords(plain=own, record=others, kind="apart")


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(","))
