"""Whether the banner is painted: what a camera sees where its lines of text should be."""

import io

from PIL import Image, ImageOps
from playwright.sync_api import Page

Colour = tuple[int, int, int]
CONTRAST = 4.5
"""The darkest pixel of thin letters is lighter than their colour, so less than the 7 that axe asks for."""
LINES = """selector => {
  const box = document.querySelector(selector);
  return (box ? access.linesOf(box) : []).filter(line => line.top >= 0 && line.bottom <= innerHeight)
    .map(line => [line.left, line.top, line.right, line.bottom]);
}"""


def unpainted(page: Page) -> list[str]:
    """Lines of the banner, at the top of the page, that a camera would not see; and of the short line when scrolled."""
    found = []
    for selector, y in (("aside.banner", 0), ("aside.line", 10**6)):
        page.evaluate("y => scrollTo(0, y)", y)
        if y and page.evaluate("scrollY") < 700:
            continue
        found += [f"{selector}: {fault}" for fault in _faults(page, selector)]
    page.evaluate("scrollTo(0, 0)")
    return found


def _faults(page: Page, selector: str) -> list[str]:
    lines = page.evaluate(LINES, selector)
    if not lines:
        return ["no line in the window"]
    size = page.viewport_size or {"width": 0}
    clip = {"x": 0, "y": 0, "width": size["width"], "height": max(line[3] for line in lines) + 2}
    picture = Image.open(io.BytesIO(page.screenshot(clip=clip, animations="allow"))).convert("RGB")
    return [fault for line in lines if (fault := _fault(line, picture))]


def _fault(line: list[float], picture: Image.Image) -> str:
    """Letters stand out from the commonest colour of their line, from its one end to its other."""
    box = (max(0, int(line[0])), int(line[1]), int(line[2]) + 1, int(line[3]) + 1)
    part = picture.crop(box)
    ground = max(_counted(part))[1]
    letters = {colour for _, colour in _counted(part) if _contrast(colour, ground) >= CONTRAST}
    if not letters:
        return f"nothing is drawn at {box}"
    first, last = _first_column(part, letters), part.width - 1 - _first_column(ImageOps.mirror(part), letters)
    return f"only a part is drawn at {box}" if last - first < 0.8 * (line[2] - line[0]) else ""


def _counted(picture: Image.Image) -> list[tuple[int, Colour]]:
    """How often each colour is there."""
    return picture.getcolors(picture.width * picture.height)


def _first_column(picture: Image.Image, colours: set[Colour]) -> int:
    """Where, from the left, one of the colours is met."""
    strips = (picture.crop((x, 0, x + 1, picture.height)) for x in range(picture.width))
    return next(x for x, strip in enumerate(strips) if not colours.isdisjoint(colour for _, colour in _counted(strip)))


def _contrast(one: Colour, other: Colour) -> float:
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _light(colour: Colour) -> float:
    parts = [(value / 255 / 12.92) if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
