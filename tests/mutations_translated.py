"""The mutation suite of translations: each message damaged one place at a time, in its own words, and which rule sees it.

`python tests/mutations_translated.py` prints the figure of the originals and of each language; with `-v` also what got past.
"""

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import mutations

from explainer.checks.aligned import sentences_of
from explainer.checks.said import Language
from explainer.checks.translated_words import CLAIMS, MAY
from explainer.checks.translation import PAIR_RULES, Pair, paired
from explainer.language.editions import Translation, read_translation
from explainer.language.locales import Locale
from explainer.language.messages import CONTENT, OTHER_NAMES
from explainer.model import Message, Site
from explainer.reading.loader import _glossary, load_site
from explainer.reading.source import Folder, Problems, Source
from explainer.settings import SHIPPED

SAMPLE = 4
"""Of what all studies share, one message of so many is damaged; of the study each."""
NUMBERS = {"translation-number-lost", "translation-number-added"}
LOST = {
    "sentence-lost",
    "length-off",
    "links-lost",
    *(f"translation-{what}-lost" for what in ("number", "negation", "choice", "may", "thing")),
}
"""What speaks of a sentence that is gone: itself, or what it said."""
Swaps = dict[str, str]
BROUGHT_IN = tomllib.loads(Path(__file__).with_name("brought_in.toml").read_text(encoding="utf-8"))
"""Sentences that bring something in, by language and kind."""
BRINGS = {"translation-thing-added", "translation-medicine-added", "translation-claim-added"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slips:
    """What goes wrong in one language: patterns, and what stands in their place."""

    units: Swaps
    limits: Swaps
    no_removed: Swaps
    no_added: Swaps
    or_turned: Swaps
    and_turned: Swaps
    words: Swaps
    """Number words and their neighbours."""
    certain: Swaps
    claimed: tuple[str, ...]


SLIPS = {
    "es": Slips(
        certain={r"\bpued(?:e|en) ": "va a ", r"\bpodrían? ": "va a "},
        claimed=("Esto lo cura.", "Es un tratamiento sin riesgos.", "Funciona siempre."),
        units={
            r"(?<=\d )días?": "semanas",
            r"(?<=\d )semanas?": "días",
            r"(?<=\d )años?": "meses",
            r"(\d \[?)UI/mL": r"\1mg/mL",
            r"(?<=seis )meses": "años",
            r"(?<=cinco )años": "meses",
            r"(?<=dos )semanas": "días",
        },
        limits={
            r"\bo más\b(?! \w+ )": "o menos",
            "≥": "≤",
            r"\bMás de\b": "Menos de",
            r"\bmás de\b(?= \d| la mitad)": "menos de",
            r"\bo más alto\b": "o más bajo",
            r"\bdentro de los\b(?= \d)": "después de los",
            r"\bunas\b(?= cuatro)": "más de",
            r"\bhasta\b(?= \d)": "más de",
        },
        no_removed={
            r"\b[Nn]o (?=\w)(?![^.]{0,20}\b(?:nadie|ning[uú]n|nada|nunca))": "",
            r"\bsin\b": "con",
            r"\bSin\b": "Con",
            r"\bno ([^.]{0,15}) (?:nadie|ning[uú]n[oa]?|nada|nunca)\b": r"\1 un",
            r"\b(?<!no )N(?:adie|unca|ing[uú]n[oa]?)\b": "Todos",
        },
        no_added={r"\b(?=(?:debe|puede|es|son|tiene|hay|dice|pregunte)\b)": "no "},
        or_turned={r" o (?!hija|(?:una )?niña|femenino|más|no\b)": " y "},
        and_turned={r" y (?=\w)": " o "},
        words={r"\btres\b": "cuatro", r"\bdos\b": "tres", r"\bcinco\b": "siete", r"\bseis\b": "ocho", r"\bdiez\b": "doce"},
    ),
    "zh-Hans": Slips(
        certain={"(?<!不)可能": "必会", "(?<!不)可以": "必须"},
        claimed=("这能治愈疾病。", "它很安全。", "肯定能参加。"),
        units={
            r"(?<=\d )天": "周",
            r"(?<=\d )周": "天",
            r"(?<=\d )岁": "个月",
            r"(\d \[?)IU/mL": r"\1mg/mL",
            "(?<=六)个月": "年",
            "(?<=五)年": "个月",
        },
        limits={
            "更高": "更低",
            "≥": "≤",
            r"超过(?= ?\d|一半)": "少于",
            r"(?<=天)内": "后",
            r"未满(?= \d)": "超过",
            "或以上": "或以下",
        },
        no_removed={
            "(?<![能要得会是在需知])不(?=[能要得会是在需知])": "",
            "(?<!有)没有": "有",
            "无(?=[^障])": "有",
            "未(?=[^来])": "已",
        },
        no_added={"(?=必须|可以|能够|应当)": "不", "(?<![有没])有(?=[一两])": "没有"},
        or_turned={"或者?(?=[^许更女])": "和"},
        and_turned={"(?:和|以及)": "或"},
        words={"三(?=[种个])": "四", "两(?=[种个项条])": "三", "六(?=个)": "八", "五(?=[天年])": "七", "十名": "九名"},
    ),
    "ar": Slips(
        certain={r"(?<!\w)(?:وقد|قد) ": "سوف ", r"(?<!\w)(?:يمكن|يمكنك) ": "يجب "},
        claimed=("هذا علاج آمن.", "الشفاء مضمون.", "أنت مؤهل."),
        units={
            r"(?<=\d )يومًا": "أسبوعًا",
            r"(?<=\d )سنة": "شهرًا",
            "أسبوع(?= واحد)": "يوم",
            r"(\d \[?)IU/mL": r"\1mg/mL",
            "(?<=ستة )أشهر": "أيام",
            "(?<=خمس )سنوات": "ساعات",
        },
        limits={
            r"(\d \[?[A-Za-z/]*(?:\]\[\w+\])? ?)أو أعلى": r"\1أو أدنى",
            r"(\d \[?[A-Za-z/]*(?:\]\[\w+\])? ?)أو أكثر": r"\1أو أقل",
            "≥": "≤",
            r"أكثر من(?= أسبوع| نصف| \d)": "أقل من",
            r"خلال(?= \d)": "بعد",
            r"أقل من(?= \d)": "أكثر من",
        },
        no_removed={
            r"(?<!\w)([وف]?)لا (?=\w)(?!ال)": r"\1",
            r"(?<!\w)([وف]?)لم ": r"\1",
            r"(?<!\w)([وف]?)ليست? ": r"\1",
            r"(?<!\w)غير ": "",
            r"(?<!\w)بلا ": "مع ",
            r"(?<!\w)(?:من |ب)?دون ": "مع ",
            r"(?<!\w)عدم ": "",
            r"(?<!\w)ألا\b": "أن",
        },
        no_added={r"(?<!\w)(?=(?:يجب|يمكن|يستطيع|تستطيع|توجد|يقول|تقول) )": "لا "},
        or_turned={" أو (?!أكثر|أعلى|أقل|أدنى|أنثى)": " و"},
        and_turned={r" و(?=ال\w)": " أو "},
        words={"ثلاثة": "أربعة", "الثلاثة": "الأربعة", "خمسة": "سبعة", "عشرة": "تسعة", "ستة": "ثمانية"},
    ),
    "fr": Slips(
        certain={r"\bpeut\b(?!-)": "va", r"\bpeuvent\b": "vont", r"\bpourrait\b": "va"},
        claimed=("Cela guérit la maladie.", "Il est sans risque.", "Vous êtes admissible."),
        units={
            r"(?<=\d[ \u00a0\u202f])jours?": "semaines",
            r"(?<=\d[ \u00a0\u202f])semaines?": "jours",
            r"(?<=\d[ \u00a0\u202f])ans": "mois",
            r"(\d[ \u00a0\u202f]\[?)UI/mL": r"\1mg/mL",
            r"(?<=six )mois": "ans",
            r"(?<=cinq )ans": "mois",
        },
        limits={
            r"\bou plus\b(?! \w+ )": "ou moins",
            "≥": "≤",
            r"\bPlus de\b": "Moins de",
            r"\bplus de\b(?= la moitié|[ \u00a0\u202f]\d)": "moins de",
            r"\bdans les(?=[ \u00a0\u202f]\d)": "après les",
            r"jusqu’à(?=[ \u00a0\u202f]\d)": "plus de",
        },
        no_removed={
            r"\b[Nn](?:e |’)(\w+(?:-\w+)?(?: \w+)?) (?:pas|jamais|plus|rien)\b": r"\1",
            r"\bsans\b": "avec",
            r"\bSans\b": "Avec",
            r"\b[Aa]ucune? ([^.]{0,40}) (?:ne |n’)": r"Un \1 ",
        },
        no_added={r"(?<![-’\w])(doit|peut|est|sont|dit)\b(?!-)": r"ne \1 pas"},
        or_turned={r" ou (?!plus|féminin|une? |la |à la|davantage|non|coordinatrice|tutrice)": " et "},
        and_turned={r" et (?=\w)": " ou "},
        words={r"\btrois\b": "quatre", r"\bdeux\b": "trois", r"\bcinq\b": "sept", r"\bsix\b": "huit", r"\bdix\b": "douze"},
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A translated text gone wrong; `rules` are those meant to see it."""

    kind: str
    text: str
    rules: frozenset[str]


class Translated:
    """A language of a site folder, of which any message can be read otherwise."""

    def __init__(self, locale: Locale, site: Site) -> None:
        self.translation: Translation = read_translation(SHIPPED, site, locale)
        self.language = Language(self.translation.words)
        self.senses = site.senses
        self.prose = _glossary(Folder(SHIPPED, Problems()))[1]
        self.slips = SLIPS[locale.tag]
        every = list(self.translation.pairs())
        shared = [each for each in every if each[0][0] == CONTENT]
        self.pairs = [each for each in every if each[0][0] != CONTENT] + shared[::SAMPLE]
        self.whole = every

    def found(self, role: str, original: Message, text: str, rules: frozenset[str] | None = None) -> set[str]:
        """The rules that speak of a text in the place of a translation."""
        message = self.prose.message(Source(path="", text=""), text, 1)
        pair: Pair = paired(self.translation.locale, self.language, role, original, message, senses=self.senses)
        return {name for name in rules or PAIR_RULES if next(PAIR_RULES[name].check(pair), None)}

    def damages(self, role: str, original: Message, text: str) -> Iterator[Damage]:
        """Every damage of every kind, in every place that it fits."""
        if role == OTHER_NAMES:
            return
        for kind, changed, rules in (
            *_of_numbers(original, text),
            *self._of_words(original, text),
            *_of_sentences(original, text),
            *_of_marks(text),
            *_brought_in(self.translation.locale.tag, original, text),
        ):
            if changed != text:
                yield Damage(kind=kind, text=changed, rules=frozenset(rules))

    def _of_words(self, original: Message, text: str) -> Iterator[tuple[str, str, set[str]]]:
        slips = self.slips
        for kind, swaps, rules in (
            ("number word changed", slips.words, NUMBERS),
            ("unit swapped", slips.units, {"translation-unit-changed"}),
            ("limit turned", slips.limits, {"translation-limit-changed"}),
            ("no removed", slips.no_removed, {"translation-negation-lost", "translation-choice-lost"}),
            ("or turned", slips.or_turned, {"translation-choice-lost"}),
            ("and turned", slips.and_turned, {"translation-choice-added"}),
        ):
            for pattern, new in swaps.items():
                yield from ((kind, changed, rules) for changed in _each(text, pattern, new))
        claimed = slips.claimed[len(text) % len(slips.claimed)]
        if not all(CLAIMS[key].search(original.plain.lower()) for key, _ in self.language.claims(self.language.fold(claimed))):
            yield "claim added", f"{text} {claimed}", {"translation-claim-added"}
        for sentence, before in zip(sentences_of(text), sentences_of(original.plain), strict=False):
            if MAY.search(before.lower()) and self.language.guesses(self.language.fold(sentence)) == 1:
                for pattern, new in slips.certain.items():
                    changed = re.sub(pattern, new, sentence, count=1)
                    yield "may turned", text.replace(sentence, changed, 1), {"translation-may-lost"}
        for sentence in sentences_of(text):
            if self.language.sides("", self.language.fold(sentence)).noes == (0, 0):
                for pattern, new in slips.no_added.items():
                    changed = re.sub(pattern, new, sentence, count=1)
                    yield "no added", text.replace(sentence, changed, 1), {"translation-negation-added"}


def _each(text: str, pattern: str, new: str) -> Iterator[str]:
    """A text with one place after the other changed; what links point to is no text."""
    for match in re.finditer(pattern, text):
        if not re.search(r"\]\[[\w-]*$|\]\([^)]*$", text[: match.start()]):
            yield text[: match.start()] + match.expand(new) + text[match.end() :]


def _of_numbers(original: Message, text: str) -> Iterator[tuple[str, str, set[str]]]:
    for match in re.finditer(r"(?<![\w\]-])(?<!واحد \()\d+(?![\w-])", text):
        changed = str(int(match.group()) + 7)
        yield "number changed", text[: match.start()] + changed + text[match.end() :], NUMBERS
        # What the translator says once more, beside words left in the original, may go.
        if len(re.findall(rf"\b{match.group()}\b", text)) <= len(re.findall(rf"\b{match.group()}\b", original.text)):
            yield "number dropped", text[: match.start()] + text[match.end() :], NUMBERS
    yield "number added", f"{text} 97", NUMBERS


def _of_sentences(original: Message, text: str) -> Iterator[tuple[str, str, set[str]]]:
    yield "left as it was", original.text, {"left-as-it-was"}
    sentences, before = sentences_of(text), sentences_of(original.text)
    for number, sentence in enumerate(sentences):
        if len(sentences) > 1:
            yield "sentence dropped", text.replace(sentence, "", 1), LOST
            if len(before) == len(sentences):
                yield "sentence left as it was", text.replace(sentence, before[number], 1), {"left-as-it-was"}


def _of_marks(text: str) -> Iterator[tuple[str, str, set[str]]]:
    for match in re.finditer(r"\[([^\[\]]+)\]\[[^\[\]]+\]", text):
        yield "link dropped", text[: match.start()] + match[1] + text[match.end() :], {"links-lost"}
    for changed in _each(text, "[?？؟]", ""):
        yield "question mark dropped", changed, {"question-turned"}


def _brought_in(tag: str, original: Message, text: str) -> Iterator[tuple[str, str, set[str]]]:
    """One thing that is brought in, of one kind after the other."""
    kinds = list(BROUGHT_IN[tag])
    kind = kinds[len(original.text) % len(kinds)]
    if not re.search(BROUGHT_IN["licensed"][kind], original.plain, re.IGNORECASE):
        words = BROUGHT_IN[tag][kind]["words"]
        sentence = BROUGHT_IN[tag][kind]["sentence"].format(words[len(text) % len(words)])
        yield f"{kind} brought in", f"{text} {sentence}", BRINGS


def translated() -> list[Translated]:
    """The shipped site in each language."""
    site = load_site(SHIPPED).site
    return [Translated(Locale(tag), site) for tag in SLIPS]


def measure(each: Translated) -> tuple[Counter[str], Counter[str], list[Damage]]:
    """Damages by kind, those caught by a rule meant for them, and those that got past."""
    made: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    missed = []
    for (_, role, _), original, translation in each.pairs:
        for damage in each.damages(role, original, translation.text):
            made[damage.kind] += 1
            if each.found(role, original, damage.text, damage.rules):
                caught[damage.kind] += 1
            else:
                missed.append(damage)
    return made, caught, missed


def main() -> None:
    """Print the figures."""
    mutations.main()
    for each in translated():
        made, caught, missed = measure(each)
        tag = each.translation.locale.tag
        for kind, count in made.items():
            print(f"{tag:8} {kind:25} {caught[kind]:4} of {count:4}")
        for damage in missed if "-v" in sys.argv else ():
            print(f"missed: {tag}: {damage.kind}: {damage.text}")
        share = sum(caught.values()) / sum(made.values())
        print(f"{tag:8} {sum(caught.values())} of {sum(made.values())} damaged translations caught: {share:.1%}")


if __name__ == "__main__":
    main()
