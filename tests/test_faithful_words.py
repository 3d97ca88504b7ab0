"""Faithful words raise no alarm, however they are put; and their twisted twins still do.

All cases stand in one study: an alarm of one must not depend on another, and the study is read once.
"""

import re

import pytest
from faithful_cases import IN_A_SUMMARY, TO_TAKE_PART
from site_folder import ELIGIBILITY, GOOD, PROTOCOL, SUMMARY, findings_of, record_of, site_folder
from test_rules import with_rule, wording

PAPER = "\n\n> [!NOT-PUBLIC]\n> We do not have “Appendix 2” and “section 3”.\n>\n> - doctor: What do they say? {#paper}"
UNKNOWN = "\n\n> [!UNCLEAR]\n> The record does not say what “QGX” is.\n>\n> - coordinator: What is it? {#qgx}"
SLIP = "\n\n> [!DAMAGED]\n> We read “moth” as “month”."
INCLUSION = (
    *TO_TAKE_PART,
    ("number-not-in-record", "Diagnosed with T2D", "You have type 2 diabetes.", "You have type 1 diabetes (T2D)."),
    ("number-not-in-record", "Seen in T2D", "It is seen in type 2 diabetes.", "You take 2 and have it (T2D)."),
    ("name-lost", "Rash by C1D1", "A rash by day 1 of cycle 1.", "A rash by the first day of it."),
    ("number-not-in-record", "Itch by C1D1", "An itch by day 1 of cycle 1.", "An itch by day 2 of cycle 1 (C1D1)."),
    ("unit-changed", "BMI of 27.5 kilograms per square meter (kg/m^2)", "Your BMI is 27.5 kg/m^2.", "Your BMI is 27.5 kg."),
    ("unit-changed", "Sugar of 53 millimoles per mole [mmol/mol]", "Your sugar is 53 mmol/mol.", "Your sugar is 53 mmol/L."),
    ("comparison-changed", "Age greater than to or equal 21 years", "You are 21 or older.", "You are 21 or younger."),
    (
        "comparison-changed",
        "1-3 levels of itch for no greater than 3 total levels",
        "An itch at 1 to 3 levels.\nThere must not be more than 3 levels in total.",
        "An itch at 1 to 3 levels.\nThere must be more than 3 levels in total.",
    ),
    ("unit-changed", "Rinsing at 2, 3, and 7 months", "A rinsing at 2, 3 and 7 months.", "A rinsing at 2, 3 and 7 weeks."),
    ("number-lost", "One rinsing once a week", "You have one rinsing every week.", "You have one rinsing."),
    ("unit-changed", "Itch OW", "You itch once a week.", "You itch once a month."),
    ("number-not-in-record", "Weekly itch", "You itch once a week.", "You itch once a month."),
    ("name-lost", "QTcF, where QTc is by any rule", "A “QTcF” by any rule.", "A QT value by any rule."),
    ("name-lost", "Ear disease of gastrointestinal (GI) kind", "An ear disease from the stomach or bowel.", "An ear disease."),
    ("name-lost", "Alanine aminotransferase (ALT) in blood", "ALT in your blood.", "A liver value in your blood."),
    ("negation-lost", "Uncontrolled itch", "The record’s example is an itch not under control.", "An itch under control."),
    ("negation-lost", "An itch, non-dilated ears", "You itch, with ears that are not wide.", "You itch, with wide ears."),
    ("fact-not-in-record", "Hepatic dysfunction", "Your liver does not work well.", "Your eyes do not work well."),
    ("negation-added", "Normal hearing", "You hear well.", "You do not hear well."),
    (
        "joining-changed",
        "Able to scratch, rinse and sleep",
        "You are able to scratch, rinse and sleep.\nAll three are needed.",
        "You are able to scratch, rinse and sleep.\nOne of the three is enough.",
    ),
    (
        "joining-changed",
        "A cold ear or a warm ear or a wet ear",
        "You have a cold ear, a warm ear or a wet ear.\nOne of the three is enough.",
        "You have a cold ear, a warm ear or a wet ear.\nAll three are needed.",
    ),
    ("joining-changed", "A waiver or a form", "It goes on without a form, or with one.", "It goes on with a form."),
    ("exception-lost", "Same itch regardless of rash", "The same itch as without a rash.", "An itch without a rash."),
    ("exception-lost", "A rinsing unless dry", "A rinsing. It is not needed if it is dry.", "A dry rinsing."),
    ("hedge-lost", "Potentially unstable rash", "You have a rash. It may be unstable.", "You have an unstable rash."),
    (
        "hedge-lost",
        "It may itch after talks with staff",
        "It may itch. Staff have talks first.",
        "It itches. Staff have talks first.",
    ),
    (
        "joining-changed",
        "A rash (for patients above 12 years) or an itch (for patients below 13 years)",
        "People above 12 years have a rash.\nChildren below 13 years have an itch.",
        "They have a rash.\nThey have an itch.",
    ),
    (
        "joining-changed",
        "Unwilling or unable to scratch",
        "Not willing or not able to scratch.",
        "Not willing, not able to scratch.",
    ),
    (
        "place-promised",
        "Higher values can be accepted",
        "Higher values may be accepted.",
        "You may be accepted with higher values.",
    ),
    (
        "time-event-changed",
        "Itch in the last ten days before joining",
        "An itch during the last ten days before you join.",
        "An itch in the last ten days before the operation.",
    ),
    ("group-changed", "Rash in case of itch", "A rash. This counts for an itch.", "A rash and an itch."),
    (
        "part-dropped",
        "Stroke, asthma, or epilepsy (Appendix 2; section 3; rash.org)",
        f"You had a stroke, or have asthma or epilepsy.{PAPER}",
        f"You had a stroke, or have asthma.{PAPER}",
    ),
    ("word-not-everyday", "Antileukemic tea", "Tea against leukemia.", "Tea against lymphoma."),
    ("word-not-everyday", "Amyloidossis", "You have amyloidosis.", "You have sarcoidosis."),
    ("number-not-in-record", "Itch of class (FC) II or III", "An itch of class (FC) II or III.", "An itch of FC II or IV."),
    (
        "comparison-changed",
        "Rinsing within 14 days (when cold) or 28 days (when hot)",
        "A rinsing within 14 days, when cold, or within 28 days, when hot.",
        "A rinsing within 14 days, when cold, or about 28 days, when hot.",
    ),
    ("unit-changed", "Rinsing for 28 calendar days", "A rinsing for 28 days.", "A rinsing for 28 weeks."),
    ("comparison-changed", 'Any score above "0"', "A score above 0.", "A score of 0."),
    (
        "negation-lost",
        'The answer on rashes must be "No" for safety',
        "Your answer on rashes must be “No”.\nThis is for safety.",
        "Your answer on rashes must be “Yes”.\nThis is for safety.",
    ),
    (
        "negation-added",
        "Ears that staff saw with a big lamp in the dark at home, idiopathic",
        "Staff saw your ears with a big lamp in the dark at home.\nThe cause is not known (idiopathic).",
        "Staff never saw your ears with a big lamp in the dark at home.",
    ),
    ("hedge-lost", "Suspicion of a rash", "Somebody suspects that you have a rash.", "You have a rash."),
    (
        "negation-lost",
        "Creams not considered to be strong",
        "The record does not count these creams as strong.",
        "These creams count as strong.",
    ),
    ("may-added", "Veterans and members of the staff", "You are a veteran or a member of the staff.", "You may be a veteran."),
    ("name-lost", "Ear Screening Test-10 (EST-10)", "Your EST-10.", "Your test of the ears."),
    ("fact-not-in-record", "Cardiomyopathy", "A disease of the heart muscle.", "A disease of the eye muscle."),
    ("word-not-everyday", "Pancreatic itch", "Your pancreas itches.", "Your gallbladder itches."),
    ("word-not-everyday", "Rinsing at 100MBq/sqm", "A rinsing at 100 MBq for each square meter.", "A rinsing at 100 GBq."),
    (
        "number-not-in-record",
        "Itch in 80% of ears",
        "80 of 100 ears (80%) itch. That is 8 in 10.",
        "70 of 100 ears (80%) itch.",
    ),
    (
        "number-not-in-record",
        "Rash or itch",
        "You have at least one of these:\n\n- a rash\n- an itch",
        "You have at least two of these:\n\n- a rash\n- an itch",
    ),
    (
        "qualifier-lost",
        "Rinsing at the discretion of staff at home",
        "A rinsing, if they judge so.",
        "A rinsing at home.",
    ),
    (
        "part-dropped",
        "Itch, rash, or wheeze by direct observation, patient self-report, or medical record",
        "You have an itch, a rash or a wheeze.\nSomebody saw it, you say so, or your medical record does.",
        "You have an itch, a rash or a wheeze.\nSomebody saw it, or your medical record says so.",
    ),
    ("may-added", "Male and female ears", "You can be male or female.", "You can be female."),
    ("time-not-in-record", "A score of tasks", "A score of daily things.", "A score of daily rinsing."),
    (
        "joining-changed",
        "Signed, written form from a parent or friend",
        "A parent or friend must write and sign it.",
        "A parent and friend must sign it.",
    ),
    ("comparison-changed", "The maximum rinsing is 15 Gy", "The rinsing is at most 15 Gy.", "The rinsing is at least 15 Gy."),
    ("comparison-changed", "Rinsing for upto 2 years", "A rinsing for up to 2 years.", "A rinsing for at least 2 years."),
    ("comparison-changed", "Rinsing on day - 14", "A rinsing 14 days before.", "A rinsing on day 14."),
    ("comparison-changed", "Rinsing D-14", "A rinsing 14 days before.", "A rinsing after 14 days."),
    ("comparison-changed", "Rinsing on days -5 to -3", "A rinsing 5 to 3 days before.", "A rinsing on days 3 and 5."),
    (
        "negation-lost",
        "Haematological and nonhaematological damage",
        "Damage of the blood, and in other parts of the body.",
        "Damage of the blood, and of the blood vessels.",
    ),
    ("fact-not-in-record", "Murine itch", "An itch from mice.", "An itch from dogs."),
    ("name-lost", "Randomized controlled trial (RCT)", "A trial with groups that are randomized.", "A trial."),
    (
        "name-lost",
        "Itch with the QGX rinsing",
        f"An itch with the rinsing.{UNKNOWN}",
        "An itch with the rinsing.",
    ),
    ("word-not-everyday", "HBV found", "The hepatitis B virus (HBV) is found.", "The hepatitis C virus is found."),
)
EXCLUSION = (
    ("negation-added", "Who had a rash can not participate", "You had a rash.", "You never had a rash."),
    ("exclusion-turned", "Itch from any cause", "You itch. The cause does not matter.", "You must itch. Any cause."),
    (
        "negation-added",
        "Compromised sleep of staff with rashes on both ears at home",
        "Staff with rashes on both ears at home do not sleep well.",
        "The staff have rashes on both ears, not at home.",
    ),
    (
        "exclusion-turned",
        "Any rash which, in the judgment of staff, would make the patient inappropriate for entry",
        "You have any rash, and staff judge that, because of it, you should not join the study.",
        "You should not have any rash, as staff judge.",
    ),
    (
        "cause-invented",
        "Any itch which, in the judgment of staff, would make the patient inappropriate for entry",
        "You have any itch, and staff judge that, because of it, you should not join the study.",
        "You have any itch, and staff judge, because of the weather, that you should not join the study.",
    ),
    (
        "exception-lost",
        "Women may not participate unless they have agreed to rinse",
        "You are a woman, and have not agreed to rinse.",
        "You are a woman, and have agreed to rinse.",
    ),
    (
        "promise",
        "Without highly effective contraception",
        "You have no highly effective birth control.",
        "You qualify, without birth control.",
    ),
    (
        "time-not-in-record",
        "Rash within one moth",
        f"You had a rash within one month.{SLIP}",
        "A rash in the last month, or one moth.",
    ),
    (
        "exclusion-turned",
        "Creams should not be used within 2 weeks",
        "You used creams within 2 weeks.",
        "You must not have used creams within 2 weeks.",
    ),
    (
        "unit-changed",
        "Rinsing within 2 weeks or 5 months, whichever is longer",
        "A rinsing within 2 weeks or 5 months.\nThe longer of the two times counts.",
        "A rinsing within 2 days or 5 months.\nThe longer of the two times counts.",
    ),
    (
        "exclusion-turned",
        "Waking to pass urine",
        "You wake up because you must pass urine.",
        "You must wake up to pass urine.",
    ),
    (
        "cause-invented",
        "Rinsing is contraindicated",
        "You have a reason against rinsing, so that it is not advised.",
        "Rinsing is not advised, because it is late.",
    ),
)
SUMMARIES = (
    *IN_A_SUMMARY,
    (
        "name-lost",
        "Patients will be treated at GOSH and UCLH.",
        "You would be treated at GOSH or UCLH.",
        "You would be treated at GOSH.",
    ),
    ("number-lost", "This phase 2 trial has 40 people.", "The trial has 40 people.", "The phase 2 trial has people."),
    (
        "benefit-claimed",
        "The goal is to identify parts that enhance sleep.",
        "It looks for parts that help people to sleep.",
        "It helps people to sleep.",
    ),
)


def study(words: int):
    """The study with a unit for each case, in the words of a column of the tables."""
    eligibility = PROTOCOL["eligibilityModule"]
    criteria = eligibility["eligibilityCriteria"]
    summary = PROTOCOL["descriptionModule"]["briefSummary"]
    rules, text = GOOD[ELIGIBILITY], GOOD[SUMMARY]
    for part, cases in (("Inclusion", INCLUSION), ("Exclusion", EXCLUSION)):
        criteria = criteria.replace(f"{part} Criteria:\n\n", f"{part} Criteria:\n\n" + "".join(f"* {c[1]}\n" for c in cases))
        units = (f"### Case\n\n> {case[1]}\n\n{case[words]}\n" for case in cases)
        rules = rules.replace(f"## {part}\n", f"## {part}\n\n" + "\n".join(units))
    summary += "".join(f" {case[1]}" for case in SUMMARIES)
    text += "".join(f"\n## Case\n\n> {case[1]}\n\n{case[words]}\n" for case in SUMMARIES)
    for number in range(text.count("## Case\n") + rules.count("## Case\n")):
        text = text.replace("## Case\n", f"## Case {{#s-{number}}}\n", 1)
        rules = rules.replace("## Case\n", f"## Case {{#r-{number}}}\n", 1)
    record = record_of(
        eligibilityModule=eligibility | {"eligibilityCriteria": criteria}, descriptionModule={"briefSummary": summary}
    )
    return record | {ELIGIBILITY: rules, SUMMARY: text}


def found(folder, words: int) -> dict[str, set[str]]:
    """The rules that speak of each case, by its quote."""
    files = study(words)
    by_quote: dict[str, set[str]] = {}
    for finding in findings_of(site_folder(folder, files)):
        before = files[finding.where.path].split("\n")[: (finding.where.line or 0) + 2]
        quote = next((line for line in reversed(before) if line.startswith("> ") and not line.startswith("> [!")), "")
        by_quote.setdefault(quote.removeprefix("> "), set()).add(finding.rule)
    return by_quote


def test_faithful_words_raise_no_alarm(tmp_path):
    assert found(tmp_path, 2) == {}


def test_their_twisted_twins_do(tmp_path):
    alarms = found(tmp_path, 3)
    missed = [(rule, quote) for rule, quote, *_ in (*INCLUSION, *EXCLUSION, *SUMMARIES) if rule not in alarms.get(quote, ())]
    assert missed == []


@pytest.mark.parametrize(
    ("reading", "words", "told"),
    [
        ("“´ 109/L” as “× 10⁹/L”", "You have 15 × 10⁹/L or more, or sugar of 11.1mmol.", ""),
        (
            "“11.1mmol” as “11.1 mmol/L”, and “´ 109/L” as “x 109/L”",
            "You have 15 x 109/L or more, or sugar of 11.1 mmol/L (11.1mmol).",
            "",
        ),
        ("“´ 109/L” as “× 10⁶/L”", "You have 15 × 10⁶/L or more, or sugar of 11.1mmol.", "unit-changed"),
        ("“≥15 ´” as “≤15 ×”", "You have 15 × 10⁹/L or less, or sugar of 11.1mmol.", "comparison-changed"),
    ],
)
def test_a_notice_of_damage_reads_a_broken_measure(tmp_path, reading, words, told):
    files = with_rule("Itch ≥15 ´ 109/L, or sugar of 11.1mmol", f"{words}\n\n> [!DAMAGED]\n> We read {reading}.")
    found = {finding.rule for finding in findings_of(site_folder(tmp_path, files)) if finding.severity == "error"}
    assert told in found if told else found == set()


@pytest.mark.parametrize("reading", ["“unable” as “able”", "“ever” as “never”", "“longer” as “shorter”"])
def test_a_notice_of_damage_turns_no_rule(tmp_path, reading):
    broken, meant = re.findall("“([a-z]+)”", reading)
    words = f"Your ears were {meant} red.\n\n> [!DAMAGED]\n> We read {reading}."
    found = findings_of(site_folder(tmp_path, with_rule(f"Ears were {broken} red", words)))
    assert {finding.rule for finding in found if finding.severity == "error"}


@pytest.mark.parametrize(
    ("avoid", "words", "told"),
    [
        ("cure", "There is no cure for your itch.", 0),
        ("cure", "There is a cure for your itch.", 1),
        ("cured", "Your rash was cured.", 0),
        ("cured", "Your rash would be cured.", 1),
        ("right for you", "Staff say that the study is not right for you.", 0),
        ("right for you", "Staff say that the study is right for you.", 1),
    ],
)
def test_what_the_words_deny_is_no_promise(tmp_path, avoid, words, told):
    files = wording("promise", avoid) | with_rule("Itch that is not curable, or a cured rash", words)
    assert sum(finding.rule == "promise" for finding in findings_of(site_folder(tmp_path, files))) == told
