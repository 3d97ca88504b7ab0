"""What the record allows or excepts, the plain words allow or except."""

import re
from collections.abc import Iterator

from explainer.checks.denials import EXCEPTION
from explainer.checks.meanings import Meanings, meanings
from explainer.checks.phrases import Phrases
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Explained, Statement, all_keys, explained
from explainer.model import Site

ALLOWED = Phrases(r"\b(?:allowed|permitted|acceptable|accepted)\b")
FORBIDDEN = Phrases(r"\b(?:prohibit\w*|disallow\w*|forbidden|not (?:be )?(?:allowed|permitted|acceptable))\b")
LETS = Phrases(r"\b(?:allows?|allowed|permits?|permitted|accepts?|accepted)\b")
UNWILLING = Phrases(r"\b(?:unwilling\w*|not willing|refus\w*|declin\w*)\b")
"""Who does not want an acceptable thing is told so."""
NOT_ALLOWED = Phrases(r"\b(?:not|nor|never|neither)\b[^.;,]{0,20}\b(?:allowed|permitted|acceptable|accepted)\b")
EXCEPTION_SAID = Phrases(
    r"\b(?:unless|except\w*|other than|apart from|aside from|besides|excluding|outside|allowed|still|but|however|fine|not count"
    r"|(?:does|do|is|are|was|were) not (?:name|list|mention|allow|includ|specif)\w*"
    r"|not apply|that (?:is|are) not|that (?:does|do|did|was|were) not (?:come|caused|due)|only (?:if|when)|other|instead"
    r"|another (?:kind|type|sort|cause)"
    r"|not (?:needed|required|necessary)|(?:even )?if\b.{0,60}\b(?:not|no|never|without))\b"
)
NO_BEFORE = Phrases(r"\b(?:no|not|unless|except)\b[^.;]{0,60}\b(?:allowed|permitted|acceptable|accepted)\b")
ALLOWANCE_SAID = Phrases(
    r"\b(?:allow\w*|permit\w*|accept\w*|may|can|could|fine|ok|okay|not count|counts? as|does not matter|even if|unless|go on"
    r"|still|but not|other than|except)\b"
)
RULED_OUT_UNLESS = Phrases(
    r"\b(?:may|must|can|will|should) ?not (?:be )?(?:participate|take part|join|enrol\w*|enter\w*|includ\w*|eligible)\b"
    r"[^.;]{0,60}\bunless\b"
)
CITED = re.compile(r"“[^“”]*”")
DENIES = Phrases(r"\b(?:not|no|never|without)\b|n[’']t\b")
EITHER_WAY = Phrases(r"\b(?:with or without|whether or not|regardless of|irrespective of)\b")
EITHER_WAY_SAID = Phrases(
    r"\bor (?:not|without|no)\b|\bmay\b|\bmight\b|\bmatter|\bwhether\b|\beither way\b|\bregardless\b|\bwith or\b"
    r"|\beven (?:if|with)\b|\bthe same\b[^.;]*\bas\b|\bsome\b[^.;]*\bsome\b"
)
COUNTS_TOO = Phrases(
    r"\b(?:counts?|appl(?:y|ies)|rules? you out) (?:too|as well|also)\b|\b(?:also|too) (?:counts?|appl(?:y|ies))\b"
)
ALSO = Phrases(r"\b(?:also|too|as well|includ\w+)\b")
"""What takes back an exception."""
OTHER_THAN = Phrases(r"\b(?:except(?:ing)?(?: for)?|other than|apart from|excluding)\b")
"""What excepts a thing, and not a case."""


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
        forbidden = next((m for s in each.record if (m := FORBIDDEN.search(s.text))), None)
        if forbidden and not allowed and (said := _let(each)):
            what = f"“{said}”, where the record says “{forbidden.group()}”"
            yield Problem(each.unit.where, what, "say what is not allowed, as the record does")
        if not allowed:
            continue
        texts = [statement.text for statement in each.plain]
        refused = next((match for text in texts if (match := NOT_ALLOWED.search(text))), None)
        word = next(match.group() for s in allowed if (match := ALLOWED.search(s.text)))
        if (
            refused
            and not any(UNWILLING.search(s.text) for s in allowed)
            and not any(NOT_ALLOWED.search(s.text) or NO_BEFORE.search(s.text) for s in each.record)
        ):
            what = f"“{refused.group()}”, where the record says “{word}”"
            yield Problem(each.unit.where, what, "say what is allowed, as the record does")
        elif not refused and not any(ALLOWANCE_SAID.search(text) for text in texts):
            what = f"the record says what is “{word}”, and the plain words do not"
            yield Problem(each.unit.where, what, "say what is allowed: “… is allowed”, “you may …”")


@rule("error")
def exception_lost(site: Site) -> Iterator[Problem]:
    """An exception of the quote ("unless", "except", "other than") stays one.

    Bad: "You have cancer" where the quote says "Cancer, except skin cancer".
    Good: "You have cancer. Skin cancer does not count."
    """
    known = meanings(site)
    for each in explained(site):
        said = " ".join(f"{s.lead} {s.text}" if not s.of_the_record else " ".join(CITED.findall(s.text)) for s in each.plain)
        found = next((match for s in each.record if (match := EXCEPTION.search(s.text))), None)
        either = next((match for s in each.record if (match := EITHER_WAY.search(s.text))), None)
        if either and not EITHER_WAY_SAID.search(said):
            what = f"the record says “{either.group()}”, and the plain words leave no choice"
            yield Problem(each.unit.where, what, "say that it may be so or not: “There may or may not be …”")
        too = COUNTS_TOO.search(said)
        if found and too and not ALSO.search(" ".join(s.text for s in each.record)):
            what = f"“{too.group()}”, where the record says “{found.group()}”"
            yield Problem(each.unit.where, what, "say what does not count: “… does not count”, “unless …”")
        elif found and not EXCEPTION_SAID.search(said) and not _ruled_out_unless(each, said):
            what = f"the record says “{found.group()}”, and the plain words know no exception"
            yield Problem(each.unit.where, what, "say what does not count: “… does not count”, “unless …”")
        elif excepted := next((text for s in each.record if (text := _unnamed(s, each, known))), ""):
            what = f"the record says “{excepted}”, and the plain words do not name it"
            yield Problem(each.unit.where, what, "say what does not count: “… does not count”, “unless …”")


def _let(each: Explained) -> str:
    """What the sentences of a unit say that is allowed, where none of them says what is not."""
    texts = [statement.text for statement in each.plain if not statement.of_the_record]
    if any(DENIES.search(text) for text in texts):
        return ""
    return next((match.group() for text in texts if (match := LETS.search(text))), "")


def _ruled_out_unless(each: Explained, said: str) -> bool:
    """Whether an exclusion that nobody may join "unless" they do something is told as its condition: they have not done it."""
    if each.section.part != "exclusion" or not DENIES.search(said):
        return False
    return any(RULED_OUT_UNLESS.search(statement.text) for statement in each.record)


def _unnamed(statement: Statement, each: Explained, known: Meanings) -> str:
    """The words of an exception, if nothing of what it excepts is said: no word of it, and none that means the same."""
    for exception in OTHER_THAN.finditer(statement.text):
        closed = statement.text.find(")", exception.end())
        inside = closed >= 0 and "(" not in statement.text[exception.end() : closed]
        near = [word for word in statement.after(exception.end()) if not inside or word.start < closed]
        after = [word for word in near if not known.is_everyday(word.text)]
        things = [word for word in after if -1 not in known.of_record(word.text)]
        told = all_keys(each.plain)
        lines = known.of_text(" ".join(s.text for s in each.plain)) - {-1}
        if things and not any(word.keys & told or known.of_record(word.text) & lines for word in things):
            return f"{exception.group()} {things[0].text}"
    return ""
