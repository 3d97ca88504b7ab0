"""The banner cannot be lost: each lock is tried on its own."""

import dataclasses
import re

import pytest
from flask import Flask
from selectolax.lexbor import LexborHTMLParser
from werkzeug.test import Client

from explainer.audit import carries_banner
from explainer.errors import PageRefused
from explainer.language.editions import source_edition
from explainer.language.locales import Locale
from explainer.model import Banner, Site
from explainer.settings import PACKAGE
from explainer.show.pages import HomePage, all_pages
from explainer.show.render import Renderer
from explainer.web.app import make_flask
from explainer.web.lock import BannerLock

TEMPLATES = PACKAGE / "show" / "templates"
ENGLISH = Locale("en")
OWNERS = ("embed.html", "page.html", "print.html")
"""The templates of pages that own `<html>`."""


def test_the_model_has_no_site_without_a_banner():
    fields = {field.name: field for field in dataclasses.fields(Site)}
    assert fields["banner"].default is dataclasses.MISSING
    assert fields["banner"].type in (Banner, "Banner")


def test_only_the_page_template_owns_html():
    owners = [
        path.name
        for path in TEMPLATES.iterdir()
        if "<html" in path.read_text(encoding="utf-8").split("-#}")[-1].split("#}", 1)[-1]
    ]
    # The curator's report is a file of its own that no server sends.
    assert sorted(owners) == sorted([*OWNERS, "report.html"])


@pytest.mark.parametrize("owner", OWNERS)
def test_the_banner_is_in_no_block_or_condition_that_a_page_could_replace(owner):
    text = (TEMPLATES / owner).read_text(encoding="utf-8")
    head, _, rest = text.partition('<aside class="banner"')
    assert rest
    for word in ("block", "if", "for", "with"):
        assert head.count(f"{{% {word} ") == head.count(f"{{% end{word} ")


def owner_of(page):
    """The template that owns `<html>` on a page."""
    found = re.search(r'{% extends "([^"]+)" %}', (TEMPLATES / page.template).read_text(encoding="utf-8"))
    return found[1] if found else page.template


@pytest.mark.parametrize("owner", OWNERS)
def test_the_renderer_refuses_every_page_that_lost_it(owner, embedded, renderer, monkeypatch):
    template = (TEMPLATES / owner).read_text(encoding="utf-8")
    start = template.index('<aside class="banner"')
    end = template.index("</aside>", start) + len("</aside>")
    pages = [page for page in all_pages(embedded) if owner_of(page) == owner]
    assert pages
    for damaged in (
        template[:start] + template[end:],
        template.replace('<aside class="banner"', '<aside hidden class="banner"'),
    ):
        broken = Renderer((source_edition(embedded),), renderer.static)
        loader = broken._environment.loader
        source = loader.get_source

        def instead(environment, name, source=source, damaged=damaged):
            return (damaged, None, lambda: True) if name == owner else source(environment, name)

        monkeypatch.setattr(loader, "get_source", instead)
        for each in pages:
            with pytest.raises(PageRefused, match="banner"):
                broken.render(each, ENGLISH)


def test_the_renderer_refuses_an_empty_banner(site, renderer):
    empty = dataclasses.replace(site.banner, blocks=(), title=dataclasses.replace(site.banner.title, text="", spans=()))
    broken = Renderer((source_edition(dataclasses.replace(site, banner=empty)),), renderer.static)
    with pytest.raises(PageRefused):
        broken.render(HomePage(), ENGLISH)


BARE = "<!doctype html><html lang=en><title>Bare</title><p>No notice here."


def bare_app():
    app = Flask("bare", static_folder=None)
    app.add_url_rule("/bare", view_func=lambda: BARE, methods=["GET", "POST"])
    app.add_url_rule("/text", "text", view_func=lambda: (BARE, {"Content-Type": "text/plain"}))
    return app


def test_html_that_forgot_the_banner_does_not_leave(site):
    client = Client(BannerLock(bare_app(), (site.banner.text,)))
    for answer in (client.get("/bare"), client.post("/bare"), client.get("/nothing-here"), client.delete("/bare")):
        assert answer.mimetype == "text/html"
        assert carries_banner(answer.get_data(as_text=True), (site.banner.text,))
        assert "No notice here" not in answer.get_data(as_text=True)
    assert client.get("/text").get_data(as_text=True) == BARE


def test_the_shipped_app_has_the_lock_on(site, renderer, monkeypatch):
    from explainer.web import app as app_module

    def with_a_hole(*arguments):
        flask = make_flask(*arguments)
        flask.add_url_rule("/bare", view_func=lambda: BARE)
        return flask

    monkeypatch.setattr(app_module, "make_flask", with_a_hole)
    answer = Client(app_module.create_app(renderer)).get("/bare")
    assert answer.status_code == 500
    assert carries_banner(answer.get_data(as_text=True), (site.banner.text,))


def test_the_sticky_line_is_on_every_page(embedded, renderer):
    whole = Renderer((source_edition(embedded),), renderer.static)
    for page in all_pages(embedded):
        line = LexborHTMLParser(whole.render(page, ENGLISH)).css_first("body > aside.line")
        assert line.text().strip() == embedded.banner.line.plain
