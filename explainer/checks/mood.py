"""What may be stays what may be, and what is not known to come is not said to come.

Compared clause by clause: what a "may" of the quote governs is said with a word of its kind, and a rule of the record gets no
"may" of ours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from explainer.checks.around import excerpt
from explainer.checks.frames import ASKED, ENDS_ASKING, Told, before, denied, told
from explainer.checks.kinds import FIRM
from explainer.checks.phrases import Phrases
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Statement, keys
from explainer.model import Site

WILL = Phrases(
    r"(?<!the )(?<!free )(?<!own )(?<!last )(?<!at )(?<!living )\bwill\b(?! (?:not|never)\b)|\b(?:you|he|she|they|it|we"
    r"|that)['’]ll\b|\bshall\b(?! not)|\b(?:is|are) (?:going to|(?:sure|certain|bound) to)\b(?! not)"
)
OPEN = re.compile(
    rf"{ASKED.pattern}"
    r"|\b(?:know\w*|tells?|says?|asks?|decides?|find out|depends? on) (?:\w+ )?(?:what|when|where|who|which|why)\b",
    re.IGNORECASE,
)
"""What comes before a "will" that nothing promises."""
MAY = Phrases(
    r"\b(?:may|might|could)\b(?! not\b)|\b(?:possibl[ey]|(?<!bearing )(?<!reproductive )potential(?:ly)?|suspected"
    r"|suspicio\w*|suspects?|expected|expectancy|(?:un)?likely|probabl[ey]|presumed|foreseeable"
    r"|(?<!not )(?:thought|believed|felt|considered) to|appears? to|seems? to|suggest\w*|perhaps)\b"
    r"|\bcan (?=(?:be|result|cause|lead|affect|increase|reduce|improve|help|tell|prevent|lower|raise)\b)"
)
"""How a record says that a thing is not certain."""
MAYBE = Phrases(
    r"\b(?:may|might|could|can|would|should|possib\w+|potential\w*|perhaps|maybe|suspect\w*|suspicio\w*|consider\w*|presum\w*|(?:un)?likely|probab\w+"
    r"|chances?"
    r"|risks?|thinks?|thought|believ\w+|felt|seems?|looks? like|appears?|signs? (?:of|that)|points? to|hints?|suggest\w*"
    r"|sometimes|expect\w*|whether|try|tries|wants?|allowed|able|reason to|hopes?|aims?|proof"
    r"|not (?:sure|clear|certain|known))\b"
)
"""How plain words say so. "Would" and "should" leave it open, too."""
ALLOWS = Phrases(
    r"\b(?:may|might|could|can|allow\w*|permit\w*|accept\w*|eligib\w*|optional\w*|or|regardless|irrespective"
    r"|with or without|unless|if|Sex: ALL"
    r"|possib\w+|suspect\w*|suggest\w*|risk|likely|probabl\w+|potential\w*|considered|any|either|not required|consider"
    r"|includ\w+|deemed|likelihood|would|presum\w*|thought|opinion|judg\w+)\b|/"
)
EITHER_SEX = r" (?:either )?(?:an? )?(?:(?:fe)?males?|m[ae]n|wom[ae]n|boys?|girls?),? or\b| of (?:any|either) sex"
"""Of whom it is open which they are, "you can be" says so."""
WEAK = Phrases(
    r"^[\W_]*(?:(?:you|your child|you or your child) (?:may|might|could|can) (?:also |still |perhaps )?(?:have"
    rf"|be\b(?! able|{EITHER_SEX})|need|take(?! part)|use|get|feel|weigh)"
    r"|(?:perhaps|maybe|possibly|probably)\b|it (?:may|might|could) be that)"
)
"""What takes a rule back to a guess."""
BY_CHANCE = Phrases(
    r"(?<!non-)(?<!non)\brandomi[sz]ed(?:[, ]+(?:controlled|clinical|trial|study|double|single|open|placebo|parallel|phase"
    r"|multi|prospective)"
    r"| (?:to|into|in a|on a|at a|between|\d)\b| \d)|\brandomly (?:assign|allocat|divid|distribut|put|receiv)\w*"
)
CHANCE = Phrases(r"\b(?:chance|random\w*|lots?|draw\w*|coin|lottery|dice|computer (?:decides|picks|chooses))\b")
CHANCE_DECIDES = Phrases(
    r"\b(?:chance|lots?|coin|lottery|dice|computer) (?:would |will )?(?:decides?|picks?|chooses?)\b|\bby (?:chance|lot)\b"
    r"|\bat random\b|\brandomly\b|\b(?:draw|drawn|drawing) lots\b"
)
OF_CHANCE = Phrases(r"(?<!non-)(?<!non)(?<!non_)(?<!not )(?<!not be )\brandom|by (?:chance|lot)\b|\bchance\b")
SOME = Phrases(
    r"\b(?:some|many|most|several|few|a number of|often|usually|commonly|typically|sometimes|frequently|generally|majority"
    r"|mainly|occasionally|in part|partly|partial\w*)\b"
)
ALL = Phrases(
    r"\b(?:all|every|each|any) (?:of (?:them|these people)|people|patients?|person|women|men|child(?:ren)?|adults?|smokers"
    r"|cases?|members?)\b|\b(?:everyone|everybody|always|completely|in all)\b|\bthey all\b|\b(?:are|is|have) all\b"
)
SURELY = Phrases(
    r"\b(?:always|certainly|surely|definitely|for sure|without fail|in (?:every|each|any) case|no doubt|undoubtedly)\b"
)
ALWAYS = Phrases(
    r"\b(?:always|certain\w*|all|every|each|any|continu\w*|constant\w*|chronic\w*|persist\w*|permanent\w*|daily|throughout"
    r"|regardless|definit\w*)\b"
)
MAY_BE_ALLOWED = Phrases(r"\b(?:may|might|could) be (?:allowed|permitted|accepted|included|eligible)\b")
IS_ALLOWED = Phrases(r"\b(?:is|are) (?:always |also )?(?:allowed|permitted|accepted|fine|all right|OK|okay)\b")
ALLOWED_ELSEWHERE = Phrases(r"\b(?:is|are) (?:allowed|permitted|accepted|acceptable|permissible)\b")
"""Leave that the record only says may be given."""
ANSWERED = Phrases(
    r"\b(?:study|trial|researchers|scientists|doctors|team) (?:has |have |had )(?:already |now )?(?:confirmed|shown"
    r"|found|proved|proven|demonstrated|established|learned)\b"
    r"|\b(?:study|trial) (?:shows|proves|confirms|demonstrates|showed|proved|confirmed|demonstrated|found)\b"
    r"|\b(?:study|trial|researchers|scientists|doctors|team) (?:already |now )?knows? (?:how|that|what)\b"
    r"|(?:^|[.;:] )(?:it|this|that|they) (?:also |clearly )?shows? that\b"
    r"|\b(?:earlier|previous|prior|first|other|many|older|past) (?:tests?|stud(?:y|ies)|trials?|results?|work|research) "
    r"(?:have |has |had )?(?:already )?(?:shown?|showed|found|proved|proven|confirmed|demonstrated)\b"
    r"|\byou (?:can|may|should) expect (?:an? |to )?(?:better|less|fewer|good|improve\w*|feel|benefit)\b"
    r"|\b(?:explain|understand|show|learn) why \w+(?: \w+){0,6} (?:improve|better|work|help)\w*"
)
"""How a study is told of as one whose answer is known."""
UNTIL = re.compile(r"\b(?:which|when|until|where) (?:the )?(?:study )?$", re.IGNORECASE)
"""What tells a time: "the last day on which the team knows that they are alive"."""
ANSWERED_IN_RECORD = Phrases(
    r"\b(?:has|have|had|was|were|been) (?:\w+ ){0,2}(?:shown|found|confirmed|demonstrated|proven|proved|established|reported"
    r"|observed|associated)\b|\b(?:showed|found|demonstrated|confirmed|reported|revealed|established|results?|shows|suggests?"
    r"|evidence|data|(?:previous|prior|earlier) (?:stud|trial|research|work|experience)\w*)\b"
)
MOST_GUESSES = 20
"""In one unit: a quote may be as long as a text."""
NAMING = re.compile(r"\b(?:called|named|names?|means?|known as|stands for)\b|^\W*[A-Z][A-Z\d]+ (?:is|are) ")
"""What only says what a thing is called."""
CLAUSE_END = re.compile(
    r"[;:(]|\.\s|, or (?-i:(?=[A-Z][a-z]))|(?<!look )(?<!looks )(?<!feel )(?<!feels )\blike "
    r"|\b(?:such as|including|e\.g|(?:only )?(?:after|if|when|unless|provided|upon|who|whose) )",
    re.IGNORECASE,
)
"""Where what is open ends: examples, the condition under which it may be, and the people of whom it is said are not."""
ADVERB = re.compile(r"\w+ly$", re.IGNORECASE)
"""What leaves one word open, the next one: "potentially unstable disease"."""
ONE_IS_ENOUGH = 2


@rule("error")
def will_promised(site: Site) -> Iterator[Problem]:
    """What would happen in a study is told as "would", for nobody knows that it will, or whether a reader takes part.

    Bad: "You will have blood tests", "It will make the cancer respond better".
    Good: "You would have blood tests", "whether it will help", "You will not be told".
    """
    for unit in told(site):
        for where, sentence in unit.sentences():
            will = WILL.search(sentence)
            if will and not ENDS_ASKING.search(sentence) and not OPEN.search(sentence, 0, will.start()):
                what = f"“{excerpt(sentence, will.start(), will.end(), 20)}” says that it will be so"
                yield Problem(where, what, "say “would”, or keep the record’s own “may” or “could”")


@dataclass(frozen=True, slots=True)
class Guess:
    """A word of the record that leaves a thing open, and what it governs: the keys that stand nowhere else in the quote.

    `around`: the keys of its whole sentence.
    """

    word: str
    governed: frozenset[str]
    around: frozenset[str]


def _guesses(unit: Told) -> Iterator[Guess]:
    for statement in unit.each.record:
        for may in MAY.finditer(statement.text):
            end = CLAUSE_END.search(statement.text, may.end())
            after = statement.text[may.end() : end.start() if end else len(statement.text)]
            if ADVERB.match(may.group()):
                after = " ".join(after.split()[:1])
            if may.group().lower() == "expectancy":
                after = after.partition(",")[0]
            rest = " ".join(s.text for s in unit.each.record if s is not statement) + " " + statement.text[: may.start()]
            yield Guess(may.group(), keys(after) - keys(rest), statement.keys)


@rule("error")
def hedge_lost(site: Site) -> Iterator[Problem]:
    """What the quote says may be so, the plain words do not say is so.

    Bad: "The vaccine makes treatment work better" where the quote says "could improve"; "You are pregnant" for "suspected".
    Good: "The vaccine could make treatment work better"; "You may be pregnant".
    """
    for unit in told(site):
        if not MAY.search(unit.record) or unit.each.conflicts:
            continue
        allowed = next((s for s in unit.each.plain if IS_ALLOWED.search(s.text)), None)
        if allowed and (may_be := MAY_BE_ALLOWED.search(unit.record)) and not ALLOWED_ELSEWHERE.search(unit.record):
            what = f"the record says “{may_be.group()}”, and “{_start(allowed)}” says it as certain"
            yield Problem(allowed.where, what, "keep the record’s own “may”: “may be allowed”")
            continue
        for guess in islice(_guesses(unit), MOST_GUESSES):
            if found := _sure(unit, guess):
                what = f"the record says “{guess.word}” of this, and “{_start(found)}” says it as certain"
                yield Problem(found.where, what, "keep it open, as the record does: “may”, “could”, “perhaps”, or its own word")
                break


def _sure(unit: Told, guess: Guess) -> Statement | None:
    """A sentence that says a guess of the record as certain."""
    plain = unit.each.plain
    speaking = [s for s in plain if len(s.keys & guess.governed) >= min(ONE_IS_ENOUGH, len(guess.governed)) > 0]
    open_ones = [s for s in plain if MAYBE.search(s.text) or MAYBE.search(s.lead)]
    if not open_ones:
        return (speaking or [*plain])[0]
    sure = [statement for statement in speaking if statement not in open_ones and not NAMING.search(statement.text)]
    # Of several sentences on one guess each has to leave it open, unless it only names what an open one has said, or
    # leads up to that one and has less of the record's sentence.
    named = frozenset[str]().union(*(s.keys for s in open_ones)) & guess.governed
    most, first = max(len(s.keys & guess.around) for s in open_ones), plain.index(open_ones[0])
    return next(
        (
            s
            for s in sure
            if not s.keys & guess.governed <= named and (len(s.keys & guess.around) >= most or plain.index(s) > first)
        ),
        None,
    )


@rule("error")
def result_claimed(site: Site) -> Iterator[Problem]:
    """A study that asks a question is not told as one that has answered it.

    Bad: "This study has shown how well the cream works" where the quote says "to evaluate the efficacy".
    Good: "This study looks at how well the cream works."
    """
    for unit in told(site):
        if unit.each.section.part != "summary" or ANSWERED_IN_RECORD.search(unit.record):
            continue
        for where, sentence in unit.sentences():
            said = ANSWERED.search(sentence)
            open_to = said and (ASKED.search(sentence, 0, said.start()) or UNTIL.search(sentence[: said.start()]))
            if said and not ENDS_ASKING.search(sentence) and not open_to:
                what = f"“{said.group()}” says that the answer is known, and the quoted record only asks"
                yield Problem(where, what, "say what the study wants to find out: “The study looks at how well …”")


@rule("error")
def may_added(site: Site) -> Iterator[Problem]:
    """A rule of the record is told as a rule: it is met or it is not.

    Bad: "You may have lupus", or "Perhaps you have lupus", where the quote says "Patients with lupus".
    Good: "You have lupus."
    """
    for unit in told(site):
        part = unit.each.section.part
        # A demand that is weakened in the inclusion list is another rule's business.
        if part == "summary" or ALLOWS.search(unit.record) or (part == "inclusion" and FIRM.search(unit.record)):
            continue
        for statement in unit.each.plain:
            weak = WEAK.search(statement.text)
            if weak and not statement.of_the_record:
                what = f"“{weak.group()}” makes a guess of what the record states"
                yield Problem(statement.where, what, "state it as the record does: “You have …”, “You had …”")


@rule("error")
def chance_lost(site: Site) -> Iterator[Problem]:
    """What chance decides, and what is so for some only, is told so.

    Bad: "You would be in one of two groups" where the quote says "randomly assigned"; "All people" where it says "many".
    Good: "Chance decides in which group you would be"; "Many people".
    """
    by_chance = {unit.each.trial.id for unit in told(site) if CHANCE.search(unit.plain)}
    drawing = {trial.id for trial in site.trials if any(OF_CHANCE.search(passage.text) for passage in trial.record.passages)}
    for unit in told(site):
        each = unit.each
        for where, sentence in unit.sentences() if each.trial.id not in drawing else ():
            decides = CHANCE_DECIDES.search(sentence)
            if decides and not denied(before(sentence, decides.end())) and not ENDS_ASKING.search(sentence):
                what = f"“{decides.group()}”: the record of this study does not say that chance decides anything"
                yield Problem(where, what, "leave it out, or quote what says so")
        drawn = BY_CHANCE.search(unit.record) if each.section.part == "summary" else None
        if drawn and each.trial.id not in by_chance:
            what = f"the record says “{drawn.group()}”, and the plain words do not say that chance decides"
            yield Problem(each.unit.where, what, "say that chance decides who has which treatment")
        sure = None if ALWAYS.search(unit.record) else next((s for s in each.plain if SURELY.search(s.text)), None)
        if sure and not sure.of_the_record:
            what = f"the record does not say that it is always so, as “{_start(sure)}” does"
            yield Problem(sure.where, what, "leave out “always”, “certainly”, “in every case”")
            continue
        some = SOME.search(unit.record)
        for statement in each.plain if some and not ALL.search(unit.record) else ():
            every = ALL.search(statement.text)
            if some and every and not statement.of_the_record:
                what = f"“{every.group()}”, where the record says “{some.group()}”"
                yield Problem(statement.where, what, f"say “{some.group().lower()}”, as the record does")


def _start(statement: Statement) -> str:
    words = statement.text.split()
    return " ".join(words[:6]) + ("…" if len(words) > 6 else "")
