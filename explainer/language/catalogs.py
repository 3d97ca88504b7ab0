"""gettext catalogs, read straight from `.po`: what is broken in one is a finding, and the rest of it still counts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from babel.messages import Catalog as BabelCatalog
from babel.messages.pofile import PoFileParser

from explainer.finding import Finding, Where
from explainer.language.locales import Locale
from explainer.language.plurals import Plurals, plurals_of, read_plurals
from explainer.reading.source import Folder, Problems, Source

RULE = "catalog-broken"
WAS = re.compile(r"^#~\|.*", re.MULTILINE)
"""What the original of an entry was that no text has any more."""
KEYWORD = re.compile(r"^((?:#~[ \t]*)?msg\w+(?:\[\d\])?)[ \t]*(?=\")", re.MULTILINE)
"""What stands before a string; Babel reads it with exactly one space behind it."""
LINE = re.compile(r'(?:#.*|(?P<word>msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)?[ \t]*(?P<string>"(?:[^"\\]|\\.)*")|)')
SHORT = {"msgctxt": "c", "msgid": "i", "msgid_plural": "p", "msgstr": "s", None: "+"}
WHOLE = re.compile(r"(?:(?:c\+*)?i\+*(?:s\+*|p\+*(?:\d\+*)+))*")
"""The lines of entries by their first letters: each has an original and its translation, or as many as it has plural forms."""
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
    """One `.po` file: its entries by role and `msgid`, those that the texts no longer hold, and its own plurals."""

    path: str
    entries: Mapping[tuple[str, str], Entry] = field(default_factory=dict)
    obsolete: Mapping[tuple[str, str], Entry] = field(default_factory=dict)
    plurals: Plurals = field(default_factory=Plurals)

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
    plurals = plurals_of(locale)
    source = Folder(root, problems).read(path, fix="write it in UTF-8", needed=False)
    if source is None:
        return Catalog(path=path, plurals=plurals), tuple(problems.found)
    catalog = BabelCatalog(locale=locale.tag.replace("-", "_"))
    parser = _Parser(catalog, path, problems)
    text = _sound(source.text, path, problems)
    try:
        parser.parse(StringIO(text))
    except (ValueError, IndexError, KeyError) as error:
        problems.add(RULE, Where(path=path), f"this is not a catalog: {error}", MEND)
        return Catalog(path=path, plurals=plurals), tuple(problems.found)
    fields = {name.strip().lower(): value for name, _, value in (line.partition(":") for line in parser.header.split("\n"))}
    given = read_plurals(fields.get("plural-forms", ""), locale)
    header = len(source.text.split("\n\n", 1)[0].split("\n"))
    if not any(finding.where.line <= header for finding in problems.found):
        _check_header(fields, source, plurals if given is None else None, problems)
    return (
        Catalog(
            path=path,
            entries=_entries(parser.read, (given or plurals).count, problems),
            obsolete=parser.old,
            plurals=given or plurals,
        ),
        tuple(problems.found),
    )


def _sound(text: str, path: str, problems: Problems) -> str:
    """The text without the entries that are broken, which are told; line numbers stay."""
    lines = text.split("\n")
    start = 0
    for number, line in enumerate([*lines, ""]):
        if line.strip():
            continue
        if broken := _broken(lines[start:number]):
            at, what = broken
            problems.add(RULE, Where(path=path, line=start + at + 1), f"{what}: {lines[start + at][:60]}", MEND)
            lines[start:number] = [""] * (number - start)
        start = number + 1
    return KEYWORD.sub(r"\1 ", WAS.sub("#", "\n".join(lines)))


def _broken(lines: list[str]) -> tuple[int, str] | None:
    """The first broken line of what stands between two empty lines, and what is wrong with it."""
    kinds = ""
    first = 0
    for number, line in enumerate(lines):
        match = LINE.fullmatch("#" if line.startswith("#~|") else line.removeprefix("#~").strip())
        if match is None:
            return number, "this line is cut or broken"
        if match["string"]:
            first = first if kinds else number
            word = match["word"]
            kinds += SHORT.get(word) or str(word)[-2]
    return None if WHOLE.fullmatch(kinds) else (first, "this entry is not one original with its translation")


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


def _entries(read: list[Entry], count: int, problems: Problems) -> dict[tuple[str, str], Entry]:
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
    return found


def _check_header(fields: Mapping[str, str], source: Source, wanted: Plurals | None, problems: Problems) -> None:
    """The charset, and the plurals where others than the header's are `wanted`."""
    charset = CHARSET.search(fields.get("content-type", ""))
    wrong = []
    if charset is None or charset[1].lower().replace("-", "") != "utf8":
        says = f"the header says {charset[1]}" if charset else "the header gives no charset"
        wrong.append(("charset", says, "Content-Type: text/plain; charset=UTF-8"))
    if wanted:
        given = fields.get("plural-forms", " no rule for plurals").strip()
        says = f"the header gives another plural rule than the language has: {given}"
        wrong.append(("Plural-Forms", says, f"Plural-Forms: {wanted}"))
    if wrong:
        at = source.text.find(wrong[0][0])
        line = source.text.count("\n", 0, at) + 1 if at >= 0 else 1
        fix = "write " + " and ".join(f'"{field}\\n"' for _, _, field in wrong)
        problems.add(RULE, source.at(line), "; ".join(says for _, says, _ in wrong), fix)
