"""How many forms a message with a number has in a language, and which of them a number takes: gettext's `Plural-Forms`."""

import gettext
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from babel.messages.plurals import get_plural

from explainer.language.locales import Locale

HEADER = re.compile(r"[ ]*nplurals[ ]*=[ ]*(\d)[ ]*;[ ]*plural[ ]*=([n0-9()%<>=!&|?: ]{1,300});?[ ]*")
COUNTS = range(1_000)
"""What our pages count. All that languages tell apart among them repeats after a hundred."""
GREAT = (10**6, 2 * 10**6)
"""Newer CLDR has a form for these in Romance languages, older CLDR has not: a catalog may have it or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plurals:
    """`count` forms, and the C expression of `n` that says which a number takes."""

    count: int = 2
    rule: str = "n != 1"

    def form(self, n: int) -> int:
        """The place of a number's form, from 0."""
        return _function(self.rule)(n)

    def __str__(self) -> str:
        return f"nplurals={self.count}; plural={self.rule};"


@cache
def _function(rule: str) -> Callable[[int], int]:
    return gettext.c2py(rule)


def plurals_of(locale: Locale) -> Plurals:
    """The language's own, as CLDR says today."""
    found = get_plural(locale.babel)
    return Plurals(count=int(found.num_plurals), rule=str(found.plural_expr))


@cache
def read_plurals(header: str, locale: Locale) -> Plurals | None:
    """Those that a catalog's header gives; None where they are no rule, or put counts together that the language tells apart.

    A catalog keeps the rule that it was translated by: CLDR adds forms to languages from time to time, and no catalog may fall
    over a newer library.
    """
    match = HEADER.fullmatch(header)
    if match is None:
        return None
    given, own = Plurals(count=int(match[1]), rule=match[2].strip()), plurals_of(locale)
    try:
        forms = {n: given.form(n) for n in (*COUNTS, *GREAT)}
    except (ValueError, ZeroDivisionError, RecursionError):
        return None
    if set(forms.values()) != set(range(given.count)):
        return None
    pairs = {(forms[n], own.form(n)) for n in COUNTS}
    return given if len(pairs) == len({form for form, _ in pairs}) else None
