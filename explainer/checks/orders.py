"""No reader is told to do something with a medicine, a dose, a treatment or food.

An order is found by its form: a verb where a sentence begins, or after "you must", with a medicine near it, or with "it" or
"yours" in its place. What a rule states ("You stopped …", "You would need to have stopped …"), what a question asks and what a
"do not" forbids are none. To go on with a medicine may be asked for where the quote asks for it.
"""

import re
from collections.abc import Iterator

from explainer.checks.medicine_names import Marker, marker
from explainer.checks.phrases import Phrases
from explainer.checks.plain import sentences
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import keys
from explainer.checks.wording import messages
from explainer.model import Block, Message, Site, Unit
from explainer.walk import walk

MEDICINES = re.compile(
    r"\b(?:medic(?:ine|ation)s?|pills?|tablets?|capsules?|drugs?|dos(?:e|es|age)|treatments?|therap(?:y|ies)|insulin"
    r"|inhalers?"
    r"|injections?|shots?|(?:eye|ear|nose) drops|creams?|ointments?|steroids?|thinners?|painkillers?|antibiotics?)\b",
    re.IGNORECASE,
)
STOP = (
    r"(?:stop|quit|skip|pause|discontinue|leave (?:out|off)|(?:come|go|get|wean|stay) off|do without|give up|hold off"
    r"|throw away)"
)
CHANGE = (
    r"(?:start|begin|change|switch|lower|raise|reduce|increase|cut|halve|double|hold|delay|miss|replace|swap|drop|taper"
    r"|adjust)"
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
    rf"|(?P<change>{CHANGE}) (?={OF_THEM}\b)|(?P<less>{LESS}))",
    re.IGNORECASE,
)
ALSO = r"(?:(?:please|then|now|also|first|just|only|simply|so|immediately|always|already|at once),? ){0,3}"
BEGINS = re.compile(
    rf"(?:^[\W_]*|^(?:if|when|before|after|for|from|until|once|as soon as|during|in the|\d+|\w+ (?:hours?|days?"
    rf"|weeks?) before)"
    rf"\b[^,;:]*, |^(?:please )?(?:call|wait|ask|talk|speak|come|rest)\b[^;:]*(?:,| and) |[;:] )(?:and )?{ALSO}"
    r"(?:(?:remember|be sure|try|make sure|do not forget|it is (?:best|better|safe|fine|ok|okay|time|important|wise)"
    r"|we (?:ask|tell|want|advise|urge) you)(?: now)? (?:to |that you |you )|do (?!without))?(?=[a-z])",
    re.IGNORECASE,
)
"""Where a sentence, or what follows its condition, gives an order."""
MUST = Phrases(
    rf"\b(?<!would )(?<!did )(?<!not )(?:should|must|needs? to|ha(?:ve|s) to|ought to|had better|(?:can"
    rf"|may) safely) {ALSO}(?=[a-z])"
)
BE_CHANGED = Phrases(
    r"\b(?<!that )(?<!which )(?:should|must|needs? to|ha(?:ve|s) to) be"
    r" (?:stopped|paused|skipped|lowered|raised|reduced|halved|doubled|changed|left out)\b"
)
DO_NOT_TAKE = Phrases(
    rf"^[\W_]*{ALSO}(?:do not|don['’]t|never) (?:take|use|have|eat|drink|swallow|touch) (?:your|any|these|those|the|it|them"
    rf"|more|any of)\b"
    r"|\b(?:should|must) not (?:take|use) your\b|\byou (?:do not|don['’]t|no longer) need (?:to take |to use )?your\b"
)
GUARDED = Phrases(r"\bonly (?:if|when|after)\b|\bwithout (?:ask|talk|tell)|\bunless\b|\bbecause of\b")
"""What leaves the decision with a doctor."""
NOT_TOLD = re.compile(r"\b(?:if|whether|when|how|doctors?|teams?|nurses?|study|they)\b[^,;:]{0,40}$", re.IGNORECASE)
"""What, before "must", leaves it open, or speaks of what others do."""
IF_SO = re.compile(r"\b(?:if|whether|when|how)\b[^,;:]*$", re.IGNORECASE)
OF_THE_STUDY = re.compile(r"\b(?:start|begin) (?:the |this )?(?:study|first)\b", re.IGNORECASE)
NEAR = 60
"""How many characters after the verb a medicine counts as what is changed."""

PRONOUN = r"(?:it|them|these|those|this|that|yours|his|hers|theirs|the (?:rest|others?|old ones)|some|more|less)\b"
FOOD = (
    r"\b(?:salt|sugar|food|meals?|water|milk|grapefruit|alcohol|wine|beer|coffee|tea|fruits?|vegetables|meat|fats?|diets?"
    r"|nothing|vitamins?|supplements?|herbs?|juice|fluids?|minerals?)\b"
)
OF_CARE = re.compile(
    rf"{MEDICINES.pattern}|{FOOD}|\b\d[\d.,]* ?(?:mg|mcg|µg|g|mL|IU|puffs?|drops)\b"
    r"|\b(?:once|twice|\w+ times|one|two|three|half) (?:a|every|each) day\b",
    re.IGNORECASE,
)
HANDLE = (
    r"(?:take|use|stop|quit|skip|leave|keep|continue|go on|carry on|stay|put|swallow|crush|chew|split|break|mix|hold|save"
    r"|drop"
    r"|end|cut|finish|throw|swap|switch|change|replace|lower|raise|halve|double|increase|reduce|start|begin|try|buy|get|order"
    r"|eat|drink|avoid|apply|inject|inhale|give|miss|pause|taper|restart|resume|wean|add|lessen|limit|spread|move|bring down"
    r"|pick|choose|collect|return|refuse|insist|hide|repeat|set|turn|do(?: without)?|go back|wait (?:with|before))"
)
HANDLED = re.compile(
    rf"{HANDLE}(?: (?:off|out|up|down|on|with|to|over|away|without|back|yourself|taking|using|having|drinking|eating"
    rf"|away from|only|just|half of|all of|some of|less of|more of|twice|half|part of(?! the study)))*"
    rf" (?:(?P<it>{PRONOUN}(?! (?:page|list|form|study|question|guide)s?\b))|(?!part\b|of\b|in\b|care\b|time\b|the (?:study"
    rf"|team)\b))",
    re.IGNORECASE,
)
"""What one does with a medicine, a treatment or food; an order where such a thing, or a word for it, comes next."""
OF_CARE_OR_BIRTH = re.compile(rf"{OF_CARE.pattern}|\b(?:condoms?|birth control|contracept\w+)\b", re.IGNORECASE)
"""Birth control may be a duty ("You must use it"), but is no order either."""
ASKED_OF = re.compile(
    r"(?:ask|tell|get|have|make|let|beg|press|urge) (?:(?:your|the|an?|our|any) (?:\w+ )?(?:doctors?|nurses?|team"
    r"|pharmacist|chemist"
    r"|hospital|clinic|coordinator|specialist|GP)|them|him|her|us) (?:to )?(?:stop|end|change|lower|raise|reduce|increase"
    r"|cut|halve|double|switch|start|prescribe|put you|take you|add|swap|replace|drop|write|order|give you|move you)\b"
    rf"(?: (?P<it>{PRONOUN}|something|another|others))?"
    r"|(?:talk|speak)(?: \w+){1,4} about (?P<about>(?:an? |the )?"
    r"(?:switch|chang|stopp|start|lower|rais|swap|replac|reduc|com|go|tak|leav)\w*)"
    r"|(?:ask|call|press|beg)(?: \w+){0,3} for (?!help|advice|information|a (?:list|copy|leaflet)|the (?:list|name))",
    re.IGNORECASE,
)
"""To make a doctor change a treatment is to change it. What the doctor thinks of it may be asked."""
OF_AN_ACT = Phrases(
    rf"\b(?:{STOP}|{CHANGE}|{LESS}|{HANDLE}|ask|tell|make|let|beg|press|urge|talk|speak|call|touch|need|stopped|paused|skipped|lowered"
    r"|raised|reduced|halved|doubled|changed|left out|have (?:your|the|an?|our|any|them|him|her|us|it|these|those|more)\b)"
)
"""What every order has, and most sentences have not."""
YOU_MUST = re.compile(
    rf"\b(?:you|your child)(?: (?:also|now|then|first|both|still))? (?:should|must|needs? to|ha(?:ve|s) to|ought to"
    rf"|had better|are to|will have to) {ALSO}(?=[a-z])",
    re.IGNORECASE,
)
YOU_CAN = re.compile(rf"\b(?:you|your child) (?:can|may|could|might) (?:also |still )?{ALSO}(?=[a-z])", re.IGNORECASE)
"""Leave to do something with a medicine is the record's to give."""
PERMITS = re.compile(
    r"\b(?:allow|permit|accept|may\b|can\b|able\b|abilit|eligib|stable|continu|optional|if needed|as needed|or\b|prn)",
    re.IGNORECASE,
)
DEMANDS = re.compile(
    r"\b(?:must|shall|should|need\w*|requir\w*|willing\w*|agree\w*|ha(?:s|ve) to|able to|maintain\w*|dependent|mandat\w*"
    r"|instructed|asked|complet\w*)\b",
    re.IGNORECASE,
)
"""How a record asks for a medicine to be used."""


@rule("error", waivable=False)
def medicine_order(site: Site) -> Iterator[Problem]:
    """No words of ours tell a reader what to do with a medicine, a dose, a treatment or food, or to make a doctor change one.

    Bad: "Stop your pills before the first visit", "Leave them out", "You should take less of your medicine", or "Ask your
    doctor to end that treatment".
    Good: "You stopped this medicine more than a week ago", with a `[!MEDICINE]` notice; "Do not stop a medicine"; or "You would
    take 8 mg a day".
    """
    quoted = {
        message.where: [sentence for quote in unit.quotes for sentence in sentences(quote.text)]
        for unit in walk(site.trials, Unit)
        for message in walk(unit.blocks, Message)
    }
    medicines = marker(site)
    for message, text in _said(site):
        for sentence in sentences(text):
            if said := _order(sentence, quoted.get(message.where, []), medicines):
                fix = (
                    "state what the record asks (“You have stopped …”, “you would take …”), and let a [!MEDICINE] notice say"
                    " who plans this"
                )
                yield Problem(message.where, f"“{said}” tells the reader what to do with a medicine or treatment", fix)


ANSWER = Phrases(
    r"\b(?:you|your child) (?:should|must|needs? to|ha(?:ve|s) to|had better) (?:just |only |always |also )?"
    r"(?:say|answer|tick|reply|write)\b[^.;:?]{0,30}?[“\"‘' ](?:yes|no)\b"
    r"|^\W*(?:please |just |always )?(?:say|answer|tick|reply) (?:with )?[“\"‘']?(?:yes|no)\b"
)


@rule("error", waivable=False)
def answer_told(site: Site) -> Iterator[Problem]:
    """No words of ours tell a reader which answer to give, so as to be let in: a wrong one can do harm.

    Bad: "You should say “No” if you want to join", where the quote says "The answer must be No".
    Good: "Your answer must be “No”."
    """
    for message, text in _said(site):
        for sentence in sentences(text):
            if (told := ANSWER.search(sentence)) and not sentence.rstrip('"”’) ').endswith("?"):
                what = f"“{told.group()}” tells the reader what to answer"
                yield Problem(message.where, what, "state what the record asks for: “Your answer must be …”")


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


def _order(sentence: str, quoted: list[str], medicines: Marker) -> str:
    """The words of a sentence that give an order; nothing for a sentence that asks, or leaves it to a doctor."""
    if not OF_AN_ACT.search(sentence) or sentence.rstrip('"”’) ').endswith("?") or GUARDED.search(sentence):
        return ""
    begins = [match for match in BEGINS.finditer(sentence) if not OF_THE_STUDY.match(sentence, match.end())]
    told = [must for must in MUST.finditer(sentence) if not NOT_TOLD.search(sentence, max(0, must.start() - 60), must.start())]
    for start in (*begins, *told):
        verb = VERB.match(sentence, start.end())
        if verb and not OF_THE_STUDY.match(sentence, start.end()):
            near = _thing(sentence, verb.end(), MEDICINES, medicines)
            if verb["it"] or near or (verb["less"] and OF_CARE.search(sentence)):
                return sentence[start.start() : near or verb.end()].strip()
    musts = [
        must for must in YOU_MUST.finditer(sentence) if not IF_SO.search(sentence, max(0, must.start() - 60), must.start())
    ]
    if musts and _quoted_near(sentence, quoted, DEMANDS):
        musts = []
    can = YOU_CAN.search(sentence) if quoted else None
    if can and not IF_SO.search(sentence, max(0, can.start() - 60), can.start()):
        musts += () if _quoted_near(sentence, quoted, PERMITS) else (can,)
    for start in (*begins, *musts):
        care = OF_CARE if start.re in (YOU_MUST, YOU_CAN) else OF_CARE_OR_BIRTH
        if end := _handled(sentence, start.end(), care, medicines):
            return sentence[start.start() : end].strip()
    found = DO_NOT_TAKE.search(sentence) or BE_CHANGED.search(sentence)
    if found and NOT_TOLD.search(sentence, max(0, found.start() - 60), found.start()):
        return ""
    return found.group().strip() if found and (OF_CARE.search(sentence) or medicines.end(sentence)) else ""


def _quoted_near(sentence: str, quoted: list[str], words: re.Pattern[str]) -> bool:
    """Whether the sentence of a quote that has most in common with ours asks for, or allows, what it speaks of."""
    ours = keys(sentence)
    return bool(quoted) and words.search(max(quoted, key=lambda theirs: len(keys(theirs) & ours))) is not None


def _handled(sentence: str, at: int, care: re.Pattern[str], medicines: Marker) -> int:
    """Where an order ends that begins at a place: to do something with a medicine, or to have a doctor do it; 0 for none."""
    verb = HANDLED.match(sentence, at) or ASKED_OF.match(sentence, at)
    if not verb:
        return 0
    near = _thing(sentence, verb.end(), care, medicines)
    return near or (verb.end() if verb["it"] or verb.groupdict().get("about") else 0)


def _thing(sentence: str, at: int, words: re.Pattern[str], medicines: Marker) -> int:
    """Where the first of some words, or else the first medicine by its name, ends that stands near; 0 for none."""
    near = words.search(sentence, at, at + NEAR)
    return near.end() if near else medicines.end(sentence, at, at + NEAR)
