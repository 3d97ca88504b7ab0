"""The record's running text, cut without loss: sentences of a summary, criteria of an eligibility text.

Both functions return pieces whose `lead + text`, joined, give back the text that was cut: nothing is lost, added or changed.
"""

import re
from dataclasses import dataclass
from typing import Literal

from explainer.record import Part

ESCAPED = re.compile(r"\\([<>\[\]*_^~#&+.=|`\\-])")
"""The characters that the registry's Markdown puts a backslash before."""

ABBREVIATIONS = frozenset(
    "e.g i.e vs cf approx no nos fig al dr mr mrs ms prof st inc ltd dept max min resp etc wt vol ref".split()
)
# A match starts only where a run of stops, or of white space, does, and gives nothing back: else the time is quadratic.
SENTENCE_END = re.compile(
    r"(?<![.!?。！？])(?:[.!?。！？]++[\"'”’)\]]*+(\s++)(?=[\"'“‘(\[]*+[^\W_a-z])|[.!?]*+[。！？][.!?。！？]*+[\"'”’)）\]』」]*+(?=\S))"
)
PARAGRAPH = re.compile(r"(?<!\s)\s*\n\s*")

# "2.5 mg" begins with no marker, and a section number left in a criterion does no harm: two parts need a stop after them.
MARKER = re.compile(
    r"(?:[-*+•·●○▪■◦–—]|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.):、]|\d{1,2}(?:\.\d{1,2}){2,3}|\(?[a-zA-Z][.)]|\(?[ivxIVX]{1,5}[.)]|[①-⑳]|\.)(?:\s+|$)"
)
LIST_HEADING = re.compile(
    r"(?:[\w/'’()-]+\s+){0,4}?(?P<part>inclusion|exclusion)\s*(?:/\s*\w+\s*)?(?:criteri(?:a|on))?\b(?P<rest>[^.;:]{0,60})[:：]?",
    re.IGNORECASE,
)
ABOUT_A_LIST = re.compile(
    r"\b(?:meet|meets|meeting|met|satisf\w*|fulfil\w*|violat\w*|not)\b|(?:in|ex)clusion\s+(?:of|by|from)\b", re.IGNORECASE
)
"""What a criterion that speaks of a list says, and a heading of that list does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """`lead` is the white space and marker before `text`. A heading's `part` and `group` hold for what follows it."""

    kind: Literal["heading", "passage", "rest"]
    lead: str
    text: str
    part: Part = "criteria"
    group: str = ""
    marker: str = ""
    depth: int = 0


def unescape(text: str) -> str:
    """The registry's backslash escapes undone, once."""
    return ESCAPED.sub(r"\1", text)


def sentences(text: str) -> list[Piece]:
    """Running text cut into sentences.

    Brackets do not matter (registries leave them open); known abbreviations and single initials do not end a sentence.
    """
    found: list[Piece] = []
    start = 0
    cuts = [(m.start(), m.end()) for m in PARAGRAPH.finditer(text)]
    cuts += [
        (m.start(1), m.end(1)) if m.group(1) else (m.end(), m.end()) for m in SENTENCE_END.finditer(text) if _ends(text, m)
    ]
    lead = ""
    for end, following in sorted(cuts):
        if end < start:
            continue
        if end > start:
            found.append(Piece(kind="passage", lead=lead, text=text[start:end], part="summary"))
            lead = ""
        lead += text[end:following]
        start = max(following, start)
    if start < len(text):
        found.append(Piece(kind="passage", lead=lead, text=text[start:], part="summary"))
    elif lead:
        found.append(Piece(kind="rest", lead=lead, text=""))
    return found


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether the stop of a match ends a sentence rather than an abbreviation."""
    if not match.group().startswith("."):
        return True
    word = re.search(r"[\w.]*$", text[max(0, match.start() - 12) : match.start()])
    last = word.group().lower() if word else ""
    return last not in ABBREVIATIONS and not (len(last) == 1 and last.isalpha())


def criteria(text: str) -> list[Piece]:
    """An eligibility text cut into headings and criteria, line by line, each criterion with its list and group."""
    found: list[Piece] = []
    part: Part = "criteria"
    group = ""
    lead = ""
    lines = re.findall(r"[^\n]*\n|[^\n]+$", text)
    for number, line in enumerate(lines):
        indent, marker, words, tail = _cut(line)
        if not words:
            lead += line
            continue
        opens = _opens_a_list(words)
        heads = not opens and not marker and _heads_a_group(words, lines, number + 1)
        if opens:
            part = "inclusion" if opens["part"].lower() == "inclusion" else "exclusion"
        if opens or heads:
            group = "" if opens and _bare(words) else fold_heading(words)
        found.append(
            Piece(
                kind="heading" if opens or heads else "passage",
                lead=lead + indent + marker,
                text=words,
                part=part,
                group=group,
                marker=marker.strip(),
                depth=len(indent.expandtabs(4)) // 2,
            )
        )
        lead = tail
    if lead:
        found.append(Piece(kind="rest", lead=lead, text=""))
    return found


def _cut(line: str) -> tuple[str, str, str, str]:
    """A line as indent, marker, words and the white space at its end; joined, they are the line."""
    body = line.strip()
    start = len(line) - len(line.lstrip())
    match = MARKER.match(body)
    marker = match.group() if match else ""
    return line[:start], marker, body[len(marker) :], line[start + len(body) :]


def fold_heading(text: str) -> str:
    """A heading as it is compared and shown: white space folded, without the colon at its end."""
    return " ".join(text.split()).rstrip(":：").rstrip()


def _bare(words: str) -> bool:
    """Whether a heading names only the list ("Key Inclusion Criteria:"), and so opens no group."""
    bare = r"(?:(?:key|main|major|general|subject|patient|participant)\s+)?(?:in|ex)clusion(?:\s+criteri(?:a|on))?\s*[:：]?"
    return re.fullmatch(bare, words.strip(), re.IGNORECASE) is not None


def _opens_a_list(words: str) -> re.Match[str] | None:
    """A line as the heading of a list. "Does not meet inclusion criteria" and "Exclusion of other causes" are criteria."""
    heading = LIST_HEADING.fullmatch(words)
    if heading is None or words.endswith((":", "：")) or _bare(words):
        return heading
    named = heading.start("part") == 0 or "criteri" in words.lower()
    return heading if named and not ABOUT_A_LIST.search(words) else None


def _heads_a_group(words: str, lines: list[str], following: int) -> bool:
    """Whether an unmarked line announces the list below it: it ends in a colon and a marked line follows."""
    if not words.endswith((":", "：")):
        return False
    stripped = (lines[number].strip() for number in range(following, len(lines)))
    return MARKER.match(next(filter(None, stripped), "")) is not None
