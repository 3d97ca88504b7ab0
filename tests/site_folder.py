"""A tiny site folder without a fault, written from strings, and one way to break it: change a file."""

import json
from collections.abc import Mapping
from pathlib import Path

from explainer.checks import check
from explainer.finding import Finding, in_reading_order
from explainer.reading.loader import load_site
from explainer.settings import SHIPPED

TRIAL = "content/trials/NCT00000001"
RECORD = f"{TRIAL}/record.json"
ELIGIBILITY = f"{TRIAL}/eligibility.md"
SUMMARY = f"{TRIAL}/summary.md"
QUESTIONS = f"{TRIAL}/questions.md"
COPY = f"{TRIAL}/trial.md"
WAIVERS = f"{TRIAL}/waivers.toml"
SIGNED = f"{TRIAL}/sign-offs.toml"
BANNER = "content/banner.md"
SITE = "content/site.md"
GLOSSARY = "content/glossary.md"
WORDING = "content/wording.md"
EVERYDAY = "content/everyday-words.md"
HEALTH = "content/health-words.md"
SENSES = "content/senses.md"
DOCTOR = "content/questions/doctor.md"
COORDINATOR = "content/questions/coordinator.md"
CHILDREN = "content/questions/children.md"
PRIVACY = "content/about/privacy.md"

Content = str | bytes | None

PROTOCOL = {
    "identificationModule": {"nctId": "NCT00000001", "briefTitle": "Examplinib in Tired Ears"},
    "descriptionModule": {"briefSummary": "This study tests examplinib in tired ears. Visits take place every 2 weeks."},
    "eligibilityModule": {
        "eligibilityCriteria": (
            "Inclusion Criteria:\n\n* Creatinine clearance of at least 50 mL/min within 14 days before the first dose;\n"
            "* Aged 14 to 65 years\n\nExclusion Criteria:\n\n* History of stroke within 6 months\n"
        ),
        "minimumAge": "12 Years",
        "sex": "ALL",
        "stdAges": ["CHILD", "ADULT"],
    },
}

GOOD: Mapping[str, str] = {
    RECORD: json.dumps({"protocolSection": PROTOCOL}, indent=1),
    COPY: """\
---
record-from: invented for a test
record-read-on: 2026-03-10
copy: whole
---
This study is invented.
""",
    SUMMARY: """\
---
written-by: A research nurse
written-on: 2026-03-10
---
# A study of examplinib

> This study tests examplinib in tired ears.

The study tests a medicine.
It is for people whose ears are tired.

## The visits {#visits}

> Visits take place every 2 weeks.

You would come every 2 weeks.
""",
    ELIGIBILITY: """\
---
written-by: A research nurse
written-on: 2026-03-10
---
# Who may be able to take part

## Inclusion

### Your kidneys {#kidneys}

> Creatinine clearance of at least 50 mL/min within 14 days before the first dose;

A [blood test] shows how well your kidneys work.
The result is 50 mL/min or higher, in the 14 days before the first dose.

#### Why it matters

Your kidneys take the medicine out of your body.

#### Questions

- coordinator: Can the test be done again? {#test-again}

### Your age {#age}

> Minimum age: 12 Years

> Aged 14 to 65 years

The highest age is 65 years.
The record gives two lowest ages.

> [!CONFLICT]
> > Minimum age: 12 Years
>
> > Aged 14 to 65 years
>
> One place says 12 years, and one says 14 years.
> We do not know which is right.
>
> - coordinator: What is the lowest age, 12 or 14? {#lowest-age}

## Exclusion

### A stroke {#stroke}

> History of stroke within 6 months

You had a stroke in the last 6 months.
""",
    QUESTIONS: """\
# Questions about this study

## Your ears {#ears}

- doctor: What makes my ears tired? {#why-tired}
""",
    BANNER: """\
# Confirm with the study team

This page only explains.

## Short line

Confirm with the study team.
""",
    SITE: """\
---
name: A test site
contact: someone@example.org
public-address: https://studies.example.org
may-embed: nobody
links-to: source.example.org
---
# Studies in plain words

Read about [what we keep](/about/privacy/).
""",
    GLOSSARY: """\
# Words explained

Here we explain words.

## Blood test {#blood-test}

Blood is taken and looked at in a lab.

- also: blood tests
- source: [A page](https://source.example.org/blood), opened 2026-03-10
""",
    WORDING: """\
# Words that we do not write

## Promises {#promise}

Only the study team can say.

- you qualify: only the study team can tell you

## Expert words {#jargon}

Only experts know them.

- intervention: treatment
""",
    EVERYDAY: (SHIPPED / EVERYDAY).read_text(encoding="utf-8"),
    HEALTH: (SHIPPED / HEALTH).read_text(encoding="utf-8"),
    SENSES: (SHIPPED / SENSES).read_text(encoding="utf-8"),
    DOCTOR: """\
# Questions for your doctor

## Risks {#risks}

- What side effects are known? {#side-effects}
""",
    COORDINATOR: """\
# Questions for the coordinator

## Costs {#costs}

- Who pays for my travel? {#travel}
""",
    CHILDREN: """\
---
when: children
---
# If children may take part

## Children {#children}

- coordinator: May I stay with my child? {#stay}
""",
    PRIVACY: """\
# Privacy

## What we keep

We keep nothing.
""",
}
"""Every file of the site folder. Nothing is wrong with it, not even a note."""


def in_short(text: str) -> str:
    """The headings of a long table of words, and one line in eight."""
    return "\n".join(line for number, line in enumerate(text.split("\n")) if line.startswith("#") or number % 8 == 0)


SHORT: Mapping[str, Content] = {path: in_short(GOOD[path]) for path in (EVERYDAY, HEALTH, SENSES)}
"""Most of the time would go into reading thousands of words, where each line is read alike."""


def site_folder(root: Path, changed: Mapping[str, Content] | None = None) -> Path:
    """Write the folder, with the `changed` files in place of its own; None leaves a file out."""
    for path, content in {**GOOD, **(changed or {})}.items():
        if content is not None:
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def changed(path: str, old: str, new: str) -> dict[str, Content]:
    """A file of the folder with one passage, which has to be there once, replaced."""
    assert GOOD[path].count(old) == 1, f"{old!r} stands {GOOD[path].count(old)} times in {path}"
    return {path: GOOD[path].replace(old, new)}


def record_of(**modules: object) -> dict[str, Content]:
    """The record with some modules replaced; None takes a module out."""
    protocol = {name: module for name, module in {**PROTOCOL, **modules}.items() if module is not None}
    return {RECORD: json.dumps({"protocolSection": protocol})}


def line_of(path: str, words: str, files: Mapping[str, Content] = GOOD) -> int:
    """The line, counted from 1, on which `words` first stand in a file."""
    text = str({**GOOD, **files}[path])
    return text[: text.index(words)].count("\n") + 1


def findings_of(root: Path) -> tuple[Finding, ...]:
    """All that reading and checking have to say of a site folder."""
    loaded = load_site(root)
    return in_reading_order([*loaded.findings, *check(loaded.site)])


def quoting(root: Path) -> tuple[Finding, ...]:
    """What reading has to say, and the two rules that hold quotes against the record: what our words say does not matter."""
    rules = ("quote-not-in-record", "passage-not-covered")
    return (*load_site(root).findings, *(finding for finding in findings_of(root) if finding.rule in rules))


def places(findings: tuple[Finding, ...]) -> list[tuple[str, str, int]]:
    """`(rule, path, line)` of each finding."""
    return [(finding.rule, finding.where.path, finding.where.line) for finding in findings]
