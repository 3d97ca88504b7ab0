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
    rf"|{NOT_USED}\b(?:taking|takes|use of|using|intake of|consuming|on (?:a )?stable|on chronic) {FEW}{NAMED}"
    rf"|\bstable (?:\w+ )?(?:dos(?:e|es|age)|regimen|medication|treatment|therapy)\b|\boff (?:of )?{FEW}{NAMED}"
    rf"|\b(?:if|are|is|not|mellitus|diabetes|patients?|subjects?|participants?|those) on {FEW}{NAMED}"
    r"|\b(?:concurrent|concomitant|current|ongoing) (?:treatment|use|therapy|administration)\b"
    rf"|\b(?:suspend|interrupt|switch|hold) {FEW}{NAMED}"
    r"|\boff (?:of )?\w+ (?:for|at least)\b|\brefrain\w* from (?:taking|using)\b",
    re.IGNORECASE,
)
USED = re.compile(
    rf"\b(?:us(?:e|ed|age|ing)|tak(?:en|ing)|intake|receiv(?:ed|ing)|receipt|treat(?:ed|ment)|administ\w+|therap(?:y|ies)|need"
    rf"|had) .{{0,80}}{NAMED}"
    rf"|{NAMED}.{{0,40}}\b(?:use|usage|treatment|therapy|intake|administration)\b"
    rf"|{NAMED}.{{0,60}}\bwithin (?:the )?(?:last |past |previous )?\d",
    re.IGNORECASE,
)
RECENT = re.compile(
    r"\b(?:within|(?:in|during|over) the (?:last|past|previous|preceding|prior)|half-li(?:fe|ves)|(?:hours?|days?|weeks?"
    r"|months?)"
    r"\)? (?:before|prior|preceding|of (?:screening|randomi|enrol|study|baseline|first)))\b",
    re.IGNORECASE,
)
SPEAKS_OF = re.compile(
    r"medic|drug|therap|treat|steroid|immun|inhibit|induc|analges|opioid|aspirin|insulin|arin\b|metformin|nsaid|diuretic|tablet"
    r"|supplement|mab|nib|pril|sartan|statin|olol|azole|cillin|mycin|gli|glutide|xaban|triptan|solone|nisone|methasone|azepam"
    r"|trexate|anti|wash|discontin|stop|withdr|withh|taper|agent|dose|dosing|stable|regimen|use|using|taking|receiv|coagul"
)
"""Without one of these a criterion is about no medicine, and nothing else has to be looked for."""
AS_SUCH = re.compile(
    r"^[\W_]*(?:(?:any|systemic|chronic|daily|regular|oral|inhaled|topical|strong|anti\w+|\w+ant|\w+ive)[ -]){0,3}"
    rf"(?:{NAMED}|\w*coagulation)(?: therapy| treatment| use)?\s*(?:$|[;.]|\[)",
    re.IGNORECASE,
)
"""A criterion that is the name of a treatment and nothing else."""
NO_USE = re.compile(
    r"\b(?:clinical|another|other|drug|interventional|treatment) (?:clinical |drug |interventional )?(?:trial|study)\b"
    r"|\bparticipat"
    r"|\b(?:drug|substance|alcohol) (?:abuse|addiction|dependen|misuse)|\bstudy (?:drug|treatment|medication|therapy)\b"
    r"|\ballerg|\bhypersensitiv|\b(?:contra)?indicat"
    r"|\b(?:investigational|research|study|trial|experimental) (?:drug|product|treatment|therap|medic|agent)\w*",
    re.IGNORECASE,
)
"""What speaks of a medicine that nobody takes now: of other studies, of the study's own, of an allergy."""
OF_BIRTH = re.compile(r"contracep|pregnan|intercourse|condom|birth control|fertil", re.IGNORECASE)
"""Birth control goes on after the study's medicine is stopped: nobody is to stop one of theirs."""
USE_BEFORE = re.compile(r"\b(?:use|taking|receiving|receipt)\b.{0,80}\b(?:within|in the last)\b", re.IGNORECASE)


def touches_medicine(text: str) -> bool:
    """Whether a criterion is about a medicine that a reader takes, took lately or would have to stop."""
    if not SPEAKS_OF.search(text.lower()):
        return False
    used = NO_USE.sub(" ", text)
    if USE_BEFORE.search(used) or (WASHOUT.search(used) and not OF_BIRTH.search(used)):
        return True
    return bool(AS_SUCH.search(text) or NOW.search(used) or (USED.search(used) and RECENT.search(used)))


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
