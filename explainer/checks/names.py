"""Names in capitals or with digits (ECOG, HbA1c, CD19, Child-Pugh) are what a reader can ask for: they are kept or linked.

An abbreviation that the record explains ("antinuclear antibody (ANA)") may be left out where the plain words say what it is
short for.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from explainer.checks.kept import kept
from explainer.checks.meanings import meanings
from explainer.checks.phrases import Phrases
from explainer.checks.quantities import quantities
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Explained, explained, keys, linked
from explainer.model import Message, Site, Unit
from explainer.record import Record
from explainer.walk import walk

TOKEN = re.compile(r"[^\W_]+(?:[-‑–/][^\W_]+)*\+?")
PART = re.compile(r"[^\W_]+")
SHOUTED = re.compile(r"\b[A-Z]{2,}(?:\s+(?:[A-Z]{2,}|[A-Z]))+\b")
"""Two words in capitals, one after the other, are a heading or emphasis ("MUST NOT"), not names."""
ROMAN = re.compile(r"[IVX]{1,4}[A-Ca-c]?")
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|s)?")
NO_NAMES = frozenset(
    "and or not no must all any yes with the per prior for if of to is are only both none either male female"
    " iv im sc po us uk usa eu id am pm ii iii vs eg ie uln lln wnl na note see max min wocbp wcbp icf irb iec gcp ich"
    " imp".split()
)
"""In capitals for emphasis, or said in words by everybody: ways to give a medicine, countries, "upper limit", women
who can become pregnant, and the papers of those who run a study."""
NO_HALVES = frozenset("test scale score index questionnaire inventory checklist survey form version item".split())
"""With a number they end a full name ("Screening Test-10"), whose short one is a name of its own ("DAST-10")."""
FIRST_HALVES = frozenset(
    "active sub past non post pre long short high low open double single graft self well follow anti".split()
)
"""Not half of a double name such as "Child-Pugh", but of a word with a hyphen at the head of a sentence."""
DIGITS = "0123456789"
LONG = 9
"""An abbreviation is shorter than this; longer words in capitals are emphasis."""
INTRODUCED = re.compile(r"(?<=[\w’'])\s*[(\[]\s*((?:[^\W_]|[-/]){2,12})(?:\s*[,;)\]]|(?=\s))")
"""An abbreviation in brackets after the words that it is short for. A registry may have lost the closing bracket."""
LONGEST_RUN = 4
"""How many words with hyphens or spaces between them may be one name ("IL-2", "anti ds DNA")."""
BEFORE = 120
"""How many characters before a bracket are looked at for those words."""
EXPLAINED = re.compile(r"(?<![\w-])((?:[^\W_]|[-/]){2,12})\s*\(([^()]{8,80})\)")
"""An abbreviation, then its words in brackets."""
NUMBERED = re.compile(r"\b(?:[A-Z]\d{1,2}){1,3}[A-Z]{1,2}\b|\b(?:[A-Z]\d{1,2}){2,3}\b")
NUMBERED_WORD = re.compile(r"([A-Z])(\d{1,2})([A-Z](?!\d))?")
"""Letters that each have a number: "T2D", "C1D1"."""
LETTER = r"[A-E](?![\w-])"
LETTERED = Phrases(
    rf"\b(hepatitis|vitamin|influenza|class|type|group|cohort|arm|part)s?\s+({LETTER}(?:\s?(?:,|/|,? ?and/or|,? ?or|,? ?and|to"
    rf"|-)\s?(?:(?:hepatitis|vitamin|influenza|class|type|group|cohort|arm|part)\s+)?{LETTER})*)"
)
"""A name that ends in a letter: "hepatitis B or C"."""
OF_HEPATITIS = re.compile(r"\bH([A-E])(?:V|[CSEcse] ?-?A[gbGB]|[sc] anti[gb])")
"""The letter of a hepatitis in the short name of its virus, or of a test for it: HCV, HBsAg."""
IN_FULL = re.compile(r"\b[A-Z][a-z]{2,}(?:[ -](?:(?:in|of|for|and|the|to) )?[A-Z][a-z]{2,}){2,}\b")
"""Three words or more with capitals: a test or a set of rules by its full name."""
OF_A_TEST = re.compile(
    r"(?:gram|graphy|scopy|metry|ase|imaging|images?|scores?|scale|index|tests?|rate|counts?|time|fraction|questionnaire|inventory"
    r"|levels?|antigen|hormone|ratio|criteria|product)\W*$",
    re.IGNORECASE,
)
"""The full name of a test or a value: a reader has to be able to ask for it by its short one."""
FEWEST = 2
"""Letters that tell too little to know by them what they are short for."""
SPARED = 4
"""One in this many of the words that an abbreviation is short for may be missing."""


def names(text: str) -> list[str]:
    """The names of a text: two capitals in a word, or letters with digits; no units, ranks and ordinals."""
    masked = list(text)
    for start, end in [(q.start, q.end) for q in quantities(text)] + [m.span() for m in SHOUTED.finditer(text)]:
        masked[start:end] = " " * (end - start)
    found = (token for token in TOKEN.findall("".join(masked)) if not token.islower())  # A name has a capital letter.
    tokens = (half for token in found for half in token.split("/"))
    return list(dict.fromkeys(name for token in tokens for name in _named(token)))


def _named(token: str) -> Iterator[str]:
    """The token itself when it is one name (Hep-2, Child-Pugh, CD19-BCMA); else those of its parts that are (ECOG-score)."""
    parts = PART.findall(token)
    if len(parts) > 1 and (_eponym(parts) or _numbered(parts) or all(map(_is_name, parts))):
        yield "-".join(parts)
    else:
        yield from (part for part in parts if _is_name(part))


def _numbered(parts: list[str]) -> bool:
    numbered = parts[-1].isdigit() and parts[0][0].isupper() and len(parts) == 2 and len(parts[0]) > 1
    return numbered and parts[0].lower() not in NO_HALVES


def _eponym(parts: list[str]) -> bool:
    capitalised = all(len(part) > 2 and part[0].isupper() and part[1:].islower() for part in parts)
    return capitalised and parts[0].lower() not in FIRST_HALVES


def _is_name(word: str) -> bool:
    bare = word.removesuffix("s") if word[:-1].isupper() else word
    shouted = len(bare) >= LONG and bare.isupper() and bare.isalpha()
    if shouted or bare.lower() in NO_NAMES or ROMAN.fullmatch(bare) or ORDINAL.fullmatch(bare):
        return False
    capitals = sum(1 for letter in bare if letter.isupper())
    digits = any(letter.isdigit() for letter in bare)
    return capitals >= 2 or (digits and capitals >= 1 and not bare[0].isdigit())


@lru_cache(maxsize=1 << 16)
def squeezed(text: str) -> str:
    """Letters and digits alone, in small letters: "Hep-2" and "HEp 2" are one."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def _written(text: str) -> frozenset[str]:
    """Each word of a text, squeezed, alone and together with the next few: a name may be written with spaces."""
    words = [squeezed(part) for part in PART.findall(text)]
    runs = ("".join(words[start : start + length]) for start in range(len(words)) for length in range(1, LONGEST_RUN + 1))
    return frozenset(run.removesuffix("s") for run in runs)


@kept(most=64)
def spelled_out(record: Record) -> Mapping[str, str]:
    """The words that each abbreviation of a record is short for."""
    found: dict[str, str] = {}
    for passage in record.passages:
        for match in INTRODUCED.finditer(passage.text):
            before = re.split(r"[()\[\];.]", passage.text[max(0, match.start() - BEFORE) : match.start()])[-1]
            closed = passage.text[match.end() - 1] in ")]"
            named = any(letter.isupper() for letter in match[1]) and not any(letter.isdigit() for letter in match[1])
            if named and not match[1].istitle() and (words := _spelled(before, match[1], guess=closed)):
                found.setdefault(squeezed(match[1]), words)
        for match in EXPLAINED.finditer(passage.text):
            if _is_name(match[1]) and match[2].split()[0][0].lower() == match[1][0].lower():
                found.setdefault(squeezed(match[1]), match[2])
    return found


@kept(most=64)
def expansions(record: Record) -> Mapping[str, frozenset[str]]:
    """The same, as keys."""
    return {short: keys(words) for short, words in spelled_out(record).items()}


def _spelled(before: str, short: str, *, guess: bool) -> str:
    """The words that an abbreviation is short for: from one that begins as it does, else its last two."""
    near = PART.findall(before)[-(len(short) + 2) :]
    starts = [n for n, word in enumerate(near) if word[0].lower() == short[0].lower()]
    wide = [n for n in starts if len(near) - n >= sum(1 for letter in short if letter.isupper())]
    first = max(wide, default=min(starts, default=None))
    ends_alike = "".join(word[0] for word in near[-2:]).lower() == short[-2:].lower()
    return " ".join(near[first:] if first is not None else near[-2:] if guess and ends_alike else ())


def numbered(text: str) -> set[tuple[str, ...]]:
    """What the names in a text that put numbers between letters are short for: of "T2D" a word in T, 2, a word in D."""
    names_of = NUMBERED.findall(text)
    return {tuple(each) for name in names_of for each in NUMBERED_WORD.findall(name.upper())}


@rule("error")
def name_lost(site: Site) -> Iterator[Problem]:
    """A name of the quote in capitals or with digits (ECOG, HbA1c, CD19) stands in the plain words, or in a linked term.

    Bad: "You are well enough to walk" where the quote says "ECOG 0-2".
    Good: "Your ECOG score is 0, 1 or 2."
    """
    # A summary is read as one: a name may stand in any of its units.
    of_summary = kept()(lambda summary: _said(site, walk(summary, Unit)))
    for each in explained(site):
        needed = dict.fromkeys(name for quote in each.unit.quotes for name in names(_without_label(quote.text)))
        if needed:
            said = of_summary(each.trial.summary) if each.section.part == "summary" else _said(site, [each.unit])
            for name in needed:
                longer = any(name != other and other.startswith(name) and squeezed(other) in said[0] for other in needed)
                if (
                    not (longer or _within_a_full_name(name, each.trial.record, said[0]))
                    and squeezed(name) not in _of_notices(each.unit)
                    and not _kept(name, *said, expansions(each.trial.record))
                    and not _meant(site, each, name)
                ):
                    fix = f"say the name (“… ({name})”), or link the term that explains it"
                    yield Problem(each.unit.where, f"“{name}” of the record is no longer named", fix)
        for full in dict.fromkeys(name for quote in each.unit.quotes for name in _in_full(quote.text)):
            written, things = _said(site, [each.unit])
            short = sorted("".join(word[0] for word in re.findall(r"\b[A-Z]\w+", full)).lower())
            abbreviated = any(sorted(word.rstrip(DIGITS)) == short for word in written)
            if each.section.part != "summary" and not abbreviated and len(keys(full) - things) > len(keys(full)) // 2:
                yield Problem(each.unit.where, f"“{full}” of the record is no longer named", f"say the name: “… ({full})”")


def _within_a_full_name(name: str, record: Record, written: frozenset[str]) -> bool:
    """Whether a name is part of what an abbreviation is short for that is said: "Beta2" of "LABA"."""
    return any(name in full and short in written for short, full in spelled_out(record).items() if squeezed(name) != short)


def _of_notices(unit: Unit) -> frozenset[str]:
    """What notices of a unit name, which say of a name that the record does not explain it."""
    messages = walk([notice.blocks for notice in unit.notices if notice.kind in ("UNCLEAR", "CONFLICT")], Message)
    return _written(" ".join(message.plain for message in messages))


def _in_full(text: str) -> list[str]:
    """Full names. A text whose words all begin with capitals is a heading, and names nothing by them."""
    capitals = sum(map(str.isupper, text))
    return IN_FULL.findall(text) if capitals > 2 and re.search(r"\b[a-z]{4,}", text) else []


def _letters(texts: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for text in texts:
        for match in LETTERED.finditer(text):
            letters = {letter for letter in re.findall(rf"\b{LETTER}", match[2]) if letter.isupper()}
            found.setdefault(match[1].lower(), set()).update(letters)
        if short := OF_HEPATITIS.findall(text):
            found.setdefault("hepatitis", set()).update(short)
    return found


@rule("error")
def letter_changed(site: Site) -> Iterator[Problem]:
    """A name that ends in a letter keeps it: hepatitis B, vitamin D, type A.

    Bad: "hepatitis A or B" where the quote says "hepatitis B or C".
    Good: "hepatitis B or C".
    """
    for each in explained(site):
        recorded = _letters(statement.text for statement in each.record)
        ours = _letters(s.text for s in each.plain if not s.of_the_record) if recorded else {}
        for name, letters in ours.items():
            theirs = recorded.get(name, set())
            if letters and theirs and letters != theirs and not each.conflicts:
                said, says = (f"{name} {' and '.join(sorted(each_of))}" for each_of in (letters, theirs))
                yield Problem(each.unit.where, f"“{said}”: the record says “{says}”", "name what the record names")


def _said(site: Site, units: Iterable[Unit]) -> tuple[frozenset[str], frozenset[str]]:
    """What units name, as it is written and as keys."""
    parts = [(u.heading, u.blocks, *(notice.blocks for notice in u.notices if notice.kind == "DAMAGED")) for u in units]
    messages = tuple(walk(tuple(parts), Message))
    terms = (" ".join((term.id, term.name.plain, *term.also)) for term in linked(site, messages))
    said = " ".join([*(message.plain for message in messages), *terms])
    return _written(said), keys(said)


def _kept(name: str, written: frozenset[str], things: frozenset[str], short_for: Mapping[str, frozenset[str]]) -> bool:
    """Whether a name, what it is short for, or each of its parts is said."""
    short = squeezed(name).removesuffix("s")
    full = short_for.get(short) or short_for.get(f"{short}s")
    if short in written or (full and len(full - things) <= len(full) // SPARED):
        return True
    if NUMBERED.fullmatch(name):
        words = [
            "".join((first, "[a-z]+", number, *([last, "[a-z]+"] if last else []))) for first, number, last in numbered(name)
        ]
        return all(any(re.fullmatch(word, run, re.IGNORECASE) for run in written) for word in words)
    parts = name.split("-")
    return len(parts) > 1 and all(_is_name(part) and _kept(part, written, things, short_for) for part in parts)


def _meant(site: Site, each: Explained, name: str) -> bool:
    """Whether our own words say what a name is short for: "stomach or bowel" for "gastrointestinal (GI)"."""
    short, record = name.removesuffix("s"), each.trial.record
    spelled = spelled_out(record)
    full = spelled.get(squeezed(name)) or spelled.get(squeezed(short)) or (_initials(short, record) if short.isupper() else "")
    if not full or OF_A_TEST.search(full):
        return False
    known = meanings(site)
    said = " ".join(statement.text for statement in each.plain)
    telling = [word for word in PART.findall(full) if keys(word) and -1 not in known.of_record(word)]
    if not telling and not keys(full).isdisjoint(_said(site, [each.unit])[1]):
        return any(full in quote.text for quote in each.unit.quotes)  # "Randomized controlled trial (RCT)", told in words.
    ours, lines = keys(said), known.of_text(said) - {-1}
    lost = [word for word in telling if not keys(word) & ours and not known.of_record(word) & lines]
    return bool(telling) and len(lost) <= len(telling) // SPARED


def _initials(short: str, record: Record) -> str:
    """The words of a record, one after the other, that begin with the letters of an abbreviation."""
    pattern = re.compile(r"\b" + r"[a-z]+[ -]".join(short) + r"[a-z]+", re.IGNORECASE)
    found = (pattern.search(passage.text) for passage in record.passages) if len(short) > FEWEST else ()
    return next((match.group() for match in found if match), "")


def _without_label(text: str) -> str:
    """A quote without a value that is one of a registry's own words ("Sex: ALL", "Phase: PHASE1")."""
    _, colon, value = text.partition(": ")
    return "" if colon and value.isupper() and len(value.split()) == 1 else text
