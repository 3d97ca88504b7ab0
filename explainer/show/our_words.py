"""What each kind of page shows of our words: what has to be translated for it to be whole in another language."""

from functools import singledispatch

from explainer.model import AUDIENCES, Site
from explainer.show.asked import asked_groups
from explainer.show.pages import (
    ArticlePage,
    EmbedPage,
    GlossaryPage,
    Page,
    QuestionsPage,
    SheetPage,
    TrialPage,
    UsePage,
    WorksheetPage,
)
from explainer.show.sheet import sheet_parts

Words = tuple[object, ...]


@singledispatch
def our_words(page: Page, site: Site) -> Words:  # noqa: ARG001 (what it depends on is its kind)
    """The pieces of the model whose text stands on a page; the site's own words where it has none but them."""
    return (site.home,)


@our_words.register
def _(page: TrialPage, _site: Site) -> Words:
    return (page.trial.summary, page.trial.eligibility, page.trial.copy)


@our_words.register
def _(page: QuestionsPage, site: Site) -> Words:
    return asked_groups(site, page.trial, page.audience)


@our_words.register
def _(page: SheetPage, site: Site) -> Words:
    return sheet_parts(site, page.trial, page.choice)


@our_words.register
def _(page: WorksheetPage, _site: Site) -> Words:
    return (page.trial.eligibility,)


@our_words.register
def _(page: UsePage, _site: Site) -> Words:
    return (page.trial.title,)


@our_words.register
def _(page: EmbedPage, site: Site) -> Words:
    of_part: dict[str, Words] = {
        "summary": (page.trial.summary,),
        "eligibility": (page.trial.eligibility,),
        "questions": tuple(asked_groups(site, page.trial, audience) for audience in AUDIENCES),
    }
    return of_part[page.part] if page.part else tuple(of_part.values())


@our_words.register
def _(page: ArticlePage, _site: Site) -> Words:
    return (page.article,)


@our_words.register
def _(_page: GlossaryPage, site: Site) -> Words:
    return site.glossary
