"""The question sheet in a real browser: its script, what it lets out, and how it prints."""

import io

import pytest
from conftest import TRIAL
from printing import sheets, under
from pypdf import PdfReader
from test_sheet import FIVE, FIVE_ASKED

SHEET = f"{TRIAL}sheet/?{FIVE_ASKED}"
HOSTILE = (
    "<img src=x onerror=document.title='broken'>",
    "</p></li><script>document.title='broken'</script>",
    "ما عمري؟ (5 mg) \u202e txet",
    "long " * 1_000,
    "w" * 2_000,
)


@pytest.fixture
def opened(browser, server):
    context = browser.new_context()
    page = context.new_page()
    page.goto(server + SHEET)
    page.locator("#sheet-change summary").press("Enter")
    page.wait_for_selector(".add")
    yield page
    context.close()


def words_of(page, selector="ol.questions > li > p:first-child"):
    return page.locator(selector).all_text_contents()


def printed(page):
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages]


def add(page, text):
    page.locator(".add textarea").fill(text)
    page.locator(".add button").press("Enter")


def test_questions_are_put_in_order_by_keyboard(opened):
    before = words_of(opened)
    second = opened.locator("ol.questions > li").nth(1).locator("[name=up]")
    second.focus()
    opened.keyboard.press("Enter")
    assert words_of(opened) == [before[1], before[0], *before[2:]]
    assert opened.evaluate("document.activeElement.name") == "up"
    assert opened.locator("#sheet-said").text_content().endswith("1 / 5")
    opened.keyboard.press("Enter")
    assert words_of(opened)[0] == before[1]
    opened.locator("[name=out]").nth(1).press("Enter")
    assert before[0] not in words_of(opened)
    assert opened.evaluate("document.activeElement.tagName") == "BUTTON"
    opened.locator("#sheet-clear").click()
    assert words_of(opened) == before


@pytest.mark.parametrize("text", HOSTILE, ids=["markup", "end tags", "right to left", "long", "one word"])
def test_ones_own_words_are_the_text_that_they_are(opened, text):
    add(opened, text)
    opened.locator("li textarea").first.fill(text)
    wanted = text.strip()
    assert words_of(opened, ".own-words") == [wanted]
    assert words_of(opened, ".note")[0] == text
    assert opened.title() != "broken"
    assert opened.locator("main :is(img, script)").count() == 0
    paper = "".join("".join(sheet.split()) for sheet in printed(opened))
    assert paper.count("".join(wanted.split())[:20]) >= 2 or "عمري" in text
    wide = "document.documentElement.scrollWidth <= innerWidth"
    assert opened.evaluate(wide)


def test_what_is_written_is_sent_and_kept_nowhere(opened, server):
    asked = []
    opened.context.on("request", lambda request: asked.append(request.url))
    address = opened.url
    add(opened, "my secret question")
    opened.locator("li textarea").first.fill("my secret note")
    assert "my secret question" in words_of(opened, ".own-words")
    assert [url for url in asked if not url.endswith("/icon.svg")] == []
    assert opened.url == address
    assert opened.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    opened.goto(f"{server}/en/")
    opened.go_back()
    assert "secret" not in opened.content()
    assert not any(field.input_value() for field in opened.locator("textarea").all())


def test_clear_everything_leaves_nothing(opened):
    sheet = opened.locator(".sheet")
    before = "".join(sheet.inner_html().split())
    add(opened, "my secret question")
    opened.locator("li textarea").first.fill("my secret note")
    opened.locator("#sheet-clear").click()
    assert "".join(sheet.inner_html().split()) == before
    assert opened.locator("li textarea").first.input_value() == ""


def test_the_questions_are_copied_with_ones_own(opened):
    opened.context.grant_permissions(["clipboard-read", "clipboard-write"])
    add(opened, "Mine?")
    opened.locator("#sheet-copy").click()
    opened.wait_for_function("document.getElementById('sheet-said').textContent.startsWith('Copied')")
    text = opened.evaluate("navigator.clipboard.readText()")
    assert text.startswith("Confirm with the study team")
    assert "Mine?" in text
    assert "16. Could it harm me" in text
    assert "Leave out" not in text


def test_without_a_script_there_are_no_tools(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}{TRIAL}questions/doctor/")
    for id in FIVE:
        page.locator(f"input[value={id}]").check()
    page.locator("main form button.button").click()
    assert len(words_of(page)) == len(FIVE) + 1
    assert not page.locator("#sheet-tools").is_visible()
    assert len(printed(page)) == 1
    context.close()


def test_the_picker_counts(browser, server):
    page = browser.new_page()
    page.goto(f"{server}{TRIAL}questions/doctor/")
    told = page.locator("#page-count b")
    assert told.all_text_contents() == ["33", "4"]
    for id in FIVE:
        page.locator(f"input[value={id}]").check()
    assert told.all_text_contents() == ["5", "1"]
    page.locator("[name=large]").check()
    assert told.all_text_contents() == ["5", "2"]
    page.close()


@pytest.mark.parametrize("languages", [("en",), ("ar", "en")], ids=" and ".join)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_five_questions_are_one_page_with_the_banner_over_them(printer, server, renderer, languages, paper):
    second = "".join(f"&with={tag}" for tag in languages[1:])
    address = f"{server}/{languages[0]}/trials/NCT06947473/sheet/?{FIVE_ASKED}&for=child&paper={paper}{second}"
    (sheet,) = sheets(printer.pdf(address, paper=paper, font=32))
    banners = [renderer.editions[each].site.banner for each in languages]
    for banner in banners:
        sheet = under(sheet, banner.text)
    under(sheet, " ".join(banner.line.plain for banner in banners) + "NCT06947473")


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_each_page_of_a_whole_list_begins_with_the_short_line(printer, server, renderer, tag):
    banner = renderer.editions[tag].site.banner
    first, *others = sheets(printer.pdf(f"{server}/{tag}/trials/NCT06947473/sheet/", font=32))
    heads = f"{banner.line.plain} NCT06947473"
    assert under(under(first, banner.text), heads)
    assert len(others) > 5
    assert all(under(sheet, heads) for sheet in others)
