"""How a language says numbers, limits, noes, claims and other senses: one file a locale, by whoever translates into it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from babel.numbers import get_decimal_symbol, get_group_symbol

from explainer.finding import Where
from explainer.language.locales import Locale
from explainer.reading.source import Folder, Problems

FILL = "write the words of the language: those of another language in this folder show how"
LIMITS = ("at least", "more than", "at most", "less than", "within", "about")
CLAIMS = ("safe", "cures", "works", "better", "sure", "qualifies")
NUMBERS = (*(str(n) for n in (*range(13), *range(20, 100, 10))), "half", "dual", "minus", "but-not")
"""The keys of `numbers`; `dual` is for endings that say two of a thing, `minus` for what makes a number less than nothing, and
`but-not` for what only looks as a number does."""
TABLES: Mapping[str, tuple[str, ...]] = {
    "numbers": NUMBERS,
    "units": (),
    "before": LIMITS,
    "after": LIMITS,
    "negations": ("no", "echo", "hidden", "but-not"),
    "choices": ("or", "and", "hidden", "but-not"),
    "guesses": ("may", "would", "but-not"),
    "claims": (*CLAIMS, "but-not"),
    "senses": (),
    "needed": (),
}
"""The tables and their keys: for `units` the checks' names of units, for the last two the names of `content/senses.md`."""
WORD = re.compile(r"[^\W_]")
SIGN = re.compile(r"[^\s*]")
"""What a word has at least: a letter or digit, or any sign where a unit or number is written with one."""
LATER = frozenset({"guesses", "claims", "senses", "needed"})
"""Tables that a language which was offered before there were any may lack: it is told, and stays offered."""
SKELETON = """\
# How this language says numbers, units, limits, noes, choices, guesses, claims and other senses. The checks hold each
# translated message against its original with these words. Write small letters; * stands for any ending or beginning of a
# word, and … for up to three words. Nothing here is shown to readers. A key without a word is left out. Spanish, as an
# example, is behind each #.

[numbers]
# 1 = ["un", "una", "uno"]
# 2 = ["dos", "ambos"]
# half = ["mitad", "medio"]

# year month week day hour minute second, and other units that this language writes otherwise; "2 week" is a word for two weeks.
[units]
# week = ["semana", "semanas"]
# "IU/mL" = ["ui/ml"]

# What stands before the number: "at least" "more than" "at most" "less than" "within" "about"
[before]
# "at least" = ["al menos", "como mínimo"]

# What stands after the number and its unit.
[after]
# "at least" = ["o más"]

# no: words that say no. hidden: words that may say it; they are enough where the original says no, and ask for nothing.
[negations]
# no = ["no", "sin", "ningun*"]
# hidden = ["falta*"]

# or: words that join what is a choice. and: what joins the items of a list without one. but-not: what holds an "or", and offers
# no choice.
[choices]
# or = ["o", "u"]
# and = ["y", "e", "ni"]
# but-not = ["niño o niña"]

# may: words that leave a thing open, as "may", "might", "could" and "perhaps" do.
[guesses]
# may = ["pued*", "podr*", "quizá*"]

# What says that a thing is safe, cures, works, is better or sure, or that somebody qualifies.
[claims]
# safe = ["sin riesgo*"]
# sure = ["garantiz*"]

# By the names of content/senses.md: what a translation must not take for its opposite, and what it must not bring in.
[senses]
# before = ["antes", "previ*"]
# after = ["después", "tras"]

# By the names under {#needed} in content/senses.md: what a translation must not leave out. All words that may say it.
[needed]
# only = ["solo", "sólo", "solamente", "únic*"]
"""

Table = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The tables of a language. What an empty one would hold is not checked."""

    decimal: str = "."
    group: str = ","
    numbers: Table = field(default_factory=dict)
    units: Table = field(default_factory=dict)
    before: Table = field(default_factory=dict)
    after: Table = field(default_factory=dict)
    negations: Table = field(default_factory=dict)
    choices: Table = field(default_factory=dict)
    guesses: Table = field(default_factory=dict)
    claims: Table = field(default_factory=dict)
    senses: Table = field(default_factory=dict)
    needed: Table = field(default_factory=dict)

    @property
    def lacking(self) -> list[str]:
        """What the language has no words for here, so that no translation can be held to it."""
        has = {
            "numbers": self.numbers,
            "units": self.units,
            "limits": self.before or self.after,
            "noes": self.negations.get("no"),
            "choices": self.choices.get("or"),
            "guesses": self.guesses.get("may"),
            "claims": self.claims,
            "senses": self.senses,
            "needed": self.needed,
        }
        return [name for name, there in has.items() if not there]


def words_path(locale: Locale) -> str:
    """Where the table of a locale stands in a site folder: `translations/zh_Hans/words.toml`."""
    return f"translations/{locale.tag.replace('-', '_')}/words.toml"


def read_words(root: Path, locale: Locale, problems: Problems) -> Words:
    """The table of a locale; where there is none to read, only numbers in digits can be compared."""
    path = words_path(locale)
    source = Folder(root, problems).read(path, fix=FILL, needed=False)
    words, faults = _read(locale, source.text if source else "")
    for line, what, fix in faults:
        problems.add("words-broken", Where(path=path, line=line), what, fix)
    return words


@lru_cache(maxsize=16)
def _read(locale: Locale, text: str) -> tuple[Words, tuple[tuple[int, str, str], ...]]:
    """A table, and what is wrong with it, line by line. It is long, and the same for each study."""
    tables, faults = _tables(text)
    babel = locale.babel
    words = Words(
        decimal=str(get_decimal_symbol(babel, numbering_system="latn")),
        group=str(get_group_symbol(babel, numbering_system="latn")),
        **{name: {key: tuple(words) for key, words in table.items()} for name, table in tables.items()},
    )
    return words, tuple(faults)


def _tables(text: str) -> tuple[dict[str, dict[str, list[str]]], list[tuple[int, str, str]]]:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        fix = "write tables of lists, as the other languages have"
        return {}, [(int(line[1]) if line else 0, f"this is not TOML: {error}", fix)]
    faults = [fault for name, table in tables.items() for fault in _faults(name, table)]
    return {} if faults else tables, [(_line(text, key), what, fix) for key, what, fix in faults]


def _faults(name: str, table: object) -> list[tuple[str, str, str]]:
    """What is wrong with a table: the key, what, and how to mend it."""
    if name not in TABLES:
        return [(name, f"there is no table [{name}]", f"known: {', '.join(TABLES)}")]
    if not isinstance(table, dict):
        return [(name, f"{name} is not a table", f"write [{name}] on a line of its own")]
    known = TABLES[name]
    found = [(key, f"[{name}] has no key “{key}”", f"known: {', '.join(known)}") for key in table if known and key not in known]
    least = WORD if name in ("senses", "needed") else SIGN
    for key, words in table.items():
        if not isinstance(words, list) or not all(isinstance(word, str) and least.search(word) for word in words):
            found.append((key, f"“{key}” is not a list of words", f'write {key} = ["word", "another"]'))
    return found


def _line(text: str, key: str) -> int:
    """The line on which a key or table is written."""
    match = re.search(rf"^[ \t]*\[?[ \t]*[\"']?{re.escape(key)}\b", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 0
