"""Real Chromium: what no reading of HTML can tell. Every page, both themes, a small phone and a desk."""

import io
import unicodedata

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import TRIAL
from pypdf import PdfReader

from explainer.show.pages import all_pages

WIDTHS = (320, 1280)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
AXE = {
    "runOnly": {"type": "tag", "values": TAGS},
    # Text at AAA contrast (WCAG 1.4.6) and targets of 44 px are our own floors; axe has a rule for the first.
    "rules": {"color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations"],
}
SMALLEST_TEXT = 16
BODY_TEXT = 18
TARGET = 44
LONGEST_LINE = 70


@pytest.fixture(scope="module")
def paths(site):
    return [f"/en{page.path}" for page in all_pages(site)] + ["/en/nothing-here/"]


@pytest.fixture
def opened(browser, server):
    """Opens an address at a width in a theme; closes what it opened."""
    contexts = []

    def open_page(path, width=1280, height=800, theme="light", **options):
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(server + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(opened, paths, width, theme):
    page = opened(paths[0], width, theme=theme)
    for path in paths:
        page.goto(page.url.split("/en")[0] + path)
        found = Axe().run(page, options=AXE).response["violations"]
        told = [(each["id"], [node["html"][:120] for node in each["nodes"]][:3]) for each in found]
        assert not told, f"{path}: {told}"


def test_axe_would_find_a_fault(opened):
    page = opened(TRIAL)
    page.evaluate("document.querySelector('main p').style.color = '#6a6a6a'; document.documentElement.removeAttribute('lang')")
    found = {each["id"] for each in Axe().run(page, options=AXE).response["violations"]}
    assert {"color-contrast-enhanced", "html-has-lang"} <= found


def test_nothing_scrolls_sideways_on_a_small_phone(opened, paths):
    page = opened(paths[0], 320, 640)
    for path in paths:
        page.goto(page.url.split("/en")[0] + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


TEXTS = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const box = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && !box.closest('.quiet'))
      found.push([parseFloat(getComputedStyle(box).fontSize), walker.currentNode.data]);
  }
  return found;
}"""

LINES = """() => [...document.querySelectorAll('main :is(p:not(.acts, .here), li, dd)')].filter(n=>n.offsetWidth).map(node => {
  const style = getComputedStyle(node), probe = document.createElement('span');
  probe.textContent = 'the quick brown fox jumps over a lazy dog and walks home again at six';
  probe.style.whiteSpace = 'nowrap';
  node.append(probe);
  const letter = probe.getBoundingClientRect().width / probe.textContent.length;
  probe.remove();
  const letters = node.getBoundingClientRect().width / letter;
  return [letters, parseFloat(style.lineHeight) / parseFloat(style.fontSize), style.textAlign];
})"""

ALONE = (
    ":is(.button, header a:not(.skip), footer a, summary, .choose label, .up a, .words-list a, .plainlist a, .questions a.soft)"
)
HEIGHTS = f"""() => [...document.querySelectorAll('{ALONE}')]
  .filter(node => node.checkVisibility())
  .map(node => [node.getBoundingClientRect().height, node.textContent.trim()])"""


def test_text_is_large_enough(opened, paths):
    page = opened(paths[0], 320)
    for path in paths:
        page.goto(page.url.split("/en")[0] + path)
        small = [(size, text) for size, text in page.evaluate(TEXTS) if size < SMALLEST_TEXT]
        assert not small, f"{path}: {small[:3]}"
        assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('main')).fontSize)") >= BODY_TEXT


def test_lines_are_short_loose_and_ragged(opened):
    lines = opened(TRIAL, 1280).evaluate(LINES)
    assert len(lines) > 50
    for letters, height, align in lines:
        assert letters <= LONGEST_LINE
        assert height >= 1.5
        assert align in ("start", "left")


def test_targets_are_large_enough(opened, paths):
    """Controls and links that stand alone; a link inside a sentence is as high as its line (WCAG 2.5.8, inline)."""
    page = opened(paths[0], 360)
    for path in paths:
        page.goto(page.url.split("/en")[0] + path)
        low = [(height, text) for height, text in page.evaluate(HEIGHTS) if height < TARGET - 0.5]
        assert not low, f"{path}: {low}"


def banner_box(page):
    return page.evaluate(
        """() => { const line = document.querySelector('.line'), full = document.querySelector('.banner');
          const box = node => node.getBoundingClientRect(), higher = box(full).bottom > box(line).bottom;
          const top = higher ? full : line, it = box(top);
          const middle = document.elementFromPoint(innerWidth / 2, it.top < 0 ? 4 : it.top + it.height / 2);
          return {top: Math.max(0, it.top), bottom: it.bottom, seen: top.contains(middle), height: innerHeight}; }"""
    )


@pytest.mark.parametrize(("width", "height"), [(320, 568), (568, 320), (1280, 800)])
def test_the_banner_is_always_in_sight(opened, width, height):
    page = opened(TRIAL, width, height)
    for y in (0, 50, 150, 400, 3000, 10**6):
        page.evaluate(f"window.scrollTo(0, {y})")
        box = banner_box(page)
        assert box["seen"], y
        assert box["top"] == pytest.approx(0, abs=1)
        assert y < 400 or box["bottom"] < height / 4, "what sticks must leave room to read"


def test_an_anchor_does_not_land_under_what_sticks(opened, site):
    unit = site.trials[0].eligibility.sections[0].units[2]
    page = opened(f"{TRIAL}#{unit.id}", 360, 640)
    page.wait_for_timeout(100)
    heading = page.evaluate(f"document.getElementById({unit.id!r}).getBoundingClientRect().top")
    assert banner_box(page)["bottom"] <= heading + 1


def test_focus_is_never_hidden_under_what_sticks(opened):
    page = opened(TRIAL, 360, 640)
    seen = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => { const node = document.activeElement; if (node === document.body) return null;
              const box = node.getBoundingClientRect(), line = document.querySelector('.line').getBoundingClientRect();
              return [box.bottom, line.bottom, getComputedStyle(node).outlineStyle, node.textContent]; }"""
        )
        if focused:
            seen += 1
            bottom, line, outline, text = focused
            assert bottom > line or scroll_is_at_top(page), text
            assert outline != "none", text
    assert seen > 20


def scroll_is_at_top(page):
    return page.evaluate("scrollY") == 0


def shown(page, selector):
    """How many of these a reader sees. What is inside a closed `details` is not seen."""
    return page.evaluate(
        "selector => [...document.querySelectorAll(selector)].filter(n => n.checkVisibility({contentVisibilityAuto: true})"
        " && n.getBoundingClientRect().height > 0).length",
        selector,
    )


def test_the_studys_own_words_open_one_by_one_or_all_at_once_without_script(opened):
    page = opened(TRIAL, 360, java_script_enabled=True)
    quotes = page.locator("blockquote").count()
    assert shown(page, "blockquote") == 0
    page.locator("#age summary").click()
    assert 0 < shown(page, "blockquote") < quotes
    page.locator("label:has(#words-both)").click()
    assert shown(page, "blockquote") == quotes
    assert shown(page, ".words") > 0
    assert shown(page, "summary") == 0
    page.locator("label:has(#words-own)").click()
    assert shown(page, "blockquote") == quotes
    assert shown(page, ".words") == 0
    assert shown(page, ".banner") == 1


def test_a_reader_goes_from_the_front_door_to_a_question_list_by_keyboard(opened):
    page = opened("/", 360, 640)
    for target in ("/en/trials/NCT06947473/", "/questions/doctor/"):
        for _ in range(80):
            page.keyboard.press("Tab")
            href = page.evaluate("document.activeElement.getAttribute('href') || ''")
            if href.endswith(target):
                page.keyboard.press("Enter")
                page.wait_for_url(f"**{target}")
                break
        else:
            pytest.fail(f"no way to {target}")
    assert page.locator("ol.questions > li").count() > 5


def test_nothing_is_fetched_from_elsewhere_and_nothing_is_kept(browser, server, paths):
    context = browser.new_context()
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    for path in paths[:-1]:
        page.goto(server + path)
    assert all(url.startswith(server) for url in asked)
    assert not complaints
    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()


def test_print_opens_the_studys_own_words_and_keeps_the_banner(opened, site):
    page = opened(TRIAL)
    paper = PdfReader(io.BytesIO(page.pdf(format="A4")))
    printed = squeezed("".join(sheet.extract_text() for sheet in paper.pages))
    assert printed.startswith(squeezed(site.banner.text))
    quotes = page.locator("blockquote").all_text_contents()
    assert len(quotes) > 10
    for quote in quotes:
        assert squeezed(quote) in printed, quote


def squeezed(text):
    """Without white space and ligatures: paper has neither of ours."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def test_forced_colours_keep_the_banner_apart(opened):
    page = opened(TRIAL, forced_colors="active")
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.banner')).borderBlockEndWidth)") > 0
    assert banner_box(page)["seen"]
