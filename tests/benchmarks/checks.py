"""What checking costs: `python tests/benchmarks/checks.py [UNITS…]`.

Invented studies of 20 units each, and the same units in one huge study, with the words of the shipped site around them.
Prints the seconds of each rule by the number of units, and how they grow (1.00: as the units do). Exits 1 where 1,000 units
take more than is enough, or the cost grows faster than the size.
"""

import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from explainer.checks import RULES, check
from explainer.reading.loader import load_site
from explainer.settings import SHIPPED

SIZES = [1_000, 2_000, 4_000]
T = TypeVar("T")
A_STUDY = 20
"""Units."""
ENOUGH = 2.0
"""Seconds of one core for 1,000 units, reading apart."""
LINEAR = 1.4
"""How much more than its size a site may cost: processors have caches, and memory has to be found."""
ROUNDS = 2
SYLLABLES = [consonant + vowel for consonant in "bdfklmnrst" for vowel in "aeio"]


def invented(root: Path, units: int, a_study: int, number: int = 0) -> Path:
    """A site folder with so many units, no two alike. One in twenty has a broken quote, and one in twenty words of its own."""
    chance = random.Random(units + number)  # noqa: S311 (a repeatable text, no secret)
    shutil.copytree(SHIPPED / "content", root / "content", ignore=shutil.ignore_patterns("trials"))
    for study_number in range(1, units // a_study + 1):
        study(root / "content" / "trials" / f"NCT{study_number:08}", a_study // 4, chance)
    return root


def study(folder: Path, quarter: int, chance: random.Random) -> None:
    """One study: half of its units in the summary, a quarter in each list."""

    def words(count: int) -> str:
        return " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(count))

    def number() -> int:
        return chance.randint(2, 99)

    summary = [f"This study looks at {words(9)} in {number()} people." for _ in range(2 * quarter)]
    lists = {
        part: [f"{words(6)} of at least {number()} mg/dL within {number()} days" for _ in range(quarter)]
        for part in ("Inclusion", "Exclusion")
    }

    def unit(passage: str) -> str:
        quote = passage if chance.random() > 0.05 else passage[: chance.randint(20, 40)]
        own = passage.replace("of at least", "is at least") if chance.random() > 0.05 else f"[{words(2)}]"
        plain = f"Your [immune system] shows this. It says that {own}."
        asked = f"#### Questions\n\n- doctor: What is {words(3)}?\n"
        return f"### {words(3).capitalize()}\n\n> {quote}\n\n{plain}\n\n{asked}"

    record = {
        "identificationModule": {"nctId": folder.name, "briefTitle": words(6)},
        "descriptionModule": {"briefSummary": " ".join(summary)},
        "eligibilityModule": {
            "eligibilityCriteria": "\n".join(
                f"{part} Criteria:\n\n" + "".join(f"* {text}\n" for text in texts) for part, texts in lists.items()
            ),
        },
    }
    folder.mkdir(parents=True)
    (folder / "record.json").write_text(json.dumps({"protocolSection": record}))
    (folder / "trial.md").write_text("---\nrecord-from: invented\nrecord-read-on: 2026-03-10\ncopy: whole\n---\nInvented.\n")
    head = "---\nwritten-by: Nobody\nwritten-on: 2026-03-10\n---\n# "
    (folder / "summary.md").write_text(f"{head}{words(5)}\n\n## {words(2)}\n\n" + "\n".join(map(unit, summary)))
    listed = "\n".join(f"## {part}\n\n" + "\n".join(map(unit, texts)) for part, texts in lists.items())
    (folder / "eligibility.md").write_text(f"{head}Rules\n\n{listed}")


def cost(run: Callable[[], T]) -> tuple[float, T]:
    """Seconds of processor time, and what came of them."""
    start = time.process_time()
    answer = run()
    return time.process_time() - start, answer


def measured(units: int, a_study: int) -> dict[str, float]:
    """The best of some rounds, for each rule; every round reads other words, so that none of them is remembered."""
    best: dict[str, float] = {}
    for number in range(ROUNDS):
        with tempfile.TemporaryDirectory() as folder:
            root = invented(Path(folder), units, a_study, number)
            reading, loaded = cost(partial(load_site, root))
            rules = {name: cost(partial(check, loaded.site, [rule]))[0] for name, rule in RULES.items()}
            for name, seconds in {"reading": reading, "all rules": sum(rules.values()), **rules}.items():
                best[name] = min(best.get(name, float("inf")), seconds)
    return best


def table(title: str, found: dict[int, dict[str, float]]) -> bool:
    """Print what was measured; whether it is enough."""
    first, last = min(found), max(found)
    growth = {name: seconds / found[first][name] / (last / first) for name, seconds in found[last].items()}
    print(f"{title:28}" + "".join(f"{units:>10,}" for units in found) + f"{'growth':>10}")
    for name in sorted(growth, key=lambda name: -found[last][name]):
        print(f"{name:28}" + "".join(f"{each[name]:10.3f}" for each in found.values()) + f"{growth[name]:10.2f}")
    a_thousand = found[first]["all rules"] * 1_000 / first
    print(f"1,000 units: {a_thousand:.2f} s (enough: {ENOUGH}); growth {growth['all rules']:.2f} (enough: {LINEAR})\n")
    return a_thousand <= ENOUGH and growth["all rules"] <= LINEAR


def main(sizes: list[int]) -> int:
    """Measure and print."""
    many = table("units of many studies", {units: measured(units, A_STUDY) for units in sizes})
    one = table("units of one study", {units: measured(units, units) for units in sizes})
    return 0 if many and one else 1


if __name__ == "__main__":
    sys.exit(main(sorted(int(each) for each in sys.argv[1:]) or SIZES))
