"""How plainly the words say it: no "no" on top of a "no", somebody who does what is done, and no hard word unexplained."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from explainer.checks.kept import kept
from explainer.checks.meanings import Meanings, meanings
from explainer.checks.phrases import Phrases
from explainer.checks.plain import ENOUGH_SENTENCES, of_guides, of_pages, prose, sentences
from explainer.checks.rule import Problem, rule
from explainer.checks.spans import linked_terms, runs
from explainer.checks.statements import keys
from explainer.checks.wording import PARTICIPLE
from explainer.finding import Where
from explainer.model import Message, Section, Site, Term, Trial, Unit
from explainer.walk import walk

NO = r"(?:no|not|none|nobody|nothing|never|cannot|without|unless|\w+n['’]t)"
UN = r"un(?!der|til|ion|it|i(?!n)|less|able|usual)[a-z]{4,}"
ANOTHER = "and|or|nor|but|so|because|if|that|what|which|who|where|when|while|than|whether|how|for"
NOT_WITHOUT = Phrases(r"\b(?:can ?not|can['’]t|(?:not |un)able to) \w+ (?:\w+ ){0,2}(?=without\b)")
"""Who cannot do a thing without another needs that: nobody has to turn this round."""
TWO_NOES = Phrases(
    rf"\b(?<!\bsay )(?<!\ba )(?<!\byour ){NO}\b(?:(?!\b(?:{ANOTHER})\b)[^,;:.()–—]){{0,60}}?\s(?:{NO}\b|{UN})"
    rf"|\bnot (?:{UN}|in(?:frequent|significant|adequate|sufficient|complete)\w*|im(?:possible|probable)\w*)"
    r"|\b(?:not|cannot|never|n['’]t)\b [^.;:()]{0,60}\bunless\b"
)
"""Two words that say no in one clause; "no rash, no itch" and "not A and not B" are two clauses."""
MOST_PASSIVE = 0.25
"""The share of sentences that may say what is done and not who does it. Guides for lay texts ask for the active voice as a
habit, not without exception (who took the blood is often of no use to a reader); our own pages have 8 to 16 in 100."""
SHOWN = 3
FEWEST = 3
"""Words that tell what an entry is about."""
WORD = re.compile(r"\w+")
LONGEST_WORD = 40
KNOWN_IN = 2
"""A word that this many entries of the glossary use without a link is taken as known: "study", "dose"."""


@rule("warning")
def double_negative(site: Site) -> Iterator[Problem]:
    """A sentence has one negative: a reader should not have to turn two round.

    Bad: "You cannot take part unless you do not smoke."
    Good: "You must not smoke."
    """
    for message in of_pages(site):
        for sentence in sentences(message.plain):
            if TWO_NOES.search(sentence) and (match := TWO_NOES.search(NOT_WITHOUT.sub("", sentence))):
                what = f"“{' '.join(match.group().split())}” says no twice"
                yield Problem(message.where, what, "say it the other way round, or in two sentences")


@rule("warning")
def passive_frequent(site: Site) -> Iterator[Problem]:
    """At most one sentence in four of a study's plain words, or of the glossary or the guides, is passive.

    Bad: "Blood is taken. The result is noted. You are called."
    Good: "A nurse takes blood and notes the result. The study team calls you."
    """
    pattern = _passive(site)
    parts: list[tuple[str, object]] = [(f"content/trials/{t.id}", (t.summary, t.eligibility)) for t in site.trials]
    parts += [("content/glossary.md", site.glossary), ("content/about", site.about), ("content/guides", of_guides(site))]
    for path, part in parts:
        found = [sentence for paragraph in prose(part) for sentence in sentences(paragraph)]
        passive = [match.group() for sentence in found if (match := pattern.search(sentence))]
        if len(found) >= ENOUGH_SENTENCES and len(passive) > MOST_PASSIVE * len(found):
            first = ", ".join(f"“{words}”" for words in list(dict.fromkeys(passive))[:SHOWN])
            what = f"{len(passive)} of {len(found)} sentences do not say who does what: {first}"
            yield Problem(Where(path=path), what, "say who does it (“a nurse takes blood”), at least in some of them")


def _passive(site: Site) -> re.Pattern[str]:
    """Forms of "be" with a participle; those that do not end in "-ed" are a list of the writers'."""
    irregular = "|".join(re.escape(wording.avoid) for wording in site.wording if wording.kind == PARTICIPLE)
    participle = rf"(?:\w{{2,}}(?<!e)ed{f'|{irregular}' if irregular else ''})"
    between = r"(?:\s(?:not|also|only|often|always|usually|then|still|already|never|first|\w+ly)){0,2}"
    return re.compile(rf"\b(?:am|is|are|was|were|be|been|being){between}\s{participle}\b", re.IGNORECASE)


@rule("warning")
def term_unexplained(site: Site) -> Iterator[Problem]:
    """A word of the glossary is linked where a study's page first uses it.

    Bad: "You have lupus nephritis." when the glossary explains it.
    Good: "You have [lupus nephritis]."
    """
    glossary = Glossary(site.glossary)
    known, facts = _taken_as_known(glossary), meanings(site)
    for trial in site.trials:
        explained: set[str] = set()
        for unit, messages in _units(trial):
            explained |= linked_terms(messages)
            text = " ".join("".join(text for text, target in runs(m.spans) if not target) for m in messages)
            for term, match in glossary.named_in(text):
                of_the_body = _of_the_body(match.group(), term, facts)
                if (
                    term.id not in explained | known
                    and _is_hard(match.group(), term)
                    and not (of_the_body or _of_a_name(text, match, unit))
                ):
                    explained.add(term.id)
                    what = f"“{match.group()}” is a word of the glossary, and is not linked here, where the page first uses it"
                    yield Problem(unit.where, what, f"write [{match.group()}][{term.id}]")


def _units(trial: Trial) -> Iterator[tuple[Unit, tuple[Message, ...]]]:
    """The units of a study's page in reading order, with their plain words."""
    for section in walk(trial.documents, Section):
        for unit in section.units:
            yield unit, tuple(walk((unit.blocks, unit.why), Message))


class Glossary:
    """The entries of a glossary by the first words of their names: a text is searched only for those that it may hold."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.terms = terms
        self._patterns = [_named(term) for term in terms]
        self._by_word: dict[str, set[int]] = defaultdict(set)
        for number, term in enumerate(terms):
            for name in _names(term):
                self._by_word[_words(name)[0]].add(number)

    def named_in(self, text: str) -> Iterator[tuple[Term, re.Match[str]]]:
        """The entries that a text names, and where it first does."""
        words = {*_words(text), ""} & self._by_word.keys()
        for number in sorted(set[int]().union(*(self._by_word[word] for word in words))):
            if match := self._patterns[number].search(text):
                yield self.terms[number], match


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower()) or [""]


def _names(term: Term) -> tuple[str, ...]:
    return (term.name.plain, *term.also)


@kept(most=1 << 12)
def _named(term: Term) -> re.Pattern[str]:
    names = sorted(_names(term), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)


def _of_a_name(text: str, match: re.Match[str], unit: Unit) -> bool:
    """Whether it is part of a name that the record gives: "performance status" is no status of a study."""
    before = re.search(r"\w+ $", text[max(0, match.start() - LONGEST_WORD) : match.start()])
    name = f"{before.group()}{match.group()}".lower() if before else ""
    return bool(name) and any(name in quote.text.lower() for quote in unit.quotes)


def _of_the_body(word: str, term: Term, facts: Meanings) -> bool:
    """Whether it is a plain word for the body, of which the entry says nothing: an arm is not always a group of people."""
    own = facts.of_plain(word)
    meant = " ".join(message.plain for message in walk(term.blocks, Message)) if own else ""
    return len(keys(meant)) >= FEWEST and not own & facts.of_text(
        re.sub(rf"\b{word.removesuffix('s')}", " ", meant, flags=re.IGNORECASE)
    )


def _is_hard(name: str, term: Term) -> bool:
    """One word ("placebo"), or a form of a term that is hard to say ("cord blood"); "study plan" is plain enough."""
    return " " not in name or bool(term.said and keys(name) & keys(term.name.plain))


def _taken_as_known(glossary: Glossary) -> set[str]:
    """The ids of the words that enough entries use without a link."""
    using: Counter[str] = Counter()
    for other in glossary.terms:
        linked = linked_terms(walk(other.blocks, Message))
        text = "\n".join(message.plain for message in walk(other.blocks, Message))
        using.update(term.id for term, _ in glossary.named_in(text) if term.id not in linked | {other.id})
    return {id for id, uses in using.items() if uses >= KNOWN_IN}
