"""Which criteria touch a medicine that a reader takes, took lately or would have to stop, and which do not."""

import pytest
from site_folder import GOOD, HEALTH, SENSES, site_folder

from explainer.checks.medicine_names import Marker, marker
from explainer.checks.medicines import touches_medicine, touches_own_medicine
from explainer.reading.loader import load_site

TOUCHES = [
    "Received systemic glucocorticoids within 14 days before the first dose",
    "Opioid tolerant, defined as consuming greater than 30mg of morphine milligram equivalents (MME) daily",
    "Currently treated with Levemir or other injectable antidiabetic treatments",
    "Patients on levothyroxine",
    "Hypothyroidism requiring thyroxine",
    "Average use of 2 puffs of an inhaler per day",
    "Chronic laxative use",
    "Stable on their anti-retroviral regimen",
    "Hypertension treated with amlodipine",
    "Insulin-dependent diabetes",
    "Nightly melatonin or other sleeping pills",
    "Took herbal supplements in the past week",
    "At least 7 days must have elapsed since the completion of cytotoxic therapy",
    "Treatment with 1-3 marketed oral antidiabetic drugs",
    "Blood pressure that is high despite diuretics",
]
DOES_NOT = [
    "No prior chemotherapy",
    "Previously received medications targeting FLT3",
    "History of drug addiction or excessive use of alcohol",
    "Opioid use disorder",
    "Unable to swallow tablets",
    "Known allergy to any of these antibiotics: gentamicin, vancomycin",
    "Hypersensitivity to bevacizumab",
    "Currently receiving physical therapy",
    "Took part in a clinical trial of a drug",
    "Participated in a trial that gave a new drug within 30 days",
    "Carcinoma of the skin treated with curative therapy within 2 years",
    "Percutaneous intervention using a drug-eluting stent",
    "Agrees to use oral contraceptives or a condom for 6 months after the last dose of study drug",
    "Blood is taken within 14 days before the first dose of study drug",
    "Insulin level below 5",
]
OF_THE_STUDY = {
    "Adverse events associated with statin use, resulting in drug discontinuation or dose reduction": True,
    "Patients go on with their usual medicines": True,
    "The drug is given by mouth for 12 weeks, and the dose is reduced when it is not tolerated": False,
}


@pytest.fixture(scope="module")
def medicines(tmp_path_factory) -> Marker:
    whole = {path: GOOD[path] for path in (HEALTH, SENSES)}
    return marker(load_site(site_folder(tmp_path_factory.mktemp("site"), whole)).site)


@pytest.mark.parametrize("text", TOUCHES)
def test_a_medicine_that_a_reader_takes_is_found(medicines, text):
    assert touches_medicine(text, medicines)


@pytest.mark.parametrize("text", DOES_NOT)
def test_what_nobody_could_stop_is_none(medicines, text):
    assert not touches_medicine(text, medicines)


@pytest.mark.parametrize("text", OF_THE_STUDY)
def test_a_summary_speaks_of_the_study_s_medicine_or_of_the_reader_s_own(medicines, text):
    assert touches_own_medicine(text, medicines) is OF_THE_STUDY[text]
