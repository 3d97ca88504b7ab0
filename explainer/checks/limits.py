"""What is said of a number: "at least", "more than", "within", "about"."""

import re
from typing import Literal

from explainer.checks.measures import TIMES

Comparison = Literal[
    "", "at least", "more than", "at most", "less than", "within", "about", "before", "after", "since", "until"
]
LONGEST_BEFORE = 32
"""How many characters before a number what is said of it may stand."""
LAST = "(?:last|past|previous|preceding|prior|first)"
BIGGER = "(?:more|greater|higher|older|longer|bigger|later)"
SMALLER = "(?:less|lesser|fewer|lower|younger|shorter|smaller|earlier)"
BEFORE: tuple[tuple[Comparison, str], ...] = (
    (
        "at least",
        (
            rf"≥|> ?/? ?=|⩾|≧|at least|not? {SMALLER} than|minimum(?: of)?|â‰¥|{BIGGER} than (?:to )?or equals?(?: to)?"
            rf"|equal to or {BIGGER} than|{BIGGER} or equal to|at or (?:above|over)"
        ),
    ),
    (
        "at most",
        (
            rf"≤|< ?/? ?=|⩽|≦|at most|not? {BIGGER} than|up[ -]?to|maximum(?: of)?|â‰¤|(?<!\d)(?<!\d )(?:\+ ?/ ?-|±)"
            r"|plus or minus"
            rf"|not exceeding|{SMALLER} than (?:to )?or equals?(?: to)?"
            rf"|equal to or {SMALLER} than|{SMALLER} or equal to|at or (?:below|under)"
        ),
    ),
    ("more than", rf"[>﹥＞]|{BIGGER} than|above|over|beyond|exceed(?:s|ing)?|in excess of"),
    ("less than", rf"[<﹤＜]|{SMALLER} than|below|under"),
    (
        "within",
        rf"within(?: the)?(?: {LAST})?|(?:in|during|from|over|of)(?: the)? {LAST}|(?:in|during|from) the",
    ),
    (
        "about",
        (
            r"about|around|approximately|roughly|nearly|almost|(?<!\d)(?<!\d )~|≈|close to|some|near|more or less|circa"
            r"|in the (?:region|order|area|neighbou?rhood) of|something like|not far from|give or take"
        ),
    ),
)
OF_THE_NEXT = r"\s+(?:[\d<>≤≥]|(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|once|twice|half)\b)"
"""What shows that a limit after a number is that of the next one: "10 mg at least 2 hours before"."""
AFTER: tuple[tuple[Comparison, str], ...] = (
    (
        "at least",
        (
            r"(?:or|and) (?:more|higher|above|older|greater|over|longer|up(?! to\b)|bigger|later|newer)(?!\w)"
            rf"|at (?:the )?least(?!{OF_THE_NEXT})|(?:≤|<=)(?=\s?[A-Za-z])"
        ),
    ),
    (
        "at most",
        (
            r"(?:or|and) (?:less|lower|below|fewer|younger|under|shorter|smaller|earlier)(?!\w)"
            rf"|at (?:the )?most(?!{OF_THE_NEXT})|(?:≥|>=)(?=\s?[A-Za-z])"
        ),
    ),
    (
        "about",
        r"or so\b(?! (?:that|many|much|far|on)\b)|or thereabouts?\b|,? (?:more or less|give or take|roughly|approximately)\b",
    ),
)
OF_DATES: tuple[tuple[Comparison, str], ...] = (
    ("until", r"until|till|on or before|by|through|no later than"),
    ("since", r"since|on or after|as of|no earlier than|starting"),
    ("before", r"before|prior to|earlier than"),
    ("after", r"after|later than"),
)
TURNED: dict[Comparison, Comparison] = {"more than": "at most", "less than": "at least"}
DENIED = re.compile(r"(?:\b(?:not|never|cannot)|n['’]t)(?: (?:be|been|have|had|has|taken?|received?|weigh))* $")
"""A no before a limit turns it: "must not be more than 3" is "at most 3"."""
BACK_FROM = re.compile(r"\s*(?:prior|before|preceding)\b", re.IGNORECASE)
"""A time that is counted back: "90 days before" is "in the 90 days before"."""
MEASURED_OVER = re.compile(
    r"\b(?:measur|follow|check|track|count|watch|compar|collect|observ|stud[yi]|assess|test|record|report|look)\w*"
    r" (?:at )?(?:(?:it|this|that|these|them|you|people) )?$"
)
"""What takes time: "measured over 5 years" is for 5 years, and not for more."""
RISING = re.compile(
    r"\b(?:go(?:es)?|went|gone|ris(?:es?|en)|rose|raised|climb(?:s|ed)?|increase[sd]?|down to [^.;:]{1,20} or) $"
)
OR_MORE = re.compile(r"[^.;:,\d]{0,40}\bor (?:more|higher|above|over)\b")
"""How far something rises may be a lowest limit: "goes up to 1.5 times the first value or more"."""
OF_A = "(?:(?:an?|the) )?"
BEFORE_NUMBER = tuple(
    (
        name,
        re.compile(
            rf"(?:(?<!\w)(?=\w)|(?!\w))(?:{p})\s*(?:(?:an?|the) )?(?:(?:[\w.-]+ ){{0,2}}(?:grade|stage|class|level) )?[\"“]?$"
        ),
    )
    for name, p in BEFORE
)
"""In small letters: to fold them in a pattern takes twice as long."""
ENDS_OF_LIMITS = (
    "least than minimum of equal equals to upto above over beyond a an most maximum minus exceeding exceed exceeds below under"
    " within the last past previous preceding prior first about around approximately roughly nearly almost grade stage class"
    " level"
)
ANY_BEFORE = re.compile(rf"(?:[^\w\s\"“]|{ENDS_OF_LIMITS.replace(' ', '|')})[\s\"“]*$")
"""The last word, or sign, of any of these (tests/test_cheap_looks.py holds that none is missing)."""
BEFORE_DATE = tuple((name, re.compile(rf"\b(?:{p}) $", re.IGNORECASE)) for name, p in OF_DATES)
HOW_OFTEN = "(?:an?|each|every|per) (?:minute|hour|day|night|week|month|year)"
THINGS = r"(?:of (?:the|your|all|any) )?(?:[a-z-]{3,15} ){1,2}(?:\([^()]{0,40}\) )?(?=or (?:more|less|fewer)\b)"
"""What is counted: "10 samples (cores) or more", "in 25% of the samples or fewer"."""
AFTER_UNIT = tuple(
    (
        name,
        re.compile(
            rf"\s*(?:\([^()]{{0,40}}\) )?(?:of age |old |{HOW_OFTEN} |[A-Z]{{1,4}} |{THINGS})?(?:{p})",
            re.IGNORECASE,
        ),
    )
    for name, p in AFTER
)
PASSED = re.compile(r"\s*(?:after|since|ago|old|of age|have|has|before|prior)\b", re.IGNORECASE)
BOUND = re.compile(r"\s*(?:before|after|prior|preceding|following|leading|up|since|until|that)\b", re.IGNORECASE)
"""What makes a limit of a time: "during the 8 weeks before". "During the 8 weeks" alone is how long something takes."""
AGED_OVER = re.compile(r"\bage[ds]?\s+over\s*$", re.IGNORECASE)


def rises_to(lead: str, limit: str) -> bool:
    """Whether words say to which value something rises: "goes up to" may set no limit."""
    return limit.startswith("up") and RISING.search(lead) is not None


def comparison_of(text: str, start: int, end: int, unit: str) -> Comparison:
    """What is said of the number that stands there, before it or after it."""
    before = text[max(0, start - LONGEST_BEFORE) : start].lower()
    for name, pattern in BEFORE_NUMBER if ANY_BEFORE.search(before) else ():
        if (match := pattern.search(before)) and (unit in TIMES or name != "within"):
            # "Over 12 weeks" is how long something takes; "over 18 years" is an age.
            lasting = match.group().strip() == "over" and (
                unit in TIMES - {"year"} or before[: match.start()][-2:] in (", ", ") ")
            )
            if lasting and not PASSED.match(text, end) and not AGED_OVER.search(before):
                return ""
            lead, limit = before[: match.start()], match.group().strip()
            measured = limit == "over" and unit in TIMES and MEASURED_OVER.search(lead)
            if measured or (limit in ("during the", "in the") and not BOUND.match(text, end)):
                return ""
            if rises_to(lead, match.group()):
                return "at least" if OR_MORE.match(text, end) else "at most"
            return TURNED[name] if name in TURNED and DENIED.search(before[: match.start()]) else name
    if after := next((name for name, pattern in AFTER_UNIT if pattern.match(text, end)), None):
        return after
    return "within" if unit in TIMES and BACK_FROM.match(text, end) else ""
