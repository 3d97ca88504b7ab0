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
    r"reject|declin|avoid|exclu[ds]|exempt|prohibit|preclud|contraindic|refractor|resistan|withdr[ae]w|stop|ceas|abst[ia]|na[iï]ve|idiopath|cryptogen"
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
CONTRAINDICATED = Phrases(r"\bcontraindic")
COMPARED = "(?:more|less|fewer|older|younger|lower|higher|later|earlier|longer|greater)"
COMPARES = Phrases(
    rf"\b(?:no|not) {COMPARED} than\b|\bnot exceeding\b"
    rf"|\bnot (?:be |been |have |had |has |taken? |received? |weigh )*(?:{COMPARED} than|exceed|above|below|over|under) [≥≤<>]?"
    r"(?=\d|(?:one|two|three|four|five|six|ten)\b)"
    r"|\bnot (?:yet )?turned (?=\d)"
    r"|\bnot (?:only|limited)\b|\b(?:or|and) not\b(?=[ ,.;)]*$)|\bmay or may not\b|\bwith or without\b|\bwhether or not\b"
    r"|\bpresence ?(?:/|or|and) ?absence\b|\babsence ?(?:/|or|and) ?presence\b"
    r"|\bif (?:you|your child|it|they|this|that)\b[^,;.]{0,30}?(?:cannot|not|no)\b"
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
NO_CARE = Phrases(
    r"\b(?:do|does|did|would|will|is|are|was|were) not (?:\w+ ){0,2}"
    r"(?:chang|choos|chos|g[ai]v|decid|affect|alter|add|get|assign)\w*"
)
OBSERVED = Phrases(r"\bobservational\b")
"""In such a study the team gives nothing, and says so."""
EXCEPTION = Phrases(r"\b(?:unless|except(?:ing|ion)?|other than|apart from|excluding)\b")


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
