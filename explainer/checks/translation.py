"""Holding a translation against its original: what must survive in any language. A message with a finding is not shown."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from explainer.checks.aligned import sentences_of, side_by_side
from explainer.checks.kept import kept
from explainer.checks.lexicon import with_halves
from explainer.checks.numbers_said import Said
from explainer.checks.quantities import Quantity, quantities
from explainer.checks.rule import Problem
from explainer.checks.said import Language, Sides
from explainer.finding import Finding, Severity
from explainer.language.editions import Key, Translation
from explainer.language.extraction import UI, interface
from explainer.language.locales import Locale
from explainer.language.messages import OTHER_NAMES
from explainer.language.words import Words, words_path
from explainer.model import Message, Span, unmarked
from explainer.senses import Senses

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
COUNTS = {"%(n)s", "%(num)s"}
ENGLISH = Language(Words())
WITHIN = re.compile(r"\b(?:within|in|during|over|from|last|past|previous|first|next)\b", re.IGNORECASE)
LONGEST_WITHIN = 24
EACH_OF = re.compile(r"\beach of(?: the| these)? $", re.IGNORECASE)
"""“In each of the 3 months” is not within them."""
HALF = re.compile(r"\bhalf\b(?: an?\b)?")
ADD_WORD = "if the translation says it, its words are missing in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An original and its translation into a language; `source` and `target` are their words, folded to be compared."""

    locale: Locale
    role: str
    original: Message
    translation: Message
    language: Language
    source: str
    target: str
    quantities: tuple[Quantity, ...]
    """Those of the original; half is 0.5."""
    sentences: tuple[Sides, ...]
    said: tuple[Said, ...]
    """The numbers of the translation."""
    senses: tuple[Senses, ...]

    @property
    def words_path(self) -> str:
        """The file that holds the words of the language."""
        return words_path(self.locale)


def paired(
    locale: Locale,
    language: Language,
    role: str,
    original: Message,
    translation: Message,
    *,
    senses: tuple[Senses, ...] = (),
) -> Pair:
    """A pair with all that rules compare. Other names of a term are names in each language: there is nothing to compare."""
    before, after = (PLACEHOLDER.sub(" ", m.plain) if role != OTHER_NAMES else "" for m in (original, translation))
    both = side_by_side(sentences_of(before), sentences_of(after))
    sentences = tuple(language.sides(ENGLISH.fold(one), language.fold(other), other) for one, other in both)
    return Pair(
        locale=locale,
        role=role,
        original=original,
        translation=translation,
        language=language,
        source=" ".join(sides.source for sides in sentences),
        target=" ".join(sides.target for sides in sentences),
        quantities=_quantities(HALF.sub("0.5", with_halves(before))),
        sentences=sentences,
        said=tuple(said for sides in sentences for said in sides.said),
        senses=senses,
    )


def _quantities(text: str) -> tuple[Quantity, ...]:
    """Those of an original. "Five days before" names a day: it is "within" only where a word says so."""
    found = quantities(text)
    return tuple(
        replace(q, comparison="") if q.comparison == "within" and not _within(text[: q.start][-LONGEST_WITHIN:]) else q
        for q in found
    )


def _within(before: str) -> bool:
    return bool(WITHIN.search(before) and not EACH_OF.search(before))


PairCheck = Callable[[Pair], Iterator[Problem]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRule:
    """A registered rule over pairs. `manual` says what it holds, with a bad and a good example."""

    name: str
    severity: Severity
    manual: str
    check: PairCheck


PAIR_RULES: dict[str, PairRule] = {}


def pair_rule(check: PairCheck) -> PairCheck:
    """Register a function over pairs as the rule of its name. What breaks one is not shown: its whole falls back."""
    name = check.__name__.replace("_", "-")
    PAIR_RULES[name] = PairRule(name=name, severity="warning", manual=(check.__doc__ or "").strip(), check=check)
    return check


@kept(most=16)
def _language(words: Words) -> Language:
    return Language(words)


def findings_of(translation: Translation) -> tuple[frozenset[Key], list[Finding]]:
    """The messages that must not be shown, and all that is wrong."""
    refused: set[Key] = set()
    found: list[Finding] = []
    language = _language(translation.words)
    for key, original, target in _pairs(translation):
        pair = paired(translation.locale, language, key[1], original, target, senses=translation.site.senses)
        for rule in PAIR_RULES.values():
            for where, message, fix, _ in rule.check(pair):
                refused.add(key)
                found.append(Finding(rule=rule.name, severity=rule.severity, where=where, message=message, fix=fix))
    return frozenset(refused), found


def _pairs(translation: Translation) -> Iterator[tuple[Key, Message, Message]]:
    """Those of the content, then those of the interface, where each plural form is held against the original's plural."""
    yield from translation.pairs()
    entries = translation.catalogs[UI].entries
    # To find the interface's messages takes longer than to check a study, whose catalogs alone may have been read.
    for original in interface() if entries else ():
        entry = entries.get(("", original.id))
        if entry and entry.translated:
            text = unmarked(original.plural or original.id, original.places[0])
            yield from (((UI, "", original.id), text, unmarked(form, entry.where)) for form in entry.forms)


def _targets(spans: tuple[Span, ...]) -> Iterator[tuple[str, str]]:
    for span in spans:
        if span.target:
            yield span.kind, span.target
        yield from _targets(span.children)


@pair_rule
def links_lost(pair: Pair) -> Iterator[Problem]:
    """A translation links the same terms and pages as its original, each as often.

    Bad: "las células" for "the [cells][t-cell]".
    Good: "las [células][t-cell]".
    """
    original, translation = (Counter(_targets(m.spans)) for m in (pair.original, pair.translation))
    for (_, target), count in (original - translation).items():
        fix = f"write it as [words][{target}]" if ":" not in target and "/" not in target else f"link {target}"
        yield Problem(pair.translation.where, f"the link to {target} is lost ({count})", fix)
    for _, target in translation - original:
        yield Problem(pair.translation.where, f"the original has no link to {target}", "take the link off, keep the words")


@pair_rule
def placeholders_changed(pair: Pair) -> Iterator[Problem]:
    """What stands for a value stays as it is.

    Bad: "%(nombre)s" for "%(name)s".
    Good: "%(name)s".
    """
    original, translation = (set(PLACEHOLDER.findall(m.text)) for m in (pair.original, pair.translation))
    # One form of a plural may say its number in words ("a day"); no form may bring a value of its own.
    lost = original - translation - COUNTS
    for name in sorted(lost | (translation - original)):
        what = f"{name} is lost" if name in lost else f"the original has no {name}"
        yield Problem(pair.translation.where, what, f"keep these as they are: {' '.join(sorted(original)) or 'none'}")


def times(count: int) -> str:
    """How often, where it is not once."""
    return f" {count} times" if count != 1 else ""


def only(count: int) -> str:
    """How often something is said that has to be said more often."""
    return ("only once", f"only {count} times")[count > 1] if count else "never"
