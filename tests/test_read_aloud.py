"""Reading aloud: an addition that says the notice first, in the page's language, only what is seen, and stops with the page."""

import pytest
from conftest import TRIAL

VOICE = """
window.said = [];
speechSynthesis.speak = part => said.push([part.lang, part.text]);
speechSynthesis.cancel = () => said.push("stopped");
"""


@pytest.fixture
def page(browser, server):
    context = browser.new_context(viewport={"width": 360, "height": 740})
    opened = context.new_page()
    opened.add_init_script(VOICE)
    opened.goto(server + TRIAL)
    yield opened
    context.close()


def test_it_reads_what_is_seen_and_the_notice_first(page, site):
    button = page.get_by_role("button", name="Read aloud")
    button.click()
    said = page.evaluate("said")
    assert site.banner.text.startswith(said[0][1])
    assert said[1][1] in site.banner.text
    assert {language for language, _ in said} == {"en"}
    text = " ".join(words for _, words in said)
    assert "more than 1 week" in text
    assert site.trials[0].record.passages[0].text not in text, "the study's own words are closed, and so are not read"
    assert len(text) < 1.05 * len(page.evaluate("document.body.innerText")), "nothing is said twice"


def test_it_reads_the_studys_own_words_where_they_are_open(page, site):
    page.locator("label:has(#words-both)").click()
    page.get_by_role("button", name="Read aloud").click()
    own = next(p.text for p in site.trials[0].record.passages if p.id == "inclusion-5")
    assert own in " ".join(words for _, words in page.evaluate("said"))


def test_it_stops_when_asked_and_when_the_page_is_left(page):
    button = page.locator("#page-aloud")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert page.evaluate("said.at(-1)") == "stopped"
    button.click()
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    assert page.evaluate("said.at(-1)") == "stopped"


def test_without_a_voice_or_a_script_there_is_no_button(browser, server):
    for options, script in (
        ({"java_script_enabled": False}, ""),
        ({}, "delete window.speechSynthesis; window.speechSynthesis = undefined;"),
    ):
        context = browser.new_context(**options)
        opened = context.new_page()
        opened.add_init_script(script)
        opened.goto(server + TRIAL)
        assert opened.locator("#page-aloud").is_hidden()
        context.close()
