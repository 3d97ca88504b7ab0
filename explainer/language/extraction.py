"""What there is to translate: the interface from code and templates, the content from the messages of a site."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

from babel.messages.extract import extract_from_file

from explainer.finding import Where
from explainer.language.catalog_files import Original
from explainer.language.messages import Extracted, domains, extract
from explainer.model import Site
from explainer.settings import PACKAGE

UI = "ui"
"""The domain of the interface."""
NUMBER = re.compile(r"\d[\d.,:/–-]*\d|\d")
PYTHON, TEMPLATE = "python", "jinja2"
OPTIONS = {"silent": "false", "extensions": "jinja2.ext.i18n", "newstyle_gettext": "true", "trimmed": "true"}
"""Without `silent=false` a template that does not parse would drop out of the catalogs without a word."""
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}


def originals(site: Site, of: Collection[str] = ()) -> dict[str, list[Original]]:
    """Every domain of a site, or each `of` some, with what is to be translated in it."""
    found = {} if of else {UI: [*interface()]}
    return found | {domain: merged(extract(parts)) for domain, parts in domains(site).items() if not of or domain in of}


@cache
def interface() -> tuple[Original, ...]:
    """The words of the interface, in the order of their files."""
    found: dict[tuple[str, str], list[Where]] = {}
    folder = PACKAGE / "show"
    files = [(TEMPLATE, path) for path in sorted((folder / "templates").iterdir())] + [
        (PYTHON, path) for path in sorted(folder.glob("*.py"))
    ]
    for method, path in files:
        for line, id, plural in _messages(method, path):
            where = Where(path=path.relative_to(PACKAGE.parent).as_posix(), line=line)
            found.setdefault((id, plural), []).append(where)
    return tuple(Original(role="", id=id, plural=plural, places=tuple(places)) for (id, plural), places in found.items())


def _messages(method: str, path: Path) -> Iterator[tuple[int, str, str]]:
    for line, message, _, _ in extract_from_file(method, path, keywords=KEYWORDS, options=OPTIONS):
        id, plural = (message, "") if isinstance(message, str) else message[:2]
        yield line, id, plural


def merged(found: Iterable[Extracted]) -> list[Original]:
    """Messages of one role and text as one entry, with all their places and the record's words that they explain."""
    grouped: dict[tuple[str, str], list[Extracted]] = {}
    for each in found:
        grouped.setdefault((each.role, each.message.text), []).append(each)
    return [
        Original(
            role=role,
            id=text,
            places=tuple(dict.fromkeys(each.message.where for each in group)),
            notes=_notes(text, dict.fromkeys(quote for each in group for quote in each.quotes)),
        )
        for (role, text), group in grouped.items()
    ]


def _notes(text: str, quotes: Iterable[str]) -> tuple[str, ...]:
    numbers = list(dict.fromkeys(NUMBER.findall(text)))
    kept = [f"Numbers that stay: {', '.join(numbers)}"] if numbers else []
    return (*(f"The record: {quote}" for quote in quotes), *kept)
