"""What all studies share: banner, question lists, pages of prose, wordings to avoid, and the site's settings."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from explainer.finding import Where
from explainer.model import Article, ArticleSection, Banner, Block, Message, QuestionList, SiteSettings, Wording, unmarked
from explainer.reading.front_matter import Header, read_header
from explainer.reading.outline import Node, outline, prose_blocks
from explainer.reading.prose import Prose, ProseReader
from explainer.reading.source import Folder, Source
from explainer.reading.traits import TRAITS
from explainer.reading.units import question_groups

HOST = re.compile(r"(?!-)[a-z0-9.-]+\.[a-z]{2,}")
ADDRESS = re.compile(r"https?://[a-zA-Z0-9.\[\]:-]+(?:/[^\s?#]*)?")
NO_BANNER = "write the notice that every page carries: a title, a paragraph, then `## Short line` and one sentence"
FRAMED_BY = {"nobody": (), "everybody": ("*",)}
SITE_KEYS = ("contact", "public-address", "may-embed", "links-to")


def _words(text: str) -> Message:
    return unmarked(text, Where(path="content/banner.md"))


STAND_IN_BANNER = Banner(
    title=_words("Confirm with the study team"),
    blocks=(Block(kind="paragraph", parts=(_words("Only the study team can tell you whether you may take part."),)),),
    line=_words("Confirm with the study team."),
)
"""Stands in while a site without a banner is read and checked. Such a site has an error and is never shown; if it ever were, it
would still carry the notice."""


def read_banner(folder: Folder, prose: ProseReader) -> Banner:
    """`content/banner.md`. Whatever is wrong with it, something that confirms stands in."""
    source = folder.read("content/banner.md", fix=NO_BANNER)
    root = outline(prose, source, source.text, 1) if source else None
    if source is None or root is None:
        return STAND_IN_BANNER
    blocks = prose_blocks(prose, source, root.chunks)
    line = [part for node in root.children for block in prose_blocks(prose, source, node.chunks) for part in block.parts]
    if not any(block.parts for block in blocks) or len(root.children) != 1 or len(line) != 1:
        folder.problems.add("banner", source.at(1), "the banner is not a title, its text, and one short line", NO_BANNER)
        return STAND_IN_BANNER
    return Banner(title=root.heading.message, blocks=blocks, line=line[0])


def read_settings(folder: Folder, prose: ProseReader) -> tuple[SiteSettings, Article]:
    """`content/site.md`: what the site's owner chooses, and the words of the home page."""
    path = "content/site.md"
    source = folder.read(path, fix="write it: `name: …` in the header, then the title and words of the home page")
    source = source or Source(path=path, text="---\nname: '?'\n---\n# ?\n")
    header = read_header(source, folder.problems, needed=("name",), known=SITE_KEYS)
    values = header.values
    address = values.get("public-address", "").rstrip("/")
    if address and not (ADDRESS.fullmatch(address) and _has_host(address)):
        fix = "write it whole: https://studies.example.org"
        folder.problems.add("header", header.where("public-address"), f"{address!r} is not an address", fix)
        address = ""
    settings = SiteSettings(
        name=header.message("name"),
        contact=values.get("contact", ""),
        public_address=address,
        may_embed=_may_embed(folder, header, address),
        links_to=frozenset(_hosts(folder, header, "links-to", "write hosts only: www.example.org")),
    )
    root = outline(prose, source, header.body, header.body_line)
    return settings, _article(prose, source, root, "home")


def _hosts(folder: Folder, header: Header, key: str, fix: str) -> tuple[str, ...]:
    """The hosts of a list with commas; a finding for each that is none."""
    said = sorted({host.strip().lower() for host in header.values.get(key, "").split(",") if host.strip()})
    wrong = [host for host in said if not HOST.fullmatch(host)]
    for host in wrong:
        folder.problems.add("header", header.where(key), f"{host!r} is not a host", fix)
    return tuple(host for host in said if host not in wrong)


def _may_embed(folder: Folder, header: Header, address: str) -> tuple[str, ...]:
    """Who may show a study in a frame: hosts, or one of the two words. A line to paste needs an address that is whole."""
    said = header.values.get("may-embed", "nobody").lower()
    fix = "write `nobody`, `everybody`, or hosts with commas between them: www.example.org"
    hosts = FRAMED_BY[said] if said in FRAMED_BY else _hosts(folder, header, "may-embed", fix)
    if hosts and not address:
        message = "other sites may show a study, but the line for them to paste needs this site's address"
        folder.problems.add("header", header.where("may-embed"), message, "add it: public-address: https://studies.example.org")
    return hosts if address else ()


def _has_host(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


def read_article(folder: Folder, prose: ProseReader, path: str) -> Article | None:
    """A page of prose: `content/about/privacy.md`, or a guide, whose header may place it and say for which studies it is."""
    source = folder.read(path, fix="write a title and words, or take the file away")
    if source is None:
        return None
    header = read_header(source, folder.problems, known=("order", "when"))
    root = outline(prose, source, header.body, header.body_line)
    order = header.values.get("order", "0")
    if not re.fullmatch(r"[0-9]{1,4}", order):
        folder.problems.add("header", header.where("order"), f"{order!r} is not a place in a row", "write a number: order: 3")
        order = "0"
    when = _trait(folder, header)
    if root is None:
        return None
    article = _article(prose, source, root, path.rpartition("/")[2].removesuffix(".md"))
    return replace(article, order=int(order), when=when)


def _trait(folder: Folder, header: Header) -> str:
    """The trait that a record needs for what follows to join it; a finding where nobody knows it."""
    when = header.values.get("when", "")
    if when and when not in TRAITS:
        fix = f"use one of: {', '.join(TRAITS)}"
        folder.problems.add("trait-unknown", header.where("when"), f"nobody knows the trait {when!r}", fix)
    return when


def _article(prose: ProseReader, source: Source, root: Node | None, id: str) -> Article:
    if root is None:
        return Article(id=id, title=_words("?"), blocks=(), sections=())
    sections = (
        ArticleSection(id=n.id, heading=n.heading.message, blocks=prose_blocks(prose, source, n.chunks)) for n in root.children
    )
    return Article(id=id, title=root.heading.message, blocks=prose_blocks(prose, source, root.chunks), sections=tuple(sections))


def read_questions(folder: Folder, prose: ProseReader, path: str) -> QuestionList | None:
    """One file of `content/questions/`."""
    source = folder.read(path, fix="write a title and questions, or take the file away")
    if source is None:
        return None
    header = read_header(source, folder.problems, known=("when",))
    root = outline(prose, source, header.body, header.body_line)
    when = _trait(folder, header)
    if root is None:
        return None
    return QuestionList(
        title=root.heading.message,
        blocks=prose_blocks(prose, source, root.chunks),
        when=when,
        groups=tuple(question_groups(prose, source, root)),
        where=source.at(1),
    )


def read_wording(folder: Folder, prose: ProseReader) -> tuple[Wording, ...]:
    """`content/wording.md`: an H2 a kind of fault, its items `do not write: write instead`."""
    source = folder.read("content/wording.md", fix="write a title, then a heading a kind of wording to avoid")
    root = outline(prose, source, source.text, 1) if source else None
    if source is None or root is None:
        return ()
    found = []
    for node in root.children:
        why = " ".join(
            part.plain for c in node.chunks if isinstance(c, Prose) and c.block.kind == "paragraph" for part in c.block.parts
        )
        for chunk in node.chunks:
            if not isinstance(chunk, Prose) or chunk.block.kind == "paragraph":
                continue
            for part in chunk.block.parts:
                avoid, _, instead = part.plain.partition(":")
                if not avoid.strip() or not instead.strip():
                    fix = "write `- do not write: write instead`"
                    prose.problems.add("wording-line", part.where, "this line says nothing to write instead", fix)
                    continue
                found.append(Wording(kind=node.id, avoid=avoid.strip(), instead=instead.strip(), why=why))
    return tuple(found)
