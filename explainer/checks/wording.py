"""Words that promise, hope, frighten or shut out. The list is the writers' own: `content/wording.md`."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import chain

from explainer.checks.frames import before, denied
from explainer.checks.inflection import stem
from explainer.checks.kept import kept
from explainer.checks.plain import of_guides
from explainer.checks.rule import Problem, rule
from explainer.checks.spans import runs
from explainer.finding import Where
from explainer.model import Message, Site, Unit, Wording
from explainer.walk import walk

GRAVE = ("promise", "hope", "fear")
"""Kinds of wording that can hurt; the rest only makes reading harder."""
WORD = re.compile(r"[^\W_]+")
TOKEN = re.compile(r"\w+")
PARTICIPLE = "participle"
"""The kind that is no fault in itself: it only shows a passive."""
BIRTH_CONTROL = re.compile(r"\b[a-z]+(?: and|,)? [a-z]+(?= (?:\w+ ){0,4}(?:contracep\w+|birth control))")
"""What a record calls a way not to become pregnant ("highly effective"): a measure, and no hope."""
TERM_OPENS = re.compile(r"(?:[(“\"]+|\b(?:called|named) (?:an? |the )?[“\"]?)(?=[^.;:()“”\"]*$)")
TERM_CLOSES = re.compile(r"[)”\".;:]")
LONGEST_TERM = 80
"""Characters before and after a word of a term in brackets."""
WELL_ENOUGH = re.compile(r"\bwell$")
"""What works well enough is as a rule wants it to be: no hope."""
FITS = re.compile(r"(?:right|suitable|suited|good|best|made|meant) for (?:you|your child)")
"""What is not right for a reader promises nothing."""
CURED, WILL_CURE = re.compile(r"\bcured\b"), re.compile(r"\b(?:will|would|can|could|may|might|to|get|gets|been) (?:\w+ )?be $")
"""An earlier illness that the record itself calls cured is no promise."""
PROVEN = re.compile(r"\bprove[nd]\b")
"""Of an illness that a test has shown, where the record says so too."""
CURE, NO_CURE = re.compile(r"cure[sd]?"), re.compile(r"\b(?:no|not|cannot|without)\b.{0,80}\bcur[ae]|\b(?:in|non-?)cura")
"""A cure that the record denies is no promise where our words deny it too."""
OWN_RULE = ("idiom", "praise", PARTICIPLE)
"""Kinds that have a rule of their own."""


def to_avoid(site: Site) -> tuple[Wording, ...]:
    """The wordings that are faults wherever they stand."""
    return tuple(wording for wording in site.wording if wording.kind != PARTICIPLE)


@kept()
def messages(site: Site) -> tuple[Message, ...]:
    """Everything that a reader may take as said about a study."""
    return tuple(walk((site.banner, site.home, of_guides(site), site.glossary, site.question_lists, site.trials), Message))


class Avoided:
    """Finds any of some wordings in folded texts, the longest first. Only a text with all words of one is looked through."""

    def __init__(self, wordings: tuple[Wording, ...]) -> None:
        self._wordings = sorted({folded(wording.avoid) for wording in wordings}, key=len, reverse=True)
        tokens = [TOKEN.findall(each) or [""] for each in self._wordings]
        common = Counter(chain.from_iterable(tokens))
        self._by_rarest: dict[str, list[set[str]]] = defaultdict(list)
        for each in tokens:
            self._by_rarest[min(each, key=lambda token: common[token])].append(set(each))

    def may_be_in(self, text: str) -> bool:
        """Whether it is worth while to look for them."""
        tokens = {"", *TOKEN.findall(text)}
        return any(each <= tokens for token in tokens if token in self._by_rarest for each in self._by_rarest[token])

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Each place of a text."""
        return self._pattern.finditer(text) if self.may_be_in(text) else iter(())

    def sub(self, by: Callable[[re.Match[str]], str], text: str) -> str:
        """The text with something else in each place."""
        return self._pattern.sub(by, text) if self.may_be_in(text) else text

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # For folded texts: a pattern that folds letters itself tries every wording at every word, and takes five times as long.
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, self._wordings))})(?!\w)")


@lru_cache(maxsize=8)
def avoided(wordings: tuple[Wording, ...]) -> Avoided:
    """What finds any of the wordings."""
    return Avoided(wordings)


@lru_cache(maxsize=1 << 14)
def folded(text: str) -> str:
    """In small letters and with straight apostrophes, each letter in its place (“İ” would become two)."""
    small = text.lower()
    return straight(small if len(small) == len(text) else "".join(c.lower()[:1] for c in text))


def straight(text: str) -> str:
    """The text with typewriter apostrophes, each in its place."""
    return text.replace("’", "'")


@kept()
def _suspect(site: Site) -> tuple[Message, ...]:
    """The messages that may have a wording to avoid: each rule looks for its own in those."""
    wordings = avoided(to_avoid(site))
    return tuple(message for message in messages(site) if wordings.may_be_in(folded(message.plain)))


def _found(
    site: Site, wordings: tuple[Wording, ...], but: Callable[[Message, re.Match[str]], bool] | None = None
) -> Iterator[Problem]:
    if not wordings:
        return
    by_words = {folded(wording.avoid): wording for wording in reversed(wordings)}
    pattern = avoided(wordings)
    for message in _suspect(site):
        for match in pattern.finditer(folded(message.plain)):
            if but and but(message, match):
                continue
            wording = by_words[match.group()]
            said = message.plain[match.start() : match.end()]
            yield Problem(
                message.where,
                f"“{said}” is a wording to avoid ({wording.kind}): {wording.why}",
                f"write: {wording.instead}",
            )


@kept()
def _quoted(site: Site) -> Mapping[Where, str]:
    """What the unit of each message quotes."""
    units = ((unit, " ".join(quote.text for quote in unit.quotes)) for unit in walk(site.trials, Unit))
    return {message.where: text for unit, text in units for message in walk(unit, Message)}


@rule("error", waivable=False)
def promise(site: Site) -> Iterator[Problem]:
    """Nothing promises that somebody may take part or will be helped; nothing hopes or frightens.

    Bad: "You qualify if you are 18 or older."
    Good: "You are 18 or older." in the list headed "You may be able to take part if..."
    """
    quoted = _quoted(site)

    def of_the_record(message: Message, match: re.Match[str]) -> bool:
        if WELL_ENOUGH.search(match.group()) and match.string.startswith(" enough", match.end()):
            return True
        quote = folded(quoted.get(message.where, ""))
        if FITS.fullmatch(match.group()) and denied(before(match.string, match.start())):
            return True
        if CURED.fullmatch(match.group()) and CURED.search(quote) and not WILL_CURE.search(before(match.string, match.start())):
            return True
        if PROVEN.fullmatch(match.group()):
            return PROVEN.search(quote) is not None
        if CURE.fullmatch(match.group()):
            return NO_CURE.search(quote) is not None and denied(before(match.string, match.start()))
        return any(match.group() in said.group() for said in BIRTH_CONTROL.finditer(quote))

    yield from _found(site, tuple(w for w in site.wording if w.kind in GRAVE), of_the_record)


@kept()
def _studied(site: Site) -> Mapping[Where, str]:
    """What the record says, by the messages of each study: to a unit's own, what it quotes, and to the others all of it."""
    own = _quoted(site)
    said: dict[Where, str] = {}
    for trial in site.trials:
        whole = " ".join(passage.text for passage in trial.record.passages)
        said |= {message.where: own.get(message.where, whole) for message in walk(trial, Message)}
    return said


@rule("error")
def praise(site: Site) -> Iterator[Problem]:
    """No words of a study praise a treatment, a place, a team or a reader, unless the quoted record has the same word.

    Bad: "The medicine is a welcome new choice", or "A fresh start" in a title.
    Good: "The medicine is new."
    """
    studied = _studied(site)

    def may_stand(message: Message, match: re.Match[str]) -> bool:
        record = studied.get(message.where)
        return record is None or _stems(match.group()) <= _stems(record)

    yield from _found(site, tuple(w for w in site.wording if w.kind == "praise"), may_stand)


@lru_cache(maxsize=1 << 10)
def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, WORD.findall(folded(text))))


@rule("warning")
def plainer_word(site: Site) -> Iterator[Problem]:
    """Where there is a plainer word, it stands; the record's own heading, and its own term in brackets, stay as they are.

    Bad: "The intervention is given once."
    Good: "The treatment is given once."
    """
    quoted = _studied(site)

    def of_the_record(message: Message, match: re.Match[str]) -> bool:
        return _term_of(quoted.get(message.where, ""), match) or _linked(message, match) or _in_a_name(message, match)

    yield from _found(site, tuple(w for w in site.wording if w.kind not in (*GRAVE, *OWN_RULE)), of_the_record)


def _term_of(quote: str, match: re.Match[str]) -> bool:
    """Whether words are part of a term of the quote, told as its own: in brackets, in quotation marks, or after "called"."""
    first, last = max(0, match.start() - LONGEST_TERM), match.end() + LONGEST_TERM
    opened, closed = TERM_OPENS.search(match.string, first, match.start()), TERM_CLOSES.search(match.string, match.end(), last)
    if not (opened and closed):
        return False
    term = match.string[opened.end() : closed.start()].split(", ")[0]
    # A single word to avoid is no term but in brackets: there is a plainer one.
    named = match[0] in term and (match[0] != term or opened.group().startswith("("))
    return named and re.search(rf"(?<!\w){re.escape(term)}(?!\w)", folded(quote)) is not None


def _in_a_name(message: Message, match: re.Match[str]) -> bool:
    """Whether it is part of a name in quotation marks, whose words begin with capitals."""
    said = message.plain[match.start() : match.end()]
    start = match.string.rfind("“", max(0, match.start() - LONGEST_TERM), match.start())
    end = match.string.find("”", match.end(), match.end() + LONGEST_TERM)
    name = message.plain[start + 1 : end] if 0 <= start < end else ""
    return said.istitle() and "”" not in name and len(name.split()) > len(said.split()) and name[:1].isupper()


def _linked(message: Message, match: re.Match[str]) -> bool:
    """Whether it stands in brackets after our own words for it, and links to the glossary."""
    bracketed = match.string[match.start() - 1 : match.start()] == "(" and match.string[match.end() : match.end() + 1] == ")"
    return bracketed and any(target and folded(label) == match.group() for label, target in runs(message.spans))


@rule("warning")
def idiom(site: Site) -> Iterator[Problem]:
    """No wording means something else than its words say: it cannot be translated, nor read in a second language.

    Bad: "The medicine may kick in after some days."
    Good: "The medicine may start to work after some days."
    """
    yield from _found(site, tuple(w for w in site.wording if w.kind == "idiom"))
