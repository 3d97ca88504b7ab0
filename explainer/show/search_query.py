"""What a reader asks for, bounded: words and filters as typed in the form, nothing kept."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from explainer.show.search_words import clean, pieces

FIELDS = frozenset({"q", "condition", "age", "place", "open"})
"""The form's fields. Anything else in an address's query is no business of the search."""
MOST_LETTERS = 200
MOST_WORDS = 16
"""In scripts without spaces: pairs of signs."""
MOST_AGE_LETTERS = 20
MOST_PAGES = 999
OLDEST = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Words and filters. `cut` says that there was more than we look at; `odd_age` is an age that is none, as typed."""

    words: str = ""
    condition: str = ""
    age: int | None = None
    place: str = ""
    open: str = ""
    page: int = 1
    cut: bool = False
    odd_age: str = ""

    def address(self, **changed: str | int) -> str:
        """The same query for an address, with fields changed; an empty one is left out."""
        age = "" if self.age is None else self.age
        fields = {"q": self.words, "condition": self.condition, "age": age, "place": self.place, "open": self.open} | changed
        return urlencode({name: value for name, value in fields.items() if value != ""})

    @property
    def texts(self) -> tuple[str, str, str]:
        """What holds words to look up: the words, and two of the filters."""
        return self.words, self.condition, self.place

    @property
    def filtered(self) -> bool:
        """Whether a filter is set."""
        return bool(self.condition or self.place or self.open) or self.age is not None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.filtered and not asked_keys(self.words)


def form_fields(query_string: str) -> dict[str, str]:
    """The form's fields in an address's query; the first of each name counts. Nothing where all are empty."""
    found: dict[str, str] = {}
    # WSGI hands bytes on as Latin-1 (PEP 3333).
    for name, value in parse_qsl(query_string.encode("latin-1", "replace").decode("utf-8", "replace")):
        found.setdefault(name, value)
    return found if FIELDS & found.keys() else {}


def read_query(fields: Mapping[str, str]) -> Query:
    """The query of a form's fields."""
    typed = {name: clean(fields.get(name, "")) for name in ("q", "condition", "place")}
    kept = {name: text[:MOST_LETTERS].strip() for name, text in typed.items()}
    typed_age, page = clean(fields.get("age", "")), _number(fields.get("page", ""))
    age = _number(typed_age)
    odd = age is None or age > OLDEST
    return Query(
        words=kept["q"],
        condition=kept["condition"],
        age=None if odd else age,
        place=kept["place"],
        open=fields.get("open", "") if fields.get("open") in ("yes", "no") else "",
        page=min(max(page or 1, 1), MOST_PAGES),
        cut=kept != typed or any(len(_keys(text)) > MOST_WORDS for text in kept.values()),
        odd_age=typed_age[:MOST_AGE_LETTERS] if odd else "",
    )


def _number(text: str) -> int | None:
    """A whole number of at most three digits, in any script."""
    text = text.strip()
    return int("".join(str(unicodedata.digit(sign)) for sign in text)) if text.isdecimal() and len(text) <= 3 else None


def asked_keys(text: str) -> list[str]:
    """The keys of the words that were asked for, each once."""
    return _keys(text)[:MOST_WORDS]


def _keys(text: str) -> list[str]:
    found: dict[str, None] = {}
    end = 0
    for piece in pieces(text):
        # The last sign of a script without spaces stands in the pair before it already.
        if piece.end > end:
            found[piece.key] = None
        end = piece.end
    return list(found)
