"""Rules that a record puts in neither list: a writer can quote and explain them, and pages say that it does not say which."""

import pytest
from conftest import client_of
from selectolax.lexbor import LexborHTMLParser
from site_folder import ELIGIBILITY, PROTOCOL, findings_of, quoting, record_of, site_folder

RULES = "Ear Characteristics:\n\n* Wax in one ear\n\nEXCLUSION CRITERIA\n\n* History of stroke"
WORDS = """\
---
written-by: A research nurse
written-on: 2026-03-10
---
# Who may be able to take part

## {list}

### Wax {{#wax}}

> Wax in one ear

You have wax in one ear.

## Exclusion

### A stroke {{#stroke}}

> History of stroke

You had a stroke.
"""


def folder(root, name):
    modules = {"eligibilityModule": {**PROTOCOL["eligibilityModule"], "eligibilityCriteria": RULES}}
    return site_folder(root, {**record_of(**modules), ELIGIBILITY: WORDS.format(list=name)})


def test_they_can_be_quoted(tmp_path):
    assert quoting(folder(tmp_path, "Rules: Ear Characteristics")) == ()


@pytest.mark.parametrize(
    ("name", "rule", "says"),
    [
        ("Rules", "quote-not-in-record", "Ear Characteristics"),
        ("Inclusion", "quote-not-in-record", "## Rules"),
        ("Others", "list-unknown", "## Rules"),
    ],
)
def test_a_writer_is_told_where_they_belong(tmp_path, name, rule, says):
    told = [f"{finding.message} {finding.fix}" for finding in findings_of(folder(tmp_path, name)) if finding.rule == rule]
    assert any(says in text for text in told)


@pytest.mark.parametrize("path", ["", "source/"])
def test_pages_say_that_the_record_does_not_say_which(tmp_path, path):
    client = client_of(folder(tmp_path, "Rules: Ear Characteristics"))
    page = LexborHTMLParser(client.get(f"/en/trials/NCT00000001/{path}").get_data(as_text=True))
    text = " ".join(page.body.text().split())
    assert "Rules that the record puts in neither list" in text
    assert "does not say whether you need these, or whether they may rule you out" in text
    labels = [label.text() for label in page.css("#wax .label, #stroke .label")]
    assert labels == ([] if path else ["Ask what this rule means for you", "May rule you out"])
