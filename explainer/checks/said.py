"""What a text says of numbers, units, limits, noes and choices, read with the words of its language."""

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from explainer.checks.lexicon import HAN, SEAM, Lexicon, folded
from explainer.checks.numbers_said import TURNED, Numbers, Said
from explainer.checks.quantities import quantities
from explainer.language.words import Words

ASKED = re.compile(rf"(?<!可)([{HAN}])[不没]\1")
"""A question in Chinese that says yes and no, and denies nothing: 算不算."""
TEN_THOUSANDS, MILLION = re.compile(r"(\d+(?:\.\d+)?) ?([万亿])"), 10**6
OPENS, CLOSES = '«“"(「『', '»”")」』'
QUOTED = re.compile(r"“([^“”]{2,60})”")
AGAIN = re.compile(r"[»”」』] ?\(")
OPENING = tuple("«“")
STEM = 4
WORD_BEFORE = re.compile(r"(\w{4,}) (?:(\w{4,}) )?$")
WORD_AFTER = re.compile(r" (?:\w{1,3}[ ']){0,2}(\w{4,})")
LONGEST_LIMIT, FAR = 40, 30
"""How far before a number its limit may begin; and from where on more than its own words stand between."""
NEAR_AFTER, NEAR_BEFORE = 20, 30
"""How many letters lie at most between a no and its echo: after it, and before it."""
NEAR_OR = 8
AROUND = 60
"""Letters that are quoted on either side of a word that counts."""
BUT_NOT = "but-not"
STOP, STOP_BEFORE = re.compile(r"[.:;!?؟]"), re.compile(r"[.:;,!?؟]")
"""What parts a no from an echo behind it, and from one before it: "si ningún …, no es"."""
EXTREME = re.compile(
    r"\b(?:(maximum|maximal|highest|largest|longest|most)|minimum|minimal|lowest|smallest|shortest|least)\b"
    r"[^.;\d]{1,40}\b(\d+(?:\.\d+)?)"
)
"""A limit that a word further off says: "the maximum dose is 10 Gy"."""
PARTS = re.compile(r"[,،、;؛:(]|[.。](?=.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """A sentence and its translation, folded: how often the translation says no and offers a choice, and how often it may."""

    source: str
    own: str
    """The original without the quoted words that the translation has as they are: what it has to say of its own."""
    target: str
    said: tuple[Said, ...]
    noes: tuple[int, int]
    or_noes: int
    """How many of the noes stand right after an "or": "con o sin"."""
    choices: tuple[int, int]
    no_words: tuple[str, ...]
    or_words: tuple[str, ...]
    """What was counted as a no, and as a choice."""
    unlimited: str
    """The translation without its numbers that have limits, and these."""
    written: str
    """The translation as it is written."""

    def quote(self, *words: str) -> str:
        """The translation as it is written, or what stands around the first of the words in it."""
        low = self.written.lower()
        at = min((place for place in map(low.find, dict.fromkeys(words)) if place >= 0), default=0)
        start, end = max(0, at - AROUND), min(len(self.written), max(at, AROUND) + AROUND)
        return f"“{'…' if start else ''}{self.written[start:end]}{'…' if end < len(self.written) else ''}”"


class Language:
    """The words of a language, ready to be looked for. Every text goes through `fold` first."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._numbers = Numbers(words)
        self._noes = Lexicon(words.negations.items())
        self._choices = Lexicon((key, choice) for key, choice in words.choices.items() if key != "and")
        self._joins = Lexicon((key, words.choices.get(key, ())) for key in ("or", "and"))
        self._or_before = Lexicon([("or", words.choices.get("or", ()))], end=r"\s*$")
        self._guesses = Lexicon(words.guesses.items())
        self._claims = Lexicon(words.claims.items())
        self._child = Lexicon([("child", words.senses.get("child", ()))])
        decimal, group = re.escape(words.decimal), f"[ '{re.escape(words.group)}]"
        self._digits = re.compile(rf"\d{{1,3}}(?:{group}\d{{3}})+(?!\d)(?:[{decimal}]\d+)?|\d+(?:[.,{decimal}]\d+)?")
        self._grouped = re.compile(rf"(?<=\d){group}(?=\d{{3}}(?!\d))")

    @cached_property
    def _limits(self) -> Lexicon:
        """Made where it is needed. A word of one character has other meanings too, and so has "in"."""
        both = [*self.words.before.items(), *self.words.after.items()]
        return Lexicon((key, [word for word in words if len(word) > 1]) for key, words in both if key != "within")

    def fold(self, text: str) -> str:
        """A text with one way to write digits, spaces and letters: `1.500,50 UI` as `1500.5 ui`."""
        plain = self._digits.sub(self._plain, SEAM.sub(" ", folded(text)))
        return TEN_THOUSANDS.sub(_in_full, plain) if "万" in plain or "亿" in plain else plain

    def _plain(self, match: re.Match[str]) -> str:
        value = self._grouped.sub("", match.group()).replace(self.words.decimal, ".").replace(",", ".")
        whole, _, rest = value.partition(".")
        rest = rest.rstrip("0")
        return (whole.lstrip("0") or "0") + (f".{rest}" if rest else "")

    def sides(self, source: str, target: str, written: str = "") -> Sides:
        """A folded sentence and its folded translation, with all that the translation says; and that as it is written."""
        own, letters = _without_glosses(source, target)
        said = tuple(self._resolved(source, self._numbers.said(target)))
        # A limit ("no more than 3", "3 or more") says no "no", and offers no choice.
        for each in said:
            if each.limits:
                letters[each.start : each.end] = " " * (each.end - each.start)
        unlimited = "".join(letters)
        bare = ASKED.sub(_blank, unlimited)
        sure, perhaps = self._choices_of(bare)
        # "Neither you nor your child may weigh less than 3": whom a limit is of may stand within its words.
        perhaps += sum(sum(self._choices_of(target[s.start : s.until])) for s in said if s.limits and s.until - s.start > FAR)
        return Sides(
            source=source,
            own=own,
            target=target,
            said=said,
            noes=self._noes_of(bare),
            or_noes=self._or_noes_of(bare),
            choices=(sure, perhaps),
            no_words=tuple(m.group() for m in self._noes.pattern.finditer(bare) if self._noes.key(m) != BUT_NOT),
            or_words=tuple(m.group() for m in self._choices.pattern.finditer(bare) if self._choices.key(m) != BUT_NOT),
            unlimited=unlimited,
            written=written or target,
        )

    def _resolved(self, source: str, said: list[Said]) -> Iterator[Said]:
        """A no before a limit is a part of it where the original has the limit so: "no debe superar 3" for "at most 3"."""
        if not any(each.denied >= 0 for each in said):
            yield from said
            return
        limits = {(q.value, str(q.comparison)) for q in quantities(source)} | extremes(source)
        # "It is within 60 days": "no more than 60 have passed".
        limits |= {(value, "at most") for value, limit in limits if limit == "within"}
        for each in said:
            turned = each.turned()
            yield turned if each.denied >= 0 and any((each.value, limit) in limits for limit in turned.limits) else each

    def limits(self, sides: Sides) -> set[str]:
        """The limits that a translation says apart from its numbers: "una de las dos, como mínimo"."""
        found = {key for match in self._limits.pattern.finditer(sides.unlimited) for key in self._limits.keys_of(match)}
        return found | {TURNED[limit] for limit in found & TURNED.keys() if sides.noes[0]}

    def without_limits(self, sides: Sides) -> str:
        """A translation without limits, also those that stand apart from their numbers."""
        return self._limits.pattern.sub(_blank, sides.unlimited)

    def denies(self, text: str) -> bool:
        """Whether a folded text says no."""
        return any(self._noes.key(match) in ("no", "echo") for match in self._noes.pattern.finditer(text))

    def guesses(self, text: str, *keys: str) -> int:
        """How often a folded text leaves a thing open, in the words of these keys."""
        return sum(1 for match in self._guesses.pattern.finditer(text) if self._guesses.key(match) in (keys or ("may",)))

    def joins(self, text: str) -> int:
        """How often a folded text joins or parts what it names: with a mark, an "or" or an "and"."""
        return len(PARTS.findall(text)) + sum(1 for _ in self._joins.pattern.finditer(text))

    def claims(self, text: str) -> Iterator[tuple[str, str]]:
        """What a folded text claims: by the name of the claim, and in its words."""
        found = ((self._claims.key(match), match.group()) for match in self._claims.pattern.finditer(text))
        yield from ((key, words) for key, words in found if key != BUT_NOT)

    def names_child(self, text: str) -> bool:
        """Whether a folded text speaks of a child."""
        return self._child.pattern.search(text) is not None

    def _noes_of(self, text: str) -> tuple[int, int]:
        found = [(self._noes.key(match), match) for match in self._noes.pattern.finditer(text)]
        said = [match for key, match in found if key == "no"]
        starts = [match.start() for match in said]
        alone = 0
        for echo in (match for key, match in found if key == "echo"):
            at = bisect(starts, echo.start())
            alone += not any(_echoes(echo, no) for no in said[max(0, at - 1) : at + 1])
        return len(said) + alone, sum(1 for key, _ in found if key == "hidden")

    def _or_noes_of(self, text: str) -> int:
        noes = (match for match in self._noes.pattern.finditer(text) if self._noes.key(match) == "no")
        return sum(1 for no in noes if self._or_before.pattern.search(text, max(0, no.start() - NEAR_OR), no.start()))

    def _choices_of(self, text: str) -> tuple[int, int]:
        found = [(self._choices.key(match), match) for match in self._choices.pattern.finditer(text)]
        sure = sum(1 for key, match in found if key == "or" and not _no_choice(text, match))
        return sure, sum(1 for key, _ in found if key in ("or", "hidden")) - sure


def extremes(source: str) -> set[tuple[str, str]]:
    """The limits of a folded original that words further off say, by their numbers."""
    return {(value, "at most" if most else "at least") for most, value in EXTREME.findall(source)}


def _without_glosses(source: str, target: str) -> tuple[str, list[str]]:
    """Both without the quoted words of the original that the translation has as they are; the letters of the translation."""
    for gloss in dict.fromkeys(match[1] for match in QUOTED.finditer(source)):
        there = re.compile(rf"(?<=[{OPENS}]){re.escape(gloss)}(?=[{CLOSES}])")
        if match := there.search(target):
            # Where brackets follow ("«not applicable» (no aplicable)"), they say again what it says.
            source = source if AGAIN.match(target, match.end()) else there.sub(_blank, source)
            target = there.sub(_blank, target)
    return source, list(target)


def _in_full(match: re.Match[str]) -> str:
    """What Chinese counts in ten thousands, as English writes it: in full, or in millions."""
    value = round(float(match[1]) * (10**8 if match[2] == "亿" else 10**4))
    return str(value) if value < MILLION else f"{value / MILLION:g} 百万"


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _echoes(echo: re.Match[str], no: re.Match[str]) -> bool:
    """Whether a word repeats a no that stands near: no … nadie, ne … pas, aucune … ne."""
    first, second = sorted((echo, no), key=lambda match: match.start())
    near, stop = (NEAR_AFTER, STOP) if second is echo else (NEAR_BEFORE, STOP_BEFORE)
    between = first.string[first.end() : second.start()]
    return len(between) <= near and not stop.search(between)


def _no_choice(text: str, match: re.Match[str]) -> bool:
    """Whether an "or" stands between forms of one word for a man and a woman ("médico o médica"), or before a quoted word."""
    if text[match.end() :].lstrip()[:1] in OPENING:
        return True
    if (
        text[: match.start()].rstrip()[-1:].isdigit()
        and len(match.group()) == 1
        and not text[match.end() :].lstrip()[:1].isdigit()
    ):
        # "16 U before": a unit; "7 u 8" is "7 or 8".
        return True
    before = WORD_BEFORE.search(text[max(0, match.start() - LONGEST_LIMIT) : match.start()])
    after = WORD_AFTER.match(text, match.end())
    return bool(before and after and after[1][:STEM] in (before[1][:STEM], (before[2] or "")[:STEM]))
