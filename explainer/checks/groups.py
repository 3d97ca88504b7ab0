"""Whom a rule is for: the group that the quote names is named, and no other, and nobody is added to it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from explainer.checks.frames import Told, told
from explainer.checks.meanings import Meanings, meanings
from explainer.checks.phrases import Phrases
from explainer.checks.plain import sentences
from explainer.checks.rule import Problem, rule
from explainer.checks.statements import Statement, all_keys, keys, quoted
from explainer.model import Site


class Group(NamedTuple):
    """A group of people: what it is called, how a record names it, and how plain words may."""

    name: str
    recorded: Phrases
    said: Phrases


def _group(name: str, recorded: str, said: str) -> Group:
    return Group(name, Phrases(rf"\b(?:{recorded})"), Phrases(rf"\b(?:{said})"))


ANYBODY = Phrases(r"\b(?:any (?:sex|gender)|either sex|both sexes|everyone|everybody|all people)\b")
WOMEN = _group("women", r"females?\b|wom[ae]n\b|girls?\b|WOCBP\b", r"wom[ae]n\b|females?\b|girls?\b|mothers?\b|daughters?\b")
MEN = _group("men", r"males?\b|m[ae]n\b|boys?\b", r"m[ae]n\b|males?\b|boys?\b|fathers?\b|sons?\b")
OF_WHOM = {"FEMALE": WOMEN, "MALE": MEN}
"""Who everybody in a study is, by the sex of its record."""
GROUPS = (
    _group(
        "people who can have children",
        r"(?:of )?child-?\s?bearing|(?:of )?reproductive (?:age|potential|capa\w+)|(?:who are |are |with )fertile"
        r"|fertile (?:m|w|p|s|f)\w+|(?:able|capable|potential) (?:to|of) (?:become|becom|conceiv|bear|father)\w*|WOCBP\b",
        r"(?:age|able|may|might|can|could|who|still) [^.;:]{0,20}?(?:have|get|become|bear|father|make) (?:a "
        r"|any )?(?:child(?:ren)?|bab(?:y|ies)"
        r"|pregnant)|could be(?:come)? pregnant|fertile\b|father a|child-?bearing|becom\w+ pregnant|get(?:ting)? pregnant"
        r"|make .{0,20}pregnant",
    ),
    _group(
        "women past the menopause",
        r"post-?\s?menopaus\w*",
        r"menopaus\w*|periods? (?:have |has )?(?:stopped|ended)|no (?:more )?periods",
    ),
    _group("partners", r"partners?\b(?!ship)", r"partners?\b|husbands?|wi(?:fe|ves)\b|spouses?\b|(?:has|have|having) sex"),
    _group(
        "non-smokers", r"non-?smok\w+|never[- ]smok\w+", r"non-?smok\w+|(?:not|never|no longer|stopped) smok\w+|do not smoke"
    ),
    _group("smokers", r"(?<!non-)(?<!non)(?<!never )(?<!never-)smokers?\b", r"smok\w+"),
    _group(
        "healthy people",
        r"healthy (?:volunteer|control|subject|participant|adult|child|individual|people|person|m[ae]n|wom[ae]n)\w*",
        r"healthy\b|well\b",
    ),
)
OF_ONE_SEX = Phrases(
    r"\b(?:pregnan|gravid|gestat|breast|lactat|nursing|menopaus|menstr|prostat|ovar|uter|cervi|vagin|gyn|contracep|hcg"
    r"|erecti|testi"
    r"|penil|penis|sperm|matern|mother|father|birth|labor|labour|deliver|wom[ae]n|female|male|m[ae]n\b|postpartum|partner"
    r"|sex)"
)
"""What only women have, or only men."""
WHO_ARE_PREGNANT = Phrases(
    r"\b(?:pregnan\w+|nursing|lactating|breast-?\s?feeding)[^.;]{0,40}\b(?:wom[ae]n|females?|girls?|mothers?)"
    r"|\b(?:wom[ae]n|females?|girls?)(?: \w+)? (?:who|that|which)? ?(?:are |is )?(?:\w+ )?(?:pregnan|lactat|nursing|breast)"
)
"""Who is pregnant is a woman, and nobody needs to be told."""
WORD = re.compile(r"\w+")
LABEL = re.compile(
    r"\b(?:Cohort|Arm|Part|Stratum|Substudy|Panel|Dose Level|Group)s? (?!A strep)([A-Z]\d?|\d{1,2}[A-Za-z]?|I{1,3}"
    r"|IV)\b(?![-./]\w)"
)
MUST_OF = re.compile(
    r"^[\W_]*(?:\d+[.)] )?(?:all |any |in |for )*(?:patients|subjects|participants|individuals|people|persons|those|women"
    r"|men|females?"
    r"|males?|children|adults)\b (?:with|who have|having|whose|receiving|taking|on|in) (?P<group>[^.;:]{3,160}?),? (?:must"
    r"|should|need|will|are required|have to|are (?:allowed|eligible|excluded)|is required)\b",
    re.IGNORECASE,
)
"""A group of people, and then what is asked of it."""
CASES = re.compile(
    r"\bin (?:the )?(?:absence|presence) of\b|\bin (?:case|the event|the setting) of\b|\bonly (?:if|when|for)\b"
    r"|\bif (?:applicable|any|present|relevant|taken|used|taking|receiving|needed)\b",
    re.IGNORECASE,
)
CASES_SAID = re.compile(
    r"\b(?:if|when|unless|with(?:out)?|whose|who|where|in case|depending|even|only|has|have|for|no|not)\b", re.IGNORECASE
)
IF_SAID = re.compile(
    r"\b(?:if|when|unless|without|(?<!people )with|whose|who|where|in (?:this |that |the )?case"
    r"|(?:is|are|counts?|applies) (?:only )?(?:for|to))\b",
    re.IGNORECASE,
)
EITHER_WAY = Phrases(r"\bwith or without\b")
EVERY = Phrases(
    r"\b(?:(?:all|every|any) (?:people|of these people|patients?|person|women|men|child(?:ren)?|adults?|members?)"
    r"|most (?:people|patients|women|men|children|adults|of (?:them|these|those|the (?:rules|lines|tests|points)))"
    r"|everyone|everybody|anyone|anybody|only (?:for )?(?:women|men|children|adults|patients|smokers))\b"
)
EACH_GROUP = Phrases(r"\b(?:each|every|all|both) (?:of the )?(?:study |treatment )?(?:groups?|arms?|cohorts?)\b")
COMPARED = Phrases(r"\b(?:same|chance|differ\w*|compar\w*)\b")
"""What is so in one group is told of it alone; that a thing is the same in all may be told of all."""
SAYING = r"(?:say|tell|think|believe|feel|find|report|decide|judge)s?"
OWN_DOCTOR = r"(?:your|a|another|any) (?:own |family |usual |regular |local )?(?:doctor|GP|physician|nurse|therapist)"
INVESTIGATOR = Phrases(r"\b(?:(?:principal |study |site )?investigators?[’'s]*|study (?:doctor|physician|team|staff))\b")
BY_PATIENT = Phrases(
    r"\b(?:self|patient|participant|subject)[- ]report\w*|\b(?:report\w*|stated|described|rated|judged) by (?:the |a )?"
    r"(?:patient|participant|subject|individual|person)s?\b"
    r"|\b(?:patient|participant|subject|individual)s? (?:reports?|states?|believes?|feels?)\b"
)


class Speaker(NamedTuple):
    """How our words give a thing to somebody, how a record gives it to another, and what leaves open to whom."""

    said: Phrases
    recorded: Phrases
    open: Phrases
    who: str


SPEAKERS = (
    Speaker(
        Phrases(rf"\b{OWN_DOCTOR} {SAYING}\b"),
        INVESTIGATOR,
        Phrases(r"\b(?:treating|primary|referring|personal|attending|own|local|family)\b"),
        "the study doctor",
    ),
    Speaker(
        Phrases(rf"\b(?:doctors?|nurses?|teams?|staff|family|parents?|partner|somebody|someone|others) {SAYING}\b"),
        BY_PATIENT,
        Phrases(r"\b(?:clinician|physician|doctor|investigator|caregiver|parent|partner|informant)\w*"),
        "the reader",
    ),
)
GUESSED = Phrases(r"\byou (?:think|believe|feel|guess|suspect) (?:that )?you (?:have|had|are|were)\b")
GUESSED_IN_RECORD = Phrases(
    rf"{BY_PATIENT.pattern}|\b(?:self|perceiv\w*|belie\w*|think\w*|feel\w*|subjective\w*|suspect\w*|suspicio\w*|opinion|report\w*"
    r"|possib\w*|sens(?:e|ation)\w*|complain\w*|concern\w*)\b"
)
UNIVERSAL = Phrases(
    r"\b(?:all|every|each|any|both|entire|always|systematic\w*|regardless|irrespective|everyone|anyone|either|one group"
    r"|single[-_ ](?:arm|group)|no one|nobody)\b"
)
MANY = Phrases(
    r"\b(?:most|many|majority|usual\w*|common\w*|often|frequent\w*|general\w*|typical\w*|majorit|prevalen\w*|percent)|(?<=\w)%"
)
ONLY = Phrases(r"\b(?:only|sole(?:ly)?|exclusively|limited to|restricted to)\b")
THOSE_WHO = Phrases(r"\b(?:be|are) those (?:who|that|with)\b")
"""How a record says who alone is meant: "evaluable patients will be those who complete the test"."""
ALL = Phrases(r"\b(?:all|every|each|both)\b")
IS_FOR = Phrases(r"\bis for (?:all|every|any)")
SEXES = (("women", "Sex: FEMALE"), ("men", "Sex: MALE"))
HALF = 0.5
FEW = 3
"""Words that name a group, from which on half of them are enough to know it by."""


@rule("error")
def group_changed(site: Site) -> Iterator[Problem]:
    """A group of people that the quote names is named in the plain words, and no wider one takes its place.

    Bad: "A pregnancy test is negative" where the quote says "Women of childbearing potential must have a negative test"; "Women
    use birth control" for "male and female patients"; "everyone" where it names some.
    Good: "This rule is for women who could get pregnant."
    """
    known = meanings(site)
    for unit in told(site):
        found = [*_of_sex(unit), *_of_groups(unit), *_of_labels(unit)]
        found += [*_of_subjects(unit, known), *_of_cases(unit)]
        for lost, words in found[:1]:
            what = NO_SEX if lost == ANY_SEX else f"the record says “{words}”, and the plain words do not speak of {lost}"
            fix = FIXES.get(lost, f"say whom the rule is for: “This rule is for {lost}.”")
            yield Problem(unit.each.unit.where, what, fix)
        # A heading may tell one group's care from that of all groups.
        own, heading = {*map(id, unit.each.plain)}, unit.heading
        for statement in (*unit.each.plain, *(quoted(heading.plain, heading.where) if EVERY.search(heading.plain) else ())):
            alone = id(statement) in own and not COMPARED.search(statement.text)
            every = EVERY.search(statement.text) or (EACH_GROUP.search(statement.text) if alone else None)
            about = statement.of_the_record and not IS_FOR.search(statement.text)
            if every and not about and not _of_all(unit, every.group(), statement):
                what = f"“{every.group()}”: the record does not say so of all, or of these only"
                yield Problem(statement.where, what, "say of whom the record says it")


@rule("error")
def speaker_changed(site: Site) -> Iterator[Problem]:
    """Who says, thinks or decides a thing in the record does so in the plain words: the reader, or the study's doctors.

    Bad: "Your own doctor decides" where the quote says "as determined by the investigator"; "You think that you have" of what
    it states.
    Good: "The study doctor decides."
    """
    for unit in told(site):
        speaking = [each for each in SPEAKERS if each.recorded.search(unit.record) and not each.open.search(unit.record)]
        guessed = GUESSED_IN_RECORD.search(unit.record) is not None
        for statement in unit.each.plain:
            if statement.of_the_record:
                continue
            guess = None if guessed else GUESSED.search(statement.text)
            if guess:
                what = f"“{guess.group()}” makes a belief of the reader of what the record states"
                yield Problem(statement.where, what, "state it as the record does: “You have …”")
            for each in speaking:
                if said := each.said.search(statement.text):
                    what = f"“{said.group()}”: the record says it of another: {each.who}"
                    yield Problem(statement.where, what, "say it of the one of whom the record says it")


def _of_all(unit: Told, said: str, statement: Statement) -> bool:
    """Whether the quote, or a linked entry, speaks of all, or of these only."""
    if said.lower().startswith("only"):
        sex = next((sex for word, sex in SEXES if word in said.lower()), "")
        if sex and sex in unit.record:
            return True
        return ONLY.search(unit.record) is not None
    if said.lower().startswith("most"):
        meant = (s for s in sentences(unit.meant) if len(keys(s) & statement.keys) >= FEW)
        return any(MANY.search(text) for text in (unit.record, *meant))
    arms = [passage for passage in unit.each.trial.record.passages if passage.label == "Arm"]
    if said.lower() in ("everyone", "everybody") and len(arms) == 1 and "Arm" in unit.record:
        return True
    some = ONLY.search(unit.record) and not ALL.search(unit.record)
    return (not some and UNIVERSAL.search(unit.record) is not None) or EVERY.search(unit.meant) is not None


Lost = Iterator[tuple[str, str]]
CASE, ANY_SEX = "each case", "people of any sex"
NO_SEX = "the plain words name men or women, and the record names neither here"
FIXES = {
    CASE: "say when it counts: “This counts if …”, “This is for people who …”",
    ANY_SEX: "name neither men nor women: say “you”, or “people”",
}


def _of_sex(unit: Told) -> Lost:
    """Men or women, where the quote names them and the plain words do not; or only one of both.

    In a study of men alone "you" is a man, and "men" are all who take part.
    """
    everybody = OF_WHOM.get(unit.each.trial.record.sex)
    said = [group for group in (WOMEN, MEN) if group.said.search(unit.plain)]
    if (ANYBODY.search(unit.plain) and not IS_FOR.search(unit.plain)) or (everybody and said in ([], [everybody])):
        return
    women, men = (group.recorded.search(unit.record) for group in (WOMEN, MEN))
    if len(said) == 1 and not (women or men):
        if not OF_ONE_SEX.search(f"{unit.record} {unit.each.section.group} {unit.meant}"):
            yield ANY_SEX, ""
        return
    if women and men:
        if len(said) == 1:
            lost, words = (MEN, men) if said == [WOMEN] else (WOMEN, women)
            yield lost.name, words.group()
    elif women and WOMEN not in said and not WHO_ARE_PREGNANT.search(unit.record):
        yield WOMEN.name, women.group()
    elif men and MEN not in said:
        yield MEN.name, men.group()


def _of_groups(unit: Told) -> Lost:
    for group in GROUPS:
        if (words := group.recorded.search(unit.record)) and not group.said.search(unit.plain):
            yield group.name, words.group()


def _of_labels(unit: Told) -> Lost:
    labels = {label[1]: label.group() for label in LABEL.finditer(unit.record)}
    said = set(WORD.findall(f"{unit.plain} {unit.heading.plain}")) if labels else set()
    yield from ((f"“{words}”", words) for name, words in labels.items() if name not in said)


def _of_subjects(unit: Told, known: Meanings) -> Lost:
    """People with an illness, of whom something is asked: at least half of the words that name them are said."""
    found = [(statement, match) for statement in unit.each.record if (match := MUST_OF.match(statement.text))]
    if found:
        plain_keys, plain_lines = all_keys(unit.each.plain), known.of_text(unit.plain) - {-1}
        for statement, match in found:
            named = [word for word in statement.words if match.start("group") <= word.start < match.end("group")]
            said = [word for word in named if word.keys & plain_keys or (known.of_record(word.text) & plain_lines)]
            if len(named) >= FEW and len(said) < HALF * len(named):
                yield "them", match["group"]


def _of_cases(unit: Told) -> Lost:
    cases = CASES.findall(unit.record)
    if cases and len(IF_SAID.findall(EITHER_WAY.sub(" ", unit.plain))) < len(cases):
        yield CASE, cases[0]
