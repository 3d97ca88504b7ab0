"""What only pressing keys shows: that Tab passes everything once and in order, and what a reader does without a mouse."""

from urllib.parse import urljoin

from playwright.sync_api import Page

MOST_TABS = 150
LISTEN = """() => {
  access.passed = [];
  document.addEventListener('focusin', event => access.passed.push(event.target), true);
  return access.stops().length;
}"""
# Radio buttons of one group are one stop.
MISSED = """() => {
  const wanted = access.stops().filter(node => !node.matches('input[type=radio]:not(:checked)'));
  const told = node => `<${node.tagName.toLowerCase()}> “${node.textContent.trim().slice(0, 40)}”`;
  const found = wanted.filter(node => !access.passed.includes(node)).map(node => `Tab does not come to ${told(node)}`);
  const places = access.passed.map(node => wanted.indexOf(node)).filter(place => place >= 0);
  const back = places.findIndex((place, at) => at && place < places[at - 1] && place !== 0);
  return back > 0 ? [...found, `Tab goes back to ${told(wanted[places[back]])}`] : found;
}"""
SHOWN = """selector => [...document.querySelectorAll(selector)]
  .filter(node => node.checkVisibility({ contentVisibilityAuto: true }) && node.getBoundingClientRect().height > 0).length"""


def trapped(page: Page) -> list[str]:
    """Press Tab through the whole page: each stop is passed, in the order of the text."""
    stops = page.evaluate(LISTEN)
    # A browser on a busy machine loses a press now and then: what a first round does not come to, a second one must.
    for _ in range(2):
        for _ in range(stops + 2):
            page.keyboard.press("Tab")
        if not (found := page.evaluate(MISSED)):
            break
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    return found


def tab_to(page: Page, selector: str) -> bool:
    """Press Tab until something of that kind has focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return True
    return False


def walk_to_questions(page: Page) -> list[str]:
    """From `/` to a study and on to a list of questions, whatever page is open."""
    page.goto(urljoin(page.url, "/"))
    # What a redirect leads to does not pass the place where pages are damaged.
    page.reload()
    for link in ("a[href*='/trials/'][href$='/']", "a[href$='/questions/doctor/']"):
        if not tab_to(page, f"main {link}"):
            return [f"no way by keys to {link}"]
        with page.expect_navigation():
            page.keyboard.press("Enter")
    asked = page.evaluate(SHOWN, "ol.questions > li")
    return [] if asked > 5 else [f"the list holds {asked} questions"]


def open_meaning(page: Page) -> list[str]:
    """A hard word opens its meaning in place; Escape and its button close it; focus comes back to the word."""
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    if not tab_to(page, "main .term"):
        return ["no key comes to a word that can be explained"]
    word = page.evaluate_handle("document.activeElement")
    page.keyboard.press("Enter")
    found = page.evaluate("access.meaningFaults()")
    page.keyboard.press("Tab")
    if not page.evaluate("!!document.activeElement.closest('[popover]')"):
        found.append("the next stop is not in the meaning")
    page.keyboard.press("Escape")
    if faults := _closed(page, word):
        return [*found, *(f"after Escape {fault}" for fault in faults)]
    page.keyboard.press("Enter")
    if not tab_to(page, "[popover] button"):
        return [*found, "no key comes to the button that closes the meaning"]
    page.keyboard.press("Enter")
    return found + [f"after its button {fault}" for fault in _closed(page, word)]


def _closed(page: Page, word: object) -> list[str]:
    found = []
    if page.evaluate("!!document.querySelector('[popover]:popover-open')"):
        found.append("the meaning stays open")
    if not page.evaluate("word => document.activeElement === word", word):
        found.append("focus is not on the word")
    return found


def open_own_words(page: Page) -> list[str]:
    """The study's own words open one by one, by Enter, and all at once, by the arrow keys."""
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    quotes = page.evaluate("document.querySelectorAll('main blockquote').length")
    found = [] if page.evaluate(SHOWN, "main blockquote") == 0 and quotes else ["the study's own words are not closed at first"]
    if not tab_to(page, "main summary"):
        return ["no key comes to the study's own words"]
    for shown in (1, 0):
        page.keyboard.press("Enter")
        if min(page.evaluate(SHOWN, "main blockquote"), 1) != shown:
            found.append("Enter does not open the study's own words" if shown else "Enter does not close them")
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    if not tab_to(page, ".choose input"):
        return [*found, "no key comes to the choice of words"]
    for choice, wanted in (("both", (quotes, True)), ("own", (quotes, False)), ("plain", (0, True))):
        page.keyboard.press("ArrowDown")
        seen = (page.evaluate(SHOWN, "main blockquote"), page.evaluate(SHOWN, "main .words") > 0)
        if seen != wanted:
            found.append(f"the choice {choice!r} shows {seen[0]} quotes of {quotes}; plain words: {seen[1]}")
    return found
