"""No reader is told to change a medicine, and a criterion that touches one says not to.

An order is found by its form: a verb of change where a sentence begins, or after "you must", with a medicine near it. What a
rule states ("You stopped …", "You would need to have stopped …"), what a question asks and what a "do not" forbids are none.
"""

import re
from collections.abc import Iterator

from explainer.checks.plain import sentences
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import explained
from explainer.checks.wording import messages
from explainer.model import Block, Message, Site
from explainer.reading.traits import WASHOUT
from explainer.walk import walk

MEDICINES = re.compile(
    r"\b(?:medic(?:ine|ation)s?|pills?|tablets?|capsules?|drugs?|dos(?:e|es|age)|treatments?|therap(?:y|ies)|insulin|inhalers?"
    r"|injections?|shots?|(?:eye|ear|nose) drops|creams?|ointments?|steroids?|thinners?|painkillers?|antibiotics?)\b",
    re.IGNORECASE,
)
STOP = (
    r"(?:stop|end|quit|skip|pause|discontinue|leave (?:(?:it|them|these|those|this) )?(?:out|off)|(?:come|go|get|wean|stay) off"
    r"|do without|give up|hold off"
    r"|throw away)"
)
CHANGE = (
    r"(?:start|begin|change|switch|lower|raise|reduce|increase|cut|halve|double|hold|delay|miss|replace|swap|drop|taper|adjust)"
)
LESS = (
    r"(?:take|use) (?:only |just )?(?:less|more|half|fewer|extra|no|twice|double|a (?:lower|higher|smaller|bigger|larger"
    r"|double))\b"
)
OF_THEM = (
    r"(?:your|the|an?|any|all|some|one|these|this|those|that|other|new|taking|using|every|each|both|his|her|their|back|down)"
)
TAKING = r"(?:it|them|these|those|(?:taking|using|having) (?!part\b)\w+)"
VERB = re.compile(
    rf"(?:(?P<stop>{STOP}) (?:(?P<it>{TAKING})\b|(?!and\b|or\b|of\b|smok|drink|eat|tak|us))"
    rf"|(?P<change>{CHANGE}) (?={OF_THEM}\b|to\b)|(?P<go>(?:go|keep|carry) on|continue|keep) (?=with\b|taking\b|using\b|your\b)"
    rf"|(?P<less>{LESS}))",
    re.IGNORECASE,
)
THEM = re.compile(r"\b(?:it|them|these|those)\b", re.IGNORECASE)
ALSO = r"(?:(?:please|then|now|also|first|just|simply|so|immediately|always|already|at once),? ){0,3}"
BEGINS = re.compile(
    rf"(?:^[\W_]*|^(?:if|when|before|after|for|from|until|once|as soon as|during|in the|\d+|\w+ (?:hours?|days?|weeks?) before)"
    rf"\b[^,;:]*, |^(?:please )?(?:call|wait|ask|talk|speak|come|rest)\b[^;:]*(?:,| and) "
    rf"|^(?:please )?(?:ask|tell|get) (?:\w+ ){{1,3}}to |[;:] )(?:and )?{ALSO}"
    r"(?:(?:remember|be sure|try|make sure|do not forget|it is (?:best|better|safe|fine|ok|okay|time|important|wise)"
    r"|we (?:ask|tell|want|advise|urge) you)(?: now)? (?:to |that you |you )|do )?(?=[a-z])",
    re.IGNORECASE,
)
"""Where a sentence, or what follows its condition, gives an order."""
MUST = re.compile(
    rf"\b(?<!would )(?<!did )(?<!not )(?:should|must|needs? to|ha(?:ve|s) to|ought to|had better|(?:can"
    rf"|may) safely) {ALSO}(?=[a-z])",
    re.IGNORECASE,
)
BE_CHANGED = re.compile(
    r"\b(?<!that )(?<!which )(?:should|must|needs? to|ha(?:ve|s) to) be"
    r" (?:stopped|paused|skipped|lowered|raised|reduced|halved|doubled|changed|left out)\b",
    re.IGNORECASE,
)
DO_NOT_TAKE = re.compile(
    rf"^[\W_]*{ALSO}(?:do not|don['’]t|never) (?:take|use) (?:your|any|these|those|the|any of)\b"
    r"|\b(?:should|must) not (?:take|use) your\b|\byou (?:do not|don['’]t|no longer) need (?:to take |to use )?your\b",
    re.IGNORECASE,
)
GUARDED = re.compile(r"\bonly (?:if|when|after)\b|\bwithout (?:ask|talk|tell)|\bunless\b|\bbecause of\b", re.IGNORECASE)
"""What leaves the decision with a doctor."""
NOT_TOLD = re.compile(
    r"\b(?:if|whether|when|how|doctors?|teams?|nurses?|they|study(?![^,;:]{0,40}\byou\s$))\b[^,;:]{0,40}$", re.IGNORECASE
)
"""What, before "must", leaves it open, or speaks of what others do."""
OF_THE_STUDY = re.compile(r"\b(?:start|begin) (?:the |this )?(?:study|first)\b", re.IGNORECASE)
NEAR = 60
"""How many characters after the verb a medicine counts as what is changed."""

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
ANY_MEDICINE = re.compile(rf"{MEDICINES.pattern}|{NAMED}", re.IGNORECASE)
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


@rule("error", waivable=False)
def medicine_order(site: Site) -> Iterator[Problem]:
    """No words of ours tell a reader to stop, start, skip or change a medicine, or to take less or more of one.

    Bad: "Stop your pills before the first visit", or "You should take less of your medicine".
    Good: "You stopped this medicine more than a week ago", with a `[!MEDICINE]` notice; or "Do not stop a medicine".
    """
    for message, text in _said(site):
        for sentence in sentences(text):
            if said := _order(sentence):
                fix = "state what the record asks (“You have stopped …”), and let a [!MEDICINE] notice say who plans this"
                yield Problem(message.where, f"“{said}” tells the reader to change a medicine", fix)


def _said(site: Site) -> Iterator[tuple[Message, str]]:
    """Every message, and its words; an item that goes on with the line that opens its list has that line before it."""
    leads: dict[int, str] = {}
    lead = ""
    for block in walk((site.trials, site.guides, site.glossary), Block):
        for part in block.parts if block.kind != "paragraph" else ():
            if part.plain[:1].islower():
                leads[id(part)] = f"{lead} "
        told = sentences(block.parts[-1].plain) if block.kind == "paragraph" else []
        lead = told[-1].rstrip(": ") if told and told[-1].endswith(":") else ""
    for message in messages(site):
        yield message, leads.get(id(message), "") + message.plain


def _order(sentence: str) -> str:
    """The words of a sentence that order a change; nothing for a sentence that asks, or leaves it to a doctor."""
    if sentence.rstrip('"”’) ').endswith("?") or GUARDED.search(sentence):
        return ""
    told = [must for must in MUST.finditer(sentence) if not NOT_TOLD.search(sentence, max(0, must.start() - 60), must.start())]
    for start in (*BEGINS.finditer(sentence), *told):
        verb = VERB.match(sentence, start.end())
        if verb and not OF_THE_STUDY.match(sentence, start.end()):
            near = MEDICINES.search(sentence, verb.end(), verb.end() + NEAR)
            if verb["go"] and "need" in start.group().lower():
                continue  # "You need to go on with them" is a rule of many records.
            if (
                verb["it"]
                or THEM.search(verb.group())
                or near
                or (verb["less"] and ANY_MEDICINE.search(sentence))
                or _named(sentence, verb)
            ):
                return sentence[start.start() : near.end() if near else verb.end()].strip()
    found = DO_NOT_TAKE.search(sentence) or BE_CHANGED.search(sentence)
    if found and NOT_TOLD.search(sentence, max(0, found.start() - 60), found.start()):
        return ""
    return found.group().strip() if found and MEDICINES.search(sentence) else ""


def _named(sentence: str, verb: re.Match[str]) -> bool:
    """Whether the next word is one that only a medicine's name ends like."""
    return bool(re.compile(rf"(?:your |the |all )?{NAMED}", re.IGNORECASE).match(sentence, verb.end()))


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
