"""What all pages of one language say alike, made once: the words of the interface, and those that the studies share."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from markupsafe import Markup, escape

from explainer.language.editions import Edition
from explainer.model import Message, Term
from explainer.show import html
from explainer.show.html import Links
from explainer.walk import walk


class Voice:
    """The words of one edition as templates ask for them."""

    def __init__(self, edition: Edition) -> None:
        self._interface = edition.interface
        self._word = cache(self._word_in)
        # What the site holds beside its studies lives as long as this does, and is known by its place in memory.
        self._shared = {id(message) for message in walk(replace(edition.site, trials=()), Message)}
        self._made: dict[tuple[Callable[[Message, Links], Markup], int, bool], tuple[Markup, dict[str, None]]] = {}
        self._meanings: dict[str, Markup | None] = {}

    def said(self, message: str, /, **values: object) -> Markup:
        """A word of the interface. A translator's `<` is a sign, never markup."""
        return self._word(message) % values if values else self._word(message)

    def _word_in(self, message: str) -> Markup:
        return escape(self._interface.gettext(message))

    def counted(self, one: str, many: str, n: int, /, **values: object) -> Markup:
        """One that changes with a number."""
        return escape(self._interface.ngettext(one, many, n)) % {"n": n, **values}

    def inline(self, message: Message, links: Links) -> Markup:
        """See `html.inline`."""
        return self._kept(html.inline, message, links)

    def words(self, message: Message, links: Links) -> Markup:
        """See `html.words`."""
        return self._kept(html.words, message, links)

    def meaning(self, term: Term, links: Links) -> Markup:
        """The first block of a term; what it quotes depends on the record beside it."""
        if term.id not in self._meanings:
            first = term.blocks[:1]
            quotes = any(html.QUOTED.search(part.plain) for block in first for part in block.parts)
            self._meanings[term.id] = None if quotes else html.blocks(first, links)
        return self._meanings[term.id] or html.blocks(term.blocks[:1], links)

    def _kept(self, make: Callable[[Message, Links], Markup], message: Message, links: Links) -> Markup:
        """Shared words are made once, but for those that quote: that depends on the record beside them."""
        if id(message) not in self._shared:
            return make(message, links)
        key = (make, id(message), links.in_place)
        if key not in self._made:
            used = replace(links, used={})
            made = make(message, used)
            if html.QUOTED.search(message.plain):
                links.used |= used.used
                return made
            self._made[key] = made, used.used
        made, terms = self._made[key]
        links.used |= terms
        return made
