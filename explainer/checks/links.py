"""Where words lead: to terms that exist, pages that exist, and hosts that the site's owner named."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from urllib.parse import urlsplit

from explainer.checks.kept import kept
from explainer.checks.rule import Problem, rule
from explainer.checks.spans import every_span
from explainer.model import AUDIENCES, Message, Site, Span
from explainer.walk import walk

# Not before a bracket: that is a link that leads nowhere, which reading has told.
BRACKETED = re.compile(r"\[([^\[\]]+)\](?!\()")


@kept()
def _spans(site: Site) -> tuple[tuple[Message, Span], ...]:
    """Every span of a site with its message."""
    return tuple((message, span) for message in walk(site, Message) for span in every_span(message.spans))


@rule("error")
def term_unknown(site: Site) -> Iterator[Problem]:
    """A word in square brackets is a term of the glossary.

    Bad: `Your [imune system] fights germs.`
    Good: `Your [immune system] fights germs.`
    """
    names = {name.lower(): term.name.plain for term in site.glossary for name in (term.id, term.name.plain, *term.also)}
    # Those that begin alike: to hold a word against every name of a glossary is half of what this rule would cost.
    nearest = cache(lambda name: get_close_matches(name, [n for n in names if n[:1] == name[:1]], n=1))
    for message, span in _spans(site):
        for name in BRACKETED.findall(span.text) if "[" in span.text else ():
            if name != "..." and span.kind == "text":
                near = nearest(name.lower())
                fix = f"did you mean [{near[0]}]?" if near else "add it to content/glossary.md, or take the brackets off"
                yield Problem(message.where, f"[{name}] is not a term of the glossary", fix)


@rule("error", waivable=False)
def term_link_broken(site: Site) -> Iterator[Problem]:
    """A link to a term names one that the glossary has.

    Bad: `[cells](term:t-sel)`
    Good: `[cells][t-cell]`
    """
    ids = {term.id for term in site.glossary}
    for message, span in _spans(site):
        if span.kind == "term" and span.target not in ids:
            yield Problem(message.where, f"no term has the id {span.target!r}", "write it as [words][term]")


@rule("error")
def host_not_listed(site: Site) -> Iterator[Problem]:
    """We link only to hosts that `content/site.md` lists, so that each was somebody's decision.

    Bad: a link to a news page.
    Good: the same, with `links-to: news.example.org` in `content/site.md`.
    """
    for message, span in _spans(site):
        if span.kind != "link" or span.target.startswith("/"):
            continue
        host = _host(span.target)
        if not host:
            yield Problem(message.where, f"{span.target} names no host", "write the address as the browser shows it")
        elif host not in site.settings.links_to:
            fix = f"add {host} to `links-to` in content/site.md, or take the link out"
            yield Problem(message.where, f"{host} is not a host that this site links to", fix)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


@rule("error")
def page_unknown(site: Site) -> Iterator[Problem]:
    """A link inside the site leads to a page that exists.

    Bad: `[privacy](/privacy/)`
    Good: `[privacy](/about/privacy/)`
    """
    pages = {"/", "/glossary/", "/search/", "/about/", "/guides/"}
    pages |= {f"/{name}/{a.id}/" for name, articles in (("about", site.about), ("guides", site.guides)) for a in articles}
    for trial in site.trials:
        pages |= {f"/trials/{trial.id}/", f"/trials/{trial.id}/source/"}
        pages |= {f"/trials/{trial.id}/questions/{audience}/" for audience in AUDIENCES}
    nearest = cache(lambda path: get_close_matches(path, pages, n=1, cutoff=0.4))
    for message, span in _spans(site):
        path = span.target.partition("#")[0]
        if span.kind == "link" and path.startswith("/") and path not in pages:
            near = nearest(path)
            fix = f"did you mean {near[0]}?" if near else "link to a page that exists"
            yield Problem(message.where, f"no page has the address {path}", fix)


@rule("warning")
def term_circular(site: Site) -> Iterator[Problem]:
    """The first paragraph of a meaning stands on its own: following its terms does not lead back to it.

    Bad: "antibody: what the [immune system] makes", and "immune system: what makes [antibodies]".
    Good: "immune system: the parts of the body that fight germs", which sends nobody back.
    """
    leads_to = {
        term.id: [
            span.target
            for message in walk(term.blocks[:1], Message)
            for span in every_span(message.spans)
            if span.kind == "term"
        ]
        for term in site.glossary
    }
    for term in site.glossary:
        waiting, seen = list(leads_to[term.id]), set[str]()
        while waiting:
            target = waiting.pop()
            if target == term.id:
                fix = "say it in other words, or take one of the links out of a first paragraph"
                yield Problem(term.name.where, f"the meaning of “{term.name.plain}” leads back to itself", fix)
                break
            if target not in seen:
                seen.add(target)
                waiting.extend(leads_to.get(target, []))
