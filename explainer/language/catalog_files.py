"""Catalogs as files: brought up to date with the texts, never by guessing, and written so that only changes change them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from babel.messages import Catalog as BabelCatalog
from babel.messages.catalog import Message as BabelMessage
from babel.messages.pofile import generate_po

from explainer.finding import Where
from explainer.language.catalogs import Catalog, Entry
from explainer.language.locales import Locale
from explainer.language.plurals import Plurals, plurals_of

ALIKE = 0.5
"""How alike two originals have to be for the older one's translation to be shown to the translator (difflib's ratio)."""
WAS, WAS_TRANSLATED = "The original was: ", "Its translation was: "
WIDTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A message of a domain's template: where it stands, and what a translator has to know of it."""

    role: str
    id: str
    places: tuple[Where, ...]
    notes: tuple[str, ...] = ()
    plural: str = ""


def updated(catalog: Catalog, originals: Iterable[Original]) -> tuple[list[tuple[Original, Entry]], list[Entry]]:
    """Each original with its entry, and the entries that no text has any more.

    An entry is carried over where role and original are letter for letter the same, also from among those that no text had.
    Where the original changed, the entry is empty, and the likely old original and its translation stand in its comments.
    """
    templates = list(originals)
    known = {(each.role, each.id) for each in templates}
    left = {key: entry for key, entry in catalog.entries.items() if key not in known and any(entry.forms)}
    left |= {key: entry for key, entry in catalog.obsolete.items() if key not in known and any(entry.forms)}
    found = []
    old_ones = [(entry, _pieces(entry.id)) for entry in left.values()]
    for each in templates:
        key = (each.role, each.id)
        old = catalog.entries.get(key) or catalog.obsolete.get(key)
        empty = Entry(
            role=each.role, id=each.id, forms=("",) * (catalog.plurals.count if each.plural else 1), where=each.places[0]
        )
        entry = old if old and len(old.forms) == len(empty.forms) else empty
        if not any(entry.forms):
            entry = replace(entry, comments=_likely(each, old_ones) or entry.comments)
        found.append((each, replace(entry, plural=each.plural)))
    return found, list(left.values())


def _likely(original: Original, left: Iterable[tuple[Entry, frozenset[str]]]) -> tuple[str, ...]:
    """The likely old original and its translation, for the translator to look at.

    The one that shares most pieces with the new one is compared letter by letter: to compare each so would take minutes.
    """
    pieces = _pieces(original.id)
    best, score = None, 0.0
    for entry, others in left:
        if entry.role == original.role and (share := len(pieces & others) / (len(pieces) + len(others))) > score:
            best, score = entry, share
    if best is None or SequenceMatcher(a=best.id, b=original.id, autojunk=False).ratio() <= ALIKE:
        return ()
    return f"{WAS}{best.id}", f"{WAS_TRANSLATED}{best.forms[0]}"


def _pieces(text: str) -> frozenset[str]:
    """The runs of three letters of a text."""
    return frozenset(text[at : at + 3] for at in range(max(1, len(text) - 2)))


def po_text(
    locale: Locale | None,
    entries: Iterable[tuple[Original, Entry]],
    obsolete: Iterable[Entry] = (),
    plurals: Plurals | None = None,
) -> str:
    """A catalog as text, or without a locale a template. No date and no host's name stands in it."""
    catalog = BabelCatalog(locale=locale.tag.replace("-", "_") if locale else None)
    header = ["Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit", "MIME-Version: 1.0"]
    if locale:
        plurals = plurals or plurals_of(locale)
        catalog.mime_headers = [("Plural-Forms", str(plurals))]
        header = [f"Language: {locale.tag.replace('-', '_')}", f"Plural-Forms: {plurals}", *header]
    lines = ['msgid ""', 'msgstr ""', *(f'"{line}\\n"' for line in header), "", ""]
    for original, entry in entries:
        message = _message(entry, original)
        catalog[message.id] = message
    for entry in obsolete:
        catalog.obsolete[entry.id, entry.role] = _message(entry)
    # Files without lines (gettext's `--add-location=file`): a line put in above would else change every entry below it.
    return "\n".join(lines) + "".join(generate_po(catalog, omit_header=True, width=WIDTH, include_lineno=False))


def _message(entry: Entry, original: Original | None = None) -> BabelMessage:
    message = BabelMessage(
        id=(entry.id, entry.plural) if entry.plural else entry.id,
        string=entry.forms if entry.plural else entry.forms[0],
        locations=[(place.path, place.line) for place in original.places] if original else [],
        auto_comments=original.notes if original else (),
        user_comments=entry.comments if entry.fuzzy or not any(entry.forms) else (),
        context=entry.role or None,
    )
    # Babel takes "50% of people" for a format; only named placeholders are ours.
    message.flags = {"fuzzy"} if entry.fuzzy else set()
    return message
