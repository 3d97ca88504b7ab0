"""Who checked what: an edit or a changed record voids exactly the units that it touches; a broken file counts for nothing."""

import dataclasses
import re
import subprocess
import sys

import pytest
from site_folder import (
    COPY,
    ELIGIBILITY,
    GOOD,
    PROTOCOL,
    QUESTIONS,
    RECORD,
    SIGNED,
    SUMMARY,
    TRIAL,
    changed,
    findings_of,
    record_of,
    site_folder,
)

from explainer.checks.match import matches, quotable
from explainer.checks.sign_offs import standings
from explainer.checks.signable import signables
from explainer.cli.main import main
from explainer.curate import sign as signing
from explainer.curate.sign import Signer, sign
from explainer.errors import ExplainerError
from explainer.model import Notice, Quote
from explainer.reading.loader import load_site
from explainer.reading.sign_offs import read_sign_offs
from explainer.reading.source import Folder, Problems
from explainer.sign_off import CLINICAL, ROLES, SIGN_OFFS, written
from explainer.walk import walk

NURSE = Signer(role="study-nurse", name="A. B.", on="2026-03-10")
DOCTOR = Signer(role="doctor", name="", on="2026-04-01")
EDITOR = Signer(role="editor", name="E.", on="2026-05-01")
NOTICE = "> [!UNCLEAR]\n> For whom?\n"
STROKE = GOOD[ELIGIBILITY].partition("## Exclusion\n\n")[2]
NUMBER = "NCT00000001"
UNITS = ["trial.md", "summary.md", "lead", "visits", "eligibility.md", "kidneys", "age", "stroke", "questions.md"]


def trial_of(root, number=0):
    return load_site(root).site.trials[number]


def states(root):
    return {id: standing.state for id, standing in standings(trial_of(root), "en").items()}


def touched(root):
    """The units that are out of date, with what moved; everything else has to be signed."""
    found = standings(trial_of(root), "en")
    assert {standing.state for standing in found.values()} <= {"signed", "out-of-date"}
    return {id: standing.moved for id, standing in found.items() if standing.state != "signed"}


def put(root, files):
    for path, text in files.items():
        (root / path).write_text(text, encoding="utf-8")


@pytest.fixture
def signed(tmp_path):
    """The tiny site, all of it signed by a nurse."""
    root = site_folder(tmp_path)
    sign(root, NUMBER, signer=NURSE, language="en")
    return root


def test_nothing_is_checked_until_somebody_signs(tmp_path):
    root = site_folder(tmp_path)
    assert states(root) == dict.fromkeys(UNITS, "not-checked")
    assert not any(standing.checked for standing in standings(trial_of(root), "en").values())


def test_what_is_signed_is_signed_and_nothing_else(tmp_path):
    root = site_folder(tmp_path)
    done = sign(root, NUMBER, signer=NURSE, language="en", units=["age", "eligibility.md", "age"])
    assert [each.unit for each in done] == ["age", "eligibility.md"]
    assert states(root) == dict.fromkeys(UNITS, "not-checked") | dict.fromkeys(["age", "eligibility.md"], "signed")
    assert {standing.state for standing in standings(trial_of(root), "fr").values()} == {"not-checked"}
    assert findings_of(root) == ()


def test_a_signed_site_has_no_finding(signed):
    assert states(signed) == dict.fromkeys(UNITS, "signed")
    assert findings_of(signed) == ()
    assert sorted(path.name for path in (signed / TRIAL).iterdir() if path.name.startswith(".")) == []


@pytest.mark.parametrize(
    ("files", "units", "moved"),
    [
        (changed(ELIGIBILITY, "You had a stroke in", "You had strokes in"), ["stroke"], ("original",)),
        (changed(ELIGIBILITY, "### Your kidneys {", "### Kidneys {"), ["kidneys"], ("original",)),
        (changed(ELIGIBILITY, "Your kidneys take the", "The kidneys take the"), ["kidneys"], ("original",)),
        (changed(ELIGIBILITY, "Can the test be done again?", "Can I have the test again?"), ["kidneys"], ("original",)),
        (changed(ELIGIBILITY, "- coordinator: Can", "- doctor: Can"), ["kidneys"], ("original",)),
        (changed(ELIGIBILITY, "We do not know which is right.", "Ask which is right."), ["age"], ("original",)),
        (changed(ELIGIBILITY, "> [!CONFLICT]", "> [!UNCLEAR]"), ["age"], ("original",)),
        (changed(ELIGIBILITY, "A [blood test] shows", "A [test of blood][blood test] shows"), ["kidneys"], ("original",)),
        (changed(ELIGIBILITY, "# Who may", "# Which people may"), ["eligibility.md"], ("original",)),
        (
            changed(ELIGIBILITY, "## Exclusion\n", "## Exclusion\n\n> [!UNCLEAR]\n> For whom?\n"),
            ["eligibility.md"],
            ("original",),
        ),
        (changed(SUMMARY, "## The visits", "## Visits"), ["visits"], ("original",)),
        (changed(SUMMARY, "# A study of", "# A trial of"), ["summary.md"], ("original",)),
        (changed(SUMMARY, "The study tests", "This study tests"), ["lead"], ("original",)),
        (changed(COPY, "is invented", "was invented"), ["trial.md"], ("original",)),
        (changed(QUESTIONS, "my ears tired", "my ears so tired"), ["questions.md"], ("original",)),
        (changed(ELIGIBILITY, "> History of stroke within", "> [...] stroke within"), ["stroke"], ("original",)),
        (changed(ELIGIBILITY, "written-by: A", "written-by: Another"), [], ()),
        (changed(ELIGIBILITY, "{#test-again}", "{#test-twice}"), [], ()),
    ],
)
def test_an_edit_voids_exactly_the_units_that_it_touches(signed, files, units, moved):
    put(signed, files)
    assert touched(signed) == dict.fromkeys(units, moved)
    found = [finding for finding in findings_of(signed) if finding.rule == "sign-off-out-of-date"]
    assert len(found) == len(units)
    for finding in found:
        assert "our words changed after a study nurse signed" in finding.message
        assert f"explainer sign {NUMBER} --unit {units[0]} --language en --role study-nurse" in finding.fix


def test_white_space_and_line_ends_void_nothing(signed):
    for path in (ELIGIBILITY, SUMMARY, COPY, QUESTIONS, SIGNED):
        text = (signed / path).read_bytes()
        (signed / path).write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    put_back = (signed / ELIGIBILITY).read_bytes().replace(b"blood test] shows", b"blood test]\r\nshows")
    (signed / ELIGIBILITY).write_bytes(put_back)
    assert touched(signed) == {}


def test_a_changed_passage_voids_exactly_the_units_that_quote_it(example):
    """Each passage of the invented record in turn."""
    trial = load_site(example).site.trials[0]
    before = {each.id: each.fingerprints() for each in signables(trial)}
    quoted = 0
    for passage in trial.record.passages:
        other = dataclasses.replace(passage, text=f"{passage.text[:-1]} gladly{passage.text[-1]}")
        passages = tuple(other if each is passage else each for each in trial.record.passages)
        changed_trial = dataclasses.replace(trial, record=dataclasses.replace(trial.record, passages=passages))
        now = {each.id: each.fingerprints() for each in signables(changed_trial)}
        moved = {id: before[id].moved(now[id]) for id in before if before[id] != now[id]}
        assert moved == dict.fromkeys(quoting(trial, passage), ("record",)), passage.id
        quoted += len(moved)
    assert quoted >= 20


def quoting(trial, passage):
    """The units that quote a passage, told without fingerprints."""
    found = []
    for document in trial.documents:
        for section in document.sections:
            for unit in section.units:
                own = [q for q in unit.quotes if passage in quotable(trial.record, section)]
                if any(matches(quote, [passage]) for quote in (*own, *walk(unit.notices, Quote))):
                    found.append(unit.id)
    around = {
        "summary.md": (trial.summary.notices, tuple(s.notices for s in trial.summary.sections)),
        "eligibility.md": (trial.eligibility.notices, tuple(s.notices for s in trial.eligibility.sections)),
    }
    found += [name for name, notices in around.items() if any(matches(q, [passage]) for q in walk(notices, Quote))]
    return found


def test_a_changed_field_voids_the_units_that_quote_it(signed):
    put(signed, {RECORD: (signed / RECORD).read_text().replace("12 Years", "13 Years")})
    assert touched(signed) == {"age": ("record",)}


def test_words_that_a_cut_leaves_out_count(tmp_path):
    cut = changed(ELIGIBILITY, "> History of stroke within 6 months", "> History of stroke [...]\n\n> [...] within 6 months")
    root = site_folder(tmp_path, cut)
    sign(root, NUMBER, signer=NURSE, language="en")
    record = (root / RECORD).read_text().replace("stroke within", "stroke, or of a fall, within")
    put(root, {RECORD: record.replace("of stroke, or", "of stroke or")})
    assert touched(root) == {"stroke": ("record",)}


def test_another_heading_above_rules_voids_all_of_them(example):
    trial = load_site(example).site.trials[0]
    before = {each.id: each.fingerprints() for each in signables(trial)}
    group = trial.eligibility.sections[0]
    passages = tuple(
        dataclasses.replace(each, group="Part C") if each.group == group.group else each for each in trial.record.passages
    )
    now = signables(dataclasses.replace(trial, record=dataclasses.replace(trial.record, passages=passages)))
    assert group.group
    assert [each.id for each in now if each.fingerprints() != before[each.id]] == [unit.id for unit in group.units]


def moved_by(tmp_path, before, after):
    """The units whose fingerprints differ between two states of the tiny site, each with what moved."""
    prints = [
        {each.id: each.fingerprints() for each in signables(trial_of(site_folder(tmp_path / name, files)))}
        for name, files in (("before", before), ("after", after))
    ]
    return {id: moved for id, old in prints[0].items() if (moved := old.moved(prints[1][id]))}


def criteria(old, new):
    """The record with some of its criteria replaced."""
    text = PROTOCOL["eligibilityModule"]["eligibilityCriteria"]
    assert old in text
    return record_of(eligibilityModule=PROTOCOL["eligibilityModule"] | {"eligibilityCriteria": text.replace(old, new)})


def test_the_same_words_in_the_other_list_are_not_what_a_unit_quotes(tmp_path):
    twice = criteria("* Aged 14 to 65 years\n", "* Aged 14 to 65 years\n* History of stroke within 6 months\n")
    assert moved_by(tmp_path, twice, {}) == {}
    assert moved_by(tmp_path, twice, criteria("* History of stroke within 6 months\n", "* None\n")) == {"stroke": ("record",)}


def test_a_passage_with_the_same_ends_is_not_what_a_cut_quote_is_of(tmp_path):
    cut = changed(ELIGIBILITY, "> History of stroke within 6 months", "> History of [...] stroke [...] within 6 months")
    old = "* History of stroke within 6 months\n"
    before = criteria(old, "* History of a stroke or fall within 6 months\n* History of rash within 6 months\n")
    after = criteria(old, "* History of a stroke or fall within 6 months\n* History of gout within 6 months\n")
    assert moved_by(tmp_path, cut | before, cut | after) == {}


def test_the_list_and_heading_above_a_quoted_passage_count_wherever_it_is_quoted(tmp_path):
    quoted = changed(
        SUMMARY, "> Visits take place every 2 weeks.", "> Visits take place every 2 weeks.\n\n> Aged 14 to 65 years"
    )
    headed = criteria("* Aged 14", "For Part A:\n\n* Aged 14")
    moved = moved_by(tmp_path, quoted, quoted | headed)
    assert moved["visits"] == ("record",)
    assert "lead" not in moved


def test_moving_a_unit_to_the_other_list_changes_what_it_says(tmp_path):
    unit = "### Twelve {#twelve}\n\n> Minimum age: 12 Years\n\nYou are 12 years old.\n\n"
    inside, outside = (changed(ELIGIBILITY, at, unit + at) for at in ("## Exclusion\n", "### A stroke"))
    assert moved_by(tmp_path, inside, outside) == {"twelve": ("original",)}


def test_the_newest_sign_off_that_holds_is_the_one_that_is_shown(tmp_path):
    root = site_folder(tmp_path)
    for signer in (DOCTOR, NURSE, EDITOR):
        sign(root, NUMBER, signer=signer, language="en")
    assert {each.sign_off.on for each in standings(trial_of(root), "en").values()} == {DOCTOR.on}


def test_a_renamed_unit_is_told_and_counts_for_nothing(signed):
    put(signed, changed(ELIGIBILITY, "{#stroke}", "{#strokes}"))
    assert states(signed)["strokes"] == "not-checked"
    (found,) = findings_of(signed)
    assert (found.rule, found.where.path) == ("sign-off-unknown", SIGNED)
    assert "“stroke”" in found.message
    assert "“strokes”" in found.fix
    sign(signed, NUMBER, signer=NURSE, language="en", units=["strokes"])
    assert findings_of(signed) == ()
    assert {each.unit for each in trial_of(signed).sign_offs} == {*UNITS, "strokes"} - {"stroke"}


def test_what_a_doctor_or_nurse_checked_counts_before_all_else(signed):
    put(signed, changed(ELIGIBILITY, "You had a stroke in", "You had strokes in"))
    sign(signed, NUMBER, signer=EDITOR, language="en")
    assert states(signed)["stroke"] == "out-of-date"
    sign(signed, NUMBER, signer=DOCTOR, language="en", units=["stroke"])
    standing = standings(trial_of(signed), "en")["stroke"]
    assert (standing.state, standing.sign_off.role, standing.checked) == ("signed", "doctor", True)


@pytest.mark.parametrize("role", ROLES)
def test_only_a_doctor_or_nurse_makes_words_checked(tmp_path, role):
    root = site_folder(tmp_path)
    sign(root, NUMBER, signer=Signer(role=role, name="", on="2026-03-10"), language="en")
    assert {standing.state for standing in standings(trial_of(root), "en").values()} == {"signed"}
    assert {standing.checked for standing in standings(trial_of(root), "en").values()} == {role in CLINICAL}


def test_the_same_person_signing_again_takes_the_place_of_the_first(signed):
    before = len(trial_of(signed).sign_offs)
    sign(signed, NUMBER, signer=Signer(role="study-nurse", name="A. B.", on="2026-06-01"), language="en")
    assert len(trial_of(signed).sign_offs) == before
    assert {each.on for each in trial_of(signed).sign_offs} == {"2026-06-01"}
    for number, signer in enumerate((DOCTOR, Signer(role="study-nurse", name="C. D.", on="2026-03-10")), 1):
        sign(signed, NUMBER, signer=signer, language="en", units=["age"])
        assert len(trial_of(signed).sign_offs) == before + number


def test_the_file_reads_as_a_person_would_write_it(tmp_path):
    root = site_folder(tmp_path)
    sign(root, NUMBER, signer=Signer(role="nurse", name='Zoë "Z" \\ 李', on="2026-03-10"), language="en", units=["age"])
    text = (root / SIGNED).read_text(encoding="utf-8")
    assert re.fullmatch(
        r'# .*\ncheck = "[0-9a-f]{16}"\n\n\[\[sign-off\]\]\nunit = "age"\nlanguage = "en"\nrole = "nurse"\n'
        r'name = "Zoë \\"Z\\" \\\\ 李"\non = "2026-03-10"\nrecord = "[0-9a-f]{16}"\noriginal = "[0-9a-f]{16}"\n',
        text,
    )
    assert written(trial_of(root).sign_offs) == text


def broken(root):
    """Whether the file of sign-offs is told as broken, counts for nothing, and is never written over."""
    before = (root / SIGNED).read_bytes()
    errors = [f for f in findings_of(root) if f.severity == "error"]
    assert {f.where.path for f in errors} == {SIGNED}
    assert trial_of(root).sign_offs == ()
    with pytest.raises(ExplainerError, match="stays as it is"):
        sign(root, NUMBER, signer=NURSE, language="en")
    assert (root / SIGNED).read_bytes() == before
    assert not list((root / TRIAL).glob(".*"))
    return errors[0]


def test_a_file_cut_short_anywhere_counts_for_nothing(tmp_path):
    root = site_folder(tmp_path)
    sign(root, NUMBER, signer=Signer(role="nurse", name="Zoë", on="2026-03-10"), language="en", units=["age", "stroke"])
    whole = (root / SIGNED).read_bytes()
    assert len(trial_of(root).sign_offs) == 2
    for end in range(len(whole) - 1):
        (root / SIGNED).write_bytes(whole[:end])
        problems = Problems()
        assert read_sign_offs(Folder(root, problems), SIGNED) == (), end
        assert [(f.severity, f.where.path) for f in problems.found] == [("error", SIGNED)], end
    for end in (0, 1, len(whole) // 2, whole.index(b"[[", 200)):
        (root / SIGNED).write_bytes(whole[:end])
        broken(root)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('original = "', 'original = "0'),
        ('record = "', 'record = "f'),
        ('role = "study-nurse"', 'role = "study-doctor"'),
        ('role = "study-nurse"', 'role = "surgeon"'),
        ('on = "2026-03-10"', 'on = "2026-03-11"'),
        ('on = "2026-03-10"', 'on = "soon"'),
        ('on = "2026-03-10"', "on = 2026-03-10"),
        ('name = "A. B."', 'name = "A. B."\nhospital = "H"'),
        ('name = "A. B."', 'name = ["A. B."]'),
        ('unit = "visits"', 'unit = "stroke"'),
        ('unit = "visits"\n', ""),
        ('[[sign-off]]\nunit = "visits"', '[[signoff]]\nunit = "visits"'),
        ("# Who", "# who"),
        ('check = "', 'check = "0'),
        ("check", "cheque"),
        ("[[sign-off]]", "[sign-off]"),
        ("\n[[", "\nsign-off = 5\n[["),
        ("\n[[", '\nother = "key"\n[['),
        ("\n\n[[", "\n\n\n[["),
    ],
)
def test_a_file_changed_by_hand_counts_for_nothing(signed, old, new):
    text = (signed / SIGNED).read_text(encoding="utf-8")
    assert old in text
    (signed / SIGNED).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = broken(signed)
    assert found.rule == "sign-off-broken"
    assert "explainer sign" in found.fix


@pytest.mark.parametrize(
    "text",
    [b"\xff\xfe\0", "sign-off = 3", 'sign-off = "abc"', "sign-off = [1, [2]]", "[sign-off]\na=1", "x" * 9, "\0", "[" * 9000],
)
def test_anything_else_in_the_file_counts_for_nothing(tmp_path, text):
    found = broken(site_folder(tmp_path, {SIGNED: text}))
    assert found.rule == "sign-off-broken"
    assert "explainer sign" in found.fix


def test_nobody_signs_a_unit_that_has_an_error(tmp_path):
    root = site_folder(tmp_path, changed(ELIGIBILITY, "You had a stroke in the last 6", "You had a stroke in the last 7"))
    with pytest.raises(ExplainerError, match=r"'stroke' has an error(?s:.*)number-lost"):
        sign(root, NUMBER, signer=NURSE, language="en")
    with pytest.raises(ExplainerError, match="'stroke' has an error"):
        sign(root, NUMBER, signer=NURSE, language="en", units=["age", "stroke"])
    assert not (root / SIGNED).exists()
    assert not list((root / TRIAL).glob(".*"))
    sign(root, NUMBER, signer=NURSE, language="en", units=["age", "eligibility.md"])
    assert states(root)["age"] == "signed"


def test_what_a_file_leaves_out_is_an_error_of_the_file(tmp_path):
    left_out = changed(
        ELIGIBILITY,
        "### A stroke {#stroke}\n\n> History of stroke within 6 months\n\nYou had a stroke in the last 6 months.\n",
        "",
    )
    root = site_folder(tmp_path, left_out)
    with pytest.raises(ExplainerError, match=r"'eligibility\.md' has an error"):
        sign(root, NUMBER, signer=NURSE, language="en")
    sign(root, NUMBER, signer=NURSE, language="en", units=["age"])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["NCT00000002"], "nobody knows the study 'NCT00000002': did you mean 'NCT00000001'?"),
        (["../x"], "nobody knows the study '../x': there is: NCT00000001"),
        ([NUMBER, "--unit", "strok"], "nobody knows the unit 'strok': did you mean 'stroke'?"),
        ([NUMBER, "--role", "nurs"], "nobody knows the role 'nurs': did you mean 'nurse'?"),
        ([NUMBER, "--language", "fr"], "nobody knows the language 'fr': there is: en"),
        ([NUMBER, "--on", "2999-01-01"], "2999-01-01 is still to come"),
        ([NUMBER, "--name", "A\u202eB"], "a name is one line of text"),
        ([NUMBER, "--name", "x" * 81], "a name is one line of text"),
        ([NUMBER, "--name", ""], "leave --name out"),
        ([NUMBER, "--name", " "], "leave --name out"),
    ],
)
def test_what_is_not_known_is_said_with_the_nearest(tmp_path, monkeypatch, capsys, arguments, told):
    root = site_folder(tmp_path)
    role = [] if "--role" in arguments else ["--role", "nurse"]
    assert run(monkeypatch, "sign", "--site", root, *role, *arguments) == 2
    assert told in capsys.readouterr().err
    assert not list((root / TRIAL).glob("*sign*"))


def test_a_study_that_cannot_be_read_is_not_signed(tmp_path):
    root = site_folder(tmp_path, {RECORD: "{"})
    with pytest.raises(ExplainerError, match=r"cannot be read\. `explainer check` says why"):
        sign(root, NUMBER, signer=NURSE, language="en")


def run(monkeypatch, *words):
    monkeypatch.setattr(sys, "argv", ["explainer", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


def test_sign_prints_what_it_signed(tmp_path, monkeypatch, capsys):
    root = site_folder(tmp_path)
    words = ["--role", "study-nurse", "--name", " A.  B. ", "--on", "2026-03-10", "--unit", "age", "--unit", "visits"]
    assert run(monkeypatch, "sign", NUMBER, "--site", root, *words) == 0
    answer = capsys.readouterr()
    assert answer.out == "age (en)\nvisits (en)\n"
    assert answer.err == f"2 units of {NUMBER} signed by a study nurse, A. B., on 2026-03-10\n"


def test_signing_at_once_loses_nobody(tmp_path):
    """Eight processes, each signing a unit of its own."""
    root = site_folder(tmp_path)
    command = [sys.executable, "-m", "explainer", "sign", NUMBER, "--site", root, "--role", "nurse", "--unit"]
    units = UNITS[:8]
    running = [subprocess.Popen([*command, unit], stdout=subprocess.DEVNULL) for unit in units]
    assert [process.wait(60) for process in running] == [0] * len(units)
    assert sorted(each.unit for each in trial_of(root).sign_offs) == sorted(units)
    assert not list((root / TRIAL).glob(".*"))


def test_a_signing_that_was_broken_off_is_told(tmp_path, monkeypatch):
    root = site_folder(tmp_path)
    monkeypatch.setattr(signing, "PATIENCE", 0.1)
    left = root / TRIAL / f".{SIGN_OFFS}.building"
    left.touch()
    with pytest.raises(ExplainerError, match=r"take .*\.building away"):
        sign(root, NUMBER, signer=NURSE, language="en")
    assert left.exists()


def test_a_file_that_cannot_be_replaced_is_told_and_nothing_is_left(tmp_path):
    root = site_folder(tmp_path)
    (root / SIGNED).mkdir()
    with pytest.raises(ExplainerError, match="nothing is signed"):
        sign(root, NUMBER, signer=NURSE, language="en")
    assert not list((root / TRIAL).glob(".*"))


def test_every_notice_and_question_of_a_study_is_part_of_something_signable(example):
    """Nothing that we wrote for a study stands outside what can be signed."""
    trial = load_site(example).site.trials[0]
    places = {line.where for each in signables(trial) for line in each.lines}
    assert {notice.where for notice in walk(trial, Notice)} <= places
    ids = [each.id for each in signables(trial)]
    assert len(ids) == len(set(ids))
