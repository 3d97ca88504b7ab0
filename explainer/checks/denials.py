"""The words that say no, openly or hidden, in a record and in plain words."""

import re
from functools import lru_cache

from explainer.checks.phrases import Phrases

NEGATIVE = Phrases(
    r"\b(?:no|not|none|nobody|nothing|never|neither|nor|without|cannot|unable|inability|unwilling\w*|refus\w*|negative|lack(?:s|ing)?|absen(?:t|ce))\b"
    r"|\bfree of\b(?! (?:charge|cost))|n['’]t\b|\bnon(?![-\w])|\bnon(?!-?(?:steroid|hodgkin|small|alcoholic))(?=-|[a-z]{4})"
)
"""Words that say no. "Non-steroidal", "non-Hodgkin", "non-small-cell" and "non-alcoholic" are names."""
HIDDEN = Phrases(
    r"\bun(?!der|til|ion|it|i(?!n)|less|able\b)[a-z]{4,}|\bin(?:abilit|adequa|sufficien|complet|capab|eligib|activ|compet|toler"
    r"|operab|effectiv|frequen|stabilit|accessib)\w*|\b(?:d[iy]sfunction|malfunction|waive)\w*|\b(?:im|ir)(?:possib|mobil|regular|reversib)\w*|\b(?:discontinu|fail|refus|"
    r"reject|declin|avoid|exclu[ds]|exempt|prohibit|preclud|contraindic|refractor|resistan|withdr[ae]w|stop|ceas|abst[ia]|fore?go|refrain|na[iï]ve|idiopath|cryptogen"
    r"|den[iy]|compromis|unfit|inappropriat|improper|inadvisab|abnormal|aberran|altered|atypic|unusual)\w*|(?<![-\w])(?:blind(?!ed)|deaf|insomni|shock|poor|incontinen|lack|arrest|deficien|deficit|impair|paraly[sz]|numb(?!er)|mute"
    r"|an(?:uri|osmi)|a(?:phasi|menorrh|pno?e|taxi|symptom|febril|splen|genes|traumat)|edentul|nulli(?:par|grav))\w*"
    r"|(?<=\w)-free\b|\b(?:pain|symptom|seizure|drug|smoke|fever|disease|sugar|gluten|event|tumou?r)s? free\b"
    r"|(?<=\w )free(?= (?:survival|interval|period|remission))|\b(?:other|rather) than\b|\binstead of\b"
    r"|\bke(?:eps?|pt) (?:you|your child|them|people) from\b|\bonly\b|\boff\b|\bruled? out\b|\bnegative\b|\bloss of\b"
)
"""Words that hide a no, which plain words may bring to light: "uncontrolled" is "that medicines do not control", and a blind
person cannot see. "Blinded" hides none."""
TURNS = Phrases(r"\b(?:hardly|scarcely|barely|ruled out|fail(?:s|ed)? to|(?:have|has|are|is) yet to)\b")
"""Words of ours that say no without the word."""
UN = Phrases(r"\bun(?!der|til|ion|it|i(?!n)|less|able\b|willing)([a-z]{4,})")
"""A no before a word that the plain words may use without it: "unstable" must not become "stable"."""
IN = Phrases(r"\bin((?:activ|adequa|sufficien|complet|capab|eligib|compet|operab|effectiv|frequen|accessib)\w*)")
CONTRAINDICATED = Phrases(r"\bcontraindic\w*(?!\w|\s*:)")
"""What stands under "Contraindications:" are conditions, each of which rules out."""
COMPARED = "(?:more|less|fewer|older|younger|lower|higher|later|earlier|longer|greater)"
COMPARES = Phrases(
    rf"\b(?:no|not) {COMPARED} than\b|\bnot exceeding\b"
    rf"|\bnot (?:be |been |have |had |has |taken? |received? |weigh )*(?:{COMPARED} than|exceed|above|below|over|under) [≥≤<>]?"
    r"(?=\d|(?:one|two|three|four|five|six|ten)\b)"
    r"|\bnot (?:yet )?turned (?=\d)"
    r"|\bpresence ?(?:/|or|and) ?absence\b|\babsence ?(?:/|or|and) ?presence\b"
    r"|\bnot (?:only|limited)\b"
    r"|\b(?:or|and) not\b(?=[ ,.;)]*$|[,.;)])|\bmay or may not\b|\bwith or without\b|\bwhether or not\b"
    r"|\bwhether\b[^.;,]{1,40}\bor not\b|\bif (?:you|your child|it|they|this|that)\b[^,;.]{0,30}?(?:cannot|not|no)\b"
)
"""A limit ("no more than 3") is a comparison, and has a rule of its own; "whether or not" and "if you do not"
deny nothing."""
UNSPOKEN = Phrases(
    r"\b(?:in situ|end[- ]stage|pseudo-?arthros\w*|non-?union|sterili[sz]\w*|vasectom\w*|masking: (?!none)\w+"
    r"|passive\w*|out-?patient\w*|non-?operative|conservative|complete\w* (?:tumou?r )?respon\w*|remission"
    r"|resol(?:ved|ution)|recovered"
    r"|wash(?:ing)?[- ]?out\w*|prevent\w*|with or without|whether or not"
    r"|second(?:ary)? primar\w*|own controls?|single[-_ ](?:arm|group)|former|non-?steroid\w*|independent"
    r"|sub-?(?:clinical|threshold|syndromal)|pre-?clinical|prodromal|limited|minimal"
    r"|regardless|irrespective|fast(?:ing|ed)|unchanged"
    r"|(?:be|been|is|are|remain\w*|on an?|receiving) stable"
    r"|stable (?:\w+ ){0,2}(?:dos\w+|regimens?|treatments?|therap\w+|medic\w+)|R/R|[DEPR]FS)\b"
)
"""What plain words may say with a no of their own: "in situ" is "has not spread"."""
RULED_OUT = Phrases(
    r"\b(?:can ?not|(?:may|must|will|should|are|is) not) (?:be )?(?:(?:eligible|allowed|permitted)\b"
    r"|take part|participate\b(?! in (?:any |an)?other)|enrol\w*|join|include\w*|enter\w*)"
    r"|\b(?:should|must|may) not (?:be|have been) (?:used|taken|given|received|administered)"
    r" (?:within|during|until|before|after|for|in the|less than|at least)\b"
)
"""How an exclusion of the record says that it is one: its plain words state the condition itself. So does "should not be used
within 2 weeks"."""
EXCEPTION = Phrases(r"\b(?:unless|except(?:ing|ion)?|other than|apart from|excluding)\b")


DEFINES = re.compile(r"\W*(?:it|this|that) (?:is|means) (?:an?|the|done|made)\b", re.IGNORECASE)
"""How a sentence begins that only says what a thing of the sentence before it is."""
DISOWNS = re.compile(
    r"\W*(?:you(?: or your child)?|your child|they|people) (?:(?:do|does|did) not have|(?:have|has|had) no)\b"
    r"(?![^.(]{0,40}\b(?:enough|normal|full|good|complete|control|working|proper)\b)",
    re.IGNORECASE,
)
"""How a sentence says that somebody has not what the record names: no word that only hides a no ("heart failure") says that."""


def _pairs(*pairs: tuple[str, str]) -> tuple[tuple[Phrases, Phrases], ...]:
    return tuple((Phrases(recorded), Phrases(said)) for recorded, said in pairs)


SAID_WITH_A_NO = _pairs(
    (
        r"\bin situ\b|\blocali[sz]ed\b|\bconfined\b|\bnon-?invasive\b|\bprimary (?:cancer|tumou?r|malignan|neoplasm)",
        r"\b(?:has|have|did|does) not spread\b",
    ),
    (
        r"\b\w*(?:obstruct\w*|occlu[ds]\w*|block(?:ed|age))\b",
        r"\b(?:can ?not|do(?:es)? not) (?:flow|pass|drain|get through|go through)\b",
    ),
    (r"\b(?:conservative|non-?operative|non-?surgical)\b", r"\b(?:without|no|not) (?:an? |any )?(?:surgery|operation)\b"),
    (r"\b(?:outside|beyond|other than)\b", r"\bnot (?:a )?part of\b"),
    (
        r"\b(?:unsuit\w*|inappropriat\w*|unfit|ineligible|not (?:be )?(?:suitable|appropriate|eligible|fit))\b",
        r"\bnot (?:be )?(?:fit|right|suitable|good)\b",
    ),
)
"""How a record says what plain words may say with a no, and how they say it."""
DESIGN_WITH_A_NO = _pairs(
    (
        r"\bsingle[-_ ](?:arm|group)\b|Allocation: (?:NA|NON_RANDOMIZED)\b",
        r"\b(?:nobody|no one|not|no)\b[^.;:,]{0,40}\b(?:chance|random\w*|lots?)\b",
    ),
    (
        r"(?<!non-)(?<!non)(?<!NON_)\brandom",
        r"\b(?:can ?not|nobody|no one|neither|(?:do(?:es)?|would|could) not) (?:\w+ ){0,4}?(?:choos|choice|pick|decid)\w*",
    ),
    (
        r"\b(?:placebo|sham|saline)\b|\bcontrol(?: (?:group|arm)|:)",
        r"\b(?:would |do(?:es)? )?not have\b|\bno\b[^.;:,]{1,40}\bis given\b",
    ),
    (r"\b(?:option\w*|may|voluntar\w*|if desired|cross-?over)\b", r"\b(?:do|does|would) not (?:have|need) to\b"),
    (r"\b(?:single[- ]agent|alone|mono-?therapy|only)\b", r"\b(?:with )?(?:no|not any|without any) other\b"),
    (
        r"\b(?:adjunct\w*|augment\w*|add-?on|in addition|complement\w*|along with)\b",
        r"\bnot (?:in (?:its|their) place|instead)\b",
    ),
    (
        r"\bobservational\b",
        (
            r"\b(?:do|does|did|would|will|is|are|was|were) not (?:\w+ ){0,2}"
            r"(?:chang|choos|chos|g[ai]v|decid|affect|alter|add|get|assign)\w*"
        ),
    ),
    (
        r"",
        (
            r"\b(?:(?:has|have|is|are|was|were) not|(?:has|have) never) (?:yet )?(?:been )?"
            r"(?:shown?|prov(?:ed|en)|known|clear|sure)\b"
        ),
    ),
)
"""The same of how a study is made, and of what it is done for: nobody has shown it yet. In a rule such a no turns it round."""


@lru_cache(maxsize=1 << 14)
def denials(text: str) -> tuple[re.Match[str], ...]:
    """The words of a text that say no; a limit says none."""
    return tuple(NEGATIVE.finditer(COMPARES.sub(lambda match: " " * len(match.group()), text)))


@lru_cache(maxsize=1 << 14)
def hiding(text: str) -> tuple[re.Match[str], ...]:
    """The words of a text that hide a no."""
    return tuple(HIDDEN.finditer(text))


def denials_or_exceptions(text: str) -> tuple[re.Match[str], ...]:
    """The words of a text of ours that say no; else those that turn it, or except."""
    return denials(text) or tuple(TURNS.finditer(text)) or tuple(EXCEPTION.finditer(text))


def veiled(text: str) -> set[str]:
    """The words of a text that plain words may say with a no. Ours have them in brackets, where they do."""
    return {match.group().lower() for pattern in (HIDDEN, UNSPOKEN) for match in pattern.finditer(text)}


def explains(said: str, outside: str, record: str) -> bool:
    """Whether the brackets of a sentence have the record's own word, of which its no is the meaning."""
    return "(" in said and bool((veiled(said) - veiled(outside)) & veiled(record))
