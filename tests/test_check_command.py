"""`explainer check` asked for less than all, in each of its forms, on a terminal, and on folders that are broken."""

import json
import os
import pty
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import click
import pytest
from site_folder import (
    BANNER,
    DOCTOR,
    ELIGIBILITY,
    GLOSSARY,
    GOOD,
    PRIVACY,
    SHORT,
    SITE,
    changed,
    findings_of,
    line_of,
    site_folder,
)

from explainer.cli import progress
from explainer.cli.forms import as_github, as_text
from explainer.cli.rule_list import manuals
from explainer.finding import Finding, Where

STUDY = "NCT00000001"
STROKE = changed(ELIGIBILITY, "You had a stroke", "You had a <b>stroke")
MIXED = STROKE | changed(PRIVACY, "We keep nothing.", "Your [blod test].") | changed(DOCTOR, "are known?", "are known.")


def shown(answer):
    return [line.partition(":")[0] for line in answer.out.splitlines() if not line.startswith(" ")]


# ---- asked for less than all


@pytest.mark.parametrize(
    ("what", "paths"),
    [
        ([STUDY], [ELIGIBILITY]),
        ([ELIGIBILITY], [ELIGIBILITY]),
        (["content/about"], [PRIVACY]),
        (["content/about/"], [PRIVACY]),
        (["./content/about/../about"], [PRIVACY]),
        (["content/about", DOCTOR], [PRIVACY, DOCTOR]),
        ([DOCTOR, DOCTOR], [DOCTOR]),
        (["."], [PRIVACY, DOCTOR, ELIGIBILITY]),
        ([BANNER], []),
    ],
)
def test_only_the_findings_of_what_was_named_are_told(explainer, tmp_path, what, paths):
    root = site_folder(tmp_path, MIXED)
    answer = explainer("check", "--site", root, *what)
    assert shown(answer) == paths
    assert answer.code == (1 if paths else 0)
    assert answer.err.startswith("1 study checked: ")
    assert ("not shown" in answer.err) == (len(paths) < 3)


def test_the_other_studies_are_left_out(explainer, tmp_path):
    second = {path.replace(STUDY, "NCT00000002"): text for path, text in (GOOD | STROKE).items() if STUDY in path}
    root = site_folder(tmp_path, STROKE | second)
    assert {Path(path).parent.name for path in shown(explainer("check", "--site", root, "NCT00000002"))} == {"NCT00000002"}


def test_a_path_is_understood_from_where_the_user_stands(explainer, tmp_path, monkeypatch):
    site_folder(tmp_path / "site", MIXED)
    for here, what in ((".", f"site/{PRIVACY}"), ("site/content", "about"), ("site/content/about", "."), (".", PRIVACY)):
        monkeypatch.chdir(tmp_path / here)
        site = os.path.relpath(tmp_path / "site")
        assert shown(explainer("check", "--site", site, what)) == [PRIVACY], what
    monkeypatch.chdir("/")
    assert shown(explainer("check", "--site", tmp_path / "site", tmp_path / "site" / PRIVACY)) == [PRIVACY]


def test_a_path_is_understood_through_a_link_to_the_site(explainer, tmp_path, monkeypatch):
    site_folder(tmp_path / "real", MIXED)
    (tmp_path / "link").symlink_to("real")
    monkeypatch.chdir(tmp_path / "link")
    for site in (tmp_path / "link", tmp_path / "real"):
        assert shown(explainer("check", "--site", site, PRIVACY)) == [PRIVACY]
        assert shown(explainer("check", "--site", site, tmp_path / "link" / PRIVACY)) == [PRIVACY]


def test_a_file_that_is_missing_can_be_asked_for(explainer, tmp_path):
    answer = explainer("check", "--site", site_folder(tmp_path, MIXED | {BANNER: None}), BANNER)
    assert (answer.code, shown(answer)) == (1, [BANNER])


@pytest.mark.parametrize(
    ("what", "near"),
    [
        ("NCT0000001", STUDY),
        ("nct00000001", STUDY),
        ("eligibilty.md", ELIGIBILITY),
        ("content/abuot", "content/about"),
        (f"content/trials/{STUDY}/eligibility", ELIGIBILITY),
    ],
)
def test_what_is_not_there_is_told_with_the_nearest_name(explainer, tmp_path, what, near):
    code, out, err = explainer("check", "--site", site_folder(tmp_path, MIXED), what)
    assert (code, out) == (2, "")
    assert f"Did you mean {near}?" in err


@pytest.mark.parametrize("what", ["zzz", "/etc/passwd", "..", "../other", "", "a" * 5_000, "content/../.."])
def test_what_is_nowhere_is_told(explainer, tmp_path, monkeypatch, what):
    monkeypatch.chdir(tmp_path)
    code, out, err = explainer("check", "--site", site_folder(tmp_path / "site", MIXED), what)
    assert (code, out) == (2, "")
    assert "is no study, file or folder" in err


def test_only_the_findings_of_the_rules_that_were_named_are_told(explainer, tmp_path):
    root = site_folder(tmp_path, MIXED)
    one = explainer("check", "--site", root, "--rule", "term-unknown")
    assert (one.code, shown(one)) == (1, [PRIVACY])
    two = explainer("check", "--site", root, "--rule", "term-unknown", "--rule", "raw-html", "--format", "json")
    assert [finding["rule"] for finding in json.loads(two.out)["findings"]] == ["term-unknown", "raw-html"]
    none = explainer("check", "--site", root, "--rule", "promise", "--rule", "banner")
    assert (none.code, none.out) == (0, "")
    both = explainer("check", "--site", root, "--rule", "term-unknown", DOCTOR)
    assert (both.code, both.out) == (0, "")


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("term-unknow", "term-unknown"),
        ("raw_html", "raw-html"),
        ("zzzzzz", "--list"),
        ("nope", "--list"),
        ("status-conflct", "status-conflict"),
    ],
)
@pytest.mark.parametrize("more", [[], ["--list"]])
def test_a_rule_that_nobody_knows_is_told_with_the_nearest_name(explainer, tmp_path, name, near, more):
    code, out, err = explainer("check", "--site", site_folder(tmp_path), "--rule", name, *more)
    assert (code, out) == (2, "")
    assert name in err
    assert near in err


# ---- forms


def test_github_shows_each_finding_beside_its_line(explainer, tmp_path, monkeypatch):
    site_folder(tmp_path / "a site", MIXED | {BANNER: None} | changed(SITE, "contact: someone@example.org", "contact:"))
    monkeypatch.chdir(tmp_path)
    answer = explainer("check", "--site", "a site", "--format", "github")
    lines = answer.out.splitlines()
    assert len(lines) == 5
    assert lines[0].startswith(f"::error file=a site/{PRIVACY},line=5,title=term-unknown::[blod test] is not a term")
    assert lines[1].startswith(f"::error file=a site/{BANNER},title=file-missing::this file is missing%0Afix: ")
    assert lines[2].startswith(f"::warning file=a site/{DOCTOR},line={line_of(DOCTOR, '- What')},title=not-a-question::")
    assert lines[3].startswith(f"::notice file=a site/{SITE},line=1,title=no-contact::")
    assert answer.code == 1
    assert "3 errors" in answer.err


def test_github_gets_what_it_would_misread_as_escapes(tmp_path):
    finding = Finding(
        rule="x", severity="error", where=Where(path="a:b,c%.md", line=1), message="50%, a: b\r\n::error::", fix="no"
    )
    assert as_github(finding, tmp_path) == ("::error file=a%3Ab%2Cc%25.md,line=1,title=x::50%25, a: b\\r\\n::error::%0Afix: no")


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_site_elsewhere_and_a_clean_one_are_told_in_each_form(explainer, tmp_path, monkeypatch, form):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    clean = explainer("check", "--site", site_folder(tmp_path / "clean"), "--format", form)
    assert (clean.code, clean.out) == (0, '{\n  "findings": []\n}\n' if form == "json" else "")
    bad = explainer("check", "--site", site_folder(tmp_path / "bad", STROKE), "--format", form)
    assert bad.code == 1
    assert ELIGIBILITY in bad.out
    assert "../bad" not in bad.out


def test_what_a_file_holds_cannot_command_the_terminal(explainer, tmp_path):
    files = changed(PRIVACY, "We keep nothing.", "Your [\x1b[2Jblod\x07 test\x9b]. `a\x1bb`")
    answer = explainer("check", "--site", site_folder(tmp_path, files))
    assert r"\x07" in answer.out
    assert not {"\x1b", "\x07", "\x9b"} & set(answer.out)


def test_text_without_colours_is_what_a_finding_says_of_itself(tmp_path):
    for finding in findings_of(site_folder(tmp_path, MIXED)):
        assert click.unstyle(as_text(finding)) == str(finding)
        assert as_text(finding) != str(finding)


def on_a_terminal(*words: str, **environment: str) -> tuple[int, str]:
    """The command's exit code and what it prints on a terminal."""
    mine, theirs = pty.openpty()
    command = [sys.executable, "-m", "explainer", *words]
    env = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {"TERM": "xterm"} | environment
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=env)
    os.close(theirs)
    said = b""
    try:
        while part := os.read(mine, 65536):
            said += part
    except OSError:
        # Linux says so where the other end was closed.
        pass
    finally:
        os.close(mine)
    return process.wait(60), said.decode()


def test_colours_are_for_a_terminal_and_for_who_wants_them(tmp_path):
    words = ["check", "--site", str(site_folder(tmp_path, {**SHORT, **MIXED}))]
    code, said = on_a_terminal(*words)
    assert code == 1
    assert "\x1b[31m" in said
    assert "\x1b" not in on_a_terminal(*words, NO_COLOR="1")[1]
    assert "\x1b[31m" in on_a_terminal(*words, NO_COLOR="")[1]
    assert "\x1b" not in on_a_terminal(*words, "--format", "json")[1]
    done = subprocess.run([sys.executable, "-m", "explainer", *words], capture_output=True, check=False, timeout=60)
    assert b"\x1b" not in done.stdout + done.stderr


def test_a_terminal_that_cannot_write_a_letter_gets_an_escape(tmp_path):
    root = site_folder(tmp_path, changed(PRIVACY, "We keep nothing.", "Your [中 test]."))
    command = [sys.executable, "-m", "explainer", "check", "--site", str(root)]
    done = subprocess.run(
        command, capture_output=True, check=False, timeout=60, env=os.environ | {"PYTHONIOENCODING": "latin-1"}
    )
    assert done.returncode == 1
    assert b"\\u4e2d" in done.stdout
    assert b"Traceback" not in done.stderr


# ---- what takes long


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "patience", "told"), [(Terminal, -1, True), (StringIO, -1, False), (Terminal, 60, False)])
def test_a_bar_shows_on_a_terminal_when_it_is_long(monkeypatch, stream, patience, told):
    monkeypatch.setattr(progress, "PATIENCE", patience)
    monkeypatch.setattr(sys, "stderr", stream())
    assert [*progress.with_bar("Reading", range(7))] == [*range(7)]
    said = sys.stderr.getvalue()
    assert ("Reading" in said and "100%" in said) == told
    assert bool(said) == told


def test_no_bar_is_left_open_when_what_it_shows_fails(monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", -1)
    monkeypatch.setattr(sys, "stderr", Terminal())
    steps = progress.with_bar("Reading", [1, 2])
    next(steps)
    steps.close()
    assert sys.stderr.getvalue().endswith(("\x1b[?25h", "\n", "\x1b[?25h\n"))


# ---- the rules explained


def test_every_rule_is_explained(explainer):
    rules = json.loads(explainer("check", "--list", "--format", "json").out)["rules"]
    assert [rule["name"] for rule in rules] == sorted(manuals())
    for rule in rules:
        assert list(rule) == ["name", "severity", "holds", "bad", "good"]
        assert all(rule.values()), rule["name"]
        assert not any("Good:" in value or "Bad:" in value for value in rule.values())


@pytest.mark.parametrize("columns", [80, 60])
def test_the_explained_rules_fit_the_terminal(explainer, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    said = explainer("check", "--list")
    assert said.code == 0
    assert [line for line in said.out.splitlines() if len(line) >= columns and " " in line.strip()] == []
    for name in manuals():
        assert f"\n{name} (" in f"\n{said.out}"


def test_one_rule_is_explained_alone(explainer):
    said = explainer("check", "--list", "--rule", "raw-html")
    assert (said.code, said.out) == (
        0,
        "raw-html (error)\n  Words hold no HTML.\n  bad:  `<b>never</b>`\n  good: `**never**`\n",
    )


@pytest.mark.parametrize("words", [["--list", STUDY], ["--list", "--format", "github"]])
def test_a_list_of_something_else_is_refused(explainer, words):
    assert explainer("check", *words).code == 2


# ---- folders that are broken below the words


def test_a_file_that_never_ends_keeps_nobody_waiting(explainer, tmp_path):
    root = site_folder(tmp_path)
    (root / GLOSSARY).unlink()
    (root / PRIVACY).unlink()
    os.mkfifo(root / GLOSSARY)
    (root / PRIVACY).symlink_to("/dev/zero")
    answer = explainer("check", "--site", root, "--rule", "file-unreadable")
    assert shown(answer) == [PRIVACY, GLOSSARY]


def test_links_in_a_circle_are_told(explainer, tmp_path):
    root = site_folder(tmp_path)
    (root / BANNER).unlink()
    (root / BANNER).symlink_to("banner.md")
    (root / "content/about/self").symlink_to(".")
    (root / "content/trials/up").symlink_to("../..")
    (root / "content/trials/loop").symlink_to("loop")
    answer = explainer("check", "--site", root)
    assert answer.code == 1
    assert {BANNER, "content/trials/up/record.json", "content/trials/loop"} <= set(shown(answer))
    assert shown(explainer("check", "--site", root, BANNER)) == [BANNER]
    assert explainer("check", "--site", root, "no-such-thing").code == 2


@pytest.mark.parametrize("folder", ["content/trials", "content/about", "content/questions"])
def test_a_folder_that_may_not_be_read_is_told(explainer, tmp_path, monkeypatch, folder):
    root = site_folder(tmp_path)
    listed, scanned = os.listdir, os.scandir

    def refuses(path=".", look=listed):
        if Path(path) == root / folder:
            raise PermissionError(13, "Permission denied")
        return look(path)

    explainer("check", "--site", root)  # What an earlier run kept tells nothing of it.
    monkeypatch.setattr(os, "listdir", refuses)
    monkeypatch.setattr(os, "scandir", lambda path: refuses(path, scanned))
    monkeypatch.setattr(Path, "iterdir", lambda path: (path / name for name in refuses(path)))
    answer = explainer("check", "--site", root, "--rule", "file-unreadable")
    assert (answer.code, shown(answer)) == (1, [folder])


@pytest.mark.parametrize("bytes_", [bytes(range(256)) * 40, b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04" + b"\xff" * 999])
def test_a_file_of_another_kind_is_told(explainer, tmp_path, bytes_):
    for path in GOOD:
        answer = explainer("check", "--site", site_folder(tmp_path / path.replace("/", "-"), {**SHORT, path: bytes_}), path)
        assert answer.code == 1, path
        assert set(shown(answer)) == {path}


def test_a_long_check_is_not_slow_to_start(tmp_path):
    """Guards the hook: somebody waits for it at each commit."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "explainer", "check", "--site", str(site_folder(tmp_path))]
    assert subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 0
    assert time.perf_counter() - start < 10
