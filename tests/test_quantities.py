"""Numbers are read as people write them, in registries and in plain words; and no text makes the reading slow."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.checks.quantities import quantities, written_out


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Aged 3-65 years old;", ["3 year", "65 year"]),
        ("6 Years – 65 Years", ["6 year", "65 year"]),
        ("a score of 0, 1 or 2 points", ["0", "1", "2"]),
        ("the ANA titer is ≥ 1:80", ["at least 1:80"]),
        ("1:80 or higher (≥ 1:80)", ["at least 1:80", "at least 1:80"]),
        ("(≥30 IU/mL based on ELISA)", ["at least 30 IU/mL"]),
        ("for more than 1 week;", ["more than 1 week"]),
        ("more than one week", ["more than 1 week"]),
        ("within 28 days after", ["within 28 day"]),
        ("in the last six months", ["within 6 month"]),
        ("in the 14 days before", ["within 14 day"]),
        ("the 28-day period", ["28 day"]),
        ("up to 2 weeks", ["at most 2 week"]),
        ("no more than 2 weeks", ["at most 2 week"]),
        ("not less than 18 years", ["at least 18 year"]),
        ("There must not be more than 3 levels", ["at most 3"]),
        ("it must not exceed 5 mg, nor be lower than 2 mg", ["at most 5 mg", "less than 2 mg"]),
        ("you do not join if you had more than 2 doses", ["more than 2"]),
        ("18 years of age or older", ["at least 18 year"]),
        ("older than 18 years", ["more than 18 year"]),
        ("daily over 12 weeks", ["12 week"]),
        ("HbA1c <9% and creatinine >2 mg/dL", ["less than 9 %", "more than 2 mg/dL"]),
        ("Platelets ≥ 100 x 10^9/L", ["at least 100 10⁹/L"]),
        ("below 400 copies/mL", ["less than 400 copies/ml"]),
        ("at week 12", ["12 week"]),
        ("the 2019 ACR/EULAR criteria", ["2019"]),
        ("1,000 mg", ["1000 mg"]),
        ("1.50 g", ["1.5 g"]),
        ("about 50 people", ["about 50"]),
        ("at least two of these", ["at least 2"]),
        ("two tests in one centre for three diseases, about two blood tests", []),
        ("CD19 and Hep-2, CD19-BCMA, PHASE1", []),
        ("no number", []),
        ("before 1 January 2020", ["before 2020-01-01"]),
        ("Jan 1st, 2020; January 2020; 2020-01-01", ["2020-01-01", "2020-01", "2020-01-01"]),
        ("since 13/2/2020 or until 1/2/2020", ["since 2020-02-13", "until 1/2/2020"]),
        ("in 2019, 2019-2020", ["2019", "2019", "2020"]),
        ("you may 2 weeks later", ["2 week"]),
        ("NYHA class III-IV", ["3", "4"]),
        ("stage IIIB or stage 3b", ["3b", "3b"]),
        ("Phase I/II or phase 1/2", ["1", "2", "1", "2"]),
        ("grade ≥ II", ["at least 2"]),
        ("stage ⅢB - Ⅳ", ["3b", "4"]),
        ("1.5-1.9 × baseline, 3 x daily", ["1.5 times", "1.9 times", "3"]),
        ("for 72 hours at most", ["at most 72 hour"]),
        ("10 mg at least 2 hours before", ["10 mg", "at least 2 hour"]),
        ("365 days old or younger", ["at most 365 day"]),
        ("measured over 5 years, ill for over 5 years", ["5 year", "more than 5 year"]),
        ("it goes up to 1.5 times the first value or more", ["at least 1.5 times"]),
        ("class 3, level 5 mg, type I", ["3", "5 mg", "1"]),
        ("twice daily or two times a day", ["2 times a day", "2 times a day"]),
        ("once a week, given once", ["1 times a week"]),
        ("2-fold or twofold", ["2 times", "2 times"]),
        ("1/2 tablet below 140/90 mmHg", ["1/2", "less than 140 mmHg", "less than 90 mmHg"]),
        ("1.5×109/L, 1.5*10*9/L, 1 x 10⁶ cells/kg", ["1.5 10⁹/L", "1.5 10⁹/L", "1 10⁶/kg"]),
        ("≤ 2.5 x institutional ULN, >3ULN", ["at most 2.5 times the upper limit", "more than 3 times the upper limit"]),
        ("28 ± 3 days", ["28 day", "3 day"]),
        ("T-score < -2.5, minus 2.5", ["less than -2.5", "-2.5"]),
        ("18 -65 years", ["18 year", "65 year"]),
        (".5 mg and 100 000/µL", ["0.5 mg", "100000 /µL"]),
        ("greater than or equal to 5 mg", ["at least 5 mg"]),
        ("not older than 75 years", ["at most 75 year"]),
        ("18 ≤ age ≤ 75", ["at least 18", "at most 75"]),
        ("18+ years, CD19+ and 3+", ["at least 18 year", "3"]),
        ("within six (6) months", ["within 6 month"]),
        ("Age:18 to 75 years; QTc >450ms", ["18 year", "75 year", "more than 450 ms"]),
        ("18 ~ 80 years, ~5 mg", ["18 year", "80 year", "about 5 mg"]),
        ("an eight-week course, fifty two people, thirty-one", ["8 week", "52", "31"]),
        ("over two weeks after it, drink over two weeks", ["more than 2 week", "2 week"]),
        ("(2) pain, six (6) months; 3) itch, (4) rash", ["6 month"]),
        ("2）Relapse after 6 months; 3）Primary disease", ["6 month"]),
        ("3 consecutive days, type 1or 2", ["3 day", "1", "2"]),
        ("< 0.5 mL/kg/h or 0.5 L/kg/h", ["less than 0.5 ml/kg/h", "0.5 l/kg/h"]),
        ("in the preceding 6 weeks", ["within 6 week"]),
        ("53-86 millimoles per mole [mmol/mol]", ["53 mmol/mol", "86 mmol/mol"]),
        ("27.0 kilograms per square meter (kg/m^2)", ["27 kg/m²"]),
        ("1 mg OW, at 1, 3, and 6 months", ["1 mg", "1 times a week", "1 month", "3 month", "6 month"]),
        ("greater than to or equal 18 years", ["at least 18 year"]),
    ],
)
def test_what_is_read(text, found):
    assert [str(quantity) for quantity in quantities(text)] == found


def test_a_range_may_be_written_out():
    for text, inside in (
        ("0-2 points", {"0", "1", "2"}),
        ("45-54 participants", {str(n) for n in range(45, 55)}),
        ("3-65", set()),
    ):
        assert written_out(text, quantities(text)) == inside


@given(st.text(alphabet="0123456789.,:-–/≥<> xaymldks%µ^²", max_size=200))
def test_any_text_can_be_read(text):
    for quantity in quantities(text):
        assert 0 <= quantity.start < quantity.end <= len(text)
        assert quantity.value


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "1-",
        "≥",
        "1,",
        "within ",
        "at least 1 or ",
        "1 mg/",
        "x10^9/L",
        "1/2/",
        "1 May 2020 ",
        "2020-",
        "class I-",
        "-",
        "two times ",
        "one (",
    ],
)
def test_the_time_grows_with_the_text(piece):
    """40,000 characters are read in the time of a breath: no pattern goes back over what it has read."""
    start = time.process_time()
    quantities(piece * (40_000 // len(piece)))
    assert time.process_time() - start < 5
