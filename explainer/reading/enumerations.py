"""Where a line goes on with its own numbering: "1. Adults. 2. Able to walk. 3. …" holds three rules."""

import re
from collections.abc import Iterator

from explainer.reading.markers import Place, places

NEXT = re.compile(
    r"(?<=[\s;；。，,.、:：])(?:[(（]?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)）、．](?=\s|(?<=[)）、．])\S|(?<=\d\.)[A-Z])|[①-⑳])\s*(?=\S)"
)
BRACKET = re.compile(r"[()（）]")
ENDED = tuple(";；。:：、)）].")
NAMED_SO = frozenset(
    "grade stage phase class type cohort group arm part cycle section table appendix version step ecog nyha hepatitis vitamin "
    "factor day week month score".split()
)
"""What has a number for a name: "grade 2. Patients" begins no rule."""
MEASURES = NAMED_SO | frozenset(
    "grades stages phases classes types levels level cohorts groups than of to or and is least most days weeks months criteria "
    "who v between from under over age aged at by about approximately up".split()
)
"""A number after one of these mostly counts something, and numbers no rule."""
MISSED = 2
"""A list may leave out one number, not more."""


def goes_on(marker: str, words: str, last: int) -> Iterator[tuple[int, int]]:
    """`(start, end)` of each marker inside a line with which its numbering goes on.

    An enumeration that begins inside a rule ("one of: 1) … 2) …") is a piece of it. So is what stands in brackets.

    Args:
        marker: what stands before the line.
        words: the line without it.
        last: the last number of the text before this line, which an unnumbered line may go on from (0: none).
    """
    current = tuple(place for place in places(marker) if place.number)
    began: set[str] = set()
    depth = position = 0
    matches = [(match, places(match.group())) for match in NEXT.finditer(words)]
    numbers = {place for _, found in matches for place in found}
    for match, found in matches:
        for bracket in BRACKET.finditer(words, position, match.start()):
            depth = depth + 1 if bracket.group() in "(（" else max(0, depth - 1)
        position = match.end() if match.group().startswith(("(", "（")) else match.start()
        if depth:
            continue
        if not current and any(place.number == 1 for place in found):
            began.update(place.kind for place in found)
            continue
        nearest = tuple(place for place in found if _follows(place, current, match) and place.kind not in began)
        if not nearest:
            continue
        led = bool(current) or nearest[0].number == last + 1
        # A number may stand where a measure does ("at two levels 2. Infection"), if the next of its list follows it.
        sure = led and Place(nearest[0].kind, nearest[0].number + 1) in numbers
        if _stands_free(words, match, led=led, sure=sure):
            current = nearest
            position = match.end()
            yield match.start(), match.end()
        elif not current:
            began.update(place.kind for place in found)


def _follows(place: Place, current: tuple[Place, ...], match: re.Match[str]) -> bool:
    if not current:
        return place.number > 1 and place.kind in ("circle", "number of 1")
    least = 0 if match.group().rstrip().endswith(")") and place.number > 1 else 1
    return any(place.kind == one.kind and least <= place.number - one.number <= MISSED for one in current)


def _stands_free(words: str, match: re.Match[str], *, led: bool, sure: bool) -> bool:
    """Whether a number inside a line stands where a rule may begin; `led` by another, and `sure` because one follows."""
    before = words[max(0, match.start() - 40) : match.start()].rstrip()
    if "①" <= match.group()[0] <= "⑳":
        return True
    if not led:
        return before.endswith((";", "；"))
    if before.endswith(ENDED):
        return True
    word = re.search(r"[^\s(]*$", before)
    small = match.group().strip()[0].islower()
    after = words[match.end() : match.end() + 1]
    if word is None or word.group().endswith(("<", ">", "=", "≤", "≥", ",")):
        return False
    if word.group()[-1:].isdigit() or word.group().lower() in MEASURES:
        return (small and word.group().lower() in ("or", "and")) or (
            sure and after.isupper() and word.group().lower() not in NAMED_SO
        )
    return small or after.isupper() or not match.group().rstrip().endswith(".")
