"""How others show a study: the line that they paste, and what an oEmbed consumer is told (oembed.com, version 1.0)."""

from dataclasses import dataclass

from explainer.language.locales import Locale
from explainer.model import Site, Trial
from explainer.show.height import embed_height
from explainer.show.html import filled
from explainer.show.pages import EmbedPage, EmbedPart, embed_path, trial_path

WIDTH = 720
"""Of a frame in CSS pixels, where it is not said: what a column of words has at most."""
MOST_HEIGHT = 1000
"""Of a frame in CSS pixels where a consumer of oEmbed does not say: the most that WordPress takes. A frame no taller than
a window has its notice in sight without a script too; longer words are scrolled under it."""
LINE = (
    '<div style="height: {height}px; max-height: 80vh"><a href="{study}" lang="{lang}" dir="{dir}">{title}</a>'
    '<script async src="{site}/embed.js" data-show="{show}"></script></div>'
)
FALLBACK_AND_FRAME = (
    '<blockquote>{banner} <a href="{study}">{title}</a></blockquote>'
    '<iframe src="{frame}" width="{width}" height="{height}" title="{title}"></iframe>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedding:
    """An embed in a language, with the addresses that others need; they come from the site's settings, never from a request."""

    site: Site
    page: EmbedPage
    locale: Locale

    @property
    def title(self) -> str:
        """The study's name, as plain characters."""
        return self.page.trial.title.plain

    @property
    def study(self) -> str:
        """Address of the full page."""
        return f"{self.site.settings.public_address}/{self.locale.tag}{trial_path(self.page.trial.id)}"

    @property
    def show(self) -> str:
        """Address of the embed, after the site's own."""
        return f"{self.locale.tag}{self.page.path}"

    @property
    def banner(self) -> str:
        """The banner as one text."""
        whole, title = self.site.banner.text, self.site.banner.title.plain
        return f"{title}{self.locale.colon}{whole.removeprefix(title).strip()}"

    @property
    def line(self) -> str:
        """The line to paste: it reserves the height of the words, within the window's, and without a script it is a link."""
        return str(
            filled(
                LINE,
                height=self.height(WIDTH),
                study=self.study,
                lang=self.locale.tag,
                dir=self.locale.dir,
                title=self.title,
                site=self.site.settings.public_address,
                show=self.show,
            )
        )

    def height(self, width: int) -> int:
        """About what the words need in a frame of a width, both in CSS pixels."""
        return embed_height(self.site, self.page.trial, self.page.part, width)

    def oembed(self, max_width: int, max_height: int) -> dict[str, str | int]:
        """The answer of an oEmbed provider for a frame of at most so many CSS pixels; `banner` is ours."""
        width = min(WIDTH, max_width)
        height = min(self.height(width), max_height)
        settings = self.site.settings
        html = filled(
            FALLBACK_AND_FRAME,
            banner=self.banner,
            study=self.study,
            title=self.title,
            frame=f"{settings.public_address}/{self.show}",
            width=width,
            height=height,
        )
        return {
            "version": "1.0",
            "type": "rich",
            "title": self.title,
            "provider_name": settings.name.plain,
            "provider_url": f"{settings.public_address}/{self.locale.tag}/",
            "width": width,
            "height": height,
            "html": str(html),
            "banner": self.banner,
        }


def embedding(site: Site, trial: Trial, part: EmbedPart, locale: Locale) -> Embedding:
    """A study, or a part of it, as others may show it."""
    return Embedding(site=site, page=EmbedPage(path=embed_path(trial.id, part), trial=trial, part=part), locale=locale)
