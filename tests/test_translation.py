"""A site in another language: nothing is forgotten, nothing half translated is shown, and only what changed falls back."""

import re
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from pseudo import TAG, pseudo, pseudo_site
from selectolax.lexbor import LexborHTMLParser
from site_folder import DOCTOR, ELIGIBILITY, GLOSSARY, site_folder
from werkzeug.test import Client

from explainer.audit import audit_page
from explainer.checks.editions import read_editions
from explainer.finding import Where
from explainer.language.catalogs import catalog_path
from explainer.language.locales import Locale
from explainer.language.messages import lang_of, untranslated
from explainer.model import Message, Span, unmarked
from explainer.reading.loader import load_site
from explainer.reading.prose import ProseReader
from explainer.reading.source import Problems, Source
from explainer.settings import SHIPPED, STATIC
from explainer.show.html import Links, inline
from explainer.show.pages import PaperPage, all_pages
from explainer.show.render import Renderer, static_files
from explainer.web.app import create_app

ENGLISH = re.compile(r"[A-Za-z]{3,}")
NUMBERED = re.compile(r"[A-Z]{3,}[A-Z0-9-]*\d+")
"""A study's number, which is the same in every language."""
SAID = ("alt", "aria-label", "placeholder", "title", "data-stop")
"""Attributes that are read to people."""


def editions_of(root):
    return read_editions(root, load_site(root).site)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The shipped site in the pseudo-locale."""
    return pseudo_site(SHIPPED, tmp_path_factory.mktemp("pseudo") / "site")


@pytest.fixture(scope="module")
def pages(whole):
    editions, findings = editions_of(whole)
    assert [finding for finding in findings if finding.severity != "note" and finding.rule != "translation-long"] == []
    return Renderer(editions, static_files(STATIC))


def english_in(html: str) -> list[str]:
    """The unmarked English of a page: of its text, and of what its attributes say."""
    tree = LexborHTMLParser(html)
    found = []
    for node in tree.css("[lang=en], [translate=no], script, style, svg, a[hreflang], [lang]:not(html)"):
        node.decompose()
    for node in tree.css("*"):
        found += [f"{name}={node.attributes[name]}" for name in SAID if ENGLISH.search(node.attributes.get(name) or "")]
    for node in tree.css("a, bdi"):
        if re.fullmatch(r"(?:https?:)?//\S+|[\w.-]+@\S+", node.text().strip()):
            node.decompose()
    return found + [text for text in tree.body.text(separator="\n").split("\n") if ENGLISH.search(NUMBERED.sub("", text))]


def test_no_page_holds_a_word_that_no_translator_saw(pages):
    left = {}
    for page in all_pages(pages.editions[TAG].site):
        if words := english_in(pages.render(page, Locale(TAG))):
            left[page.path] = words
    assert left == {}


def test_every_page_is_marked_as_a_translation_that_nobody_checked(pages):
    for page in all_pages(pages.editions[TAG].site):
        tree = LexborHTMLParser(pages.render(page, Locale(TAG)))
        on_paper = isinstance(page, PaperPage)
        note = tree.css_first(".foot" if on_paper else "main > p.translated")
        assert pseudo("This is a translation. No medical translator has checked it yet.")[:-1] in note.text()
        way = tree.css_first("header [hreflang=en]") if on_paper else note.css_first("a")
        assert way.attributes["href"] == f"/en{page.path}"
        assert tree.css_first("html").attributes["dir"] == "rtl"


@pytest.fixture
def tiny(tmp_path):
    return pseudo_site(site_folder(tmp_path / "source"), tmp_path / "site")


def edit(root, path, old, new):
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def fallen(root):
    """The units of the study that are shown in the original, by id, and the findings."""
    editions, findings = editions_of(root)
    trial = editions[1].site.trials[0]
    units = [unit for document in trial.documents for section in document.sections for unit in section.units]
    return {unit.id for unit in units if unit.blocks[0].parts[0].lang}, findings


def test_a_whole_translation_has_no_finding_and_no_english(tiny):
    assert fallen(tiny) == (set(), ())


@pytest.mark.parametrize(
    ("path", "old", "new", "units"),
    [
        (ELIGIBILITY, "You had a stroke in the last 6 months.", "You had a stroke within 6 months.", {"stroke"}),
        (ELIGIBILITY, "### A stroke", "### A bad stroke", {"stroke"}),
        (ELIGIBILITY, "Your kidneys take the medicine", "The kidneys take the medicine", {"kidneys"}),
        (ELIGIBILITY, "Can the test be done again?", "Can the test be done twice?", {"kidneys"}),
        (ELIGIBILITY, "We do not know which is right.", "Nobody knows which is right.", {"age"}),
    ],
)
def test_an_edit_turns_exactly_its_unit_back(tiny, path, old, new, units):
    edit(tiny, path, old, new)
    assert fallen(tiny)[0] == units
    edit(tiny, path, new, old)
    assert fallen(tiny) == (set(), ())


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        (lambda text: re.sub(r'(msgctxt "heading"\nmsgid "A stroke")', r"#, fuzzy\n\1", text), "not-translated"),
        (lambda text: re.sub(r'(msgid "A stroke"\nmsgstr) ".*"', r'\1 ""', text), "not-translated"),
        (lambda text: re.sub(r'(msgid "A stroke"\nmsgstr ".*)"', r"\1", text), "catalog-broken"),
        (lambda text: re.sub(r'(msgid "A stroke"\nmsgstr) ".*"', r'\1 "<b>x</b>"', text), "raw-html"),
        (lambda text: re.sub(r'(msgid "A stroke"\nmsgstr) ".*"', r'\1 "[x](/privacy/)"', text), "links-lost"),
    ],
)
def test_what_is_wrong_with_one_message_turns_its_unit_back_and_is_told(tiny, damage, rule):
    path = tiny / catalog_path(Locale(TAG), "NCT00000001")
    text = path.read_text(encoding="utf-8")
    assert damage(text) != text
    path.write_text(damage(text), encoding="utf-8")
    units, findings = fallen(tiny)
    assert units == {"stroke"}
    assert rule in {finding.rule for finding in findings}
    found = next(finding for finding in findings if finding.rule == rule)
    assert found.where.path == catalog_path(Locale(TAG), "NCT00000001")
    assert found.where.line
    assert found.fix


@pytest.mark.parametrize("domain", ["ui", "content"])
def test_a_language_without_its_banner_or_interface_is_not_offered(tiny, domain):
    (tiny / catalog_path(Locale(TAG), domain)).unlink()
    editions, findings = editions_of(tiny)
    assert [edition.locale.tag for edition in editions] == ["en"]
    assert "locale-not-offered" in {finding.rule for finding in findings}


def test_a_fallen_unit_is_marked_noted_and_counted(tiny):
    edit(tiny, ELIGIBILITY, "You had a stroke", "You had a bad stroke")
    client = Client(create_app(Renderer(editions_of(tiny)[0], static_files(STATIC))))
    tree = LexborHTMLParser(client.get(f"/{TAG}/trials/NCT00000001/").get_data(as_text=True))
    unit = tree.css_first("#stroke")
    assert unit.css_first(".words [lang=en][dir=ltr]").text() == "You had a bad stroke in the last 6 months."
    assert pseudo("This part is shown in the original language.") in unit.text()
    total = untranslated((editions_of(tiny)[0][1].site.trials[0].documents,)).total
    assert "1 " in tree.css_first("p.translated b").text()
    assert str(total + 1) in tree.css_first("p.translated b").text() or str(total) in tree.css_first("p.translated b").text()
    other = tree.css_first("#kidneys")
    assert not other.css("[lang=en]:not(blockquote)")


def test_pages_of_another_language_keep_the_contract(tiny):
    editions, _ = editions_of(tiny)
    renderer = Renderer(editions, static_files(STATIC))
    for page in all_pages(editions[1].site):
        html = renderer.render(page, Locale(TAG))
        assert not audit_page(html, path=page.path, banner=editions[1].site.banner.text, lang=TAG, dir="rtl")


def test_a_term_that_is_not_translated_falls_back_alone(tiny):
    edit(tiny, GLOSSARY, "looked at in a lab", "looked at by a lab")
    editions, _ = editions_of(tiny)
    assert editions[1].site.glossary[0].name.lang == "en"
    assert editions[1].site.question_lists[0].title.lang == ""


def test_a_shared_question_falls_back_alone(tiny):
    edit(tiny, DOCTOR, "What side effects are known?", "Which side effects are known?")
    editions, _ = editions_of(tiny)
    assert [q.message.lang for each in editions[1].site.question_lists[:2] for g in each.groups for q in g.questions] == [
        "en",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("على 30 [IU/mL][blood-test]، ثم", 'على <span class="keep"><span dir="ltr">30 <button'),
        ("الجرعة ≥ 5 mg يوميًا", 'الجرعة <span dir="ltr">≥ 5 mg</span> يوميًا'),
        ("عمر 65 سنة", "عمر 65 سنة"),
        ("من 45-54 شخصًا", 'من <span dir="ltr">45-54</span> شخصًا'),
        ("عيار 1:80 أو أعلى", 'عيار <span dir="ltr">1:80</span> أو أعلى'),
        ("([فحص][blood-test])", '<span class="keep">(<button'),
    ],
)
def test_numbers_keep_their_units_from_right_to_left(text, html):
    source = Source(path="x", text="")
    message = ProseReader(Problems(), {"blood-test": "blood-test"}).message(source, text, 1)
    assert html in inline(message, Links(locale=Locale("ar"), in_place=True, record="x"))
    assert "dir=" not in inline(message, Links(locale=Locale("fr"), in_place=True, record="x"))


HOSTILE = (
    "<b>",
    "</span>",
    '" onclick="x',
    "&lt;i&gt;",
    "<script>alert(1)</script>",
    "{{ 1 }}",
    "%(x)s",
    "\u202e",
    "30 <IU/mL>",
)


@given(
    text=st.lists(
        st.sampled_from((*HOSTILE, "30 IU/mL", "«severe rash»", "عمر", "年", " ", "Annex Five", "≥ 1:80")), max_size=8
    ),
    tag=st.sampled_from(("en", "es", "zh-Hans", "ar")),
    lang=st.sampled_from(("", "en")),
    inside=st.sampled_from(("text", "term", "link", "strong")),
)
def test_no_text_gets_through_as_markup(text, tag, lang, inside):
    said = "".join(text)
    span = Span(kind="text", text=said)
    if inside != "text":
        target = {"term": '"><b>', "link": 'https://x/"><b>'}.get(inside, "")
        span = Span(kind=inside, target=target, children=(span,))
    message = Message(text=said, spans=(span,), where=Where(path="x"), lang=lang)
    html = inline(message, Links(locale=Locale(tag), in_place=True, record="severe rash annex five"))
    tree = LexborHTMLParser(f"<div id=all>{html}</div>").css_first("#all")
    assert tree.text() == LexborHTMLParser(f"<p id=all>{escape(said)}</p>").css_first("#all").text()
    assert {node.tag for node in tree.css("*")} <= {"div", "span", "button", "a", "strong"}
    assert not [name for node in tree.css("*") for name in node.attributes if name.startswith("on")]


def test_what_our_words_quote_of_the_record_is_marked(tiny):
    message = unmarked("La ficha dice «Severe RASH» y «otra cosa».", load_site(tiny).site.trials[0].eligibility.title.where)
    links = Links(locale=Locale("es"), in_place=True, record="no severe rash in the last week")
    assert inline(message, links) == 'La ficha dice «<span lang="en" dir="ltr">Severe RASH</span>» y «otra cosa».'


def test_one_turned_sentence_of_the_shipped_study_turns_its_unit_back_in_every_language(tmp_path):
    for name in ("content", "translations"):
        shutil.copytree(SHIPPED / name, tmp_path / name)
    path = "content/trials/NCT06947473/eligibility.md"
    edit(tmp_path, path, "You or your child can be male or female.", "Males and females can be in it.")
    editions, _ = editions_of(tmp_path)
    assert len(editions) == 5
    for edition in editions[1:]:
        (trial,) = edition.site.trials
        units = [unit for document in trial.documents for section in document.sections for unit in section.units]
        assert {unit.id for unit in units if lang_of(unit)} == {"sex"}, edition.locale.tag
        assert untranslated((trial.summary, trial.eligibility, trial.copy)).lacking == 1
