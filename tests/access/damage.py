"""Pages changed for the checks: a real page of a real server, altered on its way to the browser as `damages.toml` says."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Route

FILE = Path(__file__).parent / "damages.toml"
BEGINNING = "#the-change-begins-here { color: red }"
# Selectors of the added rules that fit nothing on the page: such a rule would damage nothing.
IDLE_SELECTORS = """() => {
  const flat = list => [...list].flatMap(rule => rule.cssRules?.length ? flat(rule.cssRules) : [rule]);
  const texts = flat(document.styleSheets[0].cssRules).map(rule => rule.selectorText ?? '');
  const states = /:has\\(:target\\)|::?(before|after|marker|details-content|focus-visible|focus|hover|popover-open)/g;
  const bare = text => text.replace(states, '') || '*';
  return texts.slice(texts.indexOf('#the-change-begins-here') + 1).filter(text => text && !document.querySelector(bare(text)));
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is done to a page, and the rules to be held against it.

    `find` is text and `pattern` a regular expression of the page's HTML; `put` takes the place of the first, or of `every` one.
    `css` is added to the style sheet; `script` runs when the page has been opened.
    """

    name: str
    page: str
    rules: tuple[str, ...]
    find: str = ""
    pattern: str = ""
    put: str = ""
    every: bool = False
    css: str = ""
    script: str = ""

    def html(self, text: str) -> str:
        """The page, changed.

        Raises:
            ValueError: there is nothing on the page that could be changed so.
        """
        if not (self.find or self.pattern):
            return text
        pattern = self.pattern or re.escape(self.find)
        put = self.put if self.pattern else self.put.replace("\\", r"\\")
        changed, count = re.subn(pattern, put, text, count=0 if self.every else 1, flags=re.DOTALL)
        if not count:
            raise ValueError(f"{self.name}: {pattern!r} is not on {self.page}")
        return changed


def read_changes() -> tuple[list[Change], list[Change]]:
    """The damages, and the sound changes, which no rule may mind."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))

    def changes(kind: str) -> list[Change]:
        return [Change(**_named(each, data["pages"])) for each in data[kind]]

    return changes("damage"), changes("sound")


def _named(entry: dict[str, Any], pages: dict[str, str]) -> dict[str, Any]:
    """A page's name stands for its address; `rule = "x"` for `rules = ["x"]`."""
    rest = {key: value for key, value in entry.items() if key not in ("rule", "rules")}
    return rest | {"page": pages[entry["page"]], "rules": tuple(entry.get("rules", [entry.get("rule")]))}


class Workshop:
    """A browser context whose pages come to the browser changed. The server is asked once for each of them."""

    def __init__(self, context: BrowserContext, server: str) -> None:
        self.server = server
        self.change: Change | None = None
        self.page: Page = context.new_page()
        self._answers: dict[str, tuple[dict[str, str], str]] = {}
        context.route(f"{server}/**", self._answer)

    def open(self, change: Change) -> Page:
        """The page, changed.

        Raises:
            ValueError: the change changes nothing.
        """
        self.change = change
        change.html(self._original(self.server + change.page)[1])
        self.page.goto(self.server + change.page)
        if change.script:
            self.page.evaluate(change.script)
        if change.css and (idle := self.page.evaluate(IDLE_SELECTORS)):
            raise ValueError(f"{change.name}: {idle} fit nothing on {change.page}")
        return self.page

    def _original(self, address: str) -> tuple[dict[str, str], str]:
        if address not in self._answers:
            answer = self.page.context.request.get(address)
            # The body comes as text: not compressed any more, and of another length once it is changed.
            headers = {
                name: value for name, value in answer.headers.items() if not name.startswith("content-") or "type" in name
            }
            policy = answer.headers.get("content-security-policy", "")
            self._answers[address] = (headers | {"content-security-policy": policy}, answer.text())
        return self._answers[address]

    def _answer(self, route: Route) -> None:
        address = route.request.url.partition("#")[0]
        path = urlsplit(address).path
        if not path.endswith((".css", "/")) or path == "/":
            route.continue_()
            return
        headers, text = self._original(address)
        if self.change and path.endswith(".css"):
            text = f"{text}\n{BEGINNING}\n{self.change.css}"
        elif self.change and path == self.change.page:
            text = self.change.html(text)
        route.fulfill(headers=headers, body=text)
