"""The rules of access: each takes an opened page and returns what is wrong with it. Most of them run inside the page (*.js)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from access import keyboard, pixels, tool, wording
from access.views import SIZES, THEMES, VIEWS, look_at

Look = Callable[[Page], list[str]]
FILES = ("page", "banner", "language", "names", "focus", "structure", "look", "layout")
PROGRAM = (
    "(() => {\n"
    + "\n".join((Path(__file__).parent / f"{name}.js").read_text(encoding="utf-8") for name in FILES)
    + "\nglobalThis.access = { look, expected, prose, stops, linesOf, meaningFaults };\n})()"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What a rule found on a page, and at which view."""

    rule: str
    view: str
    what: str

    def __str__(self) -> str:
        return f"{self.rule} ({self.view}): {self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The views at which a check's answer may differ, and the check: without one, it is in the page's own program."""

    views: tuple[str, ...]
    look: Look | None = None


ONCE = ("small",)
BOTH = ("small", "desk")
NARROW = ("small", "zoomed", "spaced", "large", "phone")
IN_PAGE: dict[str, tuple[str, ...]] = {
    "banner-whole": ONCE,
    "banner-first": (*SIZES, "paper"),
    "banner-hidden": (*SIZES, "dark", "forced"),
    "banner-cut": (*SIZES, "dark", "spaced", "large"),
    "banner-covered": (*SIZES, "dark", "large", "forced"),
    "banner-small": BOTH,
    "banner-in-sight": (*SIZES, "dark", "spaced"),
    "anchor-covered": ("small", "lying", "desk"),
    "little-room": (*SIZES, "spaced"),
    "language-missing": ONCE,
    "language-script": ONCE,
    "language-words": ONCE,
    "direction": BOTH,
    "name-vague": BOTH,
    "name-missing": BOTH,
    "name-not-as-seen": BOTH,
    "name-doubled": BOTH,
    "field-unlabelled": BOTH,
    "opens-elsewhere": ONCE,
    "title-of-page": ONCE,
    "title-only": ONCE,
    "focus-hidden": ("small", "lying", "desk"),
    "focus-unseen": ("phone", "dark", "desk", "forced"),
    "focus-order": ONCE,
    "keyboard-reach": BOTH,
    "target-covered": BOTH,
    "autofocus": ONCE,
    "hover-only": ONCE,
    "heading-one": BOTH,
    "heading-empty": BOTH,
    "heading-skipped": BOTH,
    "heading-looks": BOTH,
    "landmarks": BOTH,
    "skip-link": BOTH,
    "list-real": BOTH,
    "table-real": BOTH,
    "picture-alternative": BOTH,
    "only-copy-hidden": BOTH,
    "words-from-style": BOTH,
    "summary-lost": BOTH,
    "page-moves": ONCE,
    "zoom-locked": BOTH,
    "link-by-colour": THEMES,
    "button-bare": THEMES,
    "words-point-by-looks": ONCE,
    "kind-without-words": BOTH,
    "motion": ("small", "desk", "calm"),
    "forced-colours": ("forced", "forced dark"),
    "print": ("paper",),
    "sideways": (*NARROW, "lying", "desk"),
    "cut-off": (*NARROW, "lying", "desk"),
    "overlap": (*NARROW, "desk"),
    "squeezed": BOTH,
    "text-small": BOTH,
    "text-locked": ("large",),
    "line-long": ("desk",),
    "ragged": BOTH,
    "target-small": ("phone", "desk"),
    "order-of-sight": ONCE,
}
RULES: dict[str, Rule] = {
    **{name: Rule(views=views) for name, views in IN_PAGE.items()},
    "banner-painted": Rule(look=pixels.unpainted, views=("phone", "zoomed", "desk", "dark", "forced dark")),
    "keyboard-trap": Rule(look=keyboard.trapped, views=("phone",)),
    "university-wording": Rule(look=wording.too_hard, views=ONCE),
    "axe": Rule(look=tool.faults, views=("phone", "desk")),
    # The dearest look: each theme and each width once. Both widths in both themes are for a page that has every part.
    "contrast": Rule(look=tool.contrast, views=("small", "dark desk")),
}
"""Every rule that can be held against any page of the site."""
OPEN_RULES = (
    "banner-in-sight",
    "name-doubled",
    "focus-hidden",
    "focus-unseen",
    "link-by-colour",
    "sideways",
    "cut-off",
    "squeezed",
    "text-small",
    "line-long",
    "target-small",
    "language-script",
    "only-copy-hidden",
    "contrast",
)
"""The rules that may find more once something on the page has been opened."""
SMALL_AND_LARGE = ("small", "lying", "desk")
WALKS: dict[str, Rule] = {
    "walk-to-questions": Rule(look=keyboard.walk_to_questions, views=("phone",)),
    "walk-to-meaning": Rule(look=keyboard.open_meaning, views=(*SMALL_AND_LARGE, "zoomed")),
    "walk-to-own-words": Rule(look=keyboard.open_own_words, views=SMALL_AND_LARGE),
}
"""What a reader does on the page of a study, by keys alone. The first leaves the page, so it comes last."""


def prepare(page: Page, *, banner: str, line: str) -> None:
    """Put the rules' program into a page that has just been opened."""
    page.evaluate(PROGRAM)
    page.evaluate("texts => Object.assign(access.expected, texts)", {"banner": banner, "line": line})


def problems(page: Page, names: Iterable[str] = RULES, views: Collection[str] = VIEWS) -> Iterator[Problem]:
    """What these rules find on an opened and prepared page, at those of their views. A view is set once for all its rules."""
    wanted = {name: (RULES | WALKS)[name] for name in names}
    for view in VIEWS:
        here = {name: each.look for name, each in wanted.items() if view in views and view in each.views}
        if here:
            look_at(page, view)
            yield from (Problem(rule=name, view=view, what=what) for name, what in _found(page, here))


def _found(page: Page, looks: Mapping[str, Look | None]) -> Iterator[tuple[str, str]]:
    """The names of rules, each with what it finds. The page is asked once for all rules of its own program."""
    yield from page.evaluate("names => access.look(names)", [name for name, look in looks.items() if look is None])
    for name, look in looks.items():
        if look:
            yield from ((name, what) for what in look(page))
