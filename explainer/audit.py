"""The page contract, held against finished HTML. Knows text only: no model, no template can talk it round.

Uses a C parser (selectolax): the standard library's costs most of an export's time.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from explainer.finding import Finding, Where

PLAIN_ATTRIBUTES = frozenset({"class", "id", "lang", "dir", "aria-label"})
"""All that the banner and what encloses it may carry: anything else (`hidden`, `style`, `inert`…) could hide it."""
PLAIN_TAGS = frozenset({"aside", "p", "strong", "em", "a", "ul", "ol", "li", "span", "bdi"})
FETCHED = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src", "form": "action"}
OWN = re.compile(r"(?:/|\./|(?:\.\./)+)(?![/\\\s])")
"""How an address of the site's own begins. A browser takes `/\\` for `//`, and leaves white space out before it looks."""
RUNS = re.compile(r"\s*(?:javascript|data|vbscript):", re.IGNORECASE)
FIX = "mend the template or the renderer; the page is not sent"


def audit_page(html: str, *, path: str, banner: str, lang: str, dir: str) -> tuple[Finding, ...]:
    """What breaks the contract of a page.

    Args:
        html: the whole document.
        path: the page's address, for the findings.
        banner: the full text of the banner in the page's language, as plain words.
        lang: the BCP 47 tag that the page must carry.
        dir: `ltr` or `rtl`.
    """
    tree = LexborHTMLParser(html)
    links = [str(node.attrs["href"]) for node in tree.css("a[href]")]
    wrong = [
        *_banner(tree, banner),
        *_language(tree, lang, dir),
        *_headings(tree),
        *_ids(tree, links),
        *_addresses(tree, links),
    ]
    return tuple(
        Finding(rule=rule, severity="error", where=Where(path=path), message=message, fix=FIX) for rule, message in wrong
    )


def carries_banner(html: str, banners: tuple[str, ...]) -> bool:
    """Whether any of the site's banners stands whole and first on a page: the last lock, when the language is not known."""
    tree = LexborHTMLParser(html)
    return any(not [*_banner(tree, banner)] for banner in banners)


@lru_cache(maxsize=64)
def _words(text: str) -> re.Pattern[str]:
    """A text, whatever the white space in it."""
    return re.compile(r"\s*".join(map(re.escape, "".join(text.split()))))


def _banner(tree: LexborHTMLParser, banner: str) -> Iterator[tuple[str, str]]:
    body = tree.body
    first = body.child if body else None
    while first is not None and first.tag == "-text" and not (first.text_content or "").strip():
        first = first.next
    if not banner.strip() or body is None or first is None or first.tag != "aside":
        yield "banner-not-first", "the page does not begin with the banner"
        return
    words = _words(banner)
    if not words.fullmatch(first.text().strip()):
        yield "banner-not-whole", "the banner's text is not whole"
    if len(words.findall(body.text())) != 1:
        yield "banner-not-once", "the banner does not stand on the page exactly once"
    inside = [*first.traverse()]
    for node in inside:
        if node.tag not in PLAIN_TAGS:
            yield "banner-hidden", f"the banner holds a <{node.tag}>"
    # (To compare two nodes writes out both with all that they hold.)
    for node in [body, *tree.css("html"), *inside]:
        for name in set(node.attributes) - PLAIN_ATTRIBUTES - ({"href"} if node.tag == "a" else set()):
            yield "banner-hidden", f"<{node.tag}> at the banner carries {name!r}, which could hide it"


def _language(tree: LexborHTMLParser, lang: str, dir: str) -> Iterator[tuple[str, str]]:
    root = tree.css_first("html")
    attributes = root.attributes if root else {}
    if attributes.get("lang") != lang:
        yield "page-language", f"the page says lang={attributes.get('lang')!r}, not {lang!r}"
    if attributes.get("dir") != dir:
        yield "page-direction", f"the page says dir={attributes.get('dir')!r}, not {dir!r}"
    title = tree.css_first("head > title")
    if title is None or not title.text().strip():
        yield "page-title", "the page has no title"


def _headings(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    levels = [int(str(node.tag)[1]) for node in tree.css("h1, h2, h3, h4, h5, h6")]
    if levels.count(1) != 1:
        yield "page-h1", f"the page has {levels.count(1)} first-level headings"
    for above, level in pairwise(levels):
        if level > above + 1:
            yield "page-headings", f"a heading of level {level} follows one of level {above}"


def _ids(tree: LexborHTMLParser, links: list[str]) -> Iterator[tuple[str, str]]:
    found = [str(node.id) for node in tree.css("[id]")]
    ids = {*found}
    for id in sorted({id for id in ids if found.count(id) > 1} if len(ids) != len(found) else ()):
        yield "page-id", f"the id {id!r} stands more than once"
    for attribute in ("for", "aria-labelledby", "aria-describedby"):
        for node in tree.css(f"[{attribute}]"):
            if not ids.issuperset(str(node.attrs[attribute]).split()):
                yield "page-id", f"{attribute}={node.attrs[attribute]!r} names nothing on the page"
    for link in links:
        if link.startswith("#") and link[1:] not in ids:
            yield "page-anchor", f"the link {link!r} leads nowhere on the page"


def _addresses(tree: LexborHTMLParser, links: list[str]) -> Iterator[tuple[str, str]]:
    for node in tree.css(", ".join(f"{tag}[{attribute}]" for tag, attribute in FETCHED.items())):
        address = node.attrs[FETCHED[str(node.tag)]]
        if not _own(node, str(address)):
            yield "page-foreign", f"<{node.tag}> fetches {address!r} from somewhere else"
    for node in tree.css("style, [style], script:not([src])"):
        if node.attributes.get("type") != "application/ld+json":
            yield "page-inline", f"<{node.tag}> carries inline style or script"
    for link in filter(RUNS.match, links):
        yield "page-foreign", f"a link leads to {link!r}"


def _own(node: LexborNode, address: str) -> bool:
    if node.tag == "link" and node.attributes.get("rel") in ("canonical", "alternate"):
        return True
    return OWN.match(address) is not None
