"""A criterion that touches a medicine says not to change one."""

import re
from collections.abc import Iterator

from explainer.checks.medicine_names import Marker, marker
from explainer.checks.phrases import Phrases
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import explained
from explainer.model import Site
from explainer.reading.traits import WASHOUT

FEW = r"(?:[^\s.;:]+ ){0,4}?"
NOT_USED = r"(?<!able to )(?<!ability to )(?<!prior )(?<!previous )(?<!past )(?<!history of )(?<!illicit )(?<!not )"
DAILY = r"(?:per day|a day|each day|every day|daily|/ ?d(?:ay)?\b|regularly|chronically|currently|long[- ]term)"
NOW = Phrases(
    rf"\b(?:current(?:ly)?|concomitant|concurrent|ongoing|regular(?:ly)?|daily|nightly|long-?term|chronic|maintenance|background"
    rf"|prophylactic|stable dose of|stable on) {FEW}RX\b"
    rf"|\b(?<!not )(?:requir(?:es?|ing)|in need of|needs|needing|dependent on|under|despite|off(?: of)?) {FEW}RX\b"
    rf"|{NOT_USED}\b(?:taking|takes?|use of|uses|using|usage of|users? of|intake of|consuming|consumption of|receiving"
    rf"|on (?:a )?stable|on chronic) {FEW}RX\b"
    rf"|\b(?<!been )(?<!previously )(?<!were )(?<!was )(?:treated|controlled|managed) (?:with|by|on) {FEW}RX\b"
    rf"|{NOT_USED}\bRX (?:use|usage|intake|users?|consumption|dependen(?:t|ce)|toleran(?:t|ce)|intoleran(?:t|ce))\b"
    rf"|\bRX[- ](?:dependent|treated)\b|^\W*(?:any )?treatment with [^.;]{{0,80}}\bRX\b|\bRX\b[^.;]{{0,40}} {DAILY}"
    r"|\bstable (?:\w+ )?(?:dos(?:e|es|age)|regimen|RX|treatment)\b"
    rf"|\b(?:if|are|is|not|mellitus|diabetes|hypertension|asthma|patients?|subjects?|participants?|individuals?|women|men"
    rf"|those|already|still|stable|currently|and|or) on {FEW}RX\b"
    r"|\b(?:concurrent|concomitant|current|ongoing) (?:treatment|use|RX|administration)\b"
    rf"|\b(?:suspend|interrupt|switch|hold|pause|taper|reduce|wean(?:ed)? (?:from|off)|avoid) {FEW}RX\b"
    r"|\boff (?:of )?\w+ (?:for|at least)\b|\b(?:refrain|abstain)\w* from (?:taking|using)\b"
)
USED = Phrases(
    r"\b(?:us(?:e|ed|age|ing)|took|tak(?:en|ing)|intake|receiv(?:ed?|ing)|receipt|treat(?:ed|ment)|administ\w+|need|had|given"
    r"|exposure|started|changed?|complet\w+) .{0,80}\bRX\b"
    r"|\bRX\b.{0,40}\b(?:use|usage|treatment|intake|administration|received)\b"
    r"|\bRX\b.{0,60}\bwithin (?:the )?(?:last |past |previous )?(?:\w+ )?\(?\d"
)
RECENT = Phrases(
    r"\b(?:within|elapsed|less than \d+ (?:days|weeks|months)|(?:in|during|over) the (?:last|past|previous|preceding|prior)"
    r"|half-li(?:fe|ves)|(?:hours?|days?|weeks?|months?)\)? (?:before|prior|preceding"
    r"|of (?:screening|randomi|enrol|study|baseline|first))"
    r"|(?:before|prior to) (?:the |this |their |any )?(?:study |index )?(?:surgery|operation|transplant\w*|resection))\b"
)
AS_SUCH = re.compile(
    r"^[\W_]*(?:(?:any|systemic|chronic|daily|regular|oral|inhaled|topical|strong|anti\w+|\w+ant|\w+ive|RX)[ -]){0,3}"
    r"(?:RX|\w*coagulation)(?: treatment| use)?\s*(?:$|[;.]|\[)",
    re.IGNORECASE,
)
"""A criterion that is the name of a treatment and nothing else."""
NO_USE = Phrases(
    r"\b(?:clinical|another|other|drug|interventional|treatment) (?:clinical |drug |interventional )?(?:trial|study)\b"
    r"|\bparticipat\w* in (?!this|the (?:study|trial))(?:\[\.\.\.\]|[^.;])*|\bcurative \w+"
    r"|\b(?:illicit|street|recreational) (?:drugs?|substances?)"
    r"|\b(?:drug|substance|alcohol) (?:abuse|addiction|dependen|misuse|us)\w*|\b\w+ use (?:disorder|history)"
    r"|\b\w*amphetamine\w*|\bdrugs?[-/]\w+|\ballerg|\bhypersensitiv|\b(?:contra)?indicat"
    r"|\b(?:investigational|research|study|trial|experimental|test|protocol) (?:drug|product|treatment|therap|medic|agent)\w*"
)
"""What speaks of a medicine that nobody takes now: of other studies, of the study's own, of an allergy."""
OF_BIRTH = Phrases(r"contracep|pregnan|intercourse|condom|birth control|fertil")
"""Birth control goes on after the study's medicine is stopped: nobody is to stop one of theirs."""
OWN = Phrases(
    rf"\b(?:their|own|current|usual|background|regular|concomitant) {FEW}RX\b|\bRX\W intoleran"
    rf"|\b(?:taken|come|coming|weaned|washed) off (?:of )?{FEW}RX\b"
    rf"|\b(?:stop|discontinu|suspend|interrupt)\w* (?:taking )?(?:any|all|other|previous|existing) {FEW}RX\b"
    rf"|\bRX (?:use|dependen|intoleran)\w*[^.;]{{0,200}}\b(?:discontinu|stop|withdr|withh|taper|reduc)\w*"
)
SENTENCE = re.compile(r"(?<=[.;；])\s")
BIRTH_CONTROL = Phrases(r"contracep|birth control|condom|intercourse")
USE_BEFORE = Phrases(
    r"\b(?:(?:use|taking|receiving|receipt)\b|undergoing .{0,40}\b(?:treatment|therapy)\b).{0,80}\b(?:within|in the last)\b"
)


def touches_own_medicine(text: str, medicines: Marker) -> bool:
    """Whether a text that tells of the study itself speaks of a medicine of the reader's own, and of stopping or bearing it."""
    marked = medicines.marked(NO_USE.sub(" ", text))
    return OWN.search(marked) is not None


def touches_medicine(text: str, medicines: Marker) -> bool:
    """Whether a criterion is about a medicine that a reader takes, took lately or would have to stop."""
    used = NO_USE.sub(" ", text)
    if USE_BEFORE.search(used) or (WASHOUT.search(used) and not OF_BIRTH.search(used)):
        return True
    if AS_SUCH.search(medicines.marked(text)):
        return True
    marked = [each for each in SENTENCE.split(medicines.marked(used)) if not BIRTH_CONTROL.search(each)]
    return any(NOW.search(each) or (USED.search(each) and RECENT.search(each)) for each in marked)


@rule("error", waivable=False)
def medicine_notice_missing(site: Site) -> Iterator[Problem]:
    """A criterion on a medicine that a reader takes, took lately or would have to stop tells nobody to change one.

    A treatment that is past, without a time ("prior chemotherapy"), needs no notice: there is nothing that a reader could stop.
    What is a medicine stands in `content/health-words.md`, under "Medicines that readers take", and in `content/senses.md`.

    Bad: a unit on "discontinuation of immunosuppressive agents", or on "currently taking aspirin", with plain words only.
    Good: the same with a `[!MEDICINE]` notice.
    """
    medicines = marker(site)
    for each in explained(site):
        if any(notice.kind == "MEDICINE" for notice in each.unit.notices):
            continue
        touches = touches_own_medicine if each.section.part == "summary" else touches_medicine
        if any(touches(quote.text, medicines) for quote in each.unit.quotes):
            fix = "add a [!MEDICINE] notice: who plans this, and what the record does not say"
            yield Problem(each.unit.where, "this criterion touches a medicine, and no notice says not to change one", fix)
