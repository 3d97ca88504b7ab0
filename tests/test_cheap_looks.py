"""What is asked of a text before a dear pattern is held against it is there wherever that pattern is found."""

import re
import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explainer.checks import items, limits, orders, quantities
from explainer.checks.quantities import NUMBER, RANKED
from explainer.checks.record_problems import ages, damage

LOOKS = [
    *((limits.ANY_BEFORE.search, pattern.pattern, 0) for _, pattern in limits.BEFORE_NUMBER),
    (items.MAY_DIVIDE.search, f"a(?:{items.BETWEEN.pattern})a", re.IGNORECASE),
    *((damage.MAY_BE_BROKEN.search, pattern.pattern, 0) for _, _, pattern in damage.BROKEN),
    (orders.OF_AN_ACT.search, f"you (?:{orders.VERB.pattern})", re.IGNORECASE),
    (orders.OF_AN_ACT.search, f"you (?:{orders.HANDLED.pattern})", re.IGNORECASE),
    (orders.OF_AN_ACT.search, f"you (?:{orders.ASKED_OF.pattern})", re.IGNORECASE),
    (orders.OF_AN_ACT.search, orders.DO_NOT_TAKE.pattern, re.IGNORECASE),
    (orders.OF_AN_ACT.search, orders.BE_CHANGED.pattern, re.IGNORECASE),
    *((quantities.may_have_numbers, each.pattern, re.IGNORECASE) for each in (NUMBER, RANKED)),
    *((ages.speaks_of_age, each.pattern, re.IGNORECASE) for each in (ages.AGE_BEFORE, ages.OLDER, ages.PEOPLE_BEFORE)),
]


@pytest.mark.parametrize(("look", "pattern", "flags"), LOOKS, ids=[pattern[:40] for _, pattern, _ in LOOKS])
def test_a_cheap_look_finds_what_a_dear_one_does(look, pattern, flags):
    letters = st.sampled_from(sorted({*string.printable, *pattern}))

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
    @given(st.from_regex(re.compile(pattern, flags), alphabet=letters))
    def holds(text):
        assert look(text), text

    holds()
