"""`content/everyday-words.md`: the words that a 12-year-old knows, and that plain words may therefore use unexplained."""

import re
from typing import NamedTuple

from explainer.finding import Where
from explainer.reading.source import Folder

PATH = "content/everyday-words.md"
FIX = "write headings (`## Body`), and under each of them words with commas between them"
WORD = re.compile(r"[^\W\d_]+(?:[.'-][^\W\d_]+)*")


class Everyday(NamedTuple):
    """The everyday words, and those of them that name things: they stand under headings that end in `{#things}`."""

    words: frozenset[str]
    things: frozenset[str]


def read_everyday(folder: Folder) -> Everyday:
    """The words under the headings of the second level, as they are written; what stands above those is for the writer.

    A file that gives no words has one finding, and no text is then held against it.
    """
    source = folder.read(PATH, fix=FIX)
    found: set[str] = set()
    things: set[str] = set()
    under_heading = of_things = False
    for number, line in enumerate(source.text.replace("’", "'").split("\n") if source else (), 1):
        if line.startswith("#"):
            under_heading = line.startswith("## ")
            of_things = line.startswith("## ") and line.rstrip().endswith("{#things}")
            continue
        for word in line.replace(",", " ").split() if under_heading else ():
            if WORD.fullmatch(word):
                (things if of_things else found).add(word)
            else:
                what = f"“{word}” is not a word: it holds signs that words do not have"
                folder.problems.add("everyday-word", Where(path=PATH, line=number), what, "write only words and commas")
    if source and not found | things:
        folder.problems.add("everyday-word", Where(path=PATH), "no words stand under a heading here", FIX)
    return Everyday(frozenset(found | things), frozenset(things - found))
