"""How others show a study: the line that they paste, and what an oEmbed consumer is told (oembed.com, version 1.0)."""

from dataclasses import dataclass

from markupsafe import Markup

from explainer.language.locales import Locale
from explainer.model import Site, Trial
from explainer.show.pages import EmbedPage, EmbedPart, embed_path, trial_path

MOST = 720
"""Height of a frame in CSS pixels, and the width that oEmbed gives. A frame that is no taller than the window always has its
notice in view; longer words are scrolled inside it."""
RESERVED = f"min({MOST}px, 80vh)"
LINE = Markup(
    '<div style="height: {height}"><a href="{study}" lang="{lang}" dir="{dir}">{title}</a>'
    '<script async src="{site}/embed.js" data-show="{show}"></script></div>'
)
FALLBACK_AND_FRAME = Markup(
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
        """The line to paste: it reserves the height, and without a script it is a link."""
        return str(
            LINE.format(
                height=RESERVED,
                study=self.study,
                lang=self.locale.tag,
                dir=self.locale.dir,
                title=self.title,
                site=self.site.settings.public_address,
                show=self.show,
            )
        )

    def oembed(self, width: int, height: int) -> dict[str, str | int]:
        """The answer of an oEmbed provider for a frame of at most `width` by `height` CSS pixels; `banner` is ours."""
        width, height = min(MOST, width), min(MOST, height)
        settings = self.site.settings
        html = FALLBACK_AND_FRAME.format(
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
