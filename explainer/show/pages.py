"""What exists: one frozen dataclass a kind of page, and `all_pages`, the one list of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import ClassVar, Literal

from explainer.headers import Kind
from explainer.model import AUDIENCES, Article, Audience, Site, Trial
from explainer.show.choice import EVERYTHING, Choice
from explainer.show.listing import letters

EmbedPart = Literal["", "summary", "eligibility", "questions"]
EMBED_PARTS: tuple[EmbedPart, ...] = ("", "summary", "eligibility", "questions")
"""What others may show of a study: all of it, or one part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`path` is the address after the locale, from `/` to `/`; `template` makes its HTML.

    `meanings`: whether a term opens its meaning on the page itself. `headers`: its row of the header table. `of_site`: whether
    it holds words of the site alone, and none of a study.
    """

    path: str
    template: ClassVar[str]
    meanings: ClassVar[bool] = True
    headers: ClassVar[Kind] = "page"
    of_site: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """The list of studies."""

    path: str = "/"
    template: ClassVar[str] = "home.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class StudiesPage(Page):
    """The studies whose conditions begin with a letter, on a site of many."""

    letter: str
    template: ClassVar[str] = "studies.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialPage(Page):
    """A study in plain words."""

    trial: Trial
    template: ClassVar[str] = "trial.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage(Page):
    """The study's own words, every passage numbered."""

    trial: Trial
    template: ClassVar[str] = "source.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsPage(Page):
    """What to ask one of the two people."""

    trial: Trial
    audience: Audience
    template: ClassVar[str] = "questions.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage(Page):
    """A page of a study to print and to write on."""

    trial: Trial
    choice: Choice = EVERYTHING
    meanings: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage(PaperPage):
    """Questions, with room to write the answers."""

    template: ClassVar[str] = "sheet.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenSheetPage(SheetPage):
    """The same as somebody chose it. It is no page that exists: it answers one request."""

    headers: ClassVar[Kind] = "found"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksheetPage(PaperPage):
    """The rules, to go through with a doctor. It is blank, and adds nothing up."""

    template: ClassVar[str] = "worksheet.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedPage(Page):
    """A study, or a part of it, for a frame on somebody else's page. Its links lead out of the frame."""

    trial: Trial
    part: EmbedPart
    template: ClassVar[str] = "embed.html"
    meanings: ClassVar[bool] = False
    headers: ClassVar[Kind] = "embed"


@dataclass(frozen=True, slots=True, kw_only=True)
class UsePage(Page):
    """How others show a study on a site of theirs."""

    trial: Trial
    template: ClassVar[str] = "use.html"
    headers: ClassVar[Kind] = "use"


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryPage(Page):
    """All terms."""

    path: str = "/glossary/"
    template: ClassVar[str] = "glossary.html"
    of_site: ClassVar[bool] = True
    meanings: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage(Page):
    """The list of articles on this site."""

    path: str = "/about/"
    template: ClassVar[str] = "about.html"
    of_site: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidesPage(Page):
    """The list of guides."""

    path: str = "/guides/"
    template: ClassVar[str] = "guides.html"
    of_site: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage(Page):
    """An article on this site, or a guide."""

    article: Article
    template: ClassVar[str] = "article.html"
    of_site: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """The form of the search. With a script, for hosts that answer no form."""

    path: str = "/search/"
    template: ClassVar[str] = "search.html"
    of_site: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguagesPage(Page):
    """`/`: the languages. It has no locale in its address."""

    path: str = "/"
    template: ClassVar[str] = "languages.html"
    of_site: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage(Page):
    """What a request gets that we cannot answer. Its text never repeats the request."""

    path: str = ""
    status: HTTPStatus
    template: ClassVar[str] = "error.html"
    of_site: ClassVar[bool] = True


def trial_path(trial_id: str) -> str:
    """The address of a study after the locale."""
    return f"/trials/{trial_id}/"


def embed_path(trial_id: str, part: EmbedPart) -> str:
    """The address of an embed after the locale."""
    return f"/embed/{trial_id}/{part}/" if part else f"/embed/{trial_id}/"


def all_pages(site: Site) -> tuple[Page, ...]:
    """Every page that has an address in each locale."""
    return tuple(_pages(site))


def _pages(site: Site) -> Iterator[Page]:
    yield HomePage()
    for letter in letters(site):
        yield StudiesPage(path=f"/studies/{letter}/", letter=letter)
    for trial in site.trials:
        path = trial_path(trial.id)
        yield TrialPage(path=path, trial=trial)
        yield SourcePage(path=f"{path}source/", trial=trial)
        for audience in AUDIENCES:
            yield QuestionsPage(path=f"{path}questions/{audience}/", trial=trial, audience=audience)
        yield SheetPage(path=f"{path}sheet/", trial=trial)
        yield WorksheetPage(path=f"{path}worksheet/", trial=trial)
        if site.settings.may_embed:
            yield UsePage(path=f"{path}use/", trial=trial)
            for part in EMBED_PARTS:
                yield EmbedPage(path=embed_path(trial.id, part), trial=trial, part=part)
    yield SearchPage()
    yield GlossaryPage()
    yield AboutPage()
    yield GuidesPage()
    for name, articles in (("about", site.about), ("guides", site.guides)):
        for article in articles:
            yield ArticlePage(path=f"/{name}/{article.id}/", article=article)
