"""What an import costs: `python tests/benchmarks/importing.py [studies]`.

Imports invented records, a file each and as one page of results, into a site that is thrown away, and prints the seconds. Says
by its exit code whether 1,000 took more than is enough.
"""

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from explainer.settings import PACKAGE

STUDIES = 1000
ENOUGH = 30.0
"""Seconds that 1,000 studies may take on two cores."""
EXAMPLE = PACKAGE / "curate/example/EXAMPLE-001/record.json"
RULES = 40


def invented(number: int) -> dict[str, object]:
    """The invented example under another number, with as many rules as real studies have."""
    chance = random.Random(number)  # noqa: S311 (a repeatable text, no secret)
    study = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    protocol = study["protocolSection"]
    protocol["identificationModule"]["nctId"] = f"EXAMPLE-{number}"
    words = protocol["eligibilityModule"]["eligibilityCriteria"].split()
    rules = "\n".join(f"* {' '.join(chance.choices(words, k=25))}" for _ in range(RULES))
    protocol["eligibilityModule"]["eligibilityCriteria"] += f"\n{rules}\n"
    return study


def seconds(sources: Path, folder: Path) -> float:
    """The time that the command takes, its start included."""
    site = folder / sources.stem
    (site / "content").mkdir(parents=True)
    command = [sys.executable, "-m", "explainer", "import", "--site", str(site), str(sources)]
    start = time.monotonic()
    subprocess.run(command, check=True, capture_output=True, cwd=PACKAGE.parent)
    return time.monotonic() - start


def run(studies: int) -> bool:
    """Prints the seconds; says whether they stayed within what is enough."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files, page = folder / "files", folder / "page.json"
        files.mkdir()
        found = [invented(number) for number in range(studies)]
        for number, study in enumerate(found):
            (files / f"{number}.json").write_text(json.dumps(study), encoding="utf-8")
        page.write_text(json.dumps({"studies": found}), encoding="utf-8")
        took = {sources.name: seconds(sources, folder / "sites") for sources in (files, page)}
    for what, each in took.items():
        print(f"{studies} studies from {what}: {each:.1f} s, {1000 * each / studies:.1f} ms a study")
    return max(took.values()) * STUDIES / studies <= ENOUGH


if __name__ == "__main__":
    sys.exit(0 if run(int(sys.argv[1]) if len(sys.argv) > 1 else STUDIES) else 1)
