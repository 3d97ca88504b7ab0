"""What catalogs cost: `python tests/benchmarks/catalogs.py [messages]`.

Repeats the shipped messages and their Spanish translations, numbered, up to so many (4,000), and prints seconds of processor
time, the best of some rounds, beside the limit: to load the catalog, to bring it up to date where nothing changed and where a
tenth of the originals did, and to hold each translation against its original.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from explainer.checks.said import Language
from explainer.checks.translation import PAIR_RULES, paired
from explainer.finding import Where
from explainer.language.catalog_files import Original, po_text, updated
from explainer.language.catalogs import Catalog, Entry, catalog_path, read_catalog
from explainer.language.editions import read_translation
from explainer.language.locales import Locale
from explainer.model import unmarked
from explainer.reading.loader import load_site
from explainer.settings import SHIPPED

MESSAGES = 4000
ROUNDS = 3
CHANGED = 10
"""Of so many originals one changes."""
LOCALE = Locale("es")
WHERE = Where(path="content/x.md", line=1)


def best(work: Callable[[], object]) -> float:
    """Seconds of processor time: the best of some rounds."""
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def check(language: Language, texts: list[tuple[str, str, str]]) -> int:
    """How many findings the rules over pairs have."""
    pairs = (paired(LOCALE, language, role, unmarked(a, WHERE), unmarked(b, WHERE)) for role, a, b in texts)
    return sum(1 for pair in pairs for rule in PAIR_RULES.values() for _ in rule.check(pair))


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MESSAGES
    translation = read_translation(SHIPPED, load_site(SHIPPED).site, LOCALE)
    shipped = cycle((role, original.plain, said.plain) for (_, role, _), original, said in translation.pairs())
    texts = [(role, f"{n} {original}", f"{n} {said}") for n, (role, original, said) in enumerate(islice(shipped, count))]
    originals = [Original(role=role, id=original, places=(WHERE,)) for role, original, _ in texts]
    entries = {(role, original): Entry(role=role, id=original, forms=(said,), where=WHERE) for role, original, said in texts}
    whole = updated(Catalog(path="", entries=entries), originals)[0]
    changed = [
        Original(role=each.role, id=f"Now {each.id}" if n % CHANGED == 0 else each.id, places=each.places)
        for n, each in enumerate(originals)
    ]
    language = Language(translation.words)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / catalog_path(LOCALE, "content")
        path.parent.mkdir(parents=True)
        path.write_text(po_text(LOCALE, whole), encoding="utf-8")
        catalog = read_catalog(Path(folder), LOCALE, "content")[0]
        for name, limit, work in (
            ("load", 0.5, lambda: read_catalog(Path(folder), LOCALE, "content")),
            ("update, nothing changed", 2, lambda: po_text(LOCALE, *updated(catalog, originals))),
            (f"update, one of {CHANGED} changed", 2, lambda: po_text(LOCALE, *updated(catalog, changed))),
            ("check", 1, lambda: check(language, texts)),
        ):
            spent = best(work)
            allowed = limit * count / MESSAGES
            print(f"{name:30} {spent:6.2f} s of {allowed:4.1f}: {spent / allowed:5.2f}")


if __name__ == "__main__":
    main()
