"""The rules by which problems of a record are found, each with its manual, which has the form of a check's docstring."""

from collections.abc import Mapping

RULES_OF_RECORDS: Mapping[str, str] = {
    "acronym-not-expanded": """The record spells out each acronym somewhere.

    Bad: "EHQ score of 3", and nothing that says what EHQ is.
    Good: "Ear health questionnaire (EHQ) score of 3"
    """,
    "age-conflict": """The ages in the record's fields are those of its own sentences.

    Bad: the field "Minimum age: 6 Years" and the rule "3-65 years".
    Good: the field "Minimum age: 3 Years" and the rule "3-65 years".
    """,
    "announced-and-empty": """Where the record announces a list, one follows.

    Bad: "Any of the following:" as the last rule.
    Good: "Any of the following:", and rules below it.
    """,
    "bracket-unclosed": """Each bracket of the record that opens closes, and each that closes was opened.

    Bad: "Tired ears (of either side"
    Good: "Tired ears (of either side)"
    """,
    "broken-characters": """The record's characters are whole.

    Bad: "Hearing â‰¥ 30 dB"
    Good: "Hearing ≥ 30 dB"
    """,
    "dates-conflict": """A study starts before it ends.

    Bad: the fields "Start: 2026-03-01" and "End: 2026-02".
    Good: the fields "Start: 2026-03-01" and "End: 2026-12".
    """,
    "enrollment-conflict": """The planned number of people in the record's field is that of its summary.

    Bad: the field "Enrollment: 40" and the sentence "A total of 60 people will take part."
    Good: the field "Enrollment: 60" and the same sentence.
    """,
    "healthy-volunteers-conflict": """The record's field and its sentences agree on whether healthy people may take part.

    Bad: the field "Healthy volunteers: no" and the rule "Healthy adults".
    Good: the field "Healthy volunteers: yes" and the rule "Healthy adults".
    """,
    "no-exclusion-criteria": """The record says what keeps people out.

    Bad: a record with inclusion criteria only.
    Good: a record with both lists.
    """,
    "no-inclusion-criteria": """The record says who may be able to take part.

    Bad: a record with exclusion criteria only.
    Good: a record with both lists.
    """,
    "power-lost": """Powers of ten are written as such.

    Bad: "1.5 x 109/L"
    Good: "1.5 x 10^9/L"
    """,
    "reference-not-held": """The record holds the papers, tables and sections that it points to.

    Bad: "as in Appendix 2", and no Appendix 2.
    Good: "as in Table 1", and in the description "Table 1: ..."
    """,
    "sentence-broken-off": """Each sentence of the record goes on to its end.

    Bad: "Tired ears. The"
    Good: "Tired ears."
    """,
    "sex-conflict": """The sex in the record's field is that of its rules.

    Bad: the field "Sex: MALE" and the rule "Women who are pregnant".
    Good: the field "Sex: ALL" and the same rule.
    """,
    "sign-lost": """No sign became a question mark, or another one.

    Bad: "Hearing level ? 30 dB"
    Good: "Hearing level ≥ 30 dB"
    """,
    "status-conflict": """The record's status goes with its dates, as they stood on the day of its last update.

    Bad: "Status: RECRUITING" and "End: 2026-03", in a record last updated in May 2026.
    Good: "Status: COMPLETED" with the same dates.
    """,
    "words-run-together": """Between two words stands a space.

    Bad: "Ringing ofthe ears"
    Good: "Ringing of the ears"
    """,
}
