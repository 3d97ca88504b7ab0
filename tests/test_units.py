"""A study's own files, and what all studies share, as they come out of reading: nothing lost, nothing in the wrong place."""

import pytest
from conftest import missing
from site_folder import (
    BANNER,
    CHILDREN,
    COORDINATOR,
    COPY,
    DOCTOR,
    ELIGIBILITY,
    GLOSSARY,
    GOOD,
    PRIVACY,
    QUESTIONS,
    SITE,
    SUMMARY,
    TRIAL,
    WORDING,
    changed,
    findings_of,
    line_of,
    places,
    site_folder,
)

from explainer.model import Block, Message, Notice, Site, Trial, Unit
from explainer.reading.loader import load_site
from explainer.walk import walk


def load(root, files=None) -> Site:
    """The site of a folder, read without a finding."""
    loaded = load_site(site_folder(root, files))
    assert loaded.findings == ()
    return loaded.site


def trial(root, files=None) -> Trial:
    return load(root, files).trials[0]


def said(part: object) -> list[str]:
    return [message.plain for block in walk(part, Block) for message in block.parts]


def test_a_study_holds_its_documents(tmp_path):
    study = trial(tmp_path)
    assert study.id == "NCT00000001"
    assert study.summary.title.plain == "A study of examplinib"
    assert (study.summary.written_by.plain, study.summary.written_on) == ("A research nurse", "2026-03-10")
    assert [(s.id, s.part, s.group, [u.id for u in s.units]) for s in study.eligibility.sections] == [
        ("inclusion", "inclusion", "", ["kidneys", "age"]),
        ("exclusion", "exclusion", "", ["stroke"]),
    ]
    assert [(s.id, [u.id for u in s.units]) for s in study.summary.sections] == [("lead", ["lead"]), ("visits", ["visits"])]


def test_a_unit_holds_quotes_words_reasons_notices_and_questions(tmp_path):
    kidneys, age, _ = walk(trial(tmp_path).eligibility, Unit)
    assert kidneys.heading.plain == "Your kidneys"
    assert [quote.text.split()[0] for quote in kidneys.quotes] == ["Creatinine"]
    assert [words.split(". ") for words in said(kidneys.blocks)] == [
        [
            "A blood test shows how well your kidneys work",
            "The result is 50 mL/min or higher, in the 14 days before the first dose.",
        ]
    ]
    assert said(kidneys.why) == ["Your kidneys take the medicine out of your body."]
    assert [(q.id, q.audience, q.message.plain) for q in kidneys.questions] == [
        ("test-again", "coordinator", "Can the test be done again?")
    ]
    assert len(age.quotes) == 2
    (conflict,) = age.notices
    assert (conflict.kind, len(conflict.quotes), [q.id for q in conflict.questions]) == ("CONFLICT", 2, ["lowest-age"])
    assert said(conflict.blocks)[0].endswith("We do not know which is right.")
    assert conflict.where.line == line_of(ELIGIBILITY, "> [!CONFLICT]")


NOTICE = "> [!UNCLEAR]\n> The record does not say which.\n>\n> - doctor: Which one? {#which}\n\n"


@pytest.mark.parametrize(
    ("before", "holder"),
    [
        ("## Inclusion\n", "document"),
        ("### Your kidneys", "list"),
        ("#### Why it matters", "unit"),
        ("#### Questions", "unit"),
        ("### Your age", "unit"),
    ],
)
def test_a_notice_belongs_to_what_it_stands_in(tmp_path, before, holder):
    document = trial(tmp_path, changed(ELIGIBILITY, before, NOTICE + before)).eligibility
    inclusion = document.sections[0]
    found = {"document": document.notices, "list": inclusion.notices, "unit": inclusion.units[0].notices}
    assert {name: [notice.kind for notice in notices] for name, notices in found.items()} == {
        name: ["UNCLEAR"] if name == holder else [] for name in found
    }
    assert [q.id for notice in walk(document, Notice) for q in notice.questions] == ["which", "lowest-age"]


def test_a_list_may_hold_only_a_notice(tmp_path):
    text = GOOD[ELIGIBILITY]
    files = {ELIGIBILITY: text[: text.index("### A stroke")] + NOTICE}
    exclusion = trial(tmp_path, files).eligibility.sections[1]
    assert (exclusion.units, [notice.kind for notice in exclusion.notices]) == ((), ["UNCLEAR"])


def test_each_paragraph_of_a_quote_is_a_quote(tmp_path):
    files = changed(ELIGIBILITY, "> History of stroke within 6 months", "> First\n> and a half\n>\n> Second\n\n> Third")
    stroke = [*walk(trial(tmp_path, files).eligibility, Unit)][-1]
    assert [quote.text for quote in stroke.quotes] == ["First and a half", "Second", "Third"]
    assert [q.where.line for q in stroke.quotes] == [
        line_of(ELIGIBILITY, f"> {w}", files) for w in ("First", "Second", "Third")
    ]


@pytest.mark.parametrize("part", ["#### Questions\n\n- doctor: Lost? {#lost}\n", "#### Why it matters\n\nLost words.\n"])
@pytest.mark.parametrize(("path", "place"), [(ELIGIBILITY, "## Inclusion\n"), (SUMMARY, "> This study tests")])
def test_a_part_without_a_unit_is_not_lost_in_silence(tmp_path, path, place, part):
    root = site_folder(tmp_path, changed(path, place, f"{part}\n{place}"))
    plain = [message.plain for message in walk(load_site(root).site.trials, Message)]
    assert any("Lost" in words for words in plain) or load_site(root).findings
    assert findings_of(root)


def test_a_part_right_under_an_h2_belongs_to_its_unit(tmp_path):
    files = changed(SUMMARY, "You would come every 2 weeks.\n", "You would come.\n\n#### Questions\n\n- doctor: Why? {#why}\n")
    visits = trial(tmp_path, files).summary.sections[1]
    assert [(unit.id, [q.id for q in unit.questions]) for unit in visits.units] == [("visits", ["why"])]


@pytest.mark.parametrize(
    ("heading", "part", "group"),
    [
        ("Inclusion", "inclusion", ""),
        ("inclusion: Part A (adults):", "inclusion", "Part A (adults)"),
        ("Exclusion:  Step 1 - *all*  patients", "exclusion", "Step 1 - *all* patients"),
        ("Exclusion: A: B", "exclusion", "A: B"),
    ],
)
def test_the_heading_of_a_list_names_list_and_group(tmp_path, heading, part, group):
    section = trial(tmp_path, changed(ELIGIBILITY, "## Inclusion\n", f"## {heading}\n")).eligibility.sections[0]
    assert (section.part, section.group) == (part, group)


@pytest.mark.parametrize(("copy", "whole"), [("whole", True), ("part", False)])
@pytest.mark.parametrize(("day", "read_on"), [("2026-03-10", "2026-03-10"), ("not known", "")])
def test_where_the_copy_came_from(tmp_path, copy, whole, day, read_on):
    files = {COPY: GOOD[COPY].replace("whole", copy).replace("2026-03-10", day) + "\n## How many people\n\n> 48\n\n48 people\n"}
    found = trial(tmp_path, files).copy
    assert (found.whole, found.read_on, found.record_from) == (whole, read_on, "invented for a test")
    assert said(found.blocks) == ["This study is invented."]
    assert [(fact.id, [q.text for u in fact.units for q in u.quotes]) for fact in found.facts] == [("how-many-people", ["48"])]


@pytest.mark.parametrize(
    "day",
    ["10 March 2026", "2026-3-1", "2026-02-30", "2026-13-01", "20260310", "2026-W10-2", "２０２６-03-10", "2026-03-10T00:00"],
)
@pytest.mark.parametrize(("path", "key"), [(SUMMARY, "written-on"), (ELIGIBILITY, "written-on"), (COPY, "record-read-on")])
def test_what_is_no_day_is_a_finding(tmp_path, path, key, day):
    found = load_site(site_folder(tmp_path, changed(path, "2026-03-10", day))).findings
    assert places(found) == [("header", path, line_of(path, f"{key}:"))]
    assert "2026-03-10" in found[0].fix


HEADERS = {
    "another kind of copy": (changed(COPY, "copy: whole", "copy: half"), COPY, 4),
    "no kind of copy": (changed(COPY, "copy: whole", "copy:"), COPY, 4),
    "a host that is an address": (changed(SITE, "source.example.org", "https://source.example.org/a"), SITE, 6),
    "an address without its start": (changed(SITE, "https://studies", "studies"), SITE, 4),
    "an address with a question": (changed(SITE, "https://studies.example.org", "https://a.example/?q=1"), SITE, 4),
    "an address that is none": (changed(SITE, "https://studies.example.org", "'https://[a.example'"), SITE, 4),
    "an unknown trait": (changed(CHILDREN, "when: children", "when: childern"), CHILDREN, 2),
    "nobody's name": (changed(SITE, "name: A test site\n", ""), SITE, 1),
}


@pytest.mark.parametrize("fault", HEADERS)
def test_a_header_that_says_nonsense_is_one_finding(tmp_path, fault):
    files, path, line = HEADERS[fault]
    found = [f for f in load_site(site_folder(tmp_path, files)).findings if f.rule in ("header", "trait-unknown")]
    assert [(f.where.path, f.where.line) for f in found] == [(path, line)]


def test_settings_are_what_the_owner_wrote(tmp_path):
    files = changed(SITE, "links-to: source.example.org", "links-to: A.example, b.example ,source.example.org,")
    files[SITE] = files[SITE].replace("https://studies.example.org", "https://studies.example.org/")
    found = load(tmp_path, files).settings
    assert (found.name.plain, found.contact, found.public_address) == (
        "A test site",
        "someone@example.org",
        "https://studies.example.org",
    )
    assert found.may_embed == ()
    assert found.links_to == {"a.example", "b.example", "source.example.org"}


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("nobody", ()),
        ("", ()),
        ("Everybody", ("*",)),
        ("B.example.org, a.example.org,", ("a.example.org", "b.example.org")),
    ],
)
def test_who_may_embed_is_nobody_everybody_or_a_list_of_hosts(tmp_path, said, means):
    loaded = load_site(site_folder(tmp_path, changed(SITE, "may-embed: nobody", f"may-embed: {said}")))
    assert loaded.site.settings.may_embed == means
    assert loaded.findings == ()


@pytest.mark.parametrize(
    "files",
    [
        changed(SITE, "may-embed: nobody", "may-embed: https://a.example.org/"),
        changed(SITE, "may-embed: nobody", "may-embed: anyone"),
        changed(SITE, "may-embed: nobody", "may-embed: nobody, a.example.org"),
        changed(SITE, "may-embed: nobody", 'may-embed: "*; script-src *"'),
        changed(SITE, "public-address: https://studies.example.org\nmay-embed: nobody", "may-embed: everybody"),
    ],
)
def test_who_may_embed_is_a_finding_where_it_is_nonsense_or_lacks_our_address(tmp_path, files):
    loaded = load_site(site_folder(tmp_path, files))
    found = [finding for finding in loaded.findings if finding.rule == "header"]
    assert [(f.where.path, f.where.line, f.severity) for f in found] == [(SITE, line_of(SITE, "may-embed", files), "error")]
    assert not {"*", "nobody"} & set(loaded.site.settings.may_embed)


def test_the_banner_is_its_title_its_text_and_one_line(tmp_path):
    banner = load(tmp_path).banner
    assert banner.text == "Confirm with the study team This page only explains."
    assert banner.line.plain == "Confirm with the study team."


BANNERS = {
    "no file": None,
    "empty": "",
    "only spaces": " \n\n",
    "no title": "Confirm with the study team.\n",
    "no text": "# Confirm\n\n## Short line\n\nConfirm.\n",
    "no short line": "# Confirm\n\nWords.\n",
    "an empty short line": "# Confirm\n\nWords.\n\n## Short line\n",
    "two short lines": "# Confirm\n\nWords.\n\n## Short line\n\nOne.\n\nTwo.\n",
    "a short line that is a list": "# Confirm\n\nWords.\n\n## Short line\n\n- One.\n- Two.\n",
    "a list with nothing in it": "# Confirm\n\nWords.\n\n## Short line\n\n- - one\n",
    "only a list with nothing in it": "# Confirm\n\n- - Words.\n\n## Short line\n\nConfirm.\n",
    "only a quote": "# Confirm\n\n> Words.\n\n## Short line\n\nConfirm.\n",
    "not UTF-8": b"# Confirm\n\n\xff\n",
}


@pytest.mark.parametrize("fault", BANNERS)
def test_without_a_whole_banner_there_is_an_error_and_something_that_confirms(tmp_path, fault):
    loaded = load_site(site_folder(tmp_path, {BANNER: BANNERS[fault]}))
    assert {(f.severity, f.where.path) for f in loaded.findings} == {("error", BANNER)}
    assert "study team" in loaded.site.banner.text
    assert loaded.site.banner.line.plain


def test_terms_hold_their_meaning_names_and_sources(tmp_path):
    (term,) = load(tmp_path).glossary
    assert (term.id, term.name.plain, term.also) == ("blood-test", "Blood test", ("blood tests",))
    assert said(term.blocks) == ["Blood is taken and looked at in a lab."]
    assert [source.plain for source in term.sources] == ["A page, opened 2026-03-10"]


@pytest.mark.parametrize("name", ["blood test", "Blood Tests", "blood-test"])
def test_a_term_is_linked_by_each_of_its_names(tmp_path, name):
    study = trial(tmp_path, changed(ELIGIBILITY, "[blood test]", f"[words][{name}]"))
    assert '"blood-test"' in repr(study.eligibility).replace("'", '"')


OTHER_TERM = "## Other{id}\n\nWords.\n\n{also}- source: ours\n\n## Blood"
SHARED = {
    "a line that no term has": (GLOSSARY, "- also:", "- alsso:", "term-line", "- alsso"),
    "a term without words": (GLOSSARY, "Blood is taken and looked at in a lab.\n", "", "term-empty", "## Blood"),
    "a term without a source": (GLOSSARY, "- source: [A page]", "- said: [a page]", "term-source", "## Blood"),
    "a term twice": (GLOSSARY, "## Blood", OTHER_TERM.format(id="", also="- also: blood test\n"), "term-doubled", "## Blood"),
    "a name twice": (GLOSSARY, "## Blood", OTHER_TERM.format(id="", also="- also: blood tests\n"), "term-doubled", "## Blood"),
    "an id twice": (GLOSSARY, "## Blood", OTHER_TERM.format(id=" {#blood-test}", also=""), "term-doubled", "## Blood"),
    "nothing to write instead": (WORDING, "- intervention: treatment", "- intervention", "wording-line", "- intervention"),
    "nothing to avoid": (WORDING, "- intervention: treatment", "- : treatment", "wording-line", "- : treatment"),
    "no title": (PRIVACY, "# Privacy\n", "", "title-missing", "## What"),
    "two titles": (PRIVACY, "## What", "# What", "heading-level", "# What"),
    "a quote on a page": (PRIVACY, "We keep nothing.", "> We keep nothing.", "quote-misplaced", "> We keep"),
    "a notice on a page": (PRIVACY, "We keep nothing.", "> [!UNCLEAR]\n> We keep nothing.", "quote-misplaced", "> [!UNCLEAR]"),
    "a paragraph among questions": (
        DOCTOR,
        "## Risks {#risks}\n",
        "## Risks {#risks}\n\nWhy?\n",
        "words-among-questions",
        "Why?",
    ),
    "nobody is asked": (CHILDREN, "- coordinator: May", "- May", "who-is-asked", "- May"),
    "words above a study's questions": (
        QUESTIONS,
        "## Your ears",
        "Lost words.\n\n## Your ears",
        "words-among-questions",
        "Lost",
    ),
    "a summary that skips a level": (SUMMARY, "## The visits", "### The visits", "heading-level", "### The visits"),
}


@pytest.mark.parametrize("fault", SHARED)
def test_each_fault_of_a_shared_file_is_one_finding_on_its_line(tmp_path, fault):
    path, old, new, rule, words = SHARED[fault]
    files = changed(path, old, new)
    found = load_site(site_folder(tmp_path, files)).findings
    assert places(found) == [(rule, path, line_of(path, words, files))]
    assert found[0].fix


def test_question_files_say_who_is_asked_by_their_name(tmp_path):
    lists = load(tmp_path).question_lists
    assert [(listed.where.path, listed.when) for listed in lists] == [(DOCTOR, ""), (COORDINATOR, ""), (CHILDREN, "children")]
    assert [[(q.id, q.audience) for group in listed.groups for q in group.questions] for listed in lists] == [
        [("side-effects", "doctor")],
        [("travel", "coordinator")],
        [("stay", "coordinator")],
    ]


def test_a_question_without_an_id_gets_one_from_its_words(tmp_path):
    (group,) = trial(tmp_path, changed(QUESTIONS, " {#why-tired}", "")).questions
    assert [(q.id, q.audience) for q in group.questions] == [("what-makes-my-ears-tired", "doctor")]


def test_a_study_may_have_no_questions_of_its_own(tmp_path):
    assert trial(tmp_path, {QUESTIONS: None}).questions == ()


def test_wordings_hold_their_kind_and_reason(tmp_path):
    assert [(w.kind, w.avoid, w.instead, w.why) for w in load(tmp_path).wording] == [
        ("promise", "you qualify", "only the study team can tell you", "Only the study team can say."),
        ("jargon", "intervention", "treatment", "Only experts know them."),
    ]


def test_hidden_files_and_readmes_are_no_content(tmp_path):
    extra = {f"content/{name}/{file}": b"\xff" for name in ("about", "questions", "trials") for file in ("README.md", ".a.md")}
    load(tmp_path, extra)


@pytest.mark.parametrize("name", ["notes.txt", "NCT00000002.json"])
def test_a_file_among_the_studies_is_a_finding(tmp_path, name):
    found = load_site(site_folder(tmp_path, {f"content/trials/{name}": "x"})).findings
    assert places(found) == [("trial-folder", f"content/trials/{name}", 0)]


def test_a_file_name_that_is_no_text_is_a_finding(tmp_path):
    root = site_folder(tmp_path)
    try:
        (root / "content/about" / b"\xff.md".decode(errors="surrogateescape")).write_text("# Title\n")
    except OSError:
        missing("a file system that takes names of any bytes, as Linux has it (that of macOS does not)")
    (found,) = load_site(root).findings
    assert found.rule == "file-name"
    str(found).encode()


@pytest.mark.parametrize("path", [f"{TRIAL}/summary.md", BANNER, GLOSSARY, SITE])
def test_a_folder_in_place_of_a_file_is_a_finding(tmp_path, path):
    root = site_folder(tmp_path, {path: None})
    (root / path).mkdir()
    assert [f.rule for f in load_site(root).findings if f.where.path == path] == ["file-unreadable"]
