"""A study in a frame on somebody else's site: what stands in it, and that there is none without leave."""

import dataclasses
import re

import pytest
from conftest import TRIAL
from selectolax.lexbor import LexborHTMLParser
from werkzeug.test import Client

from explainer.audit import audit_page
from explainer.headers import headers_of
from explainer.language.locales import Locale
from explainer.model import Span
from explainer.settings import STATIC
from explainer.show.embedding import embedding
from explainer.show.pages import EMBED_PARTS, EmbedPage, all_pages
from explainer.show.render import Renderer, static_files
from explainer.web.app import create_app

EMBED = "/en/embed/NCT06947473/"


def client_with(renderer, **settings):
    """A client for the shipped site in all its languages with other settings: what is read and held is the same with any."""
    editions = [
        dataclasses.replace(
            each, site=dataclasses.replace(each.site, settings=dataclasses.replace(each.site.settings, **settings))
        )
        for each in renderer.editions.values()
    ]
    return Client(create_app(Renderer(tuple(editions), static_files(STATIC))))


@pytest.fixture(scope="module")
def client(renderer):
    return client_with(renderer, may_embed=("*",), public_address="http://localhost")


def words(node):
    return " ".join(node.text(separator=" ").split())


def page_of(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return LexborHTMLParser(answer.get_data(as_text=True))


def test_every_embed_holds_the_contract_in_every_language(client, renderer, embedded):
    embeds = [page for page in all_pages(embedded) if isinstance(page, EmbedPage)]
    assert len(embeds) == len(EMBED_PARTS) * len(embedded.trials)
    for tag, edition in renderer.editions.items():
        for page in embeds:
            html = client.get(f"/{tag}{page.path}").get_data(as_text=True)
            banner, locale = edition.site.banner.text, edition.locale
            assert audit_page(html, path=page.path, banner=banner, lang=locale.tag, dir=locale.dir) == ()


@pytest.mark.parametrize("part", EMBED_PARTS)
def test_an_embed_says_what_it_is_and_leads_to_the_full_page(client, part):
    page = page_of(client, f"{EMBED}{part}/" if part else EMBED)
    text = words(page.css_first("main"))
    assert "Plain words of" in text
    assert "version" in text
    assert "No doctor or nurse and nobody from the study team has checked these words yet." in text
    assert "Open to new people?" in text
    assert page.css_first(".whole a").attributes["href"].startswith(TRIAL)
    assert page.css_first("base").attributes["target"] == "_blank"
    assert page.css_first("link[rel=canonical]").attributes["href"] == f"http://localhost{TRIAL}"
    # A link inside the frame would open the rest of it in a window of its own.
    assert not page.css('a[href^="#"]')


def test_a_part_is_whole_and_the_whole_has_each_part(client):
    study, summary, rules, questions = (
        page_of(client, path) for path in (EMBED, f"{EMBED}summary/", f"{EMBED}eligibility/", f"{EMBED}questions/")
    )
    units = {node.text() for node in page_of(client, TRIAL).css(".unit .words")}
    assert {node.text() for node in study.css(".unit .words")} == units
    assert {node.text() for page in (summary, rules) for node in page.css(".unit .words")} == units
    assert len(rules.css(".unit .label")) == len(rules.css(".unit")) > 5
    for audience in ("doctor", "coordinator"):
        asked = [
            words(item).removesuffix("Why ask?")
            for item in page_of(client, f"{TRIAL}questions/{audience}/").css(".questions > li")
        ]
        assert asked
        in_frame = {words(item) for item in questions.css(".questions > li")}
        assert all(any(question.startswith(each) for each in in_frame) for question in asked)


@pytest.mark.parametrize(
    ("status", "said"),
    [("WITHDRAWN", "This study was withdrawn before anyone joined."), ("TERMINATED", "This study was stopped early.")],
)
def test_a_study_that_ended_says_so_in_every_frame(embedded, renderer, status, said):
    trial = embedded.trials[0]
    ended = dataclasses.replace(trial, record=dataclasses.replace(trial.record, status=status))
    for part in EMBED_PARTS:
        html = renderer.render(EmbedPage(path="/x/", trial=ended, part=part), renderer.locales[0])
        assert said in words(LexborHTMLParser(html).css_first("main .notice"))


def test_without_leave_there_is_no_embed_and_no_word_of_one(renderer):
    client = client_with(renderer, may_embed=(), public_address="http://localhost")
    for path in (EMBED, f"{EMBED}summary/", f"{TRIAL}use/"):
        assert client.get(path).status_code == 404
    assert "embed" not in client.get(TRIAL).get_data(as_text=True)


def test_search_engines_are_told_of_the_full_page_only(client):
    listed = client.get("/sitemap.xml").get_data(as_text=True)
    assert TRIAL in listed
    assert "/embed/" not in listed
    assert "/use/" not in listed


def test_answers_are_of_their_kind(client):
    style = page_of(client, EMBED).css_first("link[rel=stylesheet]").attributes["href"]
    for path, kind in (
        (TRIAL, "page"),
        ("/nothing", "page"),
        ("/en/search/", "page"),
        ("/en/search/?q=age", "found"),
        (f"{TRIAL}use/", "use"),
        (EMBED, "embed"),
        ("/en/search/index.json", "data"),
        (style, "file"),
        ("/embed.js", "script"),
        (f"/oembed?url=http%3A%2F%2Flocalhost{TRIAL}", "oembed"),
        ("/healthz", "text"),
    ):
        sent = client.get(path).headers
        assert headers_of(kind, ("*",)).items() <= dict(sent).items() | {("Content-Type", sent["Content-Type"])}, path


@pytest.mark.parametrize(
    ("address", "told"), [("https://localhost", "max-age=31536000"), ("http://localhost", None), ("", None)]
)
def test_https_is_asked_for_where_the_sites_address_begins_with_it(renderer, address, told):
    client = client_with(renderer, public_address=address)
    for path in ("/", TRIAL, "/healthz", "/nothing", "/en/search/?q=age"):
        assert client.get(path).headers.get("Strict-Transport-Security") == told


def line_of(client, part="study", tag="en"):
    """The line to paste as the page shows it."""
    return page_of(client, f"/{tag}/trials/NCT06947473/use/").css_first(f"#page-line-{part}").text()


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("part", EMBED_PARTS)
def test_the_line_to_paste_is_a_link_one_script_and_a_reserved_height(client, tag, part):
    line = line_of(client, part or "study", tag)
    assert "\n" not in line
    pasted = LexborHTMLParser(line)
    height = re.fullmatch(r"height: (\d+)px; max-height: 80vh", pasted.css_first("div").attributes["style"])
    assert 2000 < int(height[1]) < 25_000
    link = pasted.css_first("a")
    assert link.attributes["href"] == f"http://localhost/{tag}/trials/NCT06947473/"
    assert link.attributes["lang"] == tag
    assert link.text() == words(page_of(client, f"/{tag}/trials/NCT06947473/").css_first("h1"))
    script = pasted.css_first("script").attributes
    assert script["src"] == "http://localhost/embed.js"
    assert "async" in script
    assert client.get(f"/{script['data-show']}").status_code == 200


def test_hostile_titles_stay_text_in_what_others_paste(embedded):
    trial = embedded.trials[0]
    title = dataclasses.replace(trial.summary.title, spans=(Span(kind="text", text='"><script>1</script>&'),))
    odd = dataclasses.replace(trial, summary=dataclasses.replace(trial.summary, title=title))
    found = embedding(embedded, odd, "", Locale("en"))
    assert LexborHTMLParser(found.line).css_first("a").text() == title.plain
    html = LexborHTMLParser(found.oembed(400, 400)["html"])
    assert html.css_first("iframe").attributes["title"] == title.plain
    assert not html.css("script")


def test_scripts_for_others_are_small(client):
    """What the host's page runs is so as it stands, what runs in our frame as it is sent."""
    frame = page_of(client, EMBED).css_first("script").attributes["src"]
    assert len(client.get("/embed.js").get_data()) <= 2000
    assert len(client.get(frame, headers={"Accept-Encoding": "br"}).get_data()) <= 2000


def test_who_may_not_embed_gets_no_script(renderer):
    client = client_with(renderer, may_embed=(), public_address="http://localhost")
    assert client.get("/embed.js").status_code == 404


def test_a_listed_host_and_no_other_is_named(renderer):
    client = client_with(renderer, may_embed=("hospital.example.org",), public_address="http://localhost")
    policy = client.get(EMBED).headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'self' hospital.example.org")
    assert "hospital.example.org" in words(page_of(client, f"{TRIAL}use/").css_first("main"))
