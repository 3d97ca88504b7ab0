"""The languages that a site offers, and how each writes dates and lists. Babel is imported in `language/` only."""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

from babel import Locale as BabelLocale
from babel import UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date
from babel.lists import format_list

from explainer.errors import ExplainerError
from explainer.settings import SOURCE_LOCALE

LOCALES_FILE = "translations/locales.toml"
LETTER = frozenset("BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split())
"""The regions that print on Letter (CLDR, `paperSize`). All others, and most readers of a language without one, print on A4."""


@dataclass(frozen=True)
class Locale:
    """A language by its BCP 47 tag, as it stands in addresses and in `lang`."""

    tag: str
    stands_behind: str = ""
    """Who checked the words of this language; empty while nobody qualified has."""

    @cached_property
    def babel(self) -> BabelLocale:
        """What Babel knows of it."""
        return BabelLocale.parse(self.tag, sep="-")

    @cached_property
    def dir(self) -> str:
        """`ltr` or `rtl`, for HTML."""
        return str(self.babel.text_direction)

    @cached_property
    def script(self) -> str:
        """The script that it is written in, by ISO 15924: `Latn`, `Arab`, `Hans`."""
        return _language_and_script(self.tag)[1]

    @property
    def paper(self) -> Literal["a4", "letter"]:
        """What its readers print on."""
        return "letter" if self.babel.territory in LETTER else "a4"

    @cached_property
    def name(self) -> str:
        """Its name in itself."""
        whole = self.babel.languages.get(str(self.babel)) or self.babel.get_display_name(self.babel)
        name = str(whole or self.tag)
        return name[:1].upper() + name[1:]

    def date(self, iso: str) -> str:
        """A day (`2026-03-10`), month (`2026-03`) or year in words; text that is none of these stays as it is."""
        parts = iso.split("-")
        try:
            day = date.fromisoformat("-".join([*parts, "01", "01"][:3]))
        except ValueError:
            return iso
        form = {3: "long", 2: "MMMM y", 1: "y"}[len(parts)] if len(parts) in (1, 2, 3) else "long"
        return str(format_date(day, form, locale=self.babel))

    @cached_property
    def months(self) -> Mapping[str, int]:
        """The names of the months in small letters, each with its number from 1 on."""
        forms = (self.babel.months[form]["wide"] for form in ("format", "stand-alone"))
        return {str(name).lower(): number for form in forms for number, name in form.items()}

    def list(self, items: Iterable[str]) -> str:
        """`a, b and c`."""
        return str(format_list(list(items), locale=self.babel))

    def names(self, items: Iterable[str]) -> str:
        """Names beside one another, without an "and"."""
        comma = {"Arab": "، ", "Hans": "、", "Hant": "、"}.get(self.script, ", ")
        return comma.join(items)

    @property
    def colon(self) -> str:
        """What stands between two parts of a line that the interface joins."""
        return {"fr": "\u00a0: ", "zh": "："}.get(self.babel.language, ": ")

    def sort_key(self, text: str) -> bytes:
        """Orders words as their readers look for them: by letter without accents; simplified Chinese by sound.

        GB 2312 lists its common characters by pinyin, and GB 18030 keeps its codes.
        """
        if self.tag == "zh-Hans":
            return text.casefold().encode("gb18030", "replace")
        plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
        return plain.removeprefix("ال").encode()


def read_locales(root: Path, status: Literal["published", "draft"] = "published") -> tuple[Locale, ...]:
    """The locales of a site folder into which it is translated: those that readers are offered, or the drafts.

    Raises:
        ExplainerError: the file is not a table of locales, each with its `status`.
    """
    path = root / LOCALES_FILE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        published = {tag: entry for tag, entry in table.items() if entry["status"] == status and tag != SOURCE_LOCALE}
        for tag in published:
            BabelLocale.parse(tag, sep="-")
        behind = {tag: str(entry.get("stands-behind", "")) for tag, entry in published.items()}
    except (ValueError, KeyError, TypeError, AttributeError, OSError, UnknownLocaleError) as error:
        raise ExplainerError(f'{LOCALES_FILE} cannot be read: {error}. Write `[fr]` and `status = "published"`.') from error
    return tuple(Locale(tag, stands_behind=name) for tag, name in behind.items())


def known_locale(tag: str) -> Locale:
    """The language of a BCP 47 tag.

    Raises:
        ExplainerError: there is none.
    """
    try:
        return Locale("-".join(str(BabelLocale.parse(tag, sep="-")).split("_")))
    except (ValueError, TypeError, UnknownLocaleError) as error:
        raise ExplainerError(f"{tag!r} is not a language: write its BCP 47 tag, such as pt, fr or zh-Hant") from error


def best(wanted: Iterable[str], locales: tuple[Locale, ...]) -> Locale:
    """The locale for tags in order of preference (`Accept-Language`), by language and script; else the first.

    Both sides go through CLDR's likely subtags, because `zh-CN` means `zh-Hans` and Babel's own negotiation does not say so.
    """
    offered = [(_language_and_script(locale.tag), locale) for locale in locales]
    for tag in wanted:
        asked = _language_and_script(tag)
        for known, locale in offered:
            if asked == known:
                return locale
    return locales[0]


def _language_and_script(tag: str) -> tuple[str, str]:
    try:
        locale = BabelLocale.parse(tag.strip(), sep="-")
    except (ValueError, TypeError, UnknownLocaleError):
        return "", ""
    likely = get_global("likely_subtags")
    parts = "_".join(part for part in (locale.language, locale.script, locale.territory) if part)
    full = likely.get(parts) or likely.get(f"{locale.language}_{locale.territory}") or likely.get(locale.language) or parts
    script = locale.script or next((part for part in str(full).split("_") if len(part) == 4), "")
    return locale.language, script
