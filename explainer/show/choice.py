"""What goes on a question sheet, as the fields of the picker's form say it: the only part of its address that is read."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args
from urllib.parse import parse_qsl, urlencode

from explainer.model import AUDIENCES, Audience

Whom = Literal["", "me", "child", "other"]
Paper = Literal["", "a4", "letter"]
MANY = frozenset({"q", "list"})
"""The fields that may be given more than once."""
FIELDS = MANY | {"for", "with", "paper", "large"}
"""The form's fields. Anything else in an address's query is no business of the sheet."""
LARGE = "yes"
FIT = {"plain": 7, "two": 5, "large": 3, "largetwo": 1}
"""About how many questions fit on one page with room for the answers: measured in Chromium, on A4 and on Letter, in five
languages, with questions of one line and no notice of the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A sheet as somebody wants it.

    `questions`: ids in the order in which they were asked for; none is the whole list of each of the `audiences`. `whom`: for
    whom the questions are asked. `second`: the BCP 47 tag of the language under the first, or empty. `paper`: empty is what the
    page's language is printed on. `left_out`: how many fields were not understood, or given twice.
    """

    questions: tuple[str, ...] = ()
    audiences: tuple[Audience, ...] = AUDIENCES
    whom: Whom = ""
    second: str = ""
    paper: Paper = ""
    large: bool = False
    left_out: int = 0

    @property
    def query(self) -> str:
        """The same choice for an address."""
        fields = [("q", id) for id in self.questions]
        fields += [("list", audience) for audience in self.audiences if self.audiences != AUDIENCES]
        single = {"for": self.whom, "with": self.second, "paper": self.paper, "large": LARGE if self.large else ""}
        return urlencode([*fields, *((name, value) for name, value in single.items() if value)])

    def in_language(self, tag: str) -> "Choice":
        """The same choice for a page in another language."""
        return replace(self, second="" if tag == self.second else self.second)


EVERYTHING = Choice()
"""Both lists, whole."""


def choice_fields(query: str) -> tuple[tuple[str, str], ...]:
    """The form's fields that have a value in the query of an address, in their order."""
    # WSGI hands bytes on as Latin-1 (PEP 3333).
    pairs = parse_qsl(query.encode("latin-1", "replace").decode("utf-8", "replace"))
    return tuple((name, value) for name, value in pairs if name in FIELDS)


def read_choice(fields: Iterable[tuple[str, str]], *, questions: Collection[str], languages: Collection[str]) -> Choice:
    """The choice that a form's fields make. What is not known is left out and counted; nothing is refused.

    Args:
        fields: names of `FIELDS` with their values.
        questions: the ids of all questions of the study.
        languages: the tags of the languages that can stand under the page's own.
    """
    allowed: Mapping[str, Collection[str]] = {
        "q": questions,
        "list": AUDIENCES,
        "for": get_args(Whom),
        "with": languages,
        "paper": get_args(Paper),
        "large": (LARGE,),
    }
    found: dict[str, dict[str, None]] = {name: {} for name in FIELDS}
    left_out = 0
    for name, value in fields:
        here = found[name]
        if value not in allowed[name] or value in here or (here and name not in MANY):
            left_out += 1
        else:
            here[value] = None
    one = {name: next(iter(values), "") for name, values in found.items()}
    return Choice(
        questions=tuple(found["q"]),
        audiences=tuple(each for each in AUDIENCES if each in found["list"]) or AUDIENCES,
        whom=one["for"],  # type: ignore[arg-type]  # (held against the type's own values)
        second=one["with"],
        paper=one["paper"],  # type: ignore[arg-type]
        large=bool(one["large"]),
        left_out=left_out,
    )
