"""What the record allows stays allowed."""

import re
from collections.abc import Iterator

from explainer.checks.rule import Problem, rule
from explainer.checks.statements import explained
from explainer.model import Site

ALLOWED = re.compile(r"\b(?:allowed|permitted|acceptable|accepted)\b", re.IGNORECASE)
NOT_ALLOWED = re.compile(
    r"\b(?:not|nor|never|neither)\b[^.;,]{0,20}\b(?:allowed|permitted|acceptable|accepted)\b", re.IGNORECASE
)
NO_BEFORE = re.compile(r"\b(?:no|not|unless|except)\b[^.;]{0,60}\b(?:allowed|permitted|acceptable|accepted)\b", re.IGNORECASE)
ALLOWANCE_SAID = re.compile(
    r"\b(?:allow\w*|permit\w*|accept\w*|may|can|could|fine|ok|okay|not count|does not matter|even if|unless|go on|still"
    r"|but not|other than|except)\b",
    re.IGNORECASE,
)


@rule("error")
def allowance_turned(site: Site) -> Iterator[Problem]:
    """What the record allows is allowed in the plain words too, and is not left out.

    Bad: "Canes are not allowed", or nothing of them, where the quote says "(canes are allowed)".
    Good: "Canes are allowed."
    """
    for each in explained(site):
        allowed = [
            s for s in each.record if ALLOWED.search(s.text) and not NOT_ALLOWED.search(s.text) and not NO_BEFORE.search(s.text)
        ]
        if not allowed:
            continue
        texts = [statement.text for statement in each.plain]
        refused = next((match for text in texts if (match := NOT_ALLOWED.search(text))), None)
        word = next(match.group() for s in allowed if (match := ALLOWED.search(s.text)))
        if refused and not any(NOT_ALLOWED.search(s.text) or NO_BEFORE.search(s.text) for s in each.record):
            what = f"“{refused.group()}”, where the record says “{word}”"
            yield Problem(each.unit.where, what, "say what is allowed, as the record does")
        elif not refused and not any(ALLOWANCE_SAID.search(text) for text in texts):
            what = f"the record says what is “{word}”, and the plain words do not"
            yield Problem(each.unit.where, what, "say what is allowed: “… is allowed”, “you may …”")
