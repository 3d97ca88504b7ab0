"""Which lines of an eligibility text are headings, and the headings that stand over a line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from explainer.reading.lines import Line
from explainer.reading.list_names import COLON, CRITERIA_NAME, FOR_WHOM, LONGEST_TITLE, ListName, announced, list_name
from explainer.record import Part

REMARK = re.compile(
    r"\W*(?:notes?|nb|n\.b|remarks?|comments?|examples?|for example|e\.g|i\.e|such as|including|these include|where|and|or)\b",
    re.IGNORECASE,
)
"""How a line begins that says more of the rule above it, and heads nothing."""
NO_TITLE = re.compile(r"[<>≤≥=]|[.;,]$")
OF_BOTH = re.compile(r"\b(?:eligibility|selection|criteria|population|entry)\b", re.IGNORECASE)
"""What a heading over both lists says that names nobody whom they are for."""


def fold_heading(text: str) -> str:
    """A heading as it is compared and shown: white space folded, without the colon at its end."""
    return " ".join(text.split()).rstrip(":：").rstrip()


@dataclass(slots=True, kw_only=True)
class Headings:
    """The list in which the next line stands, and the headings over it: the outer one first, empty where there is none.

    `over` stands over both lists ("Cohort A"), `named` is the list's own heading, `capital` and `group` stand in the list.
    """

    part: Part = "criteria"
    over: str = ""
    named: str = ""
    capital: str = ""
    group: str = ""

    @property
    def path(self) -> str:
        """The headings as one, as a section of `eligibility.md` names it."""
        return ": ".join(filter(None, (self.over, self.named, self.capital, self.group)))

    def open_list(self, name: ListName, words: str) -> None:
        """Go on under the heading of a list."""
        self.part = name.part
        self.named = "" if name.bare else fold_heading(words)
        self.capital = self.group = ""

    def open_group(self, words: str, *, over_lists: bool) -> None:
        """Go on under a heading that names no list; one in capitals stands over those that are not."""
        heading = fold_heading(words)
        if over_lists:
            self.over = "" if OF_BOTH.search(heading) else heading
            self.named = self.capital = self.group = ""
        elif heading.isupper() and len(heading) > 3:
            self.capital, self.group = heading, ""
        else:
            self.group = heading


class HeadingFinder:
    """Tells the headings among the lines of one text."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self._names = [list_name(line.words, marked=bool(line.marker)) for line in lines]
        self._edge = min((line.column for line in lines), default=0)
        outer = (name for line, name in zip(lines, self._names, strict=True) if name and line.column == self._edge)
        self._at_edge = {name.part for name in outer if name.bare}

    def list_name(self, number: int) -> ListName | None:
        """The list that a line opens.

        The bare name of a list deep inside another opens nothing where the text has that list elsewhere, at its edge.
        """
        line, name = self.lines[number], self._names[number]
        strayed = name and name.bare and line.column > self._edge and not line.inside and name.part in self._at_edge
        return None if strayed else name

    def announced(self, number: int, part: Part) -> ListName | None:
        """The list that a heading announces without its name. In the list `part`, rules that let in are of that list."""
        words = self.lines[number].words
        told = announced(words) if words.endswith(COLON) else None
        return told if told and (told.part != "inclusion" or part == "criteria") else None

    def heads(self, number: int) -> bool:
        """Whether a line heads what follows it: it announces a list, or it is a title above one."""
        line = self.lines[number]
        if line.marker or line.inside or REMARK.match(line.words):
            return False
        ends, short = line.words.endswith(COLON), len(line.words.split(None, LONGEST_TITLE)) <= LONGEST_TITLE
        for_whom = short and FOR_WHOM.fullmatch(line.words) is not None
        if self.over_lists(number):
            return short and (ends or for_whom or line.words.isupper())
        if line.words.isupper() and short and not self._marked(number + 1) and self._begins(number + 1):
            # "PATIENT CHARACTERISTICS:" stands over "Age:".
            return self._marked(number + 2)
        return self._marked(number + 1) or for_whom if ends else self._marked(number + 1) and short and self._is_title(number)

    def over_lists(self, number: int) -> bool:
        """Whether the heading of a list is the next line."""
        return number + 1 < len(self.lines) and self._names[number + 1] is not None

    def _marked(self, number: int) -> bool:
        return number < len(self.lines) and bool(self.lines[number].marker)

    def _begins(self, number: int) -> bool:
        """Whether a line may be a title by its form."""
        words = self.lines[number].words if number < len(self.lines) else ""
        begins = words[:1].isupper() or words[:1].isdigit()
        return (
            begins
            and len(words.split(None, LONGEST_TITLE)) <= LONGEST_TITLE
            and not NO_TITLE.search(words)
            and not CRITERIA_NAME.search(words)
        )

    def _is_title(self, number: int) -> bool:
        above = self.lines[number - 1] if number else None
        after_rule = above is None or above.marker or self._names[number - 1] is not None or above.words.endswith(COLON)
        return self.lines[number].gap and self._begins(number) and bool(after_rule)
