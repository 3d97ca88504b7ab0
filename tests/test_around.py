"""Findings on numbers quote the words as they stand, and not the form in which numbers are compared."""

import pytest
from site_folder import ELIGIBILITY, changed, findings_of, site_folder
from test_rules import with_rule

from explainer.checks.around import around
from explainer.checks.quantities import quantities


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Over 2 weeks", "Over 2 weeks"),
        ("Ears that ring for 3 days", "Ears that ring for 3 days"),
        ("a b c d e f 7.5 g h i j k", "…c d e f 7.5 g h i j…"),
    ],
)
def test_a_number_is_quoted_with_the_words_around_it(text, said):
    found = around(text, quantities(text)[0])
    assert found == said


def test_a_comparison_that_changed_is_told_in_the_words_of_both(tmp_path):
    files = with_rule("Ears ring for more than 2 weeks before", "Your ears rang for at least 2 weeks before.")
    messages = [f.message for f in findings_of(site_folder(tmp_path, files)) if f.rule == "comparison-changed"]
    assert any("rang for at least 2 weeks before.”" in message for message in messages)
    assert len(messages) == 1  # (the loss and the change are one fault)
    assert all("ring for more than 2 weeks before”" in message for message in messages)


def test_a_number_that_is_lost_is_told_in_the_words_of_the_record(tmp_path):
    files = changed(ELIGIBILITY, "You had a stroke in the last 6 months.", "You had a stroke lately.")
    (found,) = [f for f in findings_of(site_folder(tmp_path, files)) if f.rule == "number-lost"]
    assert "6 months" in found.message
