"""`content/senses.md`: what a translation must not turn round, bring in or leave out, with the English words for it."""

import re
from collections.abc import Iterator, Mapping

from explainer.finding import Where
from explainer.reading.source import Folder
from explainer.senses import Held, Sense, Senses

PATH = "content/senses.md"
FIX = "write headings (`## Time`), and under each of them lines such as: - before: before, prior | after: after, following"
NAME = re.compile(r"[a-z][a-z-]*")
WORD = r"\*?[^\W_]+(?:[.'-][^\W_]+)*-?\*?"
WORDS = re.compile(rf"(?=.*(?:[^\W_]{{2}}|\d\.\d)){WORD}(?: {WORD})*")
HELD: Mapping[str, Held] = {"{#things}": "added", "{#needed}": "lost", "{#medicines}": "renamed"}
"""How a translation is held to the senses under a heading, by what stands at its end; under any other, none is turned."""


def read_senses(folder: Folder) -> tuple[Senses, ...]:
    """The lines under the headings of the second level, in order; behind a `;` stands what may have a sense.

    A site without the file holds no translation to any.

    A line that is none, or names a sense again, has a finding, and is left out.
    """
    source = folder.read(PATH, fix=FIX, needed=False)
    found: list[Senses] = []
    named: set[tuple[bool, str]] = set()
    under_heading = False
    held: Held = "turned"
    for number, line in enumerate(source.text.replace("’", "'").split("\n") if source else (), 1):
        if line.startswith("#"):
            under_heading, held = line.startswith("## "), HELD.get(line.rpartition(" ")[2], "turned")
        elif under_heading and line.startswith("-"):
            senses = tuple(_read(line))
            # What must not be left out has a table of its own in each language, with names of its own.
            names = {(held == "lost", sense.name) for sense in senses}
            if len(names) < max(1, line.count("|") + 1) or names & named:
                what = f"“{line[:60]}” is no line of senses, each with a name of its own"
                folder.problems.add("senses-line", Where(path=PATH, line=number), what, FIX)
                continue
            named |= names
            found.append(Senses(senses=senses, held=held))
    return tuple(found)


def _read(line: str) -> Iterator[Sense]:
    for side in line.removeprefix("-").split("|"):
        name, _, listed = side.partition(":")
        before, divided, behind = listed.partition(";")
        sure, perhaps = _listed(before), _listed(behind) if divided else ()
        if NAME.fullmatch(name.strip()) and all(map(WORDS.fullmatch, sure + perhaps)):
            yield Sense(name=name.strip(), words=sure, perhaps=perhaps)


def _listed(words: str) -> tuple[str, ...]:
    return tuple(word.strip().lower() for word in words.split(","))
