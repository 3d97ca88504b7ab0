"""What a translation says, held against what its original says: noes, choices, guesses and claims.

A rule whose words a language lacks is silent. Noes and choices are compared sentence by sentence. Other names of a term are as
many as a language has, and are not compared.
"""

import re
from collections.abc import Iterator, Mapping

from explainer.checks.denials import NEGATIVE
from explainer.checks.rule import Problem
from explainer.checks.translation import ADD_WORD, Pair, only, pair_rule, times

SAYS_NONE = re.compile(
    r"\b(?:(?:no|not)(?: (?:be|been|have|had|has|last|weigh|taken?|received?))*|no \w+(?: \w+)?(?: for| of)?) "
    r"(?:(?:more|less|fewer|older|younger|lower|higher|later|earlier|longer|greater) than|(?:above|over|below|under) \d)"
    r"|\bnot (?:exceeding|only|long (?:ago|after|before))\b|\bwith or without\b|\b(?:or|may or may) not\b"
    r"|\b(?:unless|except|negative|refus|unwilling|inability)\w*|\bneither\b(?=.{1,80}\bnor\b)|\bnot even\b|\bwithout first\b"
)
"""Limits, what other languages say without a no, and the first of two that they say with one."""
EITHER_WAY = re.compile(r"\bwith or without\b|\bor not\b")
AGAINST = re.compile(r"\badvised? against\b")
MAY_SAY_NO = re.compile(
    r"\bun(?!it|der|til|ion|iver|ique|less\b)\w{3,}|\bin(?:complet|correct|activ|eligib|sufficien|adequa|capab|abilit|toleran"
    r"|appropri|visib|valid|curab|operab|effect|accura|direct|consist|frequen|voluntar|experienc)\w*"
    r"|\b(?:(?:im|ir)(?:possib|regular|matur|mobil)|except|miss|refus|(?<!full )stop|fail|avoid)\w*|\bnon(?!e)-?\w+"
    r"|\bkeeps? [\w ]{2,20} from\b"
    r"|\b(?:(?:declin|reject|ceas|quit|g[ia]ve up|independen|regardless|whatever|irrespective|contraindic)\w*"
    r"|advised? against|other than)\b"
    r"|\b(?:only|whether|hardly|rarely|off"
    r"|(?<!find )(?<!finds )(?<!found )(?<!turn )(?<!turns )(?<!carried )out"
    r"|unless|wrong|refractory|instead|in place of|rather|lost|lose"
    r"|(?<!at the )same|stable|steady|na[iï]ve|(?<!how )safe|safely|too (?:\w+ to|few|little)"
    r"|free|negative|nsaids?|elsewhere|nowhere|\w+less|fasting|empty stomach|on (?:your|its|their) own|closed"
    r"|(?:lack|absen|abnormal|(?<!upper )(?<!lower )limit|deficien|infertil|asymptom|anonym|prematur|preterm"
    r"|comfortabl|prevent|protect|skip|omit|mask)"
    r"\w*)\b",
)
"""Words of an original that another language may say with a no."""
OR = re.compile(r"\bor\b")
NO_CHOICE = re.compile(
    r"\bor\b(?! your child)(?=[^.;]{1,60}\bor (?:(?:with|in|at|on|of|to) )?both\b)"
    r"|\bor (?:more|higher|above|older|greater|over|longer|less|lower|below|fewer|younger|under|shorter|later|not)\b"
    r"|\bor (?:(?:at|in|on|of) )?several\b"
    r"|\b(?:(?:fe)?males?|(?:wo)?m[ae]n) or (?:an? )?(?:(?:fe)?males?|(?:wo)?m[ae]n)\b|(?<=”) or (?=“)|, or(?= [a-z-]{2,6}\))"
    r"|\bor (your child|someone in your family)\b(?=.{1,200}\bor \1\b)"
)
"""An "or" that another language may do without: the first of "A or B, or both", that of a limit ("3 or more"), and one between
words (“I” or “me”), of "male or female", or before a short name in brackets ("impaired fasting glucose, or IFG")."""
MAY_CHOOSE = re.compile(r"\bwhether\b|\bor your child\b|\b(?:a|one) parent\b|\bor child\b|\bany(?: one)? of\b")
"""What another language may say with one "or" more: "whether or not", "you" said twice, and "any of these"."""
OR_PERSON = re.compile(r"\bor (?:(?:your|the|an?|their) )?(child|guardian|parent|doctor|nurse|partner|carer|caregiver)\b")
CHILD = "child"
EITHER = re.compile(r"\beither\b")
MAY_BE_EITHER = re.compile(r"\b(?:it|they|this|that|these|which) (?:may|might|could|can) be\b[^.;]*\bor\b")
TWO = re.compile(r"\b(?:two|2|both)\b[^.;,]{0,40}$")
"""What stands before two names that are no list of three: "two tests, ALT and AST"."""
MOST_WORDS = 12
ITEM = re.compile(r", (?=\w+ or\b)")
"""Before the last but one of a list."""
NO_ITEM = (
    "(?!(?:for|at|in|on|not|if|you|it|they|one|and|or|which|who|so|but|then|with|from|to|by|as|up|down|there|during|until)\\b"
    "|such as|for example|\\d)"
)
ITEM_WORD = "[^\\s,;:.()]+"
ITEMS = rf", {NO_ITEM}{ITEM_WORD}(?: {ITEM_WORD}){{0,3}}"
LIST = re.compile(
    rf"(?<=\w)(?:((?:{ITEMS}){{1,12}}),|((?:{ITEMS}){{2,12}})|(, {NO_ITEM}{ITEM_WORD}(?: {ITEM_WORD})?)) (?:and|or) (?!both\b)"
)
"""The items of a list but its first and last: short, and none that begins as a clause does."""
MAY = re.compile(r"(?<!in )\b(?:may|might|could|perhaps)\b(?! not\b)")
WOULD = re.compile(r"(?<!\bday you )(?<!\bbefore you )(?<!\bpromise that you )\bwould\b(?![.,;])(?!(?: \w+){1,4},? either\b)")
"""Where another language may have no verb for it: "the day you would start", "the doctors would not know it, either"."""
CLAIMS: Mapping[str, re.Pattern[str]] = {
    key: re.compile(rf"\b(?:{words})")
    for key, words in {
        "safe": r"safe|secure|protect|confiden|harm|danger|risk",
        "cures": r"cure|curat|curab|heal(?:s|ed|ing)?\b|well\b|recover|disappear|gone\b",
        "works": r"work|walk|run|eff(?:ect|icac)|function|active|benefit|help|useful|respon|against|succe|fail|holds?\b|valid"
        r"|applies",
        "better": r"better|best|fit|suit|improv|worse|worst|prefer|well\b|refractory|(?:not|no) help",
        "sure": r"sure|certain|guarant|promis|always|still|ensur|secur|insur|as long as|whenever|provided",
        "qualifies": r"qualif|eligib|suit|fit|accept|admit|hospital|allow|permit|lets?\b|willing|agree|consent|criteria|meet"
        r"|inclusion",
    }.items()
}
"""How an original says what the words of a language claim, or speaks of it."""


@pair_rule
def translation_negation_lost(pair: Pair) -> Iterator[Problem]:
    """A "no" of the original is a "no" of the translation.

    Bad: "Usted debe tener alergia grave" for "You must not have a severe allergy".
    Good: "Usted no debe tener alergia grave".
    """
    for sides in pair.sentences if pair.language.words.negations.get("no") else ():
        noes = [*NEGATIVE.findall(SAYS_NONE.sub(" ", sides.own)), *AGAINST.findall(sides.own)]
        # "With or without" says none, in whatever words.
        none = min(sides.or_noes, len(EITHER_WAY.findall(sides.own)))
        said = sum(sides.noes) - none
        if said < len(noes):
            what = f"the original says no{times(len(noes))} ({', '.join(noes)}), and this {only(said)}{_words(sides.no_words)}"
            fix = f"say the no, also where another word says it; {ADD_WORD} {pair.words_path}"
            yield Problem(pair.translation.where, f"{what}: {sides.quote()}", fix)


@pair_rule
def translation_negation_added(pair: Pair) -> Iterator[Problem]:
    """A "no" of the translation is one of the original's.

    Bad: "Usted no debe tener 18 años o más" for "You must be 18 or older".
    Good: "Usted debe tener 18 años o más".
    """
    for sides in pair.sentences:
        if sides.noes[0] and not NEGATIVE.search(sides.source) and not MAY_SAY_NO.search(sides.source):
            what = f"this says no{_words(sides.no_words)}, and the original does not: {sides.quote(*sides.no_words)}"
            fix = "say what the original says, without a no; or say it with another word: except, instead of"
            yield Problem(pair.translation.where, what, fix)


@pair_rule
def translation_choice_lost(pair: Pair) -> Iterator[Problem]:
    """An "or" of the original is an "or" of the translation.

    Bad: "0, 1 y 2" for "0, 1 or 2".
    Good: "0, 1 o 2".
    """
    named: set[str] = set()
    for sides in pair.sentences if pair.language.words.choices.get("or") else ():
        ors = [match.start() for match in OR.finditer(NO_CHOICE.sub(_blank, sides.own))]
        offered = sum(sides.choices)
        denied = NEGATIVE.search(sides.source)
        if ors and not offered and denied and denied.start() < ors[0]:
            # "Do not stop, start or change" may be a no for each.
            offered = sides.noes[0] - len(NEGATIVE.findall(sides.source)) - len(ITEM.findall(sides.source))
        # "Perhaps both, perhaps one."
        offered += bool(EITHER.search(sides.own)) and pair.language.guesses(sides.target) > len(MAY.findall(sides.own))
        # Whom the sentence before names, the verb of the next may mean without a word: "… or your child".
        persons = OR_PERSON.findall(sides.own)
        again = [each for each in persons if each in named and not (each == CHILD and pair.language.names_child(sides.target))]
        named.update(persons)
        if offered < len(ors) - len(again):
            what = f"the original says “or”{times(len(ors))}, and this {only(offered)}{_words(sides.or_words)}: {sides.quote()}"
            yield Problem(pair.translation.where, what, f"say each “or”; {ADD_WORD} {pair.words_path}")


@pair_rule
def translation_choice_added(pair: Pair) -> Iterator[Problem]:
    """An "and" of the original is no "or" in the translation.

    Bad: "fiebre o dolor" for "fever and pain".
    Good: "fiebre y dolor".
    """
    for sides in pair.sentences:
        ors = len(OR.findall(sides.source))
        # A list has one "or" in some languages, and one before each of its items in others.
        room = ors + len(MAY_CHOOSE.findall(sides.source)) + (sides.source.count(",") if ors else 0)
        if sides.choices[0] > room:
            often = f"{times(sides.choices[0])}{_words(sides.or_words)}, and the original {only(ors)}"
            what = f"this offers a choice{often}: {sides.quote(*sides.or_words)}"
            yield Problem(pair.translation.where, what, "join with an “and” what the original joins so")


@pair_rule
def translation_item_lost(pair: Pair) -> Iterator[Problem]:
    """A list has as many items as in its original, as far as marks, “and” and “or” can tell.

    Bad: "úlceras, vómitos o diarrea" for "ulcers, nausea, vomiting or diarrhea".
    Good: "úlceras, náuseas, vómitos o diarrea".
    """
    for sides in pair.sentences if pair.language.words.choices.get("and") else ():
        lists = (match for match in LIST.finditer(sides.source) if not (match[3] and TWO.search(sides.source[: match.start()])))
        wanted = max((match[match.lastindex or 0].count(", ") + 1 for match in lists), default=0)
        said = pair.language.joins(sides.target) if wanted else 0
        if said < wanted:
            what = f"the original lists {wanted + 1} things, and this at most {said + 1}: {sides.quote()}"
            yield Problem(
                pair.translation.where, what, f"name each of them; {ADD_WORD} {pair.words_path}, at “and” of [choices]"
            )


@pair_rule
def translation_may_lost(pair: Pair) -> Iterator[Problem]:
    """What may be so in the original may be so in the translation.

    Bad: "La crema alivia el picor" for "The cream may ease the itch".
    Good: "La crema puede aliviar el picor".
    """
    for sides in pair.sentences if pair.language.words.guesses.get("may") else ():
        may = MAY.search(sides.own)
        # "It may be sudden, or last long": "whether sudden or long".
        either = any(sides.choices) and MAY_BE_EITHER.search(sides.own)
        if may and not either and not pair.language.guesses(sides.target):
            what = f"the original says “{may.group()}”, and this says it as certain: {sides.quote()}"
            yield Problem(pair.translation.where, what, f"leave it open; {ADD_WORD} {pair.words_path}")


@pair_rule
def translation_would_lost(pair: Pair) -> Iterator[Problem]:
    """What would happen in a study is not said as sure to happen, where a language has a form for it; one verb may do for two.

    Bad: "Recibirá una inyección" for "You would have an injection".
    Good: "Recibiría una inyección".
    """
    if pair.language.words.guesses.get("would"):
        wanted = len(WOULD.findall(pair.source))
        said = pair.language.guesses(pair.target, "may", "would")
        if said * 2 < wanted:
            what = f"the original says “would”{times(wanted)}, and this {only(said)}"
            yield Problem(pair.translation.where, what, f"say what would happen; {ADD_WORD} {pair.words_path}")


@pair_rule
def translation_claim_added(pair: Pair) -> Iterator[Problem]:
    """A translation does not claim what its original does not: that a thing is safe, cures, works, is better or sure.

    Bad: "Es una crema sin riesgos" for "It is a cream".
    Good: "Es una crema".
    """
    for sides in pair.sentences:
        for key, words in pair.language.claims(sides.target):
            if not CLAIMS[key].search(sides.source):
                yield Problem(pair.translation.where, f"“{words}” is a claim that the original does not make", "leave it out")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _words(words: tuple[str, ...]) -> str:
    """The words that counted, as far as somebody would read them."""
    more = ", …" if len(words) > MOST_WORDS else ""
    return f" ({', '.join(words[:MOST_WORDS])}{more})" if words else ""
