"""Other languages in real Chromium: the longest words fit, turned round or not, and a change of language keeps the place."""

import pytest
from conftest import TRIAL, serving
from pseudo import TAG, pseudo_site

from explainer.reading.loader import load_site
from explainer.settings import SHIPPED
from explainer.show.pages import all_pages

TOO_WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getClientRects().length && !e.closest('.quiet, .skip, svg, [popover]'))
  .filter(e => { const box = e.getBoundingClientRect(); return box.left < -1 || box.right > innerWidth + 1 })
  .map(e => e.tagName + ' ' + e.className + ' ' + e.textContent.trim().slice(0, 40))"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A server of the shipped site in English and in the pseudo-locale."""
    folder = tmp_path_factory.mktemp("languages")
    with serving(folder, "--site", str(pseudo_site(SHIPPED, folder / "site"))) as address:
        yield address


def test_long_words_from_right_to_left_fit_a_small_phone(browser, address):
    page = browser.new_page(viewport={"width": 320, "height": 568})
    wide = {}
    for each in all_pages(load_site(SHIPPED).site):
        page.goto(f"{address}/{TAG}{each.path}")
        if found := page.evaluate(TOO_WIDE):
            wide[each.path] = found[:3]
    page.close()
    assert wide == {}


def test_who_changes_the_language_stays_in_place(browser, address):
    page = browser.new_page(viewport={"width": 360, "height": 640})
    page.goto(f"{address}{TRIAL}#ecog")
    page.locator("#ecog").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#ecog').scrollIntoView()")
    page.locator(f".languages a[hreflang={TAG}]").dispatch_event("click")
    page.wait_for_url(f"**/{TAG}/trials/**")
    assert page.url.endswith(f"/{TAG}/trials/NCT06947473/#ecog")
    page.goto(f"{address}{TRIAL}")
    page.locator(f".languages a[hreflang={TAG}]").click()
    assert page.url.endswith(f"/{TAG}/trials/NCT06947473/")
    page.close()


def test_the_browsers_language_is_found(browser, address):
    for wanted, tag in (("ur-PK", TAG), ("fr-CA", "en")):
        context = browser.new_context(locale=wanted)
        page = context.new_page()
        page.goto(address)
        assert page.url == f"{address}/{tag}/"
        context.close()
