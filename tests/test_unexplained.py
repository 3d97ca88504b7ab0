"""The pages of a study that nobody has explained: its own words whole, nothing of ours about them, and how it stands."""

import json
import shutil

import pytest
from conftest import client_of
from selectolax.lexbor import LexborHTMLParser
from site_folder import COORDINATOR, COPY, ELIGIBILITY, GLOSSARY, GOOD, PROTOCOL, QUESTIONS, RECORD, SUMMARY, site_folder

from explainer.audit import audit_page
from explainer.curate.arrivals import Arrival
from explainer.curate.take_in import take_in
from explainer.reading.loader import load_site
from explainer.settings import SHIPPED

ID = "NCT00000001"
PLAIN = f"/en/trials/{ID}/"
NOT_WRITTEN = {SUMMARY: None, ELIGIBILITY: None}
PAGES = ("", "source/", "questions/doctor/", "questions/coordinator/", "sheet/")
PART_A = "Part A:\n\n* Meets both:\n\n  * A blood test within 14 days\n  * Aged 14 to 65 years"


def record(criteria: str = "") -> dict[str, str]:
    eligibility = PROTOCOL["eligibilityModule"] | ({"eligibilityCriteria": criteria} if criteria else {})
    protocol = {**PROTOCOL, "eligibilityModule": eligibility}
    return {RECORD: json.dumps({"protocolSection": protocol})}


def pages(root, files) -> dict[str, LexborHTMLParser]:
    """Every page of the study, each held to the page contract."""
    site = load_site(site_folder(root, {**NOT_WRITTEN, **files})).site
    client = client_of(root)
    found = {}
    for name in PAGES:
        html = client.get(PLAIN + name).get_data(as_text=True)
        assert audit_page(html, path=PLAIN + name, banner=site.banner.text, lang="en", dir="ltr") == ()
        found[name] = LexborHTMLParser(html)
    return found


def text(page: LexborHTMLParser, selector: str = "main") -> str:
    return " ".join(" ".join(node.text() for node in page.css(selector)).split())


def test_the_page_shows_the_records_words_in_their_lists_and_says_that_plain_words_are_lacking(tmp_path):
    page = pages(tmp_path, record(f"Inclusion Criteria:\n\n{PART_A}\n\nExclusion Criteria:\n\n* Stroke"))[""]
    assert page.css_first("h1").text() == PROTOCOL["identificationModule"]["briefTitle"]
    assert "Nobody has written plain words for this study yet." in text(page)
    quotes = [" ".join(node.text().split()) for node in page.css(".unit blockquote")]
    trial = load_site(tmp_path).site.trials[0]
    assert quotes == [passage.quotable for passage in trial.record.passages if passage.part != "field"]
    assert [node.text() for node in page.css(".label")] == [*["Needed to take part"] * 3, "May rule you out"]
    assert "Part A" in text(page, "h3.list")
    assert [node.id for node in page.css(".unit.depth1")] == ["inclusion-2", "inclusion-3"]
    assert "Not explained yet" not in text(page)
    assert not page.css(".choose, #page-aloud, .own")


def test_words_of_the_glossary_are_linked_in_the_records_words(tmp_path):
    page = pages(tmp_path, record("Inclusion Criteria:\n\n* A Blood Test and a blood test"))[""]
    assert [node.text() for node in page.css("blockquote button.term")] == ["Blood Test"]
    assert "Blood is taken" in text(page, "#page-term-blood-test")


def test_an_everyday_word_of_the_record_is_not_linked_as_an_experts(tmp_path):
    glossary = GOOD[GLOSSARY] + "\n## Arm {#arm}\n\nA group of people in a study.\n\n- source: our wording, no source yet\n"
    files = record("Inclusion Criteria:\n\n* Arm or neck pain in the randomized arm, after a blood test")
    page = pages(tmp_path, {**files, GLOSSARY: glossary})[""]
    assert [node.text() for node in page.css("blockquote button.term")] == ["blood test"]


def test_what_a_program_finds_is_shown_and_marked_so(tmp_path):
    found = pages(tmp_path, {})
    section = text(found[""], "section[aria-labelledby=page-found]")
    assert "What a program found in the record" in section
    assert "No person has looked at this yet." in section
    assert "Minimum age: 12 Years" in section
    assert "Aged 14 to 65 years" in section
    assert "12 years or older" not in text(found[""], ".facts")


def test_lists_that_are_not_there_and_rules_under_no_heading_are_told(tmp_path):
    page = pages(tmp_path, record("* Adults"))[""]
    assert text(page, ".label") == "Ask what this rule means for you"
    assert text(page, "h3.list") == "Rules that the record puts in neither list"
    page = pages(tmp_path / "other", record("Inclusion Criteria:\n\n* Adults"))[""]
    assert "Our copy has no list of what may rule you out." in text(page, "section[aria-labelledby=page-found]")


def test_the_question_sets_that_its_traits_call_for_join(tmp_path):
    page = pages(tmp_path, {})["questions/coordinator/"]
    assert "May I stay with my child?" in text(page)
    assert GOOD[COORDINATOR].partition("- ")[2].partition(" {")[0] in text(page)


def test_the_page_of_its_own_words_has_all_of_them(tmp_path):
    page = pages(tmp_path, {})["source/"]
    trial = load_site(tmp_path).site.trials[0]
    assert [node.id for node in page.css(".passages li")] == [passage.id for passage in trial.record.passages]
    assert not page.css('a[href*="#inclusion"]:not([href^="#"])')


def test_a_partly_explained_study_says_which_part_is_not(tmp_path):
    words = GOOD[ELIGIBILITY].replace("You had a stroke in the last 6 months.\n", "")
    page = pages(tmp_path, {SUMMARY: GOOD[SUMMARY], ELIGIBILITY: words})[""]
    assert "Read the study’s own words, and ask.History of stroke within 6 months" in text(page, "#stroke")
    assert "Nobody has written plain words" not in text(page)
    assert len(page.css(".choose")) == 1


def test_in_another_language_the_records_words_are_marked_as_english(tmp_path):
    shutil.copytree(SHIPPED / "content", tmp_path / "content", ignore=shutil.ignore_patterns("trials"))
    shutil.copytree(SHIPPED / "translations/ar", tmp_path / "translations/ar", ignore=shutil.ignore_patterns("NCT*"))
    (tmp_path / "translations/locales.toml").write_text('[en]\nstatus = "published"\n\n[ar]\nstatus = "published"\n')
    content = json.dumps({"protocolSection": PROTOCOL}).encode()
    take_in(tmp_path, Arrival(name="a test", content=content), "2026-03-10")
    page = LexborHTMLParser(client_of(tmp_path).get(f"/ar/trials/{ID}/").get_data(as_text=True))
    quotes = page.css(".unit blockquote, .notice blockquote")
    assert len(quotes) > 5
    assert {(node.attributes["lang"], node.attributes["dir"], node.attributes["translate"]) for node in quotes} == {
        ("en", "ltr", "no")
    }
    assert page.css_first("h1 span").attributes["lang"] == "en"
    assert "بالإنجليزية" in text(page)


CLOSED = {
    "ACTIVE_NOT_RECRUITING": "It goes on with those who are in it.",
    "COMPLETED": "This study has ended.",
    "TERMINATED": "This study was stopped early.",
    "WITHDRAWN": "This study was withdrawn before anyone joined.",
    "SUSPENDED": "This study is on hold.",
}


OPEN = ["RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "UNKNOWN", "", "NEW"]


@pytest.fixture(scope="module")
def of_each_status(tmp_path_factory):
    """A client for a site with a study of each status, and the study's number for each."""
    root, numbers = tmp_path_factory.mktemp("status"), {}
    site_folder(root)
    for number, status in enumerate([*CLOSED, *OPEN], 11):
        numbers[status] = f"NCT000000{number}"
        modules = {**PROTOCOL, "identificationModule": {"nctId": numbers[status], "briefTitle": "Ears"}}
        dates = {"lastUpdatePostDateStruct": {"date": "2026-02-03"}}
        modules["statusModule"] = {"overallStatus": status, "whyStopped": "No <b>money</b>", **dates}
        content = json.dumps({"protocolSection": modules}).encode()
        take_in(root, Arrival(name="a test", content=content), "2026-03-10")
    return client_of(root), numbers


@pytest.mark.parametrize("status", CLOSED)
def test_a_study_that_takes_nobody_new_says_so_at_the_top_of_every_page_and_sheet(of_each_status, status):
    client, numbers = of_each_status
    for name in PAGES:
        page = LexborHTMLParser(client.get(f"/en/trials/{numbers[status]}/{name}").get_data(as_text=True))
        assert len(page.css(".closed")) == max(1, len(page.css(".sheet")))
        for notice in page.css(".closed"):
            words = " ".join(notice.text().split())
            assert CLOSED[status] in words
            assert "No <b>money</b>" in words
            assert "The record was last changed on February 3, 2026. The record was read on March 10, 2026." in words
    assert CLOSED[status] in client.get(f"/en/trials/{numbers[status]}/sheet.txt").get_data(as_text=True)


@pytest.mark.parametrize("status", OPEN)
def test_a_study_that_is_or_may_be_open_has_no_such_notice(of_each_status, status):
    client, numbers = of_each_status
    for name in PAGES:
        assert b"closed" not in client.get(f"/en/trials/{numbers[status]}/{name}").get_data()


def test_nothing_of_it_is_for_translators(tmp_path, explainer):
    copy = "---\nrecord-from: the registry\nrecord-read-on: 2026-03-10\ncopy: whole\n---\n"
    locales = '[en]\nstatus = "published"\n\n[es]\nstatus = "draft"\n'
    site_folder(tmp_path, {**NOT_WRITTEN, QUESTIONS: None, COPY: copy, "translations/locales.toml": locales})
    explainer("translate", "update", "--site", tmp_path)
    catalogs = sorted(path.name for path in (tmp_path / "translations/es/LC_MESSAGES").iterdir())
    assert catalogs == ["content.po", "ui.po"]
