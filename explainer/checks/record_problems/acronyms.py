"""Capital letters that stand for words which the record nowhere gives.

Left alone: what everybody knows, names (with digits or hyphens: CD19, PD-L1, HLA-B), ordinary words in capitals, and headings.
An acronym beside a bracket counts as expanded, whatever the bracket says: better to miss one than to accuse wrongly.
"""

import re
from collections.abc import Iterator

from explainer.checks.record_problems.problem import RecordProblem, read
from explainer.record import Passage, Record

ACRONYM = re.compile(r"(?<![\w.@&'’+^-])([A-Z]{2,5})(?=s?(?:[\s.,;:)\]/≥≤<>=]|-(?![A-Z\d])|$))(?!\s?[&+]|\.[A-Za-z])")
KNOWN = frozenset(
    "AIDS AM BMI CD COVID CT DNA DVD ECG EKG EU FAQ FDA HIV ID IQ IV MRI OS PC PM RNA SARS SMS TV UK US USA WHO"
    " IU ULN MG ML KG PH OK DR MD PHD RN GP ER ICU AB AG SA PR QT QTcF QTcB".split()
)
"""Known to everybody, or a unit, a form of company, or the name of a wave in an ECG."""
ORDINARY = frozenset(
    "ALL AN AND ANY ARE AS AT BE BOTH BUT BY DAY DO DOES EACH FOR FROM GROUP HAS HAVE IF IN INTO IS IT LESS MAY MORE MUST NO"
    " NONE NOT NOTE OF ON ONE ONLY OR OUT PART PER PHASE SHALL STEP THAN THAT THE THEY THIS TO TWO UP VISIT WAS WEEK WERE WHEN"
    " WILL WITH YES ARM AGE".split()
)
ROMAN = re.compile(r"[IVXLC]+[A-D]?")
SHOUTED = re.compile(r"[A-Z]{4,}")
"""Two such words beside each other are a heading rather than acronyms."""
NEAR = 16
CAPITALS = re.compile(r"\b[A-Z]{2,5}(?=s?\b)")
# A look ahead, so that the brackets that follow are seen too.
IN_BRACKETS = re.compile(r"[a-z]['’]?\s?[(\[（](?=([^()\[\]（）]{0,60}))")
MEANT = re.compile(
    r"\b([A-Z]{2,5})s?(?:\s?\d)?\s?"
    r"(?:[(\[（]\s?[^()\[\]（）]{0,40}?[a-z]{3}|[:=]\s?[A-Za-z][a-z]{3}|,? (?:i\.e\.|that is|stands for|means))"
)


MIXED = re.compile(r"(?<![\w.@&'’+/-])([A-Z]{2,4}[a-z]{1,2}[A-Z]{1,2})(?=[\s.,;:)\]]|$)")
"""One that holds a small letter or two for little words: "ADDwoR"."""


def acronym_problems(record: Record) -> Iterator[RecordProblem]:
    """Each acronym of the summary and the rules that no text of the record expands."""
    found: dict[str, dict[Passage, None]] = {}
    for passage in read(record):
        for match in (*ACRONYM.finditer(passage.text), *MIXED.finditer(passage.text)):
            if not _shouted(passage.text, match):
                found.setdefault(match[1], {})[passage] = None
    if not found:
        return
    words = frozenset(re.findall(r"\b[a-z]{2,5}\b", record.whole))
    expanded, spoken = _expanded(record.whole), _initials(record.whole)
    for acronym, passages in found.items():
        known = acronym in KNOWN or acronym in ORDINARY or ROMAN.fullmatch(acronym) or acronym.lower() in words
        if not known and acronym not in expanded and not (len(acronym) > 2 and acronym in spoken):
            yield RecordProblem(
                rule="acronym-not-expanded",
                notice="UNCLEAR",
                message=f"“{acronym}” in passage {next(iter(passages)).id} is nowhere spelled out in the record",
                fix="explain it in your own words, link it to the glossary, or ask in an [!UNCLEAR] notice what it means",
                passages=tuple(passages),
                words=acronym,
            )


def _shouted(text: str, match: re.Match[str]) -> bool:
    around = text[max(0, match.start() - NEAR) : match.start()] + " " + text[match.end(1) : match.end(1) + NEAR]
    return any(word not in KNOWN for word in SHOUTED.findall(around)) or any(word in ORDINARY for word in around.split())


def _expanded(text: str) -> frozenset[str]:
    """The acronyms that stand in brackets after words, or have words in brackets or a sign of meaning after them."""
    bracketed = (acronym for match in IN_BRACKETS.finditer(text) for acronym in CAPITALS.findall(match[1]))
    return frozenset((*bracketed, *(match[1] for match in MEANT.finditer(text))))


def _initials(text: str) -> str:
    """The first letters of all words, joining words left out."""
    return "".join(
        word[0].upper() for word in re.findall(r"[A-Za-z]+", text) if word not in ("of", "and", "the", "in", "for", "to")
    )
