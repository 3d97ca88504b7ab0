"""What a tool sees: axe-core, with our own floor for the contrast of text (WCAG 1.4.6, AAA)."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
CONTRAST = ["color-contrast-enhanced", "link-in-text-block"]
COLOURS = ["color-contrast", *CONTRAST]
# The tool's check for AAA leaves to the one for AA what AA would mind too: told to find it, it looks once for both.
AAA = {"normal": {"expected": 7, "minThreshold": 0}, "large": {"expected": 4.5, "minThreshold": 0}}
SETTINGS = {"checks": [{"id": "color-contrast-enhanced", "options": {"contrastRatio": AAA}}]}
START = "([source, settings]) => { new Function(source).call(globalThis); axe.configure(settings); }"
BRIEF = {"resultTypes": ["violations"], "preload": False, "selectors": False, "reporter": "no-passes"}
RUN = "async options => (await axe.run(document, options)).violations.map(each => [each.id, each.nodes.map(node => node.html)])"


def faults(page: Page) -> list[str]:
    """WCAG 2.2 A and AA and the tool's best practices, but for colours: those differ by theme."""
    off = {name: {"enabled": False} for name in COLOURS}
    return _run(page, {"runOnly": {"type": "tag", "values": TAGS}, "rules": off})


def contrast(page: Page) -> list[str]:
    """Text against its ground, at AAA."""
    return _run(page, {"runOnly": {"type": "rule", "values": CONTRAST}})


def _run(page: Page, options: dict[str, Any]) -> list[str]:
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(START, [Axe().axe_script, SETTINGS])
    return [f"{name}: {[text[:100] for text in nodes][:3]}" for name, nodes in page.evaluate(RUN, BRIEF | options)]
