"""What is found wrong with a record, on invented ones: each kind where it is, and not where it nearly is."""

import gc
import json
import time
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from explainer.checks.record_problems import RULES_OF_RECORDS, RecordProblem, record_problems
from explainer.model import Record
from explainer.reading.record import parse_record

BOTH = "Inclusion Criteria:\n\n* Tired ears\n\nExclusion Criteria:\n\n* Ear plugs\n"


def problems(
    *rules: str, exclusion: str = "Ear plugs", summary: str = "", whole: str = "", **modules: object
) -> list[RecordProblem]:
    """The problems of a record with these inclusion criteria, an exclusion, a summary, and other modules."""
    inclusion = "".join(f"* {rule}\n" for rule in rules or ["Tired ears"])
    criteria = f"Inclusion Criteria:\n\n{inclusion}\nExclusion Criteria:\n\n* {exclusion}\n"
    description = {"briefSummary": summary, "detailedDescription": whole}
    eligibility = {"eligibilityCriteria": criteria} | dict(modules.pop("eligibilityModule", {}))
    protocol = {"eligibilityModule": eligibility, "descriptionModule": description, **modules}
    return [*record_problems(parse_record(json.dumps({"protocolSection": protocol})))]


def rules_of(found: list[RecordProblem]) -> list[str]:
    return [problem.rule for problem in found]


def ages(low: str = "", high: str = "") -> dict[str, object]:
    return {"eligibilityModule": {"minimumAge": low, "maximumAge": high}}


def dates(status: str, updated: str, **others: str) -> dict[str, object]:
    names = {"start": "startDateStruct", "main": "primaryCompletionDateStruct", "end": "completionDateStruct"}
    given = {names[name]: {"date": date} for name, date in others.items()}
    return {"statusModule": {"overallStatus": status, "lastUpdatePostDateStruct": {"date": updated}, **given}}


def healthy(accepted: bool) -> dict[str, object]:
    return {"eligibilityModule": {"healthyVolunteers": accepted}}


def sex(value: str) -> dict[str, object]:
    return {"eligibilityModule": {"sex": value}}


def people(count: int, type_: str = "ESTIMATED") -> dict[str, object]:
    return {"designModule": {"enrollmentInfo": {"count": count, "type": type_}}}


AGE_CONFLICTS = {
    "a range": (["Patients aged 3-65 years old;"], ages("6 Years", "65 Years"), "3-65 years old"),
    "a highest age": (["Age between 18 and 60"], ages("18 Years", "65 Years"), "18 and 60"),
    "months against years": (["Children 8 months of age or older"], ages("1 Year"), "8 months of age or older"),
    "days against months": (["Infants aged at least 30 days"], ages("6 Months"), "at least 30 days"),
    "up to": (["Aged up to 40 years"], ages("", "45 Years"), "up to 40 years"),
    "older than": (["Men or women older than 40 years"], ages("18 Years"), "older than 40 years"),
    "in brackets after the people": (
        ["Adults (18 to 80 years) with tired ears"],
        ages("18 Years", "85 Years"),
        "18 to 80 years",
    ),
    "in words": (["Aged twelve years or older"], ages("18 Years"), "twelve years or older"),
    "over 18 is not from 18": (["over 18 years old"], ages("18 Years"), "over 18 years old"),
    "everybody is too young": (["Aged up to 12 months"], ages("1 Year"), "up to 12 months"),
    "or older": (["Patients must be 21 years or older"], ages("18 Years"), "21 years or older"),
    "a sign": (["Women ≥ 21 years"], ages("18 Years"), "≥ 21 years"),
    "two groups, neither of which the field has": (
        ["Cohort 1: aged 18 to 60 years", "Cohort 2: aged 14 to 17 years"],
        ages("12 Years", "60 Years"),
        "14 to 17 years",
    ),
}
AGES_AGREE = {
    "the same": (["Aged 6 to 65 years"], ages("6 Years", "65 Years")),
    "months": (["be ≥ 0.5 year old and ≤ 18 years old"], ages("6 Months", "18 Years")),
    "under 18 is 17": (["Age <18 years at entry"], ages("", "17 Years")),
    "over 17 is 18": (["over 17 years old"], ages("18 Years")),
    "in words": (["Aged eighteen years or older"], ages("18 Years")),
    "to a day before the next birthday": (["Boys and girls (age 9 - 17.99)"], ages("9 Years", "17 Years")),
    "the field says more": (["age ≥18 years"], ages("18 Years", "75 Years")),
    "the field says nothing": (["Aged 18 to 60 years"], ages()),
    "no age in the field": (["Aged 18 to 60 years"], ages("N/A", "N/A")),
    "groups of their own": (["Adult arm: at least 12 years old", "Child arm: aged 1 to 11 years"], ages("1 Year", "11 Years")),
    "two phases": (["Age 4 to <8 years (phase 1) or age 4 to <13 years (phase 2)"], ages("4 Years", "12 Years")),
    "a part whose age is not understood": (["At least 18 years old in Part 1, 12 years in Part 2"], ages("12 Years")),
    "of a scan": (["An ear scan not older than 6 months"], ages("18 Years")),
    "an aside": (["Adults (or young people of 16 to 20 years old)"], ages("16 Years")),
    "at diagnosis": (["≤ 365 days of age at the time of diagnosis"], ages("1 Year")),
    "of a score": (["Lansky score of 50 or more (if aged under 16 years)"], ages("1 Year", "21 Years")),
    "of a partner": (["A partner aged 40 years or older"], ages("18 Years")),
    "a time": (["Symptoms for at least 2 years"], ages("18 Years")),
    "a weight beside an age": (["8 months of age or older with a body weight ≥ 10 kg"], ages("8 Months")),
    "the prevalence": (["Ears tire in 10% of people aged 40 years or older"], ages("18 Years")),
}


@pytest.mark.parametrize("case", AGE_CONFLICTS)
def test_an_age_that_the_field_does_not_give_is_a_conflict(case):
    rules, modules, words = AGE_CONFLICTS[case]
    (found,) = problems(*rules, **modules)
    assert (found.rule, found.notice, found.words) == ("age-conflict", "CONFLICT", words)
    assert [passage.part for passage in found.passages] == ["field", "inclusion"]
    assert found.passages[1].id in found.message


@pytest.mark.parametrize("case", AGES_AGREE)
def test_ages_that_agree_or_are_of_something_else_are_none(case):
    rules, modules = AGES_AGREE[case]
    assert problems(*rules, **modules) == []


def test_ages_of_an_exclusion_are_those_outside():
    assert problems(exclusion="Younger than 65 years old", **ages("65 Years")) == []
    assert rules_of(problems(exclusion="Younger than 60 years old", **ages("65 Years"))) == ["age-conflict"]
    assert (
        problems(
            exclusion="Women aged 50 years and older whose ears were tired twice in a year", **ages("18 Years", "75 Years")
        )
        == []
    )


def test_the_summary_is_held_against_the_fields_by_itself():
    said = {"summary": "People aged 21-65 years old take part."}
    assert rules_of(problems("Aged 21 to 75 years", **said, **ages("21 Years", "75 Years"))) == ["age-conflict"]
    assert problems("Aged 21 to 65 years", **said, **ages("21 Years", "65 Years")) == []


FOUND = {
    "sex: a rule for one": (problems, ["Healthy male adults aged 19 to 45 years"], sex("ALL"), "sex-conflict"),
    "sex: a rule for both": (problems, ["Male or female patients"], sex("FEMALE"), "sex-conflict"),
    "sex: a rule for the other": (problems, ["Women aged 18 to 40 years"], sex("MALE"), "sex-conflict"),
    "healthy: not, and named": (problems, ["Healthy volunteers of both sexes"], healthy(False), "healthy-volunteers-conflict"),
    "healthy: may, and all are ill": (
        problems,
        ["Confirmed diagnosis of tired ears"],
        healthy(True),
        "healthy-volunteers-conflict",
    ),
    "a paper": (problems, ["Ear findings as listed in Appendix 2 of the plan"], {}, "reference-not-held"),
    "a table": (problems, ["Good hearing (Table 5)"], {}, "reference-not-held"),
    "a section": (problems, ["Rest as in protocol section 17.1"], {}, "reference-not-held"),
    "other rules": (problems, ["Other protocol defined inclusion criteria could apply."], {}, "reference-not-held"),
    "announced": (problems, ["Tired ears", "Any of the following:"], {}, "announced-and-empty"),
    "broken characters": (problems, ["Hearing â‰¥ 30 dB"], {}, "broken-characters"),
    "an entity": (problems, ["Hearing &gt; 30 dB"], {}, "broken-characters"),
    "a sign gone": (problems, ["Hearing level ? 30 dB"], {}, "sign-lost"),
    "a power gone": (problems, ["Ear cells ≥ 1.5 x 109/L"], {}, "power-lost"),
    "words together": (problems, ["CD19+expression on ear cells"], {}, "words-run-together"),
    "sentences together": (problems, ["No ear plugs.Patients may whisper"], {}, "words-run-together"),
    "a number glued": (problems, ["Hearing test within28 days"], {}, "words-run-together"),
    "an article glued": (problems, ["A month after theusion"], {}, "words-run-together"),
    "people and what they do together": (problems, ["Patientsmust hear"], {}, "words-run-together"),
    "a short word before": (problems, ["An ill ear.Patients may whisper"], {}, "words-run-together"),
    "a bracket that never opens": (problems, ["Tired ears of either side)"], {}, "bracket-unclosed"),
    "men, and women who are pregnant": (problems, ["Pregnant women are left out"], sex("MALE"), "sex-conflict"),
    "two small words": (problems, ["Ringing ofthe ears"], {}, "words-run-together"),
    "a space and a letter gone": (problems, ["A middle tinear", "A middleinear"], {}, "words-run-together"),
    "a camel": (problems, ["Took the studyDrug before"], {}, "words-run-together"),
    "an open bracket": (problems, ["Tired ears (of either side"], {}, "bracket-unclosed"),
    "an acronym": (problems, ["EHQ score of 3"], {}, "acronym-not-expanded"),
}
NEARLY = {
    "sex: both, by two rules": (["Women aged 18 to 40 years", "Men aged 18 to 50 years"], sex("ALL")),
    "sex: on birth control": (["Male patients with partners use a condom"], sex("ALL")),
    "sex: for women only, a rule of its own": (["Women must not be pregnant"], sex("ALL")),
    "sex: as the field": (["Women aged 18 to 40 years"], sex("FEMALE")),
    "healthy: a comparison": (["Hearing below the mean of healthy adults"], healthy(False)),
    "healthy: may, and is named": (["Diagnosis of tired ears, or healthy controls"], healthy(True)),
    "healthy: a healthy weight": (["Able to keep a healthy weight"], healthy(False)),
    "healthy: but for the illness": (["Otherwise healthy adults", "Healthy people with tired ears"], healthy(False)),
    "an organ": (["No appendix", "Left ear appendices"], {}),
    "a law": (["Disabled within Section 7.2 of the Ear Act"], {}),
    "a supplement to eat": (["Takes a vitamin supplement", "Figure skaters"], {}),
    "the study plan": (["Fit for the treatment of the protocol"], {}),
    "announced and there": (["Any of the following:\n  * Ringing ears\n  * Red ears"], {}),
    "a colon inside": (["Ears: tired"], {}),
    "letters of another language": (["Ménière’s disease, Sjögren’s disease, Â and Ö ears"], {}),
    "a question": (["Did your ears ring in the last 3 days?"], {}),
    "a power whole": (["Ear cells ≥ 1.5 x 10^9/L, or 1.5 x 10⁹/L, or 109 g/L"], {}),
    "names": (["Uses the ear app MyEar, an iPhone, mRNA, eGFR, CD19+ cells, www.ears.example"], {}),
    "words that begin so": (["Their therapy, thence theophylline, the thesis, then there; tithe, soothe"], {}),
    "abbreviations": (["e.g. ears, i.e. both, vs. one, 1.Visit"], {}),
    "a bracket that closes later": (["Tired ears (of either side: a) left; b) right)"], {}),
    "list marks of every kind": (["1) left ear", "defined as：1）left", "(i) left, ii) right"], {}),
    "men, and their partners": (["Men whose partner is a pregnant woman use a condom"], sex("MALE")),
    "a list by letters": (["Either a) left, b) right or 1) both"], {}),
    "a smile": (["Ears that are happy :("], {}),
    "expanded before": (["Ear health questionnaire (EHQ) score of 3", "EHQ done twice"], {}),
    "expanded in brackets within brackets": (["Score of 3 (of the ear health questionnaire [EHQ])"], {}),
    "expanded after": (["EHQ (ear health questionnaire) score of 3"], {}),
    "expanded elsewhere": (["EHQ score of 3"], {"whole": "We use the ear health questionnaire (EHQ)."}),
    "spelled out elsewhere": (["EHQ score of 3"], {"whole": "We use the ear health questionnaire."}),
    "known": (["HIV, MRI, DNA, USA"], {}),
    "names with digits": (["CD19, PD-L1, HLA-B, IL6"], {}),
    "shouting": (["EARS MUST NOT RING", "Ears AND nose", "Stage IIIB"], {}),
}


@pytest.mark.parametrize("case", FOUND)
def test_each_kind_is_found(case):
    make, rules, modules, rule = FOUND[case]
    (found,) = make(*rules, **modules)
    assert (found.rule, found.passages[-1].part) == (rule, "inclusion")
    assert rule in RULES_OF_RECORDS
    assert found.words
    assert found.fix
    assert found.passages[-1].id in found.message


def test_a_highest_age_that_only_a_rule_gives_is_asked_about():
    (found,) = problems(exclusion="Patients older than 70 years", **ages("18 Years"))
    assert (found.rule, found.notice, found.words) == ("age-conflict", "UNCLEAR", "older than 70 years")
    assert problems(exclusion="Patients older than 70 years", **ages("18 Years", "70 Years")) == []


@pytest.mark.parametrize("case", NEARLY)
def test_what_is_nearly_one_is_none(case):
    rules, modules = NEARLY[case]
    assert problems(*rules, **modules) == []


@pytest.mark.parametrize(
    ("text", "count", "found"),
    [
        ("A total of 60 participants take part.", 40, True),
        ("It is anticipated that 45-54 participants will be recruited.", 60, True),
        ("We will enroll 60 people.", 40, True),
        ("60 subjects were assigned to a hearing aid.", 40, True),
        ("Fifty two subjects were randomly assigned.", 44, True),
        ("Fifty-two subjects were randomly assigned.", 52, False),
        ("A total of 60 participants take part.", 60, False),
        ("It is anticipated that 45-54 participants will be recruited.", 50, False),
        ("A total of about 60 participants take part.", 62, False),
        ("A total of 20 participants will be in each group.", 40, False),
        ("In 2020, 300 people were asked.", 40, False),
        ("In a study before, 300 people were enrolled.", 40, False),
        ("A total of 1,200 patients take part.", 1200, False),
    ],
)
def test_the_number_of_people_is_held_against_the_summary(text, count, found):
    assert rules_of(problems(summary=text, **people(count))) == ["enrollment-conflict"] * found
    assert problems(summary=text, **people(count, "ACTUAL")) == []


@pytest.mark.parametrize(
    ("modules", "rule"),
    [
        (dates("RECRUITING", "2026-05-10", end="2026-03-31"), "status-conflict"),
        (dates("RECRUITING", "2026-05-10", main="2026-03"), "status-conflict"),
        (dates("NOT_YET_RECRUITING", "2026-05-10", start="2026-04"), "status-conflict"),
        (dates("RECRUITING", "2026-05-10", start="2026-06-01"), "status-conflict"),
        (dates("COMPLETED", "2026-05-10", end="2026-06-01"), "status-conflict"),
        (dates("RECRUITING", "2026-05-10", start="2026-03-01", end="2026-02"), "dates-conflict"),
        (dates("RECRUITING", "2026-05-10", end="2026-05"), None),
        (dates("RECRUITING", "2026-05-10", end="2001-13-99"), None),
        (dates("RECRUITING", "soon", end="2001-01-01"), None),
        (dates("NOT_YET_RECRUITING", "2026-05-10", start="2026-05"), None),
        (dates("COMPLETED", "2026-05-10", end="2001-01-01"), None),
        (dates("RECRUITING", "2001-05-10", start="2001-01", end="9999-12"), None),
        (dates("UNKNOWN", "2026-05-10", end="2001-01-01"), None),
    ],
)
def test_dates_are_held_against_the_status_and_the_last_update(modules, rule):
    found = rules_of(problems(**modules))
    assert rule in found if rule else found == []


@pytest.mark.parametrize(
    ("criteria", "rules"),
    [
        (BOTH, []),
        ("Inclusion Criteria:\n\n* Tired ears\n", ["no-exclusion-criteria"]),
        ("Inclusion Criteria:\n\n* Tired ears\n\nExclusion Criteria:\n", ["no-exclusion-criteria"]),
        ("Exclusion Criteria:\n\n* Ear plugs\n", ["no-inclusion-criteria"]),
        ("", ["no-inclusion-criteria", "no-exclusion-criteria"]),
        ("Tired ears. Exclusion criteria: ear plugs.", []),
    ],
)
def test_a_missing_list_is_found(criteria, rules):
    text = json.dumps({"protocolSection": {"eligibilityModule": {"eligibilityCriteria": criteria}}})
    found = record_problems(parse_record(text))
    assert rules_of(found) == rules
    assert all(problem.notice == "MISSING" and problem.part in problem.rule for problem in found)


def test_a_group_with_nothing_under_it_is_found():
    criteria = "Inclusion Criteria:\n\nAdults:\n\nChildren:\n\n* Tired ears\n\nExclusion Criteria:\n\n* Ear plugs\n"
    text = json.dumps({"protocolSection": {"eligibilityModule": {"eligibilityCriteria": criteria}}})
    assert [(p.rule, p.passages[0].text) for p in record_problems(parse_record(text))] == [("announced-and-empty", "Adults:")]


def test_a_record_of_nothing_has_no_problem_but_its_lists():
    assert rules_of(record_problems(parse_record('{"protocolSection": {}}'))) == [
        "no-inclusion-criteria",
        "no-exclusion-criteria",
    ]


PIECES = [
    "aged 18 to ",
    "18 ",
    "a total of 1 a ",
    "ABC ",
    "AB",
    "(",
    "see Table 1 ",
    "as defined in ",
    "a.B",
    "¿a ",
    "men, ",
    "x",
]


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_text_and_not_faster(piece):
    """40,000 characters take at most about four times as long as 10,000; a square would take sixteen."""

    def long(length: int) -> Record:
        text = (piece * length)[:length]
        return parse_record(json.dumps({"protocolSection": {"descriptionModule": {"briefSummary": text}}}))

    def seconds(record: Record) -> float:
        begun = time.process_time()
        record_problems(record)
        return time.process_time() - begun

    one, four, turns = long(10_000), long(40_000), []
    # Other work on the machine, and garbage of other tests, only ever add: what it costs is the least of several, in turns.
    gc.collect()
    gc.disable()
    try:
        while len(turns) < 6:
            turns.append((seconds(one), seconds(four)))
            least, most = map(min, zip(*turns, strict=True))
            if most < 9 * max(least, 0.02):
                return
    finally:
        gc.enable()
    pytest.fail(f"seconds for the one and for the other: {turns}")


# ---- the sample of real records that was read by eye

SAMPLE = tomllib.loads((Path(__file__).parent / "record_problems_sample.toml").read_text(encoding="utf-8"))


def test_of_the_findings_that_were_read_nine_in_ten_are_right():
    judged = Counter(line.rpartition(": ")[2] for line in SAMPLE["findings"])
    assert (judged["right"], judged.total()) == (SAMPLE["right"], 100)
    assert judged["right"] >= 90


def test_what_was_found_right_is_still_found_and_not_much_more_is(measured_records):
    """Where the real records give much more, a new sample is due."""
    found: Counter[str] = Counter()
    for file in measured_records:
        record = parse_record(file.read_text(encoding="utf-8"))
        for problem in record_problems(record):
            place = problem.passages[-1].id if problem.passages else problem.part
            found[f"{record.id}: {problem.rule}: {place}"] += 1
    right = Counter(line.removesuffix(": right") for line in SAMPLE["findings"] if line.endswith(": right"))
    assert right - found == Counter()
    assert found.total() <= 1.2 * SAMPLE["findings-in-all"]
