"""`explainer import`: a record to a study's folder, whole or not at all, with every passage quoted and nothing of ours said."""

import io
import json
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from site_folder import COPY, ELIGIBILITY, PROTOCOL, QUESTIONS, RECORD, SUMMARY, findings_of, site_folder

from explainer.curate.arrivals import Arrival
from explainer.curate.take_in import take_in
from explainer.errors import ExplainerError
from explainer.model import Quote, Trial
from explainer.reading.loader import load_site
from explainer.walk import walk

ID = "NCT00000001"
EMPTY = dict.fromkeys([RECORD, COPY, SUMMARY, ELIGIBILITY, QUESTIONS])
STUDY = {"protocolSection": PROTOCOL}
WILD = {
    "Inclusion: Part *A* <b>x</b> `c` {#id} [blood test]:",
    "Group ##:",
    "Group 3:",
    "3:",
    "***:",
    "A <LLN and ALT >ULN:",
    "Группа:",
}


def empty_site(root: Path) -> Path:
    """A site without a study."""
    return site_folder(root, EMPTY)


def study(criteria: str, summary: str = "This study tests examplinib. It is invented.", id: str = ID) -> bytes:
    identity = {"nctId": id, "briefTitle": "Examplinib in Tired Ears"}
    modules = {
        "identificationModule": identity,
        "descriptionModule": {"briefSummary": summary},
        "eligibilityModule": {"eligibilityCriteria": criteria},
    }
    return json.dumps({"protocolSection": modules}).encode()


def imported(root: Path, content: bytes, id: str = ID) -> Trial:
    """The study after its import, as the site reads it, which has to be without an error of reading."""
    take_in(root, Arrival(name="a test", content=content), "")
    loaded = load_site(root)
    assert [str(f) for f in loaded.findings] == []
    return next(trial for trial in loaded.site.trials if trial.id == id)


def quoted_whole(trial: Trial) -> bool:
    """Whether the units quote every passage but the fields, each in its own list and group, in the record's order."""
    sections = [section for document in trial.documents for section in document.sections]
    quoted = [(s.part, s.group, quote.text) for s in sections for unit in s.units for quote in unit.quotes]
    return quoted == [(p.part, p.group, p.quotable) for p in trial.record.passages if p.part != "field"]


def test_a_record_comes_in_byte_for_byte_with_every_passage_quoted_and_no_word_of_ours(tmp_path):
    root = empty_site(tmp_path)
    content = json.dumps(STUDY, indent=3).encode() + b"\r\n\r\n"
    trial = imported(root, content)
    assert (root / RECORD).read_bytes() == content
    assert quoted_whole(trial)
    assert not any(
        unit.explained or unit.heading for document in trial.documents for s in document.sections for unit in s.units
    )
    assert trial.title.plain == trial.record.title
    assert {(f.rule, f.severity) for f in findings_of(root)} == {("not-explained", "warning"), ("record-problem-found", "note")}


def test_an_import_with_the_words_filled_in_leaves_nothing_to_find(tmp_path):
    root = empty_site(tmp_path)
    protocol = json.loads(json.dumps(PROTOCOL))
    protocol["eligibilityModule"]["minimumAge"] = "14 Years"
    imported(root, json.dumps({"protocolSection": protocol}).encode())
    words = {
        "> This study tests examplinib in tired ears.": "The study tests a medicine.\nIt is for people whose ears are tired.",
        "> Visits take place every 2 weeks.": "You would come every 2 weeks.",
        "> Creatinine clearance of at least 50 mL/min within 14 days before the first dose;": (
            "A [blood test] shows how well your kidneys work.\n"
            "The result is 50 mL/min or higher, in the 14 days before the first dose."
        ),
        "> Aged 14 to 65 years": "You are 14 to 65 years old.",
        "> History of stroke within 6 months": "You had a stroke in the last 6 months.",
    }
    headings = {
        "# NCT00000001": "# A study of examplinib",
        "## summary-2": "## The visits",
        "### inclusion-1": "### Your kidneys",
        "### inclusion-2": "### Your age",
        "### exclusion-1": "### A stroke",
        "nobody yet": "A research nurse",
        "not yet": "2026-03-10",
    }
    for path in (SUMMARY, ELIGIBILITY):
        text = (root / path).read_text()
        for quote, plain in words.items():
            text = text.replace(f"{quote}\n", f"{quote}\n\n{plain}\n")
        for old, new in headings.items():
            text = text.replace(old, new)
        (root / path).write_text(text.replace("# A study of", "# Who may join the study of") if path == ELIGIBILITY else text)
    assert findings_of(root) == ()


@pytest.mark.parametrize(
    "criteria",
    [
        "* Adults",
        "",
        "Inclusion Criteria:\n\n" + "\n\n".join(f"{heading}\n\n* Adults\n* [term] `x` <i>y</i>" for heading in sorted(WILD)),
        "Inclusion Criteria:\n\nA:\n\n* one\n\nB:\n\n* two\n\nA:\n\n* three\n\nExclusion Criteria:\n\nA:\n\n* one",
        "Inclusion Criteria:\n\n* > 3 mg\n* # 4\n* [!CONFLICT] five\n* six [...] seven\n* {#eight}\n* - nine\n* ```",
        "Inclusion Criteria:\n\n* \u202eadults\u202c\n* a\u2028b\x85c\x1cd\n* <script>alert(1)</script>\n* \\> \\[x\\]",
    ],
)
def test_no_words_of_a_record_are_taken_for_marks(tmp_path, criteria):
    trial = imported(empty_site(tmp_path), study(criteria))
    assert quoted_whole(trial)
    assert {f.rule for f in findings_of(tmp_path)} <= {"not-explained", "record-problem-found"}


LINES = st.lists(
    st.sampled_from(
        ["Inclusion Criteria:", "Exclusion:", "Part A:", "* ", "1. ", "> ", "[!", "#", "x", "9 mg", "\t", "```", "{#a}"]
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=60)
@given(pieces=LINES, text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60))
def test_any_text_is_quoted_whole(tmp_path_factory, pieces, text):
    root = empty_site(tmp_path_factory.mktemp("any"))
    trial = imported(root, study("\n".join([*pieces, text, *pieces]), summary=text))
    assert {f.rule for f in findings_of(root)} <= {"not-explained", "record-problem-found"}
    assert quoted_whole(trial)


def test_every_real_record_comes_in_whole(tmp_path, records):
    root = empty_site(tmp_path)
    for file in records:
        take_in(root, Arrival(name=file.name, content=file.read_bytes()), "")
    loaded = load_site(root)
    assert loaded.findings == ()
    assert sorted(trial.id for trial in loaded.site.trials) == sorted(file.stem for file in records)
    for trial in loaded.site.trials:
        assert quoted_whole(trial)
        assert (root / f"content/trials/{trial.id}/record.json").read_bytes() == next(
            file.read_bytes() for file in records if file.stem == trial.id
        )
    assert {f.rule for f in findings_of(root)} <= {"not-explained", "record-problem-found"}


def files_of(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_what_a_writer_wrote_stays_and_what_lacks_is_added(tmp_path, explainer):
    root, record = empty_site(tmp_path / "site"), tmp_path / "in.json"
    record.write_bytes(json.dumps(STUDY).encode())
    assert explainer("import", "--site", root, record).code == 0
    (root / SUMMARY).write_text("our words")
    (root / ELIGIBILITY).unlink()
    before = files_of(root)
    done = explainer("import", "--site", root, record)
    assert (done.code, done.out) == (0, "content/trials/NCT00000001\n")
    after = files_of(root)
    assert {name: after[name] for name in before} == before
    assert after.keys() - before.keys() == {ELIGIBILITY}
    assert explainer("import", "--site", root, record).out == ""


def test_another_record_of_a_study_that_is_here_is_for_sync(tmp_path, explainer):
    root, record = site_folder(tmp_path / "site"), tmp_path / "in.json"
    record.write_bytes(study("* Adults"))
    before = files_of(root)
    done = explainer("import", "--site", root, record)
    assert (done.code, "explainer sync NCT00000001" in done.err, files_of(root)) == (1, True, before)


def test_a_folder_a_page_of_results_and_standard_input_come_in_and_the_rest_is_told(tmp_path, explainer, monkeypatch):
    root, given = empty_site(tmp_path / "site"), tmp_path / "in"
    (given / "deep").mkdir(parents=True)
    (given / "deep/one.json").write_bytes(study("* A", id="NCT00000011"))
    (given / "bad.json").write_text("{")
    pages = [study("* B", id="NCT00000012"), study("* C", id="NCT00000013"), b'{"protocolSection": {}}', b"7"]
    (given / "page.json").write_bytes(b'{"totalCount": 4, "studies": [' + b",".join(pages) + b"]}")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"[" + study("* D", id="NCT00000014") + b"]")))
    done = explainer("import", "--site", root, given, "-", tmp_path / "none")
    numbers = ["NCT00000011", "NCT00000012", "NCT00000013", "NCT00000014"]
    assert done.code == 1
    assert sorted(done.out.split()) == [f"content/trials/{number}" for number in numbers]
    assert "4 new; 4 not taken in" in done.err or "4 not taken in; 4 new" in done.err
    for name in ("bad.json, line 1", "page.json, study 3", "page.json, study 4", "none: no such file"):
        assert name in done.err
    assert sorted(trial.id for trial in load_site(root).site.trials) == numbers


DEEP = 50_000
BAD = {
    "not JSON": b"{x",
    "nothing": b"",
    "not text": b"\xff\xfe\x00",
    "the wrong JSON": b'{"studies": []}',
    "a number": b"7",
    "an empty list": b"[]",
    "no number": b'{"protocolSection": {}}',
    "a number that leads elsewhere": study("* A", id="../../evil"),
    "a number too long": study("* A", id="N" * 5_000),
    "NaN": b'{"protocolSection": {"a": NaN}}',
    "1e999": b'{"protocolSection": {"a": 1e999}}',
    "a key given twice": b'{"protocolSection": {"a": 1, "a": 2}}',
    "half a character": rb'{"protocolSection": {"a": "\ud800"}}',
    "a NUL": rb'{"protocolSection": {"identificationModule": {"nctId": "NCT00000001", "briefTitle": "a\u0000b"}}}',
    "5,000 digits": b'{"protocolSection": {"a": ' + b"9" * 5_000 + b"}}",
    "deep lists": b'{"protocolSection": {"a": ' + b"[" * DEEP + b"]" * DEEP + b"}}",
    "deep objects": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_record_is_told_in_a_line_and_leaves_nothing(tmp_path, explainer, name):
    root, file = empty_site(tmp_path / "site"), tmp_path / "in.json"
    file.write_bytes(BAD[name])
    before = files_of(root)
    done = explainer("import", "--site", root, file)
    assert (done.code, done.out, files_of(root)) == (1, "", before)
    told = done.err.strip().splitlines()
    assert len(told) == 2
    assert told[0].startswith(f"explainer: {file}")
    assert len(told[0]) < 500
    assert told[0].isprintable()


def test_a_file_too_large_is_not_read(tmp_path, explainer):
    root, file = empty_site(tmp_path / "site"), tmp_path / "in.json"
    with file.open("wb") as sparse:
        sparse.truncate(100_000_000)
    done = explainer("import", "--site", root, file)
    assert (done.code, "more than 50 MB" in done.err) == (1, True)


@pytest.mark.parametrize(
    "modules",
    [
        {"conditionsModule": {"conditions": "Lupus"}, "designModule": {"phases": "PHASE1"}},
        {"armsInterventionsModule": {"armGroups": {"label": "Arm A"}}},
        {"descriptionModule": None, "eligibilityModule": None},
        {"descriptionModule": [], "eligibilityModule": "x", "statusModule": 7},
    ],
)
def test_flattened_lists_and_missing_modules_are_borne(tmp_path, modules):
    trial = imported(empty_site(tmp_path), json.dumps({"protocolSection": {**PROTOCOL, **modules}}).encode())
    assert trial.id == ID


@pytest.mark.parametrize("when", ["before", "while"])
def test_a_disk_that_is_full_leaves_nothing_half_done(tmp_path, monkeypatch, when):
    root = empty_site(tmp_path)
    before = files_of(root)
    write, written = Path.write_bytes, []

    def full(path: Path, content: bytes) -> int:
        written.append(path)
        if len(written) > (0 if when == "before" else 2):
            raise OSError(28, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ExplainerError, match="No space left"):
        take_in(root, Arrival(name="a test", content=json.dumps(STUDY).encode()), "")
    assert files_of(root) == before
    assert [*(root / "content/trials").iterdir()] == []


def test_many_imports_at_once_do_not_harm_each_other(tmp_path):
    root = empty_site(tmp_path)
    arrival = Arrival(name="a test", content=json.dumps(STUDY).encode())
    taken, start = [], threading.Barrier(8)

    def run() -> None:
        start.wait()
        taken.append(take_in(root, arrival, "").taken)

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == ["new", *["there already"] * 7]
    assert [path.name for path in (root / "content/trials").iterdir()] == [ID]
    assert len(load_site(root).site.trials) == 1


def test_a_study_with_its_record_alone_is_read_and_told_of(tmp_path):
    root = site_folder(tmp_path, {SUMMARY: None, ELIGIBILITY: None})
    loaded = load_site(root)
    assert [(f.rule, f.severity, f.where.path) for f in loaded.findings] == [
        ("file-missing", "warning", ELIGIBILITY),
        ("file-missing", "warning", SUMMARY),
    ]
    quotes = [quote.text for quote in walk(loaded.site.trials[0].documents, Quote)]
    assert quotes == [p.quotable for p in loaded.site.trials[0].record.passages if p.part != "field"]
    assert all(f.severity != "error" for f in findings_of(root))
