"""What the record leaves out: a whole list, a paper that it points to, a list that it announces."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from explainer.checks.record_problems.problem import RecordProblem, read
from explainer.record import Part, Passage, Record

LISTS: tuple[Part, ...] = ("inclusion", "exclusion")
NUMBERED = r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-Z])\b"
REFERENCE = re.compile(
    rf"\b(?:(?i:annex|appendix|attachment|addendum|appendices|annexes)(?:\s|-)?{NUMBERED}"
    rf"|(?i:supplement)\s\d{{1,2}}\b|(?i:table|figure)\s{NUMBERED}(?!\s(?:cells?|RNA)\b)"
    r"|(?i:(?:protocol |(?<=see ))section\s\d{1,2}(?:\.\d{1,2}){0,3})\b"
    r"|(?i:section)\s\d{1,2}(?:\.\d{1,2}){1,3}\b|(?i:section)\s\d{1,2}\b(?=\s(?i:of the protocol)))"
)
OF_ANOTHER = re.compile(r"\b(?:Act|Law|Code|CFR|Directive|Regulation|guidelines?|DSM|ICD|ICH|convention)\b")
OF_THE_PROTOCOL = re.compile(
    r"\bprotocol[- ](?:defined|specified) (?:(?:in|ex)clusion(?:/exclusion)?|eligibility) criteria\b"
    r"|\bas (?:defined|specified|described|outlined|listed) (?:in|by|per) (?:the )?(?:body of the )?"
    r"(?:study |trial )?protocol\b(?! section)"
    r"|(?<!treatment )(?<!therapy )\b(?:as )?per (?:the )?(?:study |trial )?protocol\b"
    r"(?![- ](?:set|population|analys|dose|treatment|therap|section|version|\d))",
    re.IGNORECASE,
)
ANNOUNCES = re.compile(r"(?:[:：]|\bthe following(?: criteria| conditions)?\.?)$", re.IGNORECASE)


def list_problems(record: Record) -> Iterator[RecordProblem]:
    """A list that the record does not have. Rules under no heading of a list may belong to either."""
    for part in LISTS:
        if not record.of_part(part) and not (part == "inclusion" and record.of_part("criteria")):
            yield RecordProblem(
                rule=f"no-{part}-criteria",
                notice="MISSING",
                message=f"the record has no {part} criteria",
                fix=f"add `## {part.capitalize()}` to eligibility.md, with a [!MISSING] notice and a question to ask",
                part=part,
            )


def reference_problems(record: Record) -> Iterator[RecordProblem]:
    """A paper, table or section that the record points to and does not hold."""
    seen: dict[str, list[Passage]] = {}
    for passage in read(record):
        for match in (*REFERENCE.finditer(passage.text), *OF_THE_PROTOCOL.finditer(passage.text)):
            if not OF_ANOTHER.search(passage.text, max(0, match.start() - 40), match.end() + 40):
                seen.setdefault(" ".join(match.group().split()), []).append(passage)
    # The thing itself begins with its name, as in "Table 1: …".
    heads = "\n".join(["", *(line.strip().lower() for line in record.whole.splitlines())]) if seen else ""
    for words, passages in seen.items():
        if f"\n{words.lower()}" not in heads:
            yield RecordProblem(
                rule="reference-not-held",
                notice="NOT-PUBLIC",
                message=f"passage {passages[0].id} points to “{words}”, which the record does not hold",
                fix="say so in a [!NOT-PUBLIC] notice, with the question to ask",
                passages=tuple(dict.fromkeys(passages)),
                words=words,
            )


def announced_problems(record: Record) -> Iterator[RecordProblem]:
    """A passage that announces a list, where none follows."""
    passages = read(record)
    for passage, after in zip_longest(passages, passages[1:]):
        ends = after is None or (after.part, after.group) != (passage.part, passage.group) or after.depth < passage.depth
        if ends and ANNOUNCES.search(passage.text, max(0, len(passage.text) - 40)):
            yield RecordProblem(
                rule="announced-and-empty",
                notice="MISSING",
                message=f"passage {passage.id} announces a list, and nothing follows: “{passage.text[-60:]}”",
                fix="say in a [!MISSING] notice that the list is not there, with the question to ask",
                passages=(passage,),
                words=passage.text[-60:],
            )
