"""A pseudo-locale: every message lengthened, accented and bracketed, in a language that runs from right to left.

What still reads as English on a page of it was never given to a translator; what is cut was never given room.
"""

import re
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from explainer.language.catalog_files import Original, po_text, updated
from explainer.language.catalogs import Catalog, Entry, catalog_path
from explainer.language.extraction import originals
from explainer.language.locales import LOCALES_FILE, Locale
from explainer.language.plurals import plurals_of
from explainer.language.words import words_path
from explainer.reading.loader import load_site

ACCENTED = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "ÅḂÇḊÉḞĜĤÎĴĶĻṀÑÖṖǪŔŠŢÛṼŴẌÝŽåḃçḋéḟĝĥîĵķļṁñöṗǫŕšţûṽŵẍýž"
)
TERM = re.compile(r"\[([^\[\]]+)\](?!\()(?:\[([^\[\]]+)\])?")
TAG = "ur"
"""Urdu: Babel knows its plurals, dates and direction; we offer no translation into it that this could be taken for."""

WORDS = """
[numbers]
1 = ["one", "a", "an"]
2 = ["two"]
3 = ["three"]
4 = ["four"]
5 = ["five"]
6 = ["six"]
7 = ["seven"]
8 = ["eight"]
9 = ["nine"]
10 = ["ten"]
11 = ["eleven"]
12 = ["twelve"]
half = ["half"]
[units]
year = ["year", "years"]
month = ["month", "months"]
week = ["week", "weeks"]
day = ["day", "days"]
hour = ["hour", "hours"]
minute = ["minute", "minutes"]
"IU/mL" = ["iu/ml"]
"mL/min" = ["ml/min"]
[before]
"at least" = ["at least", "minimum"]
"at most" = ["up to", "at most"]
"more than" = ["more than", "over", "higher than", "above"]
"less than" = ["less than", "under", "below"]
within = ["within", "within the last", "in the", "in the last", "during the", "during the last"]
about = ["about"]
[after]
"at least" = ["or more", "or higher", "or older"]
"at most" = ["or less", "or lower", "or younger"]
[negations]
no = ["no", "not", "none", "nobody", "nothing", "never", "neither", "nor", "without", "cannot", "unable", "non*"]
hidden = ["except", "unless", "lack*", "absen*", "free"]
[choices]
or = ["or"]
[guesses]
may = ["may", "might", "could", "perhaps"]
[claims]
safe = ["safe"]
[senses]
before = ["before"]
after = ["after"]
[needed]
only = ["only"]
"""
"""How English says what the checks hold; accented, it is what the pseudo-locale says."""


def pseudo_words() -> str:
    """The words of the pseudo-locale."""
    return re.sub(r"\[.*?\]$", lambda m: m[0] if '"' not in m[0] else m[0].translate(ACCENTED), WORDS, flags=re.MULTILINE)


def pseudo(text: str) -> str:
    """A text a third longer, every letter accented; links, placeholders and numbers as they were."""
    text = TERM.sub(lambda m: f"[{m[1].translate(ACCENTED)}]\x00{(m[2] or m[1])}\x01", text)
    parts = re.split(r"(\x00[^\x01]*\x01|\]\([^)]*\)|%\(\w+\)s)", text)
    said = "".join(part if part[:1] in "\x00%" or part.startswith("](") else part.translate(ACCENTED) for part in parts)
    said = said.replace("\x00", "[").replace("\x01", "]")
    # The last mark stays the last: what stands behind it would be one more sentence.
    end = re.search(r"[.?:…]?(?:\]\([^)]*\))?[*”.:)]*$", said)
    return f"⟦{said[: end.start()]}{' éééééé' * (len(text) // 20 + 1)}⟧{end.group()}"


def filled(found: Iterable[Original], locale: Locale, say=pseudo) -> list[tuple[Original, Entry]]:
    """Each entry of a catalog, translated."""
    entries, _ = updated(Catalog(path="", plurals=plurals_of(locale)), found)
    return [
        (original, replace(entry, forms=tuple(say(original.plural or original.id) for _ in entry.forms)))
        for original, entry in entries
    ]


def pseudo_site(source: Path, target: Path, tag: str = TAG, say=pseudo) -> Path:
    """A copy of a site folder, translated whole into the pseudo-locale and nothing else."""
    shutil.copytree(source / "content", target / "content")
    (target / "translations").mkdir()
    (target / LOCALES_FILE).write_text(f'[en]\nstatus = "published"\n\n[{tag}]\nstatus = "published"\n', encoding="utf-8")
    locale = Locale(tag)
    (target / words_path(locale)).parent.mkdir()
    (target / words_path(locale)).write_text(pseudo_words(), encoding="utf-8")
    for domain, found in originals(load_site(target).site).items():
        path = target / catalog_path(locale, domain)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(po_text(locale, filled(found, locale, say)), encoding="utf-8")
    return target
