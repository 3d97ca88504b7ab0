"""On paper, from Chromium and from Firefox: the banner heads the first sheet, and its short line each, right under that."""

from collections import Counter

import pytest
from conftest import TRIAL
from printing import PAPERS, sheets, squeezed, under, written

PRINTED = [
    (TRIAL, "a4"),
    (TRIAL.replace("/en/", "/ar/"), "letter"),
    ("/en/glossary/", "letter"),
]
MARGIN = 42
"""The margin of a sheet, in points."""


@pytest.fixture(scope="module")
def seen(browser, server):
    """The words of a page as it would be printed, from the document and not from paper."""
    page = browser.new_page()
    page.emulate_media(media="print")

    def read(path):
        page.goto(server + path)
        return page.evaluate("document.body.innerText")

    yield read
    page.close()


@pytest.mark.parametrize("printed", PRINTED, ids="-".join)
def test_each_sheet_carries_the_banner_and_no_word_is_lost(printer, server, renderer, seen, printed):
    path, paper = printed
    banner = renderer.editions[path.split("/")[1]].site.banner
    on_paper = sheets(printer.pdf(server + path, paper=paper, font=32))
    first, *others = on_paper
    assert others
    bodies = [under(sheet, banner.line.plain) for sheet in (under(first, banner.text), *others)]
    assert all(bodies)
    bottom = PAPERS[paper][1] / 2.54 * 72 - MARGIN
    boxes = [box for sheet in on_paper for box in sheet]
    assert not [box.text for box in boxes if box.top + box.slack < MARGIN or box.bottom - box.slack > bottom]
    # Vowel signs of Arabic are not letters of their own on paper.
    assert {mark for mark in Counter(squeezed(seen(path))) - Counter(written(boxes)) if mark.isalnum()} == set()
