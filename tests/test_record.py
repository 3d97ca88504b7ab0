"""`record.json` to a record: whatever stands in the file, it is read, or it is one finding; never an exception."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from site_folder import PROTOCOL, RECORD, findings_of, record_of, site_folder

from explainer.finding import Finding
from explainer.reading.record import FIELDS, read_record
from explainer.reading.source import Folder, Problems
from explainer.reading.traits import TRAITS
from explainer.record import Record

ID = "NCT00000001"
NO_CHANGE = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(root: Path, content: str | bytes, id: str = ID) -> tuple[Record | None, list[Finding]]:
    file = root / "content/trials" / id / "record.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    folder = Folder(root, Problems())
    return read_record(folder, id), folder.problems.found


def record(root: Path, **modules: object) -> Record:
    """A record of these modules, read without a finding."""
    identity = {"identificationModule": {"nctId": ID}}
    found, findings = read(root, json.dumps({"protocolSection": {**identity, **modules}}))
    assert findings == []
    assert found is not None
    return found


NO_RECORD = {
    "not JSON": ("{x", 1),
    "not JSON, further down": ('{\n "protocolSection": {\n  "a": 1,\n }\n}', 4),
    "not an object": ("[]", 0),
    "a text": ('"protocolSection"', 0),
    "null": ("null", 0),
    "another object": ('{"studies": []}', 0),
    "a section that is a list": ('{"protocolSection": []}', 0),
    "a section that is null": ('{"protocolSection": null}', 0),
    "NaN": ('{"protocolSection": {"a": NaN}}', 0),
    "Infinity": ('{"protocolSection": {"a": -Infinity}}', 0),
    "a number too large": ('{"protocolSection": {"a": 1e999}}', 0),
    "a number of 5,000 digits": ('{"protocolSection": {"a": ' + "9" * 5_000 + "}}", 0),
    "a key given twice": ('{"protocolSection": {"a": 1, "a": 2}}', 0),
    "half a character": (r'{"protocolSection": {"a": "\ud800"}}', 0),
    "half a character in a key": (r'{"protocolSection": {"\udfff": 1}}', 0),
    "lists in lists": ('{"protocolSection": {"a": ' + "[" * 50_000 + "]" * 50_000 + "}}", 0),
    "objects in objects": ('{"protocolSection": ' + '{"a":' * 50_000 + "1" + "}" * 50_000 + "}", 0),
}


@pytest.mark.parametrize("name", NO_RECORD)
def test_what_is_no_record_is_one_finding(tmp_path, name):
    content, line = NO_RECORD[name]
    found, findings = read(tmp_path, content)
    assert found is None
    assert [(f.rule, f.severity, f.where.path, f.where.line) for f in findings] == [("record", "error", RECORD, line)]
    assert "ClinicalTrials.gov API" in findings[0].fix
    assert "\n" not in findings[0].message
    str(findings[0]).encode()


def test_a_record_in_the_folder_of_another_is_a_finding(tmp_path):
    found, findings = read(tmp_path, '{"protocolSection": {"identificationModule": {"nctId": "NCT00000002"}}}')
    assert found is not None
    assert [(f.rule, "NCT00000002" in f.message) for f in findings] == [("record", True)]


def test_a_record_may_hold_nothing_but_its_number(tmp_path):
    found = record(tmp_path)
    assert [(passage.label, passage.text) for passage in found.passages] == [("Registry number", ID)]
    assert (found.title, found.phases, found.places, found.contacts) == ("", (), (), ())


WRONG = [None, [], "x", 7, 1.5, True, [None], [[]], [["x"]], {}, {"x": None}, [{}], ["x", None, 3]]
MODULES = sorted({path.split(".")[0] for _, path in FIELDS} | {"descriptionModule", "contactsLocationsModule"})


@pytest.mark.parametrize("value", WRONG, ids=json.dumps)
@pytest.mark.parametrize("module", MODULES)
def test_a_module_of_a_wrong_type_counts_as_not_given(tmp_path, module, value):
    found, findings = read(tmp_path, json.dumps({"protocolSection": {**PROTOCOL, module: value}}))
    assert found is not None
    assert {f.rule for f in findings} <= ({"record"} if module == "identificationModule" else set())


INSIDE = [
    ("contactsLocationsModule", "locations"),
    ("contactsLocationsModule", "centralContacts"),
    ("eligibilityModule", "stdAges"),
    ("eligibilityModule", "minimumAge"),
    ("eligibilityModule", "eligibilityCriteria"),
    ("descriptionModule", "briefSummary"),
    ("designModule", "phases"),
    ("designModule", "enrollmentInfo"),
    ("armsInterventionsModule", "armGroups"),
    ("outcomesModule", "primaryOutcomes"),
    ("statusModule", "lastUpdatePostDateStruct"),
    ("sponsorCollaboratorsModule", "leadSponsor"),
]


@pytest.mark.parametrize("value", WRONG, ids=json.dumps)
@pytest.mark.parametrize(("module", "name"), INSIDE)
def test_a_value_of_a_wrong_type_is_borne(tmp_path, module, name, value):
    record(tmp_path, **{module: {name: value}})


PATHS = [(*path.split("."),) for _, path in FIELDS]
KEYS = st.sampled_from(["label", "name", "date", "x"])
VALUES = st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
JSON = st.recursive(VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3))


@NO_CHANGE
@given(path=st.sampled_from(PATHS), depth=st.integers(1, 4), value=JSON)
def test_any_value_at_any_place_is_borne(tmp_path, path, depth, value):
    protocol = copy.deepcopy(PROTOCOL)
    place = protocol
    *above, last = path[:depth]
    for key in above:
        place = place.setdefault(key, {})
    place[last] = value
    found, findings = read(tmp_path, json.dumps({"protocolSection": protocol}))
    assert found is not None
    assert {f.rule for f in findings} <= {"record"}


def test_lists_of_one_may_come_flattened(tmp_path):
    flat = record(
        tmp_path,
        conditionsModule={"conditions": "Lupus"},
        designModule={"phases": "PHASE1"},
        armsInterventionsModule={"armGroups": {"label": "Arm A"}},
        contactsLocationsModule={"locations": {"city": "Bern"}, "centralContacts": {"phone": "555-0100"}},
        eligibilityModule={"stdAges": "CHILD"},
    )
    listed = record(
        tmp_path,
        conditionsModule={"conditions": ["Lupus"]},
        designModule={"phases": ["PHASE1"]},
        armsInterventionsModule={"armGroups": [{"label": "Arm A"}]},
        contactsLocationsModule={"locations": [{"city": "Bern"}], "centralContacts": [{"phone": "555-0100"}]},
        eligibilityModule={"stdAges": ["CHILD"]},
    )
    assert flat == listed
    assert (flat.conditions, flat.phases, flat.places) == (("Lupus",), ("PHASE1",), ("Bern",))
    assert flat.contacts[0].phone == "555-0100"
    assert "children" in flat.traits


def test_an_age_of_5000_digits_is_no_age(tmp_path):
    age = "1" * 5_000 + " Years"
    found = record(tmp_path, eligibilityModule={"minimumAge": age})
    assert found.minimum_age == age
    assert "children" not in found.traits


def test_passages_are_numbered_and_keep_their_list_group_and_marker(tmp_path):
    found = record(
        tmp_path,
        descriptionModule={"briefSummary": "One. Two."},
        eligibilityModule={
            "eligibilityCriteria": "Inclusion:\n\nPart A:\n\n1. Adults\n   * able to walk\n\nExclusion:\n\n- Stroke;",
            "sex": "ALL",
        },
        armsInterventionsModule={"armGroups": [{"label": "A"}, {"label": "B"}]},
    )
    assert [(p.id, p.part, p.group, p.marker, p.depth, p.quotable) for p in found.passages] == [
        ("summary-1", "summary", "", "", 0, "One."),
        ("summary-2", "summary", "", "", 0, "Two."),
        ("inclusion-1", "inclusion", "Part A", "1.", 0, "Adults"),
        ("inclusion-2", "inclusion", "Part A", "*", 1, "able to walk"),
        ("exclusion-1", "exclusion", "", "-", 0, "Stroke;"),
        ("field-registry-number", "field", "", "", 0, f"Registry number: {ID}"),
        ("field-arm", "field", "", "", 0, "Arm: A"),
        ("field-arm-2", "field", "", "", 0, "Arm: B"),
        ("field-sex", "field", "", "", 0, "Sex: ALL"),
    ]


@pytest.mark.parametrize(
    ("value", "shown"), [(False, "no"), (True, "yes"), (48, "48"), ("48", "48"), ("010", "010"), (r"48 \> 47", "48 > 47")]
)
def test_how_a_value_is_written(tmp_path, value, shown):
    assert record(tmp_path, designModule={"enrollmentInfo": {"count": value}}).enrollment == shown


@pytest.mark.parametrize("where", ["criterion", "summary", "field"])
def test_escapes_of_the_registry_are_undone_once(tmp_path, where):
    written = r"Score \> 3 and \\\* and \\[a\]"
    modules = {
        "criterion": {"eligibilityModule": {"eligibilityCriteria": written}},
        "summary": {"descriptionModule": {"briefSummary": written}},
        "field": {"statusModule": {"overallStatus": written}},
    }
    assert r"Score > 3 and \* and \[a]" in [passage.text for passage in record(tmp_path, **modules[where]).passages]


def test_characters_that_end_a_line_elsewhere_stay_as_they_are(tmp_path):
    text = json.dumps(
        {"protocolSection": {"identificationModule": {"nctId": ID, "briefTitle": "a\u2028b\x85c"}}}, ensure_ascii=False
    )
    found, findings = read(tmp_path, text)
    assert findings == []
    assert found is not None
    assert found.title == "a\u2028b\x85c"


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf", b""])
def test_a_byte_order_mark_and_windows_line_ends_are_borne(tmp_path, content):
    text = json.dumps({"protocolSection": PROTOCOL}, indent=1).replace("\n", "\r\n")
    found, findings = read(tmp_path, content + text.encode())
    assert (found is not None, findings) == (True, [])


TRAIT_CASES = {
    "children": [{"eligibilityModule": {"minimumAge": "17 Years"}}, {"eligibilityModule": {"minimumAge": "6 Months"}}],
    "early-phase": [{"designModule": {"phases": ["EARLY_PHASE1"]}}, {"designModule": {"phases": ["PHASE1", "PHASE2"]}}],
    "phase-not-in-copy": [{}],
    "gene-or-cell-therapy": [{"descriptionModule": {"briefSummary": "CAR T cells."}}],
    "washout": [{"eligibilityModule": {"eligibilityCriteria": "Able to stop all study medicines, or other drugs"}}],
    "one-arm": [{"designModule": {"designInfo": {"interventionModel": "SINGLE_GROUP"}}}],
    "randomized": [{"designModule": {"designInfo": {"allocation": "RANDOMIZED"}}}],
    "placebo": [{"armsInterventionsModule": {"interventions": [{"name": "Placebo"}]}}],
    "healthy-volunteers": [{"eligibilityModule": {"healthyVolunteers": True}}],
}
NO_TRAIT = {
    "designModule": {"phases": ["PHASE3"], "designInfo": {"allocation": "NA", "interventionModel": "PARALLEL"}},
    "eligibilityModule": {"minimumAge": "18 Years", "stdAges": ["ADULT"], "healthyVolunteers": False},
}


@pytest.mark.parametrize("trait", TRAITS)
def test_what_gives_a_record_each_trait(tmp_path, trait):
    for modules in TRAIT_CASES[trait]:
        assert trait in record(tmp_path, **modules).traits
    assert record(tmp_path, **NO_TRAIT).traits == frozenset()


def test_every_real_record_is_read(tmp_path, records):
    for file in records:
        found, findings = read(tmp_path, file.read_bytes(), file.stem)
        assert findings == [], file
        assert found is not None
        ids = [passage.id for passage in found.passages]
        assert len(set(ids)) == len(ids), file
        assert all(passage.quotable for passage in found.passages), file


def test_a_site_with_a_broken_record_is_told_what_is_wrong_elsewhere_too(tmp_path):
    root = site_folder(tmp_path, {RECORD: "{", "content/banner.md": None})
    assert [(f.rule, f.where.path) for f in findings_of(root)] == [("file-missing", "content/banner.md"), ("record", RECORD)]


def test_the_tiny_record_is_what_the_other_tests_change(tmp_path):
    assert read(tmp_path, record_of()[RECORD])[1] == []


def test_what_an_outcome_means_who_is_masked_and_who_takes_part_can_be_quoted(tmp_path):
    outcome = {"measure": "Pain", "description": "0 is no pain.", "timeFrame": "4 weeks"}
    found = record(
        tmp_path,
        designModule={"designInfo": {"maskingInfo": {"masking": "SINGLE", "maskingDescription": "The assessor is blinded."}}},
        outcomesModule={"primaryOutcomes": [outcome], "otherOutcomes": [outcome]},
        eligibilityModule={"genderDescription": "Women after a birth", "studyPopulation": "Women of one clinic."},
    )
    quotable = [passage.quotable for passage in found.passages]
    for words in (
        "Masking description: The assessor is blinded.",
        "Primary outcome description: 0 is no pain.",
        "Other outcome description: 0 is no pain.",
        "Other outcome time: 4 weeks",
        "Sex description: Women after a birth",
        "Study population: Women of one clinic.",
    ):
        assert words in quotable
