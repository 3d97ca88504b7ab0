"""A criterion that touches a medicine says not to change one."""

import re
from collections.abc import Iterator

from explainer.checks.rule import Problem, rule
from explainer.checks.statements import explained
from explainer.model import Site
from explainer.reading.traits import WASHOUT

NAMED = (
    r"\b(?:medic(?:ation|ine)s?|drugs?(?!-)"
    r"|(?<!radiation )(?<!physical )(?<!speech )(?<!oxygen )(?<!replacement )therap(?:y|ies)"
    r"|\w*steroids?|anti-?(?:coagula|platelet|biotic|pyretic|convuls|depress|hypertens|histamin|psychotic)\w*"
    r"|immuno-?suppress\w*|inhibitors?|inducers?"
    r"|analgesics?|opioids?|aspirin|insulin|warfarin|heparin|metformin|NSAIDs?|diuretics?|chemotherapy|tablets?|supplements?"
    r"|\w{2,}(?:mabs?|nibs?|prils?|sartans?|statins?|olols?|azoles?|cillins?|mycin|gliptins?|gliflozins?|glutide|prazole"
    r"|xabans?"
    r"|parins?|triptans?|nisone|nisolone|methasone|azepam|trexate))\b"
)
"""A medicine as a record names it."""
FEW = r"(?:[^\s.;:]+ ){0,4}?"
NOT_USED = r"(?<!able to )(?<!ability to )(?<!prior )(?<!previous )(?<!past )(?<!history of )(?<!illicit )"
NOW = re.compile(
    rf"\b(?:current(?:ly)?|concomitant|concurrent|ongoing|regular|daily|long-?term|maintenance|stable dose of) {FEW}{NAMED}"
    rf"|\b(?<!not )(?:requir(?:es?|ing)|in need of|needs|needing|dependent on|under|being treated with) {FEW}{NAMED}"
    rf"|{NOT_USED}\b(?:taking|takes|use of|using|intake of|on (?:a )?stable|on chronic) {FEW}{NAMED}"
    rf"|\bstable (?:dos(?:e|es|age)|regimen|medication|treatment|therapy)\b|\boff (?:of )?{FEW}{NAMED}"
    r"|\boff (?:of )?\w+ (?:for|at least)\b|\brefrain\w* from (?:taking|using)\b",
    re.IGNORECASE,
)
USED = re.compile(
    rf"\b(?:us(?:e|ed|age|ing)|tak(?:en|ing)|intake|receiv(?:ed|ing)|receipt|treat(?:ed|ment)|administ\w+|therap(?:y|ies)"
    rf"|had) .{{0,80}}{NAMED}"
    rf"|{NAMED}.{{0,40}}\b(?:use|usage|treatment|intake|administration)\b",
    re.IGNORECASE,
)
RECENT = re.compile(
    r"\b(?:within|(?:in|during|over) the (?:last|past|previous|preceding|prior)|half-li(?:fe|ves)|(?:hours?|days?|weeks?"
    r"|months?)"
    r" (?:before|prior|preceding|of (?:screening|randomi|enrol|study|baseline|first)))\b",
    re.IGNORECASE,
)
NO_USE = re.compile(
    r"\b(?:clinical|another|other|drug|interventional|treatment) (?:clinical |drug |interventional )?(?:trial|study)\b"
    r"|\bparticipat"
    r"|\b(?:drug|substance|alcohol) (?:abuse|addiction|dependen|misuse)|\bstudy (?:drug|treatment|medication|therapy)\b"
    r"|\ballerg|\bhypersensitiv|\b(?:contra)?indicat",
    re.IGNORECASE,
)
"""What speaks of a medicine that nobody takes now: of other studies, of the study's own, of an allergy."""
USE_BEFORE = re.compile(r"\b(?:use|taking|receiving|receipt)\b.{0,80}\b(?:within|in the last)\b", re.IGNORECASE)


def touches_medicine(text: str) -> bool:
    """Whether a criterion is about a medicine that a reader takes, took lately or would have to stop."""
    if WASHOUT.search(text) or USE_BEFORE.search(text):
        return True
    used = NO_USE.sub(" ", text)
    return bool(NOW.search(used) or (USED.search(used) and RECENT.search(used)))


@rule("error", waivable=False)
def medicine_notice_missing(site: Site) -> Iterator[Problem]:
    """A criterion on a medicine that a reader takes, took lately or would have to stop tells nobody to change one.

    A treatment that is past, without a time ("prior chemotherapy"), needs no notice: there is nothing that a reader could stop.

    Bad: a unit on "discontinuation of immunosuppressive agents", or on "currently taking aspirin", with plain words only.
    Good: the same with a `[!MEDICINE]` notice.
    """
    for each in explained(site):
        if each.section.part == "summary" or any(notice.kind == "MEDICINE" for notice in each.unit.notices):
            continue
        if any(touches_medicine(quote.text) for quote in each.unit.quotes):
            fix = "add a [!MEDICINE] notice: who plans this, and what the record does not say"
            yield Problem(each.unit.where, "this criterion touches a medicine, and no notice says not to change one", fix)
