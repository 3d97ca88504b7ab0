"""Studies as data, and the feed of changes: of the shape that is served beside them, the notice inside, nothing invented."""

import json
from datetime import date, datetime
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest
from conftest import TRIAL, client_of
from jsonschema import Draft202012Validator, ValidationError
from site_folder import PROTOCOL, RECORD, record_of, site_folder

from explainer.curate.arrivals import Arrival
from explainer.curate.take_in import take_in
from explainer.show.data import SCHEMAS

ATOM = "{http://www.w3.org/2005/Atom}"
DATA = f"{TRIAL.rstrip('/')}.json"


@pytest.fixture(scope="module")
def data(client):
    """Fetches data: each fetch holds the shape that the data name, the notice and the headers."""
    return lambda path: fetched(client, path)


def fetched(client, path, **kwargs):
    answer = client.get(path, **kwargs)
    assert (answer.status_code, answer.mimetype) == (200, "application/json"), path
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    found = json.loads(answer.get_data())
    schema = client.get(urljoin(path, found["$schema"]), **kwargs)
    assert schema.mimetype == "application/schema+json"
    Draft202012Validator(json.loads(schema.get_data())).validate(found)
    assert found["banner"]["text"]
    return found


def test_every_study_and_list_is_of_its_shape_in_each_language(data, renderer):
    for tag, edition in renderer.editions.items():
        listed = data(f"/{tag}/trials.json")
        assert [each["id"] for each in listed["trials"]] == [trial.id for trial in edition.site.trials]
        for each in listed["trials"]:
            study = data(urljoin(f"/{tag}/trials.json", each["data"]))
            assert study["banner"]["text"] == edition.site.banner.text
            assert (study["locale"], study["title"]) == (tag, each["title"])


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_shapes_are_sound_and_need_the_notice(name):
    schema = json.loads(SCHEMAS[name].read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    assert "banner" in schema["required"]
    assert set(schema["properties"]["banner"]["required"]) == {"text", "line"}


@pytest.mark.parametrize("lost", ["banner", "version", "documents", "questions", "out_of_date"])
def test_data_that_lack_something_are_not_of_the_shape(data, lost):
    study = data(DATA)
    shape = Draft202012Validator(json.loads(SCHEMAS["trial.schema.json"].read_text(encoding="utf-8")))
    del study[lost]
    with pytest.raises(ValidationError):
        shape.validate(study)


def units(study):
    return {
        unit["id"]: unit for document in study["documents"] for section in document["sections"] for unit in section["units"]
    }


def test_a_study_is_whole(data, site):
    study, trial = data(DATA), site.trials[0]
    found = units(study)
    for document in trial.documents:
        for section in document.sections:
            for unit in section.units:
                each = found[unit.id]
                assert each["quotes"] == [quote.text for quote in unit.quotes]
                assert [text for block in each["words"] for text in block["texts"]] == [
                    part.plain for block in unit.blocks for part in block.parts
                ]
                assert [notice["kind"] for notice in each["notices"]] == [notice.kind for notice in unit.notices]
                if section.part in ("inclusion", "exclusion"):
                    assert each["label"] in ("Needed to take part", "May rule you out")
    asked = {question["id"] for question in study["questions"]}
    assert all(set(unit["questions"]) <= asked for unit in found.values())


def test_no_side_of_a_conflict_stands_alone(data):
    """The record gives two lowest ages: whoever reads the field is told so."""
    study = data(DATA)
    assert {"minimum_age", "maximum_age"} <= set(study["record"]["conflicts"])
    assert "CONFLICT" in json.dumps(study["documents"])


def test_nobody_has_checked_what_nobody_signed(data):
    study = data(DATA)
    assert study["sign_offs"] == study["out_of_date"] == []
    assert {unit["state"] for unit in units(study).values()} == {"not-checked"}
    assert study["checked"].startswith("No doctor or nurse")


def test_sign_offs_and_what_is_out_of_date_are_told(tmp_path, explainer):
    folder = site_folder(tmp_path / "site")
    for unit in ("kidneys", "stroke"):
        signed = ("--site", folder, "NCT00000001", "--unit", unit, "--role", "study-nurse", "--name", "A. B.")
        assert explainer("sign", *signed).code == 0
    path = folder / "content/trials/NCT00000001/eligibility.md"
    path.write_text(path.read_text(encoding="utf-8").replace("in the last 6 months", "within 6 months"), encoding="utf-8")
    study = fetched(client_of(folder), "/en/trials/NCT00000001.json", base_url="http://localhost")
    assert {id: unit["state"] for id, unit in units(study).items() if id in ("kidneys", "stroke")} == {
        "kidneys": "checked",
        "stroke": "out-of-date",
    }
    assert study["out_of_date"] == ["stroke"]
    assert [(each["of"], each["role"], each["name"], each["moved"]) for each in study["sign_offs"]] == [
        ("kidneys", "study-nurse", "A. B.", []),
        ("stroke", "study-nurse", "A. B.", ["original"]),
    ]


def test_odd_records_are_data_all_the_same(tmp_path):
    odd = '</script>"\\ \u202e\u0001<b>漢'
    record = record_of(
        identificationModule={"nctId": "NCT00000001", "briefTitle": odd},
        statusModule={"overallStatus": odd, "lastUpdatePostDateStruct": {"date": odd}},
    )
    study = fetched(client_of(site_folder(tmp_path, record)), "/en/trials/NCT00000001.json", base_url="http://localhost")
    assert study["record"]["updated"] == study["record"]["status"]
    assert "<b>漢" in study["record"]["title"]


def test_the_search_index_is_for_our_own_script_only(client):
    answer = client.get("/en/search/index.json")
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def feed(client, tag="en"):
    answer = client.get(f"/{tag}/changes.atom", base_url="http://localhost")
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    found = ET.fromstring(answer.get_data())  # noqa: S314 (our own feed)
    # What RFC 4287 wants of a feed and of each entry.
    entries = found.findall(f"{ATOM}entry")
    for each in (found, *entries):
        assert [len(each.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert datetime.fromisoformat(each.findtext(f"{ATOM}updated")).tzinfo
        links = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in each.findall(f"{ATOM}link")]
        assert len(links) == len(set(links))
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    assert found.findtext(f"{ATOM}author/{ATOM}name")
    assert found.find(f"{ATOM}link[@rel='self']").get("href").endswith(f"/{tag}/changes.atom")
    return found


UPDATED = record_of(statusModule={"lastUpdatePostDateStruct": {"date": "2026-02-03"}})


def test_the_feed_tells_what_our_dates_tell(tmp_path):
    found = feed(client_of(site_folder(tmp_path, UPDATED)))
    address = "https://studies.example.org/en/trials/NCT00000001/"
    entries = found.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        f"{address}#summary-2026-03-10",
        f"{address}#record-2026-02-03",
    ]
    assert [entry.findtext(f"{ATOM}updated") for entry in entries] == ["2026-03-10T00:00:00Z", "2026-02-03T00:00:00Z"]
    assert found.findtext(f"{ATOM}updated") == "2026-03-10T00:00:00Z"
    assert found.findtext(f"{ATOM}subtitle") == "Confirm with the study team This page only explains."
    for entry in entries:
        assert entry.find(f"{ATOM}link").get("href") == address
        assert entry.findtext(f"{ATOM}summary").endswith("Confirm with the study team.")


def test_a_sign_off_is_in_the_feed_while_it_holds(tmp_path, explainer):
    folder = site_folder(tmp_path / "site")
    arguments = ("NCT00000001", "--site", folder, "--unit", "stroke", "--role", "nurse", "--name", "A. B.")
    assert explainer("sign", *arguments).code == 0
    signed = f"signed-nurse-{date.today().isoformat()}"  # noqa: DTZ011 (the command writes the day of whoever signs)

    def ids():
        return {entry.findtext(f"{ATOM}id").partition("#")[2] for entry in feed(client_of(folder)).findall(f"{ATOM}entry")}

    assert signed in ids()
    path = folder / "content/trials/NCT00000001/eligibility.md"
    path.write_text(path.read_text(encoding="utf-8").replace("in the last 6 months", "within 6 months"), encoding="utf-8")
    assert signed not in ids()


@pytest.mark.parametrize("day", ["2026-02", "2026", "2026-02-30", "soon", "", "20260203"])
def test_no_day_is_invented_for_the_feed(tmp_path, day):
    record = record_of(statusModule={"lastUpdatePostDateStruct": {"date": day}})
    names = [e.findtext(f"{ATOM}id") for e in feed(client_of(site_folder(tmp_path, record))).findall(f"{ATOM}entry")]
    assert len(names) == 1
    assert "#summary-" in names[0]


def test_pages_name_their_feed_and_their_data(tmp_path, client, read):
    known = client_of(site_folder(tmp_path / "known"))
    for path in ("/en/", "/en/trials/NCT00000001/"):
        assert (
            b'type="application/atom+xml" href="https://studies.example.org/en/changes.atom"'
            in known.get(path, base_url="http://localhost").get_data()
        )
    assert read(TRIAL).css_first("link[type='application/json']").attributes["href"] == DATA
    # Without a public address there are no whole addresses, and so no feed.
    assert client.get("/en/changes.atom").status_code == 404
    assert not read(TRIAL).css("link[type='application/atom+xml']")
    nothing_dated = client_of(site_folder(tmp_path / "empty", dict.fromkeys(TRIAL_FILES)))
    assert nothing_dated.get("/en/changes.atom", base_url="http://localhost").status_code == 404


def test_a_title_that_no_xml_may_hold_leaves_the_feed_readable(tmp_path):
    root = site_folder(tmp_path, dict.fromkeys(TRIAL_FILES))
    identified = {"nctId": "NCT00000001", "briefTitle": "\u0001\ufffe & <b> ]]> ears"}
    updated = {"lastUpdatePostDateStruct": {"date": "2026-02-03"}}
    record = record_of(identificationModule=identified, statusModule=updated)[RECORD]
    take_in(root, Arrival(name="a test", content=record.encode()), "")
    assert feed(client_of(root)).findtext(f"{ATOM}entry/{ATOM}title") == "\ufffd\ufffd & <b> ]]> ears"


TRIAL_FILES = [
    RECORD,
    *(RECORD.replace("record.json", name) for name in ("trial.md", "summary.md", "eligibility.md", "questions.md")),
]


def test_a_study_that_nobody_explained_is_data_too(tmp_path):
    root = site_folder(tmp_path, dict.fromkeys(TRIAL_FILES))
    take_in(root, Arrival(name="a test", content=json.dumps({"protocolSection": PROTOCOL}).encode()), "")
    client = client_of(root)
    study = fetched(client, "/en/trials/NCT00000001.json", base_url="http://localhost")
    assert study["title"] == study["record"]["title"]
    assert all(unit["words"] == [] and unit["quotes"] for unit in units(study).values())
    assert fetched(client, "/en/trials.json", base_url="http://localhost")["trials"][0]["title"] == study["title"]
    assert client.get("/en/changes.atom", base_url="http://localhost").status_code == 404, "it tells of no day"
