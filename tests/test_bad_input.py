"""What people will put into a site folder: every fault is told, all in one run, and nothing of it raises."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from site_folder import (
    BANNER,
    CHILDREN,
    COORDINATOR,
    COPY,
    ELIGIBILITY,
    GLOSSARY,
    GOOD,
    PRIVACY,
    QUESTIONS,
    RECORD,
    SENSES,
    SHORT,
    SITE,
    SUMMARY,
    WORDING,
    Content,
    changed,
    findings_of,
    line_of,
    places,
    site_folder,
)

from explainer.checks import check
from explainer.finding import SEVERITIES
from explainer.reading.loader import load_site

WITHOUT_RECORD = "content/trials/NCT00000009"
STROKE = "You had a stroke in the last 6 months.\n"
ALL_AT_ONCE: Mapping[str, Content] = {
    BANNER: None,
    SITE: GOOD[SITE].replace("may-embed", "may-embedd"),
    ELIGIBILITY: GOOD[ELIGIBILITY]
    .replace("{#age}", "{#kidneys}")
    .replace("within 14 days before the first dose;\n\nA", "within 14 days\n\nA")
    .replace(STROKE, STROKE.replace("stroke", "<b>stroke</b>")),
    SUMMARY: GOOD[SUMMARY].replace("2 weeks.\n\nYou", "2 weeks.\nYou"),
    PRIVACY: GOOD[PRIVACY].replace("We keep nothing.", "[We keep nothing](javascript:alert(1))."),
    GLOSSARY: GOOD[GLOSSARY].encode().replace(b"looked at in a lab", b"looked at in a l\xe4b"),
    COORDINATOR: "",
    **{f"{WITHOUT_RECORD}/{name}": GOOD[f"content/trials/NCT00000001/{name}"] for name in ("trial.md", "summary.md")},
    f"{WITHOUT_RECORD}/eligibility.md": GOOD[ELIGIBILITY],
}
EXPECTED = {
    "a missing banner": ("file-missing", BANNER, 0),
    "a header key nobody knows": ("header", SITE, line_of(SITE, "may-embed")),
    "a duplicate id": ("id-doubled", ELIGIBILITY, line_of(ELIGIBILITY, "{#age}")),
    "a quote that is not a whole passage": ("quote-not-in-record", ELIGIBILITY, line_of(ELIGIBILITY, "> Creatinine")),
    "raw HTML": ("raw-html", ELIGIBILITY, line_of(ELIGIBILITY, "You had a stroke")),
    "plain words swallowed into a quote": ("words-in-quote", SUMMARY, line_of(SUMMARY, "You would come") - 1),
    "a javascript: link": ("link-not-allowed", PRIVACY, line_of(PRIVACY, "We keep")),
    "text that is not UTF-8": ("not-utf-8", GLOSSARY, line_of(GLOSSARY, "looked at")),
    "an empty file": ("file-empty", COORDINATOR, 0),
    "a folder without a record": ("file-missing", f"{WITHOUT_RECORD}/record.json", 0),
}


def test_every_fault_of_the_list_is_one_finding_and_all_come_in_one_run(tmp_path):
    found = findings_of(site_folder(tmp_path, ALL_AT_ONCE))
    for fault, place in EXPECTED.items():
        assert places(found).count(place) == 1, fault
    follow = {"passage-not-covered", "base-questions-missing", "term-unknown", "not-explained"}
    assert {f.rule for f in found} - {rule for rule, _, _ in EXPECTED.values()} <= follow
    assert all(f.severity == "error" and f.message and f.fix for f in found if f.rule not in follow)


ONE = {
    "a missing banner": {BANNER: None},
    "a header key nobody knows": {SITE: ALL_AT_ONCE[SITE]},
    "a duplicate id": changed(ELIGIBILITY, "{#age}", "{#kidneys}"),
    "raw HTML": changed(ELIGIBILITY, STROKE, STROKE.replace("stroke", "<b>stroke</b>")),
    "a javascript: link": {PRIVACY: ALL_AT_ONCE[PRIVACY]},
    "a folder without a record": {path: text for path, text in ALL_AT_ONCE.items() if path.startswith(WITHOUT_RECORD)},
}


@pytest.mark.parametrize("fault", ONE)
def test_a_fault_alone_is_told_alone(tmp_path, fault):
    assert places(findings_of(site_folder(tmp_path, ONE[fault]))) == [EXPECTED[fault]]


@pytest.mark.parametrize("path", GOOD)
@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (None, "file-missing"),
        (b"", "file-empty"),
        (b" \n\t\n", "file-empty"),
        (b"\xef\xbb\xbf", "file-empty"),
        (b"a\n\0", "not-text"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_finding(tmp_path, path, content, rule):
    found = [p for p in places(load_site(site_folder(tmp_path, {path: content})).findings) if p[1] == path]
    nobody_misses_it = content is None and path in (QUESTIONS, CHILDREN, PRIVACY, SENSES)
    assert found == ([] if nobody_misses_it else [(rule, path, 0)])


@pytest.mark.parametrize("path", GOOD)
def test_a_merge_that_is_not_finished_is_told_where_it_begins(tmp_path, path):
    content = GOOD[path].rstrip("\n")
    halves = f"{content}\n<<<<<<< HEAD\n- a\n=======\n- b\n>>>>>>> theirs\n"
    found = [p for p in places(load_site(site_folder(tmp_path, {path: halves})).findings) if p[1] == path]
    assert found == [("merge-unfinished", path, content.count("\n") + 2)]


@pytest.mark.parametrize("path", GOOD)
@pytest.mark.parametrize("bad", [b"\xff", b"\xc3\x28", b"\xed\xa0\x80", "ä".encode("latin-1"), "中".encode("gbk")])
def test_bytes_that_are_no_text_are_told_with_their_line(tmp_path, path, bad):
    content = GOOD[path].encode()
    lines = content.split(b"\n")
    lines[1] += bad
    found = [p for p in places(load_site(site_folder(tmp_path, {path: b"\n".join(lines)})).findings) if p[1] == path]
    assert found == [("not-utf-8", path, 2)]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_machines_change_nothing(tmp_path, ends):
    files = {path: text.replace("\n", ends) for path, text in GOOD.items()}
    assert findings_of(site_folder(tmp_path / "theirs", files)) == ()
    assert load_site(tmp_path / "theirs").site == load_site(site_folder(tmp_path / "ours")).site


def test_a_byte_order_mark_changes_nothing(tmp_path):
    assert findings_of(site_folder(tmp_path, {path: b"\xef\xbb\xbf" + text.encode() for path, text in GOOD.items()})) == ()


def test_a_study_notice_without_any_unit_is_borne(tmp_path):
    head = GOOD[SUMMARY][: GOOD[SUMMARY].index("# A study")]
    text = f"{head}# Title\n\n> [!CONFLICT]\n> > Sex: ALL\n>\n> > Not there\n>\n> Two things.\n"
    found = findings_of(site_folder(tmp_path, {SUMMARY: text}))
    assert "quote-not-in-record" in {f.rule for f in found}


@pytest.mark.parametrize(
    "words", ["you qualiﬁed", "INTERVENTıON", "interventİon", "interventionſ", "ınterventıon", "YOU QUALIFY’"]
)
def test_letters_that_fold_strangely_are_borne(tmp_path, words):
    findings_of(site_folder(tmp_path, changed(PRIVACY, "nothing", words) | changed(ELIGIBILITY, "Your kidneys take", words)))


@pytest.mark.parametrize(
    "address",
    ["https://[::1", "https://[a]b/", "https://", "https:///a", "https://:80/", "https://[:]/", "https://a b/", "https://%zz"],
)
def test_an_address_that_is_none_is_borne(tmp_path, address):
    found = findings_of(site_folder(tmp_path, changed(PRIVACY, "We keep nothing.", f"[We]({address}) keep nothing.")))
    assert {f.rule for f in found} <= {"link-not-allowed", "host-not-listed"}
    assert len(found) == 1


@pytest.mark.parametrize(
    "text", ["*" * 3_000, "*a " * 2_000 + "b* " * 2_000, "[" * 5_000, "> " * 500 + "a", "- " * 500 + "a", "#" * 9]
)
def test_marks_without_end_are_borne(tmp_path, text):
    for path in (PRIVACY, ELIGIBILITY, BANNER, GLOSSARY, WORDING):
        findings_of(site_folder(tmp_path, {path: f"{GOOD[path]}\n{text}\n"}))


# ---- anything at all

CHANGED = {**GOOD, **SHORT}
del CHANGED[RECORD]
MARKS = [
    b"\n",
    b">",
    b"> ",
    b"\n> ",
    b"#",
    b"\n# ",
    b"\n## ",
    b"\n### ",
    b"\n#### ",
    b"-",
    b"\n- ",
    b"---\n",
    b"\n===\n",
    b"[",
    b"]",
]
MARKS += [
    b"[!CONFLICT]",
    b"{#",
    b"}",
    b"[...]",
    b"*",
    b"**",
    b"`",
    b"<b>",
    b"\\",
    b":",
    b": ",
    b"\t",
    b"\xff",
    b"\xc2\x85",
    b"\0",
    b"\r",
]
MARKS += [
    "’".encode(),
    "\u2028".encode(),
    b"doctor: ",
    b"&#0;",
    b"https://",
    b"(",
    b")",
    b"|",
    b"[x](/y)",
    b"'",
    b'"',
    b"\x0c",
    b"",
]
TOKENS = [
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"null",
    b'"',
    b"\\",
    b"0",
    b"-1",
    b"1e999",
    b"NaN",
    b"true",
    b"\\ud800",
    b"[]",
    b"{}",
    b"",
]
MUTATIONS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(MARKS) | st.binary(max_size=4)), min_size=1, max_size=6
)
A_HUNDRED_OR_TWO = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def mutated(content: bytes, mutations: list[tuple[float, int, bytes]]) -> bytes:
    """Some bytes at each place (a part of the whole) replaced by others."""
    for at, length, put in mutations:
        start = int(at * len(content))
        content = content[:start] + put + content[start + length :]
    return content


def whatever_is_wrong_is_told(root: Path) -> None:
    loaded = load_site(root)
    found = [*loaded.findings, *check(loaded.site)]
    for finding in found:
        assert finding.severity in SEVERITIES
        assert finding.where.path.startswith("content/")
        assert finding.message
        assert finding.fix
        str(finding).encode()
    assert loaded.site.banner.text


@A_HUNDRED_OR_TWO
@given(st.dictionaries(st.sampled_from([*CHANGED]), MUTATIONS, min_size=1, max_size=3))
def test_no_change_of_a_content_file_raises(tmp_path, mutations):
    changes = {path: mutated(CHANGED[path].encode(), each) for path, each in mutations.items()}
    whatever_is_wrong_is_told(site_folder(tmp_path, {**SHORT, **changes}))


@A_HUNDRED_OR_TWO
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9), st.sampled_from(TOKENS) | st.binary(max_size=3)), max_size=4))
def test_no_change_of_a_record_raises(tmp_path, mutations):
    whatever_is_wrong_is_told(site_folder(tmp_path, {**SHORT, RECORD: mutated(GOOD[RECORD].encode(), mutations)}))


def places_in(data: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in a JSON document."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(place for key, value in inner for place in places_in(value, (*path, key)))]


ANYTHING = [
    None,
    [],
    {},
    "",
    "x",
    0,
    1.5,
    True,
    [None],
    {"a": None},
    ["x", {"label": []}],
    "\u2028",
    "a\n\n* b\n" * 3,
    "<b>",
    "[!X]",
]


@pytest.mark.parametrize("place", places_in(json.loads(GOOD[RECORD]))[1:], ids=lambda place: ".".join(map(str, place)))
def test_no_value_at_any_place_of_a_record_raises(tmp_path, place):
    for value in ANYTHING:
        data = json.loads(GOOD[RECORD])
        holder = data
        for key in place[:-1]:
            holder = holder[key]
        holder[place[-1]] = value
        whatever_is_wrong_is_told(site_folder(tmp_path, {**SHORT, RECORD: json.dumps(data)}))


@A_HUNDRED_OR_TWO
@given(st.sampled_from([*CHANGED]), st.text(max_size=200) | st.lists(st.sampled_from(MARKS), max_size=40).map(b"".join))
def test_no_text_at_all_raises(tmp_path, path, text):
    content = text.encode(errors="replace") if isinstance(text, str) else text
    whatever_is_wrong_is_told(site_folder(tmp_path, {**SHORT, path: content}))


@pytest.mark.parametrize("path", [*GOOD, "content/trials", "content/about", "content/questions"])
def test_a_file_in_place_of_a_folder_is_borne(tmp_path, path):
    root = site_folder(tmp_path, {name: None for name in GOOD if name == path or name.startswith(f"{path}/")})
    for folder in sorted((p for p in root.rglob("*") if p.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("not a folder") if not Path(path).suffix else target.mkdir(exist_ok=True)
    whatever_is_wrong_is_told(root)


def test_the_copy_is_read_even_where_all_else_is_wrong(tmp_path):
    files = {RECORD: "{x", SUMMARY: None} | changed(COPY, "whole", "hole")
    assert places(load_site(site_folder(tmp_path, files)).findings) == [
        ("record", RECORD, 1),
        ("file-missing", SUMMARY, 0),
        ("header", COPY, 4),
    ]
