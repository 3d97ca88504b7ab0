"""`explainer diff`: what changed since words were signed, or since a revision; the old words come out of git by fingerprint."""

import shutil
import subprocess
import sys

import pytest
from conftest import missing
from site_folder import ELIGIBILITY, GOOD, QUESTIONS, RECORD, SIGNED, SUMMARY, changed, site_folder

from explainer.cli.main import main
from explainer.curate import history
from explainer.curate.sign import Signer, sign

NUMBER = "NCT00000001"
EDITED = changed(ELIGIBILITY, "You had a stroke in the last 6 months.", "You had a bad stroke in the last 6 months.")
WORDS = "  words: You had a {+bad+} stroke in the last 6 months."
HEAD = f"stroke  {ELIGIBILITY}:45\n  signed by a nurse on 2026-03-10 (en); since then our words changed\n"


@pytest.fixture(autouse=True)
def _git_is_there():
    if shutil.which("git") is None:
        missing("git")


def git(root, *words):
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", "-C", str(root), *who, *words], check=True, capture_output=True, timeout=30, text=True)
    return done.stdout.strip()


def put(root, files):
    for path, text in files.items():
        (root / path).write_text(text, encoding="utf-8")


def commit(root):
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Words")
    return git(root, "rev-parse", "HEAD")


def signed_by_a_nurse(root, *units):
    sign(root, NUMBER, signer=Signer(role="nurse", name="", on="2026-03-10"), language="en", units=units)


@pytest.fixture
def diff(monkeypatch, capsys):
    def run(root, *words):
        monkeypatch.setattr(sys, "argv", ["explainer", "diff", NUMBER, "--site", str(root), *words])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return run


@pytest.fixture(params=["", "sites/ours"], ids=["at the top", "in a folder"])
def kept(tmp_path, request):
    """The tiny site in git, signed, and one word changed after."""
    git(tmp_path, "init", "-q")
    root = site_folder(tmp_path / request.param)
    commit(tmp_path)
    signed_by_a_nurse(root)
    commit(tmp_path)
    put(root, EDITED)
    return root


def test_nothing_changed(diff, tmp_path):
    root = site_folder(tmp_path)
    signed_by_a_nurse(root)
    assert diff(root) == (0, "", f"no units of {NUMBER} changed since they were signed\n")


def test_the_words_that_were_signed_are_shown_beside_the_new_ones(diff, kept):
    told = (1, f"{HEAD}{WORDS}\n", f"1 unit of {NUMBER} changed since they were signed\n")
    assert diff(kept) == told
    commit(kept)
    assert diff(kept) == told


def test_the_words_are_found_though_they_changed_twice(diff, kept):
    commit(kept)
    put(kept, changed(ELIGIBILITY, "You had a stroke in the last 6 months.", "In the last 6 months you had a stroke."))
    commit(kept)
    code, out, _ = diff(kept)
    assert code == 1
    assert out.endswith("  words: [-You had a stroke in-] {+In+} the last 6 [-months.-] {+months you had a stroke.+}\n")


def test_a_changed_record_is_shown_with_our_words_untouched(diff, kept):
    put(kept, {ELIGIBILITY: GOOD[ELIGIBILITY], RECORD: (kept / RECORD).read_text().replace("12 Years", "13 Years")})
    code, out, _ = diff(kept)
    assert code == 1
    assert out == (
        f"age  {ELIGIBILITY}:24\n  signed by a nurse on 2026-03-10 (en); since then the record’s words changed\n"
        "  record, field: Minimum age: [-12-] {+13+} Years\n"
    )


def test_a_unit_that_went_away_is_shown(diff, kept):
    put(kept, changed(ELIGIBILITY, GOOD[ELIGIBILITY].partition("## Exclusion\n\n")[2], "> [!MISSING]\n> Gone.\n"))
    code, out, err = diff(kept)
    assert code == 1
    assert "stroke\n  signed by a nurse on 2026-03-10 (en); since then it went away\n" in out
    assert "  words: [-You had a stroke in the last 6 months.-]\n" in out
    assert "  notice: {+MISSING+}\n  words: {+Gone.+}\n" in out
    assert err.startswith("2 units")


def test_without_git_it_says_what_moved_and_why_the_words_are_not_shown(diff, tmp_path, monkeypatch):
    root = site_folder(tmp_path)
    signed_by_a_nurse(root)
    put(root, EDITED)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    code, out, err = diff(root)
    assert (code, out) == (1, HEAD)
    assert "Some of the words that were signed cannot be shown: " in err
    assert "is not kept in git" in err
    code, out, err = diff(root, "--since", "HEAD")
    assert (code, out) == (2, "")
    assert "is not kept in git" in err
    assert "fatal" not in err
    monkeypatch.setattr(history.shutil, "which", lambda _: None)
    code, out, err = diff(root)
    assert (code, out) == (1, HEAD)
    assert "cannot be shown: git is not installed.\n" in err
    code, _, err = diff(root, "--since", "HEAD")
    assert (code, err) == (2, "explainer: git is not installed\n")


def test_words_that_were_never_committed_cannot_be_shown(diff, kept):
    signed_by_a_nurse(kept, "stroke")
    put(kept, {ELIGIBILITY: GOOD[ELIGIBILITY]})
    code, out, err = diff(kept)
    assert (code, out) == (1, HEAD)
    assert "cannot be shown: no revision in git holds the words that were signed.\n" in err


def test_git_that_does_not_answer_is_told(diff, kept, monkeypatch):
    monkeypatch.setattr(history, "SECONDS", 0)
    assert "cannot be shown: git did not answer within 0 seconds" in diff(kept)[2]


def test_since_a_revision(diff, kept):
    first = git(kept, "rev-list", "--max-parents=0", "HEAD")
    told = f"stroke  {ELIGIBILITY}:45\n{WORDS}\n"
    assert diff(kept, "--since", first) == (1, told, f"1 unit of {NUMBER} changed since {first}\n")
    assert diff(kept, "--since", "HEAD~1")[1] == told
    put(kept, {ELIGIBILITY: GOOD[ELIGIBILITY]})
    assert diff(kept, "--since", "HEAD") == (0, "", f"no units of {NUMBER} changed since HEAD\n")


def test_new_and_lost_units_since_a_revision(diff, kept):
    put(kept, {ELIGIBILITY: GOOD[ELIGIBILITY].replace("{#stroke}", "{#a-stroke}")})
    (kept / QUESTIONS).unlink()
    _, out, err = diff(kept, "--since", "HEAD")
    assert f"a-stroke  {ELIGIBILITY}:45\n  record, exclusion: {{+History of stroke within 6 months+}}\n" in out
    assert "\nstroke\n  record, exclusion: [-History of stroke within 6 months-]\n" in out
    assert "\nquestions.md\n  heading: [-Your ears-]\n" in out
    assert err.startswith("3 units")


@pytest.mark.parametrize(
    ("revision", "told"),
    [
        ("nosuch", "git knows no revision 'nosuch'"),
        ("--all", "git knows no revision '--all'"),
        ("--since=yesterday", "git knows no revision '--since=yesterday'"),
        ("HEAD:content", "git knows no revision 'HEAD:content'"),
        ("", "git knows no revision ''"),
        ("$(touch x)", "git knows no revision '$(touch x)'"),
    ],
)
def test_a_revision_that_is_none(diff, kept, revision, told):
    code, out, err = diff(kept, f"--since={revision}")
    assert (code, out) == (2, "")
    assert told in err


def test_a_revision_without_the_study(diff, tmp_path):
    git(tmp_path, "init", "-q")
    (tmp_path / "a").touch()
    commit(tmp_path)
    root = site_folder(tmp_path)
    code, _, err = diff(root, "--since", "HEAD")
    assert (code, err) == (2, f"explainer: {NUMBER} is not in revision 'HEAD', or cannot be read there\n")


def test_what_cannot_be_compared(diff, tmp_path, monkeypatch, capsys):
    root = site_folder(tmp_path)
    code, _, err = diff(root)
    assert code == 2
    assert f"nobody has signed words of {NUMBER}" in err
    put(root, {SIGNED: "x"})
    code, _, err = diff(root)
    assert code == 2
    assert "sign-off-broken" in err
    monkeypatch.setattr(sys, "argv", ["explainer", "diff", "NCT00000009", "--site", str(root)])
    with pytest.raises(SystemExit):
        main()
    assert f"did you mean '{NUMBER}'?" in capsys.readouterr().err


def test_broken_revisions_on_the_way_are_passed_over(diff, kept):
    for text in ("", "---\n", GOOD[SUMMARY] + "\n> [!\n"):
        put(kept, {SUMMARY: text})
        commit(kept)
    put(kept, {SUMMARY: GOOD[SUMMARY]})
    assert WORDS in diff(kept)[1]
