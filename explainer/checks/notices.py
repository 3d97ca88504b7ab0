"""What a notice and `trial.md` leave open stays open, and a notice on a medicine gives nobody leave to change one."""

import re
from collections.abc import Iterator

from explainer.checks.dates import dates
from explainer.checks.frames import ENDS_ASKING, PEOPLE, Told, before, denied, told
from explainer.checks.phrases import Phrases
from explainer.checks.plain import sentences
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import SAYS_THAT, keys
from explainer.model import Message, Notice, Site
from explainer.walk import walk

OPEN_KINDS = ("MISSING", "UNCLEAR", "NOT-PUBLIC")
NOT_SAID = Phrases(
    r"\b(?:not|none|no|nobody|nothing|neither|unclear|cannot|without|missing|lacks?|unknown|nowhere|blank|empty|left out"
    r"|another|elsewhere|other (?:places?|parts?)"
    r"|different|differs|(?:can|may|could) (?:be|mean|belong|refer|apply|stand)|two|three|seems?)\b|\?|n[’']t\b"
)
CLOSED = Phrases(
    r"\b(?:list|rules?|record|copy|sentence|passage|all|everything|it|this) (?:(?!says?\b|said\b)[\w’]+ ){0,8}?(?:is|are)"
    r" (?:\w+ (?:and )?){0,2}(?:complete|clear|exact|settled|correct|up[- ]to[- ]date)\b(?! of\b)"
    r"|\b(?:all|every one) (?:of )?(?:the|its|these) (?:numbers|dates|ages|words|rules|places)\b[^.;]{0,40}"
    r"\b(?:agrees?|match|fit|right|correct)\b"
    r"|\b(?:record|copy|list|page|file) (?:holds|has|gives|lists|shows|names|contains|includes|tells)"
    r" (?:us )?(?:all|every|each)\b"
    r"|\b(?:still|even now) (?:true|right|correct|valid|holds?|so|the same)\b"
)
"""What nobody may say of a gap, unless with a no: "the list is complete"."""
NO_GAP = Phrases(
    r"\bnothing (?:\w+ ){0,2}?(?:missing|left out|left open|changed|unclear|open)\b|\bthere (?:are|is) (?:no (?:more|other)"
    r"|nothing (?:more|else))\b|\b(?:no need|need not|do not need|do not have)(?: to)? ask\b"
    r"|\b(?:these|those|the rules above) are (?:all|the only)\b|\bha(?:s|ve) not changed\b"
)
"""How a sentence says that there is no gap."""
LEFT_OPEN = re.compile(r"\b(?:whether|if|what|which|how|may|might|could)\b", re.IGNORECASE)
HANDLED = (
    r"(?:stop|skip|pause|quit|end|lower|raise|cut|halve|double|change|switch|start|leave (?:out|off)|give up|come off|go off"
    r"|put off|delay|miss|drop|reduce|increase|interrupt|restart|adjust|take (?:less|more|half))(?:ped|d|ed)?\b"
)
MAY = (
    r"(?:can|may|could|should|must|needs? to|ha(?:ve|s) to"
    r"|(?:is|are) (?:free|allowed|able) to|might want to)"
    r"(?: (?:then|now|also|first|safely|simply|just|always|be|easily))*"
)
GIVES_LEAVE = Phrases(
    rf"\b(?:you|your child|people|everyone|it|they|these|those|medicines?|treatments?) {MAY} {HANDLED}"
    r"|\b(?:safe|fine|all right|ok|okay|best|better|good|wise|easy|right|allowed|no problem|no harm) (?:for you )?(?:to|if you)"
    rf" (?:\w+ )?{HANDLED}|\bon your own\b|\bby yourself\b|\bwithout (?:asking|talking|telling)\b"
)
"""Leave to change a medicine, where nothing takes it back or leaves it to a doctor."""
TAKEN_BACK = re.compile(r"\b(?:only|not|no|never|nobody|cannot|before|if|ask|talk|plan|first)\b|n[’']t\b", re.IGNORECASE)
JOINED = Phrases(
    r"\b(?:ha(?:s|ve) (?:already |now |all )?(?:joined|entered|signed|taken part|been)"
    r"|joined|took part|are (?:already |now )?(?:in the"
    r"|taking part)|so far|already)\b"
)
READ = re.compile(r"\b(?:read|t(?:ook|aken)|left|copied|(?:down)?loaded|saved|fetched|got|made|imported)\b", re.IGNORECASE)
"""What happened to our copy, and not to the record in the registry."""
KNOWN_DAY = Phrases(r"\bwe know (?:the|on which|which) (?:day|date)\b|\bon the (?:same )?(?:day|date) (?:that|on which|when)\b")
"""How a sentence tells the day of our copy without a date."""
SAY_OPEN = "say what the record does not say: “The record does not say …”"


FEWEST = 2
"""Words that name something, of which the quotes have to have one."""


@rule("error")
def notice_settled(site: Site) -> Iterator[Problem]:
    """A notice of what is missing, unclear or not public says that the record leaves it open, and fills no gap.

    What `trial.md` says of our copy leaves it open, too: how much has changed since, and whether its lists are all.

    Bad: `[!MISSING]` "You have to pay for the app.", or "Its list of rules is short and complete."
    Good: `[!MISSING]` "The record does not say who pays for the app."
    """
    for notice in walk(tuple(trial.documents for trial in site.trials), Notice):
        if notice.kind in OPEN_KINDS and notice.blocks:
            if not any(NOT_SAID.search(text) for _, text in _sentences(notice)):
                what = f"this notice ({notice.kind}) does not say that anything is left open"
                yield Problem(notice.where, what, SAY_OPEN)
            yield from _closed(notice)
    for trial in site.trials:
        yield from _closed(trial.copy.blocks)
    for unit in told(site):
        yield from _said_of_gaps(unit)


def _sentences(node: object) -> Iterator[tuple[Message, str]]:
    messages = walk(node.blocks if isinstance(node, Notice) else node, Message)
    return ((message, text) for message in messages for text in sentences(message.plain))


def _said_of_gaps(unit: Told) -> Iterator[Problem]:
    """What a notice of something open says that the record says, where nothing that is quoted has a word of it."""
    notices = [notice for notice in unit.each.unit.notices if notice.kind in OPEN_KINDS]
    told = [(message, text, said) for n in notices for message, text in _sentences(n) if (said := SAYS_THAT.match(text))]
    quotes = (quote.text for notice in notices for quote in notice.quotes)
    given = keys(" ".join((unit.record, unit.plain, *quotes))) if told else frozenset()
    for message, text, said in told:
        named = keys(text[said.end() :])
        if len(named) >= FEWEST and named.isdisjoint(given) and not ENDS_ASKING.search(text):
            yield Problem(message.where, f"“{text.strip()}”: nothing that is quoted here says so", SAY_OPEN)


def _closed(node: object) -> Iterator[Problem]:
    for message, text in _sentences(node):
        closed, gap = CLOSED.search(text), NO_GAP.search(text)
        said = closed if closed and not denied(before(text, closed.end())) else gap
        if said and not ENDS_ASKING.search(text) and not LEFT_OPEN.search(text, 0, said.start()):
            yield Problem(message.where, f"“{said.group()}” says that nothing is left open", SAY_OPEN)


@rule("error")
def reading_day_invented(site: Site) -> Iterator[Problem]:
    """The day on which the record was read or left the registry is the one above the words in `trial.md`, or is not told.

    Bad: "The file left the registry on 3 October 2023", under `record-read-on: not known`.
    Good: "We do not know on which day the file left the registry."
    """
    for trial in site.trials:
        for message, text in _sentences(trial.copy.blocks):
            day = (
                next((day for day, _, _ in dates(text) if not trial.copy.read_on.startswith(day)), "")
                if READ.search(text)
                else ""
            )
            told = KNOWN_DAY.search(text) if not trial.copy.read_on and READ.search(text) else None
            if not day and told and not denied(before(text, told.end())):
                day = told.group()
            if day:
                what = f"“{day}” is not the day of `record-read-on`"
                yield Problem(message.where, what, "say that the day is not known, or write the day there")


@rule("error", waivable=False)
def leave_given(site: Site) -> Iterator[Problem]:
    """A notice on a medicine says that nobody is to stop, start or change one because of the page, and nothing against it.

    Bad: `[!MEDICINE]` "You can stop these medicines on your own before you call."
    Good: `[!MEDICINE]` "Only your doctor and the study team can plan this with you."
    """
    for notice in walk(tuple(trial.documents for trial in site.trials), Notice):
        for message, text in _sentences(notice) if notice.kind == "MEDICINE" else ():
            leave = GIVES_LEAVE.search(text)
            if leave and not TAKEN_BACK.search(text, 0, leave.end()):
                what = f"“{leave.group()}” gives leave to change a medicine"
                yield Problem(message.where, what, "say who plans it, and that nobody is to stop, start or change one")


@rule("error")
def joined_already(site: Site) -> Iterator[Problem]:
    """How many people the record only expects is not told as how many have joined.

    Bad: "125 people have joined so far", where the record's number is an estimate.
    Good: "125 people are expected."
    """
    for trial in site.trials:
        number = trial.record.enrollment
        if not number or trial.record.enrollment_type != "ESTIMATED":
            continue
        counted = re.compile(rf"(?<![\w.,]){re.escape(number)} (?:\w+ ){{0,2}}(?:{PEOPLE})\b", re.IGNORECASE)
        for message, text in _sentences((trial.copy, trial.documents)):
            joined = JOINED.search(text) if counted.search(text) else None
            if joined and not ENDS_ASKING.search(text) and not denied(before(text, joined.end())):
                what = f"“{joined.group()}”: the record’s number ({number}) is an estimate of how many will join"
                yield Problem(message.where, what, "say how many people are expected")
