"""What a real browser asks for, keeps and prints. How a page looks and is used is in `access/`."""

import io

import pytest
from conftest import TRIAL
from printing import squeezed
from pypdf import PdfReader

from explainer.language.locales import read_locales
from explainer.settings import SHIPPED
from explainer.show.pages import all_pages


def test_nothing_is_fetched_from_elsewhere_and_nothing_is_kept(browser, server, site):
    context = browser.new_context()
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    for each in all_pages(site):
        page.goto(f"{server}/en{each.path}")
    assert all(url.startswith(server) for url in asked)
    assert not complaints
    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()


@pytest.mark.parametrize("tag", ["en", *(locale.tag for locale in read_locales(SHIPPED))])
def test_print_opens_the_studys_own_words_and_keeps_the_banner(browser, server, renderer, tag):
    context = browser.new_context()
    page = context.new_page()
    page.goto(server + TRIAL.replace("/en/", f"/{tag}/"))
    paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
    printed = squeezed("".join(sheet.extract_text() for sheet in paper.pages))
    banner = renderer.editions[tag].site.banner.text
    # Paper gives Arabic back in the shapes and the order in which it is drawn.
    assert tag == "ar" or printed.startswith(squeezed(banner))
    quotes = page.locator("blockquote").all_text_contents()
    assert len(quotes) > 10
    for quote in quotes:
        assert squeezed(quote) in printed, quote
    context.close()
