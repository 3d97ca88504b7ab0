"""How a page is looked at: the sizes, themes and settings of a reader's device."""

from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import CDPSession, Page, ViewportSize

# What a reader may set by himself (WCAG 1.4.12), as a sheet that the page does not know of.
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""
PUT_ON = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  if (css || document.adoptedStyleSheets.length) document.adoptedStyleSheets = css ? [sheet] : [];
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One way to look: a window, a theme, and what the reader's system asks for."""

    width: int
    height: int
    dark: bool = False
    forced: bool = False
    calm: bool = False
    spaced: bool = False
    large: bool = False
    paper: bool = False

    @property
    def size(self) -> ViewportSize:
        return {"width": self.width, "height": self.height}

    @property
    def media(self) -> dict[str, Any]:
        return {
            "media": "print" if self.paper else "screen",
            "color_scheme": "dark" if self.dark else "light",
            "forced_colors": "active" if self.forced else "none",
            "reduced_motion": "reduce" if self.calm else "no-preference",
        }


VIEWS = {
    "small": View(width=320, height=568),
    "dark": View(width=320, height=568, dark=True),
    "forced dark": View(width=320, height=568, forced=True, dark=True),
    "spaced": View(width=320, height=568, spaced=True),
    "zoomed": View(width=320, height=256),
    "lying": View(width=568, height=320),
    "desk": View(width=1280, height=800),
    "forced": View(width=1280, height=800, forced=True),
    "dark desk": View(width=1280, height=800, dark=True),
    "large": View(width=640, height=900, large=True),
    "paper": View(width=794, height=1123, paper=True),
    "calm": View(width=360, height=640, calm=True),
    "phone": View(width=360, height=640),
}
"""In the order in which they are looked at: a new width is the dearest, and what leaves the page does so on a phone.

320 × 256 is a desk of 1280 × 1024 at 400 %; 640 px with letters of 200 % holds the words of 320 px.
"""
SIZES = ("small", "phone", "lying", "desk", "zoomed")
THEMES = ("small", "dark", "desk", "dark desk")
WORDS = ("small", "spaced", "desk", "dark desk")
"""Where other words in the same page tell: at the narrowest, with letters far apart, and at the widest; in each theme."""


SESSIONS: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()
LAST: WeakKeyDictionary[Page, View] = WeakKeyDictionary()


def look_at(page: Page, name: str) -> None:
    """Set the window and the media of an opened page, and nothing of an earlier look. What stays as it was is not set again."""
    view, last = VIEWS[name], LAST.get(page)
    if last is None or last.size != view.size:
        page.set_viewport_size(view.size)
    if last is None or last.media != view.media:
        page.emulate_media(**view.media)
    page.evaluate(PUT_ON, SPACED if view.spaced else "")
    if last is None or last.large != view.large:
        enlarge(page, large=view.large)
    LAST[page] = view


def enlarge(page: Page, *, large: bool) -> None:
    """The size of letters that the reader has chosen in the browser."""
    # A session that ends takes the media of the page with it, so each page keeps its own.
    if page not in SESSIONS:
        SESSIONS[page] = page.context.new_cdp_session(page)
    SESSIONS[page].send("Page.setFontSizes", {"fontSizes": {"standard": 32 if large else 16, "fixed": 26 if large else 13}})
