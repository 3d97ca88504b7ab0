"""Every word of a study's plain text is the record's, a linked term's, or one that a 12-year-old knows.

A unit is held against its own quotes, what it cites of the record in quotation marks, and the terms that it links. Titles,
headings of sections, notices on a list or study, our words on the copy, and the study's own questions are held against the
whole record and every term that the study links. So an invented medicine, test or place, a word of hope and jargon are noticed
alike. Numbers are the business of other rules.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from explainer.checks.earlier import known_passages
from explainer.checks.facts import above
from explainer.checks.inflection import american, bases, stem
from explainer.checks.match import matches
from explainer.checks.meanings import meanings as facts
from explainer.checks.recorded_forms import PART, WORD, Held, forms_of, recorded_in_another_form
from explainer.checks.rule import Problem, rule
from explainer.checks.spans import linked_terms
from explainer.checks.wording import Avoided, avoided, folded, straight, to_avoid
from explainer.finding import Where
from explainer.model import Message, Notice, Site, Term, Trial
from explainer.record import Record
from explainer.walk import walk

SAID = re.compile(r"“[^“”]*”|\"[^\"]*\"")
CAPITALISED = re.compile(r"(?<=[a-z] )[A-Z][a-z]+")
BEGINS = re.compile(r"(?:^|[.!?:…][”\"')]*\s+|[“\"(\[‘]|\s[–—]\s)$")
"""What stands before a word whose capital letter says nothing."""
NOTHING_GIVEN = re.compile(r"\b(?:placebo|sham|dummy|control|usual|standard)\b", re.IGNORECASE)
"""What is given only to compare with it."""
CAPITALISED_NAME = re.compile(r"\b[A-Z][\w-]{2,}\b")
CODE = re.compile(r"\b(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{4,20}\b")
LOOK_BACK = 4
OF_THE_TEXT = re.compile(r"\bEnglish(?= of (?:the|this)\b)|(?<=record's )English\b|(?<=registry's )English\b", re.IGNORECASE)
"""What our own words may say of the language of a record."""
NUMBER = re.compile(r"\d+(?:st|nd|rd|th|s)?")
DIGITS = "0123456789"
RANK = re.compile(r"[IVX]{2,4}")
PATH = "content/everyday-words.md"
OF_A_NAME = "“{}” is a name that neither the quote nor a linked term gives"
OF_A_WORD = "“{}” is neither in the quote nor in a linked term, and it is no everyday word"
FIX_NAME = "leave it out, or quote what names it; if it is no name, write it in small letters"
FIX_WORD = f"say it in everyday words, or quote what the record says; if a 12-year-old knows the word, add it to {PATH}"
"""What to write, where no better advice is known."""


class Known(dict[str, bool]):
    """Whether a word is an everyday one in any regular form, for each word met so far."""

    def __init__(self, everyday: frozenset[str]) -> None:
        super().__init__()
        self.everyday = everyday | {american(word) for word in everyday}

    def __missing__(self, word: str) -> bool:
        here = american(word)
        forms = bases(word) if here == word else (*bases(word), *bases(here))
        self[word] = found = not self.everyday.isdisjoint(forms)
        return found


def _stems(texts: Iterable[str]) -> frozenset[str]:
    """Those of whole words, and of the parts of words with hyphens."""
    return frozenset[str]().union(*map(forms_of, texts))


def _meanings(site: Site) -> Mapping[str, frozenset[str]]:
    def texts(term: Term) -> Iterator[str]:
        yield from (term.name.plain, *term.also)
        yield from (message.plain for message in walk(term.blocks, Message))

    return {term.id: _stems(texts(term)) for term in site.glossary}


def _held(site: Site) -> Iterator[Held]:
    """All that is said of each study, each message once."""
    meanings = _meanings(site)
    for trial in site.trials:
        recorded = _stems(text for passage in known_passages(trial) for text in (passage.quotable, passage.group))
        linked = set(recorded)
        studied = [*trial.record.conditions, *_codes(trial.record)]
        sections = [*(section for document in trial.documents for section in document.sections), *trial.copy.facts]
        for group, unit in ((section.group, unit) for section in sections for unit in section.units):
            messages = tuple(walk(unit, Message))
            terms = _linked(messages, meanings)
            linked |= terms
            quotes = (*unit.quotes, *(quote for notice in unit.notices for quote in notice.quotes))
            texts = tuple(quote.text for quote in quotes)
            whole = tuple(above(trial, (found for quote in unit.quotes for found in matches(quote, trial.record.passages)[:1])))
            given = _stems([group, *studied, *_read(unit.notices), *texts, *whole])
            given |= terms | _cited(messages, recorded)
            if any(text.startswith("Intervention description: ") for text in texts):
                given |= _stems(p.text for p in trial.record.passages if p.label == "Intervention")
            yield Held(record=trial.record, messages=messages, given=given, texts=texts)
        around = tuple(_around(trial))
        everything = tuple(passage.text for passage in trial.record.passages)
        read = _stems(_read(walk((trial.documents, trial.copy), Notice)))
        given = frozenset(linked | read | _linked(around, meanings))
        yield Held(record=trial.record, messages=around, given=given, texts=everything)


def _codes(record: Record) -> list[str]:
    """What a study gives or is about, where that is no other thing's name: one with digits, or that of the only thing given."""
    given = [p.text for p in record.passages if p.label == "Intervention" and not NOTHING_GIVEN.search(p.text)]
    alone = CAPITALISED_NAME.findall(given[0]) if len(given) == 1 else []
    titles = (p.text for p in record.passages if p.label in ("Title", "Official title"))
    return [*alone, *(code for text in (*given, *titles) for code in CODE.findall(text))]


def _read(notices: Iterable[Notice]) -> list[str]:
    """How we read what is broken: what notices of damage put in quotation marks, and the names in them."""
    texts = [m.plain for notice in notices if notice.kind == "DAMAGED" for m in walk(notice.blocks, Message)]
    return [said for text in texts for pattern in (SAID, CAPITALISED) for said in pattern.findall(text)]


def _cited(messages: Iterable[Message], recorded: frozenset[str]) -> frozenset[str]:
    """The stems of what stands in quotation marks, where the record says all of it."""
    cited = (_stems([said]) for message in messages for said in SAID.findall(message.plain))
    return frozenset[str]().union(*(stems for stems in cited if stems <= recorded))


def _linked(messages: Iterable[Message], meanings: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*(meanings.get(target, ()) for target in linked_terms(messages)))


def _around(trial: Trial) -> Iterator[Message]:
    """What stands outside of units."""
    for document in trial.documents:
        yield from walk((document.title, document.notices), Message)
        yield from walk(tuple((section.heading, section.notices) for section in document.sections), Message)
    facts = tuple((fact.heading, fact.notices) for fact in trial.copy.facts)
    yield from walk((trial.copy.blocks, facts, trial.questions), Message)


def _strange(held: Held, known: Known, avoiding: Avoided) -> Iterator[tuple[Message, str, bool]]:
    """Each word that nothing gives, once a message, and whether it is a name. A wording to avoid has a rule of its own."""
    for message in held.messages:
        text = straight(message.plain)
        # Headings and items of lists that are no sentence may be written Like This.
        heading = not text.rstrip("”\"')").endswith((".", "?", "!", ":"))
        strange: dict[tuple[str, bool], int] = {}
        for match in WORD.finditer(text):
            word, at = match[0], match.start()
            if not known[word] and stem(word) not in held.given:
                begins = heading or BEGINS.search(text[max(0, at - LOOK_BACK) : at]) is not None
                if not _passes(word, held.given, known, begins=begins):
                    strange[word, _is_name(word, begins=begins)] = at
        left = OF_THE_TEXT.sub(_blank, avoiding.sub(_blank, folded(text))) if strange else ""
        yield from ((message, word, is_name) for (word, is_name), at in strange.items() if left[at] != " ")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _passes(word: str, given: frozenset[str], known: Known, *, begins: bool) -> bool:
    """Whether something gives a word, or each of its parts. A name has to be given as one: "Bath" is no bath."""
    word = word.removesuffix("'s")
    if word[:1] in "IVXivx" and RANK.fullmatch(word.upper()):
        return True
    if NUMBER.fullmatch(word) or (len(word) == 1 and word.islower()) or known[word] or stem(word) in given:
        return True
    if not _is_name(word, begins=begins) and known[word.lower()]:
        return True
    if "-" in word and stem(word.replace("-", "")) in given:
        return True
    parts = PART.findall(word.lstrip(DIGITS))
    return parts != [word] and all(
        _passes(part, given, known, begins=begins and number == 0) for number, part in enumerate(parts)
    )


def _is_name(word: str, *, begins: bool) -> bool:
    """Whether a word is written as a name: with a capital letter that its place does not ask for, or a digit."""
    if word.isalpha() and word.islower():
        return False
    capitals = [at for at, letter in enumerate(word) if letter.isupper()]
    return bool(capitals and not (begins and capitals == [0])) or any(letter.isdigit() for letter in word)


def _fixes(site: Site) -> Iterator[tuple[str, str]]:
    """What to do about the stem of a word, where more can be said than to take it out."""
    for term in site.glossary:
        for name in (term.name.plain, *term.also):
            for word in WORD.findall(straight(name)):
                yield stem(word), f"say it in everyday words; or link the term, if the quote means it: [{name}]"
    for wording in to_avoid(site):
        yield stem(straight(wording.avoid)), f"write: {wording.instead}"


@rule("error")
def word_not_everyday(site: Site) -> Iterator[Problem]:
    """A word or name in the plain words stands in the quote, in a linked glossary entry, or in `content/everyday-words.md`.

    Bad: "You take zorvamab" where the quote says "study medicine"; "You would come to Springfield" where it names no place.
    Good: "You take the study medicine"; "You would come to Springfield" under `> Location: Springfield`.
    """
    if not site.everyday:
        return  # Reading has told that.
    known, avoiding, fixes = Known(site.everyday), avoided(to_avoid(site)), dict(_fixes(site))
    health = facts(site)
    for held in _held(site):
        for message, word, is_name in _strange(held, known, avoiding):
            if recorded_in_another_form(word, message.plain, held, known, health, is_name=is_name):
                continue
            what = OF_A_NAME if is_name else OF_A_WORD
            yield Problem(message.where, what.format(word), fixes.get(stem(word), FIX_NAME if is_name else FIX_WORD))


@rule("error")
def everyday_word_avoided(site: Site) -> Iterator[Problem]:
    """No wording to avoid is among the everyday words.

    Bad: "subject" in `content/everyday-words.md`, while `content/wording.md` says to write "person".
    Good: "person" in `content/everyday-words.md`.
    """
    for wording in to_avoid(site):
        if straight(wording.avoid) in site.everyday:
            fix = f"take it out: content/wording.md says to write “{wording.instead}”"
            yield Problem(Where(path=PATH), f"“{wording.avoid}” is a wording to avoid, and no everyday word", fix)
