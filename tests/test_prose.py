"""Content files to chunks: what a writer may write is read, what she may not is one finding, record text stays as it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from site_folder import (
    ELIGIBILITY,
    GOOD,
    PRIVACY,
    PROTOCOL,
    changed,
    findings_of,
    line_of,
    places,
    quoting,
    record_of,
    site_folder,
)

from explainer.model import Block, Message, Quote, Span
from explainer.reading.loader import load_site
from explainer.reading.prose import Chunk, Heading, Prose, ProseReader, RawQuote, slug
from explainer.reading.source import Problems, Source
from explainer.walk import walk

TERMS = {"immune system": "immune-system", "t cell": "t-cell", "t cells": "t-cell"}


def read(text: str) -> tuple[list[Chunk], list[tuple[str, int]]]:
    """The chunks of a text that begins on line 1, and `(rule, line)` of each finding, which must say a fix."""
    problems = Problems()
    chunks = ProseReader(problems, TERMS).chunks(Source(path="content/a.md", text=text), text)
    assert all(f.fix and f.message and f.where.path == "content/a.md" and f.severity == "error" for f in problems.found)
    return chunks, [(f.rule, f.where.line) for f in problems.found]


def message(text: str) -> Message:
    chunks, findings = read(text)
    assert findings == []
    assert isinstance(chunks[0], Prose)
    return chunks[0].block.parts[0]


def test_headings_paragraphs_lists_and_quotes_come_in_reading_order_with_their_lines():
    text = "# Title\n\nOne line.\nAnother.\n\n- first {#one}\n- second\n\n1. step\n\n## Part {#part}\n> quoted\n"
    chunks, findings = read(text)
    assert findings == []
    assert [(type(chunk), chunk.line) for chunk in chunks] == [
        (Heading, 1),
        (Prose, 3),
        (Prose, 6),
        (Prose, 9),
        (Heading, 11),
        (RawQuote, 12),
    ]
    title, paragraph, bullets, steps, part, quote = chunks
    assert (title.level, title.id, part.level, part.id) == (1, "", 2, "part")
    assert [chunk.block.kind for chunk in (paragraph, bullets, steps)] == ["paragraph", "bullets", "steps"]
    assert paragraph.block.parts[0].plain == "One line. Another."
    assert [(part.plain, part.where.line) for part in bullets.block.parts] == [("first", 6), ("second", 7)]
    assert bullets.ids == ("one", "")
    assert quote.lines == ((12, "quoted"),)


def test_marks_and_links_become_spans():
    spans = message("Take **two** of *them* from [here](https://a.example/b).").spans
    assert [(span.kind, span.target) for span in spans if span.kind != "text"] == [
        ("strong", ""),
        ("emphasis", ""),
        ("link", "https://a.example/b"),
    ]


FORBIDDEN = {
    "a tag": ("<b>Bold</b>", "raw-html", 3),
    "a tag on a later line": ("Words.\nMore words.\nAnd a <br> here.", "raw-html", 5),
    "a script": ("<script>alert(1)</script>", "raw-html", 3),
    "an HTML comment": ("<!-- draft -->", "raw-html", 3),
    "a tag in a list": ("- fine\n- <b>not</b>", "raw-html", 4),
    "a tag in a heading": ("## A <i>heading</i>", "raw-html", 3),
    "a tag within marks": ("Some **<u>words</u>**", "raw-html", 3),
    "a javascript: link": ("[x](javascript:alert(1))", "link-not-allowed", 3),
    "the same in disguise": ("[x](JavaScript&colon;alert(1))", "link-not-allowed", 3),
    "a data: link": ("[x](data:text/html;base64,AAAA)", "link-not-allowed", 3),
    "a //host link": ("[x](//evil.example/a)", "link-not-allowed", 3),
    "an http: link": ("[x](http://a.example)", "link-not-allowed", 3),
    "a relative link": ("Words.\n[x](page.md)", "link-not-allowed", 4),
    "an image of ours": ("![A knee](knee.png)", "image", 3),
    "an image from elsewhere": ("Words.\n![A knee](https://a.example/knee.png)", "image", 4),
    "an image that is none": ("![A knee](javascript:alert(1))", "image", 3),
    "code": ("Type `this`.", "code", 3),
    "a fence": ("```\nthis\n```", "code", 3),
    "a heading underlined twice": ("Title\n=====", "heading-underlined", 4),
    "a heading underlined once": ("Title\n-----", "heading-underlined", 4),
    "an underline with words below it": ("Title\n===\nWords.", "heading-underlined", 4),
    "a ruled line": ("Words.\n\n---", "heading-underlined", 5),
    "a list in a list": ("- one\n  - two", "list-nested", 3),
    "a quote in a list": ("- fine\n- > two", "list-nested", 4),
    "words swallowed by a quote": ("> quoted\nplain words", "words-in-quote", 4),
    "an id with a space": ("## Your age {#your age}", "id", 3),
    "an id in capitals": ("## Your age {#Age}", "id", 3),
    "an empty id": ("## Your age {#}", "id", 3),
    "an id of a list item": ("- Who pays? {#Who_Pays}", "id", 3),
    "an id in a paragraph": ("Who pays?\nWe do. {#we-do}", "id", 4),
    "an id before the end": ("## Your {#age} age", "id", 3),
    "a heading without words": ("## {#age}", "heading-empty", 3),
    "a heading of signs": ("## ???", "heading-empty", 3),
    "marks without end": ("*a " * 2_000 + "b* " * 2_000, "marks-nested", 3),
}


@pytest.mark.parametrize("thing", FORBIDDEN)
def test_each_forbidden_thing_is_one_finding_on_its_line(thing):
    text, rule, line = FORBIDDEN[thing]
    assert read(f"# Title\n\n{text}\n")[1] == [(rule, line)]


@pytest.mark.parametrize("thing", sorted(FORBIDDEN.keys() - {"words swallowed by a quote"}))
def test_in_a_site_too_it_is_one_finding_of_reading(tmp_path, thing):
    text, rule, line = FORBIDDEN[thing]
    root = site_folder(tmp_path, {PRIVACY: f"# Privacy\n\n{text}\n"})
    assert places(load_site(root).findings) == [(rule, PRIVACY, line)]


NOTICE = "> [!UNCLEAR]\n> The record does not say which.\n>\n> - doctor: Which one? {#which}\n"
STROKE = "You had a stroke in the last 6 months.\n"
IN_A_STUDY = {
    "plain words swallowed into a quote": (f"months\n\n{STROKE}", f"months\n{STROKE}\n{STROKE}", "words-in-quote", "You had a"),
    "plain words swallowed into a notice": (STROKE, f"{STROKE}\n{NOTICE}Swallowed.\n", "words-in-quote", "Swallowed"),
    "two notices in a block": (
        STROKE,
        f"{STROKE}\n{NOTICE}> [!MEDICINE]\n> Only your doctor can plan this.\n",
        "notice-doubled",
        "> [!MEDICINE]",
    ),
    "an unknown kind": (STROKE, STROKE + "\n" + NOTICE.replace("UNCLEAR", "BLURRY"), "notice-unknown", "> [!BLURRY]"),
    "a kind in small letters": (STROKE, STROKE + "\n" + NOTICE.replace("UNCLEAR", "Unclear"), "notice-unknown", "> [!Unclear]"),
    "a kind without its bracket": (
        STROKE,
        STROKE + "\n" + NOTICE.replace("UNCLEAR]", "UNCLEAR"),
        "notice-unknown",
        "> [!UNCLEAR",
    ),
    "words beside the kind": (
        STROKE,
        f"{STROKE}\n> [!MEDICINE] Only your doctor can plan this.\n",
        "notice-first-line",
        "> [!MEDICINE]",
    ),
    "a notice that says nothing": (STROKE, f"{STROKE}\n> [!MEDICINE]\n", "notice-empty", "> [!MEDICINE]"),
    "a heading in a notice": (STROKE, f"{STROKE}\n{NOTICE}> ## More\n> words\n", "notice-heading", "> ## More"),
    "a bad id in a notice": (STROKE, STROKE + "\n" + NOTICE.replace("{#which}", "{#Which}"), "id", "> - doctor"),
    "a nested list in a notice": (STROKE, f"{STROKE}\n> [!MEDICINE]\n> Words.\n>\n> - a\n>   - b\n", "list-nested", "> - a"),
    "a part that no unit has": (STROKE, f"{STROKE}\n#### Why it maters\n\nBecause.\n", "unit-part", "#### Why it maters"),
    "questions outside their part": (
        STROKE,
        f"{STROKE}\n- doctor: Which? {{#which}}\n",
        "not-under-questions",
        "- doctor: Which?",
    ),
    "nobody is asked": (STROKE, f"{STROKE}\n#### Questions\n\n- Which? {{#which}}\n", "who-is-asked", "- Which?"),
    "somebody else is asked": (
        STROKE,
        f"{STROKE}\n#### Questions\n\n- docter: Which? {{#which}}\n",
        "who-is-asked",
        "- docter: Which?",
    ),
    "no question where one belongs": (STROKE, f"{STROKE}\n#### Questions\n\nWhich?\n", "words-among-questions", "Which?"),
    "a list that the record cannot have": (
        "## Exclusion\n",
        f"## Others\n\n{NOTICE}\n## Exclusion\n",
        "list-unknown",
        "## Others",
    ),
    "words above the first list": ("take part\n", "take part\n\nWords.\n", "unit-without-heading", "# Who may"),
    "a criterion right under its list": ("## Exclusion\n", "## Exclusion\n\nWords.\n", "unit-without-heading", "## Exclusion"),
    "a heading too deep": (STROKE, f"{STROKE}\n##### Deep\n\nLost words.\n", "heading-level", "##### Deep"),
}


@pytest.mark.parametrize("thing", IN_A_STUDY)
def test_in_a_study_each_forbidden_thing_is_one_finding_on_its_line(tmp_path, thing):
    old, new, rule, words = IN_A_STUDY[thing]
    files = changed(ELIGIBILITY, old, new)
    root = site_folder(tmp_path, files)
    assert places(load_site(root).findings) == [(rule, ELIGIBILITY, line_of(ELIGIBILITY, words, files))]
    assert all(finding.fix for finding in findings_of(root))


def test_what_stands_below_swallowed_words_keeps_its_line(tmp_path):
    files = changed(ELIGIBILITY, STROKE, f"{STROKE}\n> [!MEDICINE]\n> Words.\nSwallowed.\n> A <br> here.\n")
    assert places(load_site(site_folder(tmp_path, files)).findings) == [
        ("words-in-quote", ELIGIBILITY, line_of(ELIGIBILITY, "Swallowed", files)),
        ("raw-html", ELIGIBILITY, line_of(ELIGIBILITY, "> A <br>", files)),
    ]


RECORD_TEXTS = [
    "ANC at least 1.5*10*9/L",
    "Platelets >= 100*10^9/L and *not* 10_9_L",
    "HbA1c <b and creatinine >2 mg/dL",
    "_x_ and __y__",
    "Grade [a] or [immune system] or [x](javascript:alert(1))",
    "Some `code` and ``more``",
    "<script>alert(1)</script> &lt; &amp; &#60;",
    "# not a heading",
    "> not a quote",
    "Grade 1) not a list",
    "A \\*b\\* c \\ d",
    "Says {#not-an-id}",
    "Ends in ---",
    "患者年龄18～65岁；性别不限。",
    "العمر ≥ 18 سنة \u200f(mg)\u200e",
    "![not](an-image.png)",
    "Two words\u00a0in one line, a tab\tand\u3000more",
]


@pytest.mark.parametrize("text", RECORD_TEXTS)
def test_record_text_in_a_quote_stays_letter_for_letter(tmp_path, text):
    eligibility = PROTOCOL["eligibilityModule"]
    escaped = text.replace("\\", "\\\\")
    criteria = eligibility["eligibilityCriteria"].replace("History of stroke within 6 months", escaped)
    files = record_of(eligibilityModule={**eligibility, "eligibilityCriteria": criteria})
    files |= changed(ELIGIBILITY, "> History of stroke within 6 months", f"> {text}")
    root = site_folder(tmp_path, files)
    assert quoting(root) == ()
    assert " ".join(text.split()) in [quote.text for quote in walk(load_site(root).site, Quote)]


LINES = st.text(st.characters(exclude_characters="\n\r\0", exclude_categories=["Cs"]), min_size=1).filter(str.strip)


@settings(deadline=None)
@given(LINES)
def test_no_character_of_a_quote_is_touched(text):
    chunks, findings = read(f"> {text}\n\nPlain words.\n")
    assert isinstance(chunks[0], RawQuote)
    assert "".join(line for _, line in chunks[0].lines) == text
    assert findings == []


@pytest.mark.parametrize("indent", ["", " ", "   ", "      "])
def test_a_quote_may_be_indented(indent):
    chunks, _ = read(f"{indent}> History of stroke\n")
    assert chunks[0].lines == ((1, "History of stroke"),)


TERMS_AS_WRITTEN = {
    "[immune system]": [("term", "immune-system", "immune system")],
    "[Immune System]": [("term", "immune-system", "Immune System")],
    "[immune\nsystem]": [("term", "immune-system", "immune system")],
    "[T cells]": [("term", "t-cell", "T cells")],
    "[white cells][t cell]": [("term", "t-cell", "white cells")],
    "[**white** cells][t cell]": [("term", "t-cell", "white cells")],
    "[imune system]": [("text", "", "[imune system]")],
    "[cells][t-sel]": [("text", "", "[cells][t-sel]")],
    "[...]": [("text", "", "[...]")],
}


def plain(span: Span) -> str:
    return span.text + "".join(map(plain, span.children))


@pytest.mark.parametrize("written", TERMS_AS_WRITTEN)
def test_known_terms_become_links_and_unknown_ones_stay_visible(written):
    spans = message(written).spans
    assert [(span.kind, span.target, plain(span)) for span in spans] == TERMS_AS_WRITTEN[written]


def test_a_reference_definition_is_words_like_others():
    chunks, _ = read("[immune system]: https://evil.example\n\nYour [immune system].\n")
    assert [span.target for chunk in chunks for span in chunk.block.parts[0].spans if span.kind == "term"] == [
        "immune-system"
    ] * 2


def test_the_text_of_a_message_is_the_markdown_with_white_space_folded():
    assert message("A  **b**\nc [immune system].").text == "A **b** c [immune system]."


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("Your age", "your-age"),
        ("Your child’s age", "your-childs-age"),
        ("T-cells (CD19+)", "t-cells-cd19"),
        ("Ärzte", "ärzte"),
    ],
)
def test_the_slug_of_a_heading(words, id):
    assert slug(words) == id


@pytest.mark.parametrize("level", ["###", "####"])
@pytest.mark.parametrize("path", [PRIVACY, "content/banner.md", "content/glossary.md", "content/wording.md"])
def test_words_below_a_heading_that_the_file_cannot_have_are_not_lost_in_silence(tmp_path, path, level):
    files = {path: f"{GOOD[path]}\n{level} Deeper\n\nThese words would stand nowhere.\n"}
    found = load_site(site_folder(tmp_path, files)).findings
    assert ("heading-level", path, line_of(path, "Deeper", files)) in places(found)


def test_no_word_of_a_page_is_lost(tmp_path):
    text = "# Title\n\nOne two.\n\n- three\n- four\n\n## Five\n\nSix *seven* **eight** [nine](/about/privacy/).\n\n1. ten\n"
    article = load_site(site_folder(tmp_path, {PRIVACY: text})).site.about[0]
    blocks = [part.plain for block in walk(article, Block) for part in block.parts]
    assert blocks == ["One two.", "three", "four", "Six seven eight nine.", "ten"]
