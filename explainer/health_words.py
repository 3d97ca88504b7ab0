"""Plain words for the body, illness, tests and care, beside the words that records use for the same."""

from dataclasses import dataclass
from typing import Literal, get_args

HealthKind = Literal["facts", "kept", "events", "medicines", "headings", "opposites", "apart", "scales"]
HEALTH_KINDS: tuple[HealthKind, ...] = get_args(HealthKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthWords:
    """A line of the table: plain words, and the words of a record for which they may stand; a star is any letters.

    Without plain words: words of records that name nothing of the kind. `kind` is the section of the table. `kept` lines are
    held the other way round, so that where a quote has a word of `record`, plain words have one of `plain`. Words on the two
    sides of a line of `opposites`, both with stars, say the opposite of one another; those of `apart` are one choice of a line,
    and all the others of it. Both may be phrases. `scales` has the better end of a score, and names of scores.
    """

    plain: tuple[str, ...]
    record: tuple[str, ...]
    kind: HealthKind = "facts"
