"""What a line says of the lists of a record: that one begins with it, which, and for whom."""

import re
from dataclasses import dataclass

from explainer.record import Part

CRITERIA = r"crit\w{2,8}"
NAME = r"(?:non[\s-]?)?(?:in|ex)c?lusion(?:s|ary)?"
NUMBERED = r"(?:(?:[IVX]{1,4}|\d{1,2})(?:\.\d{1,2}){0,3}[.)]?\s+)?"
PLAIN = (
    r"(?:(?:key|main|major|general|principal|primary|important|core|study|trial|subjects?|patients?|participants?"
    r"|the|all|overall|abbreviated|selected)\s+){0,3}"
)
FOLLOWS = r"(?:\s+(?:are|is|were|include|includes))?(?:\s+(?:as\s+follows|the\s+following|listed\s+below))?"
CHINESE = {"纳入标准": "inclusion", "入选标准": "inclusion", "入组标准": "inclusion", "排除标准": "exclusion"}
SPEAKS = re.compile("clusion|crit|标准", re.IGNORECASE)
"""What the heading of a list cannot do without: most lines are none."""
HEADING = (
    rf"[\W_]{{0,9}}(?:{NUMBERED}(?:{PLAIN}{NAME}(?:\s+eligibility)?(?:\s+{CRITERIA})?|{CRITERIA}\s+(?:for|of)\s+{NAME}){FOLLOWS}"
    rf"|{'|'.join(CHINESE)})"
)
BARE = re.compile(rf"{HEADING}[\W_]{{0,9}}", re.IGNORECASE)
"""A heading that names only the list ("Key Inclusion Criteria:"), and so opens no group."""
CRITERIA_NAME = re.compile(rf"(?<!\w){NAME}(?:\s+eligibility)?\s+{CRITERIA}(?!\w)", re.IGNORECASE)
LIST_NAME = re.compile(rf"(?<!\w){NAME}(?!\w)", re.IGNORECASE)
BOTH = re.compile(r"(?<!\w)(?:in|ex)clusion\s{0,3}(?:/|and|&|or)\s{0,3}(?:in|ex)clusion(?!\w)", re.IGNORECASE)
LEAVING = re.compile(
    rf"[\W_]{{0,9}}(?:\w+\s+){{0,2}}(?:remov|withdraw|discontinu|eliminat|reject|drop-?\s?out|terminat|exit|stopp|suspen|shed)"
    rf"[\w-]{{0,9}}\s+{CRITERIA}[\W_]{{0,9}}",
    re.IGNORECASE,
)
"""The list of those who have to leave a study is neither of the two."""
ABOUT = re.compile(
    r"\b(?:meets?|meeting|met|satisf\w*|fulfil\w*|violat\w*|an?|any|no|not|none|have|has|having|with|without|of|by|from|per|who|that)\b",
    re.IGNORECASE,
)
"""What a criterion that speaks of a list says before its name, and a heading of that list does not."""
VERB = re.compile(
    r"\W*(?:not|are|is|was|were|been?|met|must|should|could|can|may|might|will|would|ha[vs]e?|had|appl\w+|as|per|above|below)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"\b(?:are|is|was|were|be|must|should|could|can|may|will|would|have|has)\b.*\.$", re.IGNORECASE)
NONE_OF = re.compile(r"\b(?:none|no|not|without)\b", re.IGNORECASE)
LETS_IN = re.compile(
    r"\b(?:eligible|be (?:included|enrolled|recruited)|may (?:enrol|enroll|participate|take part))\b", re.IGNORECASE
)
KEEPS_OUT = re.compile(
    r"\b(?:excluded?|ineligible|precluded?|disqualif\w+"
    r"|not (?:be )?(?:\w+ )?(?:eligible|included|enrolled|recruited|allowed))\b",
    re.IGNORECASE,
)
FOR_WHOM = re.compile(
    r"(?:for|cohort|group|part|arm|phase|stage|step|sub-?study|dose|track|module|segment|stratum|period|cases?|controls?)\b[^.;]*",
    re.IGNORECASE,
)
BEFORE_MORE = re.compile(rf"({HEADING}[^\S\n]{{0,3}}[:：][*_]{{0,3}}+)\s*(?=\S)", re.IGNORECASE)
BEFORE_DASHES = re.compile(rf"({HEADING})\s+(?=([-–•*·])\s+\S[^\n]*\s\2\s+\S)", re.IGNORECASE)
BEFORE_FOR = re.compile(rf"({NAME}\s+{CRITERIA}\s+(?:for|of|in|-|–|\()[^.;:：]{{1,80}}[:：])\s+(?=\S)", re.IGNORECASE)
BEFORE_RULE = re.compile(rf"((?i:{NAME}\s+{CRITERIA})\s+(?:for|of)(?:\s+[a-z-]+){{1,5}}?)\s+(?=(?:\d+\s+)?[A-Z])")
INSIDE = re.compile(
    r"(?<=[\s.;)])(?=(?:(?:Key|Main|Major|KEY)\s)?(?:(?:In|Ex)clusion\s[Cc]riteri(?:a|on)|(?:IN|EX)CLUSION\sCRITERI(?:A|ON))"
    r"\s?(?:[:：]|[-–•*]\s|1[.)]\s))|(?<=[.;]\s)(?=(?:(?:In|Ex)clusion|(?:IN|EX)CLUSION):)"
)
UNFINISHED = frozenset("with of for in on at by to from the a an and or".split())
COLON = (":", "：")
LONGEST = 300
"""Characters: nobody writes a longer heading."""
LONGEST_TITLE = 8
"""Words."""
LONG = 40
"""Characters: what follows a heading without a stop is a rule only where it is this long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListName:
    """The list that a heading opens; a `bare` one opens no group in it."""

    part: Part
    bare: bool = False


def list_name(words: str, *, marked: bool) -> ListName | None:
    """What the heading of a list says. "Does not meet inclusion criteria" and "Exclusion of other causes" are criteria.

    `words` is a line without its marker; one that was `marked`, as criteria are, is a heading more rarely.
    """
    if len(words) > LONGEST or not SPEAKS.search(words):
        return None
    if BARE.fullmatch(words):
        return ListName(part=_part(words), bare=True)
    both = BOTH.search(words)
    if LEAVING.fullmatch(words) or (both and _names_both(words, both)):
        return ListName(part="criteria")
    name = CRITERIA_NAME.search(words)
    found = name if name and not both and _heads(words, name, marked=marked) else _without_criteria(words)
    return ListName(part=_part(found.group())) if found else None


def _names_both(words: str, both: re.Match[str]) -> bool:
    """Whether a line heads both lists; "Other inclusion/exclusion criteria may apply" does not."""
    after = re.sub(rf"^\s*{CRITERIA}", "", words[both.end() :], flags=re.IGNORECASE)
    return not (ABOUT.search(words[: both.start()]) or VERB.match(after) or words.endswith("."))


def _without_criteria(words: str) -> re.Match[str] | None:
    """The name in "Cohort A exclusion:" or "Inclusion (Part B):"."""
    name = LIST_NAME.search(words)
    if name is None or not words.endswith(COLON) or CRITERIA_NAME.search(words) or ABOUT.search(words[: name.start()]):
        return None
    after = words[name.end() :].strip(" :：")
    return name if not after or after.startswith(("(", "-", "–", "for ")) else None


def _heads(words: str, name: re.Match[str], *, marked: bool) -> bool:
    before, after = words[: name.start()], words[name.end() :]
    if not after.strip("*_ ").startswith(COLON) and VERB.match(after):
        return False
    if not before.strip("*_# "):
        return not SENTENCE.search(after)
    if len(before.split()) > 8 or ABOUT.search(before) or words.endswith("."):
        return False
    plain = not after.strip(" :：)*_")
    return plain or words.isupper() or after.lstrip().startswith(("-", "–", "(", "for ")) or not marked


def announced(words: str) -> ListName | None:
    """The list that a sentence before it announces: "To be eligible, you must:", "… of these exclusion criteria:"."""
    names = {_part(match.group()) for match in CRITERIA_NAME.finditer(words)}
    if len(names) > 1:
        return None
    if names:
        name = CRITERIA_NAME.search(words)
        return None if name and NONE_OF.search(words[: name.start()]) else ListName(part=names.pop())
    if KEEPS_OUT.search(words):
        return ListName(part="exclusion")
    return ListName(part="inclusion") if LETS_IN.search(words) else None


def _part(words: str) -> Part:
    lower = words.lower()
    name = LIST_NAME.search(lower)
    if name is None:
        chinese = next((part for text, part in CHINESE.items() if text in lower), "")
        return "inclusion" if chinese == "inclusion" else "exclusion"
    return "inclusion" if name.group().startswith("inc") else "exclusion"


def heading_before(words: str) -> int:
    """How much of a line is the heading of a list, where a rule follows in the same line; else 0.

    "Exclusion: None", "INCLUSION CRITERIA - adults - able to walk" and "Inclusion criteria for controls 200 Adults without …"
    hold both; "Inclusion Criteria: Cohort A" is all heading.
    """
    match = BEFORE_MORE.match(words) or BEFORE_FOR.match(words) or BEFORE_DASHES.match(words)
    if match:
        rest = words[match.end() :].lstrip("-–•*· ")
        return 0 if len(rest.split()) <= 6 and FOR_WHOM.fullmatch(rest) else match.end(1)
    match = BEFORE_RULE.match(words)
    if (
        match
        and len(words) - match.end() >= LONG
        and not match[1].endswith((" with", " of", " for", " in", " the", " and", " or"))
    ):
        return match.end(1)
    return 0


def headings_inside(words: str) -> list[int]:
    """Where in a line the heading of a list begins after rules: "Inclusion Criteria: Adults Exclusion Criteria: None".

    "Key Inclusion Criteria:" and "Patients who meet these Inclusion Criteria:" are one heading.
    """
    found: list[int] = []
    for match in INSIDE.finditer(words):
        at = match.start()
        before, after = words[found[-1] if found else 0 : at], words[at : at + LONG].rstrip(" :：")
        stops = before.rstrip().endswith((".", ";", "。", "；"))
        long = len(before.split(None, LONGEST_TITLE)) > LONGEST_TITLE and not BARE.fullmatch(after)
        if at and (stops or long or heading_before(before)):
            found.append(at)
    return found
