"""How a page is looked at: the sizes, themes and settings of a reader's device."""

from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import CDPSession, Page

# What a reader may set by himself (WCAG 1.4.12), as a sheet that the page does not know of.
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""
PUT_ON = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = css ? [sheet] : [];
}"""


SESSIONS: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()


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


VIEWS = {
    "small": View(width=320, height=568),
    "phone": View(width=360, height=640),
    "lying": View(width=568, height=320),
    "zoomed": View(width=320, height=256),
    "desk": View(width=1280, height=800),
    "dark": View(width=320, height=568, dark=True),
    "dark desk": View(width=1280, height=800, dark=True),
    "spaced": View(width=320, height=568, spaced=True),
    "large": View(width=640, height=900, large=True),
    "forced": View(width=1280, height=800, forced=True),
    "forced dark": View(width=320, height=568, forced=True, dark=True),
    "calm": View(width=360, height=640, calm=True),
    "paper": View(width=794, height=1123, paper=True),
}
"""320 × 256 is a desk of 1280 × 1024 at 400 %; 640 px with letters of 200 % holds the words of 320 px."""
SIZES = ("small", "phone", "lying", "desk", "zoomed")
THEMES = ("small", "dark", "desk", "dark desk")
WORDS = ("small", "spaced", "desk", "dark desk")
"""Where other words in the same page tell: at the narrowest, with letters far apart, and at the widest; in each theme."""


def look_at(page: Page, name: str) -> None:
    """Set the window and the media of an opened page, and nothing of an earlier look."""
    view = VIEWS[name]
    media: dict[str, Any] = {
        "media": "print" if view.paper else "screen",
        "color_scheme": "dark" if view.dark else "light",
        "forced_colors": "active" if view.forced else "none",
        "reduced_motion": "reduce" if view.calm else "no-preference",
    }
    page.set_viewport_size({"width": view.width, "height": view.height})
    page.emulate_media(**media)
    page.evaluate(PUT_ON, SPACED if view.spaced else "")
    enlarge(page, large=view.large)


def enlarge(page: Page, *, large: bool) -> None:
    """The size of letters that the reader has chosen in the browser."""
    # A session that ends takes the media of the page with it, so each page keeps its own.
    if page not in SESSIONS:
        SESSIONS[page] = page.context.new_cdp_session(page)
    SESSIONS[page].send("Page.setFontSizes", {"fontSizes": {"standard": 32 if large else 16, "fixed": 26 if large else 13}})
