"""Asking the registry: what it gives comes byte for byte, and whatever else it does ends in one clear line, in time."""

import re

import pytest
from registry import Api, bomb, break_off, drip, hang, say, serving_registry
from site_folder import COPY, ELIGIBILITY, QUESTIONS, RECORD, SUMMARY, site_folder

from explainer.curate.registry import NotFetched, Registry, registry_number

ID = "NCT00000001"


@pytest.fixture
def api():
    with serving_registry() as api:
        yield api


def registry(api: Api, **limits: float) -> Registry:
    return Registry(base=api.base, backoff=0.01, **limits)


def test_a_record_comes_byte_for_byte(api):
    content = api.put(ID)
    assert registry(api).record(ID) == content
    assert api.asked == [f"/api/v2/studies/{ID}"]


@pytest.mark.parametrize("trouble", [lambda h: say(h, 503, b""), lambda h: say(h, 429, b"", Retry_After="0"), break_off])
def test_what_may_pass_is_tried_again(api, trouble):
    content = api.put(ID)
    api.answers[ID] = [trouble, trouble, lambda h: say(h, 200, content)]
    assert registry(api).record(ID) == content
    assert len(api.asked) == 3


TROUBLES = {
    "no such number": ([], "knows no such number"),
    "refused": ([lambda h: say(h, 403, b"no")], r"refuses \(403\)"),
    "busy for ever": ([lambda h: say(h, 500, b"")], r"busy \(500\).*asked 4 times"),
    "busy for hours": ([lambda h: say(h, 429, b"", Retry_After="7200")], r"busy \(429\)"),
    "silent": ([hang], "does not answer"),
    "slow for ever": ([drip], "did not come within"),
    "cut off": ([break_off], "broke off"),
    "a bomb": ([bomb], "more than 30 MB"),
    "elsewhere": (
        [lambda h: say(h, 302, b"", Location="http://evil.example/x")],
        "which is not the registry",
    ),
    "to another port": ([lambda h: say(h, 302, b"", Location="http://127.0.0.1:1/x")], "which is not the registry"),
    "to a file": ([lambda h: say(h, 302, b"", Location="file:///etc/passwd")], "which is not the registry"),
    "in a circle": ([lambda h: say(h, 302, b"", Location=h.path)], "without end"),
    "bytes that do not unpack": ([lambda h: say(h, 200, b"{}", Content_Encoding="gzip")], "broke off"),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_all_else_is_one_clear_line_in_time(api, trouble):
    api.answers[ID], told = TROUBLES[trouble]
    with pytest.raises(NotFetched, match=told) as error:
        registry(api, seconds=20 if trouble == "a bomb" else 0.6).record(ID)
    assert str(error.value).startswith(f"{ID}: ")
    assert "\n" not in str(error.value)


def test_nobody_there_is_one_clear_line():
    with pytest.raises(NotFetched, match="cannot be reached"):
        Registry(base="http://127.0.0.1:9/api", backoff=0.01).record(ID)


def test_a_redirect_within_the_registry_is_followed(api):
    content = api.put("NCT00000002")
    api.answers[ID] = [lambda h: say(h, 301, b"", Location=h.path.replace(ID, "NCT00000002"))]
    assert registry(api).record(ID) == content


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ("NCT00000001", ID),
        ("nct00000001", ID),
        ("https://clinicaltrials.gov/study/NCT00000001?cond=x", ID),
        ("https://www.clinicaltrials.gov/api/v2/studies/NCT00000001", ID),
        ("https://evil.example/study/NCT00000001", ""),
        ("https://clinicaltrials.gov.evil.example/NCT00000001", ""),
        ("https://clinicaltrials.gov@evil.example/NCT00000001", ""),
        ("https://[bad/NCT00000001", ""),
        ("NCT0000001", ""),
        ("ISRCTN12345678", ""),
    ],
)
def test_which_texts_name_a_study_of_the_registry(source, number):
    assert registry_number(source) == number


def test_a_study_is_imported_by_its_number(tmp_path, explainer, api, monkeypatch):
    root = site_folder(tmp_path, dict.fromkeys([RECORD, COPY, SUMMARY, ELIGIBILITY, QUESTIONS]))
    content = api.put(ID)
    monkeypatch.setattr("explainer.cli.take_in.Registry", lambda: registry(api))
    done = explainer("import", "--site", root, ID, "NCT00000009")
    assert (done.code, done.out) == (1, f"content/trials/{ID}\n")
    assert "NCT00000009: the registry knows no such number" in done.err
    assert (root / RECORD).read_bytes() == content
    assert re.search(r"record-from: the registry\nrecord-read-on: \d{4}-\d\d-\d\d\n", (root / COPY).read_text())
