"""gettext catalogs, read straight from `.po`: what is broken in one is a finding, and the rest of it still counts."""

import gettext
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from babel.messages import Catalog as BabelCatalog
from babel.messages.pofile import PoFileParser

from explainer.finding import Finding, Where
from explainer.language.locales import Locale
from explainer.reading.source import Folder, Problems

RULE = "catalog-broken"
LINE = re.compile(r'(?:#.*|(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)?[ \t]*"(?:[^"\\]|\\.)*"|)')
PLURALS = re.compile(r"[ ]*nplurals[ ]*=[ ]*(\d)[ ]*;[ ]*plural[ ]*=([n0-9()%<>=!&|?: ]{1,300});?[ ]*")
CHARSET = re.compile(r"charset=([\w.-]+)")
MEND = "mend the file, or bring it back from an older version; `explainer translate update` then puts it in order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A message of a catalog. `forms` has one text, or as many as the language has plural forms; `where` is its `msgid`."""

    role: str
    id: str
    forms: tuple[str, ...]
    where: Where
    fuzzy: bool = False
    plural: str = ""
    comments: tuple[str, ...] = ()

    @property
    def translated(self) -> bool:
        """Whether it may be shown: every form is there, and nobody marked it as a guess."""
        return all(self.forms) and not self.fuzzy


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """One `.po` file: its entries by role and `msgid`, those that the texts no longer hold, and its rule for plurals."""

    path: str
    entries: Mapping[tuple[str, str], Entry] = field(default_factory=dict)
    obsolete: Mapping[tuple[str, str], Entry] = field(default_factory=dict)
    plural: Callable[[int], int] = field(default=lambda n: int(n != 1))

    def text(self, role: str, id: str) -> str:
        """The translation, or nothing where there is none to show."""
        entry = self.entries.get((role, id))
        return entry.forms[0] if entry and entry.translated else ""


def catalog_path(locale: Locale, domain: str) -> str:
    """Where a catalog stands in a site folder, by gettext's names: `translations/zh_Hans/LC_MESSAGES/ui.po`."""
    return f"translations/{locale.tag.replace('-', '_')}/LC_MESSAGES/{domain}.po"


def read_catalog(root: Path, locale: Locale, domain: str) -> tuple[Catalog, tuple[Finding, ...]]:
    """The catalog of a domain, and what is wrong with it. A catalog that is not there is empty, and no fault."""
    path = catalog_path(locale, domain)
    problems = Problems()
    source = Folder(root, problems).read(path, fix="write it in UTF-8", needed=False)
    if source is None:
        return Catalog(path=path), tuple(problems.found)
    catalog = BabelCatalog(locale=locale.tag.replace("-", "_"))
    parser = _Parser(catalog, path, problems)
    try:
        parser.parse(StringIO(_sound(source.text, path, problems)))
    except (ValueError, IndexError, KeyError) as error:
        problems.add(RULE, Where(path=path), f"this is not a catalog: {error}", MEND)
        return Catalog(path=path), tuple(problems.found)
    header = {name.strip().lower(): value for name, _, value in (x.partition(":") for x in parser.header.split("\n"))}
    _checked_charset(header.get("content-type", ""), path, problems)
    count, plural = _plural(header.get("plural-forms", ""), catalog, path, problems)
    return (
        Catalog(path=path, entries=_entries(parser.read, path, count, problems), obsolete=parser.old, plural=plural),
        tuple(problems.found),
    )


def _sound(text: str, path: str, problems: Problems) -> str:
    """The text without the entries that hold a broken line, which are told; line numbers stay."""
    lines = text.split("\n")
    start = 0
    for number, line in enumerate([*lines, ""]):
        if line.strip():
            continue
        broken = next((n for n in range(start, number) if not LINE.fullmatch(lines[n].removeprefix("#~").strip())), None)
        if broken is not None:
            problems.add(RULE, Where(path=path, line=broken + 1), f"this line is cut or broken: {lines[broken][:60]}", MEND)
            lines[start:number] = [""] * (number - start)
        start = number + 1
    return "\n".join(lines)


class _Parser(PoFileParser):
    """Babel's parser, which tells what it cannot read instead of printing it, and keeps what it read in order."""

    def __init__(self, catalog: BabelCatalog, path: str, problems: Problems) -> None:
        super().__init__(catalog)
        self.path = path
        self.problems = problems
        self.read: list[Entry] = []
        self.old: dict[tuple[str, str], Entry] = {}
        self.header = ""

    def _add_message(self) -> None:
        id, *plural = [text.denormalize() for text in self.messages]
        role = self.context.denormalize() if self.context else ""
        entry = Entry(
            role=role,
            id=id,
            forms=tuple(text.denormalize() for _, text in sorted(self.translations, key=lambda each: each[0])),
            where=Where(path=self.path, line=self.offset + 1),
            fuzzy="fuzzy" in self.flags,
            plural="".join(plural),
            comments=tuple(self.user_comments),
        )
        if self.obsolete:
            self.old[role, id] = entry
        elif not id and not role:
            self.header = entry.forms[0]
        else:
            self.read.append(entry)
        self._reset_message_state()

    def _invalid_pofile(self, line: str, lineno: int, msg: str) -> None:
        del line
        self.problems.add(RULE, Where(path=self.path, line=lineno + 1), msg, MEND)


def _entries(read: list[Entry], path: str, count: int, problems: Problems) -> dict[tuple[str, str], Entry]:
    found: dict[tuple[str, str], Entry] = {}
    for entry in read:
        if (entry.role, entry.id) in found:
            where = found[entry.role, entry.id].where
            problems.add(RULE, entry.where, f"this message stands here twice: see {where}", "keep one of the two")
        elif entry.plural and any(entry.forms) and len(entry.forms) != count:
            what = f"this message has {len(entry.forms)} plural forms, and the language has {count}"
            problems.add(RULE, entry.where, what, f"write msgstr[0] to msgstr[{count - 1}]")
        else:
            found[entry.role, entry.id] = entry
    del path
    return found


def _checked_charset(content_type: str, path: str, problems: Problems) -> None:
    charset = CHARSET.search(content_type)
    if charset is None or charset[1].lower().replace("-", "") != "utf8":
        says = charset[1] if charset else "no charset"
        problems.add(
            RULE, Where(path=path, line=1), f"the header says {says}", 'write "Content-Type: text/plain; charset=UTF-8\\n"'
        )


def _plural(given: str, catalog: BabelCatalog, path: str, problems: Problems) -> tuple[int, Callable[[int], int]]:
    """The number of plural forms and which one a number takes: what CLDR says of the language, where the header agrees."""
    count = catalog.num_plurals
    match = PLURALS.fullmatch(given)
    if match is None or int(match[1]) != count:
        fix = f'write "Plural-Forms: {catalog.plural_forms}\\n"'
        problems.add(RULE, Where(path=path, line=1), f"the header gives another plural rule than the language has:{given}", fix)
    return count, gettext.c2py(catalog.plural_expr)
