"""Each rule has a site folder that breaks it, and it alone; and near it one that does not."""

import re
import time

import pytest
from site_folder import (
    COORDINATOR,
    COPY,
    DOCTOR,
    ELIGIBILITY,
    EVERYDAY,
    GLOSSARY,
    GOOD,
    PRIVACY,
    PROTOCOL,
    QUESTIONS,
    RECORD,
    SIGNED,
    SITE,
    SUMMARY,
    WAIVERS,
    WORDING,
    changed,
    findings_of,
    line_of,
    record_of,
    site_folder,
)

from explainer.checks import RULES, check
from explainer.checks.plain import reading, sentences, syllables, words
from explainer.finding import SEVERITIES
from explainer.reading.loader import load_site
from explainer.sign_off import Fingerprints, SignOff, written

STROKE = "You had a stroke in the last 6 months.\n"
LAB = "looked at in a lab."
NOTICE = "> [!UNCLEAR]\n> The record does not say which.\n"
PAPER = "> [!NOT-PUBLIC]\n> We do not have Appendix 2.\n>\n> - doctor: What is in Appendix 2? {#paper}\n"
WITHOUT_EXCLUSION = record_of(
    eligibilityModule={
        **PROTOCOL["eligibilityModule"],
        "eligibilityCriteria": PROTOCOL["eligibilityModule"]["eligibilityCriteria"].partition("Exclusion")[0],
    }
)
WORDS_ON_AGE = GOOD[ELIGIBILITY].partition("> Aged 14 to 65 years\n")[2].partition("## Exclusion")[0]
UNEXPLAINED = changed(ELIGIBILITY, STROKE, "")
HARD = "# Title\n\n" + "Antibodies ordinarily recognize unfamiliar microscopic organisms.\n" * 30
EASY = "# Title\n\n" + "The dog and the cat sit on the mat.\n" * 30
PASSIVE = "# Title\n\n" + "They see it.\n" * 22 + "It is {0}.\n" * 8
SCALE = changed(GLOSSARY, LAB, f"{LAB}\nThe scale goes from 0 to 4: 0, 1, 2, 3 or 4.")
TERM = "## {0}\n\nA.\n\n- also: {1}\n- source: ours\n\n## Blood test"


def wording(kind: str, avoid: str) -> dict[str, str]:
    """The list of wordings with one more kind."""
    return {WORDING: f"{GOOD[WORDING]}\n## More {{#{kind}}}\n\nWhy not.\n\n- {avoid}: other words\n"}


def keeping(text: str):
    """The page on privacy with other words."""
    return changed(PRIVACY, "We keep nothing.", text)


def waiver(rule: str, **place: str) -> str:
    """A waiver of a rule at a place."""
    return "\n".join(
        ["[[waiver]]", *(f'{key} = "{value}"' for key, value in {"rule": rule, "reason": "Because.", **place}.items()), ""]
    )


def with_rule(criterion: str, words: str, part: str = "Inclusion", *, heading: str = "Another", before: str = ""):
    """One more criterion at the head of a list of the record, and a unit that explains it, with something before it."""
    criteria = PROTOCOL["eligibilityModule"]["eligibilityCriteria"]
    eligibility = PROTOCOL["eligibilityModule"] | {
        "eligibilityCriteria": criteria.replace(f"{part} Criteria:\n\n", f"{part} Criteria:\n\n* {criterion}\n")
    }
    unit = f"## {part}\n\n{before}\n### {heading}\n\n> {criterion}\n\n{words}\n"
    return record_of(eligibilityModule=eligibility) | changed(ELIGIBILITY, f"## {part}\n", unit)


def summarised(sentence: str, words: str):
    """One more sentence of the record's summary, and a unit that explains it."""
    first = "This study tests examplinib in tired ears."
    summary = PROTOCOL["descriptionModule"]["briefSummary"].replace(first, f"{first} {sentence}")
    unit = f"## Added\n\n> {sentence}\n\n{words}\n\n## The visits"
    return record_of(descriptionModule={"briefSummary": summary}) | changed(SUMMARY, "## The visits", unit)


def under_heading(group: str):
    """The list of inclusion criteria under a heading that the record gives it."""
    criteria = PROTOCOL["eligibilityModule"]["eligibilityCriteria"]
    criteria = criteria.replace("Inclusion Criteria:\n\n", f"Inclusion Criteria:\n\n{group}:\n\n", 1)
    eligibility = PROTOCOL["eligibilityModule"] | {"eligibilityCriteria": criteria}
    return record_of(eligibilityModule=eligibility) | changed(ELIGIBILITY, "## Inclusion\n", f"## Inclusion: {group}\n")


def stroke(more: str):
    """More words on the stroke."""
    return changed(ELIGIBILITY, STROKE, f"{STROKE}{more}\n")


def before_exclusion(text: str) -> str:
    """The eligibility file up to its last list, then a text."""
    return GOOD[ELIGIBILITY].partition("## Exclusion")[0] + text


def signed(*units: str):
    """A whole file of sign-offs, of words that the study does not have (any more)."""
    prints = Fingerprints(record="0" * 16, original="0" * 16)
    entries = [SignOff(unit=u, language="en", role="nurse", on="2026-03-10", fingerprints=prints) for u in units]
    return {SIGNED: written(entries)}


EARLIER = RECORD.replace("record.json", "record-until-2026-03-11.json")
BAD = {
    "term-unknown": {
        "a typing error": (keeping("Your [blod test]."), [(PRIVACY, "[blod")]),
        "in a heading": (changed(PRIVACY, "## What we keep", "## What [we] keep"), [(PRIVACY, "## What")]),
        "within marks": (keeping("Your **[blod test]**."), [(PRIVACY, "Your")]),
        "in a question": (changed(DOCTOR, "side effects", "[side effects]"), [(DOCTOR, "- What")]),
    },
    "term-link-broken": {"an id that is none": (keeping("[cells](term:t-sel)"), [(PRIVACY, "[cells]")])},
    "host-not-listed": {
        "another host": (keeping("[News](https://news.example.org/a)"), [(PRIVACY, "[News]")]),
        "a host below ours": (keeping("[News](https://a.source.example.org)"), [(PRIVACY, "[News]")]),
        "ours as a name": (keeping("[News](https://source.example.org@evil.example)"), [(PRIVACY, "[News]")]),
        "no host": (keeping("[News](https:///a)"), [(PRIVACY, "[News]")]),
    },
    "page-unknown": {
        "no such page": (keeping("[We](/privacy/)"), [(PRIVACY, "[We]")]),
        "without its last stroke": (keeping("[We](/about/privacy)"), [(PRIVACY, "[We]")]),
        "no such study": (keeping("[We](/trials/NCT00000002/)"), [(PRIVACY, "[We]")]),
    },
    "term-circular": {
        "two that lead to one another": (
            changed(GLOSSARY, LAB, "looked at in a [lab].")
            | {
                GLOSSARY: GOOD[GLOSSARY].replace(LAB, "looked at in a [lab].")
                + "\n## Lab {#lab}\n\nWhere a [blood test] is looked at.\n\n- source: our wording, no source yet\n"
            },
            [(GLOSSARY, "## Blood"), (GLOSSARY, "## Lab")],
        ),
    },
    "sentence-long": {"26 words": (keeping("One " + "two " * 24 + "three."), [(PRIVACY, "One")])}
    | {
        "in a question": (changed(DOCTOR, "What side effects are known?", "What " + "and " * 24 + "why?"), [(DOCTOR, "- What")])
    },
    "grade-high": {"long words": ({PRIVACY: HARD}, [("content/about", None)])},
    "quote-not-in-record": {
        "a piece": (changed(ELIGIBILITY, STROKE, f"> History of stroke\n\n{STROKE}"), [(ELIGIBILITY, "> History of stroke\n")]),
        "in a notice": (
            changed(ELIGIBILITY, "> > Aged 14 to 65 years", "> > Aged 14 to 66 years"),
            [(ELIGIBILITY, "> > Aged 14 to 66")],
        ),
        "in a fact": ({COPY: GOOD[COPY] + "\n## How many people\n\n> 48\n\n48 people\n"}, [(COPY, "> 48")]),
        "of a study's notice": (
            changed(SUMMARY, "## The visits", "> [!DAMAGED]\n> > Sex: NONE\n>\n> Words.\n\n## The visits"),
            [(SUMMARY, "> > Sex")],
        ),
    },
    "unit-out-of-date": {
        "a rule that went": (
            {EARLIER: GOOD[RECORD], RECORD: GOOD[RECORD].replace("* Aged 14 to 65 years\\n", "")},
            [(ELIGIBILITY, "### Your age")],
        ),
    },
    "passage-new": {
        "a rule that came": (
            {EARLIER: GOOD[RECORD], RECORD: GOOD[RECORD].replace("within 6 months\\n", "within 6 months\\n* Pregnancy\\n")},
            [(ELIGIBILITY, "")],
        ),
    },
    "sign-off-out-of-date": {
        "signed with other words": (
            signed("kidneys", "stroke"),
            [(ELIGIBILITY, "### Your kidneys"), (ELIGIBILITY, "### A stroke")],
        ),
        "the words around units": (signed("questions.md"), [(QUESTIONS, None)]),
    },
    "sign-off-unknown": {"a unit that is not there": (signed("kidney"), [(SIGNED, None)])},
    "passage-not-covered": {
        "words left out": (
            changed(ELIGIBILITY, "> History of stroke within 6 months", "> [...] within 6 months"),
            [(ELIGIBILITY, None)],
        ),
        "a sentence left out": (
            changed(SUMMARY, "> Visits take place every 2 weeks.\n\nYou would come every 2 weeks.", "> Sex: ALL\n\nAnyone."),
            [(SUMMARY, None)],
        ),
    },
    "number-not-in-record": {
        "a made-up number": (changed(ELIGIBILITY, STROKE, f"{STROKE}You had 2 or more.\n"), [(ELIGIBILITY, "You had")]),
        "a number word as a limit": (changed(ELIGIBILITY, STROKE, f"{STROKE}At least two.\n"), [(ELIGIBILITY, "You had")]),
        "in a question": (changed(ELIGIBILITY, "Can the test be done again?", "Why 51?"), [(ELIGIBILITY, "- coordinator")]),
        "in a heading": (changed(ELIGIBILITY, "### A stroke", "### A stroke after 7 months"), [(ELIGIBILITY, "### A stroke")]),
        "in a heading above units": (changed(SUMMARY, "## The visits", "## 3 visits"), [(SUMMARY, "## 3 vis")]),
        "in a question on the study": (
            changed(QUESTIONS, "What makes", "After 77 visits, what makes"),
            [(QUESTIONS, "After 77")],
        ),
        "of our copy": (changed(COPY, "This study", "This one of 77 copies"), [(COPY, "This one")]),
    },
    "reading-day-invented": {
        name: (
            record_of(statusModule={"lastUpdatePostDateStruct": {"date": "2023-10-03"}})
            | changed(COPY, "is invented.", f"is invented.\n\n{said}"),
            [(COPY, said)],
        )
        for name, said in {"a day": "It was read on 3 October 2023.", "a month": "The copy was made in October 2023."}.items()
    },
    "question-assumes": {
        "an illness": (changed(QUESTIONS, "my ears tired", "the breasts tired"), [(QUESTIONS, "- doctor")]),
        "a reason": (
            changed(ELIGIBILITY, "Can the test be done again?", "Why must I wait for the dose?"),
            [(ELIGIBILITY, "- coordinator")],
        ),
        "a no": (
            changed(ELIGIBILITY, "Can the test be done again?", "Why are the kidneys not in the test?"),
            [(ELIGIBILITY, "- coordinator")],
        ),
        "a duty": (
            changed(ELIGIBILITY, "Can the test be done again?", "When must I leave the place?"),
            [(ELIGIBILITY, "- coordinator")],
        ),
    },
    "number-lost": {
        "left out": (changed(ELIGIBILITY, "in the last 6 months", "lately"), [(ELIGIBILITY, "### A stroke")]),
        "one of two": (changed(ELIGIBILITY, ", in the 14 days before the first dose", ""), [(ELIGIBILITY, "### Your kid")]),
        "but for a heading": (
            with_rule("Rash in the last 3 months", "You had a rash.", heading="A rash in the last 3 months"),
            [(ELIGIBILITY, "### A rash")],
        ),
        "but for what is left open": (
            with_rule(
                "Rash in the last 3 months",
                "You had a rash lately.\n\n> [!UNCLEAR]\n> The record does not say from which day the 3 months count.\n>"
                "\n> - coordinator: From which day do they count? {#from}",
            ),
            [(ELIGIBILITY, "### Another")],
        ),
    },
    "unit-changed": {
        "of three parts": (
            with_rule("Rinsing with 5 mL/kg/h", "You had a rinsing with 5 mg/kg/h."),
            [(ELIGIBILITY, "You had a rinsing")],
        ),
        "weeks for months": (
            changed(ELIGIBILITY, "in the last 6 months", "in the last 6 weeks"),
            [(ELIGIBILITY, "You had")],
        ),
        "left out": (
            changed(ELIGIBILITY, "The result is 50 mL/min or", "The result is 50 or"),
            [(ELIGIBILITY, "### Your kid")],
        ),
    },
    "comparison-changed": {
        "turned round": (
            changed(ELIGIBILITY, "50 mL/min or higher", "50 mL/min or lower"),
            [(ELIGIBILITY, "A [blood")],
        ),
        "about": (
            changed(ELIGIBILITY, "The highest age is 65 years.", "The highest age is about 65 years."),
            [(ELIGIBILITY, "The highest")],
        ),
        "left out": (
            changed(ELIGIBILITY, "50 mL/min or higher", "50 mL/min"),
            [(ELIGIBILITY, "### Your kid")],
        ),
        "left out, but for a heading": (
            with_rule("Rash of more than 30 mm", "The 30 mm of the rash are measured.", heading="A rash of more than 30 mm"),
            [(ELIGIBILITY, "### A rash")],
        ),
    },
    "choice-of-numbers-changed": {
        "one more, of a linked term": (
            with_rule("Score of 0 or 1", "Your [score][blood test] is 0, 1 or 2.") | SCALE,
            [(ELIGIBILITY, "Your [score]")],
        ),
        "one less of a range": (
            with_rule("Score of 0-4", "Your [score][blood test] is 0 or 1.\nThe scale goes from 0 to 4.") | SCALE,
            [(ELIGIBILITY, "Your [score]")],
        ),
        "only the ends of a range": (with_rule("Score from 4 to 9", "Your score is 4 or 9."), [(ELIGIBILITY, "Your score")]),
    },
    "time-order-changed": {
        "after for before": (
            with_rule("Itch after the rinsing", "You had an itch before the rinsing."),
            [(ELIGIBILITY, "You had an itch")],
        ),
        "in a heading": (
            with_rule("Itch before the rinsing", "You had an itch before the rinsing.", heading="An itch after the rinsing"),
            [(ELIGIBILITY, "### An itch")],
        ),
        "after for at": (
            with_rule("Itch at the ear visit", "You had an itch after the visit."),
            [(ELIGIBILITY, "You had an i")],
        ),
        "before for since": (
            with_rule("Itch since the rinsing", "You had an itch until the rinsing."),
            [(ELIGIBILITY, "You had an itch")],
        ),
    },
    "count-changed": {
        "how often": (
            summarised("There are weekly checks for a month.", "For a month, there is a check each month."),
            [(SUMMARY, "For a month")],
        ),
        "every other one": (
            summarised("There are weekly checks.", "There is a check every second week."),
            [(SUMMARY, "There is a check")],
        ),
        "two for one": (
            with_rule("One rinsing of the ear", "You had two rinsings of the ear."),
            [(ELIGIBILITY, "You had two")],
        ),
        "three for two": (
            with_rule("One of two lists", "You are on one of three lists."),
            [(ELIGIBILITY, "You are on one")],
        ),
    },
    "allowance-turned": {
        "a not added": (
            with_rule("Unable to hear (aids are allowed)", "You cannot hear. Aids are not allowed.", "Exclusion"),
            [(ELIGIBILITY, "### Another")],
        ),
        "left out": (
            with_rule("Unable to hear (aids are allowed)", "You cannot hear.", "Exclusion"),
            [(ELIGIBILITY, "### Another")],
        ),
    },
    "count-lost": {
        "a number gone": (with_rule("Two tests of the ears", "You had tests of the ears."), [(ELIGIBILITY, "### Another")]),
    },
    "letter-changed": {
        "a letter for another": (
            with_rule("Rash of type B, itch of type C", "You have a rash of type B, and an itch of type B."),
            [(ELIGIBILITY, "### Another")],
        ),
    },
    "time-event-changed": {
        "another event": (
            with_rule("Itch within 7 days before enrolment", "You had an itch in the 7 days before the screening."),
            [(ELIGIBILITY, "You had an itch")],
        ),
        "first for last": (
            with_rule("Itch after the last dose", "You had an itch after the first dose."),
            [(ELIGIBILITY, "You had an itch")],
        ),
    },
    "time-not-in-record": {
        "in words": (with_rule("Itch of the ears", "You had an itch in the last year."), [(ELIGIBILITY, "You had an itch")]),
    },
    "negation-lost": {
        "a no gone": (
            with_rule("No severe rash", "You have a severe rash."),
            [(ELIGIBILITY, "### Another")],
        ),
        "one of two": (
            with_rule("No severe rash and no itch", "You must not have a severe rash.\nYou itch."),
            [(ELIGIBILITY, "You must")],
        ),
        "one of two of the same": (
            with_rule("Neither you nor the nurse will know", "You would know this.\nThe nurse would not know it."),
            [(ELIGIBILITY, "You would know")],
        ),
        "a word that hides it": (with_rule("Uneven rash", "Your rash is even."), [(ELIGIBILITY, "### Another")]),
        "an inability": (with_rule("Inability to scratch", "You can scratch."), [(ELIGIBILITY, "### Another")]),
        "in a list": (
            with_rule("No rash; no itch", "You have all of these:\n\n- no rash\n- an itch"),
            [(ELIGIBILITY, "- an itch")],
        ),
        "of a linked term": (
            with_rule("Without any blood test before", "Your [blood was looked at][blood test].\nIt does not take long."),
            [(ELIGIBILITY, "Your [blood was")],
        ),
    },
    "opposite-said": {
        "longer": (with_rule("A shorter rash", "Your rash is longer."), [(ELIGIBILITY, "Your rash is longer")]),
        "where a term denies it": (
            with_rule("Refractory rash", "Your rash is [refractory][blood test].", heading="A rash that got better")
            | changed(GLOSSARY, LAB, f"{LAB}\nA thing does not get better."),
            [(ELIGIBILITY, "### A rash")],
        ),
    },
    "choice-exchanged": {
        "a degree more": (
            with_rule("A moderate or severe rash", "You have a mild, moderate or severe rash."),
            [(ELIGIBILITY, "You have a mild")],
        ),
    },
    "comparison-swapped": {
        "the other side of a limit": (
            with_rule("Bilirubin > institutional ULN", "Your bilirubin is lower than the upper limit of normal (ULN)."),
            [(ELIGIBILITY, "Your bilirubin")],
        ),
        "two things": (
            with_rule("Ear pain greater than nose pain", "The pain in your nose is worse than the pain in your ear."),
            [(ELIGIBILITY, "The pain in")],
        ),
    },
    "number-exchanged": {
        "of men and women": (
            with_rule("Itch, male ≥ 450 ms, female ≥ 470 ms", "You itch: for women 450 ms or more, for men 470 ms or more."),
            [(ELIGIBILITY, "### Another")],
        ),
        "of a share": (
            summarised("About 50% of people with a rash have asthma.", "About 50% of people with asthma have a rash."),
            [(SUMMARY, "About 50% of people with asthma")],
        ),
    },
    "scale-turned": {
        "a known score": (
            with_rule("ECOG score of 1", "Your score is 1 (ECOG).\nA higher score is fitter."),
            [(ELIGIBILITY, "Your score is 1")],
        ),
    },
    "stage-contradicted": {
        "withdrawn": (
            record_of(statusModule={"overallStatus": "WITHDRAWN"})
            | changed(SUMMARY, "## The visits", "The study is looking for people now.\n\n## The visits"),
            [(SUMMARY, "The study is looking")],
        ),
        "not open yet": (
            record_of(statusModule={"overallStatus": "NOT_YET_RECRUITING"})
            | changed(SUMMARY, "## The visits", "The study is now looking for new people.\n\n## The visits"),
            [(SUMMARY, "The study is now")],
        ),
        "goes on": (
            record_of(statusModule={"overallStatus": "RECRUITING"})
            | changed(
                SUMMARY, "## The visits", "When the study has ended, they look.\nThis study was stopped.\n\n## The visits"
            ),
            [(SUMMARY, "When the study has ended")],
        ),
    },
    "negation-added": {
        "ruled out": (
            with_rule("Confirmed rash", "Doctors have ruled out a rash."),
            [(ELIGIBILITY, "Doctors have ruled")],
        ),
        "hardly": (with_rule("Able to scratch", "You can hardly scratch."), [(ELIGIBILITY, "You can hardly")]),
        "yet to": (with_rule("Rinsing of the ear", "You have yet to rinse your ear."), [(ELIGIBILITY, "You have yet")]),
        "the opposite word": (with_rule("Usual rash", "You have an unusual rash."), [(ELIGIBILITY, "You have an un")]),
        "a no more": (changed(ELIGIBILITY, "You had a stroke", "You never had a stroke"), [(ELIGIBILITY, "You never")]),
        "in a heading": (changed(ELIGIBILITY, "### Your age", "### Not your age"), [(ELIGIBILITY, "### Not")]),
        "one more": (
            with_rule("Biopsy of the ear without infection", "You had no biopsy of the ear.\nYou must not have an infection."),
            [(ELIGIBILITY, "You had no")],
        ),
    },
    "exception-lost": {
        "except": (
            with_rule("Cancer, except skin cancer", "You had cancer of the skin.", "Exclusion"),
            [(ELIGIBILITY, "### Another")],
        ),
        "either way": (with_rule("Rash with or without itch", "You have a rash and an itch."), [(ELIGIBILITY, "### Another")]),
    },
    "conflict-decided": {
        "the second": (
            changed(ELIGIBILITY, "> We do not know which is right.", "> The second is right."),
            [(ELIGIBILITY, "> One place")],
        ),
    },
    "fact-not-in-record": {
        "a part of the body": (with_rule("Cancer", "You have breast cancer."), [(ELIGIBILITY, "You have breast")]),
        "a test": (with_rule("Pregnancy", "A blood test finds that you are pregnant."), [(ELIGIBILITY, "A blood test finds")]),
        "an illness more": (
            with_rule("Liver disease", "You have a liver disease.\nYou drink too much alcohol.", "Exclusion"),
            [(ELIGIBILITY, "You have a liver")],
        ),
        "a month": (stroke("The study began last March."), [(ELIGIBILITY, "You had")]),
    },
    "heading-changed": {
        "a part of the body": (
            with_rule("Rash of the ear", "You have a rash of the ear.", heading="A rash, with liver disease"),
            [(ELIGIBILITY, "### A rash")],
        ),
        "a group": (
            with_rule("Rash", "You have a rash.", heading="For the group with the higher dose: a rash"),
            [(ELIGIBILITY, "### For the")],
        ),
        "all for some": (with_rule("Rash", "You have a rash.", heading="All steps: a rash"), [(ELIGIBILITY, "### All")]),
        "any for some": (with_rule("Severe rash", "A severe rash.", heading="Any rash"), [(ELIGIBILITY, "### Any")]),
        "most for some": (
            with_rule("Rash or hives", "You have any one of these: a rash, or hives.", heading="Most rashes"),
            [(ELIGIBILITY, "### Most")],
        ),
        "a no": (changed(SUMMARY, "## The visits", "## No visits"), [(SUMMARY, "## No")]),
        "no no": (
            with_rule("Uncontrolled asthma", "Your asthma is not under control.", heading="Asthma that is under control"),
            [(ELIGIBILITY, "### Asthma")],
        ),
        "now for ever": (
            with_rule("Prior rash", "You had a rash before.", heading="A rash now"),
            [(ELIGIBILITY, "### A rash")],
        ),
        "a thing": (with_rule("Rash", "You have a rash.", heading="A rash at home"), [(ELIGIBILITY, "### A rash")]),
        "above units": (changed(SUMMARY, "## The visits", "## The heart and the visits"), [(SUMMARY, "## The he")]),
        "the title": (
            changed(SUMMARY, "# A study of examplinib", "# A study of examplinib in liver disease"),
            [(SUMMARY, "# A study")],
        ),
        "who is in the title": (
            changed(SUMMARY, "# A study of examplinib", "# A study of examplinib in women"),
            [(SUMMARY, "# A study")],
        ),
    },
    "part-dropped": {
        "a bullet": (
            with_rule(
                "Silent angina, stable angina, or unstable angina",
                "You have one of these:\n\n- stable angina\n- unstable angina",
            ),
            [(ELIGIBILITY, "### Another")],
        ),
        "one of two bullets that say much": (
            with_rule(
                "Severe or unstable angina, or cardiomegaly",
                "You have one of these:\n\n- chest pain that is severe or not stable (unstable angina)",
            ),
            [(ELIGIBILITY, "### Another")],
        ),
        "a bullet beside a sentence on all": (
            with_rule(
                "Any disease of the heart, including angina, myocarditis, and cardiomegaly",
                "You have any disease of the heart.\nThe record names these:\n\n- angina\n- myocarditis\n\n"
                "Other diseases of the heart count too.",
            ),
            [(ELIGIBILITY, "### Another")],
        ),
        "one of three": (
            with_rule("Stroke, asthma, or epilepsy", "You had a stroke or have asthma.", "Exclusion"),
            [(ELIGIBILITY, "### Another")],
        ),
    },
    "qualifier-lost": {
        "severe": (with_rule("Severe rash", "You have a rash."), [(ELIGIBILITY, "### Another")]),
        "planned": (with_rule("Planned rinsing", "Your ear is rinsed."), [(ELIGIBILITY, "### Another")]),
    },
    "double-negative": {
        "unless": (keeping("You cannot take part unless you write."), [(PRIVACY, "You cannot")]),
        "not without": (keeping("Do not come without a friend."), [(PRIVACY, "Do not")]),
        "not un-": (keeping("It is not uncommon."), [(PRIVACY, "It is")]),
        "nothing not": (keeping("Nothing is not kept."), [(PRIVACY, "Nothing")]),
    },
    "passive-frequent": {
        "with -ed": ({PRIVACY: PASSIVE.format("looked at")}, [("content/about", None)]),
        "of the writers' list": (
            {PRIVACY: PASSIVE.format("taken")} | wording("participle", "taken"),
            [("content/about", None)],
        ),
    },
    "term-unexplained": {
        "by its name": (
            changed(GLOSSARY, "## Blood test", TERM.format("Stroke {#a-stroke}", "strokes")),
            [(ELIGIBILITY, "### A stroke")],
        ),
        "by another name": (
            changed(GLOSSARY, "## Blood test", TERM.format("Brain attack {#brain-attack}", "stroke")),
            [(ELIGIBILITY, "### A stroke")],
        ),
    },
    "idiom": {
        "of the writers' list": (
            changed(DOCTOR, "What side effects are known?", "Are you on the ball?") | wording("idiom", "on the ball"),
            [(DOCTOR, "- Are")],
        ),
    },
    "name-lost": {
        "capitals": (with_rule("ECOG score of 1", "Your score is 1."), [(ELIGIBILITY, "### Another")]),
        "letters and a digit": (with_rule("HbA1c below 9%", "Your sugar is below 9%."), [(ELIGIBILITY, "### Another")]),
        "an acronym that our words do without": (
            with_rule("EHQ done", "Your list of questions about ears was done."),
            [(ELIGIBILITY, "### Another")],
        ),
        "inside another word": (with_rule("Raised ANA", "An analysis is raised."), [(ELIGIBILITY, "### Another")]),
        "two names of people": (with_rule("Child-Pugh class B", "Your liver is in class B."), [(ELIGIBILITY, "### Another")]),
        "one of two": (with_rule("Meets the AB1/XY2 rules", "You meet the AB1 rules."), [(ELIGIBILITY, "### Another")]),
        "asked for only": (
            with_rule("HbA1c below 9%", "It is below 9%.\n\n#### Questions\n\n- doctor: What is my HbA1c? {#hba1c}"),
            [(ELIGIBILITY, "### Another")],
        ),
        "an abbreviation and its words": (
            with_rule("Scaly ear rash (SER)", "You scratch there."),
            [(ELIGIBILITY, "### Another")],
        ),
    },
    "joining-changed": {
        "no choice left": (with_rule("Rash or itch", "You have a rash.\nYou itch."), [(ELIGIBILITY, "### Another")]),
        "the child is no choice": (
            with_rule("Rash or itch", "You or your child itches with a rash."),
            [(ELIGIBILITY, "### Another")],
        ),
        "a limit is no choice": (
            with_rule("Rash or itch for 3 days or more", "You itch with a rash for 3 days or more."),
            [(ELIGIBILITY, "### Another")],
        ),
        "or turned": (
            with_rule("Rash or itch", "You have a rash and an itch.\nEither ear may have it."),
            [(ELIGIBILITY, "You have a rash and")],
        ),
        "and turned": (with_rule("Rash and itch", "You have a rash or an itch."), [(ELIGIBILITY, "You have a rash or")]),
        "and/or as and": (
            with_rule("Rash and/or itch", "You have both of these: rash, or itch."),
            [(ELIGIBILITY, "### Another")],
        ),
        "any one for all": (
            with_rule("Rash and itch", "You have any one of these:\n\n- a rash\n- an itch"),
            [(ELIGIBILITY, "### Another")],
        ),
        "two values": (with_rule("Score of 0 or 1", "Your score is 0 and 1."), [(ELIGIBILITY, "Your score")]),
        "and/or beside another or": (
            with_rule(
                "Ear rash and/or neck itch on either side", "You have a rash of the ear and an itch of the neck, left or right."
            ),
            [(ELIGIBILITY, "You have a rash of")],
        ),
        "values of an exclusion": (
            with_rule("Rash is wide and itch is strong", "Your rash is wide, or your itch is strong.", "Exclusion"),
            [(ELIGIBILITY, "Your rash is")],
        ),
    },
    "exclusion-turned": {
        "must not": (
            with_rule("No hearing left", "You must not be deaf.", "Exclusion"),
            [(ELIGIBILITY, "You must")],
        ),
        "must be": (with_rule("Deaf", "You must be deaf.", "Exclusion"), [(ELIGIBILITY, "You must be deaf")]),
        "need to have": (with_rule("A rash", "You need to have a rash.", "Exclusion"), [(ELIGIBILITY, "You need to have")]),
        "may join": (
            with_rule("A rash", "You may take part even with a rash.", "Exclusion"),
            [(ELIGIBILITY, "You may take")],
        ),
        "wanted": (with_rule("A rash", "People with a rash are wanted.", "Exclusion"), [(ELIGIBILITY, "People with")]),
        "for them": (
            with_rule("A rash", "This study is for people with a rash.", "Exclusion"),
            [(ELIGIBILITY, "This study is")],
        ),
        "fine": (with_rule("Any rash", "It is fine if you have any rash.", "Exclusion"), [(ELIGIBILITY, "It is fine")]),
    },
    "inclusion-turned": {
        "ruled out": (with_rule("A rash", "You have a rash, and that would rule you out."), [(ELIGIBILITY, "You have a rash")]),
        "weaker": (with_rule("Must have a rash", "You may have a rash."), [(ELIGIBILITY, "You may have")]),
    },
    "medicine-order": {
        name: (changed(SITE, "Read about", f"{order}\n\nRead about"), [(SITE, order)])
        for name, order in {
            "stop taking": "Stop taking it now.",
            "stop these": "Stop these now.",
            "please": "Please stop your pills before you come.",
            "take less": "You should take less of your medicine.",
            "after a condition": "If you take a medicine, stop it a week before.",
            "must": "You must change your medicine.",
            "do not take": "Do not take your pills before the visit.",
            "passive": "Your pills must be stopped.",
            "a word for it": "Leave them out.",
            "an amount": "Use yours twice every day.",
            "by a doctor": "Ask your doctor to end that treatment.",
            "food": "Drink more water before the visit.",
        }.items()
    }
    | {
        "a list": (
            with_rule("A rash", "You have a rash.\nPlease:\n\n- stop your medicines\n- come to us"),
            [(ELIGIBILITY, "- stop your medicines")],
        ),
        "a heading": (with_rule("A rash", "A rash.", heading="Stop taking them"), [(ELIGIBILITY, "### Stop tak")]),
        "a question list": (changed(DOCTOR, "# Questions for", "# Stop your pills, and questions for"), [(DOCTOR, "# Stop")]),
    },
    "medicine-notice-missing": {
        "a medicine taken": (with_rule("Taking aspirin", "You take aspirin.", "Exclusion"), [(ELIGIBILITY, "### Another")]),
        "a medicine needed": (with_rule("Requiring tablets", "You need tablets."), [(ELIGIBILITY, "### Another")]),
        "a medicine of late": (
            with_rule("Received tablets within the past week", "You had tablets in the past week."),
            [(ELIGIBILITY, "### Another")],
        ),
        "a medicine before what is to come": (
            with_rule("Received tablets before surgery", "You had tablets before surgery."),
            [(ELIGIBILITY, "### Another")],
        ),
        "a medicine stopped": (
            with_rule("Discontinuation of ear drops", "You stopped ear drops."),
            [(ELIGIBILITY, "### Another")],
        ),
    },
    "unit-without-quote": {
        "a unit": (
            changed(ELIGIBILITY, STROKE, f"{STROKE}\n### Your weight\n\nYou weigh something.\n"),
            [(ELIGIBILITY, "### Your weight")],
        ),
        "words under a heading": (changed(SUMMARY, "{#visits}\n", "{#v}\n\nWords.\n\n### Visits\n"), [(SUMMARY, "## The")]),
    },
    "not-explained": {
        "a quote alone": (changed(ELIGIBILITY, STROKE, ""), [(ELIGIBILITY, "### A stroke")]),
        "with another notice": (
            changed(ELIGIBILITY, STROKE, f"{NOTICE}>\n> - doctor: Which? {{#which}}\n"),
            [(ELIGIBILITY, "### A stroke")],
        ),
    },
    "id-doubled": {
        "two units": (changed(ELIGIBILITY, "{#age}", "{#kidneys}"), [(ELIGIBILITY, "### Your age")]),
        "two units in two files": (changed(SUMMARY, "{#visits}", "{#age}"), [(ELIGIBILITY, "### Your age")]),
        "a unit and its section": (
            changed(
                SUMMARY,
                "would come every 2 weeks.\n",
                "come every 2 weeks.\n\n### Visits\n\n> Title: Examplinib in Tired Ears\n\nYes.\n",
            ),
            [(SUMMARY, "### Visits")],
        ),
        "two headings alike": (changed(ELIGIBILITY, "### A stroke {#stroke}", "### Age"), [(ELIGIBILITY, "### Age")]),
        "two questions of a study": (changed(QUESTIONS, "{#why-tired}", "{#test-again}"), [(QUESTIONS, "- doctor")]),
        "a question of a study and a shared one": (changed(QUESTIONS, "{#why-tired}", "{#travel}"), [(QUESTIONS, "- doctor")]),
        "two shared questions": (changed(COORDINATOR, "{#travel}", "{#side-effects}"), [(COORDINATOR, "- Who")]),
        "two headings of a page": (
            {PRIVACY: GOOD[PRIVACY] + "\n## What we keep\n\nNothing.\n"},
            [(PRIVACY, "## What we keep\n\nNothing")],
        ),
        "two headings of the home page": ({SITE: GOOD[SITE] + "\n## A\n\nB.\n\n## A!\n\nC.\n"}, [(SITE, "## A!")]),
    },
    "id-reserved": {
        "a unit": (changed(ELIGIBILITY, "{#age}", "{#page-age}"), [(ELIGIBILITY, "### Your age")]),
        "a section": (changed(SUMMARY, "## The visits {#visits}", "## Main"), [(SUMMARY, "## Main")]),
        "a question": (changed(QUESTIONS, "{#why-tired}", "{#words-own}"), [(QUESTIONS, "- doctor")]),
        "a heading": (changed(PRIVACY, "## What we keep", "## Main"), [(PRIVACY, "## Main")]),
        "a term": (changed(GLOSSARY, "{#blood-test}", "{#main}"), [(GLOSSARY, "## Blood")]),
    },
    "title-doubled": {"two pages": ({"content/about/zebra.md": "# privacy\n"}, [("content/about/zebra.md", "# privacy")])},
    "name-only": {
        "a heading": (changed(ELIGIBILITY, "### A stroke {#stroke}", "### exclusion-1"), [(ELIGIBILITY, "### exclusion-1")]),
        "a section's heading": (changed(SUMMARY, "## The visits {#visits}", "## summary-2"), [(SUMMARY, "## summary-2")]),
        "a title": (changed(SUMMARY, "# A study of examplinib", "# NCT00000001"), [(SUMMARY, "# NCT")]),
        "nobody's words": (
            changed(SUMMARY, "written-by: A research nurse", "written-by: nobody yet"),
            [(SUMMARY, "written-by")],
        ),
    },
    "record-problem-found": {
        "words that are not written yet": (
            {ELIGIBILITY: GOOD[ELIGIBILITY].replace(WORDS_ON_AGE, "\n"), WAIVERS: waiver(rule="not-explained", unit="age")},
            [(ELIGIBILITY, "### Your age")],
        ),
    },
    "record-problem-unanswered": {
        "no exclusion criteria": (WITHOUT_EXCLUSION | {ELIGIBILITY: before_exclusion("")}, [(ELIGIBILITY, None)]),
        "another kind of notice": (changed(ELIGIBILITY, "> [!CONFLICT]", "> [!MISSING]"), [(ELIGIBILITY, "### Your age")]),
        "a paper that nobody sees": (
            with_rule("Ears as in Appendix 2", "Your ears are as in Appendix 2."),
            [(ELIGIBILITY, "### Another")],
        ),
        "a notice on the list that names another paper": (
            with_rule(
                "Ears as in Appendix 2", "Your ears are as in Appendix 2.", before=PAPER.replace("Appendix 2", "an appendix")
            ),
            [(ELIGIBILITY, "### Another")],
        ),
    },
    "damage-unanswered": {
        "a bracket": (
            with_rule("Red ears (of either side", "Your ears are red, on either side."),
            [(ELIGIBILITY, "### Another")],
        ),
        "another kind of notice": (
            with_rule("Red ears.Tired ears", f"Your ears are red and tired.\n\n{NOTICE}>\n> - doctor: Which? {{#which}}"),
            [(ELIGIBILITY, "### Another")],
        ),
    },
    "acronym-unexplained": {
        "alone": (with_rule("EHQ done", "Your EHQ was done."), [(ELIGIBILITY, "Your EHQ")]),
        "in a heading": (
            with_rule("EHQ done", "It was done.", heading="Your EHQ"),
            [(ELIGIBILITY, "### Your EHQ")],
        ),
        "with a value": (with_rule("EHQ of 3", "Your EHQ is 3."), [(ELIGIBILITY, "Your EHQ")]),
        "asked for, in no notice": (
            with_rule("EHQ done", "The record does not say what the letters EHQ stand for."),
            [(ELIGIBILITY, "The record does not say what the letters")],
        ),
    },
    "waiver-refused": {
        "no such rule": ({WAIVERS: waiver("number-lots", unit="age")}, [(WAIVERS, "[[")]),
        "a rule that nothing excuses": ({WAIVERS: waiver("promise", unit="age")}, [(WAIVERS, "[[")]),
        "a fault of reading": ({WAIVERS: waiver("raw-html", unit="age")}, [(WAIVERS, "[[")]),
    },
    "waiver-idle": {
        "nothing to excuse": ({WAIVERS: waiver("number-lost", unit="age")}, [(WAIVERS, "[[")]),
        "one of two": (
            UNEXPLAINED | {WAIVERS: waiver("not-explained", unit="stroke") + waiver("not-explained", unit="age")},
            [(WAIVERS, '[[waiver]]\nrule = "not-explained"\nreason = "Because."\nunit = "age"')],
        ),
    },
    "conflict-one-sided": {
        "one side": (changed(ELIGIBILITY, "> > Minimum age: 12 Years\n>\n", ""), [(ELIGIBILITY, "> [!CONFLICT]")]),
    },
    "notice-without-question": {
        "of a unit": (changed(ELIGIBILITY, STROKE, f"{STROKE}\n{NOTICE}"), [(ELIGIBILITY, "> [!UNCLEAR]")]),
        "of a study": (changed(ELIGIBILITY, "## Inclusion", f"{NOTICE}\n## Inclusion"), [(ELIGIBILITY, "> [!UNCLEAR]")]),
    },
    "group-empty": {
        "of a study": ({QUESTIONS: GOOD[QUESTIONS] + "\n## Nothing\n"}, [(QUESTIONS, "## Nothing")]),
        "of all": ({DOCTOR: GOOD[DOCTOR] + "\n## Nothing\n"}, [(DOCTOR, "## Nothing")]),
    },
    "not-a-question": {"a wish": (changed(DOCTOR, "are known?", "are known."), [(DOCTOR, "- What")])},
    "base-questions-missing": {"no list": ({DOCTOR: "# Questions\n\nWords.\n"}, [(DOCTOR, None)])},
    "fact-unknown": {
        "a colour": ({COPY: GOOD[COPY] + "\n## Colour\n\n> Title: Examplinib in Tired Ears\n\nRed\n"}, [(COPY, "## Colour")])
    },
    "no-contact": {
        "empty": (changed(SITE, "contact: someone@example.org", "contact:"), [(SITE, "---")]),
        "left out": (changed(SITE, "contact: someone@example.org\n", ""), [(SITE, "---")]),
    },
    "praise": {
        "a unit": (
            changed(
                WORDING, "## Promises", "## Praise {#praise}\n\nIt makes hope.\n\n- tired stroke: leave it out\n\n## Promises"
            )
            | changed(ELIGIBILITY, STROKE, f"{STROKE}It is a tired stroke.\n"),
            [(ELIGIBILITY, "You had")],
        ),
    },
    "promise": {
        "in a unit": (changed(ELIGIBILITY, STROKE, f"{STROKE}So YOU qualify.\n"), [(ELIGIBILITY, "You had")]),
        "in a question": (changed(DOCTOR, "What side effects are known?", "Can you say you qualify?"), [(DOCTOR, "- Can")]),
        "within marks": (changed(ELIGIBILITY, STROKE, "So you **qualify** in the last 6 months.\n"), [(ELIGIBILITY, "So you")]),
        "with a bent apostrophe": (
            changed(WORDING, "- you qualify:", "- you're lucky:")
            | changed(ELIGIBILITY, STROKE, "You’re lucky in the last 6 months.\n"),
            [(ELIGIBILITY, "You’re")],
        ),
        "written with a bent apostrophe": (
            changed(WORDING, "- you qualify:", "- you’re lucky:")
            | changed(ELIGIBILITY, STROKE, "You're lucky in the last 6 months.\n"),
            [(ELIGIBILITY, "You're")],
        ),
    },
    "plainer-word": {
        "a hard word": (
            changed(ELIGIBILITY, STROKE, "The Intervention was a stroke in the last 6 months.\n"),
            [(ELIGIBILITY, "The Inter")],
        ),
        "in brackets, and not in the quote": (
            with_rule("Had surgery", "You had surgery (ear intervention)."),
            [(ELIGIBILITY, "You had surgery")],
        ),
    },
    "word-not-everyday": {
        "a medicine": (stroke("You take zorvamab."), [(ELIGIBILITY, "You had")]),
        "a medicine in brackets": (stroke("You take a medicine (Zorvamab)."), [(ELIGIBILITY, "You had")]),
        "a medicine at the head of a sentence": (stroke("Zorvamab is a medicine."), [(ELIGIBILITY, "You had")]),
        "jargon": (stroke("The haemodynamic parameters count."), [(ELIGIBILITY, "You had")]),
        "a word of hope": (stroke("It is a wonderful treatment."), [(ELIGIBILITY, "You had")]),
        "a medicine of another unit": (stroke("You take examplinib."), [(ELIGIBILITY, "You had")]),
        "a term without its link": (
            changed(GLOSSARY, "also: blood tests", "also: venesection") | stroke("A venesection."),
            [(ELIGIBILITY, "You had")],
        ),
        "a word in quotation marks": (stroke("The record says “zorvamab”."), [(ELIGIBILITY, "You had")]),
        "a part of a word": (stroke("You have a post-thrombotic day."), [(ELIGIBILITY, "You had")]),
        "within marks": (stroke("You take **zorvamab**."), [(ELIGIBILITY, "You had")]),
        "in a heading": (changed(ELIGIBILITY, "### A stroke", "### An apoplexy"), [(ELIGIBILITY, "### An")]),
        "in a reason": (changed(ELIGIBILITY, "Your kidneys take", "Your nephrons take"), [(ELIGIBILITY, "Your nephrons")]),
        "in a notice": (changed(ELIGIBILITY, "One place says 12", "One annotation says 12"), [(ELIGIBILITY, "One annotation")]),
        "in a notice on a list": (
            changed(ELIGIBILITY, "## Exclusion\n", "## Exclusion\n\n> [!DAMAGED]\n> Zorvamab is lost.\n"),
            [(ELIGIBILITY, "> Zorvamab")],
        ),
        "in a question": (changed(ELIGIBILITY, "Can the test be done", "Can venesection be done"), [(ELIGIBILITY, "- coord")]),
        "in a question of the study": (changed(QUESTIONS, "my ears tired", "my cochlea tired"), [(QUESTIONS, "- doctor")]),
        "in a title": (changed(SUMMARY, "# A study of examplinib", "# A study of zorvamab"), [(SUMMARY, "# A study")]),
        "in a section": (changed(SUMMARY, "## The visits", "## The notifications"), [(SUMMARY, "## The")]),
        "in the copy": (changed(COPY, "This study is", "This notification is"), [(COPY, "This notification")]),
        "in a fact": (
            {COPY: GOOD[COPY] + "\n## How many people\n\n> Minimum age: 12 Years\n\n12 years zorvamab\n"},
            [(COPY, "12 years zor")],
        ),
        "a place": (stroke("You would come to Springfield."), [(ELIGIBILITY, "You had")]),
        "a place with a name of everyday words": (stroke("You would come to Bath."), [(ELIGIBILITY, "You had")]),
        "a medicine with a capital letter": (stroke("You take Zorvamab."), [(ELIGIBILITY, "You had")]),
        "a test": (stroke("You have a PET test."), [(ELIGIBILITY, "You had")]),
        "a test at the head of a sentence": (stroke("PET is a test."), [(ELIGIBILITY, "You had")]),
        "letters and digits": (stroke("A letter carries cx47."), [(ELIGIBILITY, "You had")]),
        "a person": (changed(QUESTIONS, "What makes", "What, Dr Okonkwo, makes"), [(QUESTIONS, "- doctor")]),
        "an acronym in a heading": (changed(ELIGIBILITY, "### A stroke", "### PET and a stroke"), [(ELIGIBILITY, "### PET")]),
        "a single letter": (stroke("You have type K."), [(ELIGIBILITY, "You had")]),
    },
    "benefit-claimed": {
        "a title": (changed(SUMMARY, "# A study of", "# A safer study of"), [(SUMMARY, "# A safer")]),
        "a question": (
            changed(QUESTIONS, "What makes my ears tired?", "When do I stop my pills?"),
            [(QUESTIONS, "- doctor: When")],
        ),
        "better": (changed(SUMMARY, "It is for people", "It is better for people"), [(SUMMARY, "The study tests")]),
    },
    "place-promised": {
        "a sure place": (stroke("You are sure of a place."), [(ELIGIBILITY, "You had")]),
        "a title": ({ELIGIBILITY: GOOD[ELIGIBILITY].replace("# Who may be able to", "# Who can", 1)}, [(ELIGIBILITY, "# Who")]),
    },
    "will-promised": {"will": (changed(SUMMARY, "You would come", "You will come"), [(SUMMARY, "You will come")])},
    "hedge-lost": {
        "may": (with_rule("Rash that may itch", "You have a rash that itches."), [(ELIGIBILITY, "You have a rash")]),
    },
    "result-claimed": {
        "shown": (
            summarised("It will look at whether ears itch.", "The study has shown when ears itch."),
            [(SUMMARY, "The study has")],
        ),
    },
    "may-added": {"may": (with_rule("A rash", "You may have a rash."), [(ELIGIBILITY, "You may have")])},
    "chance-lost": {
        "not by chance": (
            summarised("Ears are randomly put in two groups.", "Ears are put in two groups."),
            [(SUMMARY, "## Added")],
        ),
        "always for often": (summarised("Ears often itch.", "Ears always itch."), [(SUMMARY, "Ears always")]),
    },
    "negation-cut": {
        "in another unit": (
            with_rule("No ear pain or rash", "You have no ear pain or rash.\n\n### Skin\n\n> [...] rash\n\nA rash."),
            [(ELIGIBILITY, "> [...] rash")],
        ),
    },
    "speaker-changed": {
        "another doctor": (
            with_rule("A rash as judged by the investigator", "Your own doctor says that you have a rash."),
            [(ELIGIBILITY, "Your own doctor")],
        ),
    },
    "answer-told": {"yes": (stroke("You should say yes to the nurse."), [(ELIGIBILITY, "You had")])},
    "decider-added": {
        "a doctor": (with_rule("A rash", "Your own doctor decides if it is a rash."), [(ELIGIBILITY, "Your own")])
    },
    "leaving-denied": {
        "to stay": (with_rule("A rash", "A rash: you have to stay until the end."), [(ELIGIBILITY, "A rash: you")])
    },
    "now-and-ever-swapped": {
        "now": (with_rule("History of a rash", "You have a rash right now."), [(ELIGIBILITY, "You have a rash")]),
    },
    "blinding-told-wrongly": {
        "by lot, where nothing is drawn": (
            {COPY: GOOD[COPY] + "\nThe groups are drawn by lot.\n"},
            [(COPY, "The groups")],
        ),
        "who knows": (
            record_of(designModule={"designInfo": {"maskingInfo": {"masking": "SINGLE", "whoMasked": ["PARTICIPANT"]}}})
            | changed(
                SUMMARY, "## The visits", "## Who knows\n\n> Masking: SINGLE\n\nYou would know what you get.\n\n## The visits"
            ),
            [(SUMMARY, "You would know")],
        ),
        "the team": (
            summarised("It is a double-blind study of ears.", "It is a study of ears. Only the study team would know more."),
            [(SUMMARY, "It is a study")],
        ),
    },
    "notice-settled": {
        "a gap filled": (
            with_rule("A rash", "You have a rash.\n\n> [!UNCLEAR]\n> It is a red rash.\n>\n> - coordinator: Is it red?"),
            [(ELIGIBILITY, "> [!UNCLEAR]")],
        ),
        "of our copy": ({COPY: GOOD[COPY] + "\nNothing has changed since then.\n"}, [(COPY, "Nothing has")]),
        "all of it": ({COPY: GOOD[COPY] + "\nThe record holds all the rules.\n"}, [(COPY, "The record holds")]),
        "what no quote says": (
            with_rule(
                "A rash",
                "You have a rash.\n\n> [!UNCLEAR]\n> The record says that most treatments end.\n> It does not say when."
                "\n>\n> - coordinator: When?",
            ),
            [(ELIGIBILITY, "> The record says")],
        ),
    },
    "leave-given": {
        "on your own": (
            with_rule("A rash", "You have a rash.\n\n> [!MEDICINE]\n> You can stop a cream on your own."),
            [(ELIGIBILITY, "> You can stop")],
        ),
    },
    "joined-already": {
        "so far": (
            record_of(designModule={"enrollmentInfo": {"count": 125, "type": "ESTIMATED"}})
            | {COPY: GOOD[COPY] + "\n## How many people\n\n> Enrollment: 125\n\n125 people have joined so far.\n"},
            [(COPY, "125 people")],
        ),
    },
    "cause-invented": {"the wind": (stroke("You had it because of the wind."), [(ELIGIBILITY, "You had")])},
    "group-changed": {
        "smokers": (with_rule("Smokers with a rash", "You have a rash."), [(ELIGIBILITY, "### Another")]),
        "everybody": (with_rule("A rash", "Everybody has a rash."), [(ELIGIBILITY, "Everybody")]),
        "in a heading": (
            with_rule("Only a rash, in any ear", "Only a rash counts, in any ear.", heading="A rash, for most people"),
            [(ELIGIBILITY, "### A rash")],
        ),
    },
    "everyday-word-avoided": {"an expert word": ({EVERYDAY: GOOD[EVERYDAY] + "\nintervention\n"}, [(EVERYDAY, None)])},
}
"""For each rule: what breaks it (and no other rule), and `(file, words on the line)` of each finding."""

FINE = {
    "a term by another name": keeping("Your [blood tests]."),
    "a range written out, and the scale of a linked term": with_rule(
        "Score of 0-2", "Your **[score][blood test]** is 0, 1 or 2.\nThe scale goes from 0 to 4."
    )
    | SCALE,
    "two ranges, said apart": with_rule("Levels 1 to 3, or 5 to 7", "Your level is 1 to 3.\nOr it is 5, 6 or 7."),
    "a linked term's own number with its unit": with_rule("An itch", "You had an [itch, for 7 days or more][blood test].")
    | changed(GLOSSARY, "looked at in a lab.", "looked at in a lab.\nIt itches for 7 days or more."),
    "after, in other words": with_rule("Itch following a rinsing of the ear", "You had an itch after rinsing of the ear."),
    "before and after": with_rule(
        "Itch before and after rinsing", "You had an itch before rinsing.\nYou itch after rinsing too."
    ),
    "within days of": with_rule("Itch within 7 days of rinsing", "You had an itch in the 7 days before rinsing."),
    "before another event": with_rule("Itch after the rinsing", "You had an itch after the rinsing, before the study."),
    "a word that carries a no": with_rule("Deafness of one ear", "You cannot hear with one ear.", "Exclusion"),
    "free of it": with_rule("Itch-free time", "This is the time without an itch."),
    "poor": with_rule("Poor control of the itch", "Your itch is not well controlled."),
    "must not have it": with_rule("Contraindication to the rinsing", "You must not have the rinsing.", "Exclusion"),
    "both stable and unstable": with_rule(
        "Stable itch, or unstable itch", "You have one of these:\n\n- a stable itch\n- an unstable itch"
    ),
    "a number word for digits": with_rule("2 rinsings in eight-week courses", "Two rinsings, each for 8 weeks, were done."),
    "a numbered item inside of the text": with_rule(
        "Both of: (2) pain in the ear; (3) itch", "You have both pain in the ear and an itch."
    ),
    "a version": with_rule("An itch as in v.1.1", "You itch as in version 1.1."),
    "a unit in words": with_rule("Rinsing with 20mg/day", "You had a rinsing with 20 mg of it a day."),
    "a count that is said, and others": with_rule(
        "Each of four lists", "There are four lists.\nTwo lists are of ears, and two lists of friends."
    ),
    "one of the counted": with_rule("Two lists", "You are on one list, and there are two lists."),
    "a cut among words": keeping("He said [...] so."),
    "a link to a listed host": keeping("[Source](https://SOURCE.example.org/a#b)"),
    "a link to each page": keeping(
        "[a](/) [b](/glossary/#blood-test) [c](/about/) [d](/trials/NCT00000001/#age) [e](/trials/NCT00000001/source/)"
        " [f](/trials/NCT00000001/questions/doctor/)"
    ),
    "a sentence of 25 words": keeping("One " + "two " * 23 + "three."),
    "25 words, then more": keeping("One " + "two " * 23 + "three. Four, e.g. five; six."),
    "30 easy sentences": {PRIVACY: EASY},
    "29 hard sentences": {PRIVACY: HARD.rpartition("Antibodies")[0]},
    "a record without exclusion criteria, and a notice": WITHOUT_EXCLUSION
    | {ELIGIBILITY: before_exclusion("## Exclusion\n\n> [!MISSING]\n> None.\n>\n> - doctor: Which? {#which}\n")},
    "a paper that nobody sees, and a notice": with_rule("Ears as in Appendix 2", f"Your ears are as in Appendix 2.\n\n{PAPER}"),
    "a paper, and a notice on the list that names it": with_rule(
        "Ears as in Appendix 2", "Your ears are as in Appendix 2.", before=PAPER
    ),
    "damage, and a notice": with_rule("Red ears (of any side", "Your ears are red.\n\n> [!DAMAGED]\n> A bracket stays open."),
    "a hard word in the record's own term, in brackets": with_rule(
        "Had an ear intervention", "You had surgery on your ear (ear intervention)."
    ),
    "a hard word in the record's own heading": under_heading("Intervention"),
    "an acronym in brackets": with_rule("EHQ done", "Your list of questions about ears (EHQ) was done."),
    "an acronym with brackets after it": with_rule("EHQ done", "The EHQ (a list of questions about ears) was done."),
    "an acronym that is said to be something": with_rule("EHQ done", "The EHQ is a list of questions about ears. It was done."),
    "an acronym linked to the glossary": with_rule("EHQ done", "Your [EHQ][blood test] was done."),
    "an acronym that we ask about": with_rule(
        "EHQ done",
        "The EHQ was done.\n\n> [!UNCLEAR]\n> The record does not say what EHQ means.\n>\n> - doctor: What is EHQ? {#ehq}",
    ),
    "two acronyms that we ask about": with_rule(
        "EHQ and BTW done",
        "Your EHQ and BTW were done.\n\n> [!UNCLEAR]\n> The record does not say what EHQ and BTW mean.\n>\n"
        "> - doctor: What are these? {#ehq}",
    ),
    "a finding that is waived by its unit": UNEXPLAINED | {WAIVERS: waiver("not-explained", unit="stroke")},
    "a finding that is waived by its passage": with_rule("Red ears (of any side", "Your ears are red.")
    | {WAIVERS: waiver("damage-unanswered", passage="inclusion-1")},
    "a finding that is waived by the record's problem": with_rule("Red ears (of any side", "Your ears are red.")
    | {WAIVERS: waiver("bracket-unclosed", passage="inclusion-1")},
    "a finding that is waived by its file and words": UNEXPLAINED
    | {WAIVERS: waiver("not-explained", file="eligibility.md", words="not explained yet")},
    "a passage not explained, with the reason": changed(ELIGIBILITY, STROKE, "> [!NOT-EXPLAINED]\n> Nobody knows.\n"),
    "a quote in such a notice covers": changed(
        ELIGIBILITY,
        f"> History of stroke within 6 months\n\n{STROKE}",
        f"> Title: Examplinib in Tired Ears\n\n{STROKE}\n"
        "> [!NOT-EXPLAINED]\n> > History of stroke within 6 months\n>\n> Nobody knows.\n",
    ),
    "damage needs no question": changed(ELIGIBILITY, STROKE, f"{STROKE}\n> [!DAMAGED]\n> A word is broken.\n"),
    "a word in a word": {WORDING: GOOD[WORDING].replace("you qualify:", "or get:")} | stroke("It is for getting up."),
    "a hard word in a quote": {
        **record_of(descriptionModule={"briefSummary": "You qualify for the intervention. Visits take place every 2 weeks."}),
        **changed(SUMMARY, "> This study tests examplinib in tired ears.", "> You qualify for the intervention."),
    },
    "words of the quote in another form": stroke("Histories of strokes are historical."),
    "another spelling of the quote": with_rule("Severe anaemia", "You have severe anemia."),
    "an accent less": with_rule("Ménière disease", "You have Meniere’s disease."),
    "a name of the quote": with_rule("Seen at Springfield with P4T", "You were seen at Springfield with P4T."),
    "part of a name": with_rule("CX47-ZQ1 cells", "You have CX47 cells with ZQ1."),
    "a group of the record": with_rule("Rash", "You have a rash.", "Inclusion"),
    "a linked term": changed(GLOSSARY, "looked at in a lab", "looked at with a spectroscope")
    | stroke("A [blood test] with a spectroscope."),
    "a linked term within marks": changed(GLOSSARY, "also: blood tests", "also: venesection") | stroke("**A [venesection].**"),
    "another passage in quotation marks": stroke("The record says “examplinib in tired ears”."),
    "what is cited of another passage": stroke("The record says “examplinib” too. That is, examplinib."),
    "a heading in capitals": changed(ELIGIBILITY, "### A stroke", "### A Stroke Long Ago"),
    "names of the record in a title": changed(SUMMARY, "# A study", "# Visits and ears: a study"),
    "names of the record in a notice on a list": changed(
        ELIGIBILITY, "## Exclusion\n", "## Exclusion\n\n> [!DAMAGED]\n> We read examplinib.\n"
    ),
    "forms of everyday words": stroke(
        "He stopped, hurried and was the biggest, happiest and slowest of the runners’ friends’."
    ),
    "short forms": stroke("It’s my doctor's; I'm sure, and they’d mind."),
    "days and I": stroke("Ask on Monday, and I can answer."),
    "a month of the quote": with_rule("Rash since 2026-03-10", "You have a rash since 10 March 2026."),
    "what has to work": with_rule("Adequate organ function", "Your organs work well enough."),
    "compounds": with_rule("X-ray", "A well-known half-open X-ray, a T-shirt and an e-mail."),
    "a sentence after a colon, a bracket or a quotation": stroke("Ask: Who knows? (You do.) He said: “It is.” Then “Yes”."),
    "the same heading in two pages": {"content/about/other.md": "# Other\n\n## What we keep\n\nThe same.\n"},
    "the same group in two question files": changed(QUESTIONS, "{#ears}", "{#risks}"),
    "a plain word for the record's": with_rule("Myocardial infarction", "You had a heart attack.", "Exclusion"),
    "a fact that an unknown word may mean": with_rule("Zorvex", "Your knee is red (zorvex).", "Exclusion"),
    "a fact of a linked term": with_rule("Serum test", "A [blood test] is done."),
    "a list in plain words": with_rule(
        "Dyspnea, pyrexia, or emesis", "You are short of breath, have a fever, or vomit.", "Exclusion"
    ),
    "an item in other words": with_rule(
        "Stroke, asthma, or epilepsy", "You had a stroke or have asthma.\nOr you fall and shake.", "Exclusion"
    ),
    "a qualifier in other words": with_rule("Severe chronic rash", "You have a very bad rash that has lasted long."),
    "a score up to two": with_rule("Itch score of 2 or less", "Your itch score is 0, 1 or 2."),
    "either way in other words": with_rule("Rash with or without itch", "You have a rash.\nIt may or may not itch."),
    "two noes in one": with_rule("No rash and no itch", "You must not have a rash or an itch."),
    "a list of noes": with_rule("No rash; no itch", "You must have none of these:\n\n- a rash\n- an itch"),
    "a no in other words": with_rule("Neither rash nor itch", "You have no rash.\nNothing itches."),
    "a hidden no": with_rule("Uncontrolled itch", "You have an itch that a medicine does not control.", "Exclusion"),
    "an ability that is missing": with_rule("Inability to swallow tablets", "You cannot swallow tablets.", "Exclusion"),
    "a no of an exclusion": with_rule("Not using ear drops", "You do not use ear drops.", "Exclusion"),
    "an exception": with_rule("Cancer, except skin cancer", "You had cancer.\nSkin cancer does not count.", "Exclusion"),
    "a choice as bullets": with_rule("Rash or itch", "You have any one of these:\n\n- a rash\n- an itch"),
    "and/or": with_rule("Rash and/or itch", "You have either or both of these:\n\n- a rash\n- an itch"),
    "an and as two sentences": with_rule("Rash and itch", "You have a rash.\nYou itch, too."),
    "an if is no claim": with_rule("You or a lawful deputy agree", "You agree, or a lawful deputy does if you cannot."),
    "a no beside another": with_rule("Non or ex-smokers", "You do not smoke, or you have stopped."),
    "another than": with_rule("Rash other than acne", "You have a rash that is not acne.", "Exclusion"),
    "what is allowed": with_rule(
        "No tablets; drops and creams are allowed", "You take no tablets.\nDrops or creams are allowed."
    ),
    "stages in other numerals": with_rule("Rash in stage III or stage IV", "Your rash is in stage 3 or 4."),
    "one limit in two units": with_rule(
        "HbA1c of at least 6.5 percent (48 mmol/mol)", "HbA1c of 6.5 percent or more (48 mmol/mol)."
    ),
    "a negative test": with_rule("Negative for ear mites", "A test finds no ear mites."),
    "an example in brackets": with_rule("A rash (aids such as creams or drops are fine)", "A rash. Creams are fine."),
    "days counted back": with_rule("No rash 90 days prior to joining", "You had no rash in the 90 days before you join."),
    "an or under a no": with_rule("No rash or itch", "You have no rash, and you have no itch."),
    "two groups of people": with_rule("Pregnant and nursing women", "You are pregnant or nursing.", "Exclusion"),
    "men and women": with_rule("Male or female", "Both men and women may take part."),
    "an or that joins other things": with_rule("Rash and itch", "You have a rash and an itch, sooner or later."),
    "names of the quote": with_rule("Hep-2 and HbA1c test", "Tests called Hep-2 and HbA1c were done."),
    "a name in the heading of its unit": with_rule("A rash by the RASH-2 rules", "You have a rash (RASH-2)."),
    "capitals that are no names": with_rule("You MUST NOT itch; type I OR type II", "You must not itch.\nIt is type 1 or 2."),
    "an abbreviation left out": with_rule("Scaly ear rash (SER)", "You have a scaly rash on an ear."),
    "an abbreviation explained before": with_rule("Scaly ear rash (SER), if the SER is old", "Your scaly ear rash is old."),
    "two names that the record glues": with_rule("CD19-ABC rash", "A rash with CD19 and ABC."),
    "two noes in two clauses": keeping(
        "No name, no date. If you do not write, we do not know. Nobody knows what you do not say."
    ),
    "a heading in other words": with_rule(
        "Cardiac disease in arm A, in females",
        "You are a woman in arm A, with heart disease.",
        heading="Women: the heart, in group A",
    ),
    "a no that somebody says": keeping("Your no should not harm you."),
    "a demand of the record in an exclusion": with_rule("Must stay in bed", "You must stay in bed.", "Exclusion"),
    "what an exclusion allows": with_rule("A rash, unless mild", "You have a rash.\nA mild rash is fine.", "Exclusion"),
    "a duty that only describes": with_rule("Bedridden", "You have to stay in bed.", "Exclusion"),
    "a choice in an inclusion": with_rule("Male or female", "You may be a man or a woman."),
    "no order to change a medicine": changed(
        SITE,
        "Read about",
        "Do not stop, start or change a medicine.\nYou stopped your pills.\nYou would need to have stopped these pills."
        "\nShould I stop my pills?\nA doctor may lower, stop or change your dose.\nAsk before you stop a medicine."
        "\nYou can stop the treatment at any time.\nBring your medicines with you.\nAsk if you must stop your pills."
        "\n\nRead about",
    ),
    "the day of reading": changed(COPY, "is invented.", "is invented.\nIt was read on 10 March 2026, or in March 2026."),
    "a why that the unit answers": changed(
        ELIGIBILITY, "Can the test be done again?", "Why is the blood test before the dose?"
    ),
    "a duty that is asked for": changed(ELIGIBILITY, "Can the test be done again?", "Must I leave the place?"),
    "a treatment that is past": with_rule("Prior treatment with tablets", "You had tablets before.", "Exclusion"),
    "one passive sentence in four": {PRIVACY: "# Title\n\n" + "They see it.\n" * 24 + "It is looked at.\n" * 8},
    "29 passive sentences": {PRIVACY: "# Title\n\n" + "It is looked at.\n" * 29},
    "a term linked before": changed(ELIGIBILITY, "The result is 50", "The result of the blood test is 50"),
    "how many people": {COPY: GOOD[COPY] + "\n## How many people\n\n> Minimum age: 12 Years\n\n12 years\n"},
}


def test_the_tiny_site_triggers_nothing(tmp_path):
    assert findings_of(site_folder(tmp_path)) == ()


@pytest.mark.parametrize(("rule", "case"), [(rule, case) for rule, cases in BAD.items() for case in cases])
def test_what_breaks_a_rule_breaks_it_alone(tmp_path, rule, case):
    files, expected = BAD[rule][case]
    found = findings_of(site_folder(tmp_path, files))
    wanted = [(rule, path, line_of(path, words, files) if words else 0) for path, words in expected]
    assert list(dict.fromkeys((f.rule, f.where.path, f.where.line) for f in found)) == wanted
    assert all(f.severity == RULES[rule].severity and f.message and f.fix for f in found)


@pytest.mark.parametrize("case", FINE)
def test_what_is_near_a_fault_and_none_triggers_nothing(tmp_path, case):
    assert findings_of(site_folder(tmp_path, FINE[case])) == ()


COMPARING = [
    "medicine-order",
    "medicine-notice-missing",
    "exclusion-turned",
    "inclusion-turned",
    "negation-lost",
    "negation-added",
    "joining-changed",
    "name-lost",
    "double-negative",
    "passive-frequent",
    "benefit-claimed",
    "place-promised",
    "will-promised",
    "hedge-lost",
    "may-added",
    "chance-lost",
    "cause-invented",
    "group-changed",
    "heading-changed",
    "qualifier-lost",
    "time-order-changed",
    "time-event-changed",
    "time-not-in-record",
    "count-changed",
    "count-lost",
    "speaker-changed",
    "answer-told",
    "decider-added",
    "leaving-denied",
    "blinding-told-wrongly",
    "now-and-ever-swapped",
    "opposite-said",
    "choice-exchanged",
    "comparison-swapped",
    "number-exchanged",
    "scale-turned",
]


@pytest.mark.parametrize(
    "piece",
    [
        "rash or itch and ",
        "requiring use of ",
        "you if a, stop ",
        "no w{0} ",
        "w{0} or v{0} and ",
        "ANA (ANA) ",
        "un",
        "(e.g. ",
        "not is ",
        "not safe, whether it helps your pain, ",
        "because of w{0} so that ",
        "that may w{0} could ",
        "you should take it if you must stop these ",
        "Arm A and all women with w{0} must ",
        "5 mg w{0}, and 6 mg v{0}, ",
    ],
)
@pytest.mark.parametrize("rule", COMPARING)
def test_no_text_makes_comparing_slow(tmp_path, rule, piece):
    text = "".join(piece.format(number) for number in range(20_000 // len(piece))).strip()
    site = load_site(site_folder(tmp_path, with_rule(f"Z {text}", f"Z {text}"))).site
    start = time.process_time()
    RULES[rule].findings(site)
    assert time.process_time() - start < 5


def test_every_rule_has_a_case():
    assert sorted(BAD) == sorted(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_says_what_it_holds_with_a_bad_and_a_good_example(rule):
    found = RULES[rule]
    assert found.severity in SEVERITIES
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", found.name)
    assert found.name == rule
    first, *rest = (line.strip() for line in found.manual.splitlines())
    assert first.endswith((".", ".)"))
    assert len([line for line in rest if line.startswith("Bad: ")]) == 1
    assert len([line for line in rest if line.startswith("Good: ")]) == 1
    assert found.manual.index("Bad: ") < found.manual.index("Good: ")


def test_findings_come_in_reading_order_without_repeats(tmp_path):
    files = keeping("Your [blod test] and [blod test].\n\nYou qualify for [x](https://a.example).\n") | {DOCTOR: "# Q\n"}
    found = check(load_site(site_folder(tmp_path, files)).site)
    assert len(set(found)) == len(found) == 3
    assert [f.where for f in found] == sorted(f.where for f in found)


@pytest.mark.parametrize(
    ("fault", "fix"),
    [
        (keeping("Your [blod test]."), "did you mean [blood test]?"),
        (keeping("Your [kidney]."), "add it to content/glossary.md"),
        (keeping("[We](/privacy/)"), "did you mean /about/privacy/?"),
        (keeping("[We](https://news.example.org)"), "add news.example.org to `links-to`"),
        (changed(ELIGIBILITY, STROKE, "So you qualify in the last 6 months.\n"), "write: only the study team can tell you"),
    ],
)
def test_a_fix_says_what_to_write(tmp_path, fault, fix):
    (found,) = findings_of(site_folder(tmp_path, fault))
    assert fix in found.fix


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two? Three! Four", 4),
        ("It is 1.5 mg. It is 10^9/L.", 2),
        ("E.g. this one is one.", 1),
        ("He said “stop.” Then he left.", 2),
        ("", 0),
        ("...", 1),
    ],
)
def test_how_sentences_of_ours_are_counted(text, count):
    assert len(sentences(text)) == count


def test_how_words_are_counted():
    assert words("T-cells don’t bind ≥ 50 mL/min (CD19+).") == ("T-cells", "don’t", "bind", "50", "mL", "min", "CD19")


@pytest.mark.parametrize(
    ("word", "count"),
    [("a", 1), ("the", 1), ("made", 1), ("needed", 2), ("table", 2), ("antibody", 4), ("stopped", 1), ("tests", 1), ("50", 1)],
)
def test_how_syllables_are_counted(word, count):
    assert syllables(word) == count


def test_the_formulas_give_the_published_numbers():
    measured = reading(["The cat sat on the mat. It was happy."])
    assert (measured.sentences, measured.words, measured.syllables, measured.long_words) == (2, 9, 10, 0)
    assert measured.flesch_kincaid == pytest.approx(0.39 * 4.5 + 11.8 * 10 / 9 - 15.59)
    assert measured.smog == pytest.approx(3.1291)
    assert reading(["Antibodies recognize organisms."]).smog == pytest.approx(1.043 * 90**0.5 + 3.1291)
