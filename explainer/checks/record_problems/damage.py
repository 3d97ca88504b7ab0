"""Text that something broke on its way into the registry: only what can be told without knowing the words."""

import re
from collections.abc import Iterator

from explainer.checks.record_problems.problem import RecordProblem, read
from explainer.record import Passage, Record

BROKEN: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "broken-characters",
        "characters that took the place of others",
        re.compile(
            r"[�\x80-\x9f]|Ã[\x80-\xbf‚„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œ]|â(?:€.?|‰.|„¢|†.)|Â[\xa0-\xbf]|ï[»¼][\x80-\xbf]?|ã€|&(?:[gl]t|amp|nbsp|quot|#\d{2,5});"
        ),
    ),
    (
        "sign-lost",
        "a sign that became something else",
        re.compile(r"(?<=[a-z)] )\?\s?\d|¿\s?(?=[\d\w])(?![^?¿]{1,200}\?)|\b\d [´] ?10\d{1,2}\b"),
    ),
    (
        "power-lost",
        "a power of ten written as one number",
        re.compile(
            r"(?<![\d^.,])(?:[x×*✕] ?)?10(?:9|12) ?/ ?[Ll]\b"
            r"|(?<=\d)\s?[x×✕] ?10(?:[3-9]|1[0-2])(?=\s?/|\s?(?:cells|copies|CFU|IU|vg|PFU)\b)"
        ),
    ),
    (
        "words-run-together",
        "words that run together",
        re.compile(
            # No English word begins with "the" and one of these letters, or is made of these pairs.
            r"\bthe[dghjkqtuvwz][a-z]{3,30}|\b(?:of|in|to|and|for|with|from|at|on|by|or)(?:the|this|these)\b"
            r"|\b[A-Z]{1,5}\d{0,3}[+](?=[a-z]{4})[a-z]{4,30}"
            r"|\b(?:[Pp]atients|[Pp]articipants|[Ss]ubjects|[Ii]ndividuals)(?:must|will|should|with|who|may|are|have|need)\b"
            r"|\b[a-z]{3,20}[.](?!Gov|Com|Org|Net|Edu)(?:[A-Z][a-z]{2,20})\b(?![.@/])"
            r"|\b(?:within|than|least|aged?|over|under|for|of|and|or|the|from|between|last|to|above|below|every|after)\d{1,3}(?![\w-]|\.\d)"
            r"|(?<![\w.@/-])[a-z]{4,20}[A-Z][a-z]{3,20}(?![\w.@/-])"
        ),
    ),
)
MAY_BE_BROKEN = re.compile(
    r"[^\x00-\x7f≥≤’–]|[a-z](?:\d|\.[A-Z]|th(?:e|is|ese)\b|[a-z]{3}[A-Z])|[+?&]|10\d|\bthe[dghjkqtuvwz]"
    r"|s(?:must|will|should|with|who|may|are|have|need)\b"
)
"""Of this each of them has something, and most texts have nothing."""
BRACKETS = {"(": "(", "（": "(", ")": ")", "）": ")"}
BRACKET = re.compile(r"[()（）]")
MARKS_A_LIST = re.compile(r"(?:^|[\s;,:，；、。：.])(?:\d{1,2}|[A-Za-z]|[ivxIVX]{1,4})$")
SAD = re.compile(r"[:;]-?$")


BROKEN_OFF = re.compile(r"(?:[.;,] |\w )(?:[Tt]he|of the|in the|with the|[Aa]n)$")
"""A little word that has to go on, at the end of a text."""
PAIRED = re.compile(r"(?<!\w)(?=([a-z]{4,20}) [a-z]([a-z]{4,20})\b)", re.IGNORECASE)
LONG = re.compile(r"\b[a-z]{8,40}\b", re.IGNORECASE)


def damage_problems(record: Record) -> Iterator[RecordProblem]:
    """Broken characters, lost signs, words without a space, and brackets that never close."""
    swallowed = {f"{match[1]}{match[2]}".lower() for match in PAIRED.finditer(record.whole)}
    for passage in read(record):
        for rule, what, pattern in BROKEN if MAY_BE_BROKEN.search(passage.text) else ():
            words = dict.fromkeys(_around(passage.text, match) for match in pattern.finditer(passage.text))
            if words:
                yield _damaged(rule, f"holds {what}", passage, ", ".join(words))
        # "primaryjogren", where "primary Sjogren" stands elsewhere: a space is lost, and a letter with it.
        for word in dict.fromkeys(word for word in LONG.findall(passage.text) if word.lower() in swallowed):
            yield _damaged("words-run-together", "holds words that run together", passage, word)
        if match := BROKEN_OFF.search(passage.text):
            yield _damaged("sentence-broken-off", "breaks off", passage, match.group().strip())
    yield from _brackets(record)


def _around(text: str, match: re.Match[str]) -> str:
    """The whole words in which a match stands."""
    start = text.rfind(" ", 0, match.start()) + 1
    end = text.find(" ", match.end())
    return text[start : end if end >= 0 else len(text)].strip()[:60]


def _damaged(rule: str, what: str, passage: Passage, words: str) -> RecordProblem:
    return RecordProblem(
        rule=rule,
        notice="DAMAGED",
        message=f"passage {passage.id} {what}: “{words}”",
        fix="say in a [!DAMAGED] notice how you read it; the quote stays as it is",
        passages=(passage,),
        words=words,
    )


def _brackets(record: Record) -> Iterator[RecordProblem]:
    """Brackets that open and never close in their part of the record; one may close some sentences later."""
    waiting: list[tuple[Passage, int]] = []
    marks = 0
    for passage in read(record):
        if waiting and waiting[0][0].part != passage.part:
            yield from map(_unclosed, waiting)
            waiting = []
        for match in BRACKET.finditer(passage.text):
            before = passage.text[max(0, match.start() - 6) : match.start()]
            if BRACKETS[match.group()] == "(":
                if not SAD.search(before):
                    waiting.append((passage, match.start()))
            elif waiting and not (waiting[-1][0] != passage and MARKS_A_LIST.search(before)):
                waiting.pop()
                marks += MARKS_A_LIST.search(before) is not None
            elif waiting or MARKS_A_LIST.search(before) or SAD.search(before):
                continue
            elif marks:
                # The mark of a list, as in "(a) left, b) right)", may have closed what this one closes.
                marks -= 1
            else:
                words = passage.text[max(0, match.start() - 29) : match.end()].lstrip()
                yield _damaged("bracket-unclosed", "closes a bracket that never opens", passage, words)
    yield from map(_unclosed, waiting)


def _unclosed(opened: tuple[Passage, int]) -> RecordProblem:
    passage, at = opened
    return _damaged("bracket-unclosed", "opens a bracket that never closes", passage, passage.text[at : at + 30].rstrip())
