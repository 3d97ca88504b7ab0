"""No plain words say that a treatment does good, or costs nothing, where the record does not.

A word of good is found with what it is said of: of the reader, of people or of an illness. It may stand where the sentence
leaves the answer open ("whether it helps", "how safe it is"), where it is denied, and where the quote claims the same.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from explainer.checks.frames import AIMED, ASKED, ENDS_ASKING, OPEN_IN_RECORD, PEOPLE, Told, before, denied, told
from explainer.checks.phrases import Phrases
from explainer.checks.rule import Problem, rule
from explainer.model import Question, Site, Trial
from explainer.walk import walk

WHOM = rf"(?:{PEOPLE}|you|your|them|him|her|their|many|most|everyone|everybody|anyone)"
ILLNESS = (
    r"(?:cancers?|tumou?rs?|diseases?|illness(?:es)?|leuk\w+|lymphoma|melanoma|infections?|pains?|aches?|symptoms?|swelling"
    r"|asthma|diabetes|depression|attacks?|problems?|condition|virus(?:es)?|growths?|disorder|lupus|fever|cough|bleeding"
    r"|nightmares?|insomnia|rash(?:es)?|migraines?|headaches?|anxiety|eczema|psoriasis|arthritis|addiction"
    r"|damage|seizures?|strokes?|inflammation|suffering|sickness|harm|death)"
)
ORGAN = r"(?:heart|brain|liver|kidneys?|lungs?|eyes?|skin|body|bones?|nerves?|joints?|muscles?|blood sugar)"
A_THING = rf"(?:(?:the|your|their|this|these|an?|its|any|all|most|more|some|his|her|other|bad|of) ){{0,2}}(?:\w+ )??{ILLNESS}\b"


class Good(NamedTuple):
    """A kind of good: how our words say it, and how a record says the same."""

    said: Phrases
    recorded: Phrases


def _good(said: str, recorded: str) -> Good:
    return Good(Phrases(rf"\b(?:{said})"), Phrases(rf"\b(?:{recorded})"))


GOOD = (
    _good(
        r"safe(?!ty)(?:ly|r|st)?\b|harmless|(?:without|no|free of) (?:any |all |real |much )?(?:danger|risk|harm"
        r"|side effects)"
        r"|(?:can(?:not|'t)|(?:do|does|would|will) not|never) (?:harm|hurt)\b|gentler?\b|kind(?:er)? to\b|easi?(?:y"
        r"|er) on\b|nothing to (?:fear|worry)",
        r"safe(?!ty)|harmless|pain[- ]?(?:free|less)|well[- ]tolerated|tolerab|no (?:risk|harm|danger)"
        r"|without (?:risk|harm|danger)",
    ),
    _good(
        r"(?:live|lives|living|life|alive|survive\w*)\b[^.,;:]{0,30}\b(?:longer|many years|more years|well)\b"
        r"|longer li(?:fe|ves?)\b"
        rf"|more time to live|more (?:years|months|time)\b|(?:keep|stay)\w* (?:{WHOM} )?alive|sav\w+ (?:{WHOM}|lives?)\b"
        r"|long(?:er)? and healthy|normal life",
        r"(?:survival|mortality|death|lives?\b|living|life\b|surviv|alive|time)",
    ),
    _good(
        rf"(?<=[a-z] )(?<!have )(?<!has )(?<!had )(?<!no )(?<!any )(?<!with )(?<!of )(?<!cause )(?<!causes )"
        rf"clear(?:s|ed)? (?:up |away )?{A_THING}|cur(?:e|es|ed|ing)\b|heal(?:s|ed|ing)?\b|(?:get|gets|getting|got|make"
        rf"|makes|become|becomes|feel|feels) (?:\w+ )?"
        rf"(?:well|healthy|healthier|strong|stronger)\b(?! (?:chemo|medic|treat|drug|dos))"
        rf"|g(?:o|oes|one|oing|et) away\b|(?:get|gets|getting) rid of"
        rf"|keep\w* {A_THING} (?:away|back|out)|keep\w* away {A_THING}|free (?:of|from) {A_THING}|(?:is|are|be"
        rf"|will be) gone\b"
        r"|disappear\w*|vanish\w*|back to (?:a )?(?:health\w*|normal)|healthy again|(?:stay|stays) well\b"
        rf"|keep\w* {WHOM} (?:well|healthy|strong|fit)\b"
        rf"|(?:{PEOPLE}|most|many|all|they) no longer (?:have|had|feel|felt) {A_THING}",
        r"cur(?:e|ed|es|able|ative|ing)|heal(?:s|ed|ing)?\b|remission|resol\w+|complete\w* (?:\w+ )?respon|clear(?:s|ed)?\b"
        r"|disappear|eradicat|\w+-free\b(?! (?:survival|interval|period|time))|free (?:of|from)\b"
        r"|eliminat|recover|inactive|no evidence|revers|normali|regress|resect",
    ),
    _good(
        r"(?:get|gets|getting|got|feel|feels|make|makes|breathe|sleep|see"
        r"|hear|walk|move|respond)\b(?: (?!show)\w+){0,4}? better\b"
        r"|(?:works?|helps?|does|do|acts?|is|are) (?:\w+ )?(?:better|best|more effective)\b"
        r"|(?<!for )(?<!show up )(?<!shows up )(?<!be seen )better\b"
        r"|(?<!at )best\b(?! (?:corrected|supportive|practice|way|how|what|which))|superior\b"
        r"|improve[sd]?\b|improving|improvements?\b|more good\b|(?:works?|helps?) (?:more|faster|longer)|(?<!not )so well\b",
        r"better|best|improv\w*|superior\w*|more effective|most effective|greater|optim\w*|enhanc\w*|recover\w*|respon\w*"
        r"|revers\w*"
        r"|resol\w*|refractory|remission|heal\w*|benefi\w*|reduc\w*|increas\w*|progress\w*|worse\w*|non-?inferior\w*"
        r"|deteriorat\w*|relie\w*",
    ),
    _good(
        rf"help(?:s|ed|ing)? (?:\w+ )?(?:{WHOM}|against|with (?!the form))\b|help(?:s|ed|ing)? {A_THING}|help(?:s"
        rf"|ed)? (?:to )?(?:make|reduce|lower|stop|prevent|ease|treat|fight|slow|shrink)\b"
        r"|works? (?:well(?! enough)|for(?! (?:\w+ ){1,3}(?:time|hours?|days?|weeks?|months?)\b)"
        r"|against|in (?:most|many|all|people|you)|on)\b"
        r"|known to (?:help|work|heal|ease)|(?:it|treatment|medicine|vaccine|drug|pill|device"
        r"|method|therapy|they) (?:really |also )?(?:works?|worked|helps?|helped)\b"
        rf"|effective(?!ly|ness| birth| contracept)|good for {WHOM}\b|benefit(?:s|ed|ing)?\b"
        rf"|do(?:es)? {WHOM} (?:\w+ )?good\b"
        r"|relief\b|good (?:effects?|results?|outcomes?|news)\b"
        r"|(?:medicines|treatments|drugs|pills|tablets|vaccines|devices|methods|therapies|cells) (?:really |also )?(?:work"
        r"|help)\b",
        r"help\w*|assist\w*|benefi\w*|effective(?!ness)\b|improv\w*|respon\w*|work(?:s|ed|ing)?\b|effica\w*|effect\w*|aid\w*|enhanc\w*"
        r"|inadequate|insufficient|fail\w*|support\w*|indicat\w*|futil\w*|relie\w*|useful",
    ),
    _good(
        rf"(?:shrank|shrunk|fought|slow|shrink|stop|halt|fight|kill|destroy|attack|control|ease|reliev|sooth|calm|lessen"
        rf"|reduc|lower(?! back)|prevent"
        rf"|protect|beat|defeat|overcom|block|dissolv|heal|end)(?:e|s|es|ed|ing|en|ens|ped|ping|led|ling)?\b"
        rf"(?: (?:down|back|off|away|up|you(?:r \w+)?|people|them))?(?: from| against| to)? {A_THING}(?:,? (?:and"
        rf"|or) {A_THING})*"
        rf"(?! (?:from|to) (?!com|spread|grow|retu|get)| cells| medic| test)"
        rf"|protect(?:s|ed|ing)? {WHOM}\b|(?:fewer|milder|less) (?:of )?{A_THING}|{A_THING} (?:shrinks?|slows? down)\b",
        r"slow\w*|shrink\w*|stop\w*|halt\w*|fight\w*|kill\w*|destr\w*|attack\w*|(?<!domi[sz]ed )(?<!placebo[- ])control\w*"
        r"|eas(?:e|es|ing)\b|relie\w*"
        r"|sooth\w*|lessen\w*|reduc\w*|lower\w*|prevent\w*|protect\w*|inhibit\w*|block\w*|anti-?(?!tumou?r|cancer|neoplas)\w+"
        r"|suppress\w*|manag\w*"
        r"|clear\w*|eliminat\w*|eradicat\w*|prophyla\w*|respon\w*|regress\w*|against|analges\w*|fewer|less|decreas\w*|mild\w*"
        r"|curativ\w*|palliat\w*|discontinu\w*|superior\w*|alleviat\w*|mitigat\w*|ameliorat\w*",
    ),
    _good(
        rf"{A_THING} (?:away|under control|at bay|in check|to (?:an end|a halt|rest)|a?round|(?:back|down|off|out)(?=[.,;]|$))"
        rf"|{A_THING} (?:(?:would|will|can|could|may) )?(?:is|are|was|were|gets?|be|being|been) (?:\w+ )?"
        r"(?:held back|stopped|beaten|defeated|destroyed|wiped out|kept (?:away|back|out|down)|driven (?:out|back)|overcome)\b"
        rf"|{A_THING} (?:melts?|fades?|dies|withers?|wastes?|ebbs?) (?:away|off|out)\b"
        rf"|keep\w* {A_THING} from (?:coming|growing|spreading|getting|returning|taking)\b"
        rf"|{A_THING} (?:gives? (?:in|up|way)|loses?|surrenders?|backs? off|lets? go)\b"
        rf"|w[io]ns? (?:out )?(?:over|against) {A_THING}"
        r"|(?:would|will) (?:soon |then |again )*be (?:well|healthy|fit|fine|strong|all right)\b"
        r"|(?:leave|stay|remain|grow|live)\w* [^.;:]{0,30}\bin good health\b"
        rf"|(?:mend|repair|undo|undoes|restore|rebuild)s? (?:the|your|their) (?:damage|harm|loss|{ORGAN})\b"
        rf"|makes? {A_THING} (?:stop|end|go|disappear|shrink|vanish|retreat|smaller|weaker|milder)\b"
        r"|(?:keep|kept|guard|protect|shield|save|spare)\w* (?:[\w’']+ ){0,3}?(?:from|against)"
        r" (?:any |all |further |more )?(?:harm|danger|damage|injury|illness|disease)\b"
        r"|(?:would|will) (?:not|never) (?:get|become|fall|be) (?:ill|sick|worse)\b"
        r"|(?:bring|drive|push|take|get)(?:s|es)? (?:the|your|their) \w+(?: \w+)? (?:down|up|back)(?= (?:to|in|by)\b|[.,;]|$)"
        rf"|{ORGAN} (?:is|are|would be|stays?|gets?|becomes?) (?:\w+ )?(?:protected|safe|stronger?|healthy|healthier|normal)\b",
        r"control\w*|reliev\w*|reduc\w*|remov\w*|resect\w*|excis\w*|surg\w*|prevent\w*|protect\w*|slow\w*|stop\w*|suppress\w*"
        r"|normal\w*|repair\w*|restor\w*|regenerat\w*|reconstruct\w*|strength\w*|health\w*|recur\w*|relaps\w*|managed"
        r"|inactiv\w*|respon\w*|adequate|function\w*",
    ),
    _good(
        r"(?:recover|heal|sleep|walk|move|breathe)s? (?:\w+ )?(?:faster|sooner|quicker|easier|more (?:easily|quickly|deeply)"
        r"|(?:in peace|well) again)",
        r"fast|quick|rapid|accelerat|short|soon|speed|improv|enhanc|eas[ei]|better|time to",
    ),
    _good(
        r"free (?:of (?:charge|cost)|for (?:you|your|everyone|all|people)|to you)|for free\b|(?:at|with) no (?:cost|charge)\b"
        r"|costs? (?:you |people )?nothing|without (?:paying|(?:any )?costs?)\b|do(?:es)? not cost"
        r"|(?:will|would) be (?:paid|refunded)\b"
        r"|(?:study|team|sponsor|hospital) (?:pays|paid)\b|nothing to pay|get (?:paid|money)\b",
        r"free\b|cost|charg|pay|paid|reimburs|compensat|stipend|financ|fund|voucher|reward|incentive|money",
    ),
    _good(rf"treats (?:the |your |their )?{ILLNESS}\b", r"treat\w*|therap\w*|manag\w*"),
)
BETTER, HELPING, AGAINST_ILLNESS = GOOD[3:6]
SYNONYMS = (
    re.compile(
        r"cancer|tumou?r|carcinom|malignan|neoplas|leuk|lymphom|melanom|sarcom|oncolog|metasta|[a-z]oma\b", re.IGNORECASE
    ),
    re.compile(r"infect|virus|viral|bacteri|sepsis|pneumon|covid|HIV|hepatitis", re.IGNORECASE),
    re.compile(r"pain|ache|analges|algia|sore|opioid", re.IGNORECASE),
)
"""Illnesses that must not be swapped: what fights an infection need not fight a cancer."""
ANY = Phrases("|".join(good.said.pattern for good in GOOD))
"""Any of them."""
TITLES = ("Title", "Official title")
NOT_SAID = "“{}” says that something does good, or no harm, and the quoted record does not say so"
FIX = "leave it out, or say what nobody knows yet: “whether it helps”, “how safe it is”"
PRESUPPOSED = Phrases(
    rf"\bhow much (?:better|safer|stronger|healthier|fitter)\b|\bhow much (?:more|less|fewer) (?:weight|{ILLNESS})\b"
    rf"|\bhow little (?:harm|danger|risk|{ILLNESS})\b|\bnow that (?:it|they|the \w+) \w+"
    rf"|\bhow (?:much|fast|soon|quickly) (?:does|do|will|would|can) [\w -]{{1,40}} (?:lower|reduce|improve|ease|slow|help)\b"
    rf"|\bhow (?:it|they|the \w+) (?:push|fight|beat|shrink|heal|cure|clear|defeat)(?:e?s)?\b"
    rf"|\bhow much longer {WHOM} (?:would )?live\b"
)
"""What asks how much good is done, and so takes for granted that some is."""
TAKEN_FOR_GRANTED = re.compile(
    r"\b(?:once|now that|as soon as|because|since|after) (?:it|this|the \w+|[A-Z][\w-]*) (?:has |have )?(?:\w+ )?"
    r"(?:cleared|cured|healed|fixed|stopped|beaten|shrunk|removed|worked|helped)\b"
    r"|\b[Ww]hen (?:will|would|do) (?:I|we|my child) (?:notice|feel|see|know) that (?:it|the \w+) (?:helps|works|heals)\b"
    r"|\b[Ww]hat makes [\w ]{1,40}? (?:(?:the )?best|better|special|so \w+)\b"
    r"|\b[Hh]ow many (?:\w+ )?(?:has|have) (?:it|the \w+) (?:already |now )?(?:helped|cured|freed|saved|healed)\b"
    r"|\b[Ww]hy (?:do|does|did|is|are|will|would) (?:nobody|no one|everyone|everybody|all|most)\b"
    r"|\b(?:[Ww]hen|[Oo]n which day|[Hh]ow soon|[Hh]ow)\b(?: in the study)? (?:do|can|will|should|must) (?:I|we|my child) "
    r"(?:stop|quit|skip|leave out|come off|lower|cut|halve|change|switch|swap) (?:taking |using )?"
    r"(?:my|the|this|that|these|those|it\b|them\b)"
)
"""What a question takes for granted, and nobody knows: that it helps, that nobody is harmed, that a medicine is stopped."""
HOW = re.compile(r"\bhow $", re.IGNORECASE)
OF_AN_OUTCOME = re.compile(r"(?:Primary|Secondary|Other) outcome")
"""What a study measures claims nothing."""
OF_HELPERS = Phrases(
    r"\b(?:nurses?|doctors?|team|staff|coordinator|somebody|someone|family|friend|interpreter|page|questions?|guides?"
    r"|parents?|person|blood|cells?|body|kidneys?|liver|platelets?|scores?|numbers?|results?|higher|lower|fitter)\b"
)
THAT = re.compile(r" (?:that|which) ")
OF_THE_BODY = Phrases(r"\b(?:blood|cells?|body|immune|kidneys?|liver|platelets?|antibod(?:y|ies))\b")
"""Who or what may help or do better without a promise: people, the body, a score."""


@rule("error", waivable=False)
def benefit_claimed(site: Site) -> Iterator[Problem]:
    """No plain words say that something is safe, helps, heals or is better, unless the quote claims the same.

    They may say what nobody knows yet: whether it helps, how well it works, how safe it is.

    Bad: "The new pill keeps the cancer away", or "You take a safe dose", where the quote says "to evaluate efficacy".
    Good: "The study wants to find out how well the new pill works, and how safe it is."
    """
    for unit in told(site):
        for where, sentence in unit.sentences():
            if (said := _presupposed(unit, sentence)) or (ANY.may_be_in(sentence) and (said := _claimed(unit, sentence))):
                yield Problem(where, NOT_SAID.format(said), FIX)
    for trial in site.trials:
        for title in (document.title for document in trial.documents if ANY.may_be_in(document.title.plain)):
            if said := _in_title(title.plain, trial):
                yield Problem(title.where, NOT_SAID.format(said), FIX)
    for question in walk(site.trials, Question):
        text = question.message.plain
        if match := PRESUPPOSED.search(text) or TAKEN_FOR_GRANTED.search(text):
            yield Problem(question.message.where, NOT_SAID.format(match.group()), FIX)


def _in_title(title: str, trial: Trial) -> str:
    """What a title says of good that no title of the record has a word of."""
    named = " ".join(passage.text for passage in trial.record.passages if passage.label in TITLES)
    for good in GOOD if named else ():
        for match in good.said.finditer(title):
            lead = before(title, match.start())
            asked = ASKED.search(lead) or HOW.search(lead)
            if not (ENDS_ASKING.search(title) or denied(lead) or asked or good.recorded.search(named)):
                return match.group().strip()
    return ""


def _presupposed(unit: Told, sentence: str) -> str:
    match = PRESUPPOSED.search(sentence)
    return match.group() if match and not BETTER.recorded.search(unit.record) else ""


def _claimed(unit: Told, sentence: str) -> str:
    if ENDS_ASKING.search(sentence):
        return ""
    for good in GOOD:
        for match in good.said.finditer(sentence):
            if not _may_stand(unit, good, sentence, match):
                return match.group().strip()
    return ""


def _may_stand(unit: Told, good: Good, sentence: str, match: re.Match[str]) -> bool:
    """Whether a sentence leaves a good thing open or says no to it, or the record claims the same."""
    lead = before(sentence, match.start())
    if denied(lead) or ASKED.search(lead) or HOW.search(lead):
        return True
    if good in (BETTER, HELPING) and OF_HELPERS.search(THAT.split(lead)[-1]):
        return True
    if good is AGAINST_ILLNESS and OF_THE_BODY.search(lead) and not SYNONYMS[0].search(match.group()):
        return True
    told = (statement.text for statement in unit.each.record if not OF_AN_OUTCOME.match(statement.text))
    claims = [text for text in told if good.recorded.search(text)]
    if good is AGAINST_ILLNESS:
        if not claims and good.said.search(unit.meant):
            claims = [unit.meant]
        if not _same_illness(" ".join(claims), match.group()):
            return False
    if not claims:
        return False
    sure = unit.each.section.part != "summary" or any(not OPEN_IN_RECORD.search(text) for text in claims)
    return sure or AIMED.search(lead) is not None


def _same_illness(claims: str, said: str) -> bool:
    return all(illness.search(claims) for illness in SYNONYMS if illness.search(said))
